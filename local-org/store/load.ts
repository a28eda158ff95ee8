import type { PlainValue } from '../metadata/schema.ts';
import { autoNumber, rowDefaults } from './defaults.ts';
import { derive } from './derived.ts';
import { insertSql } from './dml.ts';
import type { SqliteValue } from './driver.ts';
import { makeId } from './ids.ts';
import type { Store } from './store.ts';
import { isStored } from './values.ts';
import { checkRequired, checkValue } from './validate.ts';

/** Rows of one object as arrays, which is what makes loading fast. */
export interface Load {
  readonly object: string;
  /** API names; audit fields may be among them. */
  readonly fields: readonly string[];
  readonly rows: Iterable<readonly PlainValue[]>;
}

/** A row that the platform would have refused; names it. */
export class LoadError extends Error {
  override readonly name = 'LoadError';
}

/** Automatic numbers and ids are reserved in blocks of this size. */
const BLOCK = 10_000;

/**
 * Loads many rows in one transaction: values, lengths, picklists and required fields are checked as on insert, lookups
 * and uniqueness are not (the loader made the rows and their ids itself).
 * @returns the ids, in the order of the rows.
 * @throws LoadError for the first bad row; then nothing is loaded.
 */
export function loadRows(store: Store, load: Load): string[] {
  const object = store.object(load.object);
  const fields = load.fields.map((name) => store.field(object, name));
  const compound = fields.find((field) => !isStored(field) || field.type === 'id');
  if (compound) throw new LoadError(`${object.apiName}.${compound.apiName} cannot be loaded: it has no column of its own`);
  const stored = store.fields(object);
  const defaults = rowDefaults(store, object);
  const formula = defaults.formulas.find((field) => !fields.includes(field));
  if (formula) throw new Error(`not supported by the local org: the default formula ${formula.defaultFormula} of ${object.apiName}.${formula.apiName}`);
  const name = object.kind === 'custom' ? object.fields.get('name') : undefined;
  const savepoint = store.setSavepoint();
  try {
    const statement = store.statement(insertSql(object, stored));
    const ids: string[] = [];
    const next = new Numbers(store);
    for (const row of load.rows) {
      const columns = new Map<string, SqliteValue>(defaults.values.map(([field, value]) => [field.apiName, value]));
      const id = makeId(object.keyPrefix, next.take(object.apiName));
      columns.set('Id', id);
      for (const [index, field] of fields.entries()) {
        const checked = checkValue(field, row[index] ?? null);
        if ('error' in checked) throw new LoadError(`${object.apiName} row ${ids.length + 1}: ${checked.error.message}`);
        columns.set(field.apiName, checked.value);
      }
      for (const field of defaults.autoNumbers) columns.set(field.apiName, autoNumber(field, next.take(`${object.apiName}.${field.apiName}`)));
      if (name && (columns.get(name.apiName) ?? null) === null) columns.set(name.apiName, id.slice(0, 15));
      derive(object, columns, true);
      const missing = checkRequired(stored, columns, 'all');
      if (missing) throw new LoadError(`${object.apiName} row ${ids.length + 1}: ${missing.message}`);
      statement.run(...stored.map((field) => columns.get(field.apiName) ?? (field.type === 'boolean' ? 0 : null)));
      ids.push(id);
    }
    store.release(savepoint);
    return ids;
  } catch (error) {
    store.rollbackTo(savepoint);
    store.release(savepoint);
    throw error;
  }
}

/** Sequence numbers, reserved a block at a time. */
class Numbers {
  readonly #store: Store;
  readonly #blocks = new Map<string, { next: number; end: number }>();

  constructor(store: Store) {
    this.#store = store;
  }

  take(sequence: string): number {
    let block = this.#blocks.get(sequence);
    if (!block || block.next === block.end) {
      const first = this.#store.nextNumber(sequence, BLOCK);
      block = { next: first, end: first + BLOCK };
      this.#blocks.set(sequence, block);
    }
    return block.next++;
  }
}
