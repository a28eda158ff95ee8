/** The Salesforce CLI, typed and exchangeable: run for real, or only printed. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { ReleaseError, sfError } from './errors.ts';
import type { Reporter } from './reporter.ts';

/** One command of the CLI. */
export interface SfCall<T> {
  /** Without `sf` and `--json`. */
  readonly args: readonly string[];
  /** The folder it runs in; the project's when left out. */
  readonly cwd?: string;
  /** What the command is taken to answer when it is only printed. */
  readonly planned: T;
  /** Picks what is needed out of `result`. @throws TypeError for another shape */
  readonly read: (result: unknown) => T;
  /** Exit codes that come with a result: `apex run test` ends with 100 when tests fail. */
  readonly resultWith?: readonly number[];
  /** Given to the command as its input. */
  readonly input?: string;
}

export interface SfRunner {
  /** True when commands are only printed: nothing outside this computer changes. */
  readonly isDry: boolean;
  /** @throws ReleaseError with what to do */
  run<T>(call: SfCall<T>): Promise<T>;
}

/** Nothing of the CLI's own reaches out, and its output is only what is asked for. */
const QUIET = {
  SF_DISABLE_TELEMETRY: 'true',
  SF_AUTOUPDATE_DISABLE: 'true',
  SF_SKIP_NEW_VERSION_CHECK: 'true',
  SF_HIDE_RELEASE_NOTES: 'true',
  SF_DISABLE_LOG_FILE: 'true',
  FORCE_COLOR: '0',
  NO_COLOR: '1'
};

export interface SpawnOptions {
  /** `run.js` of the CLI. */
  readonly program: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly reporter: Reporter;
}

export class SpawnRunner implements SfRunner {
  readonly isDry = false;
  readonly #options: SpawnOptions;

  constructor(options: SpawnOptions) {
    this.#options = options;
  }

  async run<T>(call: SfCall<T>): Promise<T> {
    const { reporter } = this.#options;
    const command = commandName(call.args);
    reporter.command(shownCommand(call.args));
    const { code, stdout, stderr } = await this.#spawn(call);
    const answer = parseAnswer(stdout);
    // `sf version` answers without a frame.
    const result = answer !== null && 'result' in answer ? answer['result'] : answer;
    if (code !== 0 && !(call.resultWith?.includes(code) === true && answer?.['result'] !== undefined))
      throw sfError(command, failureOf(answer, stderr || stdout));
    if (answer === null)
      throw new ReleaseError(
        'sf_failed',
        `${command} gave no JSON: ${stdout.slice(0, 500)}`,
        'Run it by hand to see why.'
      );
    try {
      return call.read(result);
    } catch (error) {
      throw new ReleaseError(
        'sf_failed',
        `${command} gave an answer of another shape: ${error instanceof Error ? error.message : String(error)}`,
        'This tool is tested with the CLI of scripts/sf/package.json; npm run release -- doctor shows which one runs.'
      );
    }
  }

  #spawn(call: SfCall<unknown>): Promise<{ code: number; stdout: string; stderr: string }> {
    const { program, cwd, env } = this.#options;
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [program, ...call.args, '--json'], {
        cwd: call.cwd ?? cwd,
        env: { ...env, ...QUIET },
        stdio: ['pipe', 'pipe', 'pipe']
      });
      const [out, err]: [Buffer[], Buffer[]] = [[], []];
      child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
      child.once('error', reject);
      // A command that does not read its input may end before it is written.
      child.stdin.on('error', () => undefined);
      child.stdin.end(call.input ?? '');
      child.once('close', (code) =>
        resolve({
          code: code ?? -1,
          stdout: Buffer.concat(out).toString('utf8'),
          stderr: Buffer.concat(err).toString('utf8')
        })
      );
    });
  }
}

/** Prints commands instead of running them. */
export class PrintRunner implements SfRunner {
  readonly isDry = true;
  readonly #reporter: Reporter;

  constructor(reporter: Reporter) {
    this.#reporter = reporter;
  }

  run<T>({ args, cwd, planned }: SfCall<T>): Promise<T> {
    const place = cwd === undefined ? '' : `cd ${path.relative(process.cwd(), cwd) || '.'} && `;
    this.#reporter.plan(`${place}${shownCommand(args)}`);
    return Promise.resolve(planned);
  }
}

/** `sf package version create`: what is written before the first option. */
function commandName(args: readonly string[]): string {
  const end = args.findIndex((each) => each.startsWith('-'));
  return ['sf', ...args.slice(0, end === -1 ? undefined : end)].join(' ');
}

/** As it can be typed into a shell. */
function shownCommand(args: readonly string[]): string {
  return ['sf', ...args]
    .map((each) => (/^[\w@%+=:,./-]+$/.test(each) ? each : `'${each.replaceAll("'", "'\\''")}'`))
    .join(' ');
}

function parseAnswer(stdout: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(stdout);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function failureOf(answer: Record<string, unknown> | null, text: string): { name: string; message: string } {
  const message = typeof answer?.['message'] === 'string' ? answer['message'] : text.trim().slice(0, 2000);
  const name = typeof answer?.['name'] === 'string' ? answer['name'] : '';
  return { name, message: [message, ...componentFailures(answer?.['result'])].join('\n') };
}

/** A failed deployment says why in its result. */
function componentFailures(result: unknown): string[] {
  const details = isObject(result) && isObject(result['details']) ? result['details'] : {};
  const failures = details['componentFailures'];
  const list: unknown[] = Array.isArray(failures) ? failures : failures === undefined ? [] : [failures];
  return list.filter(isObject).map((each) => `${String(each['fullName'])}: ${String(each['problem'])}`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The entries of an answer, as what they are needed for. @throws TypeError */
export function entry(value: unknown): Record<string, unknown> {
  if (!isObject(value) || Array.isArray(value)) throw new TypeError(`expected an object, not ${JSON.stringify(value)}`);
  return value;
}

/** @throws TypeError */
export function entries(value: unknown): Record<string, unknown>[] {
  if (!Array.isArray(value)) throw new TypeError(`expected a list, not ${JSON.stringify(value)}`);
  return value.map(entry);
}

/** @throws TypeError when it is missing or no text */
export function textIn(values: Record<string, unknown>, name: string): string {
  const value = values[name];
  if (typeof value !== 'string') throw new TypeError(`${name} is missing`);
  return value;
}
