import { accessSync, closeSync, constants, existsSync, openSync, unlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface StartOptions {
  /** End after the table instead of serving the console. */
  readonly once: boolean;
  /** Absolute. */
  readonly report: string | null;
  /** Generated airports instead of the samples. */
  readonly rows: number | null;
  readonly port: number;
  readonly help: boolean;
}

/** Something the user can put right; its message is all there is to say. */
export class UserError extends Error {
  override readonly name = 'UserError';
}

const DEFAULT_PORT = 4200;
const MAX_ROWS = 20_000_000;

export const START_USAGE = `Usage: npm start [-- options]

Starts Elements Connect on an org inside this computer: loads sample data, runs the population job as an admin would,
delivers its results to a reference endpoint, prints what came out, and serves the console.

  --once          end after the table; exit code 0 when everything was measured, delivered and verified
  --report FILE   write the same as JSON
  --rows N        load N generated airports (the real ones repeated) instead of the sample data
  --port N        port of the console (default ${DEFAULT_PORT}; 0 takes any free one)
  --help          this text

Examples
  npm start
  npm start -- --once --report report.json
  npm start -- --rows 1000000`;

/** @throws UserError for options that do not exist or make no sense. */
export function readStartOptions(args: readonly string[]): StartOptions {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        once: { type: 'boolean', default: false },
        report: { type: 'string' },
        rows: { type: 'string' },
        port: { type: 'string', default: String(DEFAULT_PORT) },
        help: { type: 'boolean', default: false }
      }
    }));
  } catch (error) {
    throw new UserError(`${error instanceof Error ? error.message : String(error)}\nSee: npm start -- --help`);
  }
  return {
    once: values.once,
    report: values.report === undefined ? null : resolve(values.report),
    rows: values.rows === undefined ? null : wholeNumber('--rows', values.rows, 1, MAX_ROWS),
    port: wholeNumber('--port', values.port, 0, 65_535),
    help: values.help
  };
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const number = /^\d+$/.test(text) ? Number(text) : NaN;
  if (number >= least && number <= most) return number;
  throw new UserError(`${option} takes a whole number from ${least} to ${most}, not "${text}"`);
}

/** Finds out before the work whether the report can be written after it. @throws UserError when it cannot. */
export function requireWritable(file: string): void {
  const existed = existsSync(file);
  try {
    if (existed) accessSync(file, constants.W_OK);
    closeSync(openSync(file, 'a'));
    if (!existed) unlinkSync(file);
  } catch (error) {
    throw new UserError(
      `the report cannot be written to ${file}: ${error instanceof Error ? error.message : String(error)}`
    );
  }
}

/** Finds out before the work whether the console can be served after it. @throws UserError when the port is taken. */
export async function requireFreePort(port: number): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve_, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') reject(new UserError(`port ${port} is in use; choose another with --port`));
      else reject(new UserError(`port ${port} cannot be used: ${error.message}`));
    });
    server.listen(port, '127.0.0.1', resolve_);
  });
  await new Promise((closed) => server.close(closed));
}
