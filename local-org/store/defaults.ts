/** What a new row gets where nothing was given: defaults, record type, owner, audit fields, automatic numbers and names. */
import type { FieldSchema, ObjectSchema } from '../metadata/schema.ts';
import { recordTypesOf } from '../metadata/profile-record-types.ts';
import { UnsupportedFormulaError } from '../metadata/formula/errors.ts';
import type { SqliteValue } from './driver.ts';
import { defaultFormulaValue } from './formulas.ts';
import { organizationId } from './organization.ts';
import type { Store } from './store.ts';
import { wholeSeconds } from './validate.ts';
import { toSqlite } from './values.ts';

/** Constant parts of an object's new rows, worked out once per DML call. */
export interface RowDefaults {
  readonly values: ReadonlyArray<readonly [FieldSchema, SqliteValue]>;
  /** Defaults that are formulas which are not evaluated here: refused when a row needs them. */
  readonly formulas: readonly FieldSchema[];
  readonly autoNumbers: readonly FieldSchema[];
}

export function rowDefaults(store: Store, object: ObjectSchema): RowDefaults {
  const values: Array<readonly [FieldSchema, SqliteValue]> = [];
  const formulas: FieldSchema[] = [];
  const autoNumbers: FieldSchema[] = [];
  const now = wholeSeconds(store.clock());
  for (const field of store.fields(object)) {
    if (field.autoNumber) autoNumbers.push(field);
    else if (field.defaultFormula !== null) {
      const value = formulaDefault(store, object, field, now);
      if (value === undefined) formulas.push(field);
      else values.push([field, value]);
    } else {
      const value = defaultValue(store, object, field, now);
      if (value !== null) values.push([field, value]);
    }
  }
  return { values, formulas, autoNumbers };
}

/** Undefined when it is not evaluated here. */
function formulaDefault(store: Store, object: ObjectSchema, field: FieldSchema, now: number): SqliteValue | undefined {
  const [row] = store.all('SELECT TimeZoneSidKey FROM User WHERE Id = ?', store.userId);
  const timeZone = typeof row?.[0] === 'string' ? row[0] : 'GMT';
  try {
    return defaultFormulaValue(store.schema, object, field, { now, timeZone });
  } catch (error) {
    if (error instanceof UnsupportedFormulaError) return undefined;
    throw error;
  }
}

function defaultValue(store: Store, object: ObjectSchema, field: FieldSchema, now: number): SqliteValue {
  switch (field.apiName) {
    case 'CreatedDate':
    case 'LastModifiedDate':
    case 'SystemModstamp':
      return now;
    case 'CreatedById':
    case 'LastModifiedById':
      return store.userId;
    // Document
    case 'AuthorId':
    case 'OwnerId':
      return field.referenceTo.includes('User') ? store.userId : null;
    case 'SetupOwnerId':
      return organizationId(store);
    case 'RecordTypeId':
      return defaultRecordType(store, object);
  }
  if (field.defaultValue !== null) return toSqlite(field, field.defaultValue);
  const chosen =
    field.type === 'picklist' ? field.picklistValues.find((value) => value.isDefault && value.active) : undefined;
  return chosen?.value ?? null;
}

/** That of the user's profile. */
function defaultRecordType(store: Store, object: ObjectSchema): SqliteValue {
  if (object.recordTypes.length === 0) return null;
  const profile = store.all(
    'SELECT Profile.Name FROM User JOIN Profile ON Profile.Id = User.ProfileId WHERE User.Id = ?',
    store.userId
  )[0]?.[0];
  const name = recordTypesOf(object, String(profile)).default;
  if (name === null) return null;
  return (
    store.all('SELECT Id FROM RecordType WHERE SobjectType = ? AND DeveloperName = ?', object.apiName, name)[0]?.[0] ??
    null
  );
}

/** Standard automatic numbers start at 1000 and have eight digits; custom ones follow their display format. */
export function autoNumber(field: FieldSchema, number: number): string {
  if (field.displayFormat === null) return String(999 + number).padStart(8, '0');
  return field.displayFormat.replace(/\{(?<zeros>0+)\}/, (_whole, zeros: string) =>
    String(number).padStart(zeros.length, '0')
  );
}
