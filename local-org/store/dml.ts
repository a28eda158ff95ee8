import type { FieldSchema, ObjectSchema, PlainValue } from '../metadata/schema.ts';
import { autoNumber, rowDefaults } from './defaults.ts';
import type { RowDefaults } from './defaults.ts';
import { derive, deriveUserType, hasDerivedFields } from './derived.ts';
import type { SqliteValue } from './driver.ts';
import { findByExternalId } from './external-ids.ts';
import { readRow } from './given-row.ts';
import { makeId, readId } from './ids.ts';
import {
  checkOwner,
  checkRecordType,
  checkReferences,
  checkUnique,
  refuseCircles,
  refuseHalfLocations
} from './constraints.ts';
import type { InsertRow } from './licence-rules.ts';
import { rulesOf } from './object-rules.ts';
import { refuseUnknownDefaults } from './record-type-defaults.ts';
import { dmlError } from './results.ts';
import type { DmlError, DmlOptions, PlainRow, RowResult } from './results.ts';
import { syncProfileAssignment } from './profile-assignments.ts';
import { setupErrors } from './setup-rules.ts';
import { dropManualShares, shareAgain, shareErrors } from './shares.ts';
import type { Store } from './store.ts';
import { RefusedValue, checkRequired, checkValue, wholeSeconds } from './validate.ts';
import { isDecimal, quote, selectExpression } from './values.ts';

type ColumnRow = Map<string, SqliteValue>;

const ALL_OR_NONE = dmlError(
  'ALL_OR_NONE_OPERATION_ROLLED_BACK',
  'Record rolled back because not all records were valid and the request was using AllOrNone header'
);

/**
 * Inserts rows: defaults, validation, audit fields and ids as the platform does them. Begins the write transaction.
 * @returns one result per row; nothing is thrown for bad data.
 */
export function insertRows(
  store: Store,
  objectName: string,
  rows: readonly PlainRow[],
  options: DmlOptions
): RowResult[] {
  const object = store.object(objectName);
  if (!object.createable && options.mode !== 'system') return refuseAll(rows, object, 'create');
  return atomically(store, options, () => {
    const inserter = new Inserter(store, object, options, rows.length);
    return rows.map((row) => inserter.insert(row));
  });
}

/** Updates rows by their Id; only the fields that a row names change. */
export function updateRows(
  store: Store,
  objectName: string,
  rows: readonly PlainRow[],
  options: DmlOptions
): RowResult[] {
  const object = store.object(objectName);
  if (!object.updateable && options.mode !== 'system') return refuseAll(rows, object, 'update');
  return atomically(store, options, () => rows.map((row) => updateRow(store, object, row, options)));
}

/**
 * Updates rows that exist and inserts the others, matched by `externalId` (a field's API name; `Id` by default).
 */
export function upsertRows(
  store: Store,
  objectName: string,
  rows: readonly PlainRow[],
  externalId: string,
  options: DmlOptions
): RowResult[] {
  const object = store.object(objectName);
  const key = store.field(object, externalId);
  return atomically(store, options, () => {
    const inserter = new Inserter(store, object, options, rows.length);
    return rows.map((row) => upsertRow(store, object, key, row, inserter, options));
  });
}

function upsertRow(
  store: Store,
  object: ObjectSchema,
  key: FieldSchema,
  row: PlainRow,
  inserter: Inserter,
  options: DmlOptions
): RowResult {
  const given = Object.entries(row).find(([name]) => name.toLowerCase() === key.apiName.toLowerCase())?.[1] ?? null;
  if (key.type === 'id') return given === null ? inserter.insert(row) : updateRow(store, object, row, options);
  const match = matchByKey(store, object, key, given);
  if (match.error !== null) return failed(match.error);
  if (match.id === null) return inserter.insert(row);
  return updateRow(store, object, { ...row, Id: match.id }, options);
}

/** The row that an upsert with that value of `key` updates; null when it makes a new one. */
export function matchByKey(
  store: Store,
  object: ObjectSchema,
  key: FieldSchema,
  given: PlainValue
): { readonly id: string | null; readonly error: DmlError | null } {
  const refused = (error: DmlError) => ({ id: null, error });
  if (given === null) return refused(dmlError('MISSING_ARGUMENT', `${key.apiName} not specified`, [key.apiName]));
  const checked = checkValue(key, given);
  if (checked instanceof RefusedValue) return refused(checked.error);
  const matches = findByExternalId(store, object, key, checked);
  if (matches.length <= 1) return { id: matches[0] ?? null, error: null };
  const text = `${key.apiName}: more than one record found for external id field: [${matches.join(', ')}]`;
  return refused(dmlError('DUPLICATE_EXTERNAL_ID', text, [key.apiName]));
}

/** Runs a DML call inside the transaction; a bad row under allOrNone undoes all of it. */
export function atomically(store: Store, options: DmlOptions, work: () => RowResult[]): RowResult[] {
  const savepoint = store.setSavepoint();
  let results: RowResult[];
  try {
    results = work();
  } catch (error) {
    store.rollbackTo(savepoint);
    store.release(savepoint);
    throw error;
  }
  const undone = options.allOrNone && results.some((result) => result.errors.length > 0);
  if (undone) store.rollbackTo(savepoint);
  store.release(savepoint);
  return undone
    ? results.map((result) => (result.errors.length > 0 ? result : { id: null, created: false, errors: [ALL_OR_NONE] }))
    : results;
}

class Inserter {
  readonly #store: Store;
  readonly #object: ObjectSchema;
  readonly #mode: 'user' | 'system';
  readonly #check: DmlOptions['check'];
  readonly #fields: readonly FieldSchema[];
  readonly #defaults: RowDefaults;
  readonly #sql: string;
  #nextNumber: number;

  constructor(store: Store, object: ObjectSchema, { mode, check }: DmlOptions, count: number) {
    this.#store = store;
    this.#object = object;
    this.#mode = mode ?? 'user';
    this.#check = check;
    this.#fields = store.fields(object);
    this.#defaults = rowDefaults(store, object);
    this.#sql = insertSql(object, this.#fields);
    this.#nextNumber = store.nextNumber(object.apiName, count);
  }

  insert(row: PlainRow): RowResult {
    const columns: ColumnRow = new Map();
    const errors = readRow(
      this.#object,
      row,
      columns,
      this.#mode === 'system' ? () => true : (field) => field.createable
    );
    const given = new Set(columns.keys());
    const id = makeId(this.#object.keyPrefix, this.#nextNumber++);
    if (this.#mode === 'user' && columns.has('Id'))
      errors.push(dmlError('INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', ['Id']));
    if (!(this.#mode === 'system' && columns.get('Id'))) columns.set('Id', id);
    this.#applyDefaults(columns);
    if (this.#mode === 'user') refuseUnknownDefaults(this.#store, this.#object, columns, given);
    deriveUserType(this.#store, this.#object, columns);
    derive(this.#object, columns, null);
    const rules = rulesOf(this.#object.apiName);
    if (this.#mode === 'user') errors.push(...byRules(this.#store, this.#object, columns, null, given));
    const missing = checkRequired(
      this.#fields,
      columns,
      'all',
      errors.flatMap((error) => error.fields)
    );
    if (missing) errors.push(missing);
    if (errors.length === 0) refuseHalfLocations(this.#store, this.#object, columns, null);
    if (errors.length === 0) errors.push(...(this.#check?.(columns, null) ?? []));
    if (errors.length === 0)
      errors.push(
        ...checkReferences(this.#store, this.#object, columns),
        ...checkOwner(this.#store, this.#object, columns, null),
        ...checkRecordType(this.#store, this.#object, columns, null),
        ...checkUnique(this.#store, this.#object, columns, null),
        ...(this.#mode === 'user' ? setupErrors(this.#store, this.#object, columns, null, ownRow(this.#store)) : []),
        ...shareErrors(this.#store, this.#object, columns)
      );
    if (errors.length > 0) return { id: null, created: false, errors };
    const again = shareAgain(this.#store, this.#object, columns);
    if (again !== null) return { id: again, created: false, errors };
    this.#store.run(
      this.#sql,
      ...this.#fields.map((field) => columns.get(field.apiName) ?? (field.type === 'boolean' ? 0 : null))
    );
    const saved = columns.get('Id') as string;
    if (this.#mode === 'user') rules?.after?.(this.#store, saved, ownRow(this.#store), true);
    if (this.#object.apiName === 'User') syncProfileAssignment(this.#store, saved, ownRow(this.#store));
    return { id: saved, created: true, errors };
  }

  #applyDefaults(columns: ColumnRow): void {
    for (const [field, value] of this.#defaults.values)
      if (!columns.has(field.apiName)) columns.set(field.apiName, value);
    for (const field of this.#defaults.formulas) {
      if (!columns.has(field.apiName))
        throw new Error(
          `not supported by the local org: the default formula ${field.defaultFormula} of ${this.#object.apiName}.${field.apiName}`
        );
    }
    for (const field of this.#defaults.autoNumbers) {
      columns.set(field.apiName, autoNumber(field, this.#store.nextNumber(`${this.#object.apiName}.${field.apiName}`)));
    }
    nameById(this.#object, columns, columns.get('Id') as string);
  }
}

/** A custom object's text name that nobody gave, or that an update empties, is the record's id (octoberswimmer/aer, CHANGELOG v1.2.15). */
function nameById(object: ObjectSchema, columns: ColumnRow, id: string): void {
  const name = object.fields.get('name');
  if (object.kind === 'custom' && name && (columns.get(name.apiName) ?? null) === null)
    columns.set(name.apiName, id.slice(0, 15));
}

/** Saves rows that the platform adds of its own. */
function ownRow(store: Store): InsertRow {
  return (objectName, row) => {
    const [result] = insertRows(store, objectName, [row], { allOrNone: true, mode: 'system' });
    if (result!.id === null) throw new Error(`${objectName}: ${JSON.stringify(result!.errors)}`);
    return result!.id;
  };
}

export function insertSql(object: ObjectSchema, fields: readonly FieldSchema[]): string {
  return `INSERT INTO ${quote(object.apiName)} (${fields.map((field) => quote(field.apiName)).join(', ')}) VALUES (${fields.map(() => '?').join(', ')})`;
}

function updateRow(store: Store, object: ObjectSchema, row: PlainRow, { mode = 'user', check }: DmlOptions): RowResult {
  const columns: ColumnRow = new Map();
  const errors = readRow(object, row, columns, mode === 'system' ? () => true : (field) => field.updateable);
  const given = columns.get('Id');
  if (typeof given !== 'string') return failed(dmlError('MISSING_ARGUMENT', 'Id not specified in an update call'));
  const problem = findProblem(store, object, given);
  if (problem) return failed(problem);
  columns.delete('Id');
  if (columns.has('Name')) nameById(object, columns, given);
  const now = wholeSeconds(store.clock());
  for (const name of ['LastModifiedDate', 'SystemModstamp'])
    if (object.fields.has(name.toLowerCase()) && !(mode === 'system' && columns.has(name))) columns.set(name, now);
  if (object.fields.has('lastmodifiedbyid') && !(mode === 'system' && columns.has('LastModifiedById')))
    columns.set('LastModifiedById', store.userId);
  deriveUserType(store, object, columns);
  const rules = mode === 'user' ? rulesOf(object.apiName) : null;
  const changed =
    hasDerivedFields(object) || rules !== null || check !== undefined
      ? withDerived(store, object, given, columns, errors, check)
      : columns;
  const missing = checkRequired(store.fields(object), columns, 'given');
  if (missing) errors.push(missing);
  if (errors.length === 0) {
    refuseCircles(store, object, columns, given);
    refuseHalfLocations(store, object, columns, given);
  }
  if (errors.length === 0)
    errors.push(
      ...checkReferences(store, object, columns),
      ...checkOwner(store, object, columns, given),
      ...checkRecordType(store, object, columns, given),
      ...checkUnique(store, object, columns, given),
      ...(mode === 'user' ? setupErrors(store, object, columns, given, ownRow(store)) : [])
    );
  if (errors.length > 0) return { id: given, created: false, errors };
  dropManualShares(store, object, given, columns);
  const names = [...changed.keys()];
  store.run(
    `UPDATE ${quote(object.apiName)} SET ${names.map((name) => `${quote(name)} = ?`).join(', ')} WHERE Id = ?`,
    ...names.map((name) => changed.get(name)!),
    given
  );
  rules?.after?.(store, given, ownRow(store), false);
  if (object.apiName === 'User' && changed.has('ProfileId')) syncProfileAssignment(store, given, ownRow(store));
  return { id: given, created: false, errors: [] };
}

/** What the object's own rules say of a row, which they may complete. */
function byRules(
  store: Store,
  object: ObjectSchema,
  row: ColumnRow,
  id: string | null,
  given: ReadonlySet<string>
): DmlError[] {
  return rulesOf(object.apiName)?.before({ store, row, id, given, insert: ownRow(store) }) ?? [];
}

/** The changes and the computed fields that follow from them. */
function withDerived(
  store: Store,
  object: ObjectSchema,
  id: string,
  changes: ColumnRow,
  errors: DmlError[],
  check: DmlOptions['check']
): ColumnRow {
  const fields = store.fields(object).filter((field) => field.type !== 'base64' && field.type !== 'id');
  const before = store
    .all(
      `SELECT ${fields.map((field) => selectExpression(field, quote(field.apiName))).join(', ')} FROM ${quote(object.apiName)} WHERE Id = ?`,
      id
    )[0]!
    .map((value, index) => (isDecimal(fields[index]!) && typeof value === 'string' ? BigInt(value) : value));
  const stored: ColumnRow = new Map(fields.map((field, index) => [field.apiName, before[index]!]));
  const whole: ColumnRow = new Map([...stored, ...changes]);
  derive(object, whole, stored);
  errors.push(...byRules(store, object, whole, id, new Set(changes.keys())));
  if (check !== undefined && errors.length === 0) {
    errors.push(...check(new Map(whole).set('Id', id), stored.set('Id', id)));
  }
  const changed: ColumnRow = new Map(changes);
  for (const [index, field] of fields.entries()) {
    const value = whole.get(field.apiName) ?? null;
    const saved = changes.get(field.apiName);
    if (value !== (saved === undefined ? before[index] : saved)) changed.set(field.apiName, value);
  }
  return changed;
}

/** Why a row with this id cannot be changed; null when it can. */
export function findProblem(store: Store, object: ObjectSchema, id: string): DmlError | null {
  if (readId(id) === null) return dmlError('MALFORMED_ID', `malformed id ${id}`, ['Id']);
  if (!id.startsWith(object.keyPrefix))
    return dmlError('MALFORMED_ID', `${object.fields.get('id')?.label ?? 'Id'}: id value of incorrect type: ${id}`, [
      'Id'
    ]);
  const deleted = object.fields.has('isdeleted');
  const row = store.all(`SELECT ${deleted ? 'IsDeleted' : '0'} FROM ${quote(object.apiName)} WHERE Id = ?`, id)[0];
  if (!row) return dmlError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
  return row[0] ? dmlError('ENTITY_IS_DELETED', 'entity is deleted') : null;
}

export function notDeleted(object: ObjectSchema): string {
  return object.fields.has('isdeleted') ? ' AND IsDeleted = 0' : '';
}

export function failed(error: DmlError): RowResult {
  return { id: null, created: false, errors: [error] };
}

export function refuseAll(rows: readonly unknown[], object: ObjectSchema, operation: string): RowResult[] {
  return rows.map(() =>
    failed(dmlError('INVALID_TYPE_FOR_OPERATION', `entity type ${object.apiName} does not support ${operation}`))
  );
}
