/** Insertion-ordered hash table over Apex keys; the store of Map and Set. */
import { apexException, notSupported } from '../machine/errors.ts';
import { FIRST_MEASURE, grown } from './heap.ts';
import { directKey, hashCode, keyEquals } from './keys.ts';

interface Entry {
  readonly key: unknown;
  value: unknown;
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
  #overKeys = 0;

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
    this.#entries.set(found === undefined ? this.#bucketed(key) : found, { key, value });
    this.#measureAt = grown(this, this.size, this.#measureAt, value);
    return undefined;
  }

  /** The removed value, or undefined when there was none. */
  remove(key: unknown): unknown {
    const handle = this.#find(key);
    const entry = handle === undefined ? undefined : this.#entries.get(handle);
    if (!entry) return undefined;
    this.checkModifiable();
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
    if (isKeySet) this.#overKeys += 1;
    let left = this.#entries.size;
    let isLast = false;
    try {
      for (const { key } of this.#entries.values()) {
        left -= 1;
        if (left === 0) {
          isLast = true;
          this.#lastRounds += 1;
        }
        yield key;
      }
    } finally {
      this.#iterations -= 1;
      if (isKeySet) this.#overKeys -= 1;
      if (isLast) this.#lastRounds -= 1;
    }
  }

  /**
   * @throws System.FinalException while a for-each loop runs over the set
   * @throws NotSupportedError in its last round, and while a loop runs over the keys of the map
   */
  checkModifiable(): void {
    if (this.#iterations === 0) return;
    // The exception is documented for sets (versioned change of API 62.0). apex-dml-mocking removes keys of a map in a
    // loop over its key set and an org lets it; which keys the rest of the loop then sees is not published.
    if (this.#overKeys > 0) notSupported('changing a map in a loop over its key set');
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
