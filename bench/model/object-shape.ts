import { DEFAULT_QUERY_COST } from '../../local-org/runtime/platform/limits.ts';
import { countedObject } from '../wide.ts';

/** An object that a run has to count, with fields as bench/wide.ts makes them. */
export interface ObjectShape {
  readonly rows: number;
  readonly fields: number;
  readonly recordTypes: number;
}

/** What a query is asked for: the range of ids that is left when all were halved so often. */
export interface Slice {
  readonly depth: number;
}

export type StepKind = 'records' | 'checkboxes' | 'picklist' | 'packed';

/** One step of an object's plan: one query, but for the first. */
export interface Step {
  readonly kind: StepKind;
  readonly fields: number;
}

/** Seconds after which the platform ends the transaction of a query. */
export const LIMIT_SECONDS = DEFAULT_QUERY_COST.limitMilliseconds / 1000;
export const EVERYTHING: Slice = { depth: 0 };

/** IsDeleted is a checkbox too. */
const STANDARD_CHECKBOXES = 1;
/** Values of a picklist that are stored, with the one that is not defined, and none. */
const STORED_VALUES = 7;
/** PicklistStep: defined values, none, and values that are not defined. */
const EXPECTED_VALUES = 7;
const UNDEFINED_VALUES = 10;
/** PackedCountStep.MAX_FIELDS. */
const PACKED = 90;
/** CheckboxGroupStep: groups of a query, checkboxes of a query. */
const MOST_GROUPS = 2_000;
const MOST_CHECKBOXES = 6;
/** How many fields of an object each kind of step counts. */
export function fieldsOf(shape: ObjectShape): Record<Exclude<StepKind, 'records'>, number> {
  const { fields } = countedObject(shape);
  const count = (wanted: string): number => fields.filter(({ kind }) => kind === wanted).length;
  const [picklist, checkboxes] = [count('picklist'), count('checkbox')];
  return {
    checkboxes: checkboxes + STANDARD_CHECKBOXES,
    picklist,
    packed: fields.length - picklist - checkboxes
  };
}

/** Fields that one query of a kind takes. */
export function together(shape: ObjectShape, kind: StepKind): number {
  if (kind !== 'checkboxes') return kind === 'packed' ? PACKED : 1;
  return Math.min(MOST_CHECKBOXES, Math.floor(Math.log2(MOST_GROUPS / groups(shape))));
}

/** Record types, and none. */
function groups({ recordTypes }: ObjectShape): number {
  return recordTypes + 1;
}

/** Query rows of a step: what it may take at most, and what it takes as records are few or many. */
export function queryRows(
  shape: ObjectShape,
  { kind, fields }: Step
): { readonly most: number; readonly used: number } {
  const used = (possible: number): number => Math.min(possible, shape.rows);
  const all = groups(shape);
  if (kind === 'picklist') {
    return { most: all * EXPECTED_VALUES + UNDEFINED_VALUES, used: used(all * STORED_VALUES) };
  }
  if (kind === 'checkboxes') return { most: all * 2 ** fields, used: used(all * 2 ** fields) };
  return { most: all + (kind === 'records' ? 1 : 0), used: used(all) };
}

/** Seconds of each query of a step over a slice, by the local org's model of time (`query-cost.ts` there). */
export function querySeconds(shape: ObjectShape, { kind, fields }: Step, slice: Slice): number[] {
  const grouped = shape.recordTypes > 0 ? 2 : 0;
  const expressions = {
    records: 1 + grouped,
    packed: fields + 1 + grouped,
    picklist: 3 + grouped,
    checkboxes: 2 * fields + 1 + grouped
  }[kind];
  const counting = seconds(shape.rows / 2 ** slice.depth, expressions + conditions(slice));
  // The newest change is asked for with the records, all of them: the model of time knows no index for an order.
  return kind === 'records' && slice === EVERYTHING && shape.rows > 0 ? [counting, seconds(shape.rows, 1)] : [counting];
}

function seconds(rows: number, expressions: number): number {
  const { nanosecondsPerRow, nanosecondsPerRowAndExpression } = DEFAULT_QUERY_COST;
  return (rows * (nanosecondsPerRow + expressions * nanosecondsPerRowAndExpression)) / 1e9;
}

/** The two outer ranges of ids have one end to compare, the others two. */
function conditions({ depth }: Slice): number {
  return depth === 0 ? 0 : 2 - 2 / 2 ** depth;
}
