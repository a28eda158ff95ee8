/**
 * The values that fields have by default, in memory: `SObjectType.newSObject(recordTypeId, true)`, published events and
 * settings that nobody has saved. What an insert fills in is `store/defaults.ts`.
 */
import { UnsupportedFormulaError } from '../../metadata/formula/errors.ts';
import { recordTypesOf } from '../../metadata/profile-record-types.ts';
import type { FieldSchema, ObjectSchema, PlainValue, RecordTypeSchema } from '../../metadata/schema.ts';
import { defaultFormulaValue } from '../../store/formulas.ts';
import { fromSqlite } from '../../store/values.ts';
import { apexException, notSupported } from '../machine/errors.ts';
import { SObjectRecord } from '../values/sobject.ts';
import { MASTER_RECORD_TYPE_ID } from './describe.ts';
import { toApex } from './field-values.ts';
import { currentTransaction } from './transaction.ts';
import type { Transaction } from './transaction.ts';

/** Lower-case names of the fields that a business process gives its default. */
const PROCESS_FIELDS = ['status', 'stagename'];

/**
 * What the field's definition says, whatever the record type.
 * @throws UnsupportedFormulaError for a formula that is not evaluated here
 */
export function definedDefault(transaction: Transaction, object: ObjectSchema, field: FieldSchema): PlainValue {
  if (field.defaultFormula === null) return field.defaultValue;
  const moment = { now: transaction.now(), timeZone: transaction.timeZone };
  return fromSqlite(field, defaultFormulaValue(transaction.org.schema, object, field, moment));
}

/**
 * A new record with its defaults: of every checkbox, `IsDeleted` too, of the owner, of picklists and of what has a default
 * value (github.com/octoberswimmer/aer-dist, issues 383 and 448, show what an org gives; "SObjectType Class" for record
 * types). What is not known is refused when it is read. The caller gives events their EventUuid.
 * @param recordTypeId null for the default of the user's profile
 * @throws System.SObjectException `Record Type is Unavailable`
 */
export function recordWithDefaults(object: ObjectSchema, recordTypeId: string | null): SObjectRecord {
  const transaction = currentTransaction();
  // An org gives users a language, a time zone and more, which are those of the org (issue 448).
  if (object.apiName === 'User') notSupported('newSObject of User with its default values');
  const record = new SObjectRecord(object);
  const type = recordTypeOf(transaction, object, recordTypeId, record);
  for (const field of object.fields.values()) {
    if (field.calculated || field.autoNumber) continue;
    fill(record, field, () => defaultOf(transaction, object, field, type));
  }
  for (const name of type === null || type.businessProcess === null ? [] : PROCESS_FIELDS) {
    const field = object.fields.get(name);
    if (field !== undefined) refuseToRead(record, field, 'the default of a business process');
  }
  return record;
}

/** Puts the defined default into the record, if there is one. A formula that is not evaluated is refused when it is read. */
export function fillDefinedDefault(transaction: Transaction, record: SObjectRecord, field: FieldSchema): void {
  fill(record, field, () => definedDefault(transaction, record.schema!, field));
}

/** It is a change that an insert has to write, if it may: IsPartner of Account can only be updated (rsoesemann/apex-domainbuilder). */
function fill(record: SObjectRecord, field: FieldSchema, valueOf: () => PlainValue): void {
  try {
    const plain = valueOf();
    if (plain === null) return;
    const value = toApex(field.type, plain);
    if (field.createable) record.set(field.apiName, value);
    else record.load(field.apiName, value);
  } catch (error) {
    if (!(error instanceof UnsupportedFormulaError)) throw error;
    refuseToRead(record, field, 'a default value that is not evaluated here');
  }
}

function refuseToRead(record: SObjectRecord, field: FieldSchema, why: string): void {
  record.unset(field.apiName);
  record.loadUnknown(field.apiName, () => notSupported(`${record.typeName}.${field.apiName} of a new record: ${why}`));
}

function defaultOf(
  transaction: Transaction,
  object: ObjectSchema,
  field: FieldSchema,
  type: RecordTypeSchema | null
): PlainValue {
  if (field.apiName === 'OwnerId') return field.referenceTo.includes('User') ? transaction.user.id : null;
  const ofType = type?.picklistDefaults.get(field.apiName.toLowerCase());
  if (ofType !== undefined) return ofType;
  const defined = definedDefault(transaction, object, field);
  if (defined !== null) return defined;
  if (field.type === 'boolean') return false;
  const chosen = field.picklistValues.find(({ isDefault, active }) => isDefault && active);
  if (chosen === undefined) return null;
  // Whether those of multi-select picklists are filled in is not published.
  if (field.type !== 'picklist') throw new UnsupportedFormulaError(`the default of ${field.apiName}`);
  return chosen.value;
}

/** Puts the record type into the record. @returns null for the master record type, and where there are none */
function recordTypeOf(
  transaction: Transaction,
  object: ObjectSchema,
  id: string | null,
  record: SObjectRecord
): RecordTypeSchema | null {
  const { org, user } = transaction;
  const field = object.fields.get('recordtypeid');
  if (id === MASTER_RECORD_TYPE_ID) {
    record.set('RecordTypeId', id);
    return null;
  }
  const assigned = recordTypesOf(object, org.profileName(user.profileId));
  if (id === null) {
    const type = object.recordTypes.find(({ developerName }) => developerName === assigned.default) ?? null;
    if (type !== null) record.set('RecordTypeId', org.recordTypeId(object.apiName, type.developerName));
    else if (field !== undefined && object.recordTypes.length > 0)
      refuseToRead(record, field, 'the default is the master record type');
    return type;
  }
  const type = object.recordTypes.find(({ developerName }) => org.recordTypeId(object.apiName, developerName) === id);
  // Words and type of the exception: a comment on salesforce.stackexchange.com/q/152331.
  if (type === undefined) throw apexException('SObjectException', 'Record Type is Unavailable');
  if (!assigned.visible.includes(type.developerName))
    notSupported(
      `newSObject with defaults of record type ${type.developerName}, which the user's profile does not have`
    );
  record.set('RecordTypeId', id);
  return type;
}
