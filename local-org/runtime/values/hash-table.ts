/** Insertion-ordered hash table over Apex keys; the store of Map and Set. */
import { apexException, notSupported } from '../machine/errors.ts';
import { FIRST_MEASURE, grown } from './heap.ts';
import { directKey, hashCode, keyEquals } from './keys.ts';

interface Entry {
  readonly key: unknown;
  value: unknown;
  /** Entries that were put in later have greater ones. */
  readonly order: number;
}
/** A loop over the keys of a map, and the order of the key that it is at. */
interface KeyLoop {
  at: number;
}
/** A key that has to be compared one by one, with the hash it had when it was put in. */
interface Bucketed {
  readonly key: unknown;
  readonly handle: symbol;
}

export class HashTable {
  readonly #entries = new Map<unknown, Entry>();
  readonly #buckets = new Map<number, Bucketed[]>();
  #measureAt = FIRST_MEASURE;
  #iterations = 0;
  /** Those of them that have handed out their last key. */
  #lastRounds = 0;
  /** Those of them that go over the keys of a map. */
  readonly #keyLoops = new Set<KeyLoop>();
  #nextOrder = 0;

  get size(): number {
    return this.#entries.size;
  }

  has(key: unknown): boolean {
    const handle = this.#find(key);
    return handle !== undefined && this.#entries.has(handle);
  }

  /** Undefined when the key is absent. */
  get(key: unknown): unknown {
    const handle = this.#find(key);
    return handle === undefined ? undefined : this.#entries.get(handle)?.value;
  }

  /** The previous value, or undefined when the key is new. An existing key object stays, as in java.util.HashMap. */
  put(key: unknown, value: unknown): unknown {
    const found = this.#find(key);
    const entry = found === undefined ? undefined : this.#entries.get(found);
    if (entry) {
      const previous = entry.value;
      entry.value = value;
      this.#measureAt = grown(this, this.size, this.#measureAt, value);
      return previous;
    }
    this.checkModifiable();
    this.#entries.set(found === undefined ? this.#bucketed(key) : found, { key, value, order: this.#nextOrder });
    this.#nextOrder += 1;
    this.#measureAt = grown(this, this.size, this.#measureAt, value);
    return undefined;
  }

  /**
   * The removed value, or undefined when there was none. Of a map, keys that the loops over them are at or have passed
   * can be removed: SalesforceFoundation/EDA (REL_Relationships_TDTM) and jamessimone/apex-dml-mocking do so, and their
   * tests find that the loops go on with the other keys.
   */
  remove(key: unknown, isOfMap = false): unknown {
    const handle = this.#find(key);
    const entry = handle === undefined ? undefined : this.#entries.get(handle);
    if (!entry) return undefined;
    const isPassed = this.#keyLoops.size > 0 && [...this.#keyLoops].every(({ at }) => entry.order <= at);
    if (!isOfMap || !isPassed) this.checkModifiable();
    this.#entries.delete(handle);
    if (typeof handle === 'symbol') this.#unbucket(handle);
    return entry.value;
  }

  clear(): void {
    if (this.#entries.size === 0) return;
    this.checkModifiable();
    this.#entries.clear();
    this.#buckets.clear();
  }

  entries(): [key: unknown, value: unknown][] {
    return Array.from(this.#entries.values(), ({ key, value }) => [key, value]);
  }

  keys(): unknown[] {
    return Array.from(this.#entries.values(), ({ key }) => key);
  }

  /** Iterates keys; until the iteration ends, adding and removing is refused. */
  *iterate(isKeySet: boolean): Generator<unknown, void, undefined> {
    this.#iterations += 1;
    const loop: KeyLoop = { at: -1 };
    if (isKeySet) this.#keyLoops.add(loop);
    let left = this.#entries.size;
    let isLast = false;
    try {
      for (const { key, order } of this.#entries.values()) {
        loop.at = order;
        left -= 1;
        if (left === 0) {
          isLast = true;
          this.#lastRounds += 1;
        }
        yield key;
      }
    } finally {
      this.#iterations -= 1;
      this.#keyLoops.delete(loop);
      if (isLast) this.#lastRounds -= 1;
    }
  }

  /**
   * @throws System.FinalException while a for-each loop runs over the set
   * @throws NotSupportedError in its last round, and while a loop runs over the keys of the map
   */
  checkModifiable(): void {
    if (this.#iterations === 0) return;
    // The exception is documented for sets (versioned change of API 62.0). Whether a loop over the keys of a map sees what
    // is added, or removed before its turn, is not published.
    if (this.#keyLoops.size > 0) notSupported('changing a map in a loop over its key set');
    if (this.#iterations === this.#lastRounds)
      notSupported('changing a collection in the last round of a loop over it');
    throw apexException('FinalException', 'Cannot modify a collection while it is being iterated.');
  }

  /** The key in `#entries`; undefined when the key belongs in a bucket and is not there. */
  #find(key: unknown): unknown {
    const direct = directKey(key);
    if (direct !== undefined) return direct;
    return this.#buckets.get(hashCode(key))?.find((candidate) => keyEquals(candidate.key, key))?.handle;
  }

  #bucketed(key: unknown): symbol {
    const hash = hashCode(key);
    const handle = Symbol(hash);
    const bucket = this.#buckets.get(hash);
    if (bucket) bucket.push({ key, handle });
    else this.#buckets.set(hash, [{ key, handle }]);
    return handle;
  }

  #unbucket(handle: symbol): void {
    for (const [hash, bucket] of this.#buckets) {
      const index = bucket.findIndex((candidate) => candidate.handle === handle);
      if (index < 0) continue;
      bucket.splice(index, 1);
      if (bucket.length === 0) this.#buckets.delete(hash);
      return;
    }
  }
}
