/** Creating a package version from a commit. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findHub, installationKey, releaseFolder, waitUntil } from '../context.ts';
import type { Context, Outcome } from '../context.ts';
import { ReleaseError, sfError } from '../errors.ts';
import { runGates } from '../gates.ts';
import type { Commit } from '../git.ts';
import { isFinished } from '../hub.ts';
import type { CreateRequest, DevHub } from '../hub.ts';
import { releaseNotes, versionDescription } from '../notes.ts';
import { buildStage } from '../stage.ts';
import { ReleaseState } from '../state.ts';
import { chooseAncestor, compareVersionNumbers, formatHubVersion, formatVersion } from '../version-number.ts';
import type { HubVersion, VersionNumber } from '../version-number.ts';
import { runStep } from './steps.ts';

export interface VersionOptions {
  readonly number: VersionNumber;
  /** `HIGHEST` or a released number. */
  readonly ancestor: string;
}

/** What is known before anything is done: that the version may be created at all, and from what. */
export interface VersionPlan {
  readonly hub: DevHub;
  readonly packageId: string;
  readonly number: VersionNumber;
  readonly commit: string;
  readonly ancestor: HubVersion | null;
  /** By the caller, and not the newest taken. */
  readonly ancestorIsNamed: boolean;
  readonly versions: readonly HubVersion[];
  readonly commits: readonly Commit[];
}

/** @throws ReleaseError for a dirty tree, a number that is released, an ancestor that is missing */
export async function planVersion(context: Context, options: VersionOptions): Promise<VersionPlan> {
  const { git, reporter } = context;
  return reporter.step(`Plan ${formatVersion(options.number)}`, async () => {
    await git.requireClean();
    const commit = await git.head();
    const hub = await findHub(context);
    const packageId = await hub.packageId(context.config);
    const versions = await hub.versions(packageId);
    const { number } = options;
    const released = versions.find((each) => each.released && compareVersionNumbers(each.number, number) === 0);
    if (released !== undefined && released.tag !== commit)
      throw new ReleaseError(
        'version_released',
        `${formatVersion(number)} is released already (${released.id}, from ${released.tag || 'an unknown commit'}).`,
        'A released number is never used again: raise "version" in package.json, commit, and start again.'
      );
    const ancestor = chooseAncestor(
      number,
      versions.filter((each) => each !== released),
      options.ancestor
    );
    const commits = await git.log(ancestor === null || ancestor.tag === '' ? null : ancestor.tag);
    const ancestorIsNamed = options.ancestor !== 'HIGHEST';
    return { hub, packageId, number, commit, ancestor, ancestorIsNamed, versions, commits };
  });
}

export function openState(context: Context, { number, commit }: VersionPlan): ReleaseState {
  const version = formatVersion(number);
  const state = ReleaseState.open(
    path.join(releaseFolder(context), `${version}.json`),
    { version, commit },
    !context.sf.isDry
  );
  if (state.replaced !== null)
    context.reporter.say(`  What was done for ${version} from commit ${state.replaced.slice(0, 7)} is left behind.`);
  return state;
}

export async function createVersion(context: Context, options: VersionOptions): Promise<Outcome> {
  const plan = await planVersion(context, options);
  const already = plan.versions.find((each) => each.released && compareVersionNumbers(each.number, plan.number) === 0);
  if (already !== undefined)
    throw new ReleaseError(
      'version_released',
      `${formatVersion(plan.number)} was released from this very commit (${already.id}).`,
      'There is nothing left to create: npm run release -- install installs it; for another version raise the number in package.json.'
    );
  const state = openState(context, plan);
  await runStep(context, state, 'Gates', async () => (await runGates(context), {}));
  const version = await versionSteps(context, plan, state);
  return {
    json: {
      version: version.number,
      id: version.id,
      coverage: version.coverage,
      ancestor: plan.ancestor?.id ?? null,
      notes: version.notes
    },
    lines: [
      `Version ${version.number} is ${version.id}, with ${version.coverage} % of its Apex covered.`,
      `Release notes: ${version.notes}`,
      `Next: npm run release -- install --target-org <sandbox>, then npm run release -- promote`
    ]
  };
}

export interface CreatedVersion {
  /** 04t… */
  readonly id: string;
  readonly number: string;
  readonly coverage: number;
  /** Relative to the project. */
  readonly notes: string;
}

/** Builds, creates, waits and judges; each of it once. */
export async function versionSteps(context: Context, plan: VersionPlan, state: ReleaseState): Promise<CreatedVersion> {
  const notes = writeNotes(context, plan);
  const created = await runStep(context, state, 'Create version', async () => {
    const request = await startOrFind(context, plan, state);
    return { versionId: await finished(context, plan, state, request) };
  });
  const id = String(created['versionId']);
  const judged = await runStep(context, state, 'Judge coverage', () => judgeCoverage(context, plan, state, id));
  return { id, number: String(judged['number']), coverage: Number(judged['coverage']), notes };
}

function writeNotes(context: Context, plan: VersionPlan): string {
  const file = path.join(releaseFolder(context), `${formatVersion(plan.number)}-notes.md`);
  if (context.sf.isDry) return path.relative(context.root, file);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, releaseNotes(notesFacts(context, plan), plan.commits));
  return path.relative(context.root, file);
}

function notesFacts(
  { config }: Context,
  { number, commit, ancestor }: VersionPlan
): Parameters<typeof releaseNotes>[0] {
  return {
    title: config.packageName,
    version: formatVersion(number),
    commit,
    ancestor: ancestor === null ? null : formatVersion(ancestor.number)
  };
}

/**
 * A version is asked for once: what an earlier run has asked for, or what the Dev Hub has from this commit already, is
 * taken. An answer can get lost on its way after the Dev Hub has begun.
 */
async function startOrFind(
  context: Context,
  plan: VersionPlan,
  state: ReleaseState
): Promise<string | { versionId: string }> {
  const noted = state.get('Create version')?.result['requestId'];
  if (typeof noted === 'string') return noted;
  const same = plan.versions.filter(
    ({ number, tag }) => tag === plan.commit && compareVersionNumbers(number, plan.number) === 0
  );
  const existing = same.at(-1);
  if (existing !== undefined) {
    context.reporter.say(`  The Dev Hub has ${formatHubVersion(existing)} from this commit.`);
    return { versionId: existing.id };
  }
  const open = await plan.hub.openRequests(plan.packageId);
  const other = open.find(({ tag }) => tag !== plan.commit);
  if (other !== undefined)
    throw new ReleaseError(
      'another_release',
      `The Dev Hub is building a version of this package from ${other.tag || 'another source'} (${other.id}).`,
      'Wait until it is finished: two versions at once would take each other for their ancestor.'
    );
  const mine = open[0] ?? (await start(context, plan));
  state.note('Create version', { requestId: mine.id });
  return mine.id;
}

async function start(context: Context, plan: VersionPlan): Promise<CreateRequest> {
  const { root, config } = context;
  const { hub, packageId, number, commit, ancestor } = plan;
  const stage = await buildStage({
    root,
    config,
    version: number,
    namespaced: true,
    package: {
      id: packageId,
      ancestor: ancestor === null ? 'NONE' : formatVersion(ancestor.number),
      description: versionDescription(notesFacts(context, plan), plan.commits)
    }
  });
  // An older ancestor than the newest has to be the caller's explicit wish; only then the CLI's own check is left out.
  return hub.createVersion({
    packageId,
    stage: stage.folder,
    tag: commit,
    installationKey: installationKey(context),
    skipAncestorCheck: plan.ancestorIsNamed
  });
}

async function finished(
  context: Context,
  { hub }: VersionPlan,
  state: ReleaseState,
  started: string | { versionId: string }
): Promise<string> {
  if (typeof started !== 'string') return started.versionId;
  const request = await waitUntil(context, 'The version', () => hub.request(started), isFinished);
  if (request.status !== 'Success' || request.versionId === null) {
    // The next run asks again, from what is committed then.
    state.forget('Create version');
    throw sfError('sf package version create', {
      name: '',
      message: request.errors.join('\n') || `request ${request.id} ended with ${request.status}`
    });
  }
  return request.versionId;
}

async function judgeCoverage(
  context: Context,
  { hub, packageId, number }: VersionPlan,
  state: ReleaseState,
  id: string
): Promise<{ number: string; coverage: number }> {
  if (context.sf.isDry) return { number: formatVersion(number), coverage: context.config.minimumCoveragePercent };
  const version = (await hub.versions(packageId)).find((each) => each.id === id);
  if (version === undefined) {
    state.forget('Create version');
    throw new ReleaseError(
      'version_gone',
      `The Dev Hub does not have ${id} any more.`,
      'Run the command again to create it anew.'
    );
  }
  const minimum = context.config.minimumCoveragePercent;
  if (version.coverage === null || version.coverage < minimum || !version.passedCoverage) {
    const worst = (await hub.classCoverage(id)).slice(0, 5).map((each) => `${each.name} ${each.percent} %`);
    throw new ReleaseError(
      'low_coverage',
      `${formatHubVersion(version)} (${id}) covers ${version.coverage ?? 'an unknown share'} % of its Apex; ${minimum} % are needed.${worst.length === 0 ? '' : ` Least covered: ${worst.join(', ')}.`}`,
      'Write tests for those, commit, and run the command again. The version that exists cannot be promoted and harms nobody.'
    );
  }
  return { number: formatHubVersion(version), coverage: version.coverage };
}

export async function listVersions(context: Context): Promise<Outcome> {
  const hub = await findHub(context);
  const versions = await hub.versions(await hub.packageId(context.config));
  return {
    json: { versions },
    lines: versions.map(
      (each) =>
        `${formatHubVersion(each)}  ${each.id}  ${each.released ? 'released' : 'beta'}  ${each.coverage ?? '?'} %  ${each.tag.slice(0, 7)}`
    )
  };
}
