/** Installing a version in an org, and trying an upgrade in a scratch org of its own. */
import { shapeFile } from '../config.ts';
import { findHub, installationKey, waitUntil } from '../context.ts';
import type { Context, Outcome } from '../context.ts';
import { ReleaseError, sfError } from '../errors.ts';
import type { DevHub } from '../hub.ts';
import { Org } from '../orgs.ts';
import { ScratchOrgs } from '../scratch-orgs.ts';
import { compareVersionNumbers, formatHubVersion, newest } from '../version-number.ts';
import type { HubVersion } from '../version-number.ts';
import { stageProject } from './build.ts';
import { findVersion, plannedVersion } from './promote.ts';
import { deleteQuietly } from './test.ts';

export interface InstallOptions {
  /** A number or an id. */
  readonly version: string;
  readonly targetOrgs: readonly string[];
  /** Try the upgrade from the last released version first. */
  readonly upgradeTest: boolean;
}

export async function install(context: Context, options: InstallOptions): Promise<Outcome> {
  const hub = await findHub(context);
  const versions = context.sf.isDry
    ? [plannedVersion(options.version)]
    : await hub.versions(await hub.packageId(context.config));
  const version = findVersion(versions, options.version);
  const lines: string[] = [];
  if (options.upgradeTest) {
    const from = await upgradeTest(context, hub, version, versions);
    lines.push(
      from === null
        ? 'It installs in a fresh org; there is no released version to upgrade from.'
        : `The upgrade from ${from} works.`
    );
  }
  for (const name of options.targetOrgs) {
    await installInOrg(context, name, version);
    lines.push(`${formatHubVersion(version)} (${version.id}) is installed in ${name}.`);
  }
  return {
    json: {
      version: formatHubVersion(version),
      id: version.id,
      orgs: options.targetOrgs,
      upgradeTest: options.upgradeTest
    },
    lines
  };
}

/** The version and what goes beside it; an org that has it already keeps it. */
export async function installInOrg(context: Context, name: string, version: HubVersion): Promise<void> {
  const stage = await stageProject(context, true);
  const org = new Org(context.sf, name, stage.folder);
  await installVersion(context, org, version);
  await context.reporter.step(`Deploy what goes beside in ${name}`, () => org.deployBeside(context.config));
}

async function installVersion(context: Context, org: Org, version: HubVersion): Promise<void> {
  const title = `Install ${formatHubVersion(version)} in ${org.name}`;
  await context.reporter.step(title, async () => {
    if ((await org.installed()).includes(version.id)) return;
    const request = await org.install(version.id, installationKey(context));
    const end = await waitUntil(
      context,
      'The installation',
      () => org.installStatus(request.id),
      ({ status }) => !/^(IN_PROGRESS|UNKNOWN)$/.test(status)
    );
    if (end.status !== 'SUCCESS')
      throw sfError('sf package install', { name: '', message: `request ${end.id} ended with ${end.status}` });
    if (!context.sf.isDry && !(await org.installed()).includes(version.id))
      throw new ReleaseError(
        'install_failed',
        `${org.name} does not list ${version.id} among its packages after the installation.`,
        'See Installed Packages in the Setup of that org.'
      );
  });
}

const SHAPE = 'developer';
export const UPGRADE_ALIAS = 'elements-connect-upgrade';

/**
 * In a scratch org: the last released version, what an admin does with it, then the new one on top.
 * @returns the number it was upgraded from; null when there was none
 */
export async function upgradeTest(
  context: Context,
  hub: DevHub,
  version: HubVersion,
  versions: readonly HubVersion[]
): Promise<string | null> {
  const { reporter, config } = context;
  const before = newest(
    versions.filter((each) => each.released && compareVersionNumbers(each.number, version.number) < 0)
  );
  const stage = await stageProject(context, true);
  const orgs = new ScratchOrgs(context.sf, hub);
  const created: string[] = [];
  try {
    const definitionFile = shapeFile(context.root, SHAPE);
    const username = await reporter.step('Create scratch org for the upgrade', () =>
      // Without a namespace, as a subscriber's org is.
      orgs.create({
        definitionFile,
        alias: UPGRADE_ALIAS,
        shape: SHAPE,
        days: 1,
        namespaced: false,
        stage: stage.folder
      })
    );
    created.push(username);
    const org = new Org(context.sf, username, stage.folder);
    if (before !== null) {
      await installVersion(context, org, before);
      await assign(context, org);
    }
    await installVersion(context, org, version);
    // Assignments outlive the upgrade, and a second one is refused.
    if (before === null) await assign(context, org);
    await reporter.step('Deploy what goes beside', () => org.deployBeside(config));
    if (config.samplePlan !== null) await reporter.step('Load samples', () => org.loadSamples(config.samplePlan!));
  } finally {
    await reporter.step('Delete scratch org', () => deleteQuietly(context, orgs, created));
  }
  return before === null ? null : formatHubVersion(before);
}

function assign({ reporter, config }: Context, org: Org): Promise<void> {
  return reporter.step('Assign permission sets', () => org.assign(config.permissionSets));
}
