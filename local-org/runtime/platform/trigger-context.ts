/** What the trigger that runs was called with (Apex Developer Guide v65, "Trigger Context Variables"). */
import { apexException, notSupported } from '../machine/errors.ts';
import type { ApexList, ApexMap } from '../values/collections.ts';
import type { SObjectRecord } from '../values/sobject.ts';
import { libraryEnumValue } from './describe.ts';
import { currentTransaction } from './transaction.ts';

export interface TriggerContext {
  /** Its name. */
  readonly trigger: string;
  /** What it is on. */
  readonly object: string;
  readonly phase: 'before' | 'after';
  readonly operation: 'insert' | 'update' | 'delete' | 'undelete';
  readonly size: number;
  /** Null where the event has none. */
  readonly newList: ApexList | null;
  readonly oldList: ApexList | null;
  readonly newMap: ApexMap | null;
  readonly oldMap: ApexMap | null;
}

/** The records themselves that a trigger was called with can be saved by nobody, in whatever list they are. */
export function refuseTriggerRows(records: readonly SObjectRecord[]): void {
  for (const { newList, oldList } of currentTransaction().triggers) {
    const rows = new Set([...(newList?.toArray() ?? []), ...(oldList?.toArray() ?? [])]);
    if (records.some((record) => rows.has(record)))
      // Words and rule: beyond-the-cloud-dev/trigger-lib, discovery of trigger contexts.
      throw apexException('SObjectException', 'DML statement cannot operate on trigger.new or trigger.old');
  }
}

/** Outside of a trigger the flags are false and the records null. */
export function triggerVariable(name: string): unknown {
  const context = currentTransaction().triggers.at(-1) ?? null;
  switch (name) {
    case 'isexecuting':
      return context !== null;
    case 'isbefore':
      return context?.phase === 'before';
    case 'isafter':
      return context?.phase === 'after';
    case 'isinsert':
      return context?.operation === 'insert';
    case 'isupdate':
      return context?.operation === 'update';
    case 'isdelete':
      return context?.operation === 'delete';
    case 'isundelete':
      return context?.operation === 'undelete';
    case 'new':
      return context?.newList ?? null;
    case 'old':
      return context?.oldList ?? null;
    case 'newmap':
      return context?.newMap ?? null;
    case 'oldmap':
      return context?.oldMap ?? null;
    case 'size':
      return context?.size ?? notSupported('Trigger.size outside of a trigger');
    case 'operationtype':
      return context === null
        ? null
        : libraryEnumValue('TriggerOperation', `${context.phase}_${context.operation}`.toUpperCase());
    default:
      return notSupported(`Trigger.${name}`);
  }
}
