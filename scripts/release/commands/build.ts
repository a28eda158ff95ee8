import path from 'node:path';
import { projectVersion } from '../config.ts';
import type { Context, Outcome } from '../context.ts';
import { buildStage } from '../stage.ts';
import type { Stage } from '../stage.ts';
import { formatVersion } from '../version-number.ts';
import type { VersionNumber } from '../version-number.ts';

/** The project for scratch orgs and for a look at it; `version` stages its own with id and ancestor. */
export function stageProject(
  { root, config, reporter }: Context,
  namespaced: boolean,
  version: VersionNumber = projectVersion(root)
): Promise<Stage> {
  return reporter.step(`Build ${namespaced ? 'with' : 'without'} namespace`, () =>
    buildStage({ root, config, version, namespaced, package: null })
  );
}

export async function build(
  context: Context,
  options: { readonly namespaced: boolean; readonly version: VersionNumber }
): Promise<Outcome> {
  const stage = await stageProject(context, options.namespaced, options.version);
  const folder = path.relative(context.root, stage.folder);
  return {
    json: { folder, files: stage.files, emitted: stage.emitted, version: formatVersion(options.version) },
    lines: [`${folder}: ${stage.files} files, ${stage.emitted} of them emitted from TypeScript.`]
  };
}
