/** Scratch orgs by shape: made ready to work in, opened, deleted, and reaped when forgotten. */
import { shapeFile } from '../config.ts';
import { findHub, scratchOrgs } from '../context.ts';
import type { Context, Outcome } from '../context.ts';
import { Org } from '../orgs.ts';
import type { TestSummary } from '../orgs.ts';
import { ScratchOrgs } from '../scratch-orgs.ts';
import { stageFolder } from '../stage.ts';
import { stageProject } from './build.ts';

export interface ScratchOptions {
  readonly shape: string;
  readonly alias: string;
  readonly namespaced: boolean;
  readonly days: number;
  readonly samples: boolean;
  readonly tests: boolean;
}

export interface ReadyOrg {
  readonly alias: string;
  readonly username: string;
  /** Null when they were not run. */
  readonly tests: TestSummary | null;
}

/** Creates an org and makes it ready; one that cannot be made ready stays, to be looked at. */
export async function createScratch(context: Context, options: ScratchOptions): Promise<Outcome> {
  const stage = await stageProject(context, options.namespaced);
  const orgs = new ScratchOrgs(context.sf, await findHub(context));
  const ready = await prepareScratch(context, orgs, options, stage.folder);
  const tests = ready.tests === null ? '' : ` ${describeTests(ready.tests)}`;
  return {
    json: ready,
    lines: [
      `Scratch org ${ready.alias} (${ready.username}) is ready.${tests}`,
      `Open it: npm run release -- scratch open --alias ${ready.alias}`
    ]
  };
}

/** @param onCreated told as soon as there is something to delete */
export async function prepareScratch(
  context: Context,
  orgs: ScratchOrgs,
  options: ScratchOptions,
  stage: string,
  onCreated: (username: string) => void = () => undefined
): Promise<ReadyOrg> {
  const { reporter, config } = context;
  const { alias, shape, namespaced, days } = options;
  const definitionFile = shapeFile(context.root, shape);
  const username = await reporter.step(`Create scratch org ${alias} (${shape})`, () =>
    orgs.create({ definitionFile, alias, shape, days, namespaced, stage })
  );
  onCreated(username);
  const org = new Org(context.sf, username, stage);
  await reporter.step('Deploy', () => org.deploySource());
  await reporter.step('Deploy what goes beside', () => org.deployBeside(config));
  await reporter.step('Assign permission sets', () => org.assign(config.permissionSets));
  const { samplePlan } = config;
  if (options.samples && samplePlan !== null) await reporter.step('Load samples', () => org.loadSamples(samplePlan));
  const tests = options.tests ? await reporter.step('Run Apex tests', () => org.runTests()) : null;
  return { alias, username, tests };
}

export function describeTests({ ran, failed, coverage }: TestSummary): string {
  return `${ran} Apex tests ran, ${failed} failed, coverage ${coverage ?? 'unknown'}.`;
}

export async function openScratch(context: Context, alias: string, urlOnly: boolean): Promise<Outcome> {
  const org = new Org(context.sf, alias, context.root);
  if (!urlOnly) {
    await org.openInBrowser();
    return { json: { alias }, lines: [`${alias} opens in the browser.`] };
  }
  const url = await org.openUrl();
  return { json: { alias, url }, lines: [url] };
}

export async function testScratch(context: Context, alias: string): Promise<Outcome> {
  const org = new Org(context.sf, alias, stageFolder(context.root, false));
  const tests = await context.reporter.step('Run Apex tests', () => org.runTests());
  return { json: { alias, tests }, lines: [describeTests(tests)] };
}

export async function deleteScratch(context: Context, alias: string): Promise<Outcome> {
  const orgs = await scratchOrgs(context);
  await context.reporter.step(`Delete ${alias}`, () => orgs.delete(alias));
  return { json: { alias }, lines: [`${alias} is deleted.`] };
}

export async function listScratch(context: Context): Promise<Outcome> {
  const active = await (await scratchOrgs(context)).active();
  return {
    json: { orgs: active },
    lines:
      active.length === 0
        ? ['These tools have no scratch org in the Dev Hub.']
        : active.map((each) => `${each.username}  ${each.description}, expires ${each.expires}`)
  };
}

export async function reapScratch(context: Context, hours: number, now: number): Promise<Outcome> {
  const orgs = await scratchOrgs(context);
  const reaped = await context.reporter.step(`Delete scratch orgs older than ${hours} h`, () => orgs.reap(hours, now));
  return {
    json: { reaped: reaped.map(({ username }) => username) },
    lines: [`${reaped.length} deleted.`, ...reaped.map(({ username }) => `  ${username}`)]
  };
}
