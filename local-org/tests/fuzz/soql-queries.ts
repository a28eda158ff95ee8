/** Random queries on `Item__c`, each as text and as the rows that it has to give. */
import { COLUMNS } from './soql-data.ts';
import type { Cell, Column, Row } from './soql-data.ts';
import { randomWhere } from './soql-conditions.ts';
import type { Condition, ConditionContext } from './soql-conditions.ts';
import { exact, holds, sortOrder } from './soql-model.ts';
import type { Operator } from './soql-model.ts';

export interface Query {
  readonly text: string;
  /** Rows in order; of equal rows any order is right, so the last sort key is the id or every group. */
  readonly rows: () => Cell[][];
  /** Columns that hold averages, which are compared as floating numbers. */
  readonly averages: ReadonlySet<number>;
}

interface Sorting {
  readonly text: string;
  readonly compare: (a: Row, b: Row) => number;
}

const NAMES = Object.keys(COLUMNS);
const NONE: ReadonlySet<number> = new Set();

export function randomQuery(context: ConditionContext): Query {
  switch (context.tape.pick(4)) {
    case 0:
      return countQuery(context);
    case 1:
      return groupQuery(context);
    default:
      return recordQuery(context);
  }
}

function where(context: ConditionContext): Condition {
  if (context.tape.pick(8) === 0) return { text: '', run: () => true };
  const condition = randomWhere(context);
  return { text: ` WHERE ${condition.text}`, run: condition.run };
}

function page<T>(
  { tape }: ConditionContext,
  most: number
): { readonly text: string; readonly cut: (rows: T[]) => T[] } {
  const limit = tape.pick(3) === 0 ? tape.pick(most) : null;
  const offset = tape.pick(4) === 0 ? tape.pick(10) : 0;
  return {
    text: `${limit === null ? '' : ` LIMIT ${limit}`}${offset === 0 ? '' : ` OFFSET ${offset}`}`,
    cut: (rows) => rows.slice(offset, limit === null ? undefined : offset + limit)
  };
}

function countQuery(context: ConditionContext): Query {
  const filter = where(context);
  return {
    text: `SELECT COUNT() FROM Item__c${filter.text}`,
    rows: () => [[context.data.items.filter(filter.run).length]],
    averages: NONE
  };
}

function recordQuery(context: ConditionContext): Query {
  const { tape, data } = context;
  const fields = [...new Set(Array.from({ length: 1 + tape.pick(4) }, () => tape.of(NAMES)))].filter(
    (name) => name !== 'Id'
  );
  const filter = where(context);
  const sorting = randomSorting(context);
  const { text, cut } = page<Row>(context, 30);
  return {
    text: `SELECT ${['Id', ...fields].join(', ')} FROM Item__c${filter.text} ORDER BY ${sorting.text}${text}`,
    rows: () =>
      cut(data.items.filter(filter.run).sort(sorting.compare)).map((row) =>
        ['Id', ...fields].map((name) => row[name]!)
      ),
    averages: NONE
  };
}

/** Ends with the id, so that the order is complete. */
function randomSorting({ tape }: ConditionContext): Sorting {
  const names = [
    ...new Set(
      Array.from({ length: tape.pick(3) }, () =>
        tape.of(NAMES.filter((name) => COLUMNS[name]!.sorted && COLUMNS[name]!.kind !== 'exactText'))
      )
    )
  ].filter((name) => name !== 'Id');
  const keys = [...names, 'Id'].map((name) => {
    const [descending, nulls] = [tape.pick(2) === 0, tape.of(['', ' NULLS FIRST', ' NULLS LAST'])];
    return {
      text: `${name}${descending ? ' DESC' : ''}${nulls}`,
      compare: keyOrder(COLUMNS[name]!, (row: Row) => row[name]!, descending, nulls.endsWith('LAST'))
    };
  });
  return {
    text: keys.map(({ text }) => text).join(', '),
    compare: (a, b) => keys.reduce((difference, key) => difference || key.compare(a, b), 0)
  };
}

function keyOrder<T>(
  { kind }: Pick<Column, 'kind'>,
  read: (row: T) => Cell,
  descending: boolean,
  nullsLast: boolean
): (a: T, b: T) => number {
  return (left, right) => {
    const [a, b] = [read(left), read(right)];
    if (a === null || b === null) return (Number(a !== null) - Number(b !== null)) * (nullsLast ? -1 : 1);
    return sortOrder(kind, a, b) * (descending ? -1 : 1);
  };
}

interface Aggregate {
  readonly text: string;
  readonly kind: Column['kind'];
  readonly isAverage: boolean;
  readonly of: (rows: readonly Row[]) => Cell;
}

function groupQuery(context: ConditionContext): Query {
  const { tape, data } = context;
  const drawn = Array.from({ length: tape.pick(3) }, () => tape.of(NAMES.filter((name) => COLUMNS[name]!.grouped)));
  // Two columns of one name need aliases.
  const keys = [...new Map(drawn.map((name) => [name.split('.').at(-1)!, name])).values()];
  const aggregates = Array.from({ length: 1 + tape.pick(4) }, () => randomAggregate(context, keys));
  const filter = where(context);
  const having = keys.length > 0 && tape.pick(3) === 0 ? randomHaving(context) : null;
  const { text, cut } = keys.length > 0 ? page<Group>(context, 8) : { text: '', cut: (groups: Group[]) => groups };
  const kind = keys.length === 0 ? 'plain' : tape.of<GroupKind>(['plain', 'plain', 'rollup', 'cube']);
  const orders = keys.map((name) => {
    const [descending, nulls] = [tape.pick(2) === 0, tape.of(['', ' NULLS FIRST', ' NULLS LAST'])];
    const read = (group: Group): Cell => keyOf(group, name);
    return {
      text: `${name}${descending ? ' DESC' : ''}${nulls}`,
      compare: keyOrder(COLUMNS[name]!, read, descending, nulls.endsWith('LAST'))
    };
  });
  // A subtotal and the group of the empty field have the same key.
  if (kind !== 'plain')
    orders.push(
      ...keys.map((name) => ({
        text: `GROUPING(${name})`,
        compare: (a: Group, b: Group) => Number(a.hidden.has(name)) - Number(b.hidden.has(name))
      }))
    );
  const groupBy = kind === 'plain' ? keys.join(', ') : `${kind.toUpperCase()}(${keys.join(', ')})`;
  const clauses =
    keys.length === 0
      ? ''
      : ` GROUP BY ${groupBy}${having === null ? '' : ` HAVING ${having.text}`} ORDER BY ${orders.map((order) => order.text).join(', ')}${text}`;
  return {
    text: `SELECT ${[...keys, ...aggregates.map((aggregate) => aggregate.text)].join(', ')} FROM Item__c${filter.text}${clauses}`,
    rows: () => {
      const found = data.items.filter(filter.run);
      const groups = hiddenKeys(kind, keys)
        .flatMap((hidden) =>
          grouped(
            found,
            keys.filter((name) => !hidden.has(name))
          ).map((rows): Group => ({ rows, hidden }))
        )
        .filter(({ rows }) => having === null || having.run(rows));
      const ordered = cut(
        groups.sort((a, b) => orders.reduce((difference, order) => difference || order.compare(a, b), 0))
      );
      return ordered.map((group) => [
        ...keys.map((name) => keyOf(group, name)),
        ...aggregates.map((aggregate) => aggregate.of(group.rows))
      ]);
    },
    averages: new Set(aggregates.flatMap(({ isAverage }, index) => (isAverage ? [keys.length + index] : [])))
  };
}

type GroupKind = 'plain' | 'rollup' | 'cube';

interface Group {
  /** None only for the total of nothing. */
  readonly rows: readonly Row[];
  /** Keys that the group adds up over. */
  readonly hidden: ReadonlySet<string>;
}

/** Any row stands for its group: all have the same keys. */
function keyOf({ rows, hidden }: Group, name: string): Cell {
  return hidden.has(name) ? null : rows[0]![name]!;
}

/** ROLLUP adds up from the right; CUBE over every choice of keys. */
function hiddenKeys(kind: GroupKind, keys: readonly string[]): Array<ReadonlySet<string>> {
  const [first, ...others] = keys;
  if (kind === 'plain' || first === undefined) return [new Set()];
  const inner = hiddenKeys(kind, others);
  return kind === 'rollup'
    ? [...inner, new Set(keys)]
    : [...inner, ...inner.map((hidden) => new Set([...hidden, first]))];
}

/** Without keys all rows are one group, also when there are none. */
function grouped(rows: readonly Row[], keys: readonly string[]): Array<readonly Row[]> {
  if (keys.length === 0) return [rows];
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify(keys.map((name) => row[name]));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()];
}

const values = (rows: readonly Row[], name: string): Cell[] =>
  rows.map((row) => row[name]!).filter((value) => value !== null);

function randomAggregate({ tape }: ConditionContext, keys: readonly string[]): Aggregate {
  const free = (wanted: (column: Column) => boolean): string =>
    tape.of(NAMES.filter((name) => wanted(COLUMNS[name]!) && !keys.includes(name)));
  switch (tape.pick(6)) {
    case 0:
      return { text: 'COUNT(Id)', kind: 'number', isAverage: false, of: (rows) => rows.length };
    case 1: {
      const name = free(({ kind }) => kind !== 'boolean' && kind !== 'choices');
      return { text: `COUNT(${name})`, kind: 'number', isAverage: false, of: (rows) => values(rows, name).length };
    }
    case 2: {
      const name = free(({ kind }) => kind === 'number' || kind === 'date' || kind === 'id' || kind === 'picklist');
      return {
        text: `COUNT_DISTINCT(${name})`,
        kind: 'number',
        isAverage: false,
        of: (rows) => new Set(values(rows, name)).size
      };
    }
    case 3: {
      const name = free(({ kind }) => kind === 'number');
      return { text: `SUM(${name})`, kind: 'number', isAverage: false, of: (rows) => sum(values(rows, name)) };
    }
    case 4: {
      const name = free(({ kind }) => kind === 'number');
      return { text: `AVG(${name})`, kind: 'number', isAverage: true, of: (rows) => average(values(rows, name)) };
    }
    default: {
      const name = free(({ kind }) => kind === 'number' || kind === 'date' || kind === 'moment' || kind === 'picklist');
      const highest = tape.pick(2) === 0;
      const { kind } = COLUMNS[name]!;
      const of = (rows: readonly Row[]): Cell =>
        values(rows, name)
          .sort((a, b) => sortOrder(kind, a, b))
          .at(highest ? -1 : 0) ?? null;
      return { text: `${highest ? 'MAX' : 'MIN'}(${name})`, kind, isAverage: false, of };
    }
  }
}

function randomHaving(context: ConditionContext): {
  readonly text: string;
  readonly run: (rows: readonly Row[]) => boolean;
} {
  const { tape } = context;
  const [operator, literal] = [
    tape.of<Operator>(['=', '!=', '<', '<=', '>', '>=']),
    tape.of(['0', '1', '2', '5', '100'])
  ];
  const aggregate =
    tape.pick(2) === 0
      ? { text: 'COUNT(Id)', of: (rows: readonly Row[]) => rows.length }
      : // The one whose sums may pass 64 bits, which only a selected sum can.
        numberAggregate(tape.of(NAMES.filter((name) => COLUMNS[name]!.kind === 'number' && name !== 'Whole__c')));
  return {
    text: `${aggregate.text} ${operator} ${literal}`,
    run: (rows) => holds('number', operator, aggregate.of(rows), literal)
  };
}

function numberAggregate(name: string): { readonly text: string; readonly of: (rows: readonly Row[]) => Cell } {
  return { text: `SUM(${name})`, of: (rows) => sum(values(rows, name)) };
}

/** As decimal text with twelve places; null when there is nothing to add. */
function sum(cells: readonly Cell[]): Cell {
  return cells.length === 0 ? null : placed(cells.reduce((total, cell) => total + exact(String(cell)), 0n));
}

function placed(digits: bigint): string {
  const text = (digits < 0n ? -digits : digits).toString().padStart(13, '0');
  return `${digits < 0n ? '-' : ''}${text.slice(0, -12)}.${text.slice(-12)}`;
}

function average(cells: readonly Cell[]): Cell {
  return cells.length === 0 ? null : Number(sum(cells)) / cells.length;
}
