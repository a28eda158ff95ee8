import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApexDate } from '../../values/date.ts';
import { ApexDatetime } from '../../values/datetime.ts';
import { Decimal } from '../../values/decimal.ts';
import { ApexDouble } from '../../values/double.ts';
import { provideUserContext } from '../../values/user-context.ts';
import { comparisonOperators as comparison } from '../comparison-operators.ts';
import { conversions } from '../conversions.ts';
import { ApexException } from '../errors.ts';
import {
  booleanOperators,
  condition,
  decimalOperators,
  doubleOperators,
  integerOperators as int,
  longOperators as long,
  temporalOperators
} from '../numeric-operators.ts';
import { runtimeType } from '../runtime-type.ts';

provideUserContext(() => ({ timeZone: 'GMT', locale: 'en_US', now: () => 0 }));

const throwsApex = (run: () => unknown, typeName: string, message: string): void =>
  assert.throws(
    run,
    (error) => error instanceof ApexException && error.typeName === typeName && error.message === message
  );
const isNullPointer = (run: () => unknown): void =>
  throwsApex(run, 'System.NullPointerException', 'Attempt to de-reference a null object');
const isDivisionByZero = (run: () => unknown): void => throwsApex(run, 'System.MathException', 'Divide by 0');

describe('arithmetic', () => {
  it('wraps 32-bit Integers and truncates their division', () => {
    assert.equal(int.integerAdd(2147483647, 1), -2147483648);
    assert.equal(int.integerMultiply(123456789, 987654321), -67153019);
    assert.equal(int.integerDivide(-7, 2), -3);
    assert.equal(int.integerDivide(-2147483648, -1), -2147483648);
    assert.equal(Object.is(int.integerNegate(0), 0), true, 'no negative zero');
  });

  it('wraps 64-bit Longs', () => {
    assert.equal(long.longAdd(9223372036854775807n, 1n), -9223372036854775808n);
    assert.equal(long.longDivide(-7n, 2n), -3n);
    assert.equal(long.longShiftRightUnsigned(-1n, 60), 15n);
  });

  it('masks shift counts as Java does', () => {
    assert.equal(int.integerShiftLeft(1, 33), 2);
    assert.equal(int.integerShiftRightUnsigned(-1, 28), 15);
    assert.equal(int.integerShiftRightUnsigned(-1, 0), -1);
    assert.equal(long.longShiftLeft(1n, 65n), 2n);
  });

  it('refuses division by zero in every domain', () => {
    isDivisionByZero(() => int.integerDivide(1, 0));
    isDivisionByZero(() => long.longDivide(1n, 0n));
    isDivisionByZero(() => doubleOperators.doubleDivide(new ApexDouble(1), new ApexDouble(0)));
    isDivisionByZero(() => decimalOperators.decimalDivide(Decimal.ONE, new Decimal(0n, 2)));
  });

  it('treats a null operand as a null reference', () => {
    isNullPointer(() => int.integerAdd(null, 1));
    isNullPointer(() => long.longMultiply(1n, null));
    isNullPointer(() => doubleOperators.doubleAdd(null, new ApexDouble(1)));
    isNullPointer(() => decimalOperators.decimalSubtract(Decimal.ONE, null));
    isNullPointer(() => booleanOperators.booleanAnd(false, condition(null)));
  });

  it('adds days to dates and fractions of days to datetimes', () => {
    assert.equal(String(temporalOperators.dateAdd(ApexDate.of(2024, 2, 28), 2)), '2024-03-01');
    assert.equal(temporalOperators.datetimeAdd(new ApexDatetime(0), Decimal.parse('0.5')).milliseconds, 43_200_000);
  });
});

describe('comparison', () => {
  it('is false for a null number on either side, whatever the operator', () => {
    for (const operator of ['integerLess', 'integerLessOrEqual', 'integerGreater', 'integerGreaterOrEqual'] as const) {
      assert.equal(comparison[operator](null, 1), false);
      assert.equal(comparison[operator](1, null), false);
    }
    assert.equal(comparison.decimalLessOrEqual(null, null), false);
    assert.equal(comparison.dateLess(null, ApexDate.of(2024, 1, 1)), false);
  });

  it('puts null before every String', () => {
    assert.equal(comparison.stringLess(null, ''), true);
    assert.equal(comparison.stringGreaterOrEqual(null, null), true);
  });

  it('compares Strings without regard to case', () => {
    assert.equal(comparison.stringEquals('Straße', 'STRASSE'), false, 'case folding does not change the length');
    assert.equal(comparison.stringEquals('Ärger', 'äRGER'), true);
    assert.equal(comparison.stringLess('a', 'B'), true);
    assert.equal(comparison.stringLess('B', 'a'), false);
    assert.equal(comparison.stringLess('A', 'a'), false);
  });

  it('ignores the scale of Decimals', () => {
    assert.equal(comparison.decimalEquals(Decimal.parse('1.10'), Decimal.parse('1.1')), true);
  });

  it('finds NaN in no order', () => {
    const nan = new ApexDouble(Number.NaN);
    assert.equal(comparison.doubleEquals(nan, nan), false);
    assert.equal(comparison.doubleLessOrEqual(nan, nan), false);
  });
});

describe('conversions', () => {
  it('takes a Double to Decimal through its text', () => {
    assert.equal(String(conversions.toDecimal(new ApexDouble(1.1))), '1.1');
    assert.equal(conversions.toDecimal(null), null);
  });

  it('cuts and wraps when it narrows', () => {
    assert.equal(conversions.toInteger(Decimal.parse('-3.9')), -3);
    assert.equal(conversions.toInteger(4294967297n), 1);
  });

  it('makes 18 characters of an id and refuses what is none', () => {
    assert.equal(conversions.toId('001000000000001'), '001000000000001AAA');
    throwsApex(() => conversions.toId('not an id'), 'System.StringException', 'Invalid id: not an id');
  });

  it('names both types when a cast fails', () => {
    throwsApex(
      () => conversions.cast(runtimeType('Integer'), Decimal.ONE),
      'System.TypeException',
      'Invalid conversion from runtime type Decimal to Integer'
    );
    assert.equal(conversions.cast(runtimeType('Integer'), null), null);
  });

  it('prints null in concatenations', () => {
    assert.equal(conversions.concatenate('a', null, 1, 2n, true), 'anull12true');
  });
});
