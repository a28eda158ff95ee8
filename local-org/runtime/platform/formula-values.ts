/** Values of Apex as formulas compute with them, and back. */
import { FormulaNumber, shifted } from '../../metadata/formula/decimal.ts';
import type { FormulaType, FormulaValue } from '../../metadata/formula/values.ts';
import { MILLISECONDS_PER_DAY } from '../../metadata/formula/values.ts';
import { notSupported } from '../machine/errors.ts';
import { ApexDate } from '../values/date.ts';
import { ApexDatetime } from '../values/datetime.ts';
import { Decimal } from '../values/decimal.ts';
import { ApexDouble } from '../values/double.ts';
import { ApexTime } from '../values/time.ts';

/** Digits after the point up to which a result is taken: how many a division without an end gives Apex is not known. */
const MAX_SCALE = 18;

/** What a formula may return, by the name in `FormulaEval.FormulaReturnType`. */
export const RESULT_TYPES: Readonly<Record<string, FormulaType>> = {
  BOOLEAN: 'boolean',
  DATE: 'date',
  DATETIME: 'datetime',
  DECIMAL: 'number',
  DOUBLE: 'number',
  INTEGER: 'number',
  LONG: 'number',
  STRING: 'text',
  TIME: 'time'
};

/** Types of Apex that formulas know; ids are texts. */
export const FORMULA_TYPES: Readonly<Record<string, FormulaType>> = {
  Boolean: 'boolean',
  Date: 'date',
  Datetime: 'datetime',
  Decimal: 'number',
  Double: 'number',
  Id: 'text',
  Integer: 'number',
  Long: 'number',
  String: 'text',
  Time: 'time'
};

/** @param isPercent a percent field: formulas see fractions */
export function toFormula(value: unknown, isPercent = false): FormulaValue {
  if (value === null || value === '') return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (value instanceof ApexDate) return value.epochDay;
  if (value instanceof ApexDatetime) return value.milliseconds;
  if (value instanceof ApexTime) return value.millisecondOfDay;
  const number = numberOf(value) ?? notSupported('this value in a formula of Apex');
  return isPercent ? shifted(number, -2) : number;
}

function numberOf(value: unknown): FormulaNumber | null {
  const text = value instanceof ApexDouble ? value.toDecimal()?.toPlainString() : value;
  if (text instanceof Decimal) return FormulaNumber.parse(text.toPlainString());
  return typeof text === 'string' || typeof text === 'number' || typeof text === 'bigint'
    ? FormulaNumber.parse(String(text))
    : null;
}

/** @param type the name in `FormulaEval.FormulaReturnType` */
export function toResult(type: string, value: FormulaValue): unknown {
  // Whether code is given null, an empty text or false is not documented.
  if (value === null)
    return type === 'STRING' || type === 'BOOLEAN' ? notSupported(`a formula of Apex whose ${type} is empty`) : null;
  switch (type) {
    case 'DATE':
      return new ApexDate(value as number);
    case 'DATETIME':
      return new ApexDatetime(value as number);
    case 'TIME':
      return new ApexTime((value as number) % MILLISECONDS_PER_DAY);
    case 'DECIMAL':
    case 'DOUBLE':
    case 'INTEGER':
    case 'LONG':
      return numericResult(type, value as FormulaNumber);
    default:
      return value;
  }
}

function numericResult(type: 'DECIMAL' | 'DOUBLE' | 'INTEGER' | 'LONG', number: FormulaNumber): unknown {
  if (type === 'DOUBLE') return new ApexDouble(Number(decimalOf(number).toPlainString()));
  if (type === 'DECIMAL') {
    const decimal = decimalOf(number);
    return decimal.scale > MAX_SCALE ? notSupported('the digits of this formula of Apex') : decimal;
  }
  const whole = number.scaledTo(0);
  if (number.compare(new FormulaNumber(whole, 0)) !== 0)
    notSupported(`a formula of Apex that gives a fraction as ${type}`);
  if (type === 'LONG' && BigInt.asIntN(64, whole) === whole) return whole;
  if (type === 'INTEGER' && BigInt.asIntN(32, whole) === whole) return Number(whole);
  return notSupported(`a formula of Apex that gives more than a ${type} holds`);
}

function decimalOf({ unscaled, scale }: FormulaNumber): Decimal {
  return new Decimal(unscaled, scale);
}
