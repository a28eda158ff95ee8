/** The integration user of the emulated Setup: state, profile, permissions, licences. */
import { randomUUID } from 'node:crypto';
import { ADMIN_USER_ID } from '../../store/index.ts';
import type { Store } from '../../store/store.ts';
import { insertRow } from '../../runtime/platform/system-rows.ts';
import { idOf, permissionColumns, putRow, removeRows } from './rows.ts';
import type { GrantSwitch, LicenceSwitch, LoginSwitch, SetupSwitches } from './switches.ts';

export const INTEGRATION_USERNAME = 'integration@local-org.example';
/** A clone of Minimum Access - Salesforce. */
export const INTEGRATION_PROFILE = 'Integration';
const API_ONLY_PROFILE = 'Minimum Access - API Only Integrations';
const SET = 'Integration_Permissions';
const GROUP = 'Integration_Group';
const GROUP_MEMBER = 'Integration_Group_Member';
const MUTING = 'Integration_Group_Muting';
/** Names of the platform: permission set, its licence, and what it grants. */
const PROMPT_SET = 'EinsteinGPTPromptTemplateManager';
const HOUR = 3_600_000;
const PROMPT_LICENCE = 'EinsteinGPTPromptTemplatesPsl';

export function integrationUserId(store: Store): string | null {
  return idOf(store, 'User', { Username: INTEGRATION_USERNAME });
}

/** The profile exists whether or not the user does, so that its ranges and permissions can be set first. */
export function integrationProfileId(store: Store): string {
  const licence = idOf(store, 'UserLicense', { Name: 'Salesforce' })!;
  const id = putRow(store, 'Profile', { Name: INTEGRATION_PROFILE }, { UserLicenseId: licence, UserType: 'Standard' });
  if (idOf(store, 'PermissionSet', { ProfileId: id }) === null)
    putRow(
      store,
      'PermissionSet',
      { ProfileId: id },
      {
        Name: `X${id.slice(0, 15)}`,
        Label: id,
        IsOwnedByProfile: true,
        IsCustom: false,
        LicenseId: licence,
        Type: 'Profile'
      }
    );
  return id;
}

export function switchUser(store: Store, state: SetupSwitches['integrationUser']): void {
  const existing = integrationUserId(store);
  if (state === 'absent') {
    if (existing !== null) removeUser(store, existing);
    return;
  }
  const profile = integrationProfileId(store);
  const id = putRow(
    store,
    'User',
    { Username: INTEGRATION_USERNAME },
    {
      FirstName: 'Integration',
      LastName: 'User',
      Email: INTEGRATION_USERNAME,
      Alias: 'integr',
      CommunityNickname: 'integration',
      IsActive: state !== 'inactive',
      TimeZoneSidKey: 'Europe/London',
      LocaleSidKey: 'en_US',
      EmailEncodingKey: 'UTF-8',
      LanguageLocaleKey: 'en_US',
      ProfileId: state === 'API only' ? idOf(store, 'Profile', { Name: API_ONLY_PROFILE })! : profile,
      UserType: 'Standard',
      CreatedById: ADMIN_USER_ID,
      LastModifiedById: ADMIN_USER_ID
    }
  );
  putRow(store, 'UserLogin', { UserId: id }, { IsFrozen: state === 'frozen' });
}

function removeUser(store: Store, id: string): void {
  removeRows(store, 'UserLogin', { UserId: id });
  removeRows(store, 'PermissionSetAssignment', { AssigneeId: id });
  removeRows(store, 'PermissionSetLicenseAssign', { AssigneeId: id });
  removeRows(store, 'OauthToken', { UserId: id });
  removeRows(store, 'LoginHistory', { UserId: id });
  removeRows(store, 'User', { Id: id });
}

/** Rows of the profile's own set, of a permission set, and of a group with a member and its muting. */
export function switchGrants(store: Store, grants: GrantSwitch): void {
  const profile = integrationProfileId(store);
  putRow(store, 'PermissionSet', { ProfileId: profile }, permissionColumns(store, 'PermissionSet', grants.profile));
  const custom = (name: string, label: string, names: readonly string[]): string =>
    putRow(
      store,
      'PermissionSet',
      { Name: name },
      {
        Label: label,
        IsCustom: true,
        ...permissionColumns(store, 'PermissionSet', names)
      }
    );
  assign(
    store,
    { PermissionSetId: custom(SET, 'Integration Permissions', grants.permissionSet) },
    grants.permissionSet.length > 0
  );
  const group = putRow(
    store,
    'PermissionSetGroup',
    { DeveloperName: GROUP },
    {
      MasterLabel: 'Integration Group',
      Language: 'en_US',
      Status: 'Updated'
    }
  );
  const member = custom(GROUP_MEMBER, 'Integration Group Member', grants.group);
  const muting = putRow(
    store,
    'MutingPermissionSet',
    { DeveloperName: MUTING },
    {
      MasterLabel: 'Integration Group Muting',
      Language: 'en_US',
      ...permissionColumns(store, 'MutingPermissionSet', grants.muted)
    }
  );
  for (const component of [member, muting])
    putRow(store, 'PermissionSetGroupComponent', { PermissionSetGroupId: group, PermissionSetId: component }, {});
  assign(store, recalculate(store, group, grants), grants.group.length > 0);
}

/** A group counts with a permission set of its own, which the platform works out from members and muting. */
function recalculate(
  store: Store,
  group: string,
  { group: granted, muted }: GrantSwitch
): Readonly<Record<string, string>> {
  const own = putRow(
    store,
    'PermissionSet',
    { PermissionSetGroupId: group },
    {
      Name: GROUP,
      Label: 'Integration Group',
      Type: 'Group',
      IsCustom: true,
      ...permissionColumns(
        store,
        'PermissionSet',
        granted.filter((name) => !muted.includes(name))
      )
    }
  );
  return { PermissionSetId: own, PermissionSetGroupId: group };
}

function assign(store: Store, what: Readonly<Record<string, string>>, on: boolean): void {
  const user = integrationUserId(store);
  if (user === null) return;
  if (on) putRow(store, 'PermissionSetAssignment', { ...what, AssigneeId: user }, { IsActive: true });
  else removeRows(store, 'PermissionSetAssignment', { ...what, AssigneeId: user });
}

export function switchPromptTemplates(store: Store, state: SetupSwitches['promptTemplates']): void {
  const id = idOf(store, 'PermissionSet', { Name: PROMPT_SET });
  if (state === 'absent') {
    if (id !== null) {
      removeRows(store, 'PermissionSetAssignment', { PermissionSetId: id });
      removeRows(store, 'PermissionSetGroupComponent', { PermissionSetId: id });
      removeRows(store, 'PermissionSet', { Id: id });
    }
    return;
  }
  const set = putRow(
    store,
    'PermissionSet',
    { Name: PROMPT_SET },
    {
      Label: 'Prompt Template Manager',
      IsCustom: false,
      Type: 'Standard',
      LicenseId: idOf(store, 'PermissionSetLicense', { DeveloperName: PROMPT_LICENCE })
    }
  );
  assign(store, { PermissionSetId: set }, state === 'assigned');
  const group = idOf(store, 'PermissionSetGroup', { DeveloperName: GROUP });
  if (group === null) return;
  if (state === 'assigned by a group') {
    putRow(store, 'PermissionSetGroupComponent', { PermissionSetGroupId: group, PermissionSetId: set }, {});
    const own = idOf(store, 'PermissionSet', { PermissionSetGroupId: group })!;
    assign(store, { PermissionSetId: own, PermissionSetGroupId: group }, true);
  } else removeRows(store, 'PermissionSetGroupComponent', { PermissionSetGroupId: group, PermissionSetId: set });
}

/** The org's licences are exactly these. */
export function switchLicences(store: Store, licences: readonly LicenceSwitch[]): void {
  store.run('DELETE FROM PermissionSetLicenseAssign');
  store.run('DELETE FROM PermissionSetLicense');
  const user = integrationUserId(store);
  for (const { name, label, total, used, assigned, allows } of licences) {
    const id = putRow(
      store,
      'PermissionSetLicense',
      { DeveloperName: name },
      {
        MasterLabel: label,
        Language: 'en_US',
        PermissionSetLicenseKey: randomUUID(),
        Status: 'Active',
        TotalLicenses: total,
        UsedLicenses: used + (assigned ? 1 : 0),
        ...permissionColumns(store, 'PermissionSetLicense', allows, 'MaximumPermissions')
      }
    );
    if (assigned && user !== null)
      putRow(store, 'PermissionSetLicenseAssign', { PermissionSetLicenseId: id, AssigneeId: user }, {});
  }
}

/** The login history of the integration user is exactly this; without the user there is none. */
export function switchLogins(store: Store, logins: readonly LoginSwitch[]): void {
  const user = integrationUserId(store);
  if (user === null) return;
  removeRows(store, 'LoginHistory', { UserId: user });
  for (const { sourceIp, status, application, hoursAgo } of logins)
    insertRow(store, 'LoginHistory', {
      UserId: user,
      LoginTime: store.clock() - hoursAgo * HOUR,
      LoginType: application === 'Browser' ? 'Application' : 'Remote Access 2.0',
      Application: application,
      SourceIp: sourceIp,
      Status: status
    });
}
