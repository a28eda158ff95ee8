/** The Apex tests in a scratch org of every shape, one after the other: a Dev Hub has few to give at a time. */
import { findHub } from '../context.ts';
import type { Context, Outcome } from '../context.ts';
import { ReleaseError } from '../errors.ts';
import type { TestSummary } from '../orgs.ts';
import { ScratchOrgs } from '../scratch-orgs.ts';
import { describeTests, prepareScratch } from './scratch.ts';
import { stageProject } from './build.ts';

export interface MatrixEntry {
  readonly shape: string;
  readonly namespaced: boolean;
}

export interface MatrixResult extends MatrixEntry {
  readonly tests: TestSummary | null;
  /** Null when all went well. */
  readonly problem: ReleaseError | null;
}

export function describeEntry({ shape, namespaced }: MatrixEntry): string {
  return `${shape} ${namespaced ? 'namespaced' : 'plain'}`;
}

/** @throws ReleaseError `matrix_failed` after all shapes have had their turn */
export async function testMatrix(context: Context, matrix: readonly MatrixEntry[]): Promise<Outcome> {
  const results: MatrixResult[] = [];
  for (const each of matrix) results.push(await testShape(context, each));
  const lines = results.map((each) => {
    const end =
      each.problem === null
        ? each.tests === null
          ? 'ready'
          : describeTests(each.tests)
        : `FAILED ${each.problem.message}`;
    return `${describeEntry(each)}: ${end}`;
  });
  const failed = results.filter(({ problem }) => problem !== null);
  if (failed.length > 0)
    throw new ReleaseError(
      'matrix_failed',
      `${failed.length} of ${results.length} shapes failed.\n${lines.join('\n')}`,
      [...new Set(failed.map(({ problem }) => problem!.fix))].join('\n')
    );
  return { json: { shapes: results.map(({ shape, namespaced, tests }) => ({ shape, namespaced, tests })) }, lines };
}

/** Its scratch org is deleted whatever happens. */
export async function testShape(context: Context, entry: MatrixEntry): Promise<MatrixResult> {
  const created: string[] = [];
  try {
    const stage = await stageProject(context, entry.namespaced);
    const orgs = new ScratchOrgs(context.sf, await findHub(context));
    try {
      const { shape, namespaced } = entry;
      const alias = `elements-connect-${shape}-${namespaced ? 'ns' : 'plain'}`;
      const options = { shape, alias, namespaced, days: 1, samples: true, tests: true };
      const { tests } = await prepareScratch(context, orgs, options, stage.folder, (name) => created.push(name));
      return { ...entry, tests, problem: null };
    } finally {
      await deleteQuietly(context, orgs, created);
    }
  } catch (error) {
    if (!(error instanceof ReleaseError)) throw error;
    return { ...entry, tests: null, problem: error };
  }
}

/** What cannot be deleted now is reaped later; it must not hide why the work before it failed. */
export async function deleteQuietly(context: Context, orgs: ScratchOrgs, names: readonly string[]): Promise<void> {
  for (const name of names) {
    try {
      await orgs.delete(name);
    } catch (error) {
      if (!(error instanceof ReleaseError)) throw error;
      context.reporter.say(
        `  ${name} could not be deleted (${error.message}); npm run release -- scratch reap does it later`
      );
    }
  }
}
