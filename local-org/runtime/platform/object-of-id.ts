/** Which object an id belongs to, by its key prefix. */
import type { ObjectSchema, OrgSchema } from '../../metadata/schema.ts';
import { apexException, notSupported } from '../machine/errors.ts';

/** @throws System.SObjectException when no object of the org has the prefix */
export function objectOfId(schema: OrgSchema, id: string): ObjectSchema {
  const prefix = id.slice(0, 3);
  for (const object of schema.objects.values()) {
    if (object.keyPrefix !== prefix || !object.queryable) continue;
    if (object.kind === 'companion') notSupported('the object of the id of a share');
    return object;
  }
  throw apexException('SObjectException', `Invalid id prefix: ${prefix}`);
}
