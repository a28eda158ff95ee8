/** Records of one type as rows of the store, without triggers. */
import type { FieldSchema, ObjectSchema, PlainValue } from '../../metadata/schema.ts';
import { deleteRows, undeleteRows } from '../../store/delete.ts';
import { insertRows, updateRows, upsertRows } from '../../store/dml.ts';
import type { DmlError, PlainRow, RowResult } from '../../store/results.ts';
import { apexException, notSupported } from '../machine/errors.ts';
import { Decimal } from '../values/decimal.ts';
import type { SObjectRecord } from '../values/sobject.ts';
import type { DmlCall } from './dml.ts';
import { parentReferences } from './external-references.ts';
import type { ParentReferences } from './external-references.ts';
import { toPlain } from './field-values.ts';
import { refuseAddress } from './gaps.ts';
import { refuseDuplicates } from './standard-duplicates.ts';
import { currentTransaction } from './transaction.ts';
import type { Transaction } from './transaction.ts';
import { validationOf } from './validation.ts';

/** Saves records of one type as they are, without triggers. */
export function saveRecords(
  transaction: Transaction,
  call: DmlCall,
  object: ObjectSchema,
  records: readonly SObjectRecord[]
): RowResult[] {
  const results = saveRows(transaction, call, object, records);
  refuseDuplicates(transaction, call, object, records, results);
  return results;
}

function saveRows(
  transaction: Transaction,
  call: DmlCall,
  object: ObjectSchema,
  records: readonly SObjectRecord[]
): RowResult[] {
  const { store } = transaction.org;
  store.userId = transaction.user.id;
  const check = validationOf(transaction, object);
  const options = check === null ? { allOrNone: false } : { allOrNone: false, check };
  switch (call.operation) {
    case 'insert':
      refuseSame(records);
      return saveSound(transaction, records, (sound) =>
        insertRows(
          store,
          object.apiName,
          sound.map((each) => plainRow(each, call, 'insert')),
          options
        )
      );
    case 'update':
      return saveSound(transaction, records, (sound) => {
        refuseTwice(sound);
        return updateRows(
          store,
          object.apiName,
          sound.map((each) => plainRow(each, call, 'update')),
          options
        );
      });
    case 'upsert':
      refuseSame(records);
      return saveSound(
        transaction,
        records,
        (sound) => {
          refuseTwice(sound);
          return upsertRows(
            store,
            object.apiName,
            sound.map((each) => plainRow(each, call, 'upsert')),
            call.externalId ?? 'Id',
            options
          );
        },
        call.externalId === null ? undefined : sameKeys(records, call.externalId)
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

/** Saves the records whose values can be; the others fail, as do those that are known to have an error. */
function saveSound(
  transaction: Transaction,
  records: readonly SObjectRecord[],
  save: (sound: readonly SoundRecord[]) => RowResult[],
  known?: ReadonlyMap<SObjectRecord, DmlError>
): RowResult[] {
  const all = records.map((record): SoundRecord => ({ record, parents: parentReferences(transaction, record) }));
  const problems = all.map(({ record, parents }) => known?.get(record) ?? nullCheckbox(record) ?? parents.error);
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

/** A list may name a record once. */
function refuseTwice(sound: readonly SoundRecord[]): void {
  const seen = new Set<string>();
  for (const { record } of sound) {
    if (record.id === null) continue;
    if (seen.has(record.id)) throw apexException('ListException', `Duplicate id in list: ${record.id}`);
    seen.add(record.id);
  }
}

/** New records may be in a list once, as the object that they are. */
function refuseSame(records: readonly SObjectRecord[]): void {
  if (new Set(records).size < records.length)
    throw apexException('ListException', 'Before Insert or Upsert list must not have two identically equal elements');
}

/**
 * The platform refuses all records of a call that have a key in common: "Duplicate external id specified". Public loaders
 * that meet it say so; that the key is among the fields is from memory. How it takes letter case is not known.
 */
export function sameKeys(records: readonly SObjectRecord[], externalId: string): ReadonlyMap<SObjectRecord, DmlError> {
  const byKey = new Map<string, Array<readonly [SObjectRecord, string]>>();
  for (const record of records) {
    const value = toPlain(record.get(externalId));
    if (value === null) continue;
    const key = String(value).toLowerCase();
    const same = byKey.get(key);
    if (same === undefined) byKey.set(key, [[record, String(value)]]);
    else same.push([record, String(value)]);
  }
  const errors = new Map<SObjectRecord, DmlError>();
  for (const same of byKey.values()) {
    if (same.length === 1) continue;
    if (new Set(same.map(([, key]) => key)).size > 1)
      notSupported(`upserting records whose ${externalId} differs in letter case only`);
    for (const [record, key] of same)
      errors.set(record, {
        statusCode: 'DUPLICATE_VALUE',
        message: `Duplicate external id specified: ${key}`,
        fields: [record.field(externalId)!.apiName]
      });
  }
  return errors;
}

function requiredId(record: SObjectRecord): string {
  return record.id ?? '';
}

/**
 * The fields to save: all that the record holds. A row that came from a query carries fields that nobody may write
 * (CreatedDate); those are left out unless code has set them, and then the store refuses them.
 */
function plainRow(
  { record, parents }: SoundRecord,
  { truncates }: DmlCall,
  operation: 'insert' | 'update' | 'upsert'
): PlainRow {
  // Outside a trigger the platform forgets them some time; when, is not documented.
  if (record.errors.length > 0) notSupported('saving a record with errors that addError noted outside a trigger');
  const row: Record<string, PlainValue> = {};
  for (const [name, value] of record.setFields()) {
    const field = record.field(name)!;
    const writable = operation === 'insert' ? field.createable : field.updateable;
    if (field.type === 'id' ? value === null : !writable && !record.isChanged(name)) continue;
    // Only JSON sets such a field. Orgs save some of those records (apex-sobjectdataloader); which, is not known.
    if (field.type !== 'id' && !field.createable && !field.updateable)
      notSupported(`saving a value of ${record.typeName}.${name}, which nobody may write`);
    if (value !== null) refuseAddress(currentTransaction().org, record.schema!, field);
    if (value instanceof Decimal) refuseHiddenDecimals(value, record.schema!, field);
    const plain = toPlain(value);
    row[name] = truncates === true ? truncated(field, plain) : plain;
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

/** Types that `allowFieldTruncation` is for ("allowFieldTruncation Property"). */
const TRUNCATED: ReadonlySet<FieldSchema['type']> = new Set<FieldSchema['type']>([
  'anyType',
  'email',
  'encryptedstring',
  'multipicklist',
  'phone',
  'picklist',
  'string',
  'textarea'
]);

function truncated({ type, length }: FieldSchema, value: PlainValue): PlainValue {
  return typeof value === 'string' && length > 0 && TRUNCATED.has(type) ? value.slice(0, length) : value;
}
