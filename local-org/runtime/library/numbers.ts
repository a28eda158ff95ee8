/** Boolean, Integer, Long and Double. */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { notSupported } from '../machine/errors.ts';
import type { ApexException } from '../machine/errors.ts';
import { Decimal } from '../values/decimal.ts';
import { ApexDouble, parseDouble } from '../values/double.ts';
import { deepEquals } from '../values/equality.ts';
import { hashCode } from '../values/keys.ts';
import { textOf } from '../values/text.ts';
import { formatNumber } from './format-number.ts';
import type { Members } from './members.ts';
import { given, mathException, typeException } from './members.ts';

const common: Members = {
  'Boolean equals(Object other)': deepEquals,
  'Integer hashCode()': hashCode
};

/** `Invalid integer: abc`, as the platform words it for each type. */
function invalid(kind: string, text: string): ApexException {
  return typeException(`Invalid ${kind}: ${text}`);
}

const INTEGER_RANGE = 1n << 31n;
const LONG_RANGE = 1n << 63n;

function parseWhole(text: string, range: bigint, kind: string): bigint {
  const trimmed = text.trim();
  if (!/^[+-]?\d+$/.test(trimmed)) throw invalid(kind, text);
  const value = BigInt(trimmed.replace('+', ''));
  if (value < -range || value >= range) throw invalid(kind, text);
  return value;
}

const parseInteger = (text: string): number => Number(parseWhole(text, INTEGER_RANGE, 'integer'));
const parseLong = (text: string): bigint => parseWhole(text, LONG_RANGE, 'long');

/** Half even to a Long, as Decimal's `round`. */
function roundDouble(self: ApexDouble): bigint {
  const decimal = self.toDecimal();
  if (decimal === null) throw mathException('Value is not a number');
  return BigInt.asIntN(64, decimal.toBigInt('HALF_EVEN'));
}

/** History-tracking values and other Objects (`valueOf(Object)`): a value of the type itself, or a text; null stays null (SalesforceFoundation/EDA, ADDR_Seasonal_UTIL). */
function fromObject<T>(
  kind: string,
  own: (value: unknown) => T | null,
  parse: (text: string) => T
): (value: unknown) => T | null {
  return (present) => {
    if (present === null) return null;
    const result = own(present);
    if (result !== null) return result;
    if (typeof present === 'string') return parse(present);
    throw invalid(kind, textOf(present));
  };
}

function parsedDouble(text: string): ApexDouble {
  const parsed = parseDouble(text);
  if (parsed === null) throw invalid('double', text);
  return parsed;
}

/** Texts for a Long, and those that are only known to be an Object, may have decimals that are zeroes (apexfarm/ApexTestKit). */
function withoutZeroes(text: string): string {
  const [, whole, decimals] = /^(-?\d+)\.(\d+)$/.exec(text) ?? [];
  if (whole === undefined || decimals === undefined) return text;
  return /^0+$/.test(decimals) ? whole : notSupported(`valueOf('${text}') as a whole number`);
}

export const numberTypes: LibraryType[] = [
  libraryType(
    'Boolean',
    { isInstance: (value) => typeof value === 'boolean' },
    {
      ...common,
      'String toString()': textOf,
      'static Boolean valueOf(String text)': (text: string | null) => given(text).toLowerCase() === 'true',
      'static Boolean valueOf(Object value)': fromObject(
        'boolean',
        (value) => (typeof value === 'boolean' ? value : null),
        (text) => text.toLowerCase() === 'true'
      )
    }
  ),
  libraryType(
    'Integer',
    { isInstance: (value) => typeof value === 'number' },
    {
      ...common,
      'static Integer MAX_VALUE': () => 2_147_483_647,
      'static Integer MIN_VALUE': () => -2_147_483_648,
      'String format()': (self: number) => formatNumber(Decimal.fromInteger(self)),
      'static Integer valueOf(String text)': (text: string | null) => parseInteger(given(text)),
      'static Integer valueOf(Object value)': fromObject('integer', integerOf, (text) =>
        parseInteger(withoutZeroes(text))
      )
    }
  ),
  libraryType(
    'Long',
    { isInstance: (value) => typeof value === 'bigint' },
    {
      ...common,
      'static Long MAX_VALUE': () => LONG_RANGE - 1n,
      'static Long MIN_VALUE': () => -LONG_RANGE,
      'String format()': (self: bigint) => formatNumber(Decimal.fromInteger(self)),
      'Integer intValue()': (self: bigint) => Number(BigInt.asIntN(32, self)),
      'static Long valueOf(String text)': (text: string | null) => parseLong(withoutZeroes(given(text)))
    }
  ),
  libraryType(
    'Double',
    { isInstance: (value) => value instanceof ApexDouble },
    {
      ...common,
      'static Double MAX_VALUE': () => new ApexDouble(Number.MAX_VALUE),
      'static Double MIN_VALUE': () => new ApexDouble(Number.MIN_VALUE),
      'String format()': (self: ApexDouble) => formatNumber(self.toDecimal() ?? Decimal.ZERO),
      'Integer intValue()': (self: ApexDouble) => Number(self.toWhole(32)),
      'Long longValue()': (self: ApexDouble) => self.toWhole(64),
      'Long round()': roundDouble,
      'static Double valueOf(String text)': (text: string | null) => parsedDouble(given(text)),
      'static Double valueOf(Object value)': fromObject('double', doubleOf, parsedDouble)
    }
  )
];

function integerOf(value: unknown): number | null {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(BigInt.asIntN(32, value));
  if (value instanceof Decimal) return Number(BigInt.asIntN(32, value.toBigInt('DOWN')));
  return value instanceof ApexDouble ? Number(value.toWhole(32)) : null;
}

function doubleOf(value: unknown): ApexDouble | null {
  if (value instanceof ApexDouble) return value;
  if (value instanceof Decimal) return new ApexDouble(value.toNumber());
  return typeof value === 'number' || typeof value === 'bigint' ? new ApexDouble(Number(value)) : null;
}
