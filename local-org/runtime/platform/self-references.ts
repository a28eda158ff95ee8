/**
 * Records that a trigger is about to save may be saved or deleted by nobody else ("Context Variable Considerations", Apex
 * Developer Guide v65).
 */
import { dmlError } from '../../store/results.ts';
import type { DmlError } from '../../store/results.ts';
import type { SObjectRecord } from '../values/sobject.ts';
import type { Transaction } from './transaction.ts';
import type { TriggerContext } from './trigger-context.ts';

/**
 * Why the record cannot be saved now: before it is updated it can be neither updated nor deleted, before it is deleted not
 * deleted. The words are those that developers report of updates; of deletions they are inferred.
 */
export function selfReference(
  { triggers }: Transaction,
  operation: TriggerContext['operation'],
  { id }: SObjectRecord
): DmlError | null {
  if (id === null || (operation !== 'update' && operation !== 'delete')) return null;
  const busy = triggers.find(
    (context) =>
      context.phase === 'before' &&
      (context.operation === 'update' || (context.operation === 'delete' && operation === 'delete')) &&
      context.oldMap?.containsKey(id) === true
  );
  if (busy === undefined) return null;
  return dmlError(
    'SELF_REFERENCE_FROM_TRIGGER',
    `Object (id = ${id.slice(0, 15)}) is currently in trigger ${busy.trigger}, therefore it cannot recursively ${operation} itself`
  );
}
