/** System.Decimal. Defaults: Apex Reference Guide, "Decimal Class" (`round`, `setScale` and `divide` round half even). */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import type { ApexEnumValue } from '../machine/apex-object.ts';
import { Decimal } from '../values/decimal.ts';
import { ApexDouble } from '../values/double.ts';
import { deepEquals } from '../values/equality.ts';
import { hashCode } from '../values/keys.ts';
import type { RoundingMode } from '../values/rounding.ts';
import { formatNumber } from './format-number.ts';
import { given, mathException, typeException } from './members.ts';
import { rounding } from './rounding-mode.ts';

/** The guide allows scales between these. */
const MAXIMUM_SCALE = 33;

function checkedScale(scale: number | null): number {
  const value = given(scale);
  if (Math.abs(value) > MAXIMUM_SCALE) throw mathException(`Scale must be between -33 and 33: ${value}`);
  return value;
}

function setScale(self: Decimal, scale: number | null, mode: RoundingMode): Decimal {
  return self.setScale(checkedScale(scale), mode);
}

function divide(self: Decimal, divisor: Decimal | null, scale: number | null, mode: RoundingMode): Decimal {
  if (given(divisor).unscaled === 0n) throw mathException('Divide by 0');
  return self.divideTo(divisor!, checkedScale(scale), mode);
}

/** To a Long; a value beyond its range is an error, as the guide says of `round`. */
function round(self: Decimal, mode: RoundingMode): bigint {
  const value = self.toBigInt(mode);
  if (BigInt.asIntN(64, value) !== value) throw mathException('Decimal cannot be rounded to a Long');
  return value;
}

function pow(self: Decimal, exponent: number | null): Decimal {
  const power = given(exponent);
  if (power < 0 || power > 32_767) throw mathException(`Invalid exponent: ${power}`);
  return self.pow(power);
}

/** @throws System.TypeException `Invalid decimal: abc` */
function parse(text: string): Decimal {
  const parsed = Decimal.parse(text.trim());
  if (parsed === null) throw typeException(`Invalid decimal: ${text}`);
  return parsed;
}

/** @throws System.MathException for NaN and infinities */
export function doubleToDecimal(value: ApexDouble): Decimal {
  const decimal = value.toDecimal();
  if (decimal === null) throw mathException(`Cannot convert ${value.toString()} to a Decimal`);
  return decimal;
}

export const decimalType: LibraryType = libraryType(
  'Decimal',
  { isInstance: (value) => value instanceof Decimal },
  {
    'Decimal abs()': (self: Decimal) => self.abs(),
    'Decimal divide(Decimal divisor, Integer scale)': (self: Decimal, divisor: Decimal | null, scale: number | null) =>
      divide(self, divisor, scale, 'HALF_EVEN'),
    'Decimal divide(Decimal divisor, Integer scale, System.RoundingMode mode)': (
      self: Decimal,
      divisor: Decimal | null,
      scale: number | null,
      mode: ApexEnumValue | null
    ) => rounding(mode, (by) => divide(self, divisor, scale, by)),
    'Double doubleValue()': (self: Decimal) => new ApexDouble(self.toNumber()),
    'Boolean equals(Object other)': (self: Decimal, other: unknown) => deepEquals(self, other),
    'String format()': (self: Decimal) => formatNumber(self),
    'Integer hashCode()': (self: Decimal) => hashCode(self),
    'Integer intValue()': (self: Decimal) => Number(BigInt.asIntN(32, self.toBigInt('DOWN'))),
    'Long longValue()': (self: Decimal) => BigInt.asIntN(64, self.toBigInt('DOWN')),
    'Decimal pow(Integer exponent)': pow,
    'Integer precision()': (self: Decimal) => self.precision(),
    'Long round()': (self: Decimal) => round(self, 'HALF_EVEN'),
    'Long round(System.RoundingMode mode)': (self: Decimal, mode: ApexEnumValue | null) =>
      rounding(mode, (by) => round(self, by)),
    'Integer scale()': (self: Decimal) => self.scale,
    'Decimal setScale(Integer scale)': (self: Decimal, scale: number | null) => setScale(self, scale, 'HALF_EVEN'),
    'Decimal setScale(Integer scale, System.RoundingMode mode)': (
      self: Decimal,
      scale: number | null,
      mode: ApexEnumValue | null
    ) => rounding(mode, (by) => setScale(self, scale, by), 'Scale insufficient'),
    'Decimal stripTrailingZeros()': (self: Decimal) => self.stripTrailingZeros(),
    'String toPlainString()': (self: Decimal) => self.toPlainString(),
    'static Decimal valueOf(Double value)': (value: ApexDouble | null) => doubleToDecimal(given(value)),
    'static Decimal valueOf(Long value)': (value: bigint | null) => Decimal.fromInteger(given(value)),
    'static Decimal valueOf(String text)': (text: string | null) => parse(given(text))
  }
);
