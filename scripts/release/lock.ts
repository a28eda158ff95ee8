/** One release at a time in a clone: a file that names the process which holds it. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ReleaseError } from './errors.ts';

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly command: string;
  readonly since: string;
}

/**
 * Holds the lock while the work runs. The lock of a process of this computer that has ended is taken over.
 * @throws ReleaseError `another_release` when somebody else holds it
 */
export async function withLock<T>(file: string, command: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(path.dirname(file), { recursive: true });
  const holder: Holder = { pid: process.pid, host: os.hostname(), command, since: new Date().toISOString() };
  take(file, holder);
  const release = (): void => rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

function take(file: string, holder: Holder): void {
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(file, JSON.stringify(holder), { flag: 'wx' });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const other = readHolder(file);
      if (other !== null && (other.host !== holder.host || isAlive(other.pid)))
        throw new ReleaseError(
          'another_release',
          `"${other.command}" runs already: process ${other.pid} on ${other.host}, since ${other.since}.`,
          `Wait for it to end. If it has ended without clearing up, remove ${file}.`
        );
      // Two that find the same dead holder: only one of them creates the file next.
      if (attempt >= 2) throw new ReleaseError('another_release', `${file} is held.`, 'Run the command again.');
      rmSync(file, { force: true });
    }
  }
}

/** Null for a file that is gone or half written by a process that died. */
function readHolder(file: string): Holder | null {
  try {
    const { pid, host, command, since } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Holder>;
    return typeof pid === 'number' && typeof host === 'string'
      ? { pid, host, command: command ?? '', since: since ?? '' }
      : null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
