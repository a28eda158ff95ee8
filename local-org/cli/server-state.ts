/** The background server of `npm run org -- start`: where it says that it runs, and whether that is still true. */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './bootstrap.mjs';

export const DEFAULT_STATE = join(projectRoot, 'local-org', '.state');

/** A server that compiles a large project, or a busy computer, takes its time to answer; one that has ended refuses at once. */
const PATIENCE_MILLISECONDS = 30_000;

export interface ServerState {
  readonly pid: number;
  readonly url: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

function fileIn(folder: string): string {
  return join(folder, 'server.json');
}

export function logFileIn(folder: string): string {
  return join(folder, 'server.log');
}

/** Has an org been started with this folder? */
export function holdsOrgs(folder: string): boolean {
  return existsSync(join(folder, 'registry.db'));
}

export function writeState(folder: string, state: ServerState): void {
  // Whoever waits for the file never sees half of it.
  writeFileSync(`${fileIn(folder)}.new`, JSON.stringify(state));
  renameSync(`${fileIn(folder)}.new`, fileIn(folder));
}

export function forgetState(folder: string): void {
  rmSync(fileIn(folder), { force: true });
}

/**
 * The server that runs with this folder; null when none does. What it says of itself has to agree: the number of a
 * process that has ended may belong to another by now.
 */
export async function runningServer(folder: string): Promise<ServerState | null> {
  const state = readState(folder);
  if (state === null) return null;
  try {
    const answer = await fetch(`${state.url}/local-org`, { signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) });
    const { pid } = (await answer.json()) as { readonly pid?: unknown };
    return pid === state.pid ? state : null;
  } catch {
    return null;
  }
}

function readState(folder: string): ServerState | null {
  if (!existsSync(fileIn(folder))) return null;
  try {
    const { pid, url, startedAt } = JSON.parse(readFileSync(fileIn(folder), 'utf8')) as Partial<ServerState>;
    return typeof pid === 'number' && typeof url === 'string' ? { pid, url, startedAt: startedAt ?? 0 } : null;
  } catch {
    return null;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
