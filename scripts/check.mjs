// `npm run check`: installs the tools when they are missing or older than their lock file, then judges the project.
// `npm run check -- --self-test`: shows that each gate catches a fault that is put before it.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled, projectRoot, requireNode } from '../local-org/cli/bootstrap.mjs';

requireNode();
const scripts = join(projectRoot, 'scripts');
await ensureInstalled(projectRoot);
await ensureInstalled(scripts);
const tests = join(scripts, 'check/tests');
const program = process.argv.includes('--self-test')
  ? ['--test', `--test-concurrency=${availableParallelism()}`, ...readdirSync(tests).map((file) => join(tests, file))]
  : [join(scripts, 'check/check.ts'), ...process.argv.slice(2)];
const child = spawn(process.execPath, ['--import', 'tsx', ...program], {
  cwd: scripts,
  stdio: 'inherit'
});
child.once('exit', (code) => (process.exitCode = code ?? 1));
