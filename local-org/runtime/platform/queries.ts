/** Queries as Apex runs them: access checks, limits, the time model, then rows as records. */
import { isLeftOutField, isUndescribedObject } from '../../metadata/standard-objects.ts';
import type { CheckedQuery } from '../../soql/checked-query.ts';
import type { ValueContext } from '../../soql/condition-values.ts';
import { SoqlError } from '../../soql/errors.ts';
import { planQuery } from '../../soql/plan.ts';
import type { QueryPlan } from '../../soql/plan.ts';
import { QueryRunError, iteratePlan, runPlan } from '../../soql/run.ts';
import type { ResultRow } from '../../soql/run.ts';
import { quote } from '../../store/values.ts';
import { apexException, notSupported } from '../machine/errors.ts';
import type { EffectiveSharing } from '../machine/hooks.ts';
import type { RuntimeType } from '../machine/runtime-type.ts';
import { ApexList } from '../values/collections.ts';
import type { SObjectRecord } from '../values/sobject.ts';
import { plainBinds } from './query-binds.ts';
import type { PlainBind } from './query-binds.ts';
import { HEAP_PER_RECORD } from '../values/heap-size.ts';
import { checkQueryTime, matchingRows } from './query-cost.ts';
import { aggregateRecord, recordReader } from './query-rows.ts';
import { refuseFiscalPeriods } from './gaps.ts';
import { currentTransaction } from './transaction.ts';
import type { Transaction } from './transaction.ts';
import { requireKnownEntities } from './entity-queries.ts';
import { requireKnownRows } from './unknown-rows.ts';
import { USER_RECORD_ACCESS, userRecordAccessRows } from './user-record-access.ts';
import { checkQueryAccess, checkSecurityEnforced, readableColumns, sharingOf } from './user-mode.ts';

export interface QueryOptions {
  readonly sharing: EffectiveSharing;
  /** What the caller asks for; `WITH …` in the query itself comes first. */
  readonly access: 'user' | 'system' | 'default';
  /** A part of a search, which has a limit of its own. */
  readonly isSearch?: boolean;
  /** A query between brackets. */
  readonly isInline?: boolean;
}

const CHUNK = 200;

/** Rows of a query as a list, or its count. @throws System.QueryException */
export function runQuery(
  query: CheckedQuery,
  binds: readonly unknown[],
  options: QueryOptions,
  resultType: RuntimeType
): unknown {
  const run = begin(query, binds, options);
  const { limits, org } = run.transaction;
  if (query.shape === 'count') {
    limits.count('queryRows');
    return Number(runPlan(org.store, run.plan)[0]![0]);
  }
  if (query.shape === 'aggregate') return new ApexList(resultType, aggregates(run));
  const read = recordReader(run.query, run.plan, org.schema);
  const records: SObjectRecord[] = [];
  for (const row of recordRows(run)) {
    limits.addHeap(heapOf(row));
    records.push(read(row));
  }
  markSeen(run, records);
  return new ApexList(resultType, records);
}

/** `FOR VIEW` and `FOR REFERENCE` (SOQL guide): the records' own dates of it; which records a user saw last is not kept. */
function markSeen({ transaction, query }: QueryRun, records: readonly SObjectRecord[]): void {
  const { seen } = query.syntax;
  const { store } = transaction.org;
  const object = store.object(query.objectName);
  const dates =
    seen === 'VIEW' ? ['LastViewedDate', 'LastReferencedDate'] : seen === null ? [] : ['LastReferencedDate'];
  const known = dates.filter((name) => object.fields.has(name.toLowerCase()));
  if (known.length === 0 || records.length === 0) return;
  store.beginWrite();
  store.run(
    `UPDATE ${quote(object.apiName)} SET ${known.map((name) => `${quote(name)} = ?1`).join(', ')} WHERE "Id" IN (SELECT value FROM json_each(?2))`,
    transaction.now(),
    JSON.stringify(records.map(({ id }) => id))
  );
}

/** Chunks of 200 for a SOQL for-loop; a chunk's heap is given back when the next one is read. */
export function* runQueryChunks(
  query: CheckedQuery,
  binds: readonly unknown[],
  options: QueryOptions,
  resultType: RuntimeType
): Generator<ApexList, void, undefined> {
  if (query.shape !== 'records') {
    yield runQuery(query, binds, options, resultType) as ApexList;
    return;
  }
  const run = begin(query, binds, options);
  const { limits, org } = run.transaction;
  const read = recordReader(run.query, run.plan, org.schema);
  // Read before the loop's body runs: what the body changes must not change the rows.
  const rows = [...recordRows(run)];
  for (let start = 0; start < rows.length; start += CHUNK) {
    const chunk = rows.slice(start, start + CHUNK);
    const heap = chunk.reduce((sum, row) => sum + heapOf(row), 0);
    limits.addHeap(heap);
    try {
      const records = chunk.map(read);
      markSeen(run, records);
      yield new ApexList(resultType, records);
    } finally {
      limits.releaseHeap(heap);
    }
  }
}

interface QueryRun {
  readonly transaction: Transaction;
  readonly query: CheckedQuery;
  readonly plan: QueryPlan;
  readonly binds: readonly PlainBind[];
  readonly isSearch: boolean;
}

function begin(written: CheckedQuery, binds: readonly unknown[], options: QueryOptions): QueryRun {
  const transaction = currentTransaction();
  const isSearch = options.isSearch === true;
  if (!isSearch) countQuery(transaction, written);
  const query = asksForUser(written, options) ? readableColumns(transaction, written) : written;
  const sharing = checkAccess(transaction, query, options);
  const { org } = transaction;
  refuseFiscalPeriods(org, query.text);
  const values = plainBinds(query, binds, options.isInline);
  const rows = refusing(() => rowsOf(transaction, query, values));
  const plan = refusing(() =>
    planQuery(query, org.schema, {
      binds: values,
      now: transaction.now(),
      timeZone: transaction.timeZone,
      userId: transaction.user.id,
      rows,
      ...sharing
    })
  );
  checkQueryTime(transaction, query, values);
  return { transaction, query, plan, binds: values, isSearch };
}

/** Rows of the queried object, where it has no table. @throws NotSupportedError for rows that may be missing here */
export function rowsOf(
  transaction: Transaction,
  query: CheckedQuery,
  binds: readonly PlainBind[]
): ReadonlyMap<string, string> {
  const context = { binds, now: transaction.now(), timeZone: transaction.timeZone };
  requireKnownRows(transaction, query, context);
  requireKnownEntities(query, transaction.org.schema, context);
  if (query.objectName !== USER_RECORD_ACCESS) return new Map();
  return new Map([[USER_RECORD_ACCESS, userRecordAccessRows(transaction, query, context)]]);
}

/**
 * "Each parent-child relationship counts as an extra query", of those that getAggregateQueries counts; "custom metadata
 * records can have unlimited SOQL queries" (Apex Developer Guide v65, Per-Transaction Apex Limits).
 */
function countQuery({ limits, org }: Transaction, query: CheckedQuery): void {
  if (org.schema.objects.get(query.objectName.toLowerCase())?.kind === 'customMetadata') return;
  limits.count('queries');
  const children = query.columns.filter(({ kind }) => kind === 'children').length;
  if (children > 0) limits.count('aggregateQueries', children);
}

function asksForUser({ syntax }: CheckedQuery, { access }: QueryOptions): boolean {
  return syntax.accessMode === 'USER_MODE' || (syntax.accessMode === null && access === 'user');
}

/**
 * Object, field and record access that the query asks for, in its text or by its caller.
 * @returns what its plan has to leave out
 */
export function checkAccess(
  transaction: Transaction,
  query: CheckedQuery,
  options: QueryOptions
): Pick<ValueContext, 'visible'> {
  const written = query.syntax.accessMode;
  if (written === 'SECURITY_ENFORCED') checkSecurityEnforced(transaction, query);
  const user = asksForUser(query, options);
  if (user) checkQueryAccess(transaction, query);
  // System mode obeys the class's sharing keyword; user mode always shares.
  return user || options.sharing === 'with' ? { visible: sharingOf(transaction, query) } : {};
}

/** Turns the refusals of the query layer into System.QueryException. */
export function refusing<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof SoqlError) {
      if (error.code === 'NOT_SUPPORTED') notSupported(error.message.replace(/^not supported by the local org: /, ''));
      // The platform has more objects than are described here, and some orgs have more than others (Network).
      const isLeftOut =
        error.missing !== null && (isUndescribedObject(error.missing) || /__[bx]$/i.test(error.missing));
      if (error.code === 'INVALID_TYPE' && isLeftOut)
        notSupported(`queries on ${error.missing}, which is not described here and which some orgs do not have`);
      if (error.owner !== null && error.missing !== null && isLeftOutField(error.owner, error.missing))
        notSupported(`the field ${error.owner.apiName}.${error.missing} in a query`);
      throw apexException('QueryException', error.message);
    }
    if (error instanceof QueryRunError) throw apexException('QueryException', error.message);
    throw error;
  }
}

/** Counts each row as it is read, child rows included, so that reading stops where the limit does. */
function* recordRows({ transaction, plan, isSearch }: QueryRun): Generator<ResultRow, void, undefined> {
  const { limits, org } = transaction;
  const hasChildren = plan.columns.some((column) => column.kind === 'children');
  const rows = hasChildren ? refusing(() => runPlan(org.store, plan)) : iteratePlan(org.store, plan);
  for (const row of rows) {
    if (!isSearch) limits.count('queryRows', rowCount(row));
    yield row;
  }
}

function rowCount(row: ResultRow): number {
  let count = 1;
  for (const cell of row) if (Array.isArray(cell)) for (const child of cell) count += rowCount(child);
  return count;
}

/** The length of the row's texts and a fixed amount for everything else. */
export function heapOf(row: ResultRow): number {
  let bytes = HEAP_PER_RECORD;
  for (const cell of row) {
    if (typeof cell === 'string') bytes += cell.length;
    else if (cell instanceof Uint8Array) bytes += cell.length;
    else if (Array.isArray(cell)) for (const child of cell) bytes += heapOf(child);
  }
  return bytes;
}

/**
 * COUNT queries cost one row, or one per group; every other aggregate costs the rows it reads ("Working with SOQL
 * Aggregate Functions").
 */
function aggregates({ transaction, query, plan, binds }: QueryRun): SObjectRecord[] {
  const { limits, org } = transaction;
  limits.count('aggregateQueries');
  const rows = refusing(() => runPlan(org.store, plan));
  const onlyCounts =
    query.columns.every(
      (column) => column.kind !== 'aggregate' || column.aggregate === null || column.aggregate === 'COUNT'
    ) && query.columns.some((column) => column.kind === 'aggregate' && column.aggregate === 'COUNT');
  limits.count('queryRows', onlyCounts ? rows.length : matchingRows(transaction, query, binds, query.resolved));
  const records = rows.map((row) => aggregateRecord(query, row));
  limits.addHeap(rows.length * HEAP_PER_RECORD);
  return records;
}
