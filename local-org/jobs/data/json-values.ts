/** JSON (or CSV) values to what the store holds, refused in the words of the API's parser. */
import type { FieldSchema, PlainValue } from '../../metadata/schema.ts';
import { Decimal } from '../../runtime/values/decimal.ts';
import { DataRefused } from './calls.ts';

/** @throws DataRefused `JSON_PARSER_ERROR` for a value that the field's type does not take */
export function plainValue(field: FieldSchema, value: unknown): PlainValue {
  if (value === null || value === undefined) return null;
  const plain = typeof value === 'object' ? undefined : converted(field, value as string | number | boolean);
  if (plain === undefined) throw wrongType(field, value);
  return plain;
}

function converted(field: FieldSchema, value: string | number | boolean): PlainValue | undefined {
  switch (field.type) {
    case 'boolean':
      return booleanValue(value);
    case 'int':
      return wholeNumber(value);
    case 'long':
      return typeof value !== 'boolean' && /^-?\d+$/.test(String(value)) ? BigInt(value) : undefined;
    case 'double':
    case 'currency':
    case 'percent':
      return typeof value === 'boolean'
        ? undefined
        : (Decimal.parse(String(value).trim())?.toPlainString() ?? undefined);
    case 'date':
      return typeof value === 'string' ? /^\d{4}-\d{2}-\d{2}(?=$|T)/.exec(value)?.[0] : undefined;
    case 'datetime':
      return typeof value === 'string' ? instant(value) : undefined;
    case 'time':
      return typeof value === 'string' ? timeOfDay(value) : undefined;
    case 'base64':
      return typeof value === 'string' ? bytes(value) : undefined;
    default:
      return typeof value === 'string' ? value : undefined;
  }
}

function booleanValue(value: string | number | boolean): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const text = String(value).toLowerCase();
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : undefined;
}

function wholeNumber(value: string | number | boolean): number | undefined {
  if (typeof value === 'boolean' || !/^-?\d+(?:\.0+)?$/.test(String(value).trim())) return undefined;
  return Number(value);
}

/** ISO 8601, with `Z` or an offset; a date alone is its first moment in GMT. */
function instant(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?(?:Z|[+-]\d{2}:?\d{2}))?$/.test(text)) return undefined;
  const milliseconds = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}

function timeOfDay(text: string): number | undefined {
  const [, hours, minutes, seconds, thousandths = '0'] = /^(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3}))?Z?$/.exec(text) ?? [];
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(thousandths.padEnd(3, '0'));
}

function bytes(text: string): Uint8Array | undefined {
  return /^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(text) ? new Uint8Array(Buffer.from(text, 'base64')) : undefined;
}

const TOKENS: Readonly<Record<string, string>> = {
  string: 'VALUE_STRING',
  boolean: 'VALUE_TRUE',
  object: 'START_OBJECT'
};

/** The name that the parser gives a field's type. */
const TYPE_NAMES: Readonly<Record<string, string>> = {
  int: 'int',
  long: 'long',
  double: 'double',
  currency: 'currency',
  percent: 'percent',
  boolean: 'boolean',
  date: 'date',
  datetime: 'datetime',
  time: 'time',
  base64: 'base64',
  id: 'id',
  reference: 'reference'
};

function wrongType(field: FieldSchema, value: unknown): DataRefused {
  const token =
    typeof value === 'number'
      ? Number.isInteger(value)
        ? 'VALUE_NUMBER_INT'
        : 'VALUE_NUMBER_FLOAT'
      : TOKENS[typeof value];
  const shown =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? ` value ${value}` : '';
  return new DataRefused(
    400,
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of ${TYPE_NAMES[field.type] ?? 'string'} from ${token ?? 'VALUE_STRING'}${shown} or request may be missing a required field`
  );
}
