/**
 * The flex queue: batches that wait with status Holding while others run, in an order that Apex can change ("Holding
 * Batch Jobs in the Apex Flex Queue", Apex Developer Guide v65).
 */
import type { Store } from '../../store/store.ts';

/** "Up to 5 batch jobs can be queued or active concurrently" (Apex Developer Guide, Batch Apex Limitations). */
export const MAXIMUM_ACTIVE_BATCHES = 5;
export const MAXIMUM_FLEX_QUEUE = 100;

export function prepareFlexQueueTable(store: Store): void {
  store.database.exec(
    'CREATE TABLE IF NOT EXISTS "_flex_queue" (job TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID'
  );
}

export class FlexQueue {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Ids of the jobs, the one that will be taken first at the front. */
  order(): string[] {
    return this.#store.all('SELECT job FROM "_flex_queue" ORDER BY position').map(([id]) => String(id));
  }

  add(id: string): void {
    this.reorder([...this.order(), id]);
  }

  remove(id: string): void {
    this.#store.run('DELETE FROM "_flex_queue" WHERE job = ?', id);
  }

  /** @param ids the jobs that are to be held, in their new order */
  reorder(ids: readonly string[]): void {
    this.#store.beginWrite();
    this.#store.run('DELETE FROM "_flex_queue"');
    for (const [position, id] of ids.entries())
      this.#store.run('INSERT INTO "_flex_queue" (job, position) VALUES (?, ?)', id, position);
  }
}
