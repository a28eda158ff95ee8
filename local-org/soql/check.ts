import type { ObjectSchema, OrgSchema } from '../metadata/schema.ts';
import type {
  CheckedQuery,
  FieldReference,
  Operand,
  ResolvedColumn,
  ResolvedQuery,
  ResultColumn
} from './checked-query.ts';
import { ConditionChecker, requireFilter } from './check-conditions.ts';
import type { Bind } from './check-conditions.ts';
import { SoqlError, unsupported } from './errors.ts';
import { requireAggregatable, requireDateFunction, requireGroupable, requireSortable } from './field-rules.ts';
import { aggregateColumn, sameOperand } from './operands.ts';
import { requireGroupKind, requireLockable, withStandardFields } from './query-rules.ts';
import type { SelectedItem } from './query-rules.ts';
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
 * @throws SoqlError in Salesforce's wording, or `not supported by the local org: …`.
 */
export function checkQuery(syntax: SoqlQuery, text: string, schema: OrgSchema): CheckedQuery {
  const binds: Bind[] = [];
  const root = requireObject(schema, syntax.from, syntax.position);
  return new QueryChecker(schema, root, syntax, text, binds, null).check();
}

class QueryChecker {
  readonly #schema: OrgSchema;
  readonly #root: ObjectSchema;
  readonly #syntax: SoqlQuery;
  readonly #text: string;
  readonly #binds: Bind[];
  /** Relationship name when this is a child query, object name when a semi-join; null for a root query. */
  readonly #childOf: string | null;
  /** 1 for a root query, 2 for its child queries. */
  readonly #depth: number;

  constructor(
    schema: OrgSchema,
    root: ObjectSchema,
    syntax: SoqlQuery,
    text: string,
    binds: Bind[],
    childOf: string | null,
    depth = 1
  ) {
    this.#depth = depth;
    this.#schema = schema;
    this.#root = root;
    this.#syntax = syntax;
    this.#text = text;
    this.#binds = binds;
    this.#childOf = childOf;
  }

  check(): CheckedQuery {
    const syntax = this.#syntax;
    requireGroupKind(syntax);
    requireLockable(syntax);
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
      allRows: syntax.allRows
    };
    return {
      text: this.#text,
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
    const functions = select.filter((item) => item.kind === 'function').filter(({ call }) => call.name !== 'TOLABEL');
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
    const fields = select.find((item) => item.kind === 'standardFields');
    if (fields) throw unsupported('FIELDS() in an aggregate query', fields.position);
    const children = select.find((item) => item.kind === 'children');
    if (children) throw new SoqlError('Aggregate queries do not support child sub-queries', children.position);
    return 'aggregate';
  }

  #select(
    shape: CheckedQuery['shape'],
    groupBy: readonly Operand[]
  ): Array<{ column: ResultColumn; resolved: ResolvedColumn }> {
    const select = withStandardFields(this.#syntax.select, this.#root);
    const seen = new Set<string>();
    let expressions = 0;
    const items = select.map((item) => {
      if (item.kind === 'children') return this.#children(item);
      const resolved = this.#selectable(item);
      if (shape === 'records') return recordColumn(item, resolved, seen);
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

  #children(item: Extract<SelectItem, { kind: 'children' }>): { column: ResultColumn; resolved: ResolvedColumn } {
    if (this.#depth >= MAX_CHILD_DEPTH)
      throw unsupported(`child queries below level ${MAX_CHILD_DEPTH}`, item.position);
    const { child, lookup, relationship } = requireChild(this.#schema, this.#root, item.query.from, item.position);
    const query = new QueryChecker(
      this.#schema,
      child,
      item.query,
      this.#text,
      this.#binds,
      relationship,
      this.#depth + 1
    ).check();
    return {
      column: { kind: 'children', relationship, query },
      resolved: { kind: 'children', query: query.resolved, lookup }
    };
  }

  #selectable(item: SelectedItem): Operand {
    const label = item.kind === 'function' && item.call.name === 'TOLABEL' ? item.call : null;
    return label ? this.#labelled(label) : this.#operand(item.kind === 'field' ? item.path : item.call);
  }

  #labelled({ argument, position }: FunctionCall): FieldReference {
    const reference = resolvePath(this.#schema, this.#root, this.#syntax.fromAlias, argument!);
    if (reference.field.type !== 'picklist' && reference.field.type !== 'multipicklist')
      throw unsupported(`toLabel() of ${reference.field.apiName}, which is no picklist`, position);
    return reference;
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
    return new QueryChecker(this.#schema, root, query, this.#text, this.#binds, root.apiName).check().resolved;
  }

  #operand(written: FieldPath | FunctionCall): Operand {
    if (written.kind === 'path') return resolvePath(this.#schema, this.#root, this.#syntax.fromAlias, written);
    const name = written.name;
    if (name === 'TOLABEL') throw unsupported('toLabel() outside the fields of a query for records', written.position);
    const of = written.argument
      ? resolvePath(this.#schema, this.#root, this.#syntax.fromAlias, written.argument)
      : null;
    if (isAggregate(name)) {
      if (of) requireAggregatable(of.field, name, written.position);
      return { kind: 'aggregate', name, of };
    }
    if (name === 'GROUPING') return this.#grouping(of!, written.position);
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

function recordColumn(
  item: SelectedItem,
  operand: Operand,
  seen: Set<string>
): { column: ResultColumn; resolved: ResolvedColumn } {
  if (operand.kind !== 'field') throw unsupported('a function in SELECT without grouping', item.position);
  const labels = item.kind === 'function';
  if (labels && item.alias !== null) throw unsupported('an alias for toLabel()', item.position);
  if (item.alias !== null) throw new SoqlError('only aggregate expressions use field aliasing', item.position);
  const path = operand.steps.map((step) => step.relationship);
  const key = [...path, operand.field.apiName].join('.').toLowerCase();
  if (seen.has(key))
    throw new SoqlError(`duplicate field selected: ${[...path, operand.field.apiName].join('.')}`, item.position);
  seen.add(key);
  return {
    column: { kind: 'field', path, name: operand.field.apiName, field: operand.field, labels },
    resolved: { kind: 'operand', operand }
  };
}

function writtenName(item: SelectedItem): string {
  if (item.kind === 'field') return item.path.names.join('.');
  return `${item.call.name}(${item.call.argument?.names.join('.') ?? ''})`;
}

function isAggregate(name: string): name is AggregateFunction {
  return AGGREGATES.has(name);
}
