import type { FieldSchema, ObjectSchema, OrgSchema } from '../metadata/schema.ts';
import type { SqliteValue } from '../store/driver.ts';
import type { CheckedQuery, RelationshipStep, ResolvedQuery, ResultColumn } from './checked-query.ts';
import { ConditionSql } from './condition-sql.ts';
import type { ValueContext } from './condition-values.ts';
import { SoqlError } from './errors.ts';
import { groupingSets } from './grouping-sets.ts';
import { OperandSql } from './operand-sql.ts';
import { operandKey } from './operands.ts';
import type { SoqlQuery } from './syntax.ts';

export type { BindValues } from './condition-sql.ts';
export type { ValueContext } from './condition-values.ts';

/** Groups that one aggregate query may give; there is no way to ask for more. */
export const MAX_GROUPS = 2000;

/** A query as one SQL statement, and one more for each child query. */
export interface QueryPlan {
  readonly shape: CheckedQuery['shape'];
  readonly sql: string;
  readonly parameters: readonly SqliteValue[];
  readonly columns: readonly PlannedColumn[];
  /**
   * Relationship paths that the columns go through, each followed by the id of the record it leads to: a row is the
   * columns, then the record's own id, then one id per path (null: no such parent).
   */
  readonly parents: ReadonlyArray<readonly string[]>;
}

export type PlannedColumn =
  | { readonly kind: 'value'; readonly column: Exclude<ResultColumn, { kind: 'children' }>; readonly read: CellReader }
  | { readonly kind: 'children'; readonly relationship: string; readonly plan: ChildPlan };

/** How a cell of the result is decoded. */
export type CellReader =
  | { readonly kind: 'field' | 'labels'; readonly field: FieldSchema }
  | { readonly kind: 'integer' }
  | { readonly kind: 'sum' | 'average'; readonly scale: number };

/** `?1` is a JSON list of parent ids; the first column of its rows is the parent's id. */
export interface ChildPlan extends QueryPlan {
  /** Rows for each parent. */
  readonly limit: number | null;
}

/**
 * Translates a checked query to SQL. Everything that depends on binds, the clock or the user's time zone is decided here,
 * so a plan is good for one execution.
 * @throws SoqlError for values that do not fit (malformed ids, negative limits).
 */
export function planQuery(checked: CheckedQuery, schema: OrgSchema, context: ValueContext): QueryPlan {
  return new Planner(schema, context).plan(checked);
}

class Planner {
  readonly #schema: OrgSchema;
  readonly #context: ValueContext;

  constructor(schema: OrgSchema, context: ValueContext) {
    this.#schema = schema;
    this.#context = context;
  }

  plan(checked: CheckedQuery): QueryPlan {
    const query = checked.resolved;
    const parameters: SqliteValue[] = [];
    const root = this.#object(query.objectName);
    const columns = this.#columns(checked);
    const parents = checked.shape === 'records' ? parentPaths(query) : [];
    const plan = { shape: checked.shape, parameters, columns, parents: parents.map((path) => path.names) };
    if (query.groupKind !== 'plain') return { ...plan, sql: this.#subtotals(checked, root, parameters) };
    const operands = new OperandSql(this.#schema, root, this.#context);
    const select =
      checked.shape === 'count'
        ? ['1']
        : [
            ...selected(query, operands),
            ...(checked.shape === 'records'
              ? [`${operands.rootAlias}."Id"`, ...parents.map((path) => operands.parentId(path.steps))]
              : [])
          ];
    const tail = this.#tail(query, root, operands, parameters) + orderBy(orders(query, operands));
    const limit = this.#limits(checked, parameters);
    const body = `SELECT ${select.join(', ')} FROM ${operands.from()}${tail}`;
    const sql =
      checked.shape === 'count' && limit === ''
        ? `SELECT COUNT(*) FROM ${operands.from()}${tail}`
        : checked.shape === 'count'
          ? `SELECT COUNT(*) FROM (${body}${limit})`
          : body + limit;
    return { ...plan, sql };
  }

  /** One SELECT for each grouping set, with what the rows are sorted by behind their columns. */
  #subtotals(checked: CheckedQuery, root: ObjectSchema, parameters: SqliteValue[]): string {
    const query = checked.resolved;
    const sets = groupingSets(query).map((hidden) => {
      const operands = new OperandSql(this.#schema, root, this.#context);
      const tail = this.#tail(query, root, operands, parameters, null, hidden);
      const columns = [...selected(query, operands), ...orders(query, operands).map(({ key }) => key)];
      return `SELECT ${columns.map((column, index) => `${column} AS c${index}`).join(', ')} FROM ${operands.from()}${tail}`;
    });
    const width = query.columns.length;
    const sorting = query.orderBy.map((item, index) => ({ ...item, key: `c${width + index}` }));
    const columns = Array.from({ length: width }, (_, index) => `c${index}`);
    return `SELECT ${columns.join(', ')} FROM (${sets.join(' UNION ALL ')})${orderBy(sorting)}${this.#limits(checked, parameters)}`;
  }

  /** `parentIds` of the lookup come as one JSON parameter, which is the first. */
  #child(checked: CheckedQuery, lookup: FieldSchema): ChildPlan {
    const query = checked.resolved;
    const parameters: SqliteValue[] = [];
    const root = this.#object(query.objectName);
    const operands = new OperandSql(this.#schema, root, this.#context);
    const parents = parentPaths(query);
    const link = operands.column({ steps: [], field: lookup });
    const select = [
      link,
      ...selected(query, operands),
      `${operands.rootAlias}."Id"`,
      ...parents.map((path) => operands.parentId(path.steps))
    ];
    const tail =
      this.#tail(query, root, operands, parameters, `${link} IN (SELECT value FROM json_each(?))`) +
      orderBy(orders(query, operands));
    return {
      shape: 'records',
      sql: `SELECT ${select.join(', ')} FROM ${operands.from()}${tail}`,
      parameters,
      columns: this.#columns(checked),
      parents: parents.map((path) => path.names),
      limit: query.limit === null ? null : this.#count(query.limit, 'LIMIT')
    };
  }

  #columns(checked: CheckedQuery): PlannedColumn[] {
    return checked.columns.map((column, index) => {
      const resolved = checked.resolved.columns[index]!;
      if (column.kind === 'children') {
        if (resolved.kind !== 'children') throw new Error('columns and their resolution differ');
        return {
          kind: 'children',
          relationship: column.relationship,
          plan: this.#child(column.query, resolved.lookup)
        };
      }
      return { kind: 'value', column, read: cellReader(column) };
    });
  }

  /**
   * WHERE, GROUP BY and HAVING. `required` comes first in WHERE, with its parameter first of all; `hidden` is what a
   * grouping set subtotals.
   */
  #tail(
    query: ResolvedQuery,
    root: ObjectSchema,
    operands: OperandSql,
    parameters: SqliteValue[],
    required: string | null = null,
    hidden: ReadonlySet<string> = new Set()
  ): string {
    const parameter = (value: SqliteValue): string => {
      parameters.push(value);
      return '?';
    };
    const conditions = new ConditionSql(operands, parameter, this.#context, (inner) =>
      this.#semiJoin(inner, parameters)
    );
    const mine = query.scope === 'mine' ? `${operands.rootAlias}."OwnerId" = ${parameter(this.#owner())}` : null;
    const visible = this.#context.visible?.(root, operands.rootAlias) ?? null;
    const filters = [
      ...(required === null ? [] : [required]),
      ...(mine === null ? [] : [mine]),
      ...(visible === null ? [] : [visible]),
      ...(root.fields.has('isdeleted') && !query.allRows ? [`${operands.rootAlias}."IsDeleted" = 0`] : []),
      ...(query.where ? [conditions.sql(query.where)] : [])
    ];
    operands.hide(hidden);
    const groups = query.groupBy
      .filter((operand) => !hidden.has(operandKey(operand)))
      .map((operand) => operands.operand(operand));
    const having = query.having ? ` HAVING ${conditions.sql(query.having)}` : '';
    return [
      filters.length > 0 ? ` WHERE ${filters.join(' AND ')}` : '',
      groups.length > 0 ? ` GROUP BY ${groups.join(', ')}` : '',
      having
    ].join('');
  }

  #semiJoin(query: ResolvedQuery, parameters: SqliteValue[]): string {
    const root = this.#object(query.objectName);
    const operands = new OperandSql(this.#schema, root, this.#context, 's');
    const column = query.columns[0]!;
    if (column.kind !== 'operand') throw new Error('a semi-join selects one field');
    const selected = operands.operand(column.operand);
    const tail = this.#tail(query, root, operands, parameters, `${selected} IS NOT NULL`);
    const limit = query.limit === null ? '' : ` LIMIT ${this.#count(query.limit, 'LIMIT')}`;
    return `SELECT ${selected} FROM ${operands.from()}${tail}${limit}`;
  }

  #limits(checked: CheckedQuery, parameters: SqliteValue[]): string {
    const { limit, offset } = checked.resolved;
    const wanted = limit === null ? null : this.#count(limit, 'LIMIT');
    // One group too many shows that there are too many.
    const capped = checked.shape === 'aggregate' ? Math.min(wanted ?? Infinity, MAX_GROUPS + 1) : wanted;
    const skipped = offset === null ? 0 : this.#count(offset, 'OFFSET');
    if (capped === null && skipped === 0) return '';
    parameters.push(capped ?? -1, skipped);
    return ' LIMIT ? OFFSET ?';
  }

  #count(value: NonNullable<SoqlQuery['limit']>, what: 'LIMIT' | 'OFFSET'): number {
    if (typeof value === 'number') return value;
    const bound = this.#context.binds[value.index];
    const count = typeof bound === 'bigint' ? Number(bound) : bound;
    if (typeof count !== 'number' || !Number.isInteger(count) || count < 0) {
      throw new SoqlError(`Invalid ${what} value: ${String(bound)}; it has to be zero or more`, value.position);
    }
    if (what === 'OFFSET' && count > 2000) throw new SoqlError('Maximum SOQL offset allowed is 2000', value.position);
    return count;
  }

  #owner(): string {
    if (this.#context.userId === undefined) throw new Error('USING SCOPE mine needs a user');
    return this.#context.userId;
  }

  #object(name: string): ObjectSchema {
    return this.#schema.objects.get(name.toLowerCase())!;
  }
}

/** Every relationship that a column goes through, `Account` before `Account.Owner`. */
function parentPaths(
  query: ResolvedQuery
): Array<{ readonly names: readonly string[]; readonly steps: Parameters<OperandSql['parentId']>[0] }> {
  const paths = new Map<string, { names: string[]; steps: Parameters<OperandSql['parentId']>[0] }>();
  for (const column of query.columns) {
    if (column.kind !== 'operand' || column.operand.kind !== 'field') continue;
    const steps = column.operand.steps;
    for (let length = 1; length <= steps.length; length++) {
      const shared = steps.slice(0, length).map(wholeLookup);
      const names = shared.map((step) => step.relationship);
      const key = names.join('.').toLowerCase();
      if (!paths.has(key)) paths.set(key, { names, steps: shared });
    }
  }
  return [...paths.values()];
}

/** The parent that TYPEOF reads is one record, whatever its object. */
function wholeLookup(step: RelationshipStep): RelationshipStep {
  const { relationship, field, branch } = step;
  return branch ? { relationship, field, targets: branch.all } : step;
}

function selected(query: ResolvedQuery, operands: OperandSql): string[] {
  return query.columns.flatMap((column) => (column.kind === 'operand' ? [operands.selected(column.operand)] : []));
}

type Ordering = Pick<ResolvedQuery['orderBy'][number], 'descending' | 'nulls'> & { readonly key: string };

function orders(query: ResolvedQuery, operands: OperandSql): Ordering[] {
  return query.orderBy.map((item) => ({ ...item, key: operands.sortKey(item.operand) }));
}

function orderBy(items: readonly Ordering[]): string {
  const keys = items.map(
    ({ key, descending, nulls }) => `${key} ${descending ? 'DESC' : 'ASC'} NULLS ${nulls.toUpperCase()}`
  );
  return keys.length === 0 ? '' : ` ORDER BY ${keys.join(', ')}`;
}

function cellReader(column: Exclude<ResultColumn, { kind: 'children' }>): CellReader {
  if (column.kind === 'field') return { kind: column.shows === 'label' ? 'labels' : 'field', field: column.field };
  if (column.resultType === 'Integer') return { kind: 'integer' };
  if (column.resultType === 'field') return { kind: 'field', field: column.field! };
  const scale = column.field?.scale ?? 0;
  return { kind: column.aggregate === 'AVG' ? 'average' : 'sum', scale };
}
