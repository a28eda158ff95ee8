import type { PlainValue } from '../../local-org/metadata/schema.ts';
import { wideRecords, writeWideProject } from '../../local-org/samples/wide-object.ts';
import { loadRows } from '../../local-org/store/load.ts';
import type { Store } from '../../local-org/store/store.ts';
import type { SqliteValue } from '../../local-org/store/driver.ts';
import { quote } from '../../local-org/store/values.ts';
import { withBenchOrg } from '../bench-org.ts';
import { recordTypeIdsOf } from '../record-types.ts';
import { figure, repeat, timed } from '../part.ts';
import type { Part, PartOutcome } from '../part.ts';
import { mixedObject } from '../wide.ts';

const DEFAULT_ROWS = 20_000;
/** They are all in memory at once. */
const MOST_ROWS = 50_000;
const OBJECT = 'Wide__c';

/** The loader of sample data against the same rows inserted by bare SQL, indexes included, checks left out. */
export const load: Part = {
  name: 'load',
  title: 'Load records',
  async run({ rows, fields, recordTypes, runs, onProgress, signal }): Promise<PartOutcome> {
    const amount = Math.min(rows ?? DEFAULT_ROWS, MOST_ROWS);
    const wide = mixedObject({ fields, recordTypes });
    return withBenchOrg(
      signal,
      (folder) => {
        writeWideProject(folder, wide);
        return [folder];
      },
      async ({ org: { store } }) => {
        const names = [...wide.fields.map(({ apiName }) => apiName), 'RecordTypeId'];
        const types = recordTypeIdsOf(store, OBJECT);
        onProgress(`making ${amount} records`);
        const records = [...wideRecords(wide, amount)].map(({ recordType, fields: values }): PlainValue[] => [
          ...wide.fields.map(({ apiName }) => values[apiName]!),
          recordType === null ? null : types.get(recordType)!
        ]);
        const times = await repeat(runs, signal, async (run) => {
          onProgress(`run ${run + 1} of ${runs}`);
          const loaded = await timed(() => {
            loadRows(store, { object: OBJECT, fields: names, rows: records });
            store.commit();
          });
          const copies = takeOut(store);
          const bare = await timed(() => insertBare(store, copies));
          takeOut(store);
          return { loaded, bare };
        });
        const perSecond = (milliseconds: number) => (amount * 1000) / milliseconds;
        const wall = times.map(({ loaded }) => perSecond(loaded.milliseconds));
        const processor = times.map(({ loaded }) => perSecond(loaded.processor));
        return {
          sizes: { rows: amount, fields, runs },
          figures: [
            figure('rows loaded', 'per second', wall, { atLeast: 30_000 }),
            figure('rows loaded, of processor time', 'per second', processor),
            figure(
              'rows inserted by bare SQL, of processor time',
              'per second',
              times.map(({ bare }) => perSecond(bare.processor))
            ),
            figure(
              'processor time to bare SQL',
              'ratio',
              times.map(({ loaded, bare }) => loaded.processor / bare.processor)
            )
          ],
          notes: ['Making the records is not timed; checks of values, ids, defaults and the commit are.']
        };
      }
    );
  }
};

/** Empties the table and hands its rows over, as SQLite holds them. */
function takeOut(store: Store): SqliteValue[][] {
  // Scaled numbers can be too large for a double.
  const rows = store.database.prepare(`SELECT * FROM ${quote(OBJECT)}`, true).all();
  store.beginWrite();
  store.run(`DELETE FROM ${quote(OBJECT)}`);
  store.commit();
  return rows;
}

function insertBare(store: Store, rows: readonly SqliteValue[][]): void {
  store.beginWrite();
  const statement = store.statement(`INSERT INTO ${quote(OBJECT)} VALUES (${rows[0]!.map(() => '?').join(', ')})`);
  for (const row of rows) statement.run(...row);
  store.commit();
}
