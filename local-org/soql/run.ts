import type { FieldSchema, PlainValue } from '../metadata/schema.ts';
import type { SqliteValue } from '../store/driver.ts';
import type { Store } from '../store/store.ts';
import { fromSqlite, unscaled } from '../store/values.ts';
import { SUM_HALF } from './operand-sql.ts';
import { MAX_GROUPS } from './plan.ts';
import type { CellReader, ChildPlan, PlannedColumn, QueryPlan } from './plan.ts';

/** Child rows sit in the cell of their column. */
export type Cell = PlainValue | ResultRow[];
/** The columns in order, then (for records) the record's id and the ids of `plan.parents`. */
export type ResultRow = Cell[];

/** A refusal that only the data can cause. `code` is the API's error code. */
export class QueryRunError extends Error {
  override readonly name = 'QueryRunError';
  readonly code = 'EXCEEDED_ID_LIMIT';
}

/**
 * Runs a planned query. For shape 'count' the only cell is the count.
 * @throws QueryRunError when an aggregate query gives more than 2,000 groups.
 */
export function runPlan(store: Store, plan: QueryPlan): ResultRow[] {
  const raw = store.all(plan.sql, ...plan.parameters);
  if (plan.shape === 'count') return raw.map((row) => [Number(row[0])]);
  if (plan.shape === 'aggregate' && raw.length > MAX_GROUPS) {
    throw new QueryRunError(
      'Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch'
    );
  }
  return decode(store, plan, raw, 0);
}

/**
 * Runs a planned query for records row by row, for results too large to hold. Rows written meanwhile may or may not
 * appear. Child queries are not possible here.
 */
export function* iteratePlan(store: Store, plan: QueryPlan): Generator<ResultRow> {
  if (plan.columns.some((column) => column.kind === 'children'))
    throw new Error('not supported by the local org: child queries in a streamed result');
  // A statement of its own: a cached one could be started again while this one is under way.
  for (const row of store.database.prepare(plan.sql).iterate(...plan.parameters)) yield decodeRow(plan, row, 0);
}

function decode(store: Store, plan: QueryPlan, raw: readonly SqliteValue[][], first: number): ResultRow[] {
  const rows = raw.map((row) => decodeRow(plan, row, first));
  for (const [index, column] of plan.columns.entries()) {
    if (column.kind === 'children') attachChildren(store, plan, column, index, rows);
  }
  return rows;
}

function decodeRow(plan: QueryPlan, raw: readonly SqliteValue[], first: number): ResultRow {
  let at = first;
  const cells: ResultRow = plan.columns.map((column) =>
    column.kind === 'children' ? [] : readCell(column.read, raw[at++]!)
  );
  while (at < raw.length) cells.push(raw[at++] as PlainValue);
  return cells;
}

function readCell(reader: CellReader, value: SqliteValue): PlainValue {
  if (value === null) return null;
  switch (reader.kind) {
    case 'field':
      return fromSqlite(reader.field, value);
    case 'labels':
      return labelsOf(reader.field, String(value));
    case 'integer':
      return Number(value);
    case 'sum':
      return unscaled(wideSum(String(value)).toString(), reader.scale);
    case 'average':
      return average(String(value), reader.scale);
  }
}

/** What `toLabel()` gives for a picklist's value, or the values of several choices. */
function labelsOf({ picklistValues }: FieldSchema, text: string): string {
  const labels = text.split(';').map((value) => picklistValues.find((item) => item.value === value)?.label ?? value);
  return labels.join(';');
}

/** `high:low`, as the SQL gives it. */
function wideSum(text: string): bigint {
  const [high, low] = text.split(':').map(BigInt) as [bigint, bigint];
  return high * BigInt(SUM_HALF) + low;
}

/** `sum/count` of scaled integers, as the shortest decimal of the double nearest to it. */
function average(text: string, scale: number): string {
  const [sum, count] = text.split('/') as [string, string];
  const number = Number(wideSum(sum)) / Number(BigInt(count) * 10n ** BigInt(scale));
  const short = String(number);
  return short.includes('e') ? number.toFixed(20).replace(/\.?0+$/, '') : short;
}

/** One statement for the children of all parents; rows keep their order within a parent. */
function attachChildren(
  store: Store,
  plan: QueryPlan,
  column: Extract<PlannedColumn, { kind: 'children' }>,
  index: number,
  rows: readonly ResultRow[]
): void {
  const byParent = new Map(rows.map((row) => [row[plan.columns.length] as string, row[index] as ResultRow[]]));
  if (byParent.size === 0) return;
  const child: ChildPlan = column.plan;
  const raw = store.all(child.sql, JSON.stringify([...byParent.keys()]), ...child.parameters);
  const decoded = decode(store, child, raw, 1);
  for (const [position, row] of decoded.entries()) {
    const siblings = byParent.get(String(raw[position]![0]))!;
    if (child.limit === null || siblings.length < child.limit) siblings.push(row);
  }
}
