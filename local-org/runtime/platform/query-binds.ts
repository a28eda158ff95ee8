/** Bind values of queries: from Apex values to plain ones of the type that the place in the query expects. */
import { holdsDurableId } from '../../metadata/durable-ids.ts';
import type { FieldSchema, PlainValue } from '../../metadata/schema.ts';
import type { CheckedQuery } from '../../soql/checked-query.ts';
import { apexException, notSupported } from '../machine/errors.ts';
import { isIdText, toId } from '../machine/ids.ts';
import { ApexList, ApexSet } from '../values/collections.ts';
import { ApexDate } from '../values/date.ts';
import { ApexDatetime } from '../values/datetime.ts';
import { Decimal } from '../values/decimal.ts';
import { ApexDouble } from '../values/double.ts';
import { SObjectRecord } from '../values/sobject.ts';
import { toPlain } from './field-values.ts';

export type PlainBind = PlainValue | readonly PlainValue[];

/**
 * @param isInline of a query between brackets
 * @throws System.QueryException for values that the place does not take; System.NullPointerException for a collection
 * that is null (SalesforceFoundation/EDA, ADDR_Addresses_UTIL_TEST), which in dynamic queries is not known
 */
export function plainBinds(query: CheckedQuery, values: readonly unknown[], isInline = false): PlainBind[] {
  return query.binds.map(({ expected, list }, index) => {
    const value = values[index] ?? null;
    if (expected === 'limit') return limitValue(value);
    if (value instanceof ApexList || value instanceof ApexSet)
      return [...value.toArray()].map((item) => fieldValue(expected, item));
    if (list && value === null)
      return isInline ? nullPointer() : notSupported('a collection after IN that is null in a dynamic query');
    return list ? [fieldValue(expected, value)] : fieldValue(expected, value);
  });
}

function nullPointer(): never {
  throw apexException('NullPointerException', 'Attempt to de-reference a null object');
}

function limitValue(value: unknown): number {
  if (value === null) return nullPointer();
  const number = typeof value === 'number' ? value : Number(toPlain(value));
  if (!Number.isInteger(number) || number < 0)
    throw apexException('QueryException', `Invalid limit or offset: ${String(number)}`);
  return number;
}

function fieldValue(field: FieldSchema, value: unknown): PlainValue {
  if (value === null) return null;
  switch (field.type) {
    case 'id':
    case 'reference':
      return holdsDurableId(field) ? toPlain(value) : idValue(value);
    case 'double':
    case 'currency':
    case 'percent':
      return decimalText(value);
    case 'int':
      return integerValue(value);
    case 'date':
      return value instanceof ApexDatetime ? value.dateIn('GMT').toString() : toPlain(value);
    case 'datetime':
      return value instanceof ApexDate ? ApexDatetime.fromDate(value).milliseconds : toPlain(value);
    default:
      return toPlain(value);
  }
}

/** A record stands for its id, empty text for none (trailheadapps/apex-recipes deletes what it finds with it); text that is no id never matches, as on the platform it is refused. */
function idValue(value: unknown): PlainValue {
  if (value instanceof SObjectRecord) return value.id;
  const text = String(value);
  if (text === '') return null;
  if (!isIdText(text)) throw apexException('QueryException', `invalid ID field: ${text}`);
  return toId(text);
}

function decimalText(value: unknown): PlainValue {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return toPlain(value);
}

function integerValue(value: unknown): PlainValue {
  if (value instanceof Decimal) return value.toNumber();
  if (value instanceof ApexDouble) return value.value;
  return typeof value === 'bigint' ? Number(value) : toPlain(value);
}
