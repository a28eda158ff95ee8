/** Rows of setup objects as the emulated Setup writes them: no rules, no limits, no trigger. */
import { findRows, insertRow, updateRow } from '../../runtime/platform/system-rows.ts';
import type { PlainRow } from '../../store/index.ts';
import type { Store } from '../../store/store.ts';
import { quote } from '../../store/values.ts';
import { SwitchError } from './parse-switches.ts';

/** Id of the row whose columns equal `where`; null when there is none. */
export function idOf(store: Store, objectName: string, where: PlainRow): string | null {
  const id = findRows(store, objectName, where)[0]?.['Id'];
  return typeof id === 'string' ? id : null;
}

/** Updates the row that `where` finds, or inserts it with both. */
export function putRow(store: Store, objectName: string, where: PlainRow, values: PlainRow): string {
  const id = idOf(store, objectName, where);
  if (id === null) return insertRow(store, objectName, { ...where, ...values });
  updateRow(store, objectName, id, values);
  return id;
}

/** Removes rows for good, even of objects whose rows nobody can delete: a switch set back leaves nothing behind. */
export function removeRows(store: Store, objectName: string, where: Readonly<Record<string, string>>): void {
  const names = Object.keys(where);
  store.beginWrite();
  store.run(
    `DELETE FROM ${quote(objectName)} WHERE ${names.map((name) => `${quote(name)} = ?`).join(' AND ')}`,
    ...Object.values(where)
  );
}

/**
 * `PermissionsX: true` for the names, false for every other permission that the object has.
 * @param prefix of the fields
 * @throws SwitchError for unknown names
 */
export function permissionColumns(
  store: Store,
  objectName: string,
  names: readonly string[],
  prefix = 'Permissions'
): PlainRow {
  const { fields } = store.object(objectName);
  const start = prefix.toLowerCase();
  const unknown = names.find((name) => !fields.has(start + name.toLowerCase()));
  if (unknown !== undefined) throw new SwitchError(`user permission ${unknown} is not known to the local org`);
  const granted = new Set(names.map((name) => start + name.toLowerCase()));
  return Object.fromEntries(
    [...fields]
      .filter(([key, { type }]) => type === 'boolean' && key.startsWith(start))
      .map(([key, field]) => [field.apiName, granted.has(key)] as const)
  );
}
