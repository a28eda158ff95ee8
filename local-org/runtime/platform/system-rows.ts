/**
 * Rows that the platform itself reads and writes (jobs, users, settings): no DML rules, no limits, no audit of a user's
 * doing. Everything Apex saves goes through `dml.ts` instead.
 */
import type { FieldSchema, ObjectSchema } from '../../metadata/schema.ts';
import { insertRows, updateRows } from '../../store/dml.ts';
import type { PlainRow, RowResult } from '../../store/results.ts';
import type { Store } from '../../store/store.ts';
import { fromSqlite, quote, selectExpression, toSqlite } from '../../store/values.ts';

function column(store: Store, object: ObjectSchema, name: string): FieldSchema {
  return store.field(object, name);
}

/** Inserts one row and gives its id. @throws Error for a row the store refuses: the platform's own rows are always right */
export function insertRow(store: Store, objectName: string, values: PlainRow): string {
  const [result] = insertRows(store, objectName, [values], { allOrNone: true, mode: 'system' });
  return done(result!, objectName);
}

/** Changes columns of one row. */
export function updateRow(store: Store, objectName: string, id: string, values: PlainRow): void {
  const [result] = updateRows(store, objectName, [{ ...values, Id: id }], { allOrNone: true, mode: 'system' });
  done(result!, objectName);
}

function done(result: RowResult, objectName: string): string {
  const [error] = result.errors;
  if (error !== undefined) throw new Error(`${objectName}: ${error.statusCode}, ${error.message}`);
  return result.id!;
}

/** All rows whose columns equal the given values, every stored field by its API name. Text compares exactly. */
export function findRows(store: Store, objectName: string, where: PlainRow = {}): PlainRow[] {
  const object = store.object(objectName);
  const fields = store.fields(object);
  const names = Object.keys(where);
  const conditions = names.map((name) =>
    where[name] === null
      ? `${quote(column(store, object, name).apiName)} IS NULL`
      : `${quote(column(store, object, name).apiName)} = ?`
  );
  const parameters = names
    .filter((name) => where[name] !== null)
    .map((name) => toSqlite(column(store, object, name), where[name]!));
  const rows = store.all(
    `SELECT ${fields.map((field) => selectExpression(field, quote(field.apiName))).join(', ')} FROM ${quote(object.apiName)}` +
      (conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`) +
      ' ORDER BY "_row"',
    ...parameters
  );
  return rows.map((row) =>
    Object.fromEntries(fields.map((field, index) => [field.apiName, fromSqlite(field, row[index]!)]))
  );
}
