/**
 * What a run costs, worked out instead of run: for orgs that fit onto no machine here. Goes through the transactions of
 * a run as the package does, with the time of each query by formula; `plan` holds it against the simulator where both
 * can run.
 */
import { LIMIT_FIGURES } from '../../local-org/runtime/platform/limits.ts';
import { seededRandom } from '../../local-org/samples/random.ts';
import { LIMIT_SECONDS, queryRows, querySeconds } from './object-shape.ts';
import type { ObjectShape } from './object-shape.ts';
import { ObjectWork } from './object-work.ts';

export interface RunCost {
  readonly queries: number;
  /** Asynchronous executions. */
  readonly executions: number;
  /** Queries that the platform ends after 120 s, with all that their transactions have done. */
  readonly cutShort: number;
  /** That queries run. */
  readonly querySeconds: number;
  /** Objects of which not all can be counted: even narrowed queries take too long. */
  readonly beyond: number;
}

/** PopulationStep.MAX_TASKS, of a transaction, and of those that are worked on carefully after a death. */
const MOST_TASKS = 25;
/** TransactionBudget: shares of a limit, and seconds of a transaction. */
const WARN_AT = 0.7;
const STOP_AT = 0.9;
const MOST_SECONDS = 300;
const MOST_QUERIES = LIMIT_FIGURES.asynchronous.queries;
const MOST_ROWS = LIMIT_FIGURES.asynchronous.queryRows;
/** The run, its tasks, and the run again. */
const QUERIES_PER_EXECUTION = 3;
/** One finds the objects, one closes the run. */
const FIRST_AND_LAST = 2;
/** A transaction that dies, and its finalizer. */
const EXECUTIONS_OF_DEATH = 2;
/** TaskWork.STEP_ATTEMPTS. */
const STEP_ATTEMPTS = 2;
/** ObjectCounter.heavyRecords: above it, a query over all records has a transaction of its own. */
export const HEAVY_ROWS = 1_000_000;

/**
 * What a run over these objects costs, in their order.
 * @param heavyRows from which the package takes an object to be heavy: other ones where stored rows stand for many
 */
export function runCost(objects: readonly ObjectShape[], heavyRows = HEAVY_ROWS): RunCost {
  const run = new Run(objects, heavyRows);
  while (!run.isOver()) run.transaction();
  return run.cost();
}

/** Thrown by a query that takes too long: its transaction is undone. */
class TooLong extends Error {
  override readonly name = 'TooLong';
}

/** What one transaction has used. */
interface Used {
  queries: number;
  rows: number;
  seconds: number;
  isFresh: boolean;
}

class Run {
  readonly #heavyRows: number;
  readonly #open: ObjectWork[];
  #careful = 0;
  #executions = FIRST_AND_LAST;
  #queries = FIRST_AND_LAST * QUERIES_PER_EXECUTION;
  #seconds = 0;
  #cutShort = 0;
  #beyond = 0;

  constructor(objects: readonly ObjectShape[], heavyRows: number) {
    this.#heavyRows = heavyRows;
    this.#open = objects.map((shape) => new ObjectWork(shape)).reverse();
  }

  isOver(): boolean {
    return this.#open.length === 0;
  }

  cost(): RunCost {
    return {
      queries: this.#queries,
      executions: this.#executions,
      cutShort: this.#cutShort,
      querySeconds: this.#seconds,
      beyond: this.#beyond
    };
  }

  transaction(): void {
    const isCareful = this.#careful > 0;
    const tasks = this.#open.slice(isCareful ? -1 : -MOST_TASKS).reverse();
    const used: Used = { queries: QUERIES_PER_EXECUTION, rows: 0, seconds: 0, isFresh: true };
    const changed: ObjectWork[] = [];
    try {
      for (const task of tasks) {
        if (changed.length > 0 && isNearEnd(used)) break;
        const work = task.copy();
        changed.push(work);
        this.#work(work, isCareful ? 1 : Infinity, used);
        if (work.next() !== null) break;
      }
    } catch (error) {
      if (!(error instanceof TooLong)) throw error;
      this.#die(used, isCareful);
      return;
    }
    this.#save(changed, used);
  }

  #die({ seconds }: Used, isCareful: boolean): void {
    this.#executions += EXECUTIONS_OF_DEATH;
    this.#seconds += seconds;
    this.#cutShort++;
    if (isCareful) this.#open.at(-1)!.attempts++;
    else this.#careful = MOST_TASKS;
  }

  #save(changed: readonly ObjectWork[], { queries, seconds }: Used): void {
    this.#executions++;
    this.#queries += queries;
    this.#seconds += seconds;
    this.#open.length -= changed.length;
    for (const work of changed) {
      work.attempts = 0;
      if (work.next() !== null) this.#open.push(work);
      else {
        this.#careful = Math.max(0, this.#careful - 1);
        this.#beyond += work.givenUp > 0 ? 1 : 0;
      }
    }
  }

  /** TaskWork and ObjectCounter: as many steps as may be. */
  #work(work: ObjectWork, mostSteps: number, used: Used): void {
    if (work.attempts > STEP_ATTEMPTS) work.abandon();
    if (work.attempts === STEP_ATTEMPTS) {
      const queries = work.narrow();
      if (queries !== null) {
        used.queries += queries;
        return;
      }
      work.giveUp();
    }
    let isExhausted = false;
    for (let steps = 0; steps < mostSteps; steps++) {
      const step = work.next();
      if (step === null) return;
      const isHeavy = work.isHeavy(this.#heavyRows);
      const rows = queryRows(work.shape, step);
      const times = querySeconds(work.shape, step, work.slice());
      if (isExhausted || (isHeavy && !used.isFresh) || !isGranted(used, times.length, rows.most)) return;
      used.isFresh = false;
      isExhausted = isHeavy;
      for (const seconds of times) {
        used.seconds += Math.min(seconds, LIMIT_SECONDS);
        if (seconds > LIMIT_SECONDS) throw new TooLong();
      }
      used.queries += times.length;
      used.rows += rows.used;
      work.counted();
    }
  }
}

function isGranted({ queries, rows, seconds, isFresh }: Used, moreQueries: number, moreRows: number): boolean {
  return (
    isFresh ||
    (queries + moreQueries <= MOST_QUERIES * STOP_AT &&
      rows + moreRows <= MOST_ROWS * STOP_AT &&
      seconds <= MOST_SECONDS * STOP_AT)
  );
}

function isNearEnd({ queries, rows, seconds }: Used): boolean {
  return queries > MOST_QUERIES * WARN_AT || rows > MOST_ROWS * WARN_AT || seconds > MOST_SECONDS * WARN_AT;
}

/**
 * So many objects, the rows shared out as sizes are in orgs: the second largest has half as many as the largest, the
 * third a third. In no order of size, as the names of objects are.
 */
export function sharedOut(objects: number, rows: number, each: Omit<ObjectShape, 'rows'>): readonly ObjectShape[] {
  const weights = Array.from({ length: objects }, (_, index) => 1 / (index + 1));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const shapes = weights.map((weight) => ({ ...each, rows: Math.round((rows * weight) / sum) }));
  const random = seededRandom(objects);
  const placed = shapes.map((shape) => ({ shape, place: random() }));
  return placed.sort((one, other) => one.place - other.place).map(({ shape }) => shape);
}
