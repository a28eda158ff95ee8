import type { FieldSchema, ObjectSchema, PlainValue } from '../metadata/schema.ts';
import { autoNumber, rowDefaults } from './defaults.ts';
import { derive, hasDerivedFields } from './derived.ts';
import { insertSql } from './dml.ts';
import type { SqliteValue } from './driver.ts';
import { makeId } from './ids.ts';
import type { Store } from './store.ts';
import { isStored } from './values.ts';
import { RefusedValue, checkRequired, checkValue, isRequired } from './validate.ts';

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
 * Loads many rows in one go: values, lengths, picklists and required fields are checked as on insert, lookups and
 * uniqueness are not (the loader made the rows and their ids itself). Joins the write transaction under way, or begins
 * one that the caller commits.
 * @returns the ids, in the order of the rows.
 * @throws LoadError for the first bad row; then nothing is loaded.
 */
export function loadRows(store: Store, load: Load): string[] {
  const object = store.object(load.object);
  const loader = new Loader(
    store,
    object,
    load.fields.map((name) => store.field(object, name))
  );
  const savepoint = store.setSavepoint();
  try {
    const statement = store.statement(insertSql(object, loader.stored));
    const ids: string[] = [];
    for (const row of load.rows) {
      const columns = loader.columns(row, ids.length + 1);
      statement.run(...columns);
      ids.push(columns[loader.idIndex] as string);
    }
    store.release(savepoint);
    return ids;
  } catch (error) {
    store.rollbackTo(savepoint);
    store.release(savepoint);
    throw error;
  }
}

/** Everything about an object's rows that is the same for all of them. */
class Loader {
  readonly stored: readonly FieldSchema[];
  readonly idIndex: number;
  readonly #object: ObjectSchema;
  readonly #fields: readonly FieldSchema[];
  /** Where each given field sits among the stored ones. */
  readonly #targets: readonly number[];
  readonly #template: readonly SqliteValue[];
  readonly #autoNumbers: ReadonlyArray<readonly [FieldSchema, number]>;
  /** The text name that is the record's id when not given; -1 for none. */
  readonly #nameIndex: number;
  readonly #required: readonly number[];
  readonly #derives: boolean;
  readonly #numbers: Numbers;

  constructor(store: Store, object: ObjectSchema, fields: readonly FieldSchema[]) {
    const stray = fields.find((field) => !isStored(field) || field.type === 'id');
    if (stray) throw new LoadError(`${object.apiName}.${stray.apiName} cannot be loaded: it has no column of its own`);
    const defaults = rowDefaults(store, object);
    const formula = defaults.formulas.find((field) => !fields.includes(field));
    if (formula)
      throw new Error(
        `not supported by the local org: the default formula ${formula.defaultFormula} of ${object.apiName}.${formula.apiName}`
      );
    this.#object = object;
    this.#fields = fields;
    this.stored = store.fields(object);
    this.#targets = fields.map((field) => this.stored.indexOf(field));
    const values = new Map(defaults.values);
    this.#template = this.stored.map((field) => values.get(field) ?? (field.type === 'boolean' ? 0 : null));
    this.#autoNumbers = defaults.autoNumbers.map((field) => [field, this.stored.indexOf(field)]);
    this.idIndex = this.stored.findIndex((field) => field.type === 'id');
    this.#nameIndex = object.kind === 'custom' ? this.stored.findIndex((field) => field.apiName === 'Name') : -1;
    this.#required = this.stored.flatMap((field, index) => (isRequired(field) ? [index] : []));
    this.#derives = hasDerivedFields(object);
    this.#numbers = new Numbers(store);
  }

  /** The columns of one row. `number` counts from one, for errors. */
  columns(row: readonly PlainValue[], number: number): SqliteValue[] {
    const columns = this.#template.slice();
    const id = makeId(this.#object.keyPrefix, this.#numbers.take(this.#object.apiName));
    columns[this.idIndex] = id;
    for (let index = 0; index < this.#fields.length; index++) {
      const checked = checkValue(this.#fields[index]!, row[index] ?? null);
      if (checked instanceof RefusedValue)
        throw new LoadError(`${this.#object.apiName} row ${number}: ${checked.error.message}`);
      columns[this.#targets[index]!] = checked;
    }
    for (const [field, index] of this.#autoNumbers)
      columns[index] = autoNumber(field, this.#numbers.take(`${this.#object.apiName}.${field.apiName}`));
    if (this.#nameIndex >= 0 && columns[this.#nameIndex] === null) columns[this.#nameIndex] = id.slice(0, 15);
    return this.#derives || this.#required.some((index) => columns[index] === null)
      ? this.#complete(columns, number)
      : columns;
  }

  /** Computed fields and missing ones need the row by name; most rows of most objects do not come here. */
  #complete(columns: readonly SqliteValue[], number: number): SqliteValue[] {
    const named = new Map(this.stored.map((field, index) => [field.apiName, columns[index]!]));
    derive(this.#object, named, null);
    const missing = checkRequired(this.stored, named, 'all');
    if (missing) throw new LoadError(`${this.#object.apiName} row ${number}: ${missing.message}`);
    return this.stored.map((field) => named.get(field.apiName) ?? null);
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
