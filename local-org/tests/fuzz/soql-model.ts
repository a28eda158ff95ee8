/** What SOQL's comparisons and orders mean, for one row in memory. Source: SOQL guide, "Comparison Operators", "ORDER BY". */
import type { Cell, Kind } from './soql-data.ts';
import { PICKS } from './soql-data.ts';

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** A decimal with twelve places, so that fields and literals of any scale can be compared. */
export function exact(text: string): bigint {
  const negative = text.startsWith('-');
  const [whole, fraction = ''] = text.replace('-', '').split('.');
  const digits = BigInt(whole! + fraction.padEnd(12, '0'));
  return negative ? -digits : digits;
}

const order = <T>(a: T, b: T): number => (a < b ? -1 : Number(a > b));

/** Code points of the upper-case text: the order of English locales. */
function textOrder(a: string, b: string): number {
  const points = (text: string): number[] => [...text.toUpperCase()].map((letter) => letter.codePointAt(0)!);
  const [left, right] = [points(a), points(b)];
  for (const [index, point] of left.entries()) {
    if (index >= right.length) return 1;
    if (point !== right[index]) return order(point, right[index]!);
  }
  return order(left.length, right.length);
}

/** Order of two values that are not null, as `<` sees them. */
export function compareValues(kind: Kind, a: Cell, b: Cell): number {
  switch (kind) {
    case 'text':
    case 'picklist':
    case 'choices':
      return textOrder(a as string, b as string);
    case 'number':
      return order(exact(String(a)), exact(String(b)));
    default:
      return order(a!, b!);
  }
}

/** Order of ORDER BY, MIN and MAX: picklist values come in the order in which they are defined. */
export function sortOrder(kind: Kind, a: Cell, b: Cell): number {
  return kind === 'picklist'
    ? order(PICKS.indexOf(a as string), PICKS.indexOf(b as string))
    : compareValues(kind, a, b);
}

/** An empty field equals only null, differs from everything else and is in no order. */
export function holds(kind: Kind, operator: Operator, cell: Cell, literal: Cell): boolean {
  if (cell === null || literal === null) {
    if (operator === '=') return cell === literal;
    return operator === '!=' && cell !== literal;
  }
  const difference = compareValues(kind, cell, literal);
  switch (operator) {
    case '=':
      return difference === 0;
    case '!=':
      return difference !== 0;
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

/** `%` is any text, `_` any character, a backslash takes the next one literally; case does not count. */
export function like(text: string | null, pattern: string): boolean {
  if (text === null) return false;
  return matches([...text.toLowerCase()], [...pattern.toLowerCase()]);
}

function matches(text: readonly string[], pattern: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return text.length === 0;
  if (first === '%') return matches(text, rest) || (text.length > 0 && matches(text.slice(1), pattern));
  const [wanted, after] = first === '\\' ? [rest[0], rest.slice(1)] : [first, rest];
  return text.length > 0 && (first === '_' || text[0] === wanted) && matches(text.slice(1), after);
}

/** INCLUDES: one of the groups has all of its choices set. */
export function includes(cell: string | null, groups: ReadonlyArray<readonly string[]>): boolean {
  const set = new Set((cell ?? '').split(';').map((choice) => choice.toLowerCase()));
  return groups.some((group) => group.every((choice) => set.has(choice.toLowerCase())));
}
