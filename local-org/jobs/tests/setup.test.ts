import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { LocalOrg } from '../local-org.ts';
import { SwitchError } from '../setup/parse-switches.ts';
import { NEW_ORG, presets } from '../setup/presets.ts';
import { FIXTURE_PROJECT } from './fixture.ts';

let org: LocalOrg;

before(async () => {
  org = await LocalOrg.open({ projects: [FIXTURE_PROJECT], databaseFile: ':memory:', engineStopped: true });
});
after(() => org.close());
beforeEach(() => {
  org.setup.usePreset('fresh-org');
});

const rows = (soql: string) => org.query(soql);

test('what Setup changes, the next transaction sees', async () => {
  org.setup.change({ edition: 'Unlimited Edition', namespace: 'acme', sandbox: true });
  const [found] = await rows('SELECT OrganizationType, NamespacePrefix, IsSandbox FROM Organization');
  assert.deepEqual(found, {
    OrganizationType: 'Unlimited Edition',
    NamespacePrefix: 'acme',
    IsSandbox: true,
    Id: found!['Id']
  });
  assert.equal(org.setup.state().switches.edition, 'Unlimited Edition');
});

test('a state that is switched back leaves no row behind', async () => {
  for (const name of Object.keys(presets('any.example.com'))) org.setup.usePreset(name);
  org.setup.change({
    promptTemplates: 'assigned by a group',
    licences: [{ name: 'FSL', label: 'Field Service', total: 5, assigned: true }],
    externalApps: [{ label: 'Snow', scopes: ['api'] }]
  });
  org.setup.usePreset('fresh-org');
  assert.deepEqual(org.setup.state().switches, NEW_ORG);
  for (const object of [
    'OauthToken',
    'ConnectedApplication',
    'ExternalClientApplication',
    'ExtlClntAppOauthSettings',
    'PermissionSetLicense',
    'PermissionSetLicenseAssign',
    'LoginHistory'
  ])
    assert.deepEqual(await rows(`SELECT Id FROM ${object}`), [], object);
  assert.deepEqual(await rows("SELECT Id FROM User WHERE Alias = 'integr'"), []);
});

test('the integration user holds what is granted, muting included', async () => {
  org.setup.change({
    integrationUser: 'frozen',
    grants: {
      profile: ['ViewSetup'],
      permissionSet: ['RunReports'],
      group: ['ApiEnabled', 'ViewRoles'],
      muted: ['ViewRoles']
    }
  });
  const user = org.setup.state().integrationUserId!;
  const [login] = await rows(`SELECT IsFrozen FROM UserLogin WHERE UserId = '${user}'`);
  assert.equal(login!['IsFrozen'], true);
  const granted = async (name: string) =>
    (
      await rows(
        `SELECT Id FROM PermissionSetAssignment WHERE AssigneeId = '${user}' AND PermissionSet.Permissions${name} = TRUE`
      )
    ).length;
  assert.deepEqual(await Promise.all(['RunReports', 'ApiEnabled', 'ViewRoles'].map(granted)), [1, 1, 0]);
});

test('the login history shows who came from where, newest first', async () => {
  org.setup.change({
    integrationUser: 'active',
    logins: [
      { sourceIp: '203.0.113.9', status: 'Restricted IP', application: 'Elements.cloud', hoursAgo: 30 },
      { sourceIp: '2001:db8::1' }
    ]
  });
  const user = org.setup.state().integrationUserId!;
  const found = await rows(
    `SELECT SourceIp, Status, Application, LoginType FROM LoginHistory WHERE UserId = '${user}' ORDER BY LoginTime DESC`
  );
  assert.deepEqual(
    found.map((row) => [row['SourceIp'], row['Status'], row['Application'], row['LoginType']]),
    [
      ['2001:db8::1', 'Success', 'Browser', 'Application'],
      ['203.0.113.9', 'Restricted IP', 'Elements.cloud', 'Remote Access 2.0']
    ]
  );
});

test('a refreshed sandbox is another org, and references to it follow', async () => {
  const before = org.setup.state().organizationId;
  const after = org.setup.refreshSandbox().organizationId;
  assert.notEqual(after, before);
  assert.deepEqual(
    (await rows('SELECT Id FROM Organization')).map((row) => row['Id']),
    [after]
  );
});

test('hidden objects are refused as unknown ones, hidden permissions are not there', async () => {
  org.setup.change({ hiddenObjects: ['ConnectedApplication'], hiddenPermissions: ['CanApproveUninstalledApps'] });
  await assert.rejects(
    rows('SELECT Id FROM ConnectedApplication'),
    /sObject type 'ConnectedApplication' is not supported/
  );
  await assert.rejects(
    rows('SELECT PermissionsCanApproveUninstalledApps FROM PermissionSet'),
    /No such column 'PermissionsCanApproveUninstalledApps' on entity 'PermissionSet'/
  );
  org.setup.change({ hiddenObjects: [], hiddenPermissions: [] });
  assert.deepEqual(await rows('SELECT Id FROM ConnectedApplication'), []);
});

for (const [what, json, words] of [
  ['an unknown switch', { lockSession: true }, /there is no switch lockSession/],
  ['a wrong kind', { sandbox: 'yes' }, /sandbox has to be true or false/],
  ['a wrong word', { ownApi: 'explodes' }, /ownApi has to be one of answers, disabled/],
  [
    'a wrong part',
    { licences: [{ name: 'X', label: 'X', total: -1 }] },
    /licences\[0\]\.total has to be a whole number/
  ],
  ['no address', { logins: [{ sourceIp: '1.2.3' }] }, /logins\[0\]\.sourceIp has to be an IP address/],
  ['an unknown limit', { limitsUsed: { Nothing: 1 } }, /a name in limitsUsed has to be one of/],
  ['an inherited name', { toString: 1 }, /there is no switch toString/]
] as const) {
  test(`refuses ${what} and changes nothing`, () => {
    const before = org.setup.state();
    assert.throws(
      () => org.setup.change({ edition: 'Team Edition', ...json }),
      (error) => error instanceof SwitchError && words.test(error.message)
    );
    assert.deepEqual(org.setup.state(), before);
  });
}

test('refuses what is no object', () => {
  assert.throws(() => org.setup.change([]), /the switches has to be an object/);
});

test('refuses permissions that do not exist, with nothing changed', () => {
  const before = org.setup.state();
  assert.throws(
    () => org.setup.change({ grants: { profile: ['Fly'] }, edition: 'Team Edition' }),
    /user permission Fly/
  );
  assert.deepEqual(org.setup.state(), before);
});
