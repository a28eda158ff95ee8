/** Deleting moves rows to the recycle bin with all that depends on them; undeleting brings the same rows back. */
import type { FieldSchema, ObjectSchema } from '../metadata/schema.ts';
import { atomically, failed, findProblem, refuseAll } from './dml.ts';
import { readId } from './ids.ts';
import { releaseSeat } from './licence-rules.ts';
import { rulesOf } from './object-rules.ts';
import { dmlError } from './results.ts';
import type { DmlError, DmlOptions, RowResult } from './results.ts';
import { isShare } from './shares.ts';
import type { Store } from './store.ts';
import { isTable } from './tables.ts';
import { wholeSeconds } from './validate.ts';
import { quote } from './values.ts';

const NOT_IN_BIN = dmlError('UNDELETE_FAILED', 'Entity is not in the recycle bin');

/** From memory: the text for a record without an id, which is published for updates only. */
const NO_ID = dmlError('MISSING_ARGUMENT', 'Id not specified in a delete call');

/** Deletes rows by id. Details go along, lookups to a deleted row are emptied; a required lookup blocks the deletion. */
export function deleteRows(store: Store, objectName: string, ids: readonly string[], options: DmlOptions): RowResult[] {
  const object = store.object(objectName);
  if (!object.deletable && options.mode !== 'system') return refuseAll(ids, object, 'delete');
  return atomically(store, options, () =>
    ids.map((given) => {
      const id = readId(given) ?? given;
      if (given === '') return failed(NO_ID);
      const problem = findProblem(store, object, id) ?? removeWhole(store, object, id);
      return problem ? { id, created: false, errors: [problem] } : { id, created: false, errors: [] };
    })
  );
}

/** Restores deleted rows and what was deleted with them. */
export function undeleteRows(
  store: Store,
  objectName: string,
  ids: readonly string[],
  options: DmlOptions
): RowResult[] {
  const object = store.object(objectName);
  if (!object.undeletable && options.mode !== 'system') return refuseAll(ids, object, 'undelete');
  return atomically(store, options, () =>
    ids.map((given) => {
      const id = readId(given) ?? given;
      const problem = findProblem(store, object, id);
      if (problem === null) return failed(NOT_IN_BIN);
      if (problem.statusCode !== 'ENTITY_IS_DELETED') return failed(problem);
      if (!isInBin(store, id)) return failed(NOT_IN_BIN);
      requireMasters(store, object, id);
      restore(store, id);
      return { id, created: false, errors: [] };
    })
  );
}

/**
 * Takes a row, and what was deleted with it, out of the recycle bin: nobody can restore them. Queries with ALL ROWS still
 * find them (SOAP API Developer Guide, "emptyRecycleBin()": for a day or so).
 * @throws Error for a row that is not there, and for one that went there with another
 */
export function emptyRows(store: Store, objectName: string, id: string): void {
  const problem = findProblem(store, store.object(objectName), id);
  if (problem?.statusCode !== 'ENTITY_IS_DELETED' || !isInBin(store, id))
    throw new Error(`not supported by the local org: emptyRecycleBin of ${id}, which is not in the recycle bin`);
  store.run('DELETE FROM "_deletion" WHERE root = ?', id);
}

/** Was the row itself deleted, and can it be restored? What went along with another row is not there by itself. */
function isInBin(store: Store, id: string): boolean {
  return store.all('SELECT 1 FROM "_deletion" WHERE root = ? LIMIT 1', id).length > 0;
}

/** Lookups of standard objects that keep what they lead to (Salesforce Help, "Delete Accounts", "Delete Contacts"). */
const BLOCKING: ReadonlySet<string> = new Set(['Case.AccountId', 'Case.ContactId']);

/** Lookups of standard objects that undeleting brings back, beside all custom ones ("Referential Integrity When Deleting and Restoring Records"). */
const RESTORED: ReadonlySet<string> = new Set([
  'Account.ParentId',
  'Asset.Product2Id',
  'Case.ParentId',
  'Contact.ReportsToId'
]);

interface Unlinked {
  readonly child: ObjectSchema;
  readonly field: FieldSchema;
  readonly live: string;
  readonly id: string;
}

function remember(store: Store, root: string, { child, field, live, id }: Unlinked): void {
  store.run(
    `INSERT INTO "_unlinked" SELECT ?, ?, ?, "Id", ? FROM ${quote(child.apiName)} WHERE ${quote(field.apiName)} = ?${live}`,
    root,
    child.apiName,
    field.apiName,
    id,
    id
  );
}

/** "Only restores lookup relationships that have not been replaced." */
function relink(store: Store, root: string): void {
  for (const [object, field, id, target] of store.all(
    'SELECT object, field, id, target FROM "_unlinked" WHERE root = ?',
    root
  ))
    store.run(
      `UPDATE ${quote(String(object))} SET ${quote(String(field))} = ? WHERE "Id" = ? AND ${quote(String(field))} IS NULL`,
      target!,
      id!
    );
  store.run('DELETE FROM "_unlinked" WHERE root = ?', root);
}

/** What messages call a record; people with their salutation. */
export function displayName(store: Store, object: ObjectSchema, id: string): string {
  const field = [...object.fields.values()].find(({ nameField }) => nameField);
  if (field === undefined) return id.slice(0, 15);
  const salutation = object.fields.has('salutation') ? `COALESCE("Salutation" || ' ', '') || ` : '';
  const [row] = store.all(
    `SELECT ${salutation}${quote(field.apiName)} FROM ${quote(object.apiName)} WHERE "Id" = ?`,
    id
  );
  return String(row?.[0] ?? id.slice(0, 15));
}

/** A row that something keeps stays with all that would have gone along. */
function removeWhole(store: Store, object: ObjectSchema, id: string): DmlError | null {
  const savepoint = store.setSavepoint();
  const problem = remove(store, object, id, id);
  if (problem !== null) store.rollbackTo(savepoint);
  store.release(savepoint);
  return problem;
}

/**
 * Deleted rows that would keep a record from being deleted leave the recycle bin with it, and those that they would keep
 * (octoberswimmer/aer, CHANGELOG v1.2.16).
 */
function purgeKeepers(store: Store, object: ObjectSchema, id: string): void {
  for (const link of object.childRelationships) {
    const child = store.schema.objects.get(link.childObject.toLowerCase());
    const field = child?.fields.get(link.field.toLowerCase());
    if (!child?.fields.has('isdeleted') || field?.restrictedDelete !== true || !isTable(child)) continue;
    const gone = `SELECT "Id" FROM ${quote(child.apiName)} WHERE ${quote(field.apiName)} = ? AND "IsDeleted" = 1`;
    for (const [keeper] of store.all(`${gone} AND "Id" IN (SELECT root FROM "_deletion")`, id)) {
      store.run('DELETE FROM "_deletion" WHERE root = ?', keeper!);
      purgeKeepers(store, child, String(keeper));
    }
  }
}

function remove(store: Store, object: ObjectSchema, id: string, root: string): DmlError | null {
  const rules = rulesOf(object.apiName);
  const [refused] = (id === root ? rules?.beforeDelete?.(store, id) : null) ?? [];
  if (refused) return refused;
  for (const link of object.childRelationships) {
    const child = store.schema.objects.get(link.childObject.toLowerCase());
    const field = child?.fields.get(link.field.toLowerCase());
    if (!child || !field || !isTable(child)) continue;
    const live = child.fields.has('isdeleted') ? ' AND IsDeleted = 0' : '';
    const children = store
      .all(`SELECT Id FROM ${quote(child.apiName)} WHERE ${quote(field.apiName)} = ?${live}`, id)
      .map((row) => String(row[0]));
    if (children.length === 0) continue;
    if (link.cascadeDelete) {
      for (const childId of children) {
        const problem = remove(store, child, childId, root);
        if (problem) return problem;
      }
    } else if (!field.nillable || field.restrictedDelete || BLOCKING.has(`${child.apiName}.${field.apiName}`)) {
      const names = children.map((childId) => displayName(store, child, childId)).join(', ');
      return dmlError(
        'DELETE_FAILED',
        `Your attempt to delete ${displayName(store, object, id)} could not be completed because it is associated with the following ${child.labelPlural.toLowerCase()}.: ${names}\n`
      );
    } else {
      if (field.custom || RESTORED.has(`${child.apiName}.${field.apiName}`))
        remember(store, root, { child, field, live, id });
      store.run(
        `UPDATE ${quote(child.apiName)} SET ${quote(field.apiName)} = NULL WHERE ${quote(field.apiName)} = ?${live}`,
        id
      );
    }
  }
  purgeKeepers(store, object, id);
  if (object.apiName === 'PermissionSetLicenseAssign') releaseSeat(store, id);
  // Shares are gone at once, also for ALL ROWS (octoberswimmer/aer, CHANGELOG v1.2.18).
  if (object.fields.has('isdeleted') && !isShare(object)) {
    store.run(
      `UPDATE ${quote(object.apiName)} SET IsDeleted = 1, SystemModstamp = ? WHERE Id = ?`,
      wholeSeconds(store.clock()),
      id
    );
    store.run('INSERT OR REPLACE INTO "_deletion" (id, object, root) VALUES (?, ?, ?)', id, object.apiName, root);
    if (id === root) rules?.afterDelete?.(store, id);
  } else {
    store.run(`DELETE FROM ${quote(object.apiName)} WHERE Id = ?`, id);
  }
  return null;
}

/** @throws Error for a detail whose master stays deleted: what the platform says to that is not published */
function requireMasters(store: Store, object: ObjectSchema, id: string): void {
  for (const field of object.fields.values()) {
    const master = store.schema.objects.get(field.referenceTo[0]?.toLowerCase() ?? '');
    if (field.relationshipOrder === null || !master?.fields.has('isdeleted')) continue;
    const [gone] = store.all(
      `SELECT 1 FROM ${quote(object.apiName)} d JOIN ${quote(master.apiName)} m ON m."Id" = d.${quote(field.apiName)} AND m."IsDeleted" = 1 WHERE d."Id" = ?`,
      id
    );
    if (gone !== undefined)
      throw new Error(
        `not supported by the local org: undeleting ${object.apiName} ${id}, whose ${field.apiName} is deleted`
      );
  }
}

function restore(store: Store, root: string): void {
  for (const [id, objectName] of store.all('SELECT id, object FROM "_deletion" WHERE root = ?', root)) {
    store.run(
      `UPDATE ${quote(String(objectName))} SET IsDeleted = 0, SystemModstamp = ? WHERE Id = ?`,
      wholeSeconds(store.clock()),
      id!
    );
  }
  store.run('DELETE FROM "_deletion" WHERE root = ?', root);
  relink(store, root);
}
