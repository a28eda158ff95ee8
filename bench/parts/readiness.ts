import { callAura } from '../../local-org/cli/call-aura.ts';
import { REGION } from '../../local-org/cli/package-org.ts';
import type { LocalOrg } from '../../local-org/jobs/local-org.ts';
import { withBenchOrg } from '../bench-org.ts';
import { figure, repeat, timed } from '../part.ts';
import type { Part, PartOutcome } from '../part.ts';

interface CheckView {
  readonly id: string;
  readonly status: string;
}

/** As many login IP ranges as the slowest check is tested with. */
const MANY_RANGES = 5_000;

/** All readiness checks of a ready org, asked as the console asks: each check in a call of its own. */
export const readiness: Part = {
  name: 'readiness',
  title: 'Readiness run',
  run: ({ rows, runs, onProgress, signal }) =>
    withBenchOrg(
      signal,
      () => [],
      async ({ org, secret }): Promise<PartOutcome> => {
        const ranges = Math.min(rows ?? MANY_RANGES, MANY_RANGES);
        await makeReady(org, secret);
        const ids = (await callAura<CheckView[]>(org, 'ReadinessConsole', 'checks')).map(({ id }) => id);
        const samples = await repeat(runs + 1, signal, async (run) => {
          onProgress(run === 0 ? 'warming up' : `run ${run} of ${runs}`);
          org.setup.change({ loginIpRanges: [] });
          const each = await timed(() => runEach(org, ids));
          const together = await timed(() => runChecks(org, ids));
          const without = await timed(() => runChecks(org, ['login-ip-ranges']));
          org.setup.change({ loginIpRanges: addresses(ranges) });
          const withMany = await timed(() => runChecks(org, ['login-ip-ranges']));
          return { each, together, without, withMany };
        });
        const measured = samples.slice(1);
        return {
          sizes: { checks: ids.length, ranges, runs },
          figures: [
            figure(
              'all checks, each in its own call',
              'ms',
              measured.map(({ each }) => each.milliseconds)
            ),
            figure(
              'the same in processor time',
              'ms',
              measured.map(({ each }) => each.processor)
            ),
            figure(
              'each in its own call to all in one',
              'ratio',
              measured.map(({ each, together }) => each.milliseconds / together.milliseconds)
            ),
            figure(
              'login IP ranges: many to none',
              'ratio',
              measured.map(({ without, withMany }) => withMany.milliseconds / without.milliseconds)
            )
          ],
          notes: [
            'Callouts of the checks go to this machine; on the platform they go to the org’s own servers and the region.'
          ]
        };
      }
    )
};

async function makeReady(org: LocalOrg, secret: string): Promise<void> {
  org.setup.usePreset('ready-org');
  const { integrationUserId } = org.setup.change({ integrationUser: 'active' });
  await callAura(org, 'ConnectionConsole', 'chooseUser', { userId: integrationUserId });
  await callAura(org, 'ConnectionConsole', 'useCredential', { name: 'Loopback' });
  await callAura(org, 'DeliveryConsole', 'configure', { region: REGION, secret });
}

async function runEach(org: LocalOrg, ids: readonly string[]): Promise<void> {
  for (const id of ids) await runChecks(org, [id]);
}

/** @throws Error when a check could not be carried out: then the time means nothing */
async function runChecks(org: LocalOrg, ids: readonly string[]): Promise<void> {
  const views = await callAura<CheckView[]>(org, 'ReadinessConsole', 'run', { ids });
  const unknown = views.filter(({ status }) => status === 'unknown').map(({ id }) => id);
  if (views.length !== ids.length || unknown.length > 0) {
    throw new Error(`${views.length} of ${ids.length} checks ran; unknown: ${unknown.join(', ') || 'none'}`);
  }
}

function addresses(count: number): { start: string; end: string; description: string }[] {
  return Array.from({ length: count }, (_, index) => {
    const address = `10.${index >> 8}.${index & 255}.1`;
    return { start: address, end: address, description: '' };
  });
}
