/**
 * The platform cache: values by partition and key, kept in the database so that they go with the transaction ("If the
 * Apex request that the cache operations run in fails, then all cache operations in that request are rolled back", Apex
 * Reference Guide v65, "OrgPartition Class"). Values are copies, as the platform stores them serialised. Nothing is ever
 * evicted before its time. The types of the refusals are those of "Cache Exceptions" there; their texts are not published.
 */
import { apexException, notSupported } from '../machine/errors.ts';
import type { CachePartition } from './org-context.ts';
import { deserialiseGraph, serialiseGraph } from './serialise.ts';
import { currentTransaction } from './transaction.ts';

export type Segment = 'org' | 'session';

interface Lifetime {
  /** Seconds. */
  readonly usual: number;
  readonly longest: number;
}

const SHORTEST = 300;
const LIFETIMES: Readonly<Record<Segment, Lifetime>> = {
  org: { usual: 86_400, longest: 172_800 },
  session: { usual: 28_800, longest: 28_800 }
};
const KEY = /^[A-Za-z0-9]{1,50}$/;
/** "The maximum size of a single cached item" for `put`, in bytes; what a value takes on the platform is not known here. */
const LARGEST_ITEM = 100_000;

const EXCEPTIONS: Readonly<Record<Segment, string>> = {
  org: 'Cache.Org.OrgCacheException',
  session: 'Cache.Session.SessionCacheException'
};

function invalid(message: string): never {
  throw apexException('Cache.InvalidParamException', message);
}

/** A session cache needs a session; asynchronous Apex has none. */
export function isAvailable(segment: Segment): boolean {
  const transaction = currentTransaction();
  if (segment === 'org') return true;
  if (transaction.isAsynchronous || transaction.kind === 'schedulable') return false;
  return transaction.test !== null ? true : notSupported('the session cache outside of tests');
}

/** One segment of one partition. */
export class CacheSegment {
  readonly segment: Segment;
  readonly partition: CachePartition;

  constructor(segment: Segment, partition: CachePartition) {
    this.segment = segment;
    this.partition = partition;
  }

  get(key: string | null): unknown {
    return this.#read(checkedKey(key));
  }

  contains(key: string | null): boolean {
    return this.#text(checkedKey(key)) !== null;
  }

  put(key: string | null, value: unknown, seconds: number | null): void {
    this.#write(checkedKey(key), value, seconds);
  }

  remove(key: string | null): boolean {
    return this.#delete(checkedKey(key));
  }

  /** The value that a `Cache.CacheBuilder` made for the key; `load` makes it when there is none. */
  built(builder: string, key: string | null, load: (key: string) => unknown): unknown {
    const own = builtKey(builder, key);
    const known = this.#text(own);
    if (known !== null) return this.#read(own);
    const value = load(checkedKey(key));
    if (value !== null) this.#write(own, value, null);
    return value;
  }

  removeBuilt(builder: string, key: string | null): boolean {
    return this.#delete(builtKey(builder, key));
  }

  keys(): string[] {
    const { store } = currentTransaction().org;
    const keys = store
      .all(
        'SELECT key FROM "_cache" WHERE segment = ? AND partition = ? AND expires > ? ORDER BY key',
        ...this.#place()
      )
      .map(([key]) => String(key));
    if (keys.some((key) => !KEY.test(key))) notSupported('the keys of values that a CacheBuilder made');
    return keys;
  }

  /** Percentage of the capacity that is used. */
  used(): number {
    const { store } = currentTransaction().org;
    const [count] = store.all(
      'SELECT COUNT(*) FROM "_cache" WHERE segment = ? AND partition = ? AND expires > ?',
      ...this.#place()
    )[0]!;
    return Number(count) === 0 ? 0 : notSupported('how much of its capacity a cache uses');
  }

  get #megabytes(): number {
    return this.segment === 'org' ? this.partition.orgMegabytes : this.partition.sessionMegabytes;
  }

  #place(): [segment: string, partition: string, now: number] {
    if (!isAvailable(this.segment))
      throw apexException('Cache.Session.SessionCacheNoSessionException', 'The session cache is not available');
    const transaction = currentTransaction();
    const owner = this.segment === 'org' ? 'org' : `session ${transaction.user.id}`;
    return [owner, this.partition.name.toLowerCase(), transaction.now()];
  }

  #text(key: string): string | null {
    const [segment, partition, now] = this.#place();
    const { store } = currentTransaction().org;
    const [row] = store.all(
      'SELECT value FROM "_cache" WHERE segment = ? AND partition = ? AND expires > ? AND key = ?',
      segment,
      partition,
      now,
      key
    );
    return row === undefined ? null : String(row[0]);
  }

  #read(key: string): unknown {
    const text = this.#text(key);
    return text === null ? null : deserialiseGraph(text, currentTransaction().org.schema);
  }

  #write(key: string, value: unknown, seconds: number | null): void {
    if (value === null) invalid('The value must not be null');
    const { usual, longest } = LIFETIMES[this.segment];
    const lifetime = seconds ?? usual;
    if (lifetime < SHORTEST || lifetime > longest)
      invalid(`The time to live must be between ${SHORTEST} and ${longest} seconds: ${lifetime}`);
    const [segment, partition, now] = this.#place();
    const text = serialiseGraph(value);
    // "When a partition has no more capacity, cache operations are not performed and no error is returned."
    if (this.#megabytes === 0) return;
    if (text.length > LARGEST_ITEM) notSupported(`cached values of more than about ${LARGEST_ITEM} bytes`);
    const { store } = currentTransaction().org;
    store.beginWrite();
    store.run(
      'INSERT OR REPLACE INTO "_cache" (segment, partition, key, value, expires) VALUES (?, ?, ?, ?, ?)',
      segment,
      partition,
      key,
      text,
      now + lifetime * 1000
    );
  }

  #delete(key: string): boolean {
    if (this.#text(key) === null) return false;
    const [segment, partition] = this.#place();
    const { store } = currentTransaction().org;
    store.beginWrite();
    store.run('DELETE FROM "_cache" WHERE segment = ? AND partition = ? AND key = ?', segment, partition, key);
    return true;
  }
}

function checkedKey(key: string | null): string {
  if (key === null || !KEY.test(key)) invalid(`The key must be alphanumeric, of at most 50 characters: ${String(key)}`);
  return key;
}

function builtKey(builder: string, key: string | null): string {
  return `${builder} ${checkedKey(key)}`;
}

/** @param name `partition`, `local.partition` or `namespace.partition` @throws the segment's exception when there is none */
export function segmentOf(segment: Segment, name: string | null): CacheSegment {
  const [namespace, partition] = split(name ?? '');
  const found = currentTransaction().org.cachePartitions.find(
    (each) =>
      each.name.toLowerCase() === partition &&
      (namespace === null || namespace === 'local' || namespace === each.namespace.toLowerCase())
  );
  if (found === undefined)
    throw apexException(EXCEPTIONS[segment], `The partition does not exist or its name is not valid: ${String(name)}`);
  return new CacheSegment(segment, found);
}

function split(name: string): [namespace: string | null, partition: string] {
  const parts = name.toLowerCase().split('.');
  return parts.length === 2 ? [parts[0]!, parts[1]!] : [null, name.toLowerCase()];
}

/** The partition and the bare key of `namespace.partition.key`, or of a key in the default partition. */
export function qualified(segment: Segment, key: string | null): [cache: CacheSegment, key: string | null] {
  const parts = (key ?? '').split('.');
  if (parts.length === 3) return [segmentOf(segment, `${parts[0]}.${parts[1]}`), parts[2]!];
  if (parts.length !== 1) invalid(`The key must be namespace.partition.key or a key of the default partition: ${key}`);
  return [defaultSegment(segment), key];
}

export function defaultSegment(segment: Segment): CacheSegment {
  const found = currentTransaction().org.cachePartitions.find(({ isDefault }) => isDefault);
  if (found === undefined) throw apexException(EXCEPTIONS[segment], 'There is no default partition');
  return new CacheSegment(segment, found);
}
