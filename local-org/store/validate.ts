/** Field rules for one row, with the platform's status codes and messages. */
import { holdsDurableId } from '../metadata/durable-ids.ts';
import type { FieldSchema, ObjectSchema, OrgSchema, PlainValue } from '../metadata/schema.ts';
import type { SqliteValue } from './driver.ts';
import { fold } from './fold.ts';
import { readId } from './ids.ts';
import { dmlError, refuse } from './results.ts';
import type { DmlError } from './results.ts';
import { ValueTypeError, isDecimal, toSqlite } from './values.ts';

const EMAIL = /^[^\s@,;:"()<>[\]\\]+@[^\s@,;:"()<>[\]\\]+\.[^\s@,;:"()<>[\]\\.]{2,}$/;

/** What an email field takes. */
export function isEmailAddress(text: string): boolean {
  return EMAIL.test(text);
}

const INT_MAX = 2_147_483_647;

/** Stands in the place of a column value that may not be stored. A class, so that good values need no wrapping. */
export class RefusedValue {
  readonly error: DmlError;

  constructor(error: DmlError) {
    this.error = error;
  }
}

/** The column value, or the error that Salesforce gives for it. */
export function checkValue(field: FieldSchema, value: PlainValue): SqliteValue | RefusedValue {
  if (value === null) return field.type === 'boolean' ? wrongType(field, '') : null;
  let stored: SqliteValue;
  try {
    stored = toSqlite(field, value);
  } catch (error) {
    if (!(error instanceof ValueTypeError)) throw error;
    return wrongType(field, String(value));
  }
  if (stored === null) return null;
  if (field.picklistValues.length > 0 && typeof stored === 'string') stored = asDefined(field, stored);
  const error = checkStored(field, stored, value);
  if (error !== null) return new RefusedValue(error);
  switch (field.type) {
    case 'reference':
      return holdsDurableId(field) ? stored : readId(stored as string);
    case 'multipicklist':
      return inDefinedOrder(field, stored as string);
    case 'datetime':
      return wholeSeconds(
        (stored as number) < FIRST_MOMENT || (stored as number) > LAST_MOMENT
          ? outsideYears(field, new Date(stored as number).toISOString())
          : (stored as number)
      );
    default:
      return stored;
  }
}

/** Moments are kept to the second (octoberswimmer/aer, CHANGELOG v1.2.12). */
export function wholeSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000) * 1000;
}

/** The values of a multi-select picklist as a row would hold them. */
export function savedSelection(field: FieldSchema, text: string): string {
  return inDefinedOrder(field, asDefined(field, text));
}

/** Values of picklists by their folded text; kept as long as the schema. */
const DEFINED = new WeakMap<FieldSchema, ReadonlyMap<string, string>>();

/**
 * Picklist values are compared without regard to case, and what is saved is the value as it is defined, restricted or not
 * (Salesforce Help, article 000386557). Values that are not defined are kept as given; the platform gives the second of two
 * that differ in case the case of the first.
 */
function asDefined(field: FieldSchema, text: string): string {
  const values = DEFINED.get(field) ?? new Map(field.picklistValues.map(({ value }) => [fold(value), value]));
  DEFINED.set(field, values);
  const defined = (value: string): string => values.get(fold(value)) ?? value;
  return field.type === 'multipicklist' ? text.split(';').map(defined).join(';') : defined(text);
}

/**
 * Values of a multi-select picklist are kept in the order of their definition, whatever order they were given in (Salesforce
 * Help, article 000231088; salesforce.stackexchange.com/q/270310), each of them once.
 */
function inDefinedOrder({ picklistValues }: FieldSchema, text: string): string {
  if (!text.includes(';')) return text;
  const given = [...new Set(text.split(';').map((value) => value.trim()))].filter((value) => value !== '');
  const place = (value: string): number => {
    const at = picklistValues.findIndex((item) => item.value === value);
    return at < 0 ? picklistValues.length : at;
  };
  return given.sort((a, b) => place(a) - place(b)).join(';');
}

function wrongType(field: FieldSchema, value: string): RefusedValue {
  return new RefusedValue(
    dmlError('INVALID_TYPE_ON_FIELD_IN_RECORD', `${field.label}: value not of required type: ${value}`, [field.apiName])
  );
}

function checkStored(field: FieldSchema, stored: SqliteValue, given: PlainValue): DmlError | null {
  if (typeof stored === 'string') return checkText(field, stored);
  if (isOutsideGlobe(field, given))
    return refuse(`${field.apiName} ${String(given)}, which is no place on earth and which the platform refuses`);
  const outside = isDecimal(field)
    ? hasTooManyDigits(field, stored as bigint)
    : field.type === 'int' && Math.abs(stored as number) > INT_MAX;
  return outside
    ? dmlError(
        'NUMBER_OUTSIDE_VALID_RANGE',
        `${field.label}: value outside of valid range on numeric field: ${String(given)}`,
        [field.apiName]
      )
    : null;
}

/** Parts of addresses and locations. */
function isOutsideGlobe({ apiName, compoundFieldName }: FieldSchema, given: PlainValue): boolean {
  if (compoundFieldName === null) return false;
  const degrees = Math.abs(Number(given));
  return (/Latitude(?:__s)?$/.test(apiName) && degrees > 90) || (/Longitude(?:__s)?$/.test(apiName) && degrees > 180);
}

/** 10, 100, 1000 …: the first numbers with too many digits. */
const POWERS_OF_TEN = Array.from({ length: 40 }, (_, digits) => 10n ** BigInt(digits));

function hasTooManyDigits({ precision, scale }: FieldSchema, stored: bigint): boolean {
  if (precision === 0) return false;
  const limit = POWERS_OF_TEN[Math.max(precision, scale + 1)]!;
  return stored >= limit || stored <= -limit;
}

function checkText(field: FieldSchema, text: string): DmlError | null {
  switch (field.type) {
    case 'reference':
      return !holdsDurableId(field) && readId(text) === null
        ? dmlError('MALFORMED_ID', `${field.label}: id value of incorrect type: ${text}`, [field.apiName])
        : null;
    case 'picklist':
      return field.restrictedPicklist && !isPicklistValue(field, text)
        ? badPicklist(field, text)
        : tooLong(field, text);
    case 'multipicklist': {
      const bad = field.restrictedPicklist
        ? text.split(';').find((value) => !isPicklistValue(field, value))
        : undefined;
      return bad === undefined ? tooLong(field, text) : badPicklist(field, bad);
    }
    case 'email':
      return isEmailAddress(text)
        ? tooLong(field, text)
        : dmlError('INVALID_EMAIL_ADDRESS', `${field.label}: invalid email address: ${text}`, [field.apiName]);
    case 'date':
      if (!isDay(text)) return wrongType(field, text).error;
      return text < FIRST_DAY || text > LAST_DAY ? outsideYears(field, text) : null;
    default:
      return tooLong(field, text);
  }
}

function tooLong(field: FieldSchema, text: string): DmlError | null {
  if (field.length === 0 || text.length <= field.length) return null;
  return dmlError('STRING_TOO_LONG', `${field.label}: data value too large: ${text} (max length=${field.length})`, [
    field.apiName
  ]);
}

/** The days that the platform takes (Salesforce Help, article 000383587); in which words it refuses others is not published. */
const FIRST_DAY = '1700-01-01';
const LAST_DAY = '4000-12-31';
const FIRST_MOMENT = Date.parse(FIRST_DAY);
const LAST_MOMENT = Date.parse(LAST_DAY) + 86_399_999;

function outsideYears({ apiName }: FieldSchema, value: string): never {
  return refuse(`${value} in ${apiName}, which the platform refuses: it takes ${FIRST_DAY} to ${LAST_DAY}`);
}

/** `YYYY-MM-DD` that the calendar has. */
function isDay(text: string): boolean {
  const month = Number(text.slice(5, 7));
  const day = Number(text.slice(8, 10));
  // Every month has 28 days; only the others need the calendar.
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= 28 || day <= new Date(Date.UTC(Number(text.slice(0, 4)), month, 0)).getUTCDate();
}

function isPicklistValue(field: FieldSchema, value: string): boolean {
  return field.picklistValues.some((item) => item.active && item.value === value);
}

/** The value of a restricted picklist that is none of its own. */
export function badPicklist(field: FieldSchema, value: string): DmlError {
  return dmlError(
    'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
    `${field.label}: bad value for restricted picklist field: ${value}`,
    [field.apiName]
  );
}

/** Required fields that would end up empty; those in `faulty` have an error of their own. */
export function checkRequired(
  fields: readonly FieldSchema[],
  row: ReadonlyMap<string, SqliteValue>,
  present: 'all' | 'given',
  faulty: readonly string[] = []
): DmlError | null {
  const missing = fields.filter(
    (field) =>
      isRequired(field) &&
      !faulty.includes(field.apiName) &&
      (row.get(field.apiName) ?? null) === null &&
      (present === 'all' || row.has(field.apiName))
  );
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
