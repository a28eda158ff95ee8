/** Whether all that a release needs is there, and how much of what is limited is left. */
import { findJava } from '../../check/java.ts';
import { findHub } from '../context.ts';
import type { Context, Outcome } from '../context.ts';
import { ReleaseError } from '../errors.ts';
import { GateError } from '../../check/gate.ts';
import { compareVersions } from '../../../local-org/cli/bootstrap.mjs';
import { entries, entry, textIn } from '../sf.ts';

export interface DoctorFacts {
  /** Of package.json's engines, without `>=`. */
  readonly node: string;
  /** Of scripts/sf/package.json. */
  readonly cli: string;
}

interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly found: string;
  readonly fix: string | null;
}

const LIMITS = ['ActiveScratchOrgs', 'DailyScratchOrgs', 'Package2VersionCreates', 'DailyApiRequests'] as const;

/** @throws ReleaseError `not_ready` after everything was looked at */
export async function doctor(context: Context, facts: DoctorFacts): Promise<Outcome> {
  const { sf, git, reporter, targetDevHub, env } = context;
  const checks: Check[] = [];
  const check = async (name: string, work: () => Promise<string>): Promise<void> => {
    try {
      checks.push({ name, ok: true, found: await work(), fix: null });
    } catch (error) {
      if (error instanceof ReleaseError) checks.push({ name, ok: false, found: error.message, fix: error.fix });
      else if (error instanceof GateError) checks.push({ name, ok: false, found: error.message, fix: 'Install Java.' });
      else throw error;
    }
    const { ok, found } = checks.at(-1)!;
    reporter.say(`${ok ? '✓' : '✗'} ${name}: ${found}`);
  };
  await check('Node', () => Promise.resolve(nodeVersion(process.versions.node, facts.node)));
  await check('Java', findJava);
  await check('Git', async () => {
    const changes = await git.changes();
    return `${(await git.head()).slice(0, 7)}, ${changes.length === 0 ? 'nothing uncommitted' : `${changes.length} uncommitted`}`;
  });
  await check('Salesforce CLI', () =>
    sf.run({ args: ['version'], planned: facts.cli, read: (result) => cliVersion(result, facts.cli) })
  );
  let hub: string | null = null;
  await check('Dev Hub', async () => {
    const { name } = await findHub({ ...context, targetDevHub, env });
    // Only a Dev Hub knows scratch orgs; the answer also shows that the login is good.
    const found = await sf.run({
      args: ['data', 'query', '--query', 'SELECT COUNT() FROM ScratchOrgInfo', '--target-org', name],
      planned: 0,
      read: (result) => Number(entry(result)['totalSize'])
    });
    hub = name;
    return `${name}, ${found} scratch orgs so far`;
  });
  const limits = hub === null ? {} : await limitsLeft(context, hub, check);
  const failed = checks.filter(({ ok }) => !ok);
  if (failed.length > 0)
    throw new ReleaseError(
      'not_ready',
      `${failed.length} of ${checks.length} checks failed: ${failed.map(({ name, found }) => `${name} (${found})`).join('; ')}`,
      failed.map(({ name, fix }) => `${name}: ${fix ?? ''}`).join('\n')
    );
  return {
    json: { checks, limits },
    lines: [`Ready: ${checks.length} checks passed.`]
  };
}

type Limits = Readonly<Record<string, { readonly left: number; readonly max: number } | null>>;

async function limitsLeft(
  { sf }: Context,
  hub: string,
  check: (name: string, work: () => Promise<string>) => Promise<void>
): Promise<Limits> {
  let limits: Limits = {};
  await check('Left', async () => {
    const rows = await sf.run({ args: ['org', 'list', 'limits', '--target-org', hub], planned: [], read: entries });
    limits = Object.fromEntries(
      LIMITS.map((name) => {
        const row = rows.find((each) => each['name'] === name);
        return [name, row === undefined ? null : { left: Number(row['remaining']), max: Number(row['max']) }];
      })
    );
    return LIMITS.map((name) => {
      const limit = limits[name];
      return `${name} ${limit === null || limit === undefined ? 'unknown' : `${limit.left} of ${limit.max}`}`;
    }).join(', ');
  });
  return limits;
}

function nodeVersion(found: string, wanted: string): string {
  if (compareVersions(found, wanted) >= 0) return found;
  throw new ReleaseError('old_node', `${found} is older than ${wanted}.`, `Install Node ${wanted} or newer.`);
}

function cliVersion(result: unknown, wanted: string): string {
  const text = typeof result === 'string' ? result : textIn(entry(result), 'cliVersion');
  const found = /(\d+\.\d+\.\d+)/.exec(text)?.[1] ?? text;
  if (found === wanted) return found;
  throw new ReleaseError(
    'other_cli',
    `${found}; these tools are tested with ${wanted}.`,
    'Remove scripts/sf/node_modules and run the command again.'
  );
}
