import type { Store } from '../local-org/store/store.ts';

/** Developer name -> id, for the record types of an object. */
export function recordTypeIdsOf(store: Store, objectName: string): ReadonlyMap<string, string> {
  const rows = store.all('SELECT DeveloperName, Id FROM RecordType WHERE SobjectType = ?', objectName);
  return new Map(rows.map(([name, id]) => [String(name), String(id)]));
}
