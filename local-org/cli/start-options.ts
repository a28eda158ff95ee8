import { accessSync, closeSync, constants, existsSync, openSync, readFileSync, unlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseFaultPlan } from '../elements/fault-plan.ts';
import type { FaultPlan } from '../elements/fault-plan.ts';

export interface StartOptions {
  /** End after the table instead of serving the console. */
  readonly once: boolean;
  /** Absolute. */
  readonly report: string | null;
  /** Generated airports instead of the samples. */
  readonly rows: number | null;
  readonly port: number;
  /** What the reference endpoint does wrong; null: nothing, and it cannot be told to. */
  readonly faults: FaultPlan | null;
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
  --faults FILE   faults on demand: what the reference endpoint does wrong, as JSON. Its address /faults then shows (GET),
                  replaces (PUT) and clears (DELETE) the plan. Off without this option
  --help          this text

A fault plan: { "faults": [{ "kind": "status", "status": 503, "retryAfter": "5", "times": 2 }, { "kind": "drop" }],
"clockSkewSeconds": 0, "secrets": ["whsec_…"] }. Kinds, each for "times" requests (1) in the order given:
  status (with "status", "retryAfter"), timeout, reset, drop (stores the message, then breaks the connection),
  slow (with "seconds"), truncate, duplicate, previous answer
"clockSkewSeconds" puts the endpoint's clock ahead; "secrets" replaces what it accepts (a wrong or rotated secret).

Examples
  npm start
  npm start -- --once --report report.json
  npm start -- --rows 1000000
  npm start -- --faults plan.json`;

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
        faults: { type: 'string' },
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
    faults: values.faults === undefined ? null : readPlan(values.faults),
    help: values.help
  };
}

function readPlan(file: string): FaultPlan {
  try {
    return parseFaultPlan(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UserError(`--faults ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
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
