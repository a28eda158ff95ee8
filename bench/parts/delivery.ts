import { callAura } from '../../local-org/cli/call-aura.ts';
import { REGION } from '../../local-org/cli/package-org.ts';
import { BENCH_PROJECT, withBenchOrg } from '../bench-org.ts';
import { figure, repeat, timed } from '../part.ts';
import type { Part, PartOutcome } from '../part.ts';

const DEFAULT_MESSAGES = 200;
/** What `BenchMessages.send` writes in one transaction. */
const MOST_MESSAGES = 1_000;

/** The outbox emptied by the shipped Apex: signed, sent over HTTP, verified by the reference endpoint, marked. */
export const delivery: Part = {
  name: 'delivery',
  title: 'Deliver messages',
  run: ({ rows, runs, onProgress, signal }) =>
    withBenchOrg(
      signal,
      () => [BENCH_PROJECT],
      async ({ org, endpoint, secret, failedJobs }): Promise<PartOutcome> => {
        const amount = Math.min(rows ?? DEFAULT_MESSAGES, MOST_MESSAGES);
        await callAura(org, 'DeliveryConsole', 'configure', { region: REGION, secret });
        let expected = 0;
        const rates = await repeat(runs + 1, signal, async (run) => {
          onProgress(run === 0 ? 'warming up' : `run ${run} of ${runs}`);
          await callAura(org, 'BenchMessages', 'send', { stream: `bench-${run}`, amount });
          const { milliseconds } = await timed(() => org.engine.idle());
          expected += amount;
          const arrived = endpoint.messages().length;
          if (arrived !== expected || failedJobs.length > 0) {
            throw new Error(
              `${arrived} of ${expected} messages arrived; failed jobs: ${failedJobs.join(', ') || 'none'}`
            );
          }
          return (amount * 1000) / milliseconds;
        });
        return {
          sizes: { messages: amount, charactersEach: 4_000, runs },
          figures: [figure('messages delivered and verified', 'per second', rates.slice(1))],
          notes: ['One after the other, as the shipped Apex sends them; the endpoint is on the same machine.']
        };
      }
    )
};
