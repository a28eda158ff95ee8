/**
 * System.Math. Each function exists for the numeric types that the Apex Reference Guide ("Math Class") lists; those of
 * Decimal that Java's BigDecimal lacks are computed as Double and converted back.
 */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { randomInt } from 'node:crypto';
import { Decimal } from '../values/decimal.ts';
import { ApexDouble } from '../values/double.ts';
import { doubleToDecimal } from './decimal.ts';
import type { Members } from './members.ts';
import { given, mathException } from './members.ts';

const real = (value: ApexDouble | null): number => given(value).value;
const double = (value: number): ApexDouble => new ApexDouble(value);

/** `static Double f(Double)` and `static Decimal f(Decimal)` of one real function. */
function realFunction(name: string, compute: (value: number) => number): Members {
  return {
    [`static Double ${name}(Double value)`]: (value: ApexDouble | null) => double(compute(real(value))),
    [`static Decimal ${name}(Decimal value)`]: (value: Decimal | null) =>
      doubleToDecimal(double(compute(given(value).toNumber())))
  };
}

/** `max` or `min` for the four numeric types. */
function extreme(name: string, first: (order: number) => boolean): Members {
  return {
    [`static Decimal ${name}(Decimal left, Decimal right)`]: (left: Decimal | null, right: Decimal | null) =>
      first(given(left).compareTo(given(right))) ? left : right,
    [`static Double ${name}(Double left, Double right)`]: (left: ApexDouble | null, right: ApexDouble | null) =>
      double(name === 'max' ? Math.max(real(left), real(right)) : Math.min(real(left), real(right))),
    [`static Integer ${name}(Integer left, Integer right)`]: (left: number | null, right: number | null) =>
      first(given(left) - given(right)) ? left : right,
    [`static Long ${name}(Long left, Long right)`]: (left: bigint | null, right: bigint | null) =>
      first(given(left) < given(right) ? -1 : 1) ? left : right
  };
}

/** Half even, as java.lang.Math.rint. */
function halfEven(value: number): number {
  if (!Number.isFinite(value) || Math.abs(value) >= 2 ** 52) return value;
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest < 0.5 || (rest === 0.5 && floor % 2 === 0) ? floor : floor + 1;
}

/** Double to Integer or Long after rounding half even; beyond the range it saturates, as in Java. */
function wholeOf(value: number, bits: 32 | 64): bigint {
  if (Number.isNaN(value)) return 0n;
  const range = 1n << BigInt(bits - 1);
  const rounded = halfEven(value);
  if (rounded >= Number(range)) return range - 1n;
  return rounded < -Number(range) ? -range : BigInt(rounded);
}

function divisor<T>(value: T, isZero: boolean): T {
  if (isZero) throw mathException('Divide by 0');
  return value;
}

function positive(value: number, name: string): number {
  if (value <= 0) throw mathException(`Input to ${name} must be greater than 0`);
  return value;
}

function nonNegative(value: number): number {
  if (value < 0) throw mathException('Input to sqrt must be non-negative');
  return value;
}

export const mathType: LibraryType = libraryType(
  'Math',
  {},
  {
    'static Double E': () => double(Math.E),
    'static Double PI': () => double(Math.PI),

    'static Decimal abs(Decimal value)': (value: Decimal | null) => given(value).abs(),
    'static Double abs(Double value)': (value: ApexDouble | null) => double(Math.abs(real(value))),
    'static Integer abs(Integer value)': (value: number | null) => Math.abs(given(value)) | 0,
    'static Long abs(Long value)': (value: bigint | null) => BigInt.asIntN(64, given(value) < 0n ? -value! : value!),
    ...extreme('max', (order) => order >= 0),
    ...extreme('min', (order) => order <= 0),

    'static Decimal ceil(Decimal value)': (value: Decimal | null) => given(value).setScale(0, 'CEILING'),
    'static Double ceil(Double value)': (value: ApexDouble | null) => double(Math.ceil(real(value))),
    'static Decimal floor(Decimal value)': (value: Decimal | null) => given(value).setScale(0, 'FLOOR'),
    'static Double floor(Double value)': (value: ApexDouble | null) => double(Math.floor(real(value))),
    'static Decimal rint(Decimal value)': (value: Decimal | null) => given(value).setScale(0, 'HALF_EVEN'),
    'static Double rint(Double value)': (value: ApexDouble | null) => double(halfEven(real(value))),
    'static Integer round(Decimal value)': (value: Decimal | null) =>
      Number(BigInt.asIntN(32, given(value).toBigInt('HALF_EVEN'))),
    'static Integer round(Double value)': (value: ApexDouble | null) => Number(wholeOf(real(value), 32)),
    'static Long roundToLong(Decimal value)': (value: Decimal | null) =>
      BigInt.asIntN(64, given(value).toBigInt('HALF_EVEN')),
    'static Long roundToLong(Double value)': (value: ApexDouble | null) => wholeOf(real(value), 64),
    'static Decimal signum(Decimal value)': (value: Decimal | null) => Decimal.fromInteger(given(value).signum()),
    'static Double signum(Double value)': (value: ApexDouble | null) => double(Math.sign(real(value))),

    'static Integer mod(Integer value, Integer by)': (value: number | null, by: number | null) =>
      (given(value) % divisor(given(by), by === 0)) | 0,
    'static Long mod(Long value, Long by)': (value: bigint | null, by: bigint | null) =>
      given(value) % divisor(given(by), by === 0n),
    'static Double pow(Double base, Double exponent)': (base: ApexDouble | null, exponent: ApexDouble | null) =>
      double(real(base) ** real(exponent)),
    /** At least 0.0 and less than 1.0. */
    'static Double random()': () => double(randomInt(2 ** 47) / 2 ** 47),

    ...realFunction('sqrt', (value) => Math.sqrt(nonNegative(value))),
    ...realFunction('cbrt', Math.cbrt),
    ...realFunction('exp', Math.exp),
    ...realFunction('log', (value) => Math.log(positive(value, 'log'))),
    ...realFunction('log10', (value) => Math.log10(positive(value, 'log10'))),
    ...realFunction('sin', Math.sin),
    ...realFunction('cos', Math.cos),
    ...realFunction('tan', Math.tan),
    ...realFunction('asin', Math.asin),
    ...realFunction('acos', Math.acos),
    ...realFunction('atan', Math.atan),
    ...realFunction('sinh', Math.sinh),
    ...realFunction('cosh', Math.cosh),
    ...realFunction('tanh', Math.tanh),
    'static Double atan2(Double y, Double x)': (y: ApexDouble | null, x: ApexDouble | null) =>
      double(Math.atan2(real(y), real(x))),
    'static Decimal atan2(Decimal y, Decimal x)': (y: Decimal | null, x: Decimal | null) =>
      doubleToDecimal(double(Math.atan2(given(y).toNumber(), given(x).toNumber())))
  }
);
