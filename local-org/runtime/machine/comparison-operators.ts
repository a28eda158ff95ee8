/**
 * Comparisons as emitted code calls them. Apex Developer Guide, "Expression Operators": `<` and its like are false
 * when a number, Date or Datetime is null; a String or Id that is not null is greater than null; Strings compare
 * without regard to case, `<` in the locale of the running user.
 */
import type { ApexDate } from '../values/date.ts';
import type { ApexDatetime } from '../values/datetime.ts';
import type { Decimal } from '../values/decimal.ts';
import type { ApexDouble } from '../values/double.ts';
import { deepEquals, exactlyEquals } from '../values/equality.ts';
import type { ApexTime } from '../values/time.ts';
import { notSupported } from './errors.ts';
import { userContext } from '../values/user-context.ts';

type Plain = number | bigint | null;

/** Comparison of two values of a type, neither of them null. */
type Order<T> = (a: T, b: T) => number;

function ordered<P extends string, T>(
  prefix: P,
  compare: Order<T>
): Record<
  `${P}${'Less' | 'LessOrEqual' | 'Greater' | 'GreaterOrEqual' | 'Equals'}`,
  (a: T | null, b: T | null) => boolean
> {
  return {
    [`${prefix}Less`]: (a: T | null, b: T | null) => a !== null && b !== null && compare(a, b) < 0,
    [`${prefix}LessOrEqual`]: (a: T | null, b: T | null) => a !== null && b !== null && compare(a, b) <= 0,
    [`${prefix}Greater`]: (a: T | null, b: T | null) => a !== null && b !== null && compare(a, b) > 0,
    [`${prefix}GreaterOrEqual`]: (a: T | null, b: T | null) => a !== null && b !== null && compare(a, b) >= 0,
    [`${prefix}Equals`]: (a: T | null, b: T | null) => (a === null || b === null ? a === b : compare(a, b) === 0)
  } as ReturnType<typeof ordered<P, T>>;
}

/** Texts: null comes before everything else and equals itself. */
function orderedText<P extends string>(
  prefix: P,
  compare: Order<string>
): Record<
  `${P}${'Less' | 'LessOrEqual' | 'Greater' | 'GreaterOrEqual'}`,
  (a: string | null, b: string | null) => boolean
> {
  const order = (a: string | null, b: string | null): number =>
    a === null || b === null ? Number(a !== null) - Number(b !== null) : compare(a, b);
  return {
    [`${prefix}Less`]: (a: string | null, b: string | null) => order(a, b) < 0,
    [`${prefix}LessOrEqual`]: (a: string | null, b: string | null) => order(a, b) <= 0,
    [`${prefix}Greater`]: (a: string | null, b: string | null) => order(a, b) > 0,
    [`${prefix}GreaterOrEqual`]: (a: string | null, b: string | null) => order(a, b) >= 0
  } as ReturnType<typeof orderedText<P>>;
}

// Written out for speed: these run in every loop.
const plainComparisons = {
  integerLess: (a: Plain, b: Plain): boolean => a !== null && b !== null && a < b,
  integerLessOrEqual: (a: Plain, b: Plain): boolean => a !== null && b !== null && a <= b,
  integerGreater: (a: Plain, b: Plain): boolean => a !== null && b !== null && a > b,
  integerGreaterOrEqual: (a: Plain, b: Plain): boolean => a !== null && b !== null && a >= b,
  longLess: (a: Plain, b: Plain): boolean => a !== null && b !== null && a < b,
  longLessOrEqual: (a: Plain, b: Plain): boolean => a !== null && b !== null && a <= b,
  longGreater: (a: Plain, b: Plain): boolean => a !== null && b !== null && a > b,
  longGreaterOrEqual: (a: Plain, b: Plain): boolean => a !== null && b !== null && a >= b
};

/** NaN is unequal to everything and in no order: no comparison of it holds. */
const doubleComparisons = {
  doubleLess: (a: ApexDouble | null, b: ApexDouble | null): boolean => a !== null && b !== null && a.value < b.value,
  doubleLessOrEqual: (a: ApexDouble | null, b: ApexDouble | null): boolean =>
    a !== null && b !== null && a.value <= b.value,
  doubleGreater: (a: ApexDouble | null, b: ApexDouble | null): boolean => a !== null && b !== null && a.value > b.value,
  doubleGreaterOrEqual: (a: ApexDouble | null, b: ApexDouble | null): boolean =>
    a !== null && b !== null && a.value >= b.value,
  doubleEquals: (a: ApexDouble | null, b: ApexDouble | null): boolean =>
    a === null || b === null ? a === b : a.value === b.value
};

const collators = new Map<string, Intl.Collator>();

function compareInLocale(a: string, b: string): number {
  const locale = userContext().locale.replaceAll('_', '-');
  let collator = collators.get(locale);
  if (collator === undefined) collators.set(locale, (collator = new Intl.Collator(locale, { sensitivity: 'accent' })));
  return collator.compare(a, b);
}

/** `==` between Strings. */
export function stringEquals(a: string | null, b: string | null): boolean {
  if (a === b) return true;
  return (
    a !== null && b !== null && a.length === b.length && a.toUpperCase().toLowerCase() === b.toUpperCase().toLowerCase()
  );
}

/**
 * `==` between values that are only known to be Objects. Whether texts then compare with case is not published: `equals`
 * does not (apex-mockery), System.assertEquals does.
 */
function objectEquals(a: unknown, b: unknown): boolean {
  if (typeof a === 'string' && typeof b === 'string' && a !== b && stringEquals(a, b))
    notSupported('== between texts behind Object that differ in case only');
  return deepEquals(a, b);
}

export const comparisonOperators = {
  ...plainComparisons,
  ...doubleComparisons,
  ...ordered('decimal', (a: Decimal, b: Decimal) => a.compareTo(b)),
  ...ordered('date', (a: ApexDate, b: ApexDate) => a.compareTo(b)),
  ...ordered('datetime', (a: ApexDatetime, b: ApexDatetime) => a.compareTo(b)),
  ...ordered('time', (a: ApexTime, b: ApexTime) => a.compareTo(b)),
  ...orderedText('string', compareInLocale),
  ...orderedText('id', (a, b) => (a < b ? -1 : Number(a > b))),
  stringEquals,
  objectEquals,
  same: exactlyEquals
};
