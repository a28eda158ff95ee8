import { loadTables } from '../../local-org/samples/load-samples.ts';
import { wideRecords, writeWideProject } from '../../local-org/samples/wide-object.ts';
import { BENCH_PROJECT, withBenchOrg } from '../bench-org.ts';
import type { BenchOrg } from '../bench-org.ts';
import { caseTables, growthCharts } from '../comparison/present.ts';
import type { MeasuredCase } from '../comparison/present.ts';
import { measureWays } from '../comparison/measure-ways.ts';
import type { WayCost } from '../comparison/measure-ways.ts';
import { figure, timed } from '../part.ts';
import type { Part, PartOptions, PartOutcome } from '../part.ts';
import { countBySql, requireSameCounts, statementCount } from '../population/bare-sql.ts';
import { countedFields, runJob } from '../population/run-job.ts';
import { recordTypeIdsOf } from '../record-types.ts';
import { countedObject } from '../wide.ts';

/** Size of an object on which ways of counting are compared. */
export interface Case {
  readonly rows: number;
  readonly fields: number;
  readonly recordTypes: number;
}

/** In the middle: the cases go through one of its sizes each. */
const BASE: Case = { rows: 100_000, fields: 100, recordTypes: 20 };
const CASES: readonly Case[] = [
  { ...BASE, rows: 10_000 },
  BASE,
  { ...BASE, rows: 1_000_000 },
  ...[10, 300, 700].map((fields): Case => ({ ...BASE, fields })),
  ...[1, 5, 60].map((recordTypes): Case => ({ ...BASE, recordTypes }))
];

/** The ways in which field usage can be found out, side by side. A size that is named is the only one. */
export const comparison: Part = {
  name: 'comparison',
  title: 'Ways to count',
  async run(options): Promise<PartOutcome> {
    const { rows, fields, recordTypes } = options;
    const cases = rows === null ? CASES : [{ rows, fields, recordTypes }];
    const measured: MeasuredCase[] = [];
    for (const each of cases) measured.push(await measure(each, options));
    return {
      sizes: { cases: measured.length, runs: 1 },
      figures: [
        figure(
          'times fewer queries than one COUNT per field and record type',
          'ratio',
          measured.map(({ costs }) => queriesOf(costs, 'One COUNT per field and record type') / costs[0]!.queries)
        ),
        figure(
          'job to bare SQL, whole org',
          'ratio',
          measured.map(({ costs }) => costs[0]!.milliseconds / costs[1]!.milliseconds)
        )
      ],
      tables: measured.map(caseTables),
      charts: growthCharts(measured, BASE),
      notes: [
        'Samples of the two ratios: one for each size. The job counts the whole org, so at small sizes the other objects are most of its time.',
        'Ten queries of each way, three pages of the export and 3 million values of the batch were timed, each against SQL’s numbers, and multiplied.',
        'Requests from outside have no network to cross here: on an org each takes 50 ms and more on top.'
      ]
    };
  }
};

function queriesOf(costs: readonly WayCost[], way: string): number {
  const found = costs.find((cost) => cost.way === way);
  if (found === undefined) throw new Error(`${way} was not measured`);
  return found.queries;
}

function measure(size: Case, { onProgress, signal }: PartOptions): Promise<MeasuredCase> {
  const wide = countedObject(size);
  const named = `${size.rows} x ${size.fields} x ${size.recordTypes}`;
  const watch = { signal, onProgress: (text: string): void => onProgress(`${named}, ${text}`) };
  return withBenchOrg(
    signal,
    (folder) => {
      writeWideProject(folder, wide);
      return [folder, BENCH_PROJECT];
    },
    async (opened: BenchOrg): Promise<MeasuredCase> => {
      const { org } = opened;
      watch.onProgress('job on the empty object');
      const empty = await runJob(opened);
      await loadTables(org.store, org.schema, [{ object: wide.object, records: wideRecords(wide, size.rows) }], {
        signal,
        onProgress: ({ loaded }) => watch.onProgress(`loading rows: ${loaded}`)
      });
      watch.onProgress('job');
      const job = await runJob(opened);
      const fields = await countedFields(opened, job.runId, wide.object);
      watch.onProgress('bare SQL');
      const bare = await timed(() => countBySql(org.store, wide.object, fields, signal));
      requireSameCounts(fields, bare.result);
      const recordTypeIds = [...recordTypeIdsOf(org.store, wide.object).values()];
      const object = { name: wide.object, rows: size.rows, fields, recordTypeIds };
      const ours: WayCost[] = [
        {
          way: 'The job',
          gives: 'fill by record type, all values',
          queries: job.queries - empty.queries,
          rows: job.queryRows - empty.queryRows,
          apiCalls: null,
          executions: job.executions,
          milliseconds: job.milliseconds
        },
        {
          way: 'Bare SQL',
          gives: 'the same',
          queries: statementCount(fields),
          rows: 0,
          apiCalls: null,
          executions: null,
          milliseconds: bare.milliseconds
        }
      ];
      return { size, costs: [...ours, ...(await measureWays(opened, object, watch))] };
    }
  );
}
