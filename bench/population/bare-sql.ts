import { setImmediate } from 'node:timers/promises';
import { quote } from '../../local-org/store/values.ts';
import type { Store } from '../../local-org/store/store.ts';
import type { CountedField } from './run-job.ts';

/** What one statement finds: by field, all record types together. */
export type BareCounts = ReadonlyMap<string, number>;

/**
 * The same counts in as few statements as SQL allows: one for all fields, one for the values of each picklist, all by
 * record type. The platform takes more: it refuses more than 100 columns, and COUNT on some types.
 */
export async function countBySql(
  store: Store,
  objectName: string,
  fields: readonly CountedField[],
  signal: AbortSignal
): Promise<BareCounts> {
  const counts = new Map<string, number>();
  const columns = fields.map(({ name, type }) =>
    type === 'boolean' ? `SUM(${quote(name)})` : `COUNT(${quote(name)})`
  );
  const from = `FROM ${quote(objectName)} WHERE "IsDeleted" = 0 GROUP BY "RecordTypeId"`;
  for (const row of store.all(`SELECT "RecordTypeId", COUNT(*), ${columns.join(', ')} ${from}`)) {
    fields.forEach(({ name }, index) => add(counts, name, Number(row[index + 2])));
  }
  for (const { name, type } of fields.filter(({ values }) => values !== null)) {
    await interruptible(signal);
    const byValue = `SELECT "RecordTypeId", ${quote(name)}, COUNT(*) ${from}, ${quote(name)}`;
    for (const [, value, count] of store.all(byValue)) {
      if (value === null) continue;
      const chosen = type === 'multipicklist' ? String(value).split(';') : [String(value)];
      for (const each of chosen) add(counts, `${name}=${each}`, Number(count));
    }
  }
  return counts;
}

/** @throws Error when job and SQL disagree: then the times of both mean nothing */
export function requireSameCounts(fields: readonly CountedField[], counts: BareCounts): void {
  const same = (what: string, found: number): void => {
    const expected = counts.get(what) ?? 0;
    if (found !== expected) throw new Error(`the job counted ${found} for ${what}, SQL ${expected}`);
  };
  for (const { name, filled, values } of fields) {
    same(name, filled);
    for (const [value, count] of values ?? []) same(`${name}=${value}`, count);
  }
}

/** Lets the process hear of an interrupt between two statements, each of which blocks it. */
async function interruptible(signal: AbortSignal): Promise<void> {
  await setImmediate();
  signal.throwIfAborted();
}

export function statementCount(fields: readonly CountedField[]): number {
  return 1 + fields.filter(({ values }) => values !== null).length;
}

function add(counts: Map<string, number>, key: string, amount: number): void {
  counts.set(key, (counts.get(key) ?? 0) + amount);
}
