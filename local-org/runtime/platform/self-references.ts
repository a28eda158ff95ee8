/**
 * Records that a trigger is about to save may be saved or deleted by nobody else ("Context Variable Considerations", Apex
 * Developer Guide v65).
 */
import { dmlError } from '../../store/results.ts';
import type { DmlError } from '../../store/results.ts';
import type { SObjectRecord } from '../values/sobject.ts';
import type { Transaction } from './transaction.ts';
import type { TriggerContext } from './trigger-context.ts';

/** What cannot be done with the records of a trigger from there (beyond-the-cloud-dev/trigger-lib, discovery of trigger contexts). */
const REFUSED: Readonly<Record<string, readonly TriggerContext['operation'][]>> = {
  'before update': ['update', 'delete'],
  'before delete': ['delete'],
  'after delete': ['delete', 'undelete'],
  'after undelete': ['delete']
};

/** Why the record cannot be saved now. The words are those that developers report of updates; of the others they are inferred. */
export function selfReference(
  { triggers }: Transaction,
  operation: TriggerContext['operation'],
  { id }: SObjectRecord
): DmlError | null {
  if (id === null) return null;
  const busy = triggers.find(
    (context) =>
      REFUSED[`${context.phase} ${context.operation}`]?.includes(operation) === true &&
      (context.newMap ?? context.oldMap)?.containsKey(id) === true
  );
  if (busy === undefined) return null;
  return dmlError(
    'SELF_REFERENCE_FROM_TRIGGER',
    `Object (id = ${id.slice(0, 15)}) is currently in trigger ${busy.trigger}, therefore it cannot recursively ${operation} itself`
  );
}
