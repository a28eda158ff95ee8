/** Types of formula expressions, and how a field's column becomes a value and back. */
import type { FieldSchema } from '../schema.ts';
import { FormulaNumber, shifted } from './decimal.ts';
import { FormulaSyntaxError } from './errors.ts';

export type FormulaType =
  'number' | 'text' | 'boolean' | 'date' | 'datetime' | 'time' | 'picklist' | 'multipicklist' | 'null';

/** Dates are days since 1970, datetimes and times milliseconds. Empty text is null. */
export type FormulaValue = FormulaNumber | string | number | boolean | null;

/** What a column holds. */
export type ColumnValue = null | number | bigint | string | Uint8Array;

export const MILLISECONDS_PER_DAY = 86_400_000;
/** Longer results are cut off (`FormulaInfo.MAX_STRING_VALUE_LENGTH`). */
export const MAX_TEXT = 1300;
const MAX_DIGITS = 18;

/** How the platform's messages call a type. */
export const TYPE_NAMES: Readonly<Record<FormulaType, string>> = {
  number: 'Number',
  text: 'Text',
  boolean: 'Boolean',
  date: 'Date',
  datetime: 'DateTime',
  time: 'Time',
  picklist: 'Picklist',
  multipicklist: 'Multi-Select Picklist',
  null: 'Null'
};

const UNREADABLE: Readonly<Partial<Record<FieldSchema['type'], string>>> = {
  address: 'Address',
  location: 'Geolocation',
  base64: 'Base64',
  anyType: 'Any Type',
  encryptedstring: 'Encrypted Text'
};

/** @throws FormulaSyntaxError for fields that no formula may name */
export function formulaTypeOf(field: FieldSchema, written: string): FormulaType {
  const unreadable =
    field.type === 'textarea' && field.length > 255
      ? field.htmlFormatted
        ? 'Rich Text Area'
        : 'Long Text Area'
      : UNREADABLE[field.type];
  if (unreadable !== undefined)
    throw new FormulaSyntaxError(
      `You referenced an unsupported field type called "${unreadable}" using the following field: ${written}`
    );
  return typeOf(field.type);
}

/** The type that an expression of a field has, readable or not. */
export function typeOf(type: FieldSchema['type']): FormulaType {
  switch (type) {
    case 'int':
    case 'long':
    case 'double':
    case 'currency':
    case 'percent':
      return 'number';
    case 'boolean':
    case 'date':
    case 'datetime':
    case 'time':
    case 'picklist':
    case 'multipicklist':
      return type;
    default:
      return 'text';
  }
}

/** A field's column as a value. Percent fields are fractions, ids have 15 characters. */
export function fromColumn(field: FieldSchema, column: ColumnValue): FormulaValue {
  if (column === null) return field.type === 'boolean' ? false : null;
  switch (field.type) {
    case 'int':
    case 'long':
      return new FormulaNumber(BigInt(column as string | number | bigint), 0);
    case 'double':
    case 'currency':
      return new FormulaNumber(BigInt(column as string | number | bigint), field.scale);
    case 'percent':
      return new FormulaNumber(BigInt(column as string | number | bigint), field.scale + 2);
    case 'boolean':
      return Number(column) !== 0;
    case 'date':
      return dayOf(String(column));
    case 'datetime':
    case 'time':
      return Number(column);
    case 'id':
    case 'reference':
      return String(column).slice(0, 15);
    default:
      return String(column);
  }
}

/**
 * A result as the column of the formula field: numbers rounded half up to the field's scale, text cut off
 * (`FormulaImpl.massageSqlForType`). Integers are bigints, as SQLite would else take them for floating point.
 */
export function toColumn(field: FieldSchema, value: FormulaValue): ColumnValue {
  if (field.type === 'boolean') return value === true ? 1n : 0n;
  if (value === null) return null;
  switch (field.type) {
    case 'double':
    case 'currency':
    case 'percent': {
      const number = value as FormulaNumber;
      const digits = (field.type === 'percent' ? shifted(number, 2) : number).scaledTo(field.scale);
      // Pages show `#Too Big!`.
      return digits.toString().replace('-', '').length > MAX_DIGITS ? null : digits;
    }
    case 'date':
      return dateText(value as number);
    case 'datetime':
    case 'time':
      return BigInt(value as number);
    default:
      return (value as string).slice(0, MAX_TEXT).trimEnd();
  }
}

export function dayOf(text: string): number {
  return Date.parse(`${text}T00:00:00Z`) / MILLISECONDS_PER_DAY;
}

export function dateText(day: number): string {
  return new Date(day * MILLISECONDS_PER_DAY).toISOString().slice(0, 10);
}
