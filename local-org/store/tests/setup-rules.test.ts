import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deleteRows } from '../delete.ts';
import { insertRows, updateRows } from '../dml.ts';
import { ADMIN_USER_ID } from '../org-ids.ts';
import { openOrg, put } from './org.ts';

const asUser = { allOrNone: true } as const;

test('a permission set names what it depends on, one permission at a time', () => {
  const store = openOrg();
  const insert = (...names: string[]) =>
    insertRows(
      store,
      'PermissionSet',
      [
        {
          Name: `S${names.length}`,
          Label: 'S',
          ...Object.fromEntries(names.map((name) => [`Permissions${name}`, true]))
        }
      ],
      asUser
    )[0]!;
  assert.deepEqual(
    [
      ['AuthorApex'],
      ['AuthorApex', 'ModifyMetadata', 'ViewSetup'],
      ['ViewRoles', 'ViewSetup', 'ModifyMetadata', 'AuthorApex']
    ].map((names) => insert(...names).errors.map(({ statusCode, message }) => `${statusCode}: ${message}`)),
    [
      ['FIELD_INTEGRITY_EXCEPTION: Permission AuthorApex depends on permission(s): ModifyMetadata, ViewSetup'],
      ['FIELD_INTEGRITY_EXCEPTION: Permission ViewSetup depends on permission(s): ViewRoles'],
      []
    ]
  );
});

test('what others depend on cannot be taken away', () => {
  const store = openOrg();
  const [created] = insertRows(
    store,
    'PermissionSet',
    [{ Name: 'S', Label: 'S', PermissionsViewSetup: true, PermissionsViewRoles: true }],
    asUser
  );
  const [updated] = updateRows(store, 'PermissionSet', [{ Id: created!.id!, PermissionsViewRoles: false }], asUser);
  assert.match(updated!.errors[0]!.message, /ViewSetup depends on permission\(s\): ViewRoles/);
});

test('assignments: once, and never of a profile', () => {
  const store = openOrg();
  const [set] = insertRows(store, 'PermissionSet', [{ Name: 'S', Label: 'S' }], asUser);
  const assign = (id: unknown) =>
    insertRows(
      store,
      'PermissionSetAssignment',
      [{ PermissionSetId: String(id), AssigneeId: ADMIN_USER_ID }],
      asUser
    )[0]!.errors.map(({ statusCode }) => statusCode);
  assert.deepEqual(assign(set!.id), []);
  assert.deepEqual(assign(set!.id), ['DUPLICATE_VALUE']);
  const [[owned]] = store.all('SELECT Id FROM PermissionSet WHERE IsOwnedByProfile = 1') as [[string]];
  assert.deepEqual(assign(owned), ['FIELD_INTEGRITY_EXCEPTION']);
});

test('a user holds the permission set of the profile, and of another one when that changes', () => {
  const store = openOrg();
  const held = (user: string) =>
    store
      .all(
        `SELECT Profile.Name FROM PermissionSetAssignment JOIN PermissionSet ON PermissionSet.Id = PermissionSetId
         JOIN Profile ON Profile.Id = ProfileId WHERE AssigneeId = ?`,
        user
      )
      .map(([name]) => name);
  const profile = (name: string) => String(store.all('SELECT Id FROM Profile WHERE Name = ?', name)[0]![0]);
  assert.deepEqual(held(ADMIN_USER_ID), ['System Administrator']);
  const [user] = put(store, 'User', {
    Username: 'held@acme.example',
    LastName: 'Held',
    Email: 'held@acme.example',
    Alias: 'held',
    TimeZoneSidKey: 'GMT',
    LocaleSidKey: 'en_US',
    EmailEncodingKey: 'UTF-8',
    LanguageLocaleKey: 'en_US',
    ProfileId: profile('Minimum Access - Salesforce')
  });
  assert.deepEqual(held(user!), ['Minimum Access - Salesforce']);
  updateRows(store, 'User', [{ Id: user!, ProfileId: profile('System Administrator') }], asUser);
  assert.deepEqual(held(user!), ['System Administrator']);
  const [[own]] = store.all('SELECT Id FROM PermissionSetAssignment WHERE AssigneeId = ?', user!) as [[string]];
  assert.throws(() => deleteRows(store, 'PermissionSetAssignment', [own], asUser), /not supported by the local org/);
});

test('seats of licences: taken with the permission set or directly, as many as there are, and given back', () => {
  const store = openOrg();
  const system = { allOrNone: true, mode: 'system' } as const;
  const [licence] = insertRows(
    store,
    'PermissionSetLicense',
    [
      {
        DeveloperName: 'FSL',
        MasterLabel: 'Field Service',
        Language: 'en_US',
        PermissionSetLicenseKey: 'x',
        Status: 'Active',
        TotalLicenses: 1,
        UsedLicenses: 0
      }
    ],
    system
  );
  const [set] = insertRows(
    store,
    'PermissionSet',
    [{ Name: 'S', Label: 'S', Type: 'Standard', LicenseId: licence!.id, IsCustom: false }],
    system
  );
  const [profile] = store.all('SELECT ProfileId FROM User WHERE Id = ?', ADMIN_USER_ID)[0] as [string];
  const [other] = insertRows(
    store,
    'User',
    [
      {
        Username: 'o@x.example',
        LastName: 'Other',
        Email: 'o@x.example',
        Alias: 'o',
        TimeZoneSidKey: 'Europe/London',
        LocaleSidKey: 'en_US',
        EmailEncodingKey: 'UTF-8',
        LanguageLocaleKey: 'en_US',
        ProfileId: profile,
        IsActive: true
      }
    ],
    system
  );
  const save = (objectName: string, row: Readonly<Record<string, string>>) =>
    insertRows(store, objectName, [row], asUser)[0]!;
  const used = () => Number(store.all('SELECT UsedLicenses FROM PermissionSetLicense')[0]![0]);
  const refusal = [
    { statusCode: 'LICENSE_LIMIT_EXCEEDED', message: 'License Limit Exceeded - Field Service', fields: [] }
  ];
  const licenceId = licence!.id!;

  assert.deepEqual(
    save('PermissionSetAssignment', { PermissionSetId: set!.id!, AssigneeId: ADMIN_USER_ID }).errors,
    []
  );
  assert.equal(used(), 1);
  for (const [objectName, row] of [
    ['PermissionSetAssignment', { PermissionSetId: set!.id!, AssigneeId: other!.id! }],
    ['PermissionSetLicenseAssign', { PermissionSetLicenseId: licenceId, AssigneeId: other!.id! }]
  ] as const)
    assert.deepEqual(save(objectName, row).errors, refusal);
  assert.equal(
    save('PermissionSetLicenseAssign', { PermissionSetLicenseId: licenceId, AssigneeId: ADMIN_USER_ID }).errors[0]!
      .statusCode,
    'DUPLICATE_VALUE'
  );
  const [seat] = store.all('SELECT Id FROM PermissionSetLicenseAssign')[0] as [string];
  assert.deepEqual(deleteRows(store, 'PermissionSetLicenseAssign', [seat], asUser)[0]!.errors, []);
  assert.equal(used(), 0);
  assert.deepEqual(
    save('PermissionSetLicenseAssign', { PermissionSetLicenseId: licenceId, AssigneeId: other!.id! }).errors,
    []
  );
  assert.equal(used(), 1);
});
