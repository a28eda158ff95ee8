/**
 * How long a query would take on the platform, which cancels the transaction of one that runs for 120 s. Our database is
 * faster than a shared one, so the time is estimated (`QueryCostModel`) from the rows that the query has to visit.
 *
 * Which rows those are: the ones of an Id range, the primary index; a page in the order of the ids, where nothing else
 * is asked; the ones that a selective filter on another index leaves; else the whole table. What counts as selective:
 * Salesforce, "Query & Search Optimization Cheat Sheet" (standard index: 30 % of the first million rows, 15 % of the
 * rest, at most a million; custom index: a third of that).
 */
import type { CheckedQuery, FieldReference, ResolvedCondition } from '../../soql/checked-query.ts';
import { planQuery } from '../../soql/plan.ts';
import { runPlan } from '../../soql/run.ts';
import type { FieldSchema } from '../../metadata/schema.ts';
import { quote } from '../../store/values.ts';
import { limitException } from '../machine/errors.ts';
import type { PlainBind } from './query-binds.ts';
import type { Transaction } from './transaction.ts';

type Comparison = Extract<ResolvedCondition, { kind: 'comparison' }>;
type Index = 'primary' | 'standard' | 'custom';

const MILLION = 1_000_000;
/** Share of the first million rows, share of the rest, and the most that an index may find to be used. */
const SELECTIVE = {
  standard: { first: 0.3, rest: 0.15, most: MILLION },
  custom: { first: 0.1, rest: 0.05, most: MILLION / 3 }
};
const INDEXED_NAMES = new Set(['CreatedDate', 'SystemModstamp']);
const RANGE_OPERATORS = new Set(['=', 'IN', '<', '<=', '>', '>=']);

/** Rows of a table that take a moment to read; how many of them a query visits makes no difference below. */
const WORTH_A_LOOK = 10_000;

/** Lets a virtual clock pass. @throws LimitException, which no Apex can catch, when the query would run for too long */
export function checkQueryTime(transaction: Transaction, query: CheckedQuery, binds: readonly PlainBind[]): void {
  const { queryCost, store, clock } = transaction.org;
  const { where, groupBy } = query.resolved;
  const expressions = query.columns.length + (where === null ? 0 : conditionCount(where)) + groupBy.length;
  const nanosecondsEach = queryCost.nanosecondsPerRow + expressions * queryCost.nanosecondsPerRowAndExpression;
  const rowsInTime = (queryCost.limitMilliseconds * 1_000_000) / nanosecondsEach;
  const [last] = store.all(`SELECT MAX("_row") FROM ${quote(store.object(query.objectName).apiName)}`)[0]!;
  const table = Number(last ?? 0) * queryCost.rowsPerStoredRow;
  // Most tables are small: only a query that might take too long, or for long, is looked at closely.
  const isClose = table > rowsInTime || (clock.pass !== undefined && table > WORTH_A_LOOK);
  const visited = isClose ? rowsVisited(transaction, query, binds, table) : table;
  clock.pass?.((Math.min(visited, rowsInTime) * nanosecondsEach) / 1_000_000);
  if (visited > rowsInTime) throw limitException('Your query request was running for too long.');
}

/** How many rows, deleted ones or not, the query's object has that meet a condition. */
export function matchingRows(
  transaction: Transaction,
  query: CheckedQuery,
  binds: readonly PlainBind[],
  { where, allRows }: { readonly where: ResolvedCondition | null; readonly allRows: boolean }
): number {
  const { org } = transaction;
  const nothing = {
    columns: [],
    groupBy: [],
    groupKind: 'plain',
    having: null,
    orderBy: [],
    limit: null,
    offset: null
  } as const;
  const bare: CheckedQuery = {
    ...query,
    shape: 'count',
    columns: [],
    resolved: { ...query.resolved, ...nothing, where, allRows }
  };
  const counting = planQuery(bare, org.schema, { binds, now: transaction.now(), timeZone: transaction.timeZone });
  return Number(runPlan(org.store, counting)[0]![0]);
}

function rowsVisited(
  transaction: Transaction,
  query: CheckedQuery,
  binds: readonly PlainBind[],
  table: number
): number {
  const conditions = query.resolved.where === null ? [] : conjuncts(query.resolved.where);
  const byIndex = new Map(conditions.map((condition) => [condition, indexOf(condition, binds)]));
  const count = (operands: readonly ResolvedCondition[]): number =>
    matchingRows(transaction, query, binds, { where: { kind: 'and', operands }, allRows: true }) *
    transaction.org.queryCost.rowsPerStoredRow;
  const inRange = conditions.filter((condition) => byIndex.get(condition) === 'primary');
  let visited = inRange.length === 0 ? table : count(inRange);
  if (inRange.length === conditions.length) visited = Math.min(visited, pageSize(query, binds));
  for (const [condition, index] of byIndex) {
    if (index === null || index === 'primary') continue;
    const found = count([condition]);
    if (found <= mostSelective(index, table)) visited = Math.min(visited, found);
  }
  return visited;
}

/** Rows of a page in the order of the ids, or in any; Infinity for every other query. */
function pageSize({ shape, resolved }: CheckedQuery, binds: readonly PlainBind[]): number {
  const { limit, offset, orderBy } = resolved;
  const isById = orderBy.every(({ operand }) => operand.kind === 'field' && isOwn(operand) && isId(operand.field));
  if (shape !== 'records' || limit === null || !isById) return Infinity;
  const number = (value: NonNullable<typeof limit>): number =>
    typeof value === 'number' ? value : Number(binds[value.index]);
  return number(limit) + (offset === null ? 0 : number(offset));
}

function conditionCount(condition: ResolvedCondition): number {
  if (condition.kind === 'comparison') return 1;
  if (condition.kind === 'not') return conditionCount(condition.operand);
  return condition.operands.reduce((sum, operand) => sum + conditionCount(operand), 0);
}

/** What all hold, taken apart at AND. */
function conjuncts(condition: ResolvedCondition): readonly ResolvedCondition[] {
  return condition.kind === 'and' ? condition.operands.flatMap(conjuncts) : [condition];
}

/** The index that a condition may use; null for none: other operators, null, fields of parents, subqueries. */
function indexOf(condition: ResolvedCondition, binds: readonly PlainBind[]): Index | null {
  if (condition.kind !== 'comparison' || condition.operand.kind !== 'field' || condition.inner !== null) return null;
  if (!isOwn(condition.operand) || !RANGE_OPERATORS.has(condition.operator) || isNull(condition, binds)) return null;
  const { field } = condition.operand;
  if (isId(field)) return 'primary';
  if (field.type === 'reference' || field.nameField || INDEXED_NAMES.has(field.apiName)) return 'standard';
  return field.unique || field.externalId ? 'custom' : null;
}

function isNull({ value }: Comparison, binds: readonly PlainBind[]): boolean {
  return value.kind === 'null' || (value.kind === 'bind' && binds[value.index] === null);
}

function isOwn({ steps }: FieldReference): boolean {
  return steps.length === 0;
}

function isId(field: FieldSchema): boolean {
  return field.type === 'id';
}

function mostSelective(index: 'standard' | 'custom', table: number): number {
  const { first, rest, most } = SELECTIVE[index];
  return Math.min(most, first * Math.min(table, MILLION) + rest * Math.max(0, table - MILLION));
}
