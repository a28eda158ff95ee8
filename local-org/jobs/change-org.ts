/** Lets an org run another program on the data that it has. */
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { openDatabase } from '../store/driver.ts';
import { dropRemoved } from '../store/migrate.ts';
import type { CompiledOrg } from './compile-org.ts';
import { LocalOrg } from './local-org.ts';
import type { LocalOrgOptions } from './local-org.ts';

/**
 * Closes the org, brings its database in line with the new program and opens it again. When that fails, the org is
 * opened as it was.
 * @param options what the org was opened with; its database has to be a file
 * @param reopened hears of the org that takes the old one's place, whichever program it runs
 * @throws Error that kept the new program from running
 */
export async function changeOrg(
  org: LocalOrg,
  compiled: CompiledOrg,
  options: LocalOrgOptions,
  reopened: (org: LocalOrg) => void
): Promise<void> {
  const { databaseFile } = options;
  const before = org.compiled;
  const backup = `${databaseFile}.before`;
  await org.close();
  foldLog(databaseFile);
  copyFileSync(databaseFile, backup);
  try {
    migrate(databaseFile, before, compiled);
    reopened(await LocalOrg.open({ ...options, compiled }));
  } catch (error) {
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${databaseFile}${suffix}`, { force: true });
    copyFileSync(backup, databaseFile);
    reopened(await LocalOrg.open({ ...options, compiled: before }));
    throw error;
  } finally {
    if (existsSync(backup)) rmSync(backup);
  }
}

/** Brings all that was written into the file itself, so that a copy of it is whole. */
function foldLog(databaseFile: string): void {
  const database = openDatabase(databaseFile);
  try {
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    database.close();
  }
}

function migrate(databaseFile: string, before: CompiledOrg, after: CompiledOrg): void {
  const database = openDatabase(databaseFile);
  try {
    database.exec('BEGIN IMMEDIATE');
    dropRemoved(database, before, after);
    database.exec('COMMIT');
  } finally {
    if (database.isTransaction) database.exec('ROLLBACK');
    database.close();
  }
}
