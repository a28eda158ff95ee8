/** deepClone of lists and maps of records. */
import { typeException } from './members.ts';
import { SObjectRecord } from '../values/sobject.ts';

/** What a copied record keeps besides its ordinary fields. */
export interface Preserved {
  readonly id: boolean;
  readonly timestamps: boolean;
  readonly autonumber: boolean;
}

/** The read-only timestamps and user ids that `preserveReadonlyTimestamps` speaks of (Apex Reference Guide, "List Class", deepClone). */
const TIMESTAMPS = ['CreatedById', 'CreatedDate', 'LastModifiedById', 'LastModifiedDate'];

/** A copy of a record; null stays null. @throws System.TypeException for anything but a record */
export function deepCloneOf(value: unknown, preserved: Preserved): unknown {
  if (value === null) return null;
  if (!(value instanceof SObjectRecord)) throw typeException('deepClone is only supported for sObjects');
  const copy = value.copy(true);
  if (!preserved.id) copy.unset('Id');
  if (!preserved.timestamps) for (const name of TIMESTAMPS) copy.unset(name);
  if (!preserved.autonumber)
    for (const field of value.schema?.fields.values() ?? []) if (field.autoNumber) copy.unset(field.apiName);
  return copy;
}
