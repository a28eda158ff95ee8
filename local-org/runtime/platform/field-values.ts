/** Field values between their three looks: plain (store), Apex (in a record), and what `SObject.put` accepts. */
import type { FieldSchema, FieldType, PlainValue } from '../../metadata/schema.ts';
import { compoundParts } from '../../soql/compound-fields.ts';
import { ApexAddress, ApexLocation } from '../library/location.ts';
import type { AddressPart } from '../library/location.ts';
import { apexException, notSupported } from '../machine/errors.ts';
import { toId } from '../machine/ids.ts';
import { ApexBlob } from '../values/blob.ts';
import { ApexDate } from '../values/date.ts';
import { ApexDatetime } from '../values/datetime.ts';
import { Decimal } from '../values/decimal.ts';
import { ApexDouble } from '../values/double.ts';
import { ApexTime } from '../values/time.ts';

export type FieldApexType =
  'Boolean' | 'Integer' | 'Long' | 'Decimal' | 'Date' | 'Datetime' | 'Time' | 'Blob' | 'Id' | 'String';

const APEX_TYPE: Readonly<Partial<Record<FieldType, FieldApexType>>> = {
  id: 'Id',
  reference: 'Id',
  boolean: 'Boolean',
  int: 'Integer',
  long: 'Long',
  double: 'Decimal',
  currency: 'Decimal',
  percent: 'Decimal',
  date: 'Date',
  datetime: 'Datetime',
  time: 'Time',
  base64: 'Blob',
  string: 'String',
  textarea: 'String',
  picklist: 'String',
  multipicklist: 'String',
  combobox: 'String',
  email: 'String',
  phone: 'String',
  url: 'String',
  encryptedstring: 'String'
};

/** The Apex type of a field's value. Compound fields have a type of their own, which is not there yet. */
export function fieldApexType(field: FieldSchema): FieldApexType {
  return APEX_TYPE[field.type] ?? notSupported(`the value of ${field.apiName} (type ${field.type}) in Apex`);
}

/** What a stored value looks like in Apex. */
export function toApex(type: FieldType, value: PlainValue): unknown {
  if (value === null) return null;
  switch (type) {
    case 'double':
    case 'currency':
    case 'percent':
      return decimal(String(value));
    case 'date':
      return ApexDate.parse(String(value));
    case 'datetime':
      return new ApexDatetime(Number(value));
    case 'time':
      return new ApexTime(Number(value));
    case 'base64':
      return new ApexBlob(value as Uint8Array);
    case 'address':
    case 'location':
      return compound(type, compoundParts(value));
    default:
      return value;
  }
}

function compound(type: 'address' | 'location', parts: ReturnType<typeof compoundParts>): ApexLocation {
  const { Latitude = null, Longitude = null, ...texts } = parts;
  const point = [Latitude as number | null, Longitude as number | null] as const;
  if (type === 'location') return new ApexLocation(...point);
  const filled = Object.entries(texts).filter(([, text]) => text !== null) as Array<[AddressPart, string]>;
  return new ApexAddress(new Map(filled), ...point);
}

/** What is stored for an Apex value that has the field's type. */
export function toPlain(value: unknown): PlainValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return value;
  if (value instanceof Decimal) return value.toPlainString();
  if (value instanceof ApexDouble)
    return value.toDecimal()?.toPlainString() ?? notSupported('storing NaN or an infinite Double');
  if (value instanceof ApexDate) return value.toString();
  if (value instanceof ApexDatetime) return value.milliseconds;
  if (value instanceof ApexTime) return value.millisecondOfDay;
  if (value instanceof ApexBlob) return value.bytes;
  throw new TypeError('a value without a stored form');
}

/** The name that exception texts give to a value's type. */
function typeNameOf(value: unknown): string {
  if (typeof value === 'boolean') return 'Boolean';
  if (typeof value === 'number') return 'Integer';
  if (typeof value === 'bigint') return 'Long';
  if (typeof value === 'string') return 'String';
  if (value instanceof Decimal) return 'Decimal';
  if (value instanceof ApexDouble) return 'Double';
  if (value instanceof ApexDate) return 'Date';
  if (value instanceof ApexDatetime) return 'Datetime';
  if (value instanceof ApexTime) return 'Time';
  if (value instanceof ApexBlob) return 'Blob';
  const typed = value as {
    readonly apexType?: { readonly name: string };
    readonly typeName?: string;
    readonly type?: { readonly name: string };
  };
  return typed.apexType?.name ?? typed.type?.name ?? typed.typeName ?? 'Object';
}

/**
 * The value that `SObject.put` stores for what it is given.
 * @throws System.SObjectException `Illegal assignment from String to Decimal`; System.StringException for a bad id.
 */
export function convertForPut(field: FieldSchema, value: unknown): unknown {
  if (value === null) return null;
  const target = fieldApexType(field);
  switch (target) {
    case 'Boolean':
      if (typeof value === 'boolean') return value;
      break;
    case 'Integer':
      if (typeof value === 'number') return value;
      break;
    case 'Long':
      if (typeof value === 'bigint') return value;
      if (typeof value === 'number') return BigInt(value);
      break;
    case 'Decimal':
      if (value instanceof Decimal) return value;
      if (typeof value === 'number' || typeof value === 'bigint') return Decimal.fromInteger(value);
      if (value instanceof ApexDouble) return value.toDecimal();
      break;
    case 'Date':
      if (value instanceof ApexDate) return value;
      break;
    case 'Datetime':
      if (value instanceof ApexDatetime) return value;
      if (value instanceof ApexDate) return ApexDatetime.fromDate(value);
      break;
    case 'Time':
      if (value instanceof ApexTime) return value;
      break;
    case 'Blob':
      if (value instanceof ApexBlob) return value;
      break;
    case 'Id':
      if (typeof value === 'string') return toId(value);
      break;
    case 'String':
      if (typeof value === 'string') return value;
      break;
  }
  throw apexException('SObjectException', `Illegal assignment from ${typeNameOf(value)} to ${target}`);
}

function decimal(text: string): Decimal {
  const value = Decimal.parse(text);
  if (value === null) throw new TypeError(`not a stored decimal: ${text}`);
  return value;
}
