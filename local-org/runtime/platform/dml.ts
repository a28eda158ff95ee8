/** DML as Apex does it: limits, mixed DML, access checks, then the store; results as rows or as a DmlException. */
import type { FieldSchema, ObjectSchema, PlainValue } from '../../metadata/schema.ts';
import { deleteRows, undeleteRows } from '../../store/delete.ts';
import { insertRows, updateRows, upsertRows } from '../../store/dml.ts';
import type { DmlError, PlainRow, RowResult } from '../../store/results.ts';
import { DmlException } from '../library/dml-exception.ts';
import { apexException, notSupported, nullPointer } from '../machine/errors.ts';
import type { DmlRequest } from '../machine/hooks.ts';
import { ApexList } from '../values/collections.ts';
import { Decimal } from '../values/decimal.ts';
import { SObjectRecord } from '../values/sobject.ts';
import { refuseRollUpTriggers } from './computed-records.ts';
import { sharingErrors } from './dml-sharing.ts';
import { parentReferences } from './external-references.ts';
import type { ParentReferences } from './external-references.ts';
import { toPlain } from './field-values.ts';
import { mergeRecords } from './merge.ts';
import { saveWithTriggers } from './triggers.ts';
import { isMixable } from './mixed-dml.ts';
import { checkDmlAccess } from './user-mode.ts';
import { currentTransaction } from './transaction.ts';
import type { Transaction } from './transaction.ts';

export type Operation = 'insert' | 'update' | 'upsert' | 'delete' | 'undelete';

/** `Database.Error`. */
export class DatabaseError {
  readonly error: DmlError;
  constructor(error: DmlError) {
    this.error = error;
  }
}

export interface DmlCall {
  readonly operation: Operation;
  readonly records: readonly SObjectRecord[];
  readonly allOrNone: boolean;
  readonly access: 'user' | 'system' | 'default';
  readonly externalId: string | null;
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
  const duplicates = recordsOf(mergeWith);
  const duplicateIds = duplicates.map(({ id }) => id ?? '');
  const merged = mergeRecords({ master: master!, duplicateIds, allOrNone: true, access });
  throwFailures(
    'merge',
    duplicates,
    merged.map(({ result }) => result)
  );
}

/** One record or a list of them, as DML takes it. */
export function recordsOf(value: unknown): SObjectRecord[] {
  if (value === null) throw nullPointer();
  const items = value instanceof ApexList ? [...value.toArray()] : [value];
  return items.map((item) => {
    if (item === null) throw nullPointer();
    if (!(item instanceof SObjectRecord)) throw new TypeError('DML on something that is no record');
    return item;
  });
}

/** Runs the call and writes ids back into the records; failures come back as results. */
export function runDml(call: DmlCall): RowResult[] {
  const transaction = currentTransaction();
  if (call.records.length === 0) return [];
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
  save: typeof runChunk = runChunk
): RowResult[] {
  checkFamily(transaction, object, call.operation, records);
  checkDmlAccess(transaction, call, object, records);
  const refused = sharingErrors(transaction, call, object, records);
  const allowed = records.filter((_, position) => !refused.has(position));
  const saved = allowed.length === 0 ? [] : saveWithTriggers(transaction, call, object, allowed, save);
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
  object: ObjectSchema,
  operation: Operation,
  records: readonly SObjectRecord[]
): void {
  if (object.kind === 'customMetadata') {
    throw apexException('TypeException', `DML is not allowed on ${object.apiName}`);
  }
  if (object.kind === 'platformEvent') notSupported('DML on platform events; publish them');
  if (object.unsupportedSaves !== undefined) notSupported(`saving ${object.apiName}: ${object.unsupportedSaves}`);
  const automation = transaction.org.blockedSaves.get(object.apiName.toLowerCase());
  if (automation !== undefined) notSupported(`saving ${object.apiName}, because ${automation} would run`);
  refuseRollUpTriggers(transaction, object);
  if (object.setup) transaction.org.forgetUsers();
  if (isMixable(object, operation, records)) return;
  const family = object.setup ? 'setup' : 'other';
  const before = transaction.dmlFamily;
  if (before !== null && before !== family) {
    const text = `DML operation on setup object is not permitted after you have updated a non-setup object (or vice versa): ${object.apiName}, original object: ${transaction.dmlFirstObject ?? ''}`;
    throw new DmlException(
      `${VERBS[operation]} failed. First exception on row 0; first error: MIXED_DML_OPERATION, ${text}: []`,
      [{ index: 0, id: null, message: text, statusCode: 'MIXED_DML_OPERATION', fields: [] }]
    );
  }
  transaction.dmlFamily = family;
  transaction.dmlFirstObject ??= object.apiName;
}

/** Saves records of one type as they are, without triggers. */
function runChunk(
  transaction: Transaction,
  call: DmlCall,
  object: ObjectSchema,
  records: readonly SObjectRecord[]
): RowResult[] {
  const { store } = transaction.org;
  store.userId = transaction.user.id;
  const options = { allOrNone: false } as const;
  switch (call.operation) {
    case 'insert':
      return saveSound(transaction, records, (sound) =>
        insertRows(
          store,
          object.apiName,
          sound.map((each) => plainRow(each, 'insert')),
          options
        )
      );
    case 'update':
      return saveSound(transaction, records, (sound) => updateDistinct(transaction, object, sound));
    case 'upsert':
      return saveSound(transaction, records, (sound) =>
        upsertRows(
          store,
          object.apiName,
          sound.map((each) => plainRow(each, 'upsert')),
          call.externalId ?? 'Id',
          options
        )
      );
    case 'delete':
      return deleteRows(store, object.apiName, records.map(requiredId), options);
    case 'undelete':
      return undeleteRows(store, object.apiName, records.map(requiredId), options);
  }
}

interface SoundRecord {
  readonly record: SObjectRecord;
  readonly parents: ParentReferences;
}

/** Saves the records whose values can be; the others fail. */
function saveSound(
  transaction: Transaction,
  records: readonly SObjectRecord[],
  save: (sound: readonly SoundRecord[]) => RowResult[]
): RowResult[] {
  const all = records.map((record): SoundRecord => ({ record, parents: parentReferences(transaction, record) }));
  const problems = all.map(({ record, parents }) => nullCheckbox(record) ?? parents.error);
  const saved = save(all.filter((_, index) => problems[index] === null));
  let next = 0;
  return problems.map((problem) =>
    problem === null ? saved[next++]! : { id: null, created: false, errors: [problem] }
  );
}

/** A checkbox that code has set to null, though reading the field shows false (salesforce.stackexchange.com/q/127548). */
function nullCheckbox(record: SObjectRecord): DmlError | null {
  const field = record
    .setFields()
    .find(([name, value]) => value === null && record.field(name)?.type === 'boolean')?.[0];
  return field === undefined
    ? null
    : {
        statusCode: 'INVALID_TYPE_ON_FIELD_IN_RECORD',
        message: `${field}: value not of required type: `,
        fields: [field]
      };
}

/** A list may name a record once: `ListException: Before Insert or Upsert list must not have two identically equal elements`. */
function updateDistinct(transaction: Transaction, object: ObjectSchema, sound: readonly SoundRecord[]): RowResult[] {
  const seen = new Set<string>();
  for (const { record } of sound) {
    if (record.id === null) continue;
    if (seen.has(record.id)) throw apexException('ListException', `Duplicate id in list: ${record.id}`);
    seen.add(record.id);
  }
  return updateRows(
    transaction.org.store,
    object.apiName,
    sound.map((each) => plainRow(each, 'update')),
    { allOrNone: false }
  );
}

function requiredId(record: SObjectRecord): string {
  return record.id ?? '';
}

/**
 * The fields to save: all that the record holds. A row that came from a query carries fields that nobody may write
 * (CreatedDate); those are left out unless code has set them, and then the store refuses them.
 */
function plainRow({ record, parents }: SoundRecord, operation: 'insert' | 'update' | 'upsert'): PlainRow {
  // Outside a trigger the platform forgets them some time; when, is not documented.
  if (record.errors.length > 0) notSupported('saving a record with errors that addError noted outside a trigger');
  const row: Record<string, PlainValue> = {};
  for (const [name, value] of record.setFields()) {
    const field = record.field(name)!;
    const writable = operation === 'insert' ? field.createable : field.updateable;
    if (field.type === 'id' ? value === null : !writable && !record.isChanged(name)) continue;
    if (value instanceof Decimal) refuseHiddenDecimals(value, record.schema!, field);
    row[name] = toPlain(value);
  }
  return { ...row, ...parents.ids };
}

/**
 * Apex and the API save every decimal that they are given, whatever the field shows (Salesforce Help, article
 * 000387302); here a field keeps as many as its definition has.
 */
function refuseHiddenDecimals(value: Decimal, object: ObjectSchema, field: FieldSchema): void {
  if (value.stripTrailingZeros().scale > field.scale)
    notSupported(`more decimals than ${object.apiName}.${field.apiName} shows (${field.scale}): ${value.toString()}`);
}

function writeBack(call: DmlCall, results: readonly RowResult[]): void {
  results.forEach((result, index) => {
    const record = call.records[index]!;
    if (result.errors.length > 0) return;
    if ((call.operation === 'insert' || call.operation === 'upsert') && result.id !== null) record.set('Id', result.id);
    record.markSaved();
  });
}

const VERBS: Readonly<Record<Operation | 'merge', string>> = {
  insert: 'Insert',
  update: 'Update',
  upsert: 'Upsert',
  delete: 'Delete',
  undelete: 'Undelete',
  merge: 'Merge'
};

/** `REQUIRED_FIELD_MISSING, Required fields are missing: [Name]: [Name]`. */
function errorText(error: DmlError): string {
  return `${error.statusCode}, ${error.message}: [${error.fields.join(', ')}]`;
}

/** @throws System.DmlException that lists every failed row */
export function throwFailures(
  operation: Operation | 'merge',
  records: readonly SObjectRecord[],
  results: readonly RowResult[]
): void {
  // What was undone because of another row is not what went wrong.
  const failures = results.flatMap((result, index) => {
    const [error] = result.errors;
    return error === undefined || error.statusCode === 'ALL_OR_NONE_OPERATION_ROLLED_BACK'
      ? []
      : [{ index, error, id: result.id ?? records[index]!.id }];
  });
  const [first] = failures;
  if (first === undefined) return;
  const where =
    operation === 'insert' || first.id === null ? `row ${first.index}` : `row ${first.index} with id ${first.id}`;
  throw new DmlException(
    `${VERBS[operation]} failed. First exception on ${where}; first error: ${errorText(first.error)}`,
    failures.map(({ index, error, id }) => ({
      index,
      id: operation === 'insert' ? null : id,
      message: error.message,
      statusCode: error.statusCode,
      fields: error.fields
    }))
  );
}
