// `npm run connect`: fetches the refresh token of an external client app, step by step.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled, projectRoot, requireNode } from '../local-org/cli/bootstrap.mjs';

requireNode();
const scripts = join(projectRoot, 'scripts');
await ensureInstalled(scripts);
const child = spawn(process.execPath, ['--import', 'tsx', join(scripts, 'connect/main.ts'), ...process.argv.slice(2)], {
  cwd: scripts,
  stdio: 'inherit'
});
// The child ends by itself on Ctrl-C and says so; this process waits for it.
process.on('SIGINT', () => undefined);
child.once('exit', (code) => (process.exitCode = code ?? 130));
