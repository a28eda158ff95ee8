import type { FieldSchema, ObjectSchema, OrgSchema } from '../metadata/schema.ts';
import { openDatabase } from './driver.ts';
import type { Database, SqliteValue, Statement } from './driver.ts';
import { FOLD, fold, SORT_KEY, sortKey } from './fold.ts';
import { defineFormulas } from './formulas.ts';
import { makeId } from './ids.ts';
import { OWNER_SHARE, ownerShareId } from './shares.ts';
import { isTable, prepareTables, storedFields } from './tables.ts';
import { DISTANCE, distance } from './distance.ts';
import type { DistanceUnit } from './distance.ts';
import { ZONE_SHIFT, zoneOffset } from './time-zones.ts';

export interface StoreOptions {
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number;
  /** Whom audit fields and owners name. */
  readonly userId: string;
}

/** A place to roll back to; later ones are gone once it has been used. */
export interface Savepoint {
  readonly name: string;
  readonly depth: number;
}

/** Cached statements per connection; enough for the queries of one transaction and the DML of all objects. */
const STATEMENT_CACHE = 400;
/**
 * Bytes of the file that are read as memory (SQLite's own limit is a little lower). An index leads to rows all over a
 * table, and a system call for each page costs more than counting what is on it: grouped counts take half the time.
 */
const MAPPED_BYTES = 2 ** 31;

/**
 * Opens an org's database and brings its tables in line with the schema.
 * @param path a file, or `:memory:` for a database that only this connection sees.
 */
export function openStore(path: string, schema: OrgSchema, options: StoreOptions): Store {
  return new Store(path, schema, options);
}

/** One connection to the org's data. Reads outside a transaction see what is committed; the first write begins one. */
export class Store {
  readonly database: Database;
  readonly schema: OrgSchema;
  readonly clock: () => number;
  /** The running user; `System.runAs` changes it. */
  userId: string;
  readonly #statements = new Map<string, Statement>();
  /** Highest numbers handed out here, so that a rolled-back record's id is never given to another. */
  readonly #sequences = new Map<string, number>();
  #savepoints: Savepoint[] = [];
  #savepointNumber = 0;

  constructor(path: string, schema: OrgSchema, options: StoreOptions) {
    this.schema = schema;
    this.clock = options.clock;
    this.userId = options.userId;
    this.database = openDatabase(path);
    this.database.defineFunction(FOLD, (text) => (typeof text === 'string' ? fold(text) : (text ?? null)));
    this.database.defineFunction(SORT_KEY, (text) => (typeof text === 'string' ? sortKey(text) : (text ?? null)));
    this.database.defineFunction(ZONE_SHIFT, (instant, zone) =>
      typeof instant === 'number' ? instant + zoneOffset(instant, String(zone)) : null
    );
    this.database.defineFunction(DISTANCE, (latitude, longitude, latitude2, longitude2, unit) =>
      latitude === null || longitude === null || latitude2 === null || longitude2 === null
        ? null
        : distance([Number(latitude), Number(longitude)], [Number(latitude2), Number(longitude2)], unit as DistanceUnit)
    );
    defineFormulas(this.database, schema);
    this.database.defineFunction(OWNER_SHARE, ownerShareId);
    if (path !== ':memory:') this.database.exec('PRAGMA journal_mode = WAL');
    this.database.exec(
      'PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 30000; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536'
    );
    this.database.exec(`PRAGMA mmap_size = ${MAPPED_BYTES}`);
    prepareTables(this.database, schema);
  }

  /** The object with rows of this name. @throws Error for names the schema does not have. */
  object(apiName: string): ObjectSchema {
    const found = this.schema.objects.get(apiName.toLowerCase());
    if (!found) throw new Error(`object ${apiName} does not exist in this org`);
    if (!isTable(found)) throw new Error(`not supported by the local org: rows of ${found.apiName}`);
    return found;
  }

  /** A prepared statement, kept for the next use of the same text. */
  statement(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known) return known;
    if (this.#statements.size >= STATEMENT_CACHE) this.#statements.delete(this.#statements.keys().next().value!);
    const prepared = this.database.prepare(sql);
    this.#statements.set(sql, prepared);
    return prepared;
  }

  all(sql: string, ...parameters: SqliteValue[]): SqliteValue[][] {
    return this.statement(sql).all(...parameters);
  }

  run(sql: string, ...parameters: SqliteValue[]): void {
    this.statement(sql).run(...parameters);
  }

  get inTransaction(): boolean {
    return this.database.isTransaction;
  }

  /** Begins the write transaction unless one is under way. Waits for other writers, up to the busy timeout. */
  beginWrite(): void {
    if (!this.database.isTransaction) this.database.exec('BEGIN IMMEDIATE');
  }

  /** Makes everything written since `beginWrite` visible to others; without a transaction there is nothing to do. */
  commit(): void {
    this.#savepoints = [];
    if (this.database.isTransaction) this.database.exec('COMMIT');
  }

  rollback(): void {
    this.#savepoints = [];
    if (this.database.isTransaction) this.database.exec('ROLLBACK');
  }

  setSavepoint(): Savepoint {
    this.beginWrite();
    const savepoint = { name: `sp${++this.#savepointNumber}`, depth: this.#savepoints.length };
    this.database.exec(`SAVEPOINT ${savepoint.name}`);
    this.#savepoints.push(savepoint);
    return savepoint;
  }

  /** Undoes everything since the savepoint, which stays usable; later savepoints become invalid. */
  rollbackTo(savepoint: Savepoint): void {
    this.#requireValid(savepoint);
    this.database.exec(`ROLLBACK TO ${savepoint.name}`);
    this.#savepoints.length = savepoint.depth + 1;
  }

  /** Forgets the savepoint and later ones, keeping what was written. */
  release(savepoint: Savepoint): void {
    this.#requireValid(savepoint);
    this.database.exec(`RELEASE ${savepoint.name}`);
    this.#savepoints.length = savepoint.depth;
  }

  isValid(savepoint: Savepoint): boolean {
    return this.#savepoints[savepoint.depth]?.name === savepoint.name;
  }

  #requireValid(savepoint: Savepoint): void {
    if (!this.isValid(savepoint)) throw new Error('the savepoint is no longer valid');
  }

  nextId(object: ObjectSchema): string {
    return makeId(object.keyPrefix, this.nextNumber(object.apiName));
  }

  /** The next `count` numbers of a sequence; returns the first. Rolled-back numbers are not used again. */
  nextNumber(sequence: string, count = 1): number {
    this.beginWrite();
    const stored = this.all('SELECT last FROM "_sequence" WHERE name = ?', sequence)[0]?.[0] ?? 0;
    const first = Math.max(Number(stored), this.#sequences.get(sequence) ?? 0) + 1;
    const last = first + count - 1;
    this.#sequences.set(sequence, last);
    this.run(
      'INSERT INTO "_sequence" (name, last) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET last = excluded.last',
      sequence,
      last
    );
    return first;
  }

  /** The field that has a column. @throws Error for unknown fields. */
  field(object: ObjectSchema, apiName: string): FieldSchema {
    const found = object.fields.get(apiName.toLowerCase());
    if (!found) throw new Error(`field ${object.apiName}.${apiName} does not exist in this org`);
    return found;
  }

  fields(object: ObjectSchema): FieldSchema[] {
    return storedFields(object);
  }

  close(): void {
    this.rollback();
    this.#statements.clear();
    this.database.close();
  }
}
