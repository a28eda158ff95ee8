/**
 * The natural order that List.sort uses. Facts: Apex Developer Guide, "List Sorting" and "Sorting Lists of sObjects":
 * nulls first; records by the label of their type, then Name, then the other standard fields and then the custom
 * fields in alphabetical order.
 */
import { ApexEnumValue, ApexObject } from '../machine/apex-object.ts';
import { apexException, notSupported } from '../machine/errors.ts';
import { implementationOf, implementsMember } from '../machine/invoke-interface.ts';
import { ApexDate } from '../values/date.ts';
import { ApexDatetime } from '../values/datetime.ts';
import { compareNumbers, isNumeric } from '../values/equality.ts';
import { SObjectRecord } from '../values/sobject.ts';
import { ApexTime } from '../values/time.ts';
import { compareStrings } from './string-search.ts';

const COMPARE_TO = 'Comparable.Integer compareTo(Object other)';

/** Library objects that have an order among themselves. */
export abstract class OrderedValue {
  abstract compareTo(other: this): number;
}

/** @throws System.ListException when the values have no order */
export function compareNatural(left: unknown, right: unknown): number {
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  if (implementsMember(left, COMPARE_TO)) return implementationOf(left, COMPARE_TO)(right) as number;
  if (typeof left === 'string' && typeof right === 'string') return compareStrings(left, right);
  if (isNumeric(left) && isNumeric(right)) return compareNumbers(left, right);
  if (left instanceof ApexDate && right instanceof ApexDate) return left.compareTo(right);
  if (left instanceof ApexDatetime && right instanceof ApexDatetime) return left.compareTo(right);
  if (left instanceof ApexTime && right instanceof ApexTime) return left.compareTo(right);
  if (left instanceof ApexEnumValue && right instanceof ApexEnumValue) return left.ordinal - right.ordinal;
  if (left instanceof SObjectRecord && right instanceof SObjectRecord) return compareRecords(left, right);
  if (left instanceof OrderedValue && right instanceof OrderedValue && left.constructor === right.constructor)
    return left.compareTo(right);
  // Some of the platform's own values have an order that is not published (SFDO-Community/declarative-lookup-rollup-summaries sorts options).
  for (const value of [left, right])
    if (typeof value === 'object' && !(value instanceof ApexObject) && !(value instanceof SObjectRecord))
      notSupported('sorting values that are neither comparable nor of a class of the project');
  throw apexException('ListException', 'One or more of the items in this list is not Comparable.');
}

function compareRecords(left: SObjectRecord, right: SObjectRecord): number {
  if (left.schema === null || right.schema === null) return notSupported('sorting rows of aggregate queries');
  const byLabel = compareStrings(left.schema.label, right.schema.label);
  if (byLabel !== 0 || left.schema !== right.schema) return byLabel;
  const names = [...left.schema.fields.values()]
    .map((field) => field.apiName)
    .filter((name) => name !== 'Id' && (left.has(name) || right.has(name)))
    .sort((a, b) => rank(a) - rank(b) || compareStrings(a, b));
  for (const name of names) {
    const [a, b] = [left.get(name), right.get(name)];
    const order = typeof a === 'boolean' && typeof b === 'boolean' ? Number(a) - Number(b) : compareNatural(a, b);
    if (order !== 0) return order;
  }
  return 0;
}

function rank(name: string): number {
  if (name === 'Name') return 0;
  return name.endsWith('__c') ? 2 : 1;
}
