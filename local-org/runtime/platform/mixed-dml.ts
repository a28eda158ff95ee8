/**
 * Which changes of setup objects may share a transaction with changes of others (Apex Developer Guide, "sObjects That
 * Can't Be Used Together in DML Operations").
 */
import type { ObjectSchema } from '../../metadata/schema.ts';
import type { SObjectRecord } from '../values/sobject.ts';

/** Fields of a user that may not be updated beside other objects, as far as the local org has them. */
const USER_FIELDS = ['UserRoleId', 'IsActive', 'ForecastEnabled', 'IsPortalEnabled', 'Username', 'ProfileId'];

/** Whether the change stays out of the question of mixed DML. */
export function isMixable(object: ObjectSchema, operation: string, records: readonly SObjectRecord[]): boolean {
  switch (object.apiName) {
    case 'ApexClass':
      return true;
    case 'User':
      if (operation === 'insert') return records.every((record) => !changes(record, 'UserRoleId', false));
      return (
        operation === 'update' && records.every((record) => !USER_FIELDS.some((name) => changes(record, name, true)))
      );
    case 'Group':
      return operation === 'insert' || operation === 'update';
    default:
      return false;
  }
}

function changes(record: SObjectRecord, name: string, toNull: boolean): boolean {
  return [...record.setFields()].some(
    ([field, value]) =>
      field.toLowerCase() === name.toLowerCase() && record.isChanged(field) && (toNull || value !== null)
  );
}
