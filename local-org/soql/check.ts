import type { ObjectSchema, OrgSchema } from '../metadata/schema.ts';
import type { CheckedQuery, FieldReference, Operand, ResolvedQuery } from './checked-query.ts';
import { ConditionChecker, requireFilter } from './check-conditions.ts';
import type { Bind } from './check-conditions.ts';
import { SoqlError, unsupported } from './errors.ts';
import { requireAggregatable, requireDateFunction, requireGroupable, requireSortable } from './field-rules.ts';
import { distanceOperand } from './distances.ts';
import { aggregateColumn, sameOperand } from './operands.ts';
import { requireFieldSets, requireGroupKind, requireLockable, requireScope } from './query-rules.ts';
import type { QueryContext } from './query-rules.ts';
import { RECORD_FUNCTIONS, recordColumn, typeOfColumns, withFields } from './select-list.ts';
import type { Selected, SelectedItem } from './select-list.ts';
import { requireChild, requireObject, resolvePath } from './resolve.ts';
import type { AggregateFunction, FieldPath, FunctionCall, SelectItem, SoqlPosition, SoqlQuery } from './syntax.ts';

export { SoqlError } from './errors.ts';

export const AGGREGATES: ReadonlySet<string> = new Set<AggregateFunction>([
  'COUNT',
  'COUNT_DISTINCT',
  'SUM',
  'AVG',
  'MIN',
  'MAX'
]);
/** What one SELECT list was seen to take before the platform refused it. */
const MAX_ALIASES = 100;
const MAX_OFFSET = 2000;
/** Levels of parents and children in one query (Apex Developer Guide, "Understanding Relationship Fields and … Queries"). */
const MAX_CHILD_DEPTH = 5;

/**
 * Resolves every name of a query and applies the platform's rules.
 * @param text the query as written, kept in the result.
 * @param context who asks: Apex may do less than the APIs
 * @throws SoqlError in Salesforce's wording, or `not supported by the local org: …`.
 */
export function checkQuery(
  syntax: SoqlQuery,
  text: string,
  schema: OrgSchema,
  context: QueryContext = { from: 'apex' }
): CheckedQuery {
  const binds: Bind[] = [];
  const root = requireObject(schema, syntax.from, syntax.position);
  return new QueryChecker({ schema, text, binds, context }, root, syntax, null).check();
}

/** What a query has in common with the queries inside it. */
interface Shared {
  readonly schema: OrgSchema;
  readonly text: string;
  readonly binds: Bind[];
  readonly context: QueryContext;
}

class QueryChecker {
  readonly #schema: OrgSchema;
  readonly #root: ObjectSchema;
  readonly #syntax: SoqlQuery;
  readonly #shared: Shared;
  readonly #context: QueryContext;
  readonly #binds: Bind[];
  /** Relationship name when this is a child query, object name when a semi-join; null for a root query. */
  readonly #childOf: string | null;
  /** 1 for a root query, 2 for its child queries. */
  readonly #depth: number;

  constructor(shared: Shared, root: ObjectSchema, syntax: SoqlQuery, childOf: string | null, depth = 1) {
    this.#shared = shared;
    this.#schema = shared.schema;
    this.#binds = shared.binds;
    this.#context = shared.context;
    this.#depth = depth;
    this.#root = root;
    this.#syntax = syntax;
    this.#childOf = childOf;
  }

  check(): CheckedQuery {
    const syntax = this.#syntax;
    requireGroupKind(syntax);
    requireLockable(syntax);
    requireScope(syntax, this.#root);
    const shape = this.#shape();
    const conditions = new ConditionChecker({
      binds: this.#binds,
      objectName: this.#root.apiName,
      operand: (written) => this.#operand(written),
      semiJoin: (query) => this.#semiJoin(query)
    });
    const groupBy = syntax.groupBy.map((item) => this.#groupItem(item));
    const selected = shape === 'count' ? [] : this.#select(shape, groupBy);
    const where = syntax.where ? conditions.where(syntax.where) : null;
    if (this.#childOf === null) requireFilter(this.#root, where, syntax.position);
    const having = syntax.having ? conditions.having(syntax.having, groupBy) : null;
    const orderBy = syntax.orderBy.map((item) => ({
      operand: this.#orderItem(item.by, shape, groupBy),
      descending: item.descending,
      nulls: item.nulls
    }));
    this.#checkLimits(shape);
    const resolved: ResolvedQuery = {
      objectName: this.#root.apiName,
      columns: selected.map((item) => item.resolved),
      where,
      groupBy,
      groupKind: syntax.groupKind,
      having,
      orderBy,
      limit: syntax.limit,
      offset: syntax.offset,
      allRows: syntax.allRows,
      scope: syntax.scope
    };
    return {
      text: this.#shared.text,
      syntax,
      objectName: this.#root.apiName,
      shape,
      columns: selected.map((item) => item.column),
      binds: this.#childOf === null ? this.#binds : [],
      resolved
    };
  }

  #shape(): CheckedQuery['shape'] {
    const { select, groupBy } = this.#syntax;
    const functions = select
      .filter((item) => item.kind === 'function')
      .filter(({ call }) => !RECORD_FUNCTIONS.has(call.name));
    const counting = functions.find((item) => item.call.name === 'COUNT' && item.call.argument === null);
    if (counting) {
      if (select.length > 1) throw new SoqlError("unexpected token: ','", counting.position);
      if (groupBy.length > 0)
        throw new SoqlError('Grouping is not supported with COUNT(), use COUNT(fieldName)', counting.position);
      if (this.#childOf !== null)
        throw new SoqlError('Only root queries support aggregate expressions', counting.position);
      return 'count';
    }
    if (functions.length === 0 && groupBy.length === 0) return 'records';
    if (this.#childOf !== null)
      throw new SoqlError('Only root queries support aggregate expressions', select[0]!.position);
    const fields = select.find((item) => item.kind === 'fields' || item.kind === 'typeof');
    if (fields) throw unsupported('FIELDS() and TYPEOF in an aggregate query', fields.position);
    const children = select.find((item) => item.kind === 'children');
    if (children) throw new SoqlError('Aggregate queries do not support child sub-queries', children.position);
    return 'aggregate';
  }

  #select(shape: CheckedQuery['shape'], groupBy: readonly Operand[]): Selected[] {
    requireFieldSets(this.#syntax, this.#context);
    const select = withFields(this.#syntax.select, this.#root);
    const seen = new Set<string>();
    let expressions = 0;
    const items = select.flatMap((item) => {
      if (item.kind === 'children') return this.#children(item);
      if (item.kind === 'typeof') return typeOfColumns(item, this.#schema, this.#root);
      if (shape === 'records') return recordColumn(item, (written) => this.#operand(written), seen);
      const resolved = this.#operand(item.kind === 'field' ? item.path : item.call);
      const unnamed = item.alias === null && item.kind === 'function';
      const alias =
        item.alias ?? (unnamed ? `expr${expressions++}` : resolved.kind === 'field' ? resolved.field.apiName : '');
      if (seen.has(alias.toLowerCase())) throw new SoqlError(`duplicate alias: ${alias}`, item.position);
      seen.add(alias.toLowerCase());
      this.#requireGrouped(resolved, groupBy, item);
      return { column: aggregateColumn(resolved, alias), resolved: { kind: 'operand' as const, operand: resolved } };
    });
    const aliased =
      shape === 'aggregate'
        ? select.filter((item) => item.kind === 'function' || (item.kind === 'field' && item.alias !== null)).length
        : 0;
    if (aliased > MAX_ALIASES)
      throw new SoqlError(`maximum number of aliased fields exceeded: ${MAX_ALIASES}`, select[MAX_ALIASES]!.position);
    return items;
  }

  #children(item: Extract<SelectItem, { kind: 'children' }>): Selected {
    if (this.#depth >= MAX_CHILD_DEPTH)
      throw unsupported(`child queries below level ${MAX_CHILD_DEPTH}`, item.position);
    const { child, lookup, relationship } = requireChild(this.#schema, this.#root, item.query.from, item.position);
    const query = new QueryChecker(this.#shared, child, item.query, relationship, this.#depth + 1).check();
    return {
      column: { kind: 'children', relationship, query },
      resolved: { kind: 'children', query: query.resolved, lookup }
    };
  }

  #requireGrouped(operand: Operand, groupBy: readonly Operand[], item: SelectedItem): void {
    if (operand.kind === 'aggregate') {
      const of = operand.of;
      const grouped = of !== null && groupBy.some((group) => sameOperand(group, of));
      if (grouped) throw new SoqlError(`Grouped field should not be aggregated: ${of.field.apiName}`, item.position);
    } else if (operand.kind !== 'grouping' && !groupBy.some((group) => sameOperand(group, operand))) {
      throw new SoqlError(`Field must be grouped or aggregated: ${writtenName(item)}`, item.position);
    }
  }

  #semiJoin(query: SoqlQuery): ResolvedQuery {
    const other = query.select.find((item) => item.kind !== 'field');
    if (other) throw new SoqlError('Semi join sub-selects can only select one field', other.position);
    // "ORDER BY and LIMIT are not supported in subqueries" of semi-joins, says the SOQL guide; what the platform answers is not published.
    if (query.limit !== null || query.orderBy.length > 0)
      throw unsupported('ORDER BY and LIMIT in a semi-join', query.position);
    const root = requireObject(this.#schema, query.from, query.position);
    return new QueryChecker(this.#shared, root, query, root.apiName).check().resolved;
  }

  #operand(written: FieldPath | FunctionCall): Operand {
    if (written.kind === 'path') return resolvePath(this.#schema, this.#root, this.#syntax.fromAlias, written);
    const name = written.name;
    if (name === 'TOLABEL' || name === 'FORMAT')
      throw unsupported(
        `${name === 'FORMAT' ? name : 'toLabel'}() outside the fields of a query for records`,
        written.position
      );
    const of = written.argument
      ? resolvePath(this.#schema, this.#root, this.#syntax.fromAlias, written.argument)
      : null;
    if (isAggregate(name)) {
      if (of) requireAggregatable(of.field, name, written.position);
      return { kind: 'aggregate', name, of };
    }
    if (name === 'GROUPING') return this.#grouping(of!, written.position);
    if (name === 'DISTANCE') return distanceOperand(of!, written.to!, this.#schema, this.#binds, written.position);
    const dated = of as FieldReference;
    requireDateFunction(dated.field, name, written.convertTimezone, written.position);
    return { kind: 'dateFunction', name, of: dated, convertTimezone: written.convertTimezone };
  }

  #grouping(of: FieldReference, position: SoqlPosition): Operand {
    const { groupBy, groupKind } = this.#syntax;
    const isGrouped = groupBy.some((item) => item.kind === 'path' && sameOperand(this.#operand(item), of));
    if (groupKind === 'plain' || !isGrouped)
      throw unsupported('GROUPING() of what is not grouped with ROLLUP or CUBE', position);
    return { kind: 'grouping', name: 'GROUPING', of };
  }

  #groupItem(written: FieldPath | FunctionCall): Operand {
    const operand = this.#operand(written);
    if (operand.kind === 'aggregate' || operand.kind === 'grouping')
      throw new SoqlError(`unexpected token: '${operand.name}'`, written.position);
    if (operand.kind === 'field') requireGroupable(operand.field, written.position);
    return operand;
  }

  #orderItem(written: FieldPath | FunctionCall, shape: CheckedQuery['shape'], groupBy: readonly Operand[]): Operand {
    const operand = this.#operandOrAlias(written, shape);
    if (shape === 'count') throw new SoqlError('Ordering is not supported with COUNT()', written.position);
    if (shape === 'records' && operand.kind === 'aggregate')
      throw new SoqlError(`unexpected token: '${operand.name}'`, written.position);
    if (
      shape === 'aggregate' &&
      operand.kind !== 'aggregate' &&
      operand.kind !== 'grouping' &&
      !groupBy.some((group) => sameOperand(group, operand))
    ) {
      throw new SoqlError(
        `Ordered field must be grouped or aggregated: ${operand.kind === 'field' ? operand.field.apiName : operand.name}`,
        written.position
      );
    }
    if (operand.kind === 'field') requireSortable(operand.field, written.position);
    return operand;
  }

  /** In an aggregate query ORDER BY may name an alias of the SELECT list. */
  #operandOrAlias(written: FieldPath | FunctionCall, shape: CheckedQuery['shape']): Operand {
    if (shape === 'aggregate' && written.kind === 'path' && written.names.length === 1) {
      const wanted = written.names[0]!.toLowerCase();
      const item = this.#syntax.select.find(
        (entry) => entry.kind === 'function' && entry.alias?.toLowerCase() === wanted
      );
      if (item?.kind === 'function') return this.#operand(item.call);
    }
    return this.#operand(written);
  }

  #checkLimits(shape: CheckedQuery['shape']): void {
    const { limit, offset, groupBy, position } = this.#syntax;
    if (limit !== null && shape === 'aggregate' && groupBy.length === 0) {
      throw new SoqlError('LIMIT is not supported with aggregate functions without GROUP BY', position);
    }
    if (typeof offset === 'number' && offset > MAX_OFFSET)
      throw new SoqlError(`Maximum SOQL offset allowed is ${MAX_OFFSET}`, position, 'MALFORMED_QUERY');
    for (const value of [limit, offset]) {
      if (value !== null && typeof value === 'object') this.#binds[value.index] = { expected: 'limit', list: false };
    }
  }
}

function writtenName(item: SelectedItem): string {
  if (item.kind === 'field') return item.path.names.join('.');
  return `${item.call.name}(${item.call.argument?.names.join('.') ?? ''})`;
}

function isAggregate(name: string): name is AggregateFunction {
  return AGGREGATES.has(name);
}
