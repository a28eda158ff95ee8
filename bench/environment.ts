import { availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';
import { openDatabase, sqliteEngine } from '../local-org/store/driver.ts';

/** Where figures were measured; without it they mean nothing. */
export interface Environment {
  readonly cores: number;
  readonly processor: string;
  readonly memoryGigabytes: number;
  readonly system: string;
  readonly node: string;
  readonly sqlite: { readonly engine: string; readonly version: string };
}

export function environment(): Environment {
  return {
    cores: availableParallelism(),
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()}`,
    node: process.versions.node,
    sqlite: { engine: sqliteEngine, version: sqliteVersion() }
  };
}

/** Load over the last minute: above the number of cores, others were at work too and times are too long. */
export function loadAverage(): number {
  return Number(loadavg()[0]!.toFixed(2));
}

function sqliteVersion(): string {
  const database = openDatabase(':memory:');
  try {
    return String(database.prepare('SELECT sqlite_version()').get()![0]);
  } finally {
    database.close();
  }
}
