import type { FieldSchema, ObjectSchema } from '../metadata/schema.ts';
import type { Store } from '../store/store.ts';
import { isStored, quote } from '../store/values.ts';

/** By record type id; null for records without one. A record type that no record has is not in it. */
export type CountByRecordType = ReadonlyMap<string | null, number>;

export interface ExpectedField {
  /** Records with a value; for a checkbox, records with a tick. */
  readonly filled: number;
  readonly filledByRecordType: CountByRecordType;
  /** Records that hold the default value; null when the field has none, or it is a formula. */
  readonly holdsDefault: number | null;
  /** Every value that occurs; null unless the field is a picklist or a multi-select picklist. */
  readonly values: ReadonlyMap<string, CountByRecordType> | null;
}

export interface ExpectedCounts {
  readonly records: number;
  readonly recordsByRecordType: CountByRecordType;
  /** By API name; formulas, which no column holds, are not in it. */
  readonly fields: ReadonlyMap<string, ExpectedField>;
}

/** Says how exact a location is; without one it would mean nothing. */
const ACCURACY = 'GeocodeAccuracy';

/**
 * What a population run must find, counted over the tables in plain SQL: no SOQL and none of the package's logic, so
 * that a test compares two independent counts. Deleted records do not count.
 * @throws Error when the object does not exist or has no rows in this org.
 */
export function expectedCounts(store: Store, objectName: string): ExpectedCounts {
  const object = store.object(objectName);
  const fields = [...object.fields.values()].filter((field) => conditionOf(object, field) !== null);
  const recordsByRecordType = countByRecordType(store, object, '1');
  const counted = new Map<string, ExpectedField>();
  for (const field of fields) {
    const filledByRecordType = countByRecordType(store, object, conditionOf(object, field)!);
    const values = isPicklist(field) ? countValues(store, object, field) : null;
    const holdsDefault = countDefault(store, object, field);
    counted.set(field.apiName, { filled: sum(filledByRecordType), filledByRecordType, holdsDefault, values });
  }
  return { records: sum(recordsByRecordType), recordsByRecordType, fields: counted };
}

/** SQL that is true for a filled row; null when no column can tell. */
function conditionOf(object: ObjectSchema, field: FieldSchema): string | null {
  if (field.type === 'boolean') return isStored(field) ? `${quote(field.apiName)} = 1` : null;
  if (isStored(field)) return `${quote(field.apiName)} IS NOT NULL`;
  const components = [...object.fields.values()].filter(
    ({ compoundFieldName, apiName }) => compoundFieldName === field.apiName && !apiName.includes(ACCURACY)
  );
  if (components.length === 0) return null;
  return `(${components.map((component) => `${quote(component.apiName)} IS NOT NULL`).join(' OR ')})`;
}

function isPicklist(field: FieldSchema): boolean {
  return field.type === 'picklist' || field.type === 'multipicklist';
}

function countDefault(store: Store, object: ObjectSchema, field: FieldSchema): number | null {
  const value = isPicklist(field)
    ? field.picklistValues.find((each) => each.active && each.isDefault)?.value
    : field.defaultValue;
  if (value === null || value === undefined || !isStored(field)) return null;
  const column = quote(field.apiName);
  // A multi-select picklist holds it among others.
  const condition =
    field.type === 'multipicklist' ? `instr(';' || ${column} || ';', ';' || ? || ';') > 0` : `${column} = ?`;
  const sql = `SELECT COUNT(*) FROM ${quote(object.apiName)} WHERE ${undeleted(object)} AND ${condition}`;
  return Number(store.all(sql, typeof value === 'boolean' ? Number(value) : value)[0]![0]);
}

function recordTypeOf(object: ObjectSchema): string {
  return object.fields.has('recordtypeid') ? '"RecordTypeId"' : 'NULL';
}

function undeleted(object: ObjectSchema): string {
  return object.fields.has('isdeleted') ? '"IsDeleted" = 0' : '1';
}

function countByRecordType(store: Store, object: ObjectSchema, condition: string): Map<string | null, number> {
  const sql = `SELECT ${recordTypeOf(object)}, COUNT(*) FROM ${quote(object.apiName)}
    WHERE ${undeleted(object)} AND ${condition} GROUP BY 1`;
  return new Map(store.all(sql).map(([recordType, count]) => [textOf(recordType), Number(count)]));
}

function countValues(
  store: Store,
  object: ObjectSchema,
  field: FieldSchema
): ReadonlyMap<string, ReadonlyMap<string | null, number>> {
  const column = quote(field.apiName);
  const rows = `SELECT ${recordTypeOf(object)} AS kind, ${column} AS held FROM ${quote(object.apiName)}
    WHERE ${undeleted(object)} AND ${column} IS NOT NULL`;
  // A multi-select value is taken apart at its semicolons, one value per step.
  const single = field.type === 'picklist';
  const sql = single
    ? `SELECT held, kind, COUNT(*) FROM (${rows}) GROUP BY held, kind`
    : `WITH RECURSIVE part (kind, value, rest) AS (
         SELECT kind, NULL, held || ';' FROM (${rows})
         UNION ALL
         SELECT kind, substr(rest, 1, instr(rest, ';') - 1), substr(rest, instr(rest, ';') + 1) FROM part WHERE rest <> ''
       ) SELECT value, kind, COUNT(*) FROM part WHERE value IS NOT NULL GROUP BY value, kind`;
  const values = new Map<string, Map<string | null, number>>();
  for (const [value, kind, count] of store.all(sql)) {
    const byRecordType = values.get(String(value)) ?? new Map<string | null, number>();
    byRecordType.set(textOf(kind), Number(count));
    values.set(String(value), byRecordType);
  }
  return values;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function sum(counts: CountByRecordType): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}
