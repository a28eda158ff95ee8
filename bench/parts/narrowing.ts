import { DEFAULT_QUERY_COST } from '../../local-org/runtime/platform/limits.ts';
import { wideObject, writeWideProject } from '../../local-org/samples/wide-object.ts';
import { withBenchOrg } from '../bench-org.ts';
import { fill } from '../fill.ts';
import { figure, timed } from '../part.ts';
import type { Part, PartOutcome } from '../part.ts';
import { countBySql, requireSameCounts } from '../population/bare-sql.ts';
import { countedFields, runJob } from '../population/run-job.ts';

const DEFAULT_ROWS = 40_000_000;
const FIELDS = 8;
const RECORD_TYPES = 2;
/** A database four times slower than the model's: then not even the records of 40 million can be counted in one query. */
const SLOWER = 4;
const CUT_SHORT = /Your query request was running for too long/;

/** The job on an object whose queries take longer than the 120 s that the platform gives them, all records stored. */
export const narrowing: Part = {
  name: 'narrowing',
  title: 'Population job under the 120 s model',
  isOptional: true,
  run({ rows, onProgress, signal }): Promise<PartOutcome> {
    const amount = rows ?? DEFAULT_ROWS;
    const kinds = ['text', 'number', 'date'] as const;
    const wide = wideObject({ object: 'Wide__c', fields: FIELDS, picklists: 1, recordTypes: RECORD_TYPES, kinds });
    const queryCost = {
      ...DEFAULT_QUERY_COST,
      nanosecondsPerRow: DEFAULT_QUERY_COST.nanosecondsPerRow * SLOWER,
      nanosecondsPerRowAndExpression: DEFAULT_QUERY_COST.nanosecondsPerRowAndExpression * SLOWER
    };
    return withBenchOrg(
      signal,
      (folder) => {
        writeWideProject(folder, wide);
        return [folder];
      },
      async (opened) => {
        const { org, failedJobs } = opened;
        await fill(org, wide, amount, { onProgress, signal });
        onProgress('job');
        const job = await runJob(opened, CUT_SHORT);
        onProgress('bare SQL');
        const fields = await countedFields(opened, job.runId, wide.object);
        const bare = await timed(() => countBySql(org.store, wide.object, fields, signal));
        requireSameCounts(fields, bare.result);
        return {
          sizes: { rows: amount, fields: FIELDS, fieldsCounted: fields.length, recordTypes: RECORD_TYPES, runs: 1 },
          figures: [
            figure('transactions', 'count', [job.executions]),
            figure('transactions cut short after 120 s and done again narrower', 'count', [failedJobs.length]),
            figure('queries', 'count', [job.queries]),
            figure('time on the org’s clock', 'ms', [job.orgMilliseconds]),
            figure('time here', 'ms', [job.milliseconds]),
            figure('the same counts as bare SQL', 'ms', [bare.milliseconds])
          ],
          notes: [
            `The org's database is taken to be ${SLOWER} times slower than in the default model.`,
            'Job and SQL found the same numbers for every field and picklist value.'
          ]
        };
      },
      { clock: 'virtual', queryCost }
    );
  }
};
