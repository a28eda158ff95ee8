/** An org in memory with the metadata tests' project and a clock that the test sets. */
import { projectOf, schemaOf } from '../../metadata/tests/fixture.ts';
import { ADMIN_USER_ID, insertRows, openStore, setUpOrg } from '../index.ts';
import type { PlainRow, Store } from '../index.ts';

export const NOW = Date.UTC(2026, 0, 15, 12);

const project = projectOf();
const schema = schemaOf(project);

export function openOrg(path = ':memory:'): Store {
  const store = openStore(path, schema, { clock: () => NOW, userId: ADMIN_USER_ID });
  setUpOrg(store, [project]);
  return store;
}

/** Inserts rows that have to be good; returns their ids. */
export function put(store: Store, objectName: string, ...rows: PlainRow[]): string[] {
  return insertRows(store, objectName, rows, { allOrNone: true }).map((result) => {
    if (result.id === null) throw new Error(JSON.stringify(result.errors));
    return result.id;
  });
}
