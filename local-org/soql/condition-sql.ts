/**
 * WHERE and HAVING as SQL. SOQL's logic has two values: a comparison with an empty field is false, `!=` and NOT IN are
 * true for it, so every comparison is written to come out as 0 or 1 wherever NOT can see it.
 */
import type { FieldSchema, PlainValue } from '../metadata/schema.ts';
import type { SqliteValue } from '../store/driver.ts';
import { FOLD, fold, SORT_KEY, sortKey } from '../store/fold.ts';
import type { Operand, ResolvedCondition, ResolvedQuery } from './checked-query.ts';
import { columnValues, rangeOf } from './condition-values.ts';
import type { ColumnValue, ValueContext } from './condition-values.ts';
import { isText } from './field-rules.ts';
import { operandField } from './operands.ts';
import type { OperandSql } from './operand-sql.ts';
import { unsupported } from './errors.ts';
import type { ComparisonOperator, SoqlValue } from './syntax.ts';

/** Values of the binds, in the order of `CheckedQuery.binds`. */
export type BindValues = ReadonlyArray<PlainValue | readonly PlainValue[]>;

type Comparison = Extract<ResolvedCondition, { kind: 'comparison' }>;

export class ConditionSql {
  readonly #operands: OperandSql;
  readonly #parameter: (value: SqliteValue) => string;
  readonly #context: ValueContext;
  readonly #semiJoin: (query: ResolvedQuery) => string;

  /** @param parameter notes a value and gives what stands for it in the SQL */
  constructor(
    operands: OperandSql,
    parameter: (value: SqliteValue) => string,
    context: ValueContext,
    semiJoin: (query: ResolvedQuery) => string
  ) {
    this.#operands = operands;
    this.#parameter = parameter;
    this.#context = context;
    this.#semiJoin = semiJoin;
  }

  sql(condition: ResolvedCondition): string {
    if (condition.kind === 'comparison') return this.#comparison(condition);
    if (condition.kind === 'not') return `NOT IFNULL(${this.sql(condition.operand)}, 0)`;
    return `(${condition.operands.map((operand) => this.sql(operand)).join(condition.kind === 'and' ? ' AND ' : ' OR ')})`;
  }

  #comparison({ operand, operator, value, inner }: Comparison): string {
    const column = this.#operands.operand(operand);
    if (inner) {
      const list = this.#semiJoin(inner);
      return operator === 'IN' ? `${column} IN (${list})` : `(${column} NOT IN (${list}) OR ${column} IS NULL)`;
    }
    const field = operandField(operand);
    if (value.kind === 'dateLiteral') return this.#range(column, operator, field, value);
    const values = columnValues(field, operator, value, this.#context);
    switch (operator) {
      case 'IN':
        return this.#in(field, column, values, value);
      case 'NOT IN':
        return this.#notIn(field, column, values, value);
      case 'INCLUDES':
        return this.#includes(column, values);
      case 'EXCLUDES':
        return `NOT IFNULL(${this.#includes(column, values)}, 0)`;
      case 'LIKE':
        return `(${values.map((item) => this.#like(column, item)).join(' OR ') || '0'})`;
      default:
        // A bound collection makes `=` an IN and `!=` a NOT IN (jamessimone/apex-dml-mocking).
        if (values.length !== 1 && operator === '=') return this.#in(field, column, values, value);
        if (values.length !== 1 && operator === '!=') return this.#notIn(field, column, values, value);
        if (values.length !== 1) throw unsupported(`${operator} with a collection`, value.position);
        return this.#compare(field, operand, column, operator, values[0]!);
    }
  }

  #compare(
    field: FieldSchema,
    operand: Operand,
    column: string,
    operator: ComparisonOperator,
    { value, exact }: ColumnValue
  ): string {
    if (value === null) {
      if (operator === '=') return `${column} IS NULL`;
      return operator === '!=' ? `${column} IS NOT NULL` : '0';
    }
    // A number with more digits than the field keeps equals nothing; `value` is the next one below it.
    if (!exact) {
      if (operator === '=') return '0';
      if (operator === '!=') return '1';
      return `${column} ${operator.startsWith('>') ? '>' : '<='} ${this.#parameter(value)}`;
    }
    const folds = isText(field) && !field.caseSensitive && operand.kind !== 'dateFunction';
    const equality = operator === '=' || operator === '!=';
    const left = folds ? `${equality ? FOLD : SORT_KEY}(${column})` : column;
    const right = this.#parameter(folds && typeof value === 'string' ? (equality ? fold : sortKey)(value) : value);
    return operator === '!=' ? `(${left} <> ${right} OR ${column} IS NULL)` : `${left} ${operator} ${right}`;
  }

  #in(field: FieldSchema, column: string, values: readonly ColumnValue[], written: SoqlValue): string {
    const parts = this.#members(field, column, values, 'IN');
    if (values.some((item) => item.value === null)) parts.push(`${column} IS NULL`);
    parts.push(...this.#ranges(column, field, written));
    return parts.length === 0 ? '0' : `(${parts.join(' OR ')})`;
  }

  #notIn(field: FieldSchema, column: string, values: readonly ColumnValue[], written: SoqlValue): string {
    const hasNull = values.some((item) => item.value === null);
    const parts = this.#members(field, column, values, 'NOT IN');
    parts.push(...this.#ranges(column, field, written).map((range) => `NOT IFNULL(${range}, 0)`));
    const members = parts.length === 0 ? '1' : parts.join(' AND ');
    return hasNull ? `(${column} IS NOT NULL AND ${members})` : `(${column} IS NULL OR (${members}))`;
  }

  #members(field: FieldSchema, column: string, values: readonly ColumnValue[], operator: 'IN' | 'NOT IN'): string[] {
    const members = values.filter((item) => item.exact && item.value !== null).map((item) => item.value);
    if (members.length === 0) return [];
    const folds = isText(field) && !field.caseSensitive;
    const json = `[${members.map((item) => jsonText(folds && typeof item === 'string' ? fold(item) : item)).join(',')}]`;
    return [
      `${folds ? `${FOLD}(${column})` : column} ${operator} (SELECT value FROM json_each(${this.#parameter(json)}))`
    ];
  }

  /** Date literals inside a list: each is a range. */
  #ranges(column: string, field: FieldSchema, written: SoqlValue): string[] {
    if (written.kind !== 'list') return [];
    return written.values.flatMap((item) =>
      item.kind === 'dateLiteral' ? [this.#range(column, '=', field, item)] : []
    );
  }

  #range(
    column: string,
    operator: ComparisonOperator,
    field: FieldSchema,
    literal: Extract<SoqlValue, { kind: 'dateLiteral' }>
  ): string {
    const { from, to } = rangeOf(field, literal, this.#context);
    switch (operator) {
      case '=':
        return `(${column} >= ${this.#parameter(from)} AND ${column} < ${this.#parameter(to)})`;
      case '!=':
        return `(${column} < ${this.#parameter(from)} OR ${column} >= ${this.#parameter(to)} OR ${column} IS NULL)`;
      case '<':
        return `${column} < ${this.#parameter(from)}`;
      case '<=':
        return `${column} < ${this.#parameter(to)}`;
      case '>':
        return `${column} >= ${this.#parameter(to)}`;
      default:
        return `${column} >= ${this.#parameter(from)}`;
    }
  }

  #like(column: string, { value }: ColumnValue): string {
    if (value === null) return `${column} IS NULL`;
    return `${FOLD}(${column}) LIKE ${this.#parameter(fold(String(value)))} ESCAPE '\\'`;
  }

  /** Each value may hold several choices that all have to be set, separated by semicolons. */
  #includes(column: string, values: readonly ColumnValue[]): string {
    const choices = values.map(({ value }) => {
      if (value === null) return `${column} IS NULL`;
      const all = String(value)
        .split(';')
        .map((part) => `instr(';' || ${FOLD}(${column}) || ';', ${this.#parameter(`;${fold(part.trim())};`)}) > 0`);
      return `(${all.join(' AND ')})`;
    });
    return choices.length === 0 ? '0' : `(${choices.join(' OR ')})`;
  }
}

function jsonText(value: SqliteValue): string {
  return typeof value === 'bigint' ? value.toString() : JSON.stringify(value);
}
