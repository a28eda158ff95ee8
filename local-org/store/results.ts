import type { SqliteValue } from './driver.ts';
import type { PlainValue } from '../metadata/schema.ts';

/** Field API names (any case) to values. */
export type PlainRow = Readonly<Record<string, PlainValue>>;

export interface DmlError {
  /** As in the API's StatusCode: `REQUIRED_FIELD_MISSING`. */
  readonly statusCode: string;
  readonly message: string;
  /** API names. */
  readonly fields: readonly string[];
}

/** What became of one row, in the order of the rows given. */
export interface RowResult {
  readonly id: string | null;
  readonly created: boolean;
  readonly errors: readonly DmlError[];
}

/** What a row's columns hold, by API name. */
export type SavedColumns = ReadonlyMap<string, SqliteValue>;

export interface DmlOptions {
  /** true: one bad row undoes the whole call. false: good rows stay. */
  readonly allOrNone: boolean;
  /**
   * 'user' refuses fields and objects that are not createable or updateable. 'system' is for the platform's own rows
   * (jobs, audit fields in tests) and lets them be written.
   */
  readonly mode?: 'user' | 'system';
  /** Judges a whole row that its fields' own rules take; `before` is null for a new one. */
  readonly check?: (row: SavedColumns, before: SavedColumns | null) => readonly DmlError[];
}

export function dmlError(statusCode: string, message: string, fields: readonly string[] = []): DmlError {
  return { statusCode, message, fields };
}

/** @throws Error for what the local org does not do */
export function refuse(what: string): never {
  throw new Error(`not supported by the local org: ${what}`);
}
