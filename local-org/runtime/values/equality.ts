/**
 * The operators `==` and `===` on values whose static type is Object or a class; the machine compares primitives of
 * known type itself. Facts: Apex Developer Guide, "Expression Operators" (deep for sObjects, collections and built-in
 * objects; by reference for project classes without `equals`). Numbers of different types compare by value, as
 * `System.assertEquals(1000, opportunity.Amount)` in everyday tests shows. Strings behind Object compare with case, as
 * System.assertEquals does.
 */
import { ApexList, ApexMap } from './collections.ts';
import { ApexDate } from './date.ts';
import { ApexDatetime } from './datetime.ts';
import { Decimal } from './decimal.ts';
import { ApexDouble } from './double.ts';
import { instancesEqual, listsEqual, mapsEqual, recordsEqual } from './keys.ts';
import { SObjectRecord } from './sobject.ts';

/** `==` between any two values. */
export function deepEquals(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (left === null || right === null) return false;
  if (isNumeric(left) && isNumeric(right)) return compareNumbers(left, right) === 0;
  if (isMixedDate(left, right)) return instant(left) === instant(right);
  if (left instanceof ApexList) return right instanceof ApexList && listsEqual(left, right, deepEquals);
  if (left instanceof ApexMap) return right instanceof ApexMap && mapsEqual(left, right, deepEquals);
  if (left instanceof SObjectRecord) return right instanceof SObjectRecord && recordsEqual(left, right, deepEquals);
  return typeof left === 'object' && instancesEqual(left, right);
}

/** A Date equals the Datetime of its midnight in GMT behind Object too, as a test of j-fischer/rflib asserts. */
function isMixedDate(left: unknown, right: unknown): left is ApexDate | ApexDatetime {
  return (
    (left instanceof ApexDate && right instanceof ApexDatetime) ||
    (left instanceof ApexDatetime && right instanceof ApexDate)
  );
}

function instant(value: unknown): number | null {
  if (value instanceof ApexDate) return value.epochMilliseconds;
  return value instanceof ApexDatetime ? value.milliseconds : null;
}

/** `===`: the same object. Primitives have no identity that Apex shows, so they compare by value. */
export function exactlyEquals(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (left instanceof Decimal && right instanceof Decimal) return left.equals(right);
  if (left instanceof ApexDouble && right instanceof ApexDouble) return left.value === right.value;
  return false;
}

export type Numeric = number | bigint | ApexDouble | Decimal;

export function isNumeric(value: unknown): value is Numeric {
  return (
    typeof value === 'number' || typeof value === 'bigint' || value instanceof ApexDouble || value instanceof Decimal
  );
}

/** Order by value across the numeric types; NaN is unequal to everything, as the positive result says. */
export function compareNumbers(left: Numeric, right: Numeric): number {
  const exactLeft = toDecimal(left);
  const exactRight = toDecimal(right);
  if (exactLeft !== null && exactRight !== null) return exactLeft.compareTo(exactRight);
  const [a, b] = [toNumber(left), toNumber(right)];
  return a === b ? 0 : a < b ? -1 : 1;
}

function toDecimal(value: Numeric): Decimal | null {
  if (value instanceof Decimal) return value;
  return value instanceof ApexDouble ? value.toDecimal() : Decimal.fromInteger(value);
}

function toNumber(value: Numeric): number {
  if (value instanceof Decimal) return value.toNumber();
  return value instanceof ApexDouble ? value.value : Number(value);
}
