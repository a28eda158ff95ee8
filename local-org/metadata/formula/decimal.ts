/**
 * Numbers as formulas compute with them: decimal digits, 39 of them at most, rounded half up
 * (github.com/salesforce/formula-engine, `BigDecimalHelper`).
 */
const DIGITS = 39;
/** Powers are exact to this many digits. */
const POWER_DIGITS = 18;
/** The greatest power of ten that POWER gives. */
const MAX_POWER = 64;

export class FormulaNumber {
  static readonly ZERO = new FormulaNumber(0n, 0);

  readonly unscaled: bigint;
  /** Digits after the point; never negative. */
  readonly scale: number;

  constructor(unscaled: bigint, scale: number) {
    this.unscaled = unscaled;
    this.scale = scale;
  }

  /** Reads what `VALUE` reads: `-12.50`, `.5`, `1e3`; null for other text. */
  static parse(text: string): FormulaNumber | null {
    const parts = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text);
    if (!parts || (parts[2] === '' && (parts[3] ?? '') === '')) return null;
    const fraction = parts[3] ?? '';
    const digits = BigInt(parts[2]! + fraction);
    return shifted(new FormulaNumber(parts[1] === '-' ? -digits : digits, fraction.length), Number(parts[4] ?? 0));
  }

  static of(value: number): FormulaNumber {
    return FormulaNumber.parse(String(value)) ?? FormulaNumber.ZERO;
  }

  get sign(): number {
    return this.unscaled === 0n ? 0 : this.unscaled < 0n ? -1 : 1;
  }

  negated(): FormulaNumber {
    return new FormulaNumber(-this.unscaled, this.scale);
  }

  plus(other: FormulaNumber): FormulaNumber {
    const scale = Math.max(this.scale, other.scale);
    return toDigits(this.#at(scale) + other.#at(scale), scale, DIGITS);
  }

  minus(other: FormulaNumber): FormulaNumber {
    return this.plus(other.negated());
  }

  times(other: FormulaNumber): FormulaNumber {
    return toDigits(this.unscaled * other.unscaled, this.scale + other.scale, DIGITS);
  }

  /** null when the divisor is zero. */
  dividedBy(other: FormulaNumber): FormulaNumber | null {
    if (other.unscaled === 0n) return null;
    const extra = Math.max(0, DIGITS + 2 + length(other.unscaled) - length(this.unscaled));
    const dividend = this.unscaled * 10n ** BigInt(extra);
    const quotient = dividend / other.unscaled;
    // A digit beyond what is kept says on which side of a tie the rest lies.
    const sticky = quotient * other.unscaled === dividend ? 0n : quotient < 0n ? -1n : 1n;
    const scale = this.scale + extra - other.scale + 1;
    const result = quotient * 10n + sticky;
    return scale < 0 ? toDigits(result * 10n ** BigInt(-scale), 0, DIGITS) : stripped(toDigits(result, scale, DIGITS));
  }

  /** Has the sign of the dividend; null when the divisor is zero. */
  remainder(other: FormulaNumber): FormulaNumber | null {
    if (other.unscaled === 0n) return null;
    const scale = Math.max(this.scale, other.scale);
    return new FormulaNumber(this.#at(scale) % other.#at(scale), scale);
  }

  /** null when the result is out of range, or the exponent no whole number. */
  power(exponent: FormulaNumber): FormulaNumber | null {
    const whole = exponent.rounded(0, 'down');
    if (whole.compare(exponent) !== 0) return null;
    const times = Number(whole.unscaled);
    if (this.unscaled !== 0n && Math.log10(Math.abs(this.toDouble())) * times > MAX_POWER) return null;
    if (this.unscaled === 0n && times < 0) return null;
    let result = new FormulaNumber(1n, 0);
    for (let left = Math.abs(times), base = this.rounded(this.scale); left > 0; left = Math.floor(left / 2)) {
      if (left % 2 === 1) result = result.times(base);
      base = base.times(base);
    }
    const raised = times < 0 ? new FormulaNumber(1n, 0).dividedBy(result) : result;
    return raised === null ? null : toDigits(raised.unscaled, raised.scale, POWER_DIGITS);
  }

  compare(other: FormulaNumber): number {
    const scale = Math.max(this.scale, other.scale);
    const a = this.#at(scale);
    const b = other.#at(scale);
    return a < b ? -1 : a > b ? 1 : 0;
  }

  /** To so many digits after the point; a negative number rounds before it. */
  rounded(places: number, mode: 'halfUp' | 'down' | 'up' | 'floor' | 'ceiling' = 'halfUp'): FormulaNumber {
    if (places >= this.scale) return this;
    const factor = 10n ** BigInt(this.scale - places);
    const quotient = this.unscaled / factor;
    const rest = this.unscaled - quotient * factor;
    const away = this.unscaled < 0n ? -1n : 1n;
    const outwards =
      mode === 'halfUp'
        ? abs(rest) * 2n >= factor
        : rest !== 0n && (mode === 'up' || (mode === 'floor' && away < 0n) || (mode === 'ceiling' && away > 0n));
    const kept = outwards ? quotient + away : quotient;
    return places < 0 ? new FormulaNumber(kept * 10n ** BigInt(-places), 0) : new FormulaNumber(kept, places);
  }

  /** The digits as an integer of that scale, rounded half up. */
  scaledTo(scale: number): bigint {
    return this.rounded(scale).#at(scale);
  }

  toDouble(): number {
    return Number(this.toString());
  }

  /** Towards zero. */
  toInteger(): number {
    return Number(this.rounded(0, 'down').unscaled);
  }

  /** Without zeros at the end: `12.5`. */
  toString(): string {
    const { unscaled, scale } = stripped(this);
    const digits = abs(unscaled)
      .toString()
      .padStart(scale + 1, '0');
    const sign = unscaled < 0n ? '-' : '';
    return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  }

  #at(scale: number): bigint {
    return this.unscaled * 10n ** BigInt(scale - this.scale);
  }
}

/** Times a power of ten. */
export function shifted(value: FormulaNumber, places: number): FormulaNumber {
  const scale = value.scale - places;
  return scale >= 0
    ? new FormulaNumber(value.unscaled, scale)
    : new FormulaNumber(value.unscaled * 10n ** BigInt(-scale), 0);
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function length(value: bigint): number {
  return abs(value).toString().length;
}

function stripped(value: FormulaNumber): FormulaNumber {
  let { unscaled, scale } = value;
  while (scale > 0 && unscaled % 10n === 0n) {
    unscaled /= 10n;
    scale--;
  }
  return new FormulaNumber(unscaled, scale);
}

function toDigits(unscaled: bigint, scale: number, digits: number): FormulaNumber {
  const excess = length(unscaled) - digits;
  const value = new FormulaNumber(unscaled, scale);
  return excess > 0 ? value.rounded(scale - excess) : value;
}
