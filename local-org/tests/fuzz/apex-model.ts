/**
 * Apex values and operators, written a second time from the rules (java.lang.Integer and Long, java.math.BigDecimal with
 * MathContext(33, HALF_UP), Double.toString, the Apex Developer Guide on null and text) without the runtime's code, so
 * that the two can be compared. Integer and Long are bigints here, dates are days and datetimes milliseconds since 1970.
 */
import { civilText, datetimeText } from './apex-calendar.ts';

export type Type = 'Integer' | 'Long' | 'Double' | 'Decimal' | 'Boolean' | 'String' | 'Date' | 'Datetime';

/** BigDecimal: `digits` times ten to the power of `-scale`. */
export interface Dec {
  readonly digits: bigint;
  readonly scale: number;
}

export type Value = null | bigint | number | boolean | string | Dec;

/** An Apex exception, as its text. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

export function nullPointer(): never {
  throw new Refused('System.NullPointerException: Attempt to de-reference a null object');
}

/** What a library method says of an argument; receivers and operators are de-referenced. */
export function nullArgument(): never {
  throw new Refused('System.NullPointerException: Argument cannot be null.');
}

function divideByZero(): never {
  throw new Refused('System.MathException: Divide by 0');
}

/** The low bits of a whole number, as two's complement. */
export function wrap(bits: 32 | 64, value: bigint): bigint {
  const size = 1n << BigInt(bits);
  const low = ((value % size) + size) % size;
  return low >= size / 2n ? low - size : low;
}

export const bitsOf = (type: Type): 32 | 64 => (type === 'Integer' ? 32 : 64);

const DIGITS = 33;
const ten = (power: number): bigint => BigInt(`1${'0'.repeat(power)}`);
const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);

export function decimal(text: string): Dec {
  const [whole, fraction = ''] = text.split('.');
  return { digits: BigInt(whole! + fraction), scale: fraction.length };
}

function aligned(a: Dec, b: Dec): [bigint, bigint, number] {
  const scale = Math.max(a.scale, b.scale);
  return [a.digits * ten(scale - a.scale), b.digits * ten(scale - b.scale), scale];
}

/** Long division, digit by digit, to 33 significant ones. */
export function divideDecimals(a: Dec, b: Dec): Dec {
  const preferred = a.scale - b.scale;
  if (b.digits === 0n) divideByZero();
  const lowest = preferred < 0 ? 0 : preferred;
  if (a.digits === 0n) return { digits: 0n, scale: lowest };
  const divisor = magnitude(b.digits);
  let rest = magnitude(a.digits) % divisor;
  let written = (magnitude(a.digits) / divisor).toString().replace(/^0$/, '');
  let scale = preferred;
  while (rest !== 0n && written.length <= DIGITS) {
    rest *= 10n;
    const digit = rest / divisor;
    rest %= divisor;
    if (written !== '' || digit !== 0n) written += String(digit);
    scale++;
  }
  const dropped = written.slice(DIGITS);
  const exact = rest === 0n && /^0*$/.test(dropped);
  let kept = BigInt(written.slice(0, DIGITS)) + (dropped >= '5' ? 1n : 0n);
  scale -= dropped.length;
  if (kept.toString().length > DIGITS) {
    kept /= 10n;
    scale--;
  }
  while (exact && scale > lowest && kept % 10n === 0n) {
    kept /= 10n;
    scale--;
  }
  if (scale < 0) {
    kept *= ten(-scale);
    scale = 0;
  }
  return { digits: a.digits < 0n === b.digits < 0n ? kept : -kept, scale };
}

/** Cuts to a scale; halves go up, down or to the even neighbour. */
export function rounded(value: Dec, scale: number, half: 'up' | 'down' | 'even' | 'truncate'): Dec {
  if (scale >= value.scale) return { digits: value.digits * ten(scale - value.scale), scale };
  const unit = ten(value.scale - scale);
  const whole = magnitude(value.digits) / unit;
  const twice = (magnitude(value.digits) % unit) * 2n;
  const tie = half === 'up' || (half === 'even' && whole % 2n === 1n);
  const up = half !== 'truncate' && (twice > unit || (twice === unit && tie));
  const digits = whole + (up ? 1n : 0n);
  return { digits: value.digits < 0n ? -digits : digits, scale };
}

/** BigDecimal.toString: an exponent below 10^-6 and for scales below zero. */
export function decimalText({ digits, scale }: Dec): string {
  const all = magnitude(digits).toString();
  const power = all.length - scale - 1;
  if (scale < 0 || power < -6) {
    const behind = all.length > 1 ? `.${all.slice(1)}` : '';
    return `${digits < 0n ? '-' : ''}${all.slice(0, 1)}${behind}E${power < 0 ? '-' : '+'}${Math.abs(power)}`;
  }
  if (scale === 0) return digits.toString();
  const unit = ten(scale);
  const fraction = (magnitude(digits) % unit).toString();
  return `${digits < 0n ? '-' : ''}${magnitude(digits) / unit}.${'0'.repeat(scale - fraction.length)}${fraction}`;
}

/** Double.toString, built from the shortest digits that identify the number. */
export function doubleText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  if (value === 0) return `${sign}0.0`;
  const [mantissa, power] = Math.abs(value).toExponential().split('e') as [string, string];
  const digits = mantissa.replace('.', '');
  const exponent = Number(power);
  if (exponent < -3 || exponent > 6) return `${sign}${digits[0]}.${digits.slice(1) || '0'}E${exponent}`;
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const padded = digits.padEnd(exponent + 1, '0');
  return `${sign}${padded.slice(0, exponent + 1)}.${padded.slice(exponent + 1) || '0'}`;
}

/** What `'' + value` shows. */
export function textOf(type: Type, value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'object') return decimalText(value);
  switch (type) {
    case 'Double':
      return doubleText(value as number);
    case 'Date':
      return `${civilText(value as bigint)} 00:00:00`;
    case 'Datetime':
      return datetimeText(value as bigint);
    default:
      return value.toString();
  }
}

function doubleToDecimal(value: number): Dec {
  const text = doubleText(value);
  const [mantissa, exponent = '0'] = text.split('E') as [string, string?];
  if (!Number.isFinite(value)) throw new Refused(`System.TypeException: Invalid decimal: ${text}`);
  const { digits, scale } = decimal(mantissa);
  return { digits, scale: scale - Number(exponent) };
}

/** Double.intValue and longValue stop at the largest and smallest value. */
function doubleToWhole(bits: 32 | 64, value: number): bigint {
  if (Number.isNaN(value)) return 0n;
  const limit = 1n << BigInt(bits - 1);
  if (value >= Number(limit)) return limit - 1n;
  return value <= -Number(limit) ? -limit : BigInt(Math.trunc(value));
}

/** Implicit conversions and numeric casts; null stays null. */
export function convert(from: Type, to: Type, value: Value): Value {
  if (value === null || from === to) return value;
  if (to === 'Datetime') return (value as bigint) * 86_400_000n;
  if (to === 'Integer' || to === 'Long') {
    if (from === 'Double') return doubleToWhole(bitsOf(to), value as number);
    return wrap(bitsOf(to), from === 'Decimal' ? rounded(value as Dec, 0, 'truncate').digits : (value as bigint));
  }
  if (to === 'Double') return from === 'Decimal' ? Number(decimalText(value as Dec)) : Number(value);
  return from === 'Double' ? doubleToDecimal(value as number) : { digits: value as bigint, scale: 0 };
}

export type ArithmeticOperator = '+' | '-' | '*' | '/';

/** Both operands already have the type. The right one is evaluated before a null on the left is noticed. */
export function arithmetic(type: Type, operator: ArithmeticOperator, a: Value, b: Value): Value {
  if (a === null || b === null) return nullPointer();
  if (type === 'Double') return doubleArithmetic(operator, a as number, b as number);
  if (type === 'Decimal') return decimalArithmetic(operator, a as Dec, b as Dec);
  const [left, right] = [a as bigint, b as bigint];
  const bits = bitsOf(type);
  switch (operator) {
    case '+':
      return wrap(bits, left + right);
    case '-':
      return wrap(bits, left - right);
    case '*':
      return wrap(bits, left * right);
    case '/':
      return right === 0n ? divideByZero() : wrap(bits, left / right);
  }
}

function doubleArithmetic(operator: ArithmeticOperator, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0 ? divideByZero() : a / b;
  }
}

function decimalArithmetic(operator: ArithmeticOperator, a: Dec, b: Dec): Dec {
  const [left, right, scale] = aligned(a, b);
  switch (operator) {
    case '+':
      return { digits: left + right, scale };
    case '-':
      return { digits: left - right, scale };
    case '*':
      return { digits: a.digits * b.digits, scale: a.scale + b.scale };
    case '/':
      return divideDecimals(a, b);
  }
}

export type BitOperator = '&' | '|' | '^' | '<<' | '>>' | '>>>';

export function bitwise(type: Type, operator: BitOperator, a: Value, b: Value): bigint {
  if (a === null || b === null) return nullPointer();
  const [left, right] = [a as bigint, b as bigint];
  const bits = bitsOf(type);
  const unsigned = left < 0n ? left + (1n << BigInt(bits)) : left;
  const count = ((right % BigInt(bits)) + BigInt(bits)) % BigInt(bits);
  switch (operator) {
    case '&':
      return left & right;
    case '|':
      return left | right;
    case '^':
      return left ^ right;
    case '<<':
      return wrap(bits, left * (1n << count));
    // Floor division: the sign is drawn in from the left.
    case '>>':
      return left < 0n ? -((-left + (1n << count) - 1n) / (1n << count)) : left / (1n << count);
    case '>>>':
      return wrap(bits, unsigned / (1n << count));
  }
}

const ACCENTS: Readonly<Record<string, string>> = { é: 'e', è: 'e', ü: 'u' };

/** Order of texts made of blanks, digits and letters: by letter first, accents break ties, case counts for nothing. */
export function compareTexts(a: string, b: string): number {
  const letters = (text: string): string => text.toLowerCase().replace(/[éèü]/g, (letter) => ACCENTS[letter]!);
  const accents = (text: string): string =>
    text
      .toLowerCase()
      .replace(/[^éèü]/g, '0')
      .replace(/é/g, '1')
      .replace(/è/g, '2')
      .replace(/ü/g, '3');
  const order = (x: string, y: string): number => (x < y ? -1 : Number(x > y));
  return order(letters(a), letters(b)) || order(accents(a), accents(b));
}

function order(type: Type, a: Value, b: Value): number {
  if (type === 'String') return compareTexts(a as string, b as string);
  const [left, right] = type === 'Decimal' ? aligned(a as Dec, b as Dec) : [a as bigint, b as bigint];
  return left < right ? -1 : Number(left > right);
}

export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';

export function compare(type: Type, operator: ComparisonOperator, a: Value, b: Value): boolean {
  if (operator === '==' || operator === '!=') return equal(type, a, b) === (operator === '==');
  if (type === 'String' && (a === null || b === null)) return test(operator, Number(a !== null) - Number(b !== null));
  return a !== null && b !== null && test(operator, order(type, a, b));
}

function equal(type: Type, a: Value, b: Value): boolean {
  if (a === null || b === null) return a === b;
  if (type === 'String') return (a as string).toLowerCase() === (b as string).toLowerCase();
  return type === 'Boolean' ? a === b : order(type, a, b) === 0;
}

function test(operator: '<' | '<=' | '>' | '>=', difference: number): boolean {
  switch (operator) {
    case '<':
      return difference < 0;
    case '<=':
      return difference <= 0;
    case '>':
      return difference > 0;
    case '>=':
      return difference >= 0;
  }
}
