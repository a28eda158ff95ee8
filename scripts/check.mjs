// `npm run check`: installs the tools when they are missing or older than their lock file, then judges the project.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled, projectRoot, requireNode } from '../local-org/cli/bootstrap.mjs';

requireNode();
const scripts = join(projectRoot, 'scripts');
await ensureInstalled(projectRoot);
await ensureInstalled(scripts);
const child = spawn(process.execPath, ['--import', 'tsx', join(scripts, 'check/check.ts'), ...process.argv.slice(2)], {
  cwd: scripts,
  stdio: 'inherit'
});
child.once('exit', (code) => (process.exitCode = code ?? 1));
