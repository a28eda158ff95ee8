import { writeWideProject } from '../../local-org/samples/wide-object.ts';
import { BENCH_PROJECT, withBenchOrg } from '../bench-org.ts';
import type { BenchOrg } from '../bench-org.ts';
import { caseTables, growthCharts } from '../comparison/present.ts';
import type { MeasuredCase } from '../comparison/present.ts';
import { measureWays } from '../comparison/measure-ways.ts';
import type { WayCost } from '../comparison/measure-ways.ts';
import { fill } from '../fill.ts';
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

interface Grid {
  readonly name: string;
  readonly title: string;
  readonly isOptional?: boolean;
  /** In the middle: the cases go through one of its sizes each. */
  readonly base: Case;
  readonly cases: readonly Case[];
  /** Of the names of its pictures. */
  readonly prefix: string;
}

const BASE: Case = { rows: 100_000, fields: 100, recordTypes: 20 };
/** As many rows as fit: with few fields. */
const TALL: Case = { rows: 10_000_000, fields: 10, recordTypes: 20 };

/** The ways in which field usage can be found out, side by side. A size that is named is the only one. */
export const comparison = grid({
  name: 'comparison',
  title: 'Ways to count',
  base: BASE,
  cases: [
    { ...BASE, rows: 10_000 },
    BASE,
    { ...BASE, rows: 1_000_000 },
    ...[10, 300, 700].map((fields): Case => ({ ...BASE, fields })),
    ...[1, 5, 60].map((recordTypes): Case => ({ ...BASE, recordTypes }))
  ],
  prefix: 'growth'
});

/** The same up to ten million records. */
export const scale = grid({
  name: 'scale',
  title: 'Ways to count up to ten million rows',
  isOptional: true,
  base: TALL,
  cases: [10_000, 100_000, 1_000_000, 10_000_000].map((rows): Case => ({ ...TALL, rows })),
  prefix: 'scale'
});

function grid({ name, title, isOptional, base, cases, prefix }: Grid): Part {
  return {
    name,
    title,
    ...(isOptional === true ? { isOptional } : {}),
    async run(options): Promise<PartOutcome> {
      const { rows, fields, recordTypes } = options;
      const measured: MeasuredCase[] = [];
      for (const each of rows === null ? cases : [{ rows, fields, recordTypes }]) {
        measured.push(await measure(each, options));
      }
      return {
        sizes: { cases: measured.length, runs: 1 },
        figures: [
          figure(
            'times fewer queries than one COUNT per field and record type',
            'ratio',
            measured.map(({ costs }) => queriesOf(costs, 'One COUNT per field and record type') / costs[0]!.queries)
          ),
          figure(
            'job to bare SQL, whole org, processor time',
            'ratio',
            measured.map(({ costs }) => costs[0]!.processor / costs[1]!.processor)
          )
        ],
        tables: measured.map(caseTables),
        charts: growthCharts(measured, base, prefix),
        notes: [
          'Samples of the two ratios: one for each size. The job counts the whole org, so at small sizes the other objects are most of its time.',
          'Ten queries of each way, three pages of the export and 3 million values of the batch were timed, each against SQL’s numbers, and multiplied.',
          'Requests from outside have no network to cross here: on an org each takes 50 ms and more on top.',
          'Above a million records each query over all of them runs in a transaction of its own, which asks about the run as well: the job’s number has those queries, too.'
        ]
      };
    }
  };
}

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
      await fill(org, wide, size.rows, watch);
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
          transactions: job.executions,
          milliseconds: job.milliseconds,
          processor: job.processor
        },
        {
          way: 'Bare SQL',
          gives: 'the same',
          queries: statementCount(fields),
          rows: 0,
          apiCalls: null,
          transactions: null,
          milliseconds: bare.milliseconds,
          processor: bare.processor
        }
      ];
      return { size, costs: [...ours, ...(await measureWays(opened, object, watch))] };
    }
  );
}
