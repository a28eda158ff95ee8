/** Literals and binds of a condition as column values. */
import type { FieldSchema, ObjectSchema, PlainValue } from '../metadata/schema.ts';
import type { SqliteValue } from '../store/driver.ts';
import { readId } from '../store/ids.ts';
import { savedSelection } from '../store/validate.ts';
import { isDecimal, scaled, toSqlite } from '../store/values.ts';
import type { BindValues } from './condition-sql.ts';
import { dateRange, datetimeRange } from './date-literals.ts';
import { SoqlError, unsupported } from './errors.ts';
import { isId } from './field-rules.ts';
import type { ComparisonOperator, SoqlPosition, SoqlValue } from './syntax.ts';

/** SQL that holds for the rows of an object that the user may see, by the alias of its table; null for all. */
export type VisibleRows = (object: ObjectSchema, alias: string) => string | null;

export interface ValueContext {
  readonly binds: BindValues;
  /** Milliseconds since 1970 UTC. */
  readonly now: number;
  /** IANA name of the user's time zone. */
  readonly timeZone: string;
  /** Who asks, for `USING SCOPE mine`. */
  readonly userId?: string;
  /** Rows of objects without a table, as JSON texts of lists; by API name. */
  readonly rows?: ReadonlyMap<string, string>;
  /** Record sharing; without it the query sees every row. */
  readonly visible?: VisibleRows;
}

/** `exact` is false for a number with more digits than its field: `value` is then the next lower one that fits. */
export interface ColumnValue {
  readonly value: SqliteValue;
  readonly exact: boolean;
}

/** Every value a condition compares with; date literals, which are ranges, are left out. */
export function columnValues(
  field: FieldSchema,
  operator: ComparisonOperator,
  value: SoqlValue,
  context: ValueContext
): ColumnValue[] {
  switch (value.kind) {
    case 'list':
      return value.values.flatMap((item) => columnValues(field, operator, item, context));
    case 'bind': {
      const bound = context.binds[value.index];
      if (bound === undefined) throw new SoqlError(`Variable does not exist: ${value.expression}`, value.position);
      const values = Array.isArray(bound) ? (bound as readonly PlainValue[]) : [bound as PlainValue];
      return values.map((item) => plainValue(field, operator, item, value.position));
    }
    case 'dateLiteral':
      return [];
    case 'null':
      return [plainValue(field, operator, null, value.position)];
    case 'boolean':
      return [plainValue(field, operator, value.value, value.position)];
    case 'string':
      return [plainValue(field, operator, operator === 'LIKE' ? value.pattern : value.value, value.position)];
    case 'number':
      return [numberValue(field, value.text)];
    case 'date':
      return [{ value: day(value.text, value.position), exact: true }];
    case 'datetime':
      return [{ value: instant(value.text, value.position), exact: true }];
    case 'time':
      throw unsupported('time literals in SOQL', value.position);
    case 'subquery':
      throw new Error('a semi-join has no values');
  }
}

export function rangeOf(
  field: FieldSchema,
  literal: Extract<SoqlValue, { kind: 'dateLiteral' }>,
  context: ValueContext
): { readonly from: SqliteValue; readonly to: SqliteValue } {
  return field.type === 'date'
    ? dateRange(literal, context.now, context.timeZone)
    : datetimeRange(literal, context.now, context.timeZone);
}

function plainValue(
  field: FieldSchema,
  operator: ComparisonOperator,
  value: PlainValue,
  position: SoqlPosition
): ColumnValue {
  if (value === null) return { value: field.type === 'boolean' ? 0 : null, exact: true };
  if (isId(field) && typeof value === 'string') {
    const id = value === '' ? null : readId(value);
    if (value !== '' && id === null)
      throw new SoqlError(`invalid ID field: ${value}`, position, 'INVALID_QUERY_FILTER_OPERATOR');
    return { value: id, exact: true };
  }
  if ((isDecimal(field) || field.type === 'int') && typeof value !== 'boolean')
    return numberValue(field, String(value));
  // "The multi-select picklist has both … selected in any order" (Ouellette, Development with the Force.com Platform, ch. 5).
  if (field.type === 'multipicklist' && typeof value === 'string' && operator !== 'INCLUDES' && operator !== 'EXCLUDES')
    return { value: toSqlite(field, savedSelection(field, value)), exact: true };
  if (operator === 'LIKE') return { value: String(value), exact: true };
  return { value: toSqlite(field, value), exact: true };
}

/** Numbers are compared at the field's scale, rounded down when they have more digits. */
function numberValue(field: FieldSchema, text: string): ColumnValue {
  const scale = isDecimal(field) ? field.scale : 0;
  const digits = text.split('.')[1]?.length ?? 0;
  if (digits <= scale) return { value: scaled(text, scale), exact: true };
  const fine = scaled(text, digits);
  const factor = 10n ** BigInt(digits - scale);
  const quotient = fine / factor;
  const exact = quotient * factor === fine;
  return { value: !exact && fine < 0n ? quotient - 1n : quotient, exact };
}

function instant(text: string, position: SoqlPosition): number {
  const iso = text
    .replace(/(?<sign>[+-])(?<hours>\d{2})(?<minutes>\d{2})$/, '$<sign>$<hours>:$<minutes>')
    .toUpperCase();
  const parsed = Date.parse(iso);
  // Winter '25 release notes, "Understand SOQL Error and Functionality Changes to Update Your Code".
  if (Number.isNaN(parsed) || !isDay(text.slice(0, 10))) throw new SoqlError(`Invalid datetime: ${text}`, position);
  return parsed;
}

/** The wording follows that of moments, which is published; that of days is not. */
function day(text: string, position: SoqlPosition): string {
  if (!isDay(text)) throw new SoqlError(`Invalid date: ${text}`, position);
  return text;
}

/** `YYYY-MM-DD` that the calendar has. */
function isDay(text: string): boolean {
  const parsed = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed) && new Date(parsed).toISOString().startsWith(text);
}
