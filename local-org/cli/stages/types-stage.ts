import { join } from 'node:path';
import { projectRoot } from '../bootstrap.mjs';
import { runProcess } from './process.ts';
import type { Failure, Stage } from './stage.ts';

/** Every TypeScript project of the repository; each counts as one test. */
const PROJECTS = [
  'tsconfig.json',
  'tsconfig.lwc.test.json',
  'local-org/web/browser/tsconfig.json',
  'e2e/tsconfig.json'
];

export const typesStage: Stage = {
  name: 'types',
  title: 'Types',
  async run(progress) {
    const failures: Failure[] = [];
    for (const project of PROJECTS) {
      progress(`tsc -p ${project}`);
      const tsc = join(projectRoot, 'node_modules', 'typescript', 'bin', 'tsc');
      const { code, output } = await runProcess(process.execPath, [tsc, '-p', project, '--noEmit']);
      if (code !== 0) failures.push({ name: project, output });
    }
    return { passed: PROJECTS.length - failures.length, failures, skipped: [], notes: [] };
  }
};
