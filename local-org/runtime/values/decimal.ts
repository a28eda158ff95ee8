/**
 * Apex Decimal: java.math.BigDecimal, an unscaled integer and a scale. Scale is part of the value (1.10 prints as 1.10)
 * though not of its order (1.10 == 1.1).
 *
 * Facts: Apex Developer Guide "Primitive Data Types" (scale comes from the field, the text, or Double.toString) and
 * Apex Reference Guide "Decimal Class". Division: `1/31` is 0.0322580645161290322580645161290323 and `3/7` and `1/3`
 * have 33 decimals on real orgs (octoberswimmer/aer-dist issues 345 and 34; force201.wordpress.com/2010/03/12), hence
 * 33 significant digits, rounded half up, exact quotients with BigDecimal's preferred scale.
 */
import { absolute, divideRounded } from './rounding.ts';
import type { RoundingMode } from './rounding.ts';

/** Significant digits of `/` on Decimals. */
export const DIVISION_PRECISION = 33;

const NUMBER = /^(?<sign>[+-])?(?:(?<whole>\d+)(?:\.(?<fraction>\d*))?|\.(?<only>\d+))(?:[eE](?<exponent>[+-]?\d+))?$/;

const powers: bigint[] = [1n];
/** 10 to a non-negative power. */
export function powerOfTen(exponent: number): bigint {
  while (powers.length <= exponent && powers.length < 400) powers.push(powers[powers.length - 1]! * 10n);
  return powers[exponent] ?? 10n ** BigInt(exponent);
}

export class Decimal {
  static readonly ZERO = new Decimal(0n, 0);
  static readonly ONE = new Decimal(1n, 0);

  readonly unscaled: bigint;
  readonly scale: number;

  constructor(unscaled: bigint, scale: number) {
    this.unscaled = unscaled;
    this.scale = scale;
  }

  static fromInteger(value: number | bigint): Decimal {
    return new Decimal(BigInt(value), 0);
  }

  /** The text of a literal, a field or `Decimal.valueOf(String)`; null when it is not a number in BigDecimal's syntax. */
  static parse(text: string): Decimal | null {
    const groups = NUMBER.exec(text)?.groups;
    if (!groups) return null;
    const fraction = groups['fraction'] ?? groups['only'] ?? '';
    const digits = BigInt((groups['whole'] ?? '') + fraction);
    const exponent = groups['exponent'] === undefined ? 0 : Number(groups['exponent']);
    return new Decimal(groups['sign'] === '-' ? -digits : digits, fraction.length - exponent);
  }

  add(other: Decimal): Decimal {
    const scale = Math.max(this.scale, other.scale);
    return new Decimal(this.unscaledAt(scale) + other.unscaledAt(scale), scale);
  }

  subtract(other: Decimal): Decimal {
    const scale = Math.max(this.scale, other.scale);
    return new Decimal(this.unscaledAt(scale) - other.unscaledAt(scale), scale);
  }

  multiply(other: Decimal): Decimal {
    return new Decimal(this.unscaled * other.unscaled, this.scale + other.scale);
  }

  negate(): Decimal {
    return new Decimal(-this.unscaled, this.scale);
  }

  abs(): Decimal {
    return this.unscaled < 0n ? this.negate() : this;
  }

  /** The operator `/`. The divisor must not be zero: operators and library check that first ("Divide by 0"). */
  divide(divisor: Decimal): Decimal {
    const preferred = this.scale - divisor.scale;
    // A quotient shows no exponent: whether an org's has a scale below zero is not known.
    const lowest = Math.max(preferred, 0);
    if (this.unscaled === 0n) return new Decimal(0n, lowest);
    // One digit more than needed on either side, then cut to the precision: the quotient of the unscaled numbers has
    // between (p - q) and (p - q + 1) digits.
    const shift = DIVISION_PRECISION + 1 + digitCount(divisor.unscaled) - digitCount(this.unscaled);
    const numerator = shift > 0 ? this.unscaled * powerOfTen(shift) : this.unscaled;
    const denominator = shift < 0 ? divisor.unscaled * powerOfTen(-shift) : divisor.unscaled;
    const length = digitCount(numerator / denominator);
    const excess = Math.max(length - DIVISION_PRECISION, 0);
    const rounded = divideRounded(numerator, denominator * powerOfTen(excess), 'HALF_UP');
    const result = new Decimal(rounded, preferred + shift - excess);
    const exact = rounded * denominator * powerOfTen(excess) === numerator;
    return exact ? result.strippedTo(lowest) : result.withinPrecision(DIVISION_PRECISION);
  }

  /** The quotient with exactly `scale` decimals. The divisor must not be zero. */
  divideTo(divisor: Decimal, scale: number, mode: RoundingMode): Decimal {
    const shift = scale - this.scale + divisor.scale;
    const numerator = shift > 0 ? this.unscaled * powerOfTen(shift) : this.unscaled;
    const denominator = shift < 0 ? divisor.unscaled * powerOfTen(-shift) : divisor.unscaled;
    return new Decimal(divideRounded(numerator, denominator, mode), scale);
  }

  setScale(scale: number, mode: RoundingMode): Decimal {
    if (scale >= this.scale) return new Decimal(this.unscaledAt(scale), scale);
    return new Decimal(divideRounded(this.unscaled, powerOfTen(this.scale - scale), mode), scale);
  }

  /** The nearest whole number. */
  toBigInt(mode: RoundingMode): bigint {
    return this.setScale(0, mode).unscaled;
  }

  /** A non-negative whole power; the scale multiplies too. */
  pow(exponent: number): Decimal {
    return new Decimal(this.unscaled ** BigInt(exponent), this.scale * exponent);
  }

  signum(): -1 | 0 | 1 {
    return this.unscaled === 0n ? 0 : this.unscaled < 0n ? -1 : 1;
  }

  /** Order by value, scale ignored: negative, zero or positive. */
  compareTo(other: Decimal): -1 | 0 | 1 {
    const scale = Math.max(this.scale, other.scale);
    const left = this.unscaledAt(scale);
    const right = other.unscaledAt(scale);
    return left === right ? 0 : left < right ? -1 : 1;
  }

  /** Same value and same scale: how Decimals are told apart as keys. */
  equals(other: Decimal): boolean {
    return this.scale === other.scale && this.unscaled === other.unscaled;
  }

  /** Total number of digits, 1 for zero. */
  precision(): number {
    return digitCount(this.unscaled);
  }

  stripTrailingZeros(): Decimal {
    return this.unscaled === 0n ? Decimal.ZERO : this.strippedTo(Number.NEGATIVE_INFINITY);
  }

  toNumber(): number {
    return Number(`${this.unscaled}e${-this.scale}`);
  }

  toPlainString(): string {
    if (this.scale <= 0) return (this.unscaled * powerOfTen(-this.scale)).toString();
    const digits = absolute(this.unscaled)
      .toString()
      .padStart(this.scale + 1, '0');
    const sign = this.unscaled < 0n ? '-' : '';
    return `${sign}${digits.slice(0, -this.scale)}.${digits.slice(-this.scale)}`;
  }

  /** As java.math.BigDecimal prints it: with an exponent when the scale is negative or the value below 10^-6. */
  toString(): string {
    const digits = absolute(this.unscaled).toString();
    const exponent = digits.length - 1 - this.scale;
    if (this.scale >= 0 && exponent >= -6) return this.toPlainString();
    const mantissa = digits.length === 1 ? digits : `${digits[0]!}.${digits.slice(1)}`;
    return `${this.unscaled < 0n ? '-' : ''}${mantissa}E${exponent < 0 ? '' : '+'}${exponent}`;
  }

  private unscaledAt(scale: number): bigint {
    return scale === this.scale ? this.unscaled : this.unscaled * powerOfTen(scale - this.scale);
  }

  private withinPrecision(precision: number): Decimal {
    const excess = digitCount(this.unscaled) - precision;
    return excess > 0
      ? new Decimal(divideRounded(this.unscaled, powerOfTen(excess), 'HALF_UP'), this.scale - excess)
      : this;
  }

  /** Zeros at the end go while the scale is above `scale`. */
  private strippedTo(scale: number): Decimal {
    let unscaled = this.unscaled;
    let current = this.scale;
    while (current > scale && unscaled % 10n === 0n) {
      unscaled /= 10n;
      current -= 1;
    }
    return new Decimal(unscaled, current);
  }
}

function digitCount(value: bigint): number {
  return absolute(value).toString().length;
}
