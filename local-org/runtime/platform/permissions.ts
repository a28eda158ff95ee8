/** What the running user may do, from the user's profile and permission sets. */
import type { FieldSchema, ObjectSchema, OrgSchema } from '../../metadata/schema.ts';
import { notSupported } from '../machine/errors.ts';
import { knownObjectsOf } from './standard-user.ts';
import type { Transaction } from './transaction.ts';

export interface ObjectAccess {
  readonly read: boolean;
  readonly create: boolean;
  readonly edit: boolean;
  readonly delete: boolean;
  /** All records, whatever sharing says. */
  readonly viewAll: boolean;
  readonly modifyAll: boolean;
}

export interface FieldAccess {
  readonly read: boolean;
  readonly edit: boolean;
}

/** Everything that one user holds, united over profile and permission sets. Keys are lower case. */
export interface UserAccess {
  /** The profile grants all of every object (System Administrator: Modify All Data). */
  readonly allObjects: boolean;
  /** The profile grants the standard fields of every object it grants. */
  readonly standardFields: boolean;
  /** The profile, when it is not known what it grants of the platform's own objects; null when that is known. */
  readonly openProfile: string | null;
  readonly objects: ReadonlyMap<string, ObjectAccess>;
  /** `account.industry` -> access. */
  readonly fields: ReadonlyMap<string, FieldAccess>;
  /** Custom permissions: lower-case API name -> API name. */
  readonly customPermissions: ReadonlyMap<string, string>;
}

const NONE: ObjectAccess = { read: false, create: false, edit: false, delete: false, viewAll: false, modifyAll: false };
const ALL: ObjectAccess = { read: true, create: true, edit: true, delete: true, viewAll: true, modifyAll: true };

export function objectAccess(transaction: Transaction, object: ObjectSchema): ObjectAccess {
  return objectAccessOf(transaction.org.userAccess(transaction.user.id), object);
}

/** The same for what Apex does. @throws NotSupportedError for activities, which no object permission grants: a user permission does, and who has it is not known */
export function knownObjectAccess(transaction: Transaction, object: ObjectSchema): ObjectAccess {
  const access = objectAccess(transaction, object);
  if (!access.read && ['Task', 'Event'].includes(object.apiName))
    notSupported(`the access to ${object.apiName} of a user without Modify All Data`);
  return access;
}

function objectAccessOf(access: UserAccess, object: ObjectSchema): ObjectAccess {
  if (access.allObjects) return ALL;
  const granted = access.objects.get(object.apiName.toLowerCase()) ?? NONE;
  const { openProfile } = access;
  if (openProfile === null || object.custom || knownObjectsOf(openProfile).has(object.apiName.toLowerCase()))
    return granted;
  return orUnknown(granted, openProfile);
}

/** What permission sets do not grant, the profile may. No standard profile but the administrator's opens all records. */
function orUnknown(granted: ObjectAccess, profile: string): ObjectAccess {
  const { viewAll, modifyAll } = granted;
  const known = (has: boolean): boolean => has || unknownGrants(profile);
  return {
    viewAll,
    modifyAll,
    get read() {
      return known(granted.read);
    },
    get create() {
      return known(granted.create);
    },
    get edit() {
      return known(granted.edit);
    },
    get delete() {
      return known(granted.delete);
    }
  };
}

export function unknownGrants(profile: string): never {
  return notSupported(`what the profile ${profile} grants`);
}

export function fieldAccess(transaction: Transaction, object: ObjectSchema, field: FieldSchema): FieldAccess {
  const access = transaction.org.userAccess(transaction.user.id);
  if (
    access.standardFields &&
    transaction.org.gaps.hiddenFields.has(`${object.apiName}.${field.apiName}`.toLowerCase())
  )
    notSupported(`the access to ${object.apiName}.${field.apiName}, which a profile of the project hides`);
  return fieldAccessOf(access, object, field);
}

/**
 * Field-level security. Fields that no permission set can mention (ids, audit fields, required fields) follow their
 * object; custom fields need a permission set even for administrators, as after a source deployment, those of custom
 * metadata types aside (trailheadapps/apex-recipes reads them in user mode, and no permission set there grants them).
 */
function fieldAccessOf(access: UserAccess, object: ObjectSchema, field: FieldSchema): FieldAccess {
  const granted = (name: string): FieldAccess | undefined =>
    access.fields.get(`${object.apiName}.${name}`.toLowerCase());
  // The parts of an address follow the address.
  const whole = field.compoundFieldName === null ? undefined : granted(field.compoundFieldName);
  const own = granted(field.apiName) ?? whole ?? { read: false, edit: false };
  // A deployed field is in no profile, whatever else the profile grants.
  if (access.openProfile !== null && field.custom && field.permissionable && !own.read) return own;
  const ofObject = objectAccessOf(access, object);
  if (!ofObject.read) return { read: false, edit: false };
  const isMetadata = object.kind === 'customMetadata' && access.allObjects;
  if (!field.permissionable || isMetadata || (!field.custom && access.standardFields)) {
    return { read: true, edit: ofObject.edit || ofObject.create };
  }
  if (access.openProfile !== null && !object.custom && !own.edit) unknownGrants(access.openProfile);
  return own;
}

/** The org as the user sees it: without the objects and fields that the user may not read. */
export function visibleTo(access: UserAccess, schema: OrgSchema): OrgSchema {
  const objects = new Map<string, ObjectSchema>();
  for (const [key, object] of schema.objects) {
    if (!objectAccessOf(access, object).read) continue;
    const fields = new Map([...object.fields].filter(([, field]) => fieldAccessOf(access, object, field).read));
    objects.set(key, fields.size === object.fields.size ? object : { ...object, fields });
  }
  return { ...schema, objects };
}

export function hasCustomPermission(transaction: Transaction, name: string): boolean {
  return transaction.org.userAccess(transaction.user.id).customPermissions.has(name.toLowerCase());
}
