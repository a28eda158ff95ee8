/** Brings the database of an org that is closed in line with other metadata, with a way back. */
import { copyFileSync, rmSync } from 'node:fs';
import { openDatabase } from '../store/driver.ts';
import { dropRemoved } from '../store/migrate.ts';
import type { CompiledOrg } from './compile-org.ts';

export class DatabaseChange {
  readonly #file: string;
  readonly #backup: string;

  /** @param databaseFile that nobody has open */
  constructor(databaseFile: string) {
    this.#file = databaseFile;
    this.#backup = `${databaseFile}.before`;
    foldLog(databaseFile);
    copyFileSync(databaseFile, this.#backup);
  }

  /** Takes away what the new metadata has no more; what it has in addition is made when the org is opened. */
  bringInLine(before: CompiledOrg, after: CompiledOrg): void {
    const database = openDatabase(this.#file);
    try {
      database.exec('BEGIN IMMEDIATE');
      dropRemoved(database, before, after);
      database.exec('COMMIT');
    } finally {
      if (database.isTransaction) database.exec('ROLLBACK');
      database.close();
    }
  }

  keep(): void {
    rmSync(this.#backup);
  }

  undo(): void {
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${this.#file}${suffix}`, { force: true });
    copyFileSync(this.#backup, this.#file);
    rmSync(this.#backup);
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
