/** From a commit to a promoted, installed version. Every step is done once, however often the command is run. */
import type { Context, Outcome } from '../context.ts';
import { runGates } from '../gates.ts';
import { formatVersion } from '../version-number.ts';
import type { HubVersion } from '../version-number.ts';
import { installInOrg, upgradeTest } from './install.ts';
import { findVersion, plannedVersion, promoteVersion } from './promote.ts';
import { runStep } from './steps.ts';
import { describeEntry, testShape } from './test.ts';
import type { MatrixEntry } from './test.ts';
import { openState, planVersion, versionSteps } from './version.ts';
import type { VersionOptions, VersionPlan } from './version.ts';

export interface ReleaseOptions extends VersionOptions {
  readonly matrix: readonly MatrixEntry[];
  /** Sandboxes that get the promoted version. */
  readonly targetOrgs: readonly string[];
}

export async function release(context: Context, options: ReleaseOptions): Promise<Outcome> {
  const plan = await planVersion(context, options);
  const state = openState(context, plan);
  await runStep(context, state, 'Gates', async () => (await runGates(context), {}));
  for (const entry of options.matrix)
    await runStep(context, state, `Test ${describeEntry(entry)}`, async () => {
      const { problem, tests } = await testShape(context, entry);
      if (problem !== null) throw problem;
      return { ran: tests?.ran ?? 0 };
    });
  const created = await versionSteps(context, plan, state);
  const upgraded = await runStep(context, state, 'Upgrade test', async () => ({
    from: await upgradeTest(context, plan.hub, await versionNow(context, plan, created.id), plan.versions)
  }));
  await runStep(context, state, 'Promote', async () => {
    // An earlier run may have been cut off just after it was promoted.
    await promoteVersion(context, plan.hub, await versionNow(context, plan, created.id));
    return {};
  });
  for (const name of options.targetOrgs)
    await runStep(context, state, `Install in ${name}`, async () => {
      await installInOrg(context, name, await versionNow(context, plan, created.id));
      return {};
    });
  const { from } = upgraded;
  return {
    json: {
      version: created.number,
      id: created.id,
      coverage: created.coverage,
      upgradedFrom: from ?? null,
      orgs: options.targetOrgs,
      notes: created.notes
    },
    lines: [
      `${context.config.packageName} ${formatVersion(plan.number)} is released: ${created.number}, ${created.id}.`,
      `Apex covered: ${created.coverage} %. Upgrade tested from: ${typeof from === 'string' ? from : 'nothing, it is the first'}.`,
      `Installed in: ${options.targetOrgs.join(', ') || 'no org (name some with --target-org)'}.`,
      `Install link: https://login.salesforce.com/packaging/installPackage.apexp?p0=${created.id}`,
      `Release notes: ${created.notes}`
    ]
  };
}

/** As the Dev Hub has it at this moment. */
async function versionNow({ sf }: Context, { hub, packageId, number }: VersionPlan, id: string): Promise<HubVersion> {
  return sf.isDry ? { ...plannedVersion(id), number } : findVersion(await hub.versions(packageId), id);
}
