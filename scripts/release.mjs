// `npm run release -- <command>`: from a commit to a promoted, installed version; installs the tools when they are
// missing or older than their lock file.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled, projectRoot, requireNode } from '../local-org/cli/bootstrap.mjs';

requireNode();
const scripts = join(projectRoot, 'scripts');
await ensureInstalled(projectRoot);
await ensureInstalled(scripts);
const child = spawn(
  process.execPath,
  ['--import', import.meta.resolve('tsx'), join(scripts, 'release/main.ts'), ...process.argv.slice(2)],
  { stdio: 'inherit' }
);
// The child ends by itself on Ctrl-C; what it has kept is where the next run goes on.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.once('exit', (code) => (process.exitCode = code ?? 130));
