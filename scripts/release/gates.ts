/** The commands that judge a commit before a version is made of it. */
import { spawn } from 'node:child_process';
import type { Context } from './context.ts';
import { ReleaseError } from './errors.ts';

const LINES_SHOWN = 40;

/** @throws ReleaseError `gates_failed`, with the end of what the gate said */
export async function runGates({ config, root, reporter, sf, env }: Context): Promise<void> {
  for (const gate of config.gates) {
    const command = gate.join(' ');
    if (sf.isDry) {
      reporter.plan(command);
      continue;
    }
    const { code, output } = await run(gate, root, env);
    if (code !== 0)
      throw new ReleaseError(
        'gates_failed',
        `${command} ended with ${code}:\n${output.trim().split('\n').slice(-LINES_SHOWN).join('\n')}`,
        `Correct what it found: ${command} shows all of it.`
      );
  }
}

function run(
  [program = '', ...args]: readonly string[],
  cwd: string,
  env: Context['env']
): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve) => {
    const options = { cwd, env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe'] };
    // npm is a shell script on Windows.
    const child = spawn(program, args, { ...options, shell: process.platform === 'win32' });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
    child.once('error', (error) => resolve({ code: -1, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? -1, output }));
  });
}
