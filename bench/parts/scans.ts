import { writeWideProject } from '../../local-org/samples/wide-object.ts';
import { withBenchOrg } from '../bench-org.ts';
import { fill } from '../fill.ts';
import { figure, repeat, timed } from '../part.ts';
import type { Part, PartOutcome } from '../part.ts';
import { countBySql, requireSameCounts } from '../population/bare-sql.ts';
import { countedFields, runJob } from '../population/run-job.ts';
import { scannedObject } from '../wide.ts';

const DEFAULT_ROWS = 50_000;

/** The population job where it has to read every record, because no query counts long text. */
export const scans: Part = {
  name: 'scans',
  title: 'Population job that reads records',
  run({ rows, fields, recordTypes, runs, onProgress, signal }): Promise<PartOutcome> {
    const amount = rows ?? DEFAULT_ROWS;
    const wide = scannedObject({ fields, recordTypes });
    return withBenchOrg(
      signal,
      (folder) => {
        writeWideProject(folder, wide);
        return [folder];
      },
      async (opened) => {
        const { store } = opened.org;
        onProgress('job on the empty object');
        const empty = await runJob(opened);
        await fill(opened.org, wide, amount, { onProgress, signal });
        const times = await repeat(runs, signal, async (run) => {
          onProgress(`job ${run + 1} of ${runs}`);
          const job = await runJob(opened);
          const counted = await countedFields(opened, job.runId, wide.object);
          const bare = await timed(() => countBySql(store, wide.object, counted, signal));
          requireSameCounts(counted, bare.result);
          return { job, bare, counted: counted.length };
        });
        const { job, counted } = times.at(-1)!;
        const queries = job.queries - empty.queries;
        const perSecond = (milliseconds: number) => (amount * 1000) / milliseconds;
        return {
          sizes: { rows: amount, fields, fieldsCounted: counted, recordTypes, runs },
          figures: [
            figure(
              'job',
              'ms',
              times.map((each) => each.job.milliseconds)
            ),
            figure(
              'records read by the job',
              'per second',
              times.map((each) => perSecond(each.job.milliseconds))
            ),
            figure(
              'records read by the job, of processor time',
              'per second',
              times.map((each) => perSecond(each.job.processor))
            ),
            figure(
              'job to bare SQL, processor time',
              'ratio',
              times.map((each) => each.job.processor / each.bare.processor)
            ),
            figure('queries for this object', 'count', [queries]),
            figure('query rows for this object', 'count', [job.queryRows - empty.queryRows]),
            figure('asynchronous executions, whole org', 'count', [job.executions])
          ],
          notes: ['Job and SQL found the same numbers. SQL can count long text; SOQL cannot.']
        };
      }
    );
  }
};
