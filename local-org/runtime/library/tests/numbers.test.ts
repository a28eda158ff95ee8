import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Decimal } from '../../values/decimal.ts';
import { ApexDouble } from '../../values/double.ts';
import { assertThrows, call, decimal, double, enumValue, setUp } from './harness.ts';

setUp();
const shown = (value: unknown): unknown =>
  value instanceof Decimal || value instanceof ApexDouble ? value.toString() : value;

/** [member, self and arguments, result (texts for Decimal and Double)] */
const TABLE: [string, unknown[], unknown][] = [
  ['Integer.static Integer valueOf(String text)', ['-12'], -12],
  ['Integer.static Integer valueOf(Object value)', [decimal('3.9')], 3],
  ['Integer.static Integer MAX_VALUE', [], 2147483647],
  ['Integer.String format()', [-1234567], '-1,234,567'],
  ['Long.static Long valueOf(String text)', ['9223372036854775807'], 9223372036854775807n],
  ['Long.Integer intValue()', [4294967297n], 1],
  ['Double.static Double valueOf(String text)', ['3'], '3.0'],
  ['Double.Integer intValue()', [double(-3.9)], -3],
  ['Double.Integer intValue()', [double(1e20)], 2147483647],
  ['Double.Long longValue()', [double(Number.NaN)], 0n],
  ['Double.Long round()', [double(2.5)], 2n],
  ['Boolean.static Boolean valueOf(String text)', ['TRUE'], true],
  ['Boolean.static Boolean valueOf(String text)', ['yes'], false],
  ['Decimal.static Decimal valueOf(String text)', ['12.4567'], '12.4567'],
  ['Decimal.static Decimal valueOf(Double value)', [double(5)], '5.0'],
  ['Decimal.static Decimal valueOf(Long value)', [5n], '5'],
  ['Decimal.Decimal setScale(Integer scale)', [decimal('2.345'), 2], '2.34'],
  ['Decimal.Decimal setScale(Integer scale)', [decimal('2'), 2], '2.00'],
  ['Decimal.Decimal divide(Decimal divisor, Integer scale)', [decimal('19'), decimal('100'), 3], '0.190'],
  ['Decimal.Long round()', [decimal('5.5')], 6n],
  ['Decimal.Long round()', [decimal('4.5')], 4n],
  ['Decimal.Decimal pow(Integer exponent)', [decimal('4.12'), 2], '16.9744'],
  ['Decimal.Integer precision()', [decimal('0.00123')], 3],
  ['Decimal.Integer scale()', [decimal('0.00123')], 5],
  ['Decimal.Integer intValue()', [decimal('4294967297.9')], 1],
  ['Decimal.String format()', [decimal('12345.6789')], '12,345.679'],
  ['Decimal.String toPlainString()', [decimal('12345600')], '12345600'],
  ['Math.static Integer abs(Integer value)', [-2147483648], -2147483648],
  ['Math.static Integer max(Integer left, Integer right)', [3, -4], 3],
  ['Math.static Long min(Long left, Long right)', [3n, -4n], -4n],
  ['Math.static Decimal max(Decimal left, Decimal right)', [decimal('1.10'), decimal('1.1')], '1.10'],
  ['Math.static Decimal ceil(Decimal value)', [decimal('-1.5')], '-1'],
  ['Math.static Decimal floor(Decimal value)', [decimal('-1.5')], '-2'],
  ['Math.static Integer mod(Integer value, Integer by)', [-7, 3], -1],
  ['Math.static Double rint(Double value)', [double(2.5)], '2.0'],
  ['Math.static Integer round(Double value)', [double(3.5)], 4],
  ['Math.static Integer round(Decimal value)', [decimal('4.5')], 4],
  ['Math.static Long roundToLong(Double value)', [double(-1.5)], -2n],
  ['Math.static Decimal signum(Decimal value)', [decimal('-0.1')], '-1'],
  ['Math.static Double sqrt(Double value)', [double(9)], '3.0'],
  ['Math.static Double pow(Double base, Double exponent)', [double(2), double(10)], '1024.0'],
  ['Math.static Double PI', [], '3.141592653589793']
];
for (const [member, args, expected] of TABLE) {
  test(`${member} of ${args.map(String).join()}`, () => assert.equal(shown(call(member, ...args)), expected));
}

test('numbers that are none, or do not fit', () => {
  for (const bad of ['abc', '', '1.5', '2147483648', '1,000']) {
    assertThrows(
      () => call('Integer.static Integer valueOf(String text)', bad),
      'System.TypeException',
      `Invalid integer: ${bad}`
    );
  }
  assertThrows(
    () => call('Long.static Long valueOf(String text)', '9223372036854775808'),
    'System.TypeException',
    'Invalid long: 9223372036854775808'
  );
  assertThrows(
    () => call('Decimal.static Decimal valueOf(String text)', 'x'),
    'System.TypeException',
    'Invalid decimal: x'
  );
  assertThrows(
    () => call('Double.static Double valueOf(String text)', '1x'),
    'System.TypeException',
    'Invalid double: 1x'
  );
  assertThrows(
    () => call('Integer.static Integer valueOf(String text)', null),
    'System.NullPointerException',
    'Argument cannot be null.'
  );
});

test('divisions by zero and roundings that may not happen', () => {
  assertThrows(
    () => call('Math.static Integer mod(Integer value, Integer by)', 1, 0),
    'System.MathException',
    'Divide by 0'
  );
  assertThrows(
    () => call('Decimal.Decimal divide(Decimal divisor, Integer scale)', decimal('1'), decimal('0.0'), 2),
    'System.MathException',
    'Divide by 0'
  );
  assertThrows(
    () =>
      call(
        'Decimal.Decimal setScale(Integer scale, System.RoundingMode mode)',
        decimal('1.5'),
        0,
        enumValue('RoundingMode', 'UNNECESSARY')
      ),
    'System.MathException',
    'Scale insufficient'
  );
  assert.equal(
    shown(
      call(
        'Decimal.Decimal setScale(Integer scale, System.RoundingMode mode)',
        decimal('1.45'),
        1,
        enumValue('RoundingMode', 'HALF_UP')
      )
    ),
    '1.5'
  );
});

test('a whole number survives its text', () => {
  fc.assert(
    fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), (value) => {
      assert.equal(
        call('Integer.static Integer valueOf(String text)', call('String.static String valueOf(Integer value)', value)),
        value
      );
    })
  );
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
      assert.equal(
        call('Long.static Long valueOf(String text)', call('String.static String valueOf(Long value)', value)),
        value
      );
    })
  );
});

test('a random number is at least 0 and less than 1', () => {
  for (let count = 0; count < 100; count += 1) {
    const { value } = call('Math.static Double random()') as ApexDouble;
    assert.ok(value >= 0 && value < 1);
  }
});
