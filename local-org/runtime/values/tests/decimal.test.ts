import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Decimal } from '../decimal.ts';
import { divideRounded, ROUNDING_MODES } from '../rounding.ts';
import type { RoundingMode } from '../rounding.ts';

const decimal = (text: string): Decimal => Decimal.parse(text)!;
const decimals = fc
  .tuple(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), fc.integer({ min: -8, max: 40 }))
  .map(([unscaled, scale]) => new Decimal(unscaled, scale));

/** An independent model: exact fractions. */
interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}
const fraction = (value: Decimal): Fraction =>
  value.scale >= 0
    ? { over: value.unscaled, under: 10n ** BigInt(value.scale) }
    : { over: value.unscaled * 10n ** BigInt(-value.scale), under: 1n };
const same = (left: Fraction, right: Fraction): boolean => left.over * right.under === right.over * left.under;
const minus = (left: Fraction, right: Fraction): Fraction => ({
  over: left.over * right.under - right.over * left.under,
  under: left.under * right.under
});
const positive = (value: bigint): bigint => (value < 0n ? -value : value);

test('addition, subtraction and multiplication are exact, with BigDecimal scales', () => {
  fc.assert(
    fc.property(decimals, decimals, (a, b) => {
      const [fa, fb] = [fraction(a), fraction(b)];
      assert.ok(
        same(fraction(a.add(b)), { over: fa.over * fb.under + fb.over * fa.under, under: fa.under * fb.under })
      );
      assert.equal(a.add(b).scale, Math.max(a.scale, b.scale));
      assert.ok(same(fraction(a.subtract(b)), minus(fa, fb)));
      assert.ok(same(fraction(a.multiply(b)), { over: fa.over * fb.over, under: fa.under * fb.under }));
      assert.equal(a.multiply(b).scale, a.scale + b.scale);
    })
  );
});

test('comparison is by value', () => {
  fc.assert(
    fc.property(decimals, decimals, (a, b) => {
      const difference = minus(fraction(a), fraction(b)).over;
      assert.equal(a.compareTo(b), difference === 0n ? 0 : difference < 0n ? -1 : 1);
    })
  );
});

test('division is within half a unit of the 33rd significant digit', () => {
  fc.assert(
    fc.property(
      decimals,
      decimals.filter((value) => value.unscaled !== 0n),
      (a, b) => {
        const quotient = a.divide(b);
        const [fa, fb] = [fraction(a), fraction(b)];
        const exact = { over: fa.over * fb.under * (fb.over < 0n ? -1n : 1n), under: fa.under * positive(fb.over) };
        const error = minus(fraction(quotient), exact);
        assert.ok(quotient.precision() <= 33);
        if (error.over === 0n) return;
        assert.equal(quotient.precision(), 33, 'a rounded quotient uses all digits');
        const unit = fraction(new Decimal(1n, quotient.scale));
        assert.ok(2n * positive(error.over) * unit.under <= unit.over * positive(error.under));
      }
    )
  );
});

test('divideTo and setScale round by every mode as the definition says', () => {
  const modes = fc.constantFrom(...ROUNDING_MODES.filter((mode) => mode !== 'UNNECESSARY'));
  fc.assert(
    fc.property(decimals, fc.integer({ min: -6, max: 40 }), modes, (a, scale, mode) => {
      const rounded = a.setScale(scale, mode);
      assert.equal(rounded.scale, scale);
      const error = minus(fraction(rounded), fraction(a));
      const unit = fraction(new Decimal(1n, scale));
      const twice = 2n * positive(error.over) * unit.under;
      const whole = unit.over * positive(error.under);
      if (mode.startsWith('HALF')) assert.ok(twice <= whole);
      else assert.ok(twice < 2n * whole);
      const away = error.over !== 0n && error.over > 0n === a.unscaled > 0n;
      if (mode === 'DOWN') assert.ok(!away);
      if (mode === 'UP') assert.ok(error.over === 0n || away);
      if (mode === 'CEILING') assert.ok(error.over >= 0n);
      if (mode === 'FLOOR') assert.ok(error.over <= 0n);
      if (twice === whole && mode === 'HALF_UP') assert.ok(away);
      if (twice === whole && mode === 'HALF_DOWN') assert.ok(!away);
      if (twice === whole && mode === 'HALF_EVEN') assert.equal(rounded.unscaled % 2n, 0n);
      assert.ok(a.divideTo(Decimal.ONE, scale, mode).equals(rounded));
    })
  );
});

test('the documented table of rounding modes', () => {
  const inputs = ['5.5', '1.1', '-1.1', '-2.7', '2.5'];
  const table: Record<Exclude<RoundingMode, 'UNNECESSARY'>, bigint[]> = {
    CEILING: [6n, 2n, -1n, -2n, 3n],
    DOWN: [5n, 1n, -1n, -2n, 2n],
    FLOOR: [5n, 1n, -2n, -3n, 2n],
    HALF_DOWN: [5n, 1n, -1n, -3n, 2n],
    HALF_EVEN: [6n, 1n, -1n, -3n, 2n],
    HALF_UP: [6n, 1n, -1n, -3n, 3n],
    UP: [6n, 2n, -2n, -3n, 3n]
  };
  for (const [mode, expected] of Object.entries(table)) {
    assert.deepEqual(
      inputs.map((input) => decimal(input).toBigInt(mode as RoundingMode)),
      expected,
      mode
    );
  }
  assert.throws(() => divideRounded(1n, 2n, 'UNNECESSARY'));
  assert.equal(divideRounded(4n, 2n, 'UNNECESSARY'), 2n);
});

test('divisions seen on real orgs', () => {
  assert.equal(decimal('1').divide(decimal('31')).toPlainString(), '0.0322580645161290322580645161290323');
  assert.equal(decimal('3').divide(decimal('7')).toPlainString(), '0.428571428571428571428571428571429');
  assert.equal(decimal('1.0000').divide(decimal('3.00')).toPlainString(), '0.333333333333333333333333333333333');
  assert.equal(decimal('1.0').divide(decimal('4.0')).toPlainString(), '0.25');
  assert.equal(decimal('2.10').divide(decimal('2.0')).toPlainString(), '1.05');
  // BigDecimal's preferred scale, but none below zero; exact quotients are never padded beyond the precision.
  assert.equal(decimal('0').divide(decimal('7.000')).scale, 0);
  assert.equal(String(decimal('50.0').divide(decimal('0.50'))), '100');
  assert.equal(decimal(`5.${'0'.repeat(40)}`).divide(decimal('5')).scale, 32);
  assert.equal(
    decimal('5').divideTo(decimal('3'), 30, 'HALF_EVEN').toPlainString(),
    '1.666666666666666666666666666667'
  );
});

test('text and back', () => {
  fc.assert(
    fc.property(decimals, (value) => {
      const back = decimal(value.toPlainString());
      assert.equal(back.compareTo(value), 0);
      if (value.scale >= 0) assert.ok(back.equals(value));
    })
  );
  const plain: [string, string][] = [
    ['1.10', '1.10'],
    ['1E+3', '1000'],
    ['-0.05', '-0.05'],
    ['.5', '0.5'],
    ['12e-4', '0.0012'],
    ['0.00', '0.00']
  ];
  for (const [input, output] of plain) assert.equal(decimal(input).toPlainString(), output);
  for (const bad of ['', 'abc', '1,000', '1.2.3', ' 1', '--1', '1e', '.']) assert.equal(Decimal.parse(bad), null, bad);
});

test('precision, scale and trailing zeros', () => {
  assert.equal(decimal('123.45').precision(), 5);
  assert.equal(decimal('0').precision(), 1);
  assert.equal(decimal('1.100').stripTrailingZeros().toPlainString(), '1.1');
  assert.equal(decimal('100').stripTrailingZeros().scale, -2);
  assert.ok(!decimal('1.1').equals(decimal('1.10')));
});
