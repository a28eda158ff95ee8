/** What every command works with. */
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ReleaseConfig } from './config.ts';
import { ReleaseError, isTransient } from './errors.ts';
import type { Git } from './git.ts';
import { DevHub } from './hub.ts';
import type { Reporter } from './reporter.ts';
import type { SfRunner } from './sf.ts';
import { ScratchOrgs } from './scratch-orgs.ts';

export interface Context {
  /** Absolute. */
  readonly root: string;
  readonly config: ReleaseConfig;
  readonly sf: SfRunner;
  readonly git: Git;
  readonly reporter: Reporter;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly targetDevHub: string | null;
  /** Between two looks at something that the Dev Hub or an org is busy with. */
  readonly pollMilliseconds: number;
  /** Until such a wait is given up. */
  readonly patienceMilliseconds: number;
}

/** What a command has done: for programs, and in lines for people. */
export interface Outcome {
  readonly json: object;
  readonly lines: readonly string[];
}

/** Where a release keeps its state, notes and lock; not in version control. */
export function releaseFolder({ root }: Context): string {
  return path.join(root, 'build', 'release');
}

export function findHub({ sf, targetDevHub, env }: Context): Promise<DevHub> {
  return DevHub.find(sf, targetDevHub, env);
}

export async function scratchOrgs(context: Context): Promise<ScratchOrgs> {
  return new ScratchOrgs(context.sf, await findHub(context));
}

/** The key that protects a version; null creates one that anybody may install. */
export function installationKey({ env }: Context): string | null {
  return env['ELEMENTS_CONNECT_INSTALLATION_KEY'] || null;
}

/** How often a look in a row may fail for the network before the wait is given up. */
const LOOKS = 3;

/**
 * Looks again and again until it is finished; a network that fails for a moment does not end the wait.
 * @throws ReleaseError `still_running` after the context's patience
 */
export async function waitUntil<T>(
  context: Context,
  what: string,
  look: () => Promise<T>,
  isFinished: (value: T) => boolean
): Promise<T> {
  const started = Date.now();
  let failures = 0;
  for (;;) {
    try {
      const value = await look();
      if (isFinished(value)) return value;
      failures = 0;
    } catch (error) {
      if (!isTransient(error) || ++failures >= LOOKS) throw error;
      context.reporter.say(`  ${what}: no answer, trying again`);
    }
    if (Date.now() - started >= context.patienceMilliseconds)
      throw new ReleaseError(
        'still_running',
        `${what} is not finished after ${Math.round(context.patienceMilliseconds / 60_000)} minutes.`,
        'It goes on without you. Run the same command again to go on waiting, with --wait for longer.'
      );
    await wait(context.pollMilliseconds);
  }
}
