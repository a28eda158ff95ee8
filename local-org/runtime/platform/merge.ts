/**
 * `merge` and `Database.merge`: up to two duplicates go, what belonged to them goes to the master. Duplicates start delete
 * triggers, the master update triggers, moved records none (Apex Developer Guide v65, "Merging Records", "Triggers and
 * Merge Statements").
 */
import type { ObjectSchema } from '../../metadata/schema.ts';
import { deleteRows } from '../../store/delete.ts';
import type { RowResult } from '../../store/results.ts';
import type { Store } from '../../store/store.ts';
import { isTable } from '../../store/tables.ts';
import { quote } from '../../store/values.ts';
import { apexException, notSupported } from '../machine/errors.ts';
import { SObjectRecord } from '../values/sobject.ts';
import { saveChecked } from './dml.ts';
import type { DmlCall } from './dml.ts';
import { currentTransaction } from './transaction.ts';
import type { Transaction } from './transaction.ts';

/** Objects whose records can be merged. */
export const MERGEABLE: ReadonlySet<string> = new Set(['Account', 'Case', 'Contact', 'Lead']);
/** "You can merge up to three records of the same sObject type." */
const MOST_DUPLICATES = 2;

/** What became of one duplicate. */
export interface MergedRow {
  readonly masterId: string | null;
  readonly duplicateId: string;
  /** Records that were moved to the master. */
  readonly movedIds: readonly string[];
  readonly result: RowResult;
}

export interface MergeCall {
  readonly master: SObjectRecord;
  readonly duplicateIds: readonly string[];
  readonly allOrNone: boolean;
  readonly access: DmlCall['access'];
}

/** Merges; failures come back as results, and undo the whole merge. */
export function mergeRecords({ master, duplicateIds, allOrNone, access }: MergeCall): MergedRow[] {
  const transaction = currentTransaction();
  const object = master.schema;
  if (object === null || !MERGEABLE.has(object.apiName)) return notSupported(`merging ${master.typeName}`);
  const masterId = master.id;
  if (masterId === null)
    throw apexException(
      'DmlException',
      'Merge failed. First exception on row 0; first error: MISSING_ARGUMENT, Id not specified in an update call: []'
    );
  if (duplicateIds.length === 0) return [];
  if (duplicateIds.length > MOST_DUPLICATES)
    notSupported('merging more than two duplicates, which the platform refuses');
  if (duplicateIds.includes(masterId)) notSupported('merging a record with itself, which the platform refuses');
  transaction.limits.count('dmlStatements');
  transaction.limits.count('dmlRows', duplicateIds.length + 1);
  const { store } = transaction.org;
  const savepoint = store.setSavepoint();
  const moved = new Map<string, string[]>();
  const call = { allOrNone, access, externalId: null } as const;
  const duplicates = duplicateIds.map((id) => {
    const record = new SObjectRecord(object);
    record.load('Id', id);
    return record;
  });
  const removed = saveChecked(
    transaction,
    { ...call, operation: 'delete', records: duplicates, mergedInto: masterId },
    object,
    duplicates,
    (_transaction, _call, _object, records) =>
      records.map(({ id }) => absorb(transaction, object, { masterId, duplicateId: id!, moved }))
  );
  const failed = removed.some(({ errors }) => errors.length > 0);
  const [updated] = failed
    ? []
    : saveChecked(transaction, { ...call, operation: 'update', records: [master] }, object, [master]);
  const undone = failed || updated!.errors.length > 0;
  if (undone) store.rollbackTo(savepoint);
  store.release(savepoint);
  if (!undone) {
    transaction.changes += 1;
    master.markSaved();
  }
  return duplicateIds.map((duplicateId, index) => ({
    masterId: undone ? null : masterId,
    duplicateId,
    movedIds: undone ? [] : (moved.get(duplicateId) ?? []),
    result: {
      ...removed[index]!,
      errors: updated && updated.errors.length > 0 ? updated.errors : removed[index]!.errors
    }
  }));
}

interface Absorption {
  readonly masterId: string;
  readonly duplicateId: string;
  /** By duplicate. */
  readonly moved: Map<string, string[]>;
}

/** Moves what looks up the duplicate, deletes it, and notes where it went. */
function absorb(
  { org, user }: Transaction,
  object: ObjectSchema,
  { masterId, duplicateId, moved }: Absorption
): RowResult {
  const { store } = org;
  store.userId = user.id;
  moved.set(duplicateId, moveChildren(store, object, masterId, duplicateId));
  const result = deleteRows(store, object.apiName, [duplicateId], { allOrNone: false })[0]!;
  if (result.errors.length === 0)
    store.run(`UPDATE ${quote(object.apiName)} SET "MasterRecordId" = ? WHERE "Id" = ?`, masterId, duplicateId);
  return result;
}

function moveChildren(store: Store, object: ObjectSchema, masterId: string, duplicateId: string): string[] {
  const moved: string[] = [];
  for (const link of object.childRelationships) {
    const child = store.schema.objects.get(link.childObject.toLowerCase());
    const field = child?.fields.get(link.field.toLowerCase());
    if (!child || !field || !isTable(child) || field.apiName === 'MasterRecordId') continue;
    const live = child.fields.has('isdeleted') ? ' AND "IsDeleted" = 0' : '';
    const table = quote(child.apiName);
    const column = quote(field.apiName);
    const rows = store.all(`SELECT "Id" FROM ${table} WHERE ${column} = ?${live}`, duplicateId);
    // The master itself may have looked up the duplicate; it does not look up itself.
    store.run(
      `UPDATE ${table} SET ${column} = CASE WHEN "Id" = ?1 THEN NULL ELSE ?1 END WHERE ${column} = ?2${live}`,
      masterId,
      duplicateId
    );
    moved.push(...rows.map(([id]) => String(id)));
  }
  return moved.filter((id) => id !== masterId);
}
