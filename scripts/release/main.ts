/** `npm run release -- <command>`. */
import path from 'node:path';
import { ensureInstalled, projectRoot } from '../../local-org/cli/bootstrap.mjs';
import { readJson } from './config.ts';
import { runRelease } from './run.ts';
import { SpawnRunner } from './sf.ts';

const cliFolder = path.join(projectRoot, 'scripts/sf');
const { node } = readJson(path.join(projectRoot, 'package.json'))['engines'] as Record<string, string>;
const { dependencies } = readJson(path.join(cliFolder, 'package.json'));

process.exitCode = await runRelease(process.argv.slice(2), {
  env: process.env,
  root: projectRoot,
  streams: { out: (text) => process.stdout.write(text), err: (text) => process.stderr.write(text) },
  facts: {
    node: (node ?? '').replace('>=', ''),
    cli: (dependencies as Record<string, string>)['@salesforce/cli'] ?? ''
  },
  async runner(reporter, root) {
    await ensureInstalled(cliFolder);
    const program = path.join(cliFolder, 'node_modules/@salesforce/cli/bin/run.js');
    return new SpawnRunner({ program, cwd: root, env: process.env, reporter });
  }
});
