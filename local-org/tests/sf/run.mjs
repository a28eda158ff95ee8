// `npm run test:sf`, and `npm run test:release` with another folder of `*.sf.ts`; it takes several. Installs the
// Salesforce CLI when it is missing, drives it through a local org, and ends with `N passed, N failed`.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, projectRoot, requireNode } from '../../cli/bootstrap.mjs';

requireNode();
await ensureInstalled(projectRoot);
await ensureInstalled(join(projectRoot, 'scripts/sf'));
const folders = process.argv.length > 2 ? process.argv.slice(2) : ['local-org/tests/sf'];
const files = folders.flatMap((folder) =>
  readdirSync(join(projectRoot, folder))
    .filter((name) => name.endsWith('.sf.ts'))
    .map((name) => join(folder, name))
);
const program = join(projectRoot, 'local-org/cli/stages/run-tests.mjs');
// Three at a time: they often wait for the command line tool, and it for the org.
const options = { files: files.map((file) => join(projectRoot, file)), concurrency: 3, reporter: 'tap' };
const child = spawn(process.execPath, ['--import', 'tsx', program, JSON.stringify(options)], {
  cwd: projectRoot,
  stdio: ['ignore', 'pipe', 'inherit']
});
let output = '';
child.stdout.on('data', (chunk) => {
  output += chunk;
  process.stdout.write(chunk);
});
child.once('close', (code) => {
  const count = (name) => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(output)?.[1] ?? 0);
  const failed = count('fail') + count('cancelled');
  process.stdout.write(`${count('pass')} passed, ${failed} failed\n`);
  process.exitCode = code === 0 && failed === 0 && count('pass') > 0 ? 0 : 1;
});
