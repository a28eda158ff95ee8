import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { projectRoot } from '../bootstrap.mjs';

export interface ProcessResult {
  readonly code: number | null;
  readonly output: string;
}

const running = new Set<ReturnType<typeof spawn>>();

/**
 * Runs a program of the project to its end, without input. Lines of its standard output go to `onLine`; both outputs
 * are returned.
 * @throws Error when the program cannot be started.
 */
export function runProcess(
  command: string,
  args: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly onLine?: (line: string) => void } = {}
): Promise<ProcessResult> {
  const child = spawn(command, args, {
    cwd: projectRoot,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe']
  });
  running.add(child);
  const output: string[] = [];
  if (options.onLine !== undefined) createInterface({ input: child.stdout }).on('line', options.onLine);
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      running.delete(child);
      resolve({ code, output: output.join('') });
    });
  });
}

/** Ends what this command started, when it ends before its time. */
export function stopProcesses(): void {
  for (const child of running) child.kill('SIGTERM');
}
