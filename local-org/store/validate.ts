/** Field rules for one row, with the platform's status codes and messages. */
import type { FieldSchema, ObjectSchema, OrgSchema, PlainValue } from '../metadata/schema.ts';
import type { SqliteValue } from './driver.ts';
import { readId } from './ids.ts';
import { dmlError } from './results.ts';
import type { DmlError } from './results.ts';
import { ValueTypeError, isDecimal, toSqlite } from './values.ts';

const EMAIL = /^[^\s@,;:"()<>[\]\\]+@[^\s@,;:"()<>[\]\\]+\.[^\s@,;:"()<>[\]\\.]{2,}$/;
const INT_MAX = 2_147_483_647;

/** The column value, or the error that Salesforce gives for it. */
export function checkValue(field: FieldSchema, value: PlainValue): { readonly value: SqliteValue } | { readonly error: DmlError } {
  if (value === null && field.type === 'boolean') {
    return { error: dmlError('INVALID_TYPE_ON_FIELD_IN_RECORD', `${field.label}: value not of required type: `, [field.apiName]) };
  }
  let stored: SqliteValue;
  try {
    stored = toSqlite(field, value);
  } catch (error) {
    if (!(error instanceof ValueTypeError)) throw error;
    return { error: dmlError('INVALID_TYPE_ON_FIELD_IN_RECORD', `${field.label}: value not of required type: ${String(value)}`, [field.apiName]) };
  }
  if (stored === null) return { value: null };
  const error = checkStored(field, stored, value);
  return error ? { error } : { value: field.type === 'reference' ? readId(stored as string) : stored };
}

function checkStored(field: FieldSchema, stored: SqliteValue, given: PlainValue): DmlError | null {
  const fields = [field.apiName];
  if (typeof stored === 'string') return checkText(field, stored, fields);
  if (isDecimal(field)) {
    const digits = (stored as bigint).toString().replace('-', '').length;
    if (field.precision > 0 && digits > Math.max(field.precision, field.scale + 1)) {
      return dmlError('NUMBER_OUTSIDE_VALID_RANGE', `${field.label}: value outside of valid range on numeric field: ${String(given)}`, fields);
    }
  }
  if (field.type === 'int' && Math.abs(stored as number) > INT_MAX) {
    return dmlError('NUMBER_OUTSIDE_VALID_RANGE', `${field.label}: value outside of valid range on numeric field: ${String(given)}`, fields);
  }
  return null;
}

function checkText(field: FieldSchema, text: string, fields: readonly string[]): DmlError | null {
  switch (field.type) {
    case 'reference':
      return readId(text) === null ? dmlError('MALFORMED_ID', `${field.label}: id value of incorrect type: ${text}`, fields) : null;
    case 'picklist':
      return field.restrictedPicklist && !isPicklistValue(field, text) ? badPicklist(field, text) : tooLong(field, text, fields);
    case 'multipicklist': {
      const bad = field.restrictedPicklist ? text.split(';').find((value) => !isPicklistValue(field, value)) : undefined;
      return bad === undefined ? tooLong(field, text, fields) : badPicklist(field, bad);
    }
    case 'email':
      return EMAIL.test(text) ? tooLong(field, text, fields) : dmlError('INVALID_EMAIL_ADDRESS', `${field.label}: invalid email address: ${text}`, fields);
    case 'date':
      return Number.isNaN(Date.parse(`${text}T00:00:00Z`)) || new Date(`${text}T00:00:00Z`).toISOString().slice(0, 10) !== text
        ? dmlError('INVALID_TYPE_ON_FIELD_IN_RECORD', `${field.label}: value not of required type: ${text}`, fields) : null;
    default:
      return tooLong(field, text, fields);
  }
}

function tooLong(field: FieldSchema, text: string, fields: readonly string[]): DmlError | null {
  if (field.length === 0 || text.length <= field.length) return null;
  return dmlError('STRING_TOO_LONG', `${field.label}: data value too large: ${text} (max length=${field.length})`, fields);
}

function isPicklistValue(field: FieldSchema, value: string): boolean {
  return field.picklistValues.some((item) => item.active && item.value === value);
}

function badPicklist(field: FieldSchema, value: string): DmlError {
  return dmlError('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', `${field.label}: bad value for restricted picklist field: ${value}`, [field.apiName]);
}

/** Required fields that would end up empty; those in `faulty` have an error of their own. */
export function checkRequired(fields: readonly FieldSchema[], row: ReadonlyMap<string, SqliteValue>, present: 'all' | 'given', faulty: readonly string[] = []): DmlError | null {
  const missing = fields.filter((field) => isRequired(field) && !faulty.includes(field.apiName)
    && (row.get(field.apiName) ?? null) === null && (present === 'all' || row.has(field.apiName)));
  if (missing.length === 0) return null;
  const names = missing.map((field) => field.apiName);
  return dmlError('REQUIRED_FIELD_MISSING', `Required fields are missing: [${names.join(', ')}]`, names);
}

/** Has to have a value when a row is created. */
export function isRequired(field: FieldSchema): boolean {
  return !field.nillable && field.createable && field.type !== 'boolean' && field.type !== 'id';
}

/** The prefix of an id must be that of an object the lookup may point to. */
export function referencedObject(schema: OrgSchema, field: FieldSchema, id: string): ObjectSchema | null {
  for (const name of field.referenceTo) {
    const target = schema.objects.get(name.toLowerCase());
    if (target && target.keyPrefix !== '' && id.startsWith(target.keyPrefix)) return target;
  }
  return null;
}
