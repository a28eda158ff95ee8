/**
 * What a run costs, worked out instead of run: for orgs that fit onto no machine here. bench/README.md has the formula
 * in words; `plan` holds it against the simulator where both can run.
 */
import { DEFAULT_QUERY_COST, LIMIT_FIGURES } from '../../local-org/runtime/platform/limits.ts';

export interface ObjectShape {
  readonly rows: number;
  readonly fields: number;
  readonly recordTypes: number;
}

export interface RunCost {
  readonly queries: number;
  /** Asynchronous executions. */
  readonly executions: number;
  /** Queries that the platform ends after 120 s, done again narrower. */
  readonly cutShort: number;
  /** That queries run. */
  readonly querySeconds: number;
  /** Objects of which not all can be counted: even narrowed queries take too long. */
  readonly beyond: number;
}

/** As bench/wide.ts makes objects: one field in ten a picklist, one in twenty of the others a checkbox. */
const PICKLISTS = 0.1;
const CHECKBOXES = 1 / 19;
/** PackedCountStep.MAX_FIELDS. */
const PACKED = 90;
const MOST_GROUPS = 2_000;
/** Narrowing: a query that took too long counts a fourth of the fields; ids are halved into at most so many slices. */
const FEWER = 4;
const MOST_SLICES = 400;
const MOST_TYPES_SLICED = 20;
/** PopulationStep.MAX_TASKS. */
const OBJECTS_PER_EXECUTION = 25;
/** TransactionBudget.WARN_AT of the queries of a transaction, and of its MAX_ELAPSED. */
const WARN_AT = 0.7;
const MOST_SECONDS = 300 * WARN_AT;
/** The run, its tasks, and the run again. */
const QUERIES_PER_EXECUTION = 3;

/** Seconds of one query over rows with so many expressions (`QueryCostModel`). */
function seconds(rows: number, expressions: number): number {
  const { nanosecondsPerRow, nanosecondsPerRowAndExpression } = DEFAULT_QUERY_COST;
  return (rows * (nanosecondsPerRow + expressions * nanosecondsPerRowAndExpression)) / 1e9;
}

const LIMIT_SECONDS = DEFAULT_QUERY_COST.limitMilliseconds / 1000;

/** Steps of one kind: each query has so many expressions, and may be cut into ones with fewer fields. */
interface Step {
  readonly fields: number;
  /** Fields of one query; 1 where they cannot be counted together. */
  readonly together: number;
  readonly expressions: (fields: number) => number;
}

/** CheckboxGroupStep: every combination of checkboxes is a group of each record type, and a query takes 2,000 groups. */
function checkboxesTogether(recordTypes: number): number {
  return Math.max(1, Math.floor(Math.log2(MOST_GROUPS / (recordTypes + 1))));
}

function stepsOf({ fields, recordTypes }: ObjectShape): readonly Step[] {
  const picklists = Math.round(fields * PICKLISTS);
  const checkboxes = Math.floor((fields - picklists) * CHECKBOXES);
  const packed = fields - picklists - checkboxes;
  return [
    // How many records there are by record type, and when one was last changed: a query each.
    { fields: 2, together: 1, expressions: () => 3 },
    { fields: packed, together: PACKED, expressions: (count) => count + 3 },
    { fields: picklists, together: 1, expressions: () => 5 },
    { fields: checkboxes, together: checkboxesTogether(recordTypes), expressions: (count) => 2 * count + 3 }
  ];
}

interface ObjectCost {
  queries: number;
  seconds: number;
  cutShort: number;
  isBeyond: boolean;
}

/** One object, narrowed as `Narrowing` does: fewer fields at a time, then ranges of ids. */
function objectCost(shape: ObjectShape): ObjectCost {
  const cost: ObjectCost = { queries: 1, seconds: 0, cutShort: 0, isBeyond: false };
  if (shape.rows === 0) return cost;
  cost.queries = 0;
  let most = Infinity;
  let slices = 1;
  for (const step of stepsOf(shape)) {
    if (step.fields === 0) continue;
    let together = Math.min(step.together, step.fields, most);
    const each = (): number => seconds(shape.rows / slices, step.expressions(together));
    while (each() > LIMIT_SECONDS) {
      cost.cutShort++;
      if (together > 1) {
        together = Math.max(1, Math.floor(together / FEWER));
        most = together;
      } else slices *= 2;
    }
    const perSlice = slices > 1 && shape.recordTypes > 0 && shape.recordTypes <= MOST_TYPES_SLICED;
    // A record type is no narrower range of ids: each of its slices reads all records of the range.
    const queriesEach = slices * (perSlice ? shape.recordTypes + 1 : 1);
    const queries = Math.ceil(step.fields / together) * queriesEach;
    cost.queries += queries;
    cost.seconds += queries * each();
    cost.isBeyond ||= queriesEach > MOST_SLICES;
  }
  cost.seconds += cost.cutShort * LIMIT_SECONDS;
  return cost;
}

/** What a run over these objects costs, beside the rest of the org. */
export function runCost(objects: readonly ObjectShape[]): RunCost {
  const most = LIMIT_FIGURES.asynchronous.queries * WARN_AT - QUERIES_PER_EXECUTION;
  let [queries, executions, cutShort, querySeconds, beyond] = [0, 0, 0, 0, 0];
  let open = { objects: 0, queries: 0, seconds: 0 };
  const handOver = (): void => {
    executions++;
    open = { objects: 0, queries: 0, seconds: 0 };
  };
  for (const shape of objects) {
    const cost = objectCost(shape);
    queries += cost.queries;
    querySeconds += cost.seconds;
    cutShort += cost.cutShort;
    beyond += cost.isBeyond ? 1 : 0;
    if (cost.cutShort > 0) {
      // Careful from then on: a query that may take long has a transaction of its own.
      executions += cost.queries + cost.cutShort;
      continue;
    }
    open.objects++;
    open.queries += cost.queries;
    open.seconds += cost.seconds;
    while (open.seconds > MOST_SECONDS || open.queries > most) {
      const rest = { seconds: open.seconds - MOST_SECONDS, queries: open.queries - most };
      handOver();
      open = { objects: 1, queries: Math.max(0, rest.queries), seconds: Math.max(0, rest.seconds) };
    }
    if (open.objects === OBJECTS_PER_EXECUTION) handOver();
  }
  if (open.objects > 0) executions++;
  return { queries: queries + executions * QUERIES_PER_EXECUTION, executions, cutShort, querySeconds, beyond };
}

/** So many objects, the rows shared out as sizes are in orgs: the second largest has half as many as the largest, the third a third. */
export function sharedOut(objects: number, rows: number, each: Omit<ObjectShape, 'rows'>): readonly ObjectShape[] {
  const weights = Array.from({ length: objects }, (_, index) => 1 / (index + 1));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => ({ ...each, rows: Math.round((rows * weight) / sum) }));
}
