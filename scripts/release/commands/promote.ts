/** Promoting a version, and finding the one that is meant. */
import { findHub } from '../context.ts';
import type { Context, Outcome } from '../context.ts';
import { ReleaseError } from '../errors.ts';
import type { DevHub } from '../hub.ts';
import { compareVersionNumbers, formatHubVersion, newest, parseVersion } from '../version-number.ts';
import type { HubVersion } from '../version-number.ts';

/**
 * @param wanted a number (its newest build), or an id (04t…)
 * @throws ReleaseError `no_version`
 */
export function findVersion(versions: readonly HubVersion[], wanted: string): HubVersion {
  const found = /^04t/.test(wanted)
    ? versions.find(({ id }) => id.slice(0, 15) === wanted.slice(0, 15))
    : newest(versions.filter(({ number }) => compareVersionNumbers(number, parseVersion(wanted)) === 0));
  if (found !== undefined && found !== null) return found;
  throw new ReleaseError(
    'no_version',
    `The Dev Hub has no version ${wanted} of this package.`,
    'npm run release -- version --list shows those it has; npm run release -- version creates one.'
  );
}

/** Does nothing for a version that is released already. @throws ReleaseError */
export async function promoteVersion(context: Context, hub: DevHub, version: HubVersion): Promise<void> {
  if (version.released) return;
  if (!version.passedCoverage)
    throw new ReleaseError(
      'low_coverage',
      `${formatHubVersion(version)} (${version.id}) has not passed the code coverage check (${version.coverage ?? 'unknown'} %).`,
      'Write tests, commit, and create the version again.'
    );
  await context.reporter.step(`Promote ${formatHubVersion(version)}`, () => hub.promote(version.id));
}

/** @param wanted a number or an id */
export async function promote(context: Context, wanted: string): Promise<Outcome> {
  const hub = await findHub(context);
  const version = context.sf.isDry
    ? plannedVersion(wanted)
    : findVersion(await hub.versions(await hub.packageId(context.config)), wanted);
  if (version.released)
    throw new ReleaseError(
      'version_released',
      `${formatHubVersion(version)} (${version.id}) is released already.`,
      'There is nothing to do: install it with npm run release -- install.'
    );
  await promoteVersion(context, hub, version);
  return {
    json: { version: formatHubVersion(version), id: version.id },
    lines: [`${formatHubVersion(version)} (${version.id}) is released.`]
  };
}

/** What a dry run takes for the version, which it cannot ask for. @param wanted a number, an id, or what stands for one */
export function plannedVersion(wanted: string): HubVersion {
  const isId = /^<?04t/.test(wanted);
  const number = isId ? { major: 0, minor: 0, patch: 0 } : parseVersion(wanted);
  const id = isId ? wanted : '<04t…>';
  return { id, number, build: 0, released: false, tag: '', coverage: null, passedCoverage: true };
}
