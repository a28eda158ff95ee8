import assert from 'node:assert/strict';
import { test } from 'node:test';
import { insertRows, updateRows } from '../dml.ts';
import { ADMIN_USER_ID } from '../org-ids.ts';
import { openOrg } from './org.ts';

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
