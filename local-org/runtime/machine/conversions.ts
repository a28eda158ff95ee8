/** Conversions and casts. Null stays null. */
import { ApexDate } from '../values/date.ts';
import { ApexDatetime } from '../values/datetime.ts';
import { Decimal } from '../values/decimal.ts';
import { ApexDouble } from '../values/double.ts';
import type { ApexList } from '../values/collections.ts';
import { requireTextLength } from '../values/heap.ts';
import { textOf } from '../values/text.ts';
import { apexException, notSupported } from './errors.ts';
import { toId } from './ids.ts';
import { isInstanceOf, typeOf } from './instance-of.ts';
import { printedType } from './printed-type.ts';
import type { RuntimeType } from './runtime-type.ts';

type Numeric = number | bigint | ApexDouble | Decimal;

/** Narrowing cuts the fraction off; a Decimal wraps as BigDecimal's conversions do, a Double stops at the limits (JLS 5.1.3). */
function whole(value: Numeric, bits: 32 | 64): bigint {
  if (value instanceof ApexDouble) return value.toWhole(bits);
  return BigInt.asIntN(bits, value instanceof Decimal ? value.toBigInt('DOWN') : BigInt(value));
}

function toInteger(value: Numeric | null): number | null {
  return value === null || typeof value === 'number' ? value : Number(whole(value, 32));
}

function toLong(value: Numeric | null): bigint | null {
  return value === null ? null : whole(value, 64);
}

function toDouble(value: Numeric | null): ApexDouble | null {
  if (value === null || value instanceof ApexDouble) return value;
  return new ApexDouble(value instanceof Decimal ? value.toNumber() : Number(value));
}

/** A Double goes through its text (Apex Developer Guide, "Primitive Data Types"): 1.1 keeps one decimal. */
function toDecimal(value: Numeric | null): Decimal | null {
  if (value === null || value instanceof Decimal) return value;
  if (!(value instanceof ApexDouble)) return Decimal.fromInteger(value);
  return value.toDecimal() ?? invalidNumber(value);
}

function invalidNumber(value: ApexDouble): never {
  throw apexException('TypeException', `Invalid decimal: ${value.toString()}`);
}

/** An `Integer` that is cast to what it converts to by itself becomes that. */
function widened(target: string, value: unknown): unknown {
  switch (target) {
    case 'Long':
      return toLong(value as Numeric);
    case 'Double':
      return toDouble(value as Numeric);
    case 'Decimal':
      return toDecimal(value as Numeric);
    case 'Datetime':
      return value instanceof ApexDate ? ApexDatetime.fromDate(value) : value;
    default:
      return value;
  }
}

/** An org casts a list of integers to one of decimals (PropicSignifi/Query.apex); what its items are then is not known. */
function refuseNumberLists(target: RuntimeType, value: unknown): void {
  const own = typeOf(value, target.registry);
  const isNumber = (type: RuntimeType | undefined): boolean =>
    type !== undefined && ['Integer', 'Long', 'Double', 'Decimal'].includes(type.name);
  if (own?.baseName === 'List' && target.baseName === 'List' && isNumber(own.args[0]) && isNumber(target.args[0]))
    notSupported(`casts of ${own.name} to ${target.name}`);
}

/** @throws System.TypeException `Invalid conversion from runtime type X to Y` */
function cast(target: RuntimeType, value: unknown): unknown {
  if (value === null) return null;
  if (target.name === 'Id' && typeof value === 'string') return toId(value);
  if (target.isInstance(value)) return target.kind === 'primitive' ? widened(target.name, value) : value;
  refuseNumberLists(target, value);
  throw apexException(
    'TypeException',
    `Invalid conversion from runtime type ${printedType(value, target)} to ${target.name}`
  );
}

/**
 * `Account a = [SELECT …]`: the platform's List.getFirstSObject.
 * @throws System.QueryException when there is not exactly one row
 */
function onlyRow(rows: ApexList | null): unknown {
  if (rows === null) return null;
  if (rows.size === 0) throw apexException('QueryException', 'List has no rows for assignment to SObject');
  if (rows.size > 1) throw apexException('QueryException', 'List has more than 1 row for assignment to SObject');
  return rows.get(0);
}

function onlyRowOrNull(rows: ApexList | null): unknown {
  return rows !== null && rows.size === 0 ? null : onlyRow(rows);
}

export const conversions = {
  toInteger,
  toLong,
  toDouble,
  toDecimal,
  toId: (value: string | null): string | null => (value === null ? null : toId(value)),
  toDatetime: (value: ApexDate | null): ApexDatetime | null => (value === null ? null : ApexDatetime.fromDate(value)),
  cast,
  onlyRow,
  onlyRowOrNull,
  isInstance: isInstanceOf,
  isInstanceOrNull: (type: RuntimeType, value: unknown): boolean => value === null || isInstanceOf(type, value),
  concatenate: (...parts: readonly unknown[]): string => {
    let text = '';
    for (const part of parts) {
      const next = typeof part === 'string' ? part : textOf(part);
      requireTextLength(text.length + next.length);
      text += next;
    }
    return text;
  },
  decimal: (text: string): Decimal => Decimal.parse(text) ?? unreadable(text),
  double: (text: string): ApexDouble => new ApexDouble(Number(text))
};

function unreadable(text: string): never {
  throw new Error(`the emitter wrote ${text} as a Decimal`);
}
