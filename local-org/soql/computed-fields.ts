/** Formulas and roll-ups of records as code holds them, which need not be as they are stored: triggers see them so. */
import { UnsupportedFormulaError } from '../metadata/formula/errors.ts';
import type { FieldSchema, ObjectSchema, PlainValue } from '../metadata/schema.ts';
import type { SqliteValue } from '../store/driver.ts';
import { formulaOf } from '../store/formulas.ts';
import type { Store } from '../store/store.ts';
import { fromSqlite, quote, toSqlite } from '../store/values.ts';
import { SoqlError } from './errors.ts';
import { OperandSql } from './operand-sql.ts';
import type { Moment } from './operand-sql.ts';
import { requireSummary } from './summary-sql.ts';

/**
 * The computed custom fields of a record with these values; what it does not name counts as empty. Fields that the local
 * org cannot compute are left out, and so are the roll-ups of a record without an id.
 */
export function computedFields(
  store: Store,
  object: ObjectSchema,
  values: ReadonlyMap<string, PlainValue>,
  moment: Moment
): Map<string, PlainValue> {
  const hasId = (values.get('Id') ?? null) !== null;
  const computed = [...object.fields.values()].filter(
    (field) => isComputed(store, object, field) && (hasId || field.summary === null)
  );
  if (computed.length === 0) return new Map();
  const stored = store.fields(object).filter((field) => field.type !== 'base64');
  const source = `(SELECT ${stored.map((field, index) => `?${index + 1} AS ${quote(field.apiName)}`).join(', ')})`;
  const operands = new OperandSql(store.schema, object, moment, 't', source);
  const columns = computed.map((field) =>
    operands.selected({ kind: 'field', steps: [], objectName: object.apiName, field })
  );
  const parameters = stored.map((field): SqliteValue => toSqlite(field, values.get(field.apiName) ?? null));
  const [row] = store.all(`SELECT ${columns.join(', ')} FROM ${operands.from()}`, ...parameters);
  return new Map(computed.map((field, index) => [field.apiName, fromSqlite(field, row![index]!)]));
}

/** Is it a formula or a roll-up that the local org can compute? */
export function isComputed(store: Store, object: ObjectSchema, field: FieldSchema): boolean {
  if (field.formula === null && field.summary === null) return false;
  try {
    if (field.formula !== null) formulaOf(store.schema, object, field);
    if (field.summary !== null) requireSummary(store.schema, field.summary);
    return true;
  } catch (error) {
    if (error instanceof UnsupportedFormulaError || error instanceof SoqlError) return false;
    throw error;
  }
}
