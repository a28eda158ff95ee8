/** Users and what they hold, read from the org's own rows and kept until a setup object changes. */
import type { PlainRow } from '../../store/results.ts';
import type { Store } from '../../store/store.ts';
import { OPEN_PROFILES } from '../../metadata/read-profiles.ts';
import { notSupported } from '../machine/errors.ts';
import type { OrgUser } from './org-context.ts';
import { unknownGrants } from './permissions.ts';
import type { FieldAccess, ObjectAccess, UserAccess } from './permissions.ts';
import { knownFieldsOf, knownObjectsOf } from './standard-user.ts';
import { findRows } from './system-rows.ts';

export class UserDirectory {
  readonly #store: Store;
  readonly #profilesOfProjects: ReadonlySet<string>;
  readonly #users = new Map<string, OrgUser>();
  readonly #access = new Map<string, UserAccess>();

  /** @param profilesOfProjects those that projects have files of: what these grant of a standard profile is not known */
  constructor(store: Store, profilesOfProjects: ReadonlySet<string>) {
    this.#store = store;
    this.#profilesOfProjects = profilesOfProjects;
  }

  /** Forgets what was read: a new transaction begins, or this one has changed a setup object. */
  clear(): void {
    this.#users.clear();
    this.#access.clear();
  }

  /** @throws NotSupportedError when there is no such user */
  user(id: string): OrgUser {
    let user = this.#users.get(id);
    if (user === undefined) this.#users.set(id, (user = this.#readUser(id)));
    return user;
  }

  access(userId: string): UserAccess {
    let access = this.#access.get(userId);
    if (access === undefined) this.#access.set(userId, (access = this.#readAccess(userId)));
    return access;
  }

  #readUser(id: string): OrgUser {
    const row = findRows(this.#store, 'User', { Id: id })[0];
    if (row === undefined) notSupported(`running as user ${id}, who does not exist`);
    const text = (name: string): string => String(row[name] ?? '');
    return {
      id,
      profileId: text('ProfileId'),
      username: text('Username'),
      firstName: (row['FirstName'] as string | null) ?? null,
      lastName: text('LastName'),
      name: [row['FirstName'], row['LastName']].filter((part) => part != null).join(' '),
      email: text('Email'),
      userType: text('UserType'),
      roleId: (row['UserRoleId'] as string | null | undefined) ?? null,
      timeZone: text('TimeZoneSidKey'),
      locale: text('LocaleSidKey'),
      language: text('LanguageLocaleKey')
    };
  }

  #readAccess(userId: string): UserAccess {
    const { profileId } = this.user(userId);
    const ofProfile = findRows(this.#store, 'PermissionSet', { ProfileId: profileId });
    const profile =
      ofProfile.length > 0 ? null : String(findRows(this.#store, 'Profile', { Id: profileId })[0]?.['Name']);
    if (profile !== null && (!OPEN_PROFILES.has(profile) || this.#profilesOfProjects.has(profile)))
      unknownGrants(profile);
    const assigned = findRows(this.#store, 'PermissionSetAssignment', { AssigneeId: userId }).map((row) =>
      String(row['PermissionSetId'])
    );
    const sets = [...ofProfile.map((row) => String(row['Id'])), ...assigned];
    const allObjects = ofProfile.some((row) => row['PermissionsModifyAllData'] === true);
    return {
      allObjects,
      standardFields: allObjects,
      openProfile: profile,
      objects: unite(
        sets.flatMap((id) => findRows(this.#store, 'ObjectPermissions', { ParentId: id })),
        'SobjectType',
        objectAccess,
        knownObjectsOf(profile)
      ),
      fields: unite(
        sets.flatMap((id) => findRows(this.#store, 'FieldPermissions', { ParentId: id })),
        'Field',
        fieldAccess,
        knownFieldsOf(profile)
      ),
      customPermissions: new Map(
        sets.flatMap((id) => this.#customPermissions(id)).map((name) => [name.toLowerCase(), name])
      )
    };
  }

  #customPermissions(permissionSetId: string): string[] {
    // Rows that code saves say nothing of their type, which the platform takes from the Id (j-fischer/rflib).
    return findRows(this.#store, 'SetupEntityAccess', { ParentId: permissionSetId }).flatMap((row) =>
      findRows(this.#store, 'CustomPermission', { Id: row['SetupEntityId']! }).map((permission) =>
        String(permission['DeveloperName'])
      )
    );
  }
}

function objectAccess(row: PlainRow): ObjectAccess {
  return {
    read: row['PermissionsRead'] === true,
    create: row['PermissionsCreate'] === true,
    edit: row['PermissionsEdit'] === true,
    delete: row['PermissionsDelete'] === true,
    viewAll: row['PermissionsViewAllRecords'] === true,
    modifyAll: row['PermissionsModifyAllRecords'] === true
  };
}

function fieldAccess(row: PlainRow): FieldAccess {
  return { read: row['PermissionsRead'] === true, edit: row['PermissionsEdit'] === true };
}

/** Permissions only ever add up. */
function unite<T extends object>(
  rows: readonly PlainRow[],
  keyField: string,
  read: (row: PlainRow) => T,
  known: ReadonlyMap<string, T>
): Map<string, T> {
  const result = new Map(known);
  for (const row of rows) {
    const key = String(row[keyField]).toLowerCase();
    const before = result.get(key) as Record<string, boolean> | undefined;
    const next = read(row) as Record<string, boolean>;
    result.set(
      key,
      (before === undefined
        ? next
        : Object.fromEntries(Object.keys(next).map((name) => [name, before[name]! || next[name]!]))) as T
    );
  }
  return result;
}
