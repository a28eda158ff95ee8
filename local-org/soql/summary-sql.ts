/** Roll-up summaries as a subquery over the details of one record. */
import type { FieldSchema, ObjectSchema, OrgSchema, SummarySource } from '../metadata/schema.ts';
import type { SqliteValue } from '../store/driver.ts';
import { checkQuery } from './check.ts';
import type { ResolvedCondition } from './checked-query.ts';
import { ConditionSql } from './condition-sql.ts';
import { SoqlError, unsupported } from './errors.ts';
import { isNumber } from './field-rules.ts';
import { OperandSql } from './operand-sql.ts';
import type { Moment } from './operand-sql.ts';
import { parseSoql } from './parse.ts';

const START = { line: 1, column: 0 };
/** Operations of `<summaryFilterItems>`: what each does with one value, and how several values are joined. */
const OPERATIONS: Readonly<
  Record<string, readonly [condition: (field: string, value: string) => string, join: string]>
> = {
  equals: [(field, value) => `${field} = ${value}`, ' OR '],
  notEqual: [(field, value) => `${field} != ${value}`, ' AND '],
  lessThan: [(field, value) => `${field} < ${value}`, ' OR '],
  lessOrEqual: [(field, value) => `${field} <= ${value}`, ' OR '],
  greaterThan: [(field, value) => `${field} > ${value}`, ' OR '],
  greaterOrEqual: [(field, value) => `${field} >= ${value}`, ' OR '],
  contains: [(field, value) => `${field} LIKE ${like(value, '%', '%')}`, ' OR '],
  notContain: [(field, value) => `(NOT ${field} LIKE ${like(value, '%', '%')})`, ' AND '],
  startsWith: [(field, value) => `${field} LIKE ${like(value, '', '%')}`, ' OR '],
  includes: [(field, value) => `${field} INCLUDES (${value})`, ' OR '],
  excludes: [(field, value) => `${field} EXCLUDES (${value})`, ' AND ']
};

/** @throws SoqlError for filters that are not evaluated here */
export function requireSummary(schema: OrgSchema, summary: SummarySource): void {
  filterOf(schema, summary);
}

/** The roll-up of the record with that alias. COUNT and SUM of nothing are 0, MIN and MAX of nothing are empty. */
export function summarySql(
  schema: OrgSchema,
  { field, alias }: { readonly field: FieldSchema; readonly alias: string },
  moment: Moment
): string {
  const summary = field.summary!;
  const detail = detailOf(schema, summary);
  const operands = new OperandSql(schema, detail, moment, `${alias}r`);
  const column = (name: string) => operands.column({ steps: [], field: detail.fields.get(name.toLowerCase())! });
  const where = filterOf(schema, summary);
  const conditions = new ConditionSql(operands, literal, { binds: [], ...moment }, () => {
    throw new Error('a roll-up has no semi-join');
  });
  const filters = [
    `${column(summary.lookup)} = ${alias}."Id"`,
    ...(detail.fields.has('isdeleted') ? [column('IsDeleted') + ' = 0'] : []),
    ...(where ? [conditions.sql(where)] : [])
  ];
  const value =
    summary.field === null
      ? 'COUNT(*)'
      : summary.operation === 'sum'
        ? `COALESCE(SUM(${column(summary.field)}), 0)`
        : `${summary.operation.toUpperCase()}(${column(summary.field)})`;
  return `(SELECT ${value} FROM ${operands.from()} WHERE ${filters.join(' AND ')})`;
}

function detailOf(schema: OrgSchema, summary: SummarySource): ObjectSchema {
  return schema.objects.get(summary.detail.toLowerCase())!;
}

/** The filters as SOQL, checked like any other. */
function filterOf(schema: OrgSchema, summary: SummarySource): ResolvedCondition | null {
  if (summary.filters.length === 0) return null;
  const detail = detailOf(schema, summary);
  const conditions = summary.filters.map(({ field: name, operation, value }) => {
    const field = detail.fields.get(name.toLowerCase())!;
    const known = OPERATIONS[operation];
    if (!known) throw unsupported(`the operation ${operation} in filters of roll-up summaries`, START);
    const [condition, join] = known;
    const values = value === '' ? ['null'] : value.split(',').map((each) => soqlValue(field, each.trim()));
    return `(${values.map((each) => condition(field.apiName, each)).join(join)})`;
  });
  const text = `SELECT Id FROM ${detail.apiName} WHERE ${conditions.join(' AND ')}`;
  try {
    return checkQuery(parseSoql(text), text, schema).resolved.where;
  } catch (error) {
    if (!(error instanceof SoqlError)) throw error;
    throw unsupported(`the filter ${text.split(' WHERE ')[1]!} of a roll-up summary`, START);
  }
}

function soqlValue(field: FieldSchema, value: string): string {
  if (isNumber(field)) return value;
  if (field.type === 'boolean') return /^(?:true|1)$/i.test(value) ? 'true' : 'false';
  // Dates in the form of the admin's locale are refused by the parser.
  if (field.type === 'date' || field.type === 'datetime') return value;
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function like(quoted: string, before: string, after: string): string {
  return `'${before}${quoted.slice(1, -1).replaceAll('%', '\\%').replaceAll('_', '\\_')}${after}'`;
}

function literal(value: SqliteValue): string {
  if (value === null) return 'NULL';
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
}
