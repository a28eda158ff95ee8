/** WHERE and HAVING: operators, literal types, semi-joins, and what each bind has to be. */
import { holdsDurableId } from '../metadata/durable-ids.ts';
import type { FieldSchema, ObjectSchema } from '../metadata/schema.ts';
import type { CheckedQuery, Operand, ResolvedCondition, ResolvedQuery } from './checked-query.ts';
import { isCompound } from './compound-fields.ts';
import { SoqlError, unsupported } from './errors.ts';
import { isId, isNumber, isText, requireFilterable, requireOperator } from './field-rules.ts';
import { operandField, sameOperand } from './operands.ts';
import { readId } from '../store/ids.ts';
import type { Comparison, Condition, FieldPath, FunctionCall, SoqlQuery, SoqlValue } from './syntax.ts';

export type Bind = CheckedQuery['binds'][number];

/** What the conditions need from the query they belong to. */
export interface ConditionScope {
  /** Filled by bind index. */
  readonly binds: Bind[];
  readonly objectName: string;
  operand(written: FieldPath | FunctionCall): Operand;
  semiJoin(query: SoqlQuery): ResolvedQuery;
}

export class ConditionChecker {
  readonly #scope: ConditionScope;

  constructor(scope: ConditionScope) {
    this.#scope = scope;
  }

  where(condition: Condition): ResolvedCondition {
    requireSemiJoinsOnTop(condition);
    return this.#walk(condition, (operand, comparison) => {
      if (operand.kind === 'aggregate') throw new SoqlError(`unexpected token: '${operand.name}'`, comparison.position);
      if (operand.kind === 'field' && isCompound(operand.field))
        throw unsupported(`a condition on compound field ${operand.field.apiName}`, comparison.position);
      if (operand.kind === 'field') requireFilterable(operand.field, comparison.position);
    });
  }

  having(condition: Condition, groupBy: readonly Operand[]): ResolvedCondition {
    return this.#walk(condition, (operand, comparison) => {
      if (operand.kind === 'aggregate' || groupBy.some((group) => sameOperand(group, operand))) return;
      const name = operand.kind === 'field' ? operand.field.apiName : operand.name;
      throw new SoqlError(`Field must be grouped or aggregated: ${name}`, comparison.position);
    });
  }

  #walk(condition: Condition, rule: (operand: Operand, comparison: Comparison) => void): ResolvedCondition {
    if (condition.kind === 'comparison') {
      const operand = this.#scope.operand(condition.left);
      rule(operand, condition);
      return this.#comparison(operand, condition);
    }
    if (condition.kind === 'not') return { kind: 'not', operand: this.#walk(condition.operand, rule) };
    return { kind: condition.kind, operands: condition.operands.map((item) => this.#walk(item, rule)) };
  }

  #comparison(operand: Operand, { operator, value, position }: Comparison): ResolvedCondition {
    const field = operandField(operand);
    requireOperator(field, operator, position);
    const takesList = operator === 'IN' || operator === 'NOT IN' || operator === 'INCLUDES' || operator === 'EXCLUDES';
    const inner = value.kind === 'subquery' ? this.#semiJoin(operand, operator, value) : null;
    if (value.kind !== 'subquery') {
      if (takesList && value.kind !== 'list' && value.kind !== 'bind')
        throw new SoqlError(`unexpected token: '${describeValue(value)}'`, value.position);
      if (!takesList && value.kind === 'list') throw new SoqlError("unexpected token: '('", value.position);
      this.#value(field, value, takesList, operator === '=' || operator === '!=');
      if (operator === 'LIKE' && value.kind === 'null') throw new SoqlError("unexpected token: 'NULL'", value.position);
    }
    return { kind: 'comparison', operand, operator, value, inner };
  }

  #value(field: FieldSchema, value: SoqlValue, list: boolean, mayBeList = false): void {
    if (value.kind === 'bind') {
      this.#scope.binds[value.index] = { expected: field, list, mayBeList };
    } else if (value.kind === 'list') {
      for (const item of value.values) this.#value(field, item, false);
    } else {
      requireLiteral(field, value);
    }
  }

  #semiJoin(operand: Operand, operator: string, value: Extract<SoqlValue, { kind: 'subquery' }>): ResolvedQuery {
    const query = value.query;
    if (operator !== 'IN' && operator !== 'NOT IN') throw new SoqlError("unexpected token: '('", value.position);
    if (operand.kind !== 'field' || !isId(operand.field)) {
      throw new SoqlError('Semi join sub-selects are only allowed on id and reference fields', value.position);
    }
    if (query.select.length !== 1)
      throw new SoqlError('Semi join sub-selects can only select one field', value.position);
    if (nestsSemiJoin(query.where))
      throw new SoqlError('Nesting of semi join sub-selects is not supported', value.position);
    const inner = this.#scope.semiJoin(query);
    const column = inner.columns[0]!;
    const selected = column.kind === 'operand' && column.operand.kind === 'field' ? column.operand : null;
    const innerTargets = selected ? pointsAt(selected.field, selected.objectName) : [];
    const outerTargets = pointsAt(operand.field, operand.objectName);
    if (!selected || !innerTargets.some((name) => outerTargets.includes(name))) {
      throw new SoqlError(
        `The selected field '${selected?.field.apiName ?? ''}' in the subquery and the left operand field in the where expression in the outer query '${operand.field.apiName}' should point to the same object type`,
        value.position
      );
    }
    if (inner.objectName === this.#scope.objectName)
      throw new SoqlError('The inner and outer selects should not be on the same object type', value.position);
    return inner;
  }
}

function pointsAt(field: FieldSchema, owner: string): readonly string[] {
  return field.type === 'id' ? [owner] : field.type === 'reference' ? field.referenceTo : [];
}

function nestsSemiJoin(condition: Condition | null): boolean {
  if (!condition) return false;
  if (condition.kind === 'comparison') return condition.value.kind === 'subquery';
  return condition.kind === 'not' ? nestsSemiJoin(condition.operand) : condition.operands.some(nestsSemiJoin);
}

const MAX_SEMI_JOINS = 2;

/**
 * Semi-joins stand alone or in the outermost list of ANDs. Wording: apsona.com/pages/sfdc/doc/semijoin-subselect.html
 * and error texts quoted by users of the API.
 */
function requireSemiJoinsOnTop(condition: Condition): void {
  const top = condition.kind === 'and' || condition.kind === 'or' ? condition.operands : [condition];
  const joins = top.filter(isSemiJoin);
  if (condition.kind === 'or' && joins[0])
    throw new SoqlError("Semi join sub-selects are not allowed with the 'OR' operator", joins[0].position);
  const nested = top.find((item) => !isSemiJoin(item) && nestsSemiJoin(item));
  if (nested) {
    throw new SoqlError(
      'Semi join sub-selects are only allowed at the top level WHERE expressions and not in nested WHERE expressions.',
      firstPosition(nested)
    );
  }
  const excess = joins[MAX_SEMI_JOINS];
  if (excess) throw new SoqlError(`Maximum ${MAX_SEMI_JOINS} semi join sub-selects are allowed`, excess.position);
}

function isSemiJoin(condition: Condition): condition is Comparison {
  return condition.kind === 'comparison' && condition.value.kind === 'subquery';
}

function firstPosition(condition: Condition): Comparison['position'] {
  if (condition.kind === 'comparison') return condition.position;
  return firstPosition(condition.kind === 'not' ? condition.operand : condition.operands[0]!);
}

function describeValue(value: SoqlValue): string {
  if (value.kind === 'string') return `'${value.value}'`;
  if (value.kind === 'boolean') return String(value.value);
  return 'text' in value ? value.text : value.kind;
}

const MAX_TEXT = 4000;

/** A literal must have the field's type: Salesforce names the type and says whether quotes belong there. */
function requireLiteral(field: FieldSchema, value: SoqlValue): void {
  if (value.kind === 'null') return;
  // Refused with an exception whose words are not published (octoberswimmer/aer, CHANGELOG v1.2.0).
  if (value.kind === 'string' && value.value.length >= MAX_TEXT)
    throw unsupported(
      `a text of ${MAX_TEXT} or more characters in a query, which the platform refuses`,
      value.position
    );
  if (isText(field)) {
    if (value.kind !== 'string') throw wrongType(field, 'string', true, value);
  } else if (isId(field)) {
    if (value.kind !== 'string') throw wrongType(field, 'reference', true, value);
    // An empty string means "no value" here, as it does for text.
    if (value.value !== '' && !holdsDurableId(field) && readId(value.value) === null)
      throw new SoqlError(`invalid ID field: ${value.value}`, value.position, 'INVALID_QUERY_FILTER_OPERATOR');
  } else if (isNumber(field)) {
    if (value.kind !== 'number') throw wrongType(field, field.type, false, value);
    if (field.type === 'int' && value.text.includes('.')) throw wrongType(field, 'int', false, value);
  } else if (field.type === 'boolean') {
    if (value.kind !== 'boolean') throw wrongType(field, 'boolean', false, value);
  } else if (field.type === 'date') {
    if (value.kind !== 'date' && value.kind !== 'dateLiteral') throw wrongType(field, 'date', false, value);
  } else if (field.type === 'datetime') {
    if (value.kind !== 'datetime' && value.kind !== 'dateLiteral') throw wrongType(field, 'dateTime', false, value);
  } else if (field.type === 'time') {
    if (value.kind !== 'time') throw wrongType(field, 'time', false, value);
  }
}

function wrongType(field: FieldSchema, type: string, quotes: boolean, value: SoqlValue): SoqlError {
  return new SoqlError(
    `value of filter criterion for field '${field.apiName}' must be of type ${type} and should ${quotes ? '' : 'not '}be enclosed in quotes`,
    value.position,
    'INVALID_FIELD'
  );
}

/** Fields one of which a query on the object has to name with `=` or `IN` ("ContentDocumentLink", "Special Access Rules"). */
const REQUIRED_FILTERS: Readonly<Record<string, readonly string[]>> = {
  ContentDocumentLink: ['ContentDocumentId', 'LinkedEntityId']
};

/** @throws SoqlError for queries that the platform takes with a filter on certain fields only */
export function requireFilter(
  root: ObjectSchema,
  where: ResolvedCondition | null,
  position: Comparison['position']
): void {
  const fields = REQUIRED_FILTERS[root.apiName];
  if (fields === undefined) return;
  const top = where === null ? [] : where.kind === 'and' ? where.operands : [where];
  const filtered = top.some(
    (item) =>
      item.kind === 'comparison' &&
      (item.operator === '=' || item.operator === 'IN') &&
      item.operand.kind === 'field' &&
      item.operand.steps.length === 0 &&
      fields.includes(item.operand.field.apiName)
  );
  if (!filtered)
    throw new SoqlError(
      `Implementation restriction: ${root.apiName} requires a filter by a single Id on ${fields.join(' or ')} using the equals operator or multiple Id's using the IN operator.`,
      position
    );
}
