/** Permission sets and profiles of the projects as rows: what they grant of objects, fields, classes and custom permissions. */
import { MetadataError } from '../metadata/errors.ts';
import type { PermissionGrants, PermissionSetSource, ProfileSource } from '../metadata/project.ts';
import { STANDARD_PROFILES } from '../metadata/read-profiles.ts';
import type { FieldSchema } from '../metadata/schema.ts';
import { deleteRows } from './delete.ts';
import { put } from './new-org.ts';
import type { PlainRow } from './results.ts';
import type { Store } from './store.ts';
import { findId, sync } from './sync-row.ts';
import { quote } from './values.ts';

/** The row of a permission set, and what it grants. */
export function syncPermissionSet(store: Store, source: PermissionSetSource, namespace: string): void {
  const id = sync(
    store,
    'PermissionSet',
    { Name: source.name, NamespacePrefix: namespace },
    {
      Label: source.label,
      Description: source.description,
      IsCustom: true,
      IsOwnedByProfile: false,
      HasActivationRequired: source.hasActivationRequired,
      ...userPermissions(store, source)
    }
  );
  clear(store, 'SetupEntityAccess', id);
  clear(store, 'ObjectPermissions', id);
  clear(store, 'FieldPermissions', id);
  grantAll(store, source, id, namespace);
}

function clear(store: Store, objectName: string, parent: string): void {
  const old = store.all(`SELECT Id FROM ${quote(objectName)} WHERE ParentId = ?`, parent).map((row) => String(row[0]));
  deleteRows(store, objectName, old, { allOrNone: true, mode: 'system' });
}

/** What is granted is named as in the project, or with a namespace and two underscores before it. */
function grantAccess(store: Store, source: PermissionGrants, parent: string, namespace: string): void {
  const grant = (type: string, table: string, column: string, names: readonly string[]) => {
    for (const name of names) {
      const [prefix, rest] = name.includes('__') ? (name.split('__') as [string, string]) : [namespace, name];
      const id = findId(store, table, { [column]: rest, NamespacePrefix: prefix });
      if (id === null)
        throw new MetadataError(
          source.path,
          1,
          `${type} ${name} is not in the project; add it or remove it from the permission set`
        );
      sync(store, 'SetupEntityAccess', { ParentId: parent, SetupEntityId: id }, { SetupEntityType: type });
    }
  };
  grant('ApexClass', 'ApexClass', 'Name', source.classAccesses);
  grant('CustomPermission', 'CustomPermission', 'DeveloperName', source.customPermissions);
}

function grantData(store: Store, source: PermissionGrants, parent: string): void {
  for (const grant of source.objectPermissions) {
    requireKnown(store, source, grant.object);
    const permissions = {
      PermissionsCreate: grant.create,
      PermissionsRead: grant.read,
      PermissionsEdit: grant.edit,
      PermissionsDelete: grant.delete,
      PermissionsViewAllRecords: grant.viewAll,
      PermissionsModifyAllRecords: grant.modifyAll
    };
    // What grants nothing has no row.
    if (grant.read) sync(store, 'ObjectPermissions', { ParentId: parent, SobjectType: grant.object }, permissions);
  }
  for (const grant of source.fieldPermissions) {
    const [object, field] = grant.field.split('.') as [string, string | undefined];
    const fields = requireKnown(store, source, object);
    if (field === undefined || !fields.has(field.toLowerCase()))
      throw new MetadataError(
        source.path,
        1,
        `field ${grant.field} does not exist; correct it or remove it from the permission set`
      );
    const permissions = { SobjectType: object, PermissionsRead: grant.readable, PermissionsEdit: grant.editable };
    if (grant.readable) sync(store, 'FieldPermissions', { ParentId: parent, Field: grant.field }, permissions);
  }
}

function requireKnown(store: Store, source: PermissionGrants, objectName: string): ReadonlyMap<string, FieldSchema> {
  const object = store.schema.objects.get(objectName.toLowerCase());
  if (!object)
    throw new MetadataError(
      source.path,
      1,
      `object ${objectName} does not exist here; correct it or remove it from the permission set`
    );
  return object.fields;
}

/** The one user licence of a new org that projects' profiles can have. */
const LICENCE = 'Salesforce';

/** Is there a row of the profile? Others have licences that are not here. */
export function isMade({ name, userLicense }: ProfileSource): boolean {
  return userLicense === null || userLicense === LICENCE || STANDARD_PROFILES.has(name);
}

/** What the set of a profile grants is added to what the platform gives it. */
export function syncProfile(store: Store, source: ProfileSource, namespace: string): void {
  const known = findId(store, 'Profile', { Name: source.name });
  if (known === null) {
    if (!isMade(source)) return;
    const licence = findId(store, 'UserLicense', { Name: LICENCE });
    // What an org gives a new profile beside what its file names is not published: it has no permission set here.
    put(store, 'Profile', { Name: source.name, UserLicenseId: licence, UserType: 'Standard' });
    return;
  }
  const id = findId(store, 'PermissionSet', { ProfileId: known });
  if (id === null) return;
  sync(store, 'PermissionSet', { Id: id }, userPermissions(store, source));
  grantAll(store, source, id, namespace);
}

function grantAll(store: Store, source: PermissionGrants, parent: string, namespace: string): void {
  grantAccess(store, source, parent, namespace);
  grantData(store, source, parent);
}

function userPermissions(store: Store, source: PermissionGrants): PlainRow {
  const fields = store.object('PermissionSet').fields;
  return Object.fromEntries(
    source.userPermissions.map((name) => {
      const field = fields.get(`permissions${name.toLowerCase()}`);
      if (!field)
        throw new MetadataError(
          source.path,
          1,
          `user permission ${name} is not known to the local org; remove it or add Permissions${name} to PermissionSet's describe`
        );
      return [field.apiName, true] as const;
    })
  );
}
