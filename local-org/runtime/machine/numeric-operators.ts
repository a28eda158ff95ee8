/**
 * Arithmetic as emitted code calls it. 32- and 64-bit numbers wrap silently, division by zero throws for every domain
 * (Salesforce's compiler emits the check before integer and floating division alike), shift counts are masked as in
 * Java, and a null operand is a null reference.
 */
import type { ApexDate } from '../values/date.ts';
import type { ApexDatetime } from '../values/datetime.ts';
import { Decimal } from '../values/decimal.ts';
import { ApexDouble } from '../values/double.ts';
import type { ApexTime } from '../values/time.ts';
import { apexException, nullPointer } from './errors.ts';

const DAY = 86_400_000;

/** The value, unless it is null. @throws System.NullPointerException */
export function notNull<T>(value: T | null): T {
  if (value === null) throw nullPointer();
  return value;
}

/** A Boolean used as a condition. @throws System.NullPointerException */
export function condition(value: boolean | null): boolean {
  if (value === null) throw nullPointer();
  return value;
}

function nullOperand(): never {
  throw nullPointer();
}

function divideByZero(): never {
  throw apexException('MathException', 'Divide by 0');
}

function toInt64(value: bigint): bigint {
  return BigInt.asIntN(64, value);
}

type Int = number | null;
type Long = bigint | null;

function shiftCount(value: number | bigint | null, mask: number): number {
  return Number(notNull(value)) & mask;
}

export const integerOperators = {
  integerAdd: (a: Int, b: Int): number => (a === null || b === null ? nullOperand() : (a + b) | 0),
  integerSubtract: (a: Int, b: Int): number => (a === null || b === null ? nullOperand() : (a - b) | 0),
  integerMultiply: (a: Int, b: Int): number => (a === null || b === null ? nullOperand() : Math.imul(a, b)),
  integerDivide: (a: Int, b: Int): number => {
    if (a === null || b === null) return nullOperand();
    return b === 0 ? divideByZero() : (a / b) | 0;
  },
  integerAnd: (a: Int, b: Int): number => notNull(a) & notNull(b),
  integerOr: (a: Int, b: Int): number => notNull(a) | notNull(b),
  integerXor: (a: Int, b: Int): number => notNull(a) ^ notNull(b),
  integerShiftLeft: (a: Int, b: number | bigint | null): number => notNull(a) << shiftCount(b, 31),
  integerShiftRight: (a: Int, b: number | bigint | null): number => notNull(a) >> shiftCount(b, 31),
  integerShiftRightUnsigned: (a: Int, b: number | bigint | null): number => (notNull(a) >>> shiftCount(b, 31)) | 0,
  integerNegate: (a: Int): number => -notNull(a) | 0,
  integerNot: (a: Int): number => ~notNull(a)
};

export const longOperators = {
  longAdd: (a: Long, b: Long): bigint => toInt64(notNull(a) + notNull(b)),
  longSubtract: (a: Long, b: Long): bigint => toInt64(notNull(a) - notNull(b)),
  longMultiply: (a: Long, b: Long): bigint => toInt64(notNull(a) * notNull(b)),
  longDivide: (a: Long, b: Long): bigint => {
    const dividend = notNull(a);
    return notNull(b) === 0n ? divideByZero() : toInt64(dividend / b!);
  },
  longAnd: (a: Long, b: Long): bigint => notNull(a) & notNull(b),
  longOr: (a: Long, b: Long): bigint => notNull(a) | notNull(b),
  longXor: (a: Long, b: Long): bigint => notNull(a) ^ notNull(b),
  longShiftLeft: (a: Long, b: number | bigint | null): bigint => toInt64(notNull(a) << BigInt(shiftCount(b, 63))),
  longShiftRight: (a: Long, b: number | bigint | null): bigint => notNull(a) >> BigInt(shiftCount(b, 63)),
  longShiftRightUnsigned: (a: Long, b: number | bigint | null): bigint =>
    toInt64(BigInt.asUintN(64, notNull(a)) >> BigInt(shiftCount(b, 63))),
  longNegate: (a: Long): bigint => toInt64(-notNull(a)),
  longNot: (a: Long): bigint => ~notNull(a)
};

export const doubleOperators = {
  doubleAdd: (a: ApexDouble | null, b: ApexDouble | null): ApexDouble =>
    new ApexDouble(notNull(a).value + notNull(b).value),
  doubleSubtract: (a: ApexDouble | null, b: ApexDouble | null): ApexDouble =>
    new ApexDouble(notNull(a).value - notNull(b).value),
  doubleMultiply: (a: ApexDouble | null, b: ApexDouble | null): ApexDouble =>
    new ApexDouble(notNull(a).value * notNull(b).value),
  doubleDivide: (a: ApexDouble | null, b: ApexDouble | null): ApexDouble => {
    const dividend = notNull(a).value;
    return notNull(b).value === 0 ? divideByZero() : new ApexDouble(dividend / b!.value);
  },
  doubleNegate: (a: ApexDouble | null): ApexDouble => new ApexDouble(-notNull(a).value)
};

export const decimalOperators = {
  decimalAdd: (a: Decimal | null, b: Decimal | null): Decimal => notNull(a).add(notNull(b)),
  decimalSubtract: (a: Decimal | null, b: Decimal | null): Decimal => notNull(a).subtract(notNull(b)),
  decimalMultiply: (a: Decimal | null, b: Decimal | null): Decimal => notNull(a).multiply(notNull(b)),
  decimalDivide: (a: Decimal | null, b: Decimal | null): Decimal => {
    const dividend = notNull(a);
    return notNull(b).signum() === 0 ? divideByZero() : dividend.divide(b!);
  },
  decimalNegate: (a: Decimal | null): Decimal => notNull(a).negate()
};

/** `&`, `|` and `^` on Booleans evaluate both sides, and neither may be null. */
export const booleanOperators = {
  booleanAnd: (a: boolean | null, b: boolean | null): boolean => {
    const left = condition(a);
    return condition(b) && left;
  },
  booleanOr: (a: boolean | null, b: boolean | null): boolean => {
    const left = condition(a);
    return condition(b) || left;
  },
  booleanXor: (a: boolean | null, b: boolean | null): boolean => condition(a) !== condition(b)
};

type Amount = number | bigint | ApexDouble | Decimal | null;

function amount(value: Amount): number {
  const given = notNull(value);
  if (given instanceof ApexDouble) return given.value;
  return given instanceof Decimal ? given.toNumber() : Number(given);
}

/** Date and Datetime plus days (a Datetime takes fractions of a day), Time plus milliseconds. */
export const temporalOperators = {
  dateAdd: (a: ApexDate | null, b: Amount): ApexDate => notNull(a).addDays(Math.trunc(amount(b))),
  dateSubtract: (a: ApexDate | null, b: Amount): ApexDate => notNull(a).addDays(-Math.trunc(amount(b))),
  datetimeAdd: (a: ApexDatetime | null, b: Amount): ApexDatetime =>
    notNull(a).addMilliseconds(Math.round(amount(b) * DAY)),
  datetimeSubtract: (a: ApexDatetime | null, b: Amount): ApexDatetime =>
    notNull(a).addMilliseconds(-Math.round(amount(b) * DAY)),
  timeAdd: (a: ApexTime | null, b: Amount): ApexTime => notNull(a).addMilliseconds(Math.trunc(amount(b))),
  timeSubtract: (a: ApexTime | null, b: Amount): ApexTime => notNull(a).addMilliseconds(-Math.trunc(amount(b)))
};
