/**
 * The one door to SQLite: `node:sqlite` where Node has it without a flag (22.13 and later), else a package with the
 * same interface. Everything above this file is synchronous and reads rows as arrays.
 */
import { createRequire } from 'node:module';

export type SqliteValue = null | number | bigint | string | Uint8Array;

export interface Statement {
  run(...parameters: SqliteValue[]): { readonly changes: number | bigint; readonly lastInsertRowid: number | bigint };
  /** The first row or undefined. */
  get(...parameters: SqliteValue[]): SqliteValue[] | undefined;
  all(...parameters: SqliteValue[]): SqliteValue[][];
  iterate(...parameters: SqliteValue[]): IterableIterator<SqliteValue[]>;
}

export interface Database {
  readonly isTransaction: boolean;
  exec(sql: string): void;
  /** Rows come as arrays. Integers come as numbers unless `bigints`; a number beyond 2^53 without it is an error. */
  prepare(sql: string, bigints?: boolean): Statement;
  /** A deterministic SQL function; its integers arrive as numbers. */
  defineFunction(name: string, implementation: (...args: SqliteValue[]) => SqliteValue): void;
  close(): void;
}

interface RawStatement {
  run(...parameters: SqliteValue[]): { changes: number | bigint; lastInsertRowid: number | bigint };
  get(...parameters: SqliteValue[]): unknown;
  all(...parameters: SqliteValue[]): unknown[];
  iterate(...parameters: SqliteValue[]): IterableIterator<unknown>;
  setReadBigInts(on: boolean): void;
  setReturnArrays?(on: boolean): void;
}

interface RawDatabase {
  readonly isTransaction?: boolean;
  exec(sql: string): void;
  prepare(sql: string): RawStatement;
  function(
    name: string,
    options: { deterministic: boolean; varargs: boolean },
    implementation: (...args: never[]) => unknown
  ): void;
  close(): void;
}

type DatabaseConstructor = new (path: string) => RawDatabase;

const require = createRequire(import.meta.url);

/** Which of the two is in use. `setReturnArrays` came with Node 22.16; what has not got it is not used. */
export const sqliteEngine: 'node:sqlite' | '@photostructure/sqlite' = hasUsableBuiltIn()
  ? 'node:sqlite'
  : '@photostructure/sqlite';

function hasUsableBuiltIn(): boolean {
  if (!process.getBuiltinModule?.('node:sqlite')) return false;
  const builtIn = require('node:sqlite') as { StatementSync: { prototype: object } };
  return 'setReturnArrays' in builtIn.StatementSync.prototype;
}

function loadConstructor(): DatabaseConstructor {
  return (require(sqliteEngine) as { DatabaseSync: DatabaseConstructor }).DatabaseSync;
}

/** Opens or creates the database at `path`; `:memory:` for one that lives as long as its connection. */
export function openDatabase(path: string): Database {
  const raw = new (loadConstructor())(path);
  return {
    get isTransaction() {
      return raw.isTransaction === true;
    },
    exec: (sql) => raw.exec(sql),
    prepare(sql, bigints = false) {
      const statement = raw.prepare(sql);
      statement.setReturnArrays!(true);
      if (bigints) statement.setReadBigInts(true);
      return statement as unknown as Statement;
    },
    defineFunction(name, implementation) {
      raw.function(name, { deterministic: true, varargs: true }, implementation);
    },
    close: () => raw.close()
  };
}
