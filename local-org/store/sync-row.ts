/** Rows that follow from metadata: made once, brought in line ever after. */
import { updateRows } from './dml.ts';
import { put } from './new-org.ts';
import type { PlainRow } from './results.ts';
import type { Store } from './store.ts';
import { quote } from './values.ts';

/** Inserts the row, or updates the one that `where` finds. */
export function sync(store: Store, objectName: string, where: Readonly<Record<string, string>>, row: PlainRow): string {
  const found = findId(store, objectName, where);
  if (found === null) return put(store, objectName, { ...where, ...row });
  const result = updateRows(store, objectName, [{ ...row, Id: found }], { allOrNone: true, mode: 'system' })[0]!;
  if (result.errors.length > 0)
    throw new Error(`${objectName}: ${result.errors.map((error) => error.message).join('; ')}`);
  return found;
}

/** @param where texts; '' is none, as in the database */
export function findId(store: Store, objectName: string, where: Readonly<Record<string, string>>): string | null {
  const names = Object.keys(where);
  const found = store.all(
    `SELECT Id FROM ${quote(objectName)} WHERE ${names.map((name) => `${quote(name)} IS ?`).join(' AND ')}`,
    ...Object.values(where).map((text) => (text === '' ? null : text))
  )[0]?.[0];
  return typeof found === 'string' ? found : null;
}
