// `node scripts/tool.mjs <tool> [arguments]`: runs a tool of scripts/node_modules on the whole project, installing the
// tools first when they are missing or older than their lock file.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled, projectRoot, requireNode } from '../local-org/cli/bootstrap.mjs';

/** Where each package keeps its program; running it with Node works the same on every system. */
const PROGRAMS = {
  prettier: 'prettier/bin/prettier.cjs',
  eslint: 'eslint/bin/eslint.js'
};

requireNode();
const [tool, ...args] = process.argv.slice(2);
if (!(tool in PROGRAMS)) {
  process.stderr.write(`Name one of: ${Object.keys(PROGRAMS).join(', ')}\n`);
  process.exit(1);
}
const scripts = join(projectRoot, 'scripts');
await ensureInstalled(projectRoot);
await ensureInstalled(scripts);
const child = spawn(process.execPath, [join(scripts, 'node_modules', PROGRAMS[tool]), ...args], {
  cwd: projectRoot,
  stdio: 'inherit'
});
child.once('exit', (code) => (process.exitCode = code ?? 1));
