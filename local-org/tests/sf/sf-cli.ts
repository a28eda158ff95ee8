/** The unmodified Salesforce CLI, in a home of its own: nothing of the user's is read, nothing calls out. */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../cli/bootstrap.mjs';

export interface SfResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What `--json` printed. @throws SyntaxError */
  json(): { readonly status: number; readonly result: unknown; readonly message?: string; readonly name?: string };
}

const PROGRAM = join(projectRoot, 'scripts/sf/node_modules/@salesforce/cli/bin/run.js');
const PATIENCE = 180_000;

export class SfCli {
  readonly #home: string;
  readonly #project: string;

  /** @param project the sfdx project that commands run in */
  constructor(folder: string, project: string) {
    this.#home = join(folder, 'home');
    this.#project = project;
    mkdirSync(this.#home, { recursive: true });
  }

  /** Runs one command to its end, whatever that is. */
  run(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<SfResult> {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [PROGRAM, ...args], {
        cwd: this.#project,
        timeout: PATIENCE,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          PATH: process.env['PATH'],
          HOME: this.#home,
          USERPROFILE: this.#home,
          CI: 'true',
          FORCE_COLOR: '0',
          SF_DISABLE_TELEMETRY: 'true',
          SF_AUTOUPDATE_DISABLE: 'true',
          SF_SKIP_NEW_VERSION_CHECK: 'true',
          SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
          SF_DISABLE_LOG_FILE: 'true',
          SF_HIDE_RELEASE_NOTES: 'true',
          ...environment
        }
      });
      let [stdout, stderr] = ['', ''];
      child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
      child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
      child.once('error', reject);
      child.once('close', (code) =>
        resolve({
          code: code ?? -1,
          stdout,
          stderr,
          json: () => JSON.parse(stdout) as ReturnType<SfResult['json']>
        })
      );
    });
  }

  /** The result of a command that has to end well. @throws Error with all it said */
  async result<T>(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<T> {
    const ended = await this.run([...args, '--json'], environment);
    if (ended.code !== 0)
      throw new Error(`sf ${args.join(' ')} ended with ${ended.code}\n${ended.stdout}\n${ended.stderr}`);
    return ended.json().result as T;
  }

  /** The error of a command that has to end badly. @throws Error when it ends well */
  async failure(args: readonly string[]): Promise<{ readonly name: string; readonly message: string }> {
    const ended = await this.run([...args, '--json']);
    if (ended.code === 0) throw new Error(`sf ${args.join(' ')} ended well\n${ended.stdout}`);
    const { name = '', message = '' } = ended.json();
    return { name, message };
  }
}
