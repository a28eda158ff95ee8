import { callAura } from '../../local-org/cli/call-aura.ts';
import { BENCH_PROJECT, withBenchOrg } from '../bench-org.ts';
import { figure, repeat, timed } from '../part.ts';
import type { Part, PartOutcome } from '../part.ts';

const DEFAULT_ROWS = 5_000;
/** Records that one transaction may change. */
const MOST_CHANGED = 10_000;

/** Inserts and updates as Apex does them: validation, defaults, ids, field access and the commit included. */
export const dml: Part = {
  name: 'dml',
  title: 'DML in Apex',
  run: ({ rows, runs, onProgress, signal }) =>
    withBenchOrg(
      signal,
      () => [BENCH_PROJECT],
      async ({ org }): Promise<PartOutcome> => {
        const amount = Math.min(rows ?? DEFAULT_ROWS, MOST_CHANGED);
        let expected = 0;
        const times = await repeat(runs + 1, signal, async (run) => {
          onProgress(run === 0 ? 'warming up' : `run ${run} of ${runs}`);
          expected += amount;
          const inserted = await timed(() => callAura<number>(org, 'BenchRecords', 'create', { amount }));
          if (inserted.result !== expected) throw new Error(`${inserted.result} records exist, not ${expected}`);
          const updated = await timed(() => callAura<number>(org, 'BenchRecords', 'change', { amount }));
          if (updated.result !== amount) throw new Error(`${updated.result} records were changed, not ${amount}`);
          return { inserted, updated };
        });
        const counted = times.slice(1);
        const perSecond = (milliseconds: number) => (amount * 1000) / milliseconds;
        return {
          sizes: { records: amount, recordsPerStatement: 200, runs },
          figures: [
            figure(
              'records inserted',
              'per second',
              counted.map(({ inserted }) => perSecond(inserted.milliseconds))
            ),
            figure(
              'records inserted, of processor time',
              'per second',
              counted.map(({ inserted }) => perSecond(inserted.processor))
            ),
            figure(
              'records read, changed and updated',
              'per second',
              counted.map(({ updated }) => perSecond(updated.milliseconds))
            ),
            figure(
              'records updated, of processor time',
              'per second',
              counted.map(({ updated }) => perSecond(updated.processor))
            )
          ],
          notes: []
        };
      }
    )
};
