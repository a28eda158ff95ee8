/**
 * Results of queries that do not fit in one answer: kept in memory, the ten latest of each user.
 * They end with the server: a locator from before is an INVALID_QUERY_LOCATOR, as one that is too old on the platform.
 */
import { makeId } from '../../store/ids.ts';
import type { JsonRecord } from '../../jobs/data/record-json.ts';
import type { Session } from '../session.ts';

export interface Batch {
  readonly records: readonly JsonRecord[];
  readonly totalSize: number;
  /** Where to go on; null after the last. */
  readonly next: string | null;
}

interface Cursor {
  readonly id: string;
  readonly owner: string;
  readonly records: readonly JsonRecord[];
  readonly size: number;
}

const MOST_PER_USER = 10;

export class Cursors {
  readonly #cursors = new Map<string, Cursor>();
  /** Never a number that a server before this one has given. */
  #last = Date.now();

  /** The first batch. Nothing is kept when it is the only one. */
  open(session: Session, records: readonly JsonRecord[], size: number): Batch {
    const owner = `${session.org.facts.id} ${session.userId}`;
    const cursor = { id: makeId('01g', ++this.#last), owner, records, size };
    if (records.length > size) {
      this.#cursors.set(cursor.id, cursor);
      const own = [...this.#cursors.values()].filter((each) => each.owner === owner);
      for (const old of own.slice(0, -MOST_PER_USER)) this.#cursors.delete(old.id);
    }
    return batch(cursor, 0);
  }

  /** @param locator `01g…-2000`; null when it is not one of this user's */
  read(session: Session, locator: string): Batch | null {
    const [, id, position] = /^(\w{18})-(\d+)$/.exec(locator) ?? [];
    const cursor = this.#cursors.get(id ?? '');
    if (cursor?.owner !== `${session.org.facts.id} ${session.userId}` || Number(position) >= cursor.records.length)
      return null;
    return batch(cursor, Number(position));
  }
}

function batch({ id, records, size }: Cursor, position: number): Batch {
  const end = position + size;
  return {
    records: records.slice(position, end),
    totalSize: records.length,
    next: end < records.length ? `${id}-${end}` : null
  };
}
