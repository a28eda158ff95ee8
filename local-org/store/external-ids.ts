/** Rows found by an external id or another field that identifies them. */
import type { FieldSchema, ObjectSchema } from '../metadata/schema.ts';
import type { SqliteValue } from './driver.ts';
import { FOLD } from './fold.ts';
import type { Store } from './store.ts';
import { quote } from './values.ts';

/** Ids of the rows that are not deleted and hold the value: none, one, or several when the field is not unique. */
export function findByExternalId(store: Store, object: ObjectSchema, key: FieldSchema, value: SqliteValue): string[] {
  const folded = typeof value === 'string' && !key.caseSensitive;
  const column = quote(key.apiName);
  const deleted = object.fields.has('isdeleted') ? ' AND IsDeleted = 0' : '';
  return store
    .all(
      `SELECT Id FROM ${quote(object.apiName)} WHERE ${folded ? `${FOLD}(${column}) = ${FOLD}(?)` : `${column} = ?`} AND ${column} IS NOT NULL${deleted}`,
      value
    )
    .map(([id]) => String(id));
}
