/**
 * Apex Double: a 64-bit float in a wrapper, so that a value behind `Object` still knows that it is a Double and not an
 * Integer. Texts are Java's Double.toString (1.0, 1.0E10).
 */
import { Decimal } from './decimal.ts';

export class ApexDouble {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }

  /** Double to Decimal goes through the text (Apex Developer Guide, "Primitive Data Types"): 1 becomes 1.0. Null for NaN and infinities. */
  toDecimal(): Decimal | null {
    return Decimal.parse(javaDoubleText(this.value));
  }

  /** Java's narrowing: without the fraction, no farther than the largest and smallest Integer or Long; NaN is 0. */
  toWhole(bits: 32 | 64): bigint {
    if (Number.isNaN(this.value)) return 0n;
    const range = 1n << BigInt(bits - 1);
    if (this.value >= Number(range)) return range - 1n;
    return this.value <= -Number(range) ? -range : BigInt(Math.trunc(this.value));
  }

  toString(): string {
    return javaDoubleText(this.value);
  }
}

/** java.lang.Double.toString: at least one decimal, computerised scientific notation from 10^7 and below 10^-3. */
export function javaDoubleText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const magnitude = Math.abs(value);
  if (magnitude >= 1e-3 && magnitude < 1e7) {
    const text = value.toString();
    return text.includes('.') ? text : `${text}.0`;
  }
  const [mantissa, exponent] = value.toExponential().split('e') as [string, string];
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${Number(exponent)}`;
}

/** `Double.valueOf(String)`: null when Java would not parse it. */
export function parseDouble(text: string): ApexDouble | null {
  const trimmed = text.trim();
  if (/^[+-]?(NaN|Infinity)$/.test(trimmed)) return new ApexDouble(Number(trimmed.replace(/^[+-]?NaN$/, 'NaN')));
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[dDfF]?$/.test(trimmed)) return null;
  return new ApexDouble(Number(trimmed.replace(/[dDfF]$/, '')));
}
