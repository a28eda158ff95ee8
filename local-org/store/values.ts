/**
 * Plain values to SQLite and back. Numbers with decimals are integers scaled by the field's scale, so that no digit is
 * lost; they are read as text (`selectExpression`), so that the driver never turns them into doubles.
 */
import type { FieldSchema, PlainValue } from '../metadata/schema.ts';
import type { SqliteValue } from './driver.ts';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
/** Sign, digits before the point, digits after it. Not named: naming groups costs as much again as matching them. */
const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

export function isDecimal(field: FieldSchema): boolean {
  return field.type === 'double' || field.type === 'currency' || field.type === 'percent';
}

/** Fields without a column of their own: compounds, and what queries compute (`formulas.ts`). */
export function isStored(field: FieldSchema): boolean {
  return field.type !== 'address' && field.type !== 'location' && !(field.calculated && field.custom);
}

export function columnType(field: FieldSchema): string {
  switch (field.type) {
    case 'boolean':
      return 'INTEGER NOT NULL DEFAULT 0';
    case 'int':
    case 'long':
    case 'double':
    case 'currency':
    case 'percent':
    case 'datetime':
    case 'time':
      return 'INTEGER';
    case 'base64':
      return 'BLOB';
    default:
      return 'TEXT';
  }
}

export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** How a column is read: decimals and longs as text. */
export function selectExpression(field: FieldSchema, column: string): string {
  return isDecimal(field) || field.type === 'long' ? `CAST(${column} AS TEXT)` : column;
}

/** The value's JavaScript type does not suit the field. */
export class ValueTypeError extends Error {
  override readonly name = 'ValueTypeError';
}

/** @throws ValueTypeError when the value is not of the field's plain type. Rounds decimals half up to the field's scale. */
export function toSqlite(field: FieldSchema, value: PlainValue): SqliteValue {
  if (value === null) return field.type === 'boolean' ? 0 : null;
  switch (field.type) {
    case 'boolean':
      if (typeof value === 'boolean') return value ? 1 : 0;
      break;
    case 'int':
      if (typeof value === 'number' && Number.isInteger(value)) return value;
      break;
    case 'long':
      if (typeof value === 'bigint') return value;
      if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
      break;
    case 'double':
    case 'currency':
    case 'percent':
      if (typeof value === 'string') return scaled(value, field.scale, field);
      if (typeof value === 'number' && Number.isInteger(value)) return scaled(String(value), field.scale, field);
      break;
    case 'date':
      if (typeof value === 'string' && DATE.test(value)) return value;
      break;
    case 'datetime':
    case 'time':
      if (typeof value === 'number' && Number.isInteger(value)) return value;
      break;
    case 'base64':
      if (value instanceof Uint8Array) return value;
      break;
    default:
      if (typeof value === 'string') return emptyToNull(value.trim());
  }
  throw new ValueTypeError(`${field.apiName}: value not of required type: ${String(value)}`);
}

function emptyToNull(text: string): string | null {
  return text === '' ? null : text;
}

/** `12.345` at scale 2 is 1235n (half up, away from zero). */
export function scaled(text: string, scale: number, field: FieldSchema | null = null): bigint {
  const parts = DECIMAL.exec(text);
  if (!parts) throw new ValueTypeError(`${field?.apiName ?? 'number'}: value not of required type: ${text}`);
  const sign = parts[1]!;
  const whole = parts[2]!;
  const fraction = parts[3] ?? '';
  if (fraction.length === scale) return integer(sign + whole + fraction);
  const digits = BigInt(whole + fraction.slice(0, scale).padEnd(scale, '0'));
  const rounded = digits + (fraction.charAt(scale) >= '5' ? 1n : 0n);
  return sign === '-' ? -rounded : rounded;
}

/** Up to fifteen digits are exact as a number too, which is read several times as fast. */
function integer(text: string): bigint {
  return BigInt(text.length <= 15 ? Number(text) : text);
}

/** Inverse of `scaled`, with all `scale` digits. */
export function unscaled(digits: string, scale: number): string {
  if (scale === 0) return digits;
  const negative = digits.startsWith('-');
  const padded = (negative ? digits.slice(1) : digits).padStart(scale + 1, '0');
  return `${negative ? '-' : ''}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}

/** Reads a column that was selected through `selectExpression`. */
export function fromSqlite(field: FieldSchema, value: SqliteValue): PlainValue {
  if (value === null) return null;
  switch (field.type) {
    case 'boolean':
      return value !== 0 && value !== 0n;
    case 'int':
    case 'datetime':
    case 'time':
      return Number(value);
    case 'long':
      return BigInt(value as string | number | bigint);
    case 'double':
    case 'currency':
    case 'percent':
      return unscaled(String(value), field.scale);
    default:
      return value;
  }
}
