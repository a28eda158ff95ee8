/** `npm run release -- <command>`. */
import { ensureInstalled, projectRoot } from '../../local-org/cli/bootstrap.mjs';
import { CLI_FOLDER, CLI_PROGRAM, doctorFacts } from './cli.ts';
import { runRelease } from './run.ts';
import { SpawnRunner } from './sf.ts';

process.exitCode = await runRelease(process.argv.slice(2), {
  env: process.env,
  root: projectRoot,
  streams: { out: (text) => process.stdout.write(text), err: (text) => process.stderr.write(text) },
  facts: doctorFacts(),
  async runner(reporter, root) {
    await ensureInstalled(CLI_FOLDER);
    return new SpawnRunner({ program: CLI_PROGRAM, cwd: root, env: process.env, reporter });
  }
});
