import { findHub } from '../context.ts';
import type { Context, Outcome } from '../context.ts';
import { ReleaseError } from '../errors.ts';
import { stageProject } from './build.ts';

/** Creates the package in the Dev Hub: once in its life. */
export async function createPackage(context: Context): Promise<Outcome> {
  const hub = await findHub(context);
  if (!context.sf.isDry) {
    const existing = await hub.packageId(context.config).catch((error: unknown) => {
      if (error instanceof ReleaseError && error.code === 'no_package') return null;
      throw error;
    });
    if (existing !== null)
      throw new ReleaseError(
        'package_exists',
        `The Dev Hub has the package already: ${existing}.`,
        'There is nothing to do; go on with npm run release -- version.'
      );
  }
  const stage = await stageProject(context, true);
  const id = await context.reporter.step('Create package', () => hub.createPackage(context.config, stage.folder));
  return { json: { id }, lines: [`${context.config.packageName} is ${id}.`] };
}
