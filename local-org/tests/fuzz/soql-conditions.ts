/** Random WHERE conditions, each as text and as a test of a row. */
import { CHOICES, COLUMNS, PICKS } from './soql-data.ts';
import type { Cell, Data, Kind, Row } from './soql-data.ts';
import { literalDays, LITERALS, midnight } from './soql-dates.ts';
import type { Days } from './soql-dates.ts';
import { holds, includes, like } from './soql-model.ts';
import type { Operator } from './soql-model.ts';
import type { Tape } from './tape.ts';

export interface Condition {
  readonly text: string;
  readonly run: (row: Row) => boolean;
  /** Several conditions, which need parentheses inside others. */
  readonly isList?: boolean;
}

interface Literal {
  readonly text: string;
  readonly value: Cell;
}

export interface ConditionContext {
  readonly tape: Tape;
  readonly data: Data;
  /** Milliseconds. */
  readonly now: number;
}

const ORDERED: readonly Operator[] = ['=', '!=', '<', '<=', '>', '>='];
const TEXTS = [
  'a',
  'A',
  'AB',
  'aB_',
  'É',
  'b C',
  'zz',
  'none',
  '50%',
  "o'hara",
  'back\\slash',
  'k1',
  'K1',
  'k2',
  '_',
  '^'
];
const PATTERNS = [
  'a%',
  '%B%',
  '_',
  '__',
  '%\\_',
  'a\\%b',
  '%\\%%',
  'É',
  '%',
  'ab\\_',
  "o\\'h%",
  '%k\\\\s%',
  'Z_',
  '_%_'
];
const NUMBERS = [
  '0',
  '1',
  '-1',
  '1.1',
  '1.10',
  '1.105',
  '-1.105',
  '50.55',
  '99999999999999.99',
  '-0.01',
  '-0.009',
  '100.5',
  '7',
  '6.999',
  '1000000'
];
const DATES = ['2026-03-08', '2026-01-01', '2025-12-31', '2024-02-29', '2026-03-07'];
const MOMENTS = [
  '2026-03-08T08:00:00Z',
  '2026-03-08T07:59:59Z',
  '2026-01-01T08:00:00.000Z',
  '2025-12-31T23:00:00+00:00',
  '2026-03-09T00:00:00-07:00'
];

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** A WHERE clause; semi-joins may stand at its top only. */
export function randomWhere(context: ConditionContext): Condition {
  const { tape } = context;
  const first = randomCondition(context, tape.pick(3));
  if (tape.pick(8) > 0) return first;
  const join = semiJoin(context);
  return tape.pick(2) === 0
    ? join
    : { text: `${join.text} AND (${first.text})`, run: (row) => join.run(row) && first.run(row) };
}

function randomCondition(context: ConditionContext, depth: number): Condition {
  const { tape } = context;
  if (depth === 0) return comparison(context);
  switch (tape.pick(4)) {
    case 0: {
      const inner = randomCondition(context, depth - 1);
      return { text: `(NOT (${inner.text}))`, run: (row) => !inner.run(row) };
    }
    case 1:
      return comparison(context);
    default: {
      const parts = Array.from({ length: 2 + tape.pick(2) }, () => randomCondition(context, depth - 1));
      const and = tape.pick(2) === 0;
      const text = parts
        .map((part) => (part.isList === true ? `(${part.text})` : part.text))
        .join(and ? ' AND ' : ' OR ');
      return {
        text,
        isList: true,
        run: (row) => (and ? parts.every((part) => part.run(row)) : parts.some((part) => part.run(row)))
      };
    }
  }
}

function comparison(context: ConditionContext): Condition {
  const { tape } = context;
  const name = tape.of(Object.keys(COLUMNS));
  const { kind } = COLUMNS[name]!;
  const written = tape.pick(4) === 0 ? name.toUpperCase() : name;
  if (kind === 'choices') return choices(tape, name);
  if ((kind === 'date' || kind === 'moment') && tape.pick(2) === 0) return dateLiteral(context, name, kind);
  if (kind === 'text' && tape.pick(3) === 0) return likeCondition(tape, name, written);
  if (kind !== 'boolean' && tape.pick(4) === 0) return membership(context, name, kind);
  const literal = tape.pick(5) === 0 ? nothing(kind) : randomLiteral(context, kind);
  // Order of ids, picklists and case-sensitive texts is not documented.
  const operator = tape.of(
    ['text', 'number', 'date', 'moment'].includes(kind) && literal.value !== null ? ORDERED : ORDERED.slice(0, 2)
  );
  return {
    text: `${written} ${operator} ${literal.text}`,
    run: (row) => holds(kind, operator, row[name]!, literal.value)
  };
}

/** A checkbox is never empty: null stands for false. */
function nothing(kind: Kind): Literal {
  return { text: 'null', value: kind === 'boolean' ? false : null };
}

function randomLiteral({ tape, data }: ConditionContext, kind: Kind): Literal {
  switch (kind) {
    case 'picklist':
      return textLiteral(tape.of([...PICKS, 'FIG', 'none', '']));
    case 'text':
    case 'exactText':
    case 'choices':
      return textLiteral(tape.of(TEXTS));
    case 'number': {
      const text = tape.of(NUMBERS);
      return { text, value: text };
    }
    case 'boolean': {
      const value = tape.pick(2) === 0;
      return { text: String(value), value };
    }
    case 'date': {
      const text = tape.of(DATES);
      return { text, value: text };
    }
    case 'moment': {
      const text = tape.of(MOMENTS);
      return { text, value: Date.parse(text) };
    }
    case 'id': {
      const id = tape.of([...data.accounts, ...data.items])['Id'] as string;
      return { text: `'${tape.pick(2) === 0 ? id : id.slice(0, 15)}'`, value: id };
    }
  }
}

function textLiteral(text: string): Literal {
  return { text: quoted(text), value: text === '' ? null : text };
}

function membership(context: ConditionContext, name: string, kind: Kind): Condition {
  const { tape } = context;
  const values = Array.from({ length: 1 + tape.pick(4) }, () =>
    tape.pick(6) === 0 ? nothing(kind) : randomLiteral(context, kind)
  );
  const inside = tape.pick(2) === 0;
  return {
    text: `${name} ${inside ? 'IN' : 'NOT IN'} (${values.map(({ text }) => text).join(', ')})`,
    run: (row) => values.some(({ value }) => holds(kind, '=', row[name]!, value)) === inside
  };
}

function likeCondition(tape: Tape, name: string, written: string): Condition {
  const pattern = tape.of(PATTERNS);
  return { text: `${written} LIKE '${pattern}'`, run: (row) => like(row[name] as string | null, pattern) };
}

function choices(tape: Tape, name: string): Condition {
  if (tape.pick(4) === 0) {
    const empty = tape.pick(2) === 0;
    return { text: `${name} ${empty ? '=' : '!='} null`, run: (row) => (row[name] === null) === empty };
  }
  const groups = Array.from({ length: 1 + tape.pick(2) }, () =>
    Array.from({ length: 1 + tape.pick(2) }, () => tape.of([...CHOICES, 'blue', 'None']))
  );
  const included = tape.pick(2) === 0;
  return {
    text: `${name} ${included ? 'INCLUDES' : 'EXCLUDES'} (${groups.map((group) => `'${group.join(';')}'`).join(', ')})`,
    run: (row) => includes(row[name] as string | null, groups) === included
  };
}

function dateLiteral({ tape, now }: ConditionContext, name: string, kind: 'date' | 'moment'): Condition {
  const literal = tape.of(LITERALS);
  const days = literalDays(literal, now);
  const operator = tape.of(ORDERED);
  return { text: `${name} ${operator} ${literal}`, run: (row) => inDays(kind, operator, row[name]!, days) };
}

function inDays(kind: 'date' | 'moment', operator: Operator, cell: Cell, { from, to }: Days): boolean {
  if (cell === null) return operator === '!=';
  const [value, first, end] =
    kind === 'date' ? [Date.parse(cell as string), from, to] : [cell as number, midnight(from), midnight(to)];
  switch (operator) {
    case '=':
      return value >= first && value < end;
    case '!=':
      return value < first || value >= end;
    case '<':
      return value < first;
    case '<=':
      return value < end;
    case '>':
      return value >= end;
    case '>=':
      return value >= first;
  }
}

function semiJoin(context: ConditionContext): Condition {
  const { tape, data } = context;
  const inside = tape.pick(2) === 0;
  const operator = inside ? 'IN' : 'NOT IN';
  const operand = tape.of(NUMBERS);
  const compare = tape.of(ORDERED);
  const children = tape.pick(2) === 0;
  const [name, inner, rows, column] = children
    ? ([
        'Id',
        `SELECT Item__c FROM Line__c WHERE Quantity__c ${compare} ${operand}`,
        data.lines.filter((row) => holds('number', compare, row['Quantity__c']!, operand)),
        'Item__c'
      ] as const)
    : ([
        'Account__c',
        `SELECT Id FROM Account WHERE AnnualRevenue ${compare} ${operand}`,
        data.accounts.filter((row) => holds('number', compare, row['AnnualRevenue']!, operand)),
        'Id'
      ] as const);
  const found = new Set(rows.map((row) => row[column]).filter((id) => id !== null));
  return { text: `${name} ${operator} (${inner})`, run: (row) => found.has(row[name]!) === inside };
}
