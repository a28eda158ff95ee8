/** Objects and fields as the API shows them to a user: what may not be read is as if it did not exist. */
import type { FieldSchema, ObjectSchema } from '../../metadata/schema.ts';
import { fieldAccess, objectAccess } from '../../runtime/platform/permissions.ts';
import type { Transaction } from '../../runtime/platform/transaction.ts';
import { isTable } from '../../store/tables.ts';
import { DataRefused } from './calls.ts';

/** Is there such an object for the user, with rows? */
export function isVisible(transaction: Transaction, object: ObjectSchema): boolean {
  return isTable(object) && objectAccess(transaction, object).read;
}

/** @throws DataRefused 404 for an object that is not there for the user */
export function requireObject(transaction: Transaction, name: string): ObjectSchema {
  const found = transaction.org.schema.objects.get(name.toLowerCase());
  if (found === undefined || !isVisible(transaction, found))
    throw new DataRefused(404, 'NOT_FOUND', 'The requested resource does not exist');
  return found;
}

export function readableFields(transaction: Transaction, object: ObjectSchema): FieldSchema[] {
  return [...object.fields.values()].filter((field) => fieldAccess(transaction, object, field).read);
}

/** @throws DataRefused 400 for a field that is not there for the user */
export function requireField(transaction: Transaction, object: ObjectSchema, name: string): FieldSchema {
  const found = object.fields.get(name.toLowerCase());
  if (found === undefined || !fieldAccess(transaction, object, found).read)
    throw new DataRefused(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${object.apiName}`);
  return found;
}
