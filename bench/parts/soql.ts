import { callAura } from '../../local-org/cli/call-aura.ts';
import { BENCH_PROJECT, withBenchOrg } from '../bench-org.ts';
import { loadItems } from '../items.ts';
import { figure, repeat, timed } from '../part.ts';
import type { Part, PartOutcome } from '../part.ts';

const DEFAULT_ROWS = 50_000;
/** Most rows that one transaction may read. */
const MOST_READ = 50_000;
/** Queries in one transaction; 100 are allowed. */
const QUERIES = 90;
/** The same grouping as `BenchRecords.countGrouped`, without SOQL. */
const GROUPED_SQL = `SELECT "Day__c", COUNT(*), COUNT("Note__c"), COUNT("Amount__c") FROM "BenchItem__c"
  WHERE "IsDeleted" = 0 GROUP BY "Day__c"`;

/** Queries as Apex runs them: access checks, limits and records included. */
export const soql: Part = {
  name: 'soql',
  title: 'Queries in Apex',
  run: ({ rows, runs, onProgress, signal }) =>
    withBenchOrg(
      signal,
      () => [BENCH_PROJECT],
      async ({ org }): Promise<PartOutcome> => {
        const records = rows ?? DEFAULT_ROWS;
        onProgress(`loading ${records} records`);
        await loadItems(org, records, signal);
        const time = async (method: string, params: Record<string, number>, expected: number): Promise<number[]> => {
          await callAura(org, 'BenchRecords', method, params);
          return repeat(runs, signal, async (run) => {
            onProgress(`${method} ${run + 1} of ${runs}`);
            const { milliseconds, result } = await timed(() => callAura<number>(org, 'BenchRecords', method, params));
            if (result !== expected) throw new Error(`${method} found ${result}, not ${expected}`);
            return milliseconds;
          });
        };
        const read = Math.min(records, MOST_READ);
        const groups = org.store.all(GROUPED_SQL).length;
        const perSecond = (count: number) => (milliseconds: number) => (count * 1000) / milliseconds;
        const byId = await time('readById', { times: QUERIES }, QUERIES);
        const byText = await time('readByText', { times: QUERIES }, QUERIES);
        const many = await time('readMany', { amount: read }, read);
        const bareSql = () => timed(() => org.store.all(GROUPED_SQL));
        await bareSql();
        const grouped = await repeat(runs, signal, async () => {
          const apex = await timed(() => callAura<number>(org, 'BenchRecords', 'countGrouped'));
          if (apex.result !== groups) throw new Error(`countGrouped found ${apex.result}, not ${groups}`);
          return { apex, bare: await bareSql() };
        });
        return {
          sizes: { records, groups, runs },
          figures: [
            figure('inline queries for one record by id', 'per second', byId.map(perSecond(QUERIES))),
            figure('dynamic queries for one record, each text new', 'per second', byText.map(perSecond(QUERIES))),
            figure('records read in one loop', 'per second', many.map(perSecond(read))),
            figure(
              'grouped count of all records',
              'ms',
              grouped.map(({ apex }) => apex.milliseconds)
            ),
            figure(
              'the same as SQL',
              'ms',
              grouped.map(({ bare }) => bare.milliseconds)
            ),
            figure(
              'grouped count to SQL, processor time',
              'ratio',
              grouped.map(({ apex, bare }) => apex.processor / bare.processor)
            )
          ],
          notes: ['Each figure includes one call of an @AuraEnabled method, a message to the worker thread and back.']
        };
      }
    )
};
