/** Record sharing of DML: in classes `with sharing`, and in user mode. */
import type { ObjectSchema } from '../../metadata/schema.ts';
import { dmlError } from '../../store/results.ts';
import type { DmlError } from '../../store/results.ts';
import { currentSharing } from '../machine/call-state.ts';
import { notSupported } from '../machine/errors.ts';
import type { SObjectRecord } from '../values/sobject.ts';
import type { DmlCall } from './dml.ts';
import { needOfLookup, sharedRows, withoutAccess } from './record-sharing.ts';
import type { Transaction } from './transaction.ts';

const REFUSED = dmlError('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');

/** Why records may not be saved, by their place; those that may are not in it. */
export function sharingErrors(
  transaction: Transaction,
  call: DmlCall,
  object: ObjectSchema,
  records: readonly SObjectRecord[]
): ReadonlyMap<number, DmlError> {
  const errors = new Map<number, DmlError>();
  const shares = call.access === 'user' || (call.access === 'default' && currentSharing() === 'with');
  if (!shares) return errors;
  const need = call.operation === 'delete' || call.operation === 'undelete' ? 'full' : 'edit';
  if (call.operation === 'upsert' && call.externalId !== null && call.externalId.toLowerCase() !== 'id') {
    if (sharedRows(transaction, object, 't', need) !== null)
      notSupported(`upsert by an external id of ${object.apiName}, whose records are not shared with the user`);
  }
  if (call.operation !== 'insert') {
    const refused = withoutAccess(transaction, object, idsOf(records), need);
    records.forEach((record, index) => {
      if (record.id !== null && refused.has(record.id)) errors.set(index, REFUSED);
    });
  }
  if (call.operation === 'delete' || call.operation === 'undelete') return errors;
  checkTransfer(transaction, object, records, errors);
  checkLookups(transaction, object, records, errors);
  return errors;
}

function idsOf(records: readonly SObjectRecord[]): string[] {
  return records.flatMap(({ id }) => (id === null ? [] : [id]));
}

/** Only who has full access gives a record to another owner. */
function checkTransfer(
  transaction: Transaction,
  object: ObjectSchema,
  records: readonly SObjectRecord[],
  errors: Map<number, DmlError>
): void {
  if (transaction.org.sharingModel(object.apiName) === 'ReadWriteTransfer') return;
  const given = records.filter((record) => record.id !== null && record.isChanged('OwnerId'));
  const refused = withoutAccess(transaction, object, idsOf(given), 'full');
  records.forEach((record, index) => {
    if (record.id !== null && refused.has(record.id) && record.isChanged('OwnerId')) errors.set(index, REFUSED);
  });
}

function checkLookups(
  transaction: Transaction,
  object: ObjectSchema,
  records: readonly SObjectRecord[],
  errors: Map<number, DmlError>
): void {
  for (const field of object.fields.values()) {
    const target = transaction.org.schema.objects.get(field.referenceTo[0]?.toLowerCase() ?? '');
    const need = target === undefined ? null : needOfLookup(target, field);
    if (need === null || target === undefined) continue;
    const named = (record: SObjectRecord) => (record.isChanged(field.apiName) ? record.get(field.apiName) : null);
    const ids = records.map(named).filter((id): id is string => typeof id === 'string');
    const refused = withoutAccess(transaction, target, ids, need);
    records.forEach((record, index) => {
      const id = named(record);
      if (typeof id === 'string' && refused.has(id) && !errors.has(index))
        errors.set(
          index,
          dmlError(
            'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
            `insufficient access rights on cross-reference id: ${id.slice(0, 15)}`
          )
        );
    });
  }
}
