import { formatCount } from '../../local-org/cli/terminal.ts';
import { writeWideProject } from '../../local-org/samples/wide-object.ts';
import type { WideObject } from '../../local-org/samples/wide-object.ts';
import { withBenchOrg } from '../bench-org.ts';
import type { BenchOrg } from '../bench-org.ts';
import { fill } from '../fill.ts';
import { figure, repeat, timed } from '../part.ts';
import type { Figure, Part, PartOptions, PartOutcome } from '../part.ts';
import { countBySql, requireSameCounts, statementCount } from '../population/bare-sql.ts';
import { countFieldByField } from '../population/per-field.ts';
import { countedFields, runJob } from '../population/run-job.ts';
import type { JobRun } from '../population/run-job.ts';
import { countedObject } from '../wide.ts';

const DEFAULT_ROWS = 1_000_000;
/** Sizes on the way to the full one, at which the queries are counted too. */
const SIZES = [0, 0.01, 0.1, 1];
const MOST_TIMES_BARE_SQL = 1.5;
const LEAST_TIMES_FEWER_QUERIES = 50;

/** The population job, from the admin's click until the counting is finished, against the same counts in other ways. */
export const population: Part = {
  name: 'population',
  title: 'Population job',
  run(options) {
    const wide = countedObject(options);
    return withBenchOrg(
      options.signal,
      (folder) => {
        writeWideProject(folder, wide);
        return [folder];
      },
      (opened) => measure(opened, wide, options)
    );
  }
};

interface Growth {
  readonly rows: number;
  readonly run: JobRun;
}

/** @param wide empty in the org; filled here */
async function measure(opened: BenchOrg, wide: WideObject, options: PartOptions): Promise<PartOutcome> {
  const { org } = opened;
  const { onProgress, signal, runs } = options;
  const rows = options.rows ?? DEFAULT_ROWS;
  const growth = await grow(opened, wide, rows, options);
  const empty = growth[0]!.run;
  const fields = await countedFields(opened, growth.at(-1)!.run.runId, wide.object);
  const times = await repeat(runs, signal, async (run) => {
    onProgress(`bare SQL ${run + 1} of ${runs}`);
    const bare = await timed(() => countBySql(org.store, wide.object, fields, signal));
    requireSameCounts(fields, bare.result);
    onProgress(`job ${run + 1} of ${runs}`);
    return { bare, job: await runJob(opened) };
  });
  const perField = await countFieldByField(org, wide.object, fields, options);
  const job = times.at(-1)!.job;
  const queries = job.queries - empty.queries;
  const ratio = { atMost: MOST_TIMES_BARE_SQL };
  return {
    sizes: { rows, fields: options.fields, fieldsCounted: fields.length, recordTypes: options.recordTypes, runs },
    figures: [
      figure(
        'job',
        'ms',
        times.map((time) => time.job.milliseconds)
      ),
      figure(
        'the same counts as bare SQL',
        'ms',
        times.map(({ bare }) => bare.milliseconds)
      ),
      figure(
        'job to bare SQL',
        'ratio',
        times.map(({ job: each, bare }) => each.milliseconds / bare.milliseconds),
        ratio
      ),
      figure(
        'job to bare SQL, processor time',
        'ratio',
        times.map(({ job: each, bare }) => each.processor / bare.processor),
        ratio
      ),
      figure('job on the empty object', 'ms', [empty.milliseconds]),
      figure('one COUNT per field and record type', 'ms', [perField.milliseconds]),
      figure('queries of the job for this object', 'count', [queries]),
      figure('query rows of the job for this object', 'count', [job.queryRows - empty.queryRows]),
      figure('asynchronous executions, whole org', 'count', [job.executions]),
      figure('statements of bare SQL', 'count', [statementCount(fields)]),
      figure('queries, one COUNT per field and record type', 'count', [perField.queries]),
      figure('times fewer queries than one COUNT per field and record type', 'ratio', [perField.queries / queries], {
        atLeast: LEAST_TIMES_FEWER_QUERIES
      }),
      ...growthFigures(growth)
    ],
    notes: [
      'The job counts the whole org: the time on the empty object is what everything else costs. Delivery is off.',
      'Processor time is of all threads of the process; work of others on the machine disturbs it least.',
      'Job and SQL found the same numbers for every field and picklist value.',
      `One COUNT per field and record type was timed on ${perField.fieldsTried} fields and multiplied.`
    ]
  };
}

/** Loads the rows in steps and runs the job once at each. */
async function grow(opened: BenchOrg, wide: WideObject, rows: number, options: PartOptions): Promise<Growth[]> {
  const steps: Growth[] = [];
  for (const share of SIZES) {
    const before = steps.at(-1)?.rows ?? 0;
    const wanted = Math.floor(rows * share);
    if (steps.length > 0 && wanted === before) continue;
    await fill(opened.org, wide, wanted, options, before);
    options.onProgress(`job on ${wanted} rows`);
    steps.push({ rows: wanted, run: await runJob(opened) });
  }
  return steps;
}

/** Counted at every size but the empty one, which needs fewer. */
function growthFigures(growth: readonly Growth[]): Figure[] {
  const empty = growth[0]!.run.queries;
  const counts = growth.slice(1).map(({ rows, run }) => ({ rows, queries: run.queries - empty }));
  return [
    ...counts.map(({ rows, queries }) => figure(`queries at ${formatCount(rows)} rows`, 'count', [queries])),
    figure('more queries at all rows than at a hundredth', 'count', [counts.at(-1)!.queries - counts[0]!.queries], {
      atMost: 0
    })
  ];
}
