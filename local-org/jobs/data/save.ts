/** Inserts, updates and deletions over the API: the user's rights, triggers, and one answer for each row. */
import type { FieldSchema, ObjectSchema } from '../../metadata/schema.ts';
import { runDml } from '../../runtime/platform/dml.ts';
import { toApex } from '../../runtime/platform/field-values.ts';
import { fieldAccess, objectAccess } from '../../runtime/platform/permissions.ts';
import type { Transaction } from '../../runtime/platform/transaction.ts';
import { SObjectRecord } from '../../runtime/values/sobject.ts';
import { findProblem } from '../../store/dml.ts';
import { dmlError } from '../../store/results.ts';
import type { DmlError } from '../../store/results.ts';
import { requireField, requireObject } from './access.ts';
import { DataRefused } from './calls.ts';
import type { DataCall, SavedRow, SaveOperation, SaveRow } from './calls.ts';
import { plainValue } from './json-values.ts';

type SaveCall = Extract<DataCall, { readonly kind: 'save' }>;

/**
 * All rows in one DML call.
 * @throws DataRefused when a row cannot even be read and the others may not be saved without it
 */
export function saveRows(transaction: Transaction, call: SaveCall): SavedRow[] {
  const results = new Array<SavedRow>(call.rows.length);
  const sound: { readonly index: number; readonly record: SObjectRecord }[] = [];
  call.rows.forEach((row, index) => {
    try {
      sound.push({ index, record: recordOf(transaction, call, row) });
    } catch (error) {
      if (!(error instanceof DataRefused) || call.allOrNone) throw error;
      results[index] = failed(dmlError(error.entry.errorCode, error.message, error.entry.fields ?? []));
    }
  });
  const saved = runDml({
    operation: call.operation,
    records: sound.map(({ record }) => record),
    allOrNone: call.allOrNone,
    access: 'user',
    externalId: call.externalId
  });
  saved.forEach((result, position) => {
    results[sound[position]!.index] = result;
  });
  if (!call.allOrNone || results.every(({ errors }) => errors.length === 0)) return results;
  return results.map((result) => (result.errors.length === 0 ? failed(ROLLED_BACK) : result));
}

const ROLLED_BACK = dmlError(
  'ALL_OR_NONE_OPERATION_ROLLED_BACK',
  'Record rolled back because not all records were valid and the request was using AllOrNone header',
  []
);

function failed(error: DmlError): SavedRow {
  return { id: null, created: false, errors: [error] };
}

const REFUSED: Readonly<Record<SaveOperation, readonly ['create' | 'edit' | 'delete', string]>> = {
  insert: ['create', 'inserted'],
  update: ['edit', 'updated'],
  upsert: ['edit', 'upserted'],
  delete: ['delete', 'deleted']
};

function recordOf(transaction: Transaction, call: SaveCall, row: SaveRow): SObjectRecord {
  const object = requireObject(transaction, row.object);
  requireOperation(transaction, object, call.operation);
  const record = new SObjectRecord(object);
  for (const [name, value] of Object.entries(row.values)) {
    if (name === 'attributes') continue;
    const field = requireField(transaction, object, name);
    if (field.type !== 'id') requireWritable(transaction, object, field, call);
    const plain = plainValue(field, value);
    record.set(field.apiName, toApex(field.type, plain));
  }
  if (call.operation === 'update' || call.operation === 'delete') requireRow(transaction, object, record.id);
  return record;
}

function requireOperation(transaction: Transaction, object: ObjectSchema, operation: SaveOperation): void {
  const [right, done] = REFUSED[operation];
  const able = { create: object.createable, edit: object.updateable, delete: object.deletable }[right];
  if (able && objectAccess(transaction, object)[right]) return;
  throw new DataRefused(400, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', `entity type cannot be ${done}: ${object.label}`);
}

function requireWritable(transaction: Transaction, object: ObjectSchema, field: FieldSchema, call: SaveCall): void {
  if (call.operation === 'delete') return;
  const able = call.operation === 'insert' ? field.createable : call.operation === 'update' ? field.updateable : true;
  if (able && fieldAccess(transaction, object, field).edit) return;
  throw new DataRefused(
    400,
    'INVALID_FIELD_FOR_INSERT_UPDATE',
    `Unable to create/update fields: ${field.apiName}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
    [field.apiName]
  );
}

/** @throws DataRefused 404 for a record that is not there (any more), 400 for what is no id of this object */
function requireRow(transaction: Transaction, object: ObjectSchema, id: string | null): void {
  if (id === null) throw new DataRefused(400, 'MISSING_ARGUMENT', 'Id not specified in an update call', ['Id']);
  const problem = findProblem(transaction.org.store, object, id);
  if (problem === null) return;
  if (problem.statusCode === 'INVALID_CROSS_REFERENCE_KEY')
    throw new DataRefused(404, 'NOT_FOUND', 'The requested resource does not exist');
  const status = problem.statusCode === 'ENTITY_IS_DELETED' ? 404 : 400;
  throw new DataRefused(status, problem.statusCode, problem.message, problem.fields);
}
