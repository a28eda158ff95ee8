/** DML as Apex does it: limits, mixed DML, access checks, then the store; results as rows or as a DmlException. */
import type { ObjectSchema } from '../../metadata/schema.ts';
import type { RowResult } from '../../store/results.ts';
import { DmlException } from '../library/dml-exception.ts';
import { apexException, notSupported, nullPointer } from '../machine/errors.ts';
import type { DmlRequest } from '../machine/hooks.ts';
import { ApexList } from '../values/collections.ts';
import { SObjectRecord } from '../values/sobject.ts';
import { refuseRollUpTriggers } from './computed-records.ts';
import { VERBS, throwFailures } from './dml-failures.ts';
import { saveRecords } from './dml-rows.ts';
import { sharingErrors } from './dml-sharing.ts';
import { refuseAssignment, refuseSave } from './gaps.ts';
import type { SaveOperation } from './gaps.ts';
import { mergeRecords } from './merge.ts';
import { letsDuplicates } from './standard-duplicates.ts';
import { refuseTriggerRows } from './trigger-context.ts';
import { saveWithTriggers } from './triggers.ts';
import { isMixable } from './mixed-dml.ts';
import { checkDmlAccess } from './user-mode.ts';
import { currentTransaction } from './transaction.ts';
import type { Transaction } from './transaction.ts';

export type Operation = 'insert' | 'update' | 'upsert' | 'delete' | 'undelete';

export interface DmlCall {
  readonly operation: Operation;
  readonly records: readonly SObjectRecord[];
  readonly allOrNone: boolean;
  readonly access: 'user' | 'system' | 'default';
  readonly externalId: string | null;
  /** Texts that are too long for their field are cut off. */
  readonly truncates?: boolean;
  /** The active assignment rule of the object gives the records their owner. */
  readonly assigns?: boolean;
  /** Duplicate rules that alert let the records pass. */
  readonly savesDuplicates?: boolean;
  /** The lead that becomes the record, which is no duplicate of it. */
  readonly madeOf?: string;
  /** The master of records that a merge deletes. */
  readonly mergedInto?: string;
}

const MAXIMUM_TYPE_CHUNKS = 10;

/** A DML statement. @throws System.DmlException when any row fails */
export function dmlStatement(request: DmlRequest): void {
  if (request.operation === 'merge') return mergeStatement(request);
  const records = recordsOf(request.value);
  const results = runDml({
    operation: request.operation,
    records,
    allOrNone: true,
    access: request.access,
    externalId: request.externalId
  });
  throwFailures(request.operation, records, results);
}

function mergeStatement({ value, mergeWith, access }: DmlRequest): void {
  const [master] = recordsOf(value);
  const duplicates = recordsOf(mergeWith, (id) => {
    const record = new SObjectRecord(master!.schema);
    record.set('Id', id);
    return record;
  });
  const duplicateIds = duplicates.map(({ id }) => id ?? '');
  const merged = mergeRecords({ master: master!, duplicateIds, allOrNone: true, access });
  throwFailures(
    'merge',
    duplicates,
    merged.map(({ result }) => result)
  );
}

/** One record or a list of them, as DML takes it; ids too where they stand for records. */
export function recordsOf(value: unknown, byId?: (id: string) => SObjectRecord): SObjectRecord[] {
  if (value === null) throw nullPointer();
  const items = value instanceof ApexList ? [...value.toArray()] : [value];
  return items.map((item) => {
    if (item === null) throw nullPointer();
    if (typeof item === 'string' && byId) return byId(item);
    if (!(item instanceof SObjectRecord)) throw new TypeError('DML on something that is no record');
    return item;
  });
}

/** Runs the call and writes ids back into the records; failures come back as results. */
export function runDml(call: DmlCall): RowResult[] {
  const transaction = currentTransaction();
  if (call.records.length === 0) return [];
  refuseTriggerRows(call.records);
  transaction.limits.count('dmlStatements');
  transaction.limits.count('dmlRows', call.records.length);
  const results: RowResult[] = new Array<RowResult>(call.records.length);
  const chunks = chunksByType(call);
  if (chunks.length > MAXIMUM_TYPE_CHUNKS) {
    throw apexException(
      'TypeException',
      `Cannot have more than ${MAXIMUM_TYPE_CHUNKS} chunks in a single operation. Please rearrange the data to reduce chunking.`
    );
  }
  const { store } = transaction.org;
  const savepoint = store.setSavepoint();
  try {
    for (const { object, indexes } of chunks) {
      const records = indexes.map((index) => call.records[index]!);
      const saved = saveChecked(transaction, call, object, records);
      indexes.forEach((index, position) => {
        results[index] = saved[position]!;
      });
    }
  } catch (error) {
    store.rollbackTo(savepoint);
    store.release(savepoint);
    throw error;
  }
  const undone = call.allOrNone && results.some((result) => result.errors.length > 0);
  if (undone) store.rollbackTo(savepoint);
  store.release(savepoint);
  if (!undone) {
    transaction.changes += 1;
    writeBack(call, results);
  }
  return results;
}

/** Saves records of one object, with its triggers, as far as permissions and sharing let the user. */
export function saveChecked(
  transaction: Transaction,
  call: DmlCall,
  object: ObjectSchema,
  records: readonly SObjectRecord[],
  save: typeof saveRecords = saveRecords
): RowResult[] {
  checkFamily(transaction, call, object, records);
  const refused = new Map([
    ...checkDmlAccess(transaction, call, object, records),
    ...sharingErrors(transaction, call, object, records)
  ]);
  const allowed = records.filter((_, position) => !refused.has(position));
  const duplicates = letsDuplicates(call, records) ? 1 : 0;
  transaction.savesDuplicates += duplicates;
  let saved: RowResult[];
  try {
    saved = allowed.length === 0 ? [] : saveWithTriggers(transaction, call, object, allowed, save);
  } finally {
    transaction.savesDuplicates -= duplicates;
  }
  let next = 0;
  return records.map((record, position) => {
    const error = refused.get(position);
    return error ? { id: record.id, created: false, errors: [error] } : saved[next++]!;
  });
}

interface Chunk {
  readonly object: ObjectSchema;
  readonly indexes: number[];
}

/** Neighbouring records of one type; the platform saves a mixed list chunk by chunk. */
function chunksByType(call: DmlCall): Chunk[] {
  const chunks: Chunk[] = [];
  call.records.forEach((record, index) => {
    if (record.schema === null) throw apexException('TypeException', 'DML is not allowed on AggregateResult');
    const last = chunks[chunks.length - 1];
    if (last !== undefined && last.object === record.schema) last.indexes.push(index);
    else chunks.push({ object: record.schema, indexes: [index] });
  });
  return chunks;
}

function checkFamily(
  transaction: Transaction,
  call: DmlCall,
  object: ObjectSchema,
  records: readonly SObjectRecord[]
): void {
  const { operation } = call;
  if (object.kind === 'customMetadata') {
    throw apexException('TypeException', `DML is not allowed on ${object.apiName}`);
  }
  if (object.kind === 'platformEvent') notSupported('DML on platform events; publish them');
  if (object.unsupportedSaves !== undefined) notSupported(`saving ${object.apiName}: ${object.unsupportedSaves}`);
  refuseSave(transaction.org, object.apiName, savesOf(call, records));
  if (call.assigns === true) refuseAssignment(transaction.org, object.apiName);
  refuseRollUpTriggers(transaction, object);
  if (object.setup) transaction.org.forgetUsers();
  if (isMixable(object, operation, records)) return;
  const family = object.setup ? 'setup' : 'other';
  const before = transaction.dmlFamily;
  if (before !== null && before !== family) {
    const text = `DML operation on setup object is not permitted after you have updated a non-setup object (or vice versa): ${object.apiName}, original object: ${transaction.dmlFirstObject ?? ''}`;
    const id = operation === 'insert' ? null : (records[0]?.id ?? null);
    throw new DmlException(
      `${VERBS[operation]} failed. First exception on row 0${id === null ? '' : ` with id ${id}`}; first error: MIXED_DML_OPERATION, ${text}: []`,
      [{ index: 0, id, message: text, statusCode: 'MIXED_DML_OPERATION', fields: [] }]
    );
  }
  transaction.dmlFamily = family;
  transaction.dmlFirstObject ??= object.apiName;
}

/** What an upsert by another key than the id finds, only the database knows. */
function savesOf({ operation, externalId }: DmlCall, records: readonly SObjectRecord[]): SaveOperation[] {
  if (operation !== 'upsert') return [operation];
  if (externalId !== null && externalId.toLowerCase() !== 'id') return ['insert', 'update'];
  return [...new Set(records.map(({ id }) => (id === null ? 'insert' : 'update')))];
}

function writeBack(call: DmlCall, results: readonly RowResult[]): void {
  results.forEach((result, index) => {
    const record = call.records[index]!;
    if (result.errors.length > 0) return;
    if ((call.operation === 'insert' || call.operation === 'upsert') && result.id !== null) record.set('Id', result.id);
    record.markSaved();
  });
}
