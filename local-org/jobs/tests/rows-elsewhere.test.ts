/** Tests of any project stand for an org that has more rows of setup objects than the local org. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { customObject, metadata, runProject } from './apex-project.ts';

/** SOQL to how many rows it finds; null where rows that are not here may be among them. */
const QUERIES: ReadonlyArray<readonly [soql: string, rows: number | null]> = [
  ["SELECT Id FROM Profile WHERE Name = 'System Administrator'", 1],
  ["SELECT Id FROM Profile WHERE Name IN ('Standard User', 'Usuario estándar')", 1],
  ["SELECT Id FROM Profile WHERE Name = 'No such profile'", 0],
  ['SELECT Id FROM Profile WHERE Id = :UserInfo.getProfileId()', 1],
  ['SELECT Id FROM Profile LIMIT 1', 1],
  ["SELECT Id FROM Profile WHERE UserLicense.Name = 'Salesforce' LIMIT 1", 1],
  ["SELECT Id FROM Profile WHERE Name = 'Einstein Agent User'", null],
  ["SELECT Id FROM Profile WHERE Name = 'Of The Project'", 1],
  ["SELECT Id FROM Profile WHERE Name = 'Of Partners'", null],
  ["SELECT Id FROM PermissionSet WHERE Profile.Name = 'Of The Project'", null],
  ["SELECT Id FROM Profile WHERE Name IN ('Standard Guest', 'Guest License User')", null],
  ["SELECT Id FROM Profile WHERE UserType = 'Guest'", null],
  ["SELECT Id FROM Profile WHERE UserLicense.Name = 'Customer Community'", null],
  ["SELECT Id FROM Profile WHERE NOT (Name LIKE '%Admin%')", null],
  ['SELECT Id FROM Profile', null],
  ['SELECT Id FROM Profile ORDER BY Name LIMIT 1', null],
  ["SELECT Id FROM User WHERE Username = 'nobody@acme.example'", 0],
  ["SELECT Id FROM User WHERE Profile.Name = 'System Administrator' AND IsActive = true", 1],
  ["SELECT Id FROM User WHERE ProfileId IN (SELECT Id FROM Profile WHERE Name = 'System Administrator')", 1],
  ["SELECT Id FROM User WHERE ProfileId IN (SELECT Id FROM Profile WHERE Name = 'Chatter Free User')", null],
  ['SELECT Id FROM User WHERE Id != :UserInfo.getUserId() LIMIT 1', null],
  ["SELECT Id FROM User WHERE UserType = 'AutomatedProcess'", null],
  ["SELECT Id FROM User WHERE Username = :('autoproc@' + UserInfo.getOrganizationId())", null],
  ["SELECT Id FROM User WHERE UserType = 'Guest'", 0],
  ["SELECT Id FROM PermissionSet WHERE Name = 'Mine'", 1],
  ["SELECT Id FROM PermissionSet WHERE Profile.Name = 'System Administrator'", 1],
  ["SELECT Id FROM PermissionSet WHERE Profile.Name = 'Standard User'", null],
  ["SELECT Id FROM PermissionSet WHERE Name = 'Everybody'", null],
  ['SELECT Id FROM PermissionSet WHERE IsOwnedByProfile = false', null],
  ["SELECT Id FROM PermissionSet WHERE IsCustom = true AND IsOwnedByProfile = false AND Label = 'Mine'", 1],
  ['SELECT Id FROM PermissionSetAssignment WHERE AssigneeId = :UserInfo.getUserId()', 1],
  ["SELECT Id FROM PermissionSetAssignment WHERE PermissionSet.Name = 'Mine'", 0],
  ["SELECT Id FROM FieldPermissions WHERE ParentId IN (SELECT Id FROM PermissionSet WHERE Name = 'Mine')", 0],
  ["SELECT Id FROM FieldPermissions WHERE Parent.Name = 'Mine' AND SobjectType = 'Account'", 0],
  ['SELECT Id FROM FieldPermissions WHERE Parent.IsOwnedByProfile = true', null],
  [
    "SELECT Id FROM ObjectPermissions WHERE Parent.Profile.Name = 'System Administrator' AND SobjectType = 'Ship__c'",
    1
  ],
  [
    "SELECT Id FROM ObjectPermissions WHERE Parent.Profile.Name = 'System Administrator' AND SobjectType = 'Order'",
    null
  ],
  ["SELECT Id, (SELECT Id FROM ObjectPerms) FROM PermissionSet WHERE Name = 'Mine'", 1],
  ["SELECT Id, (SELECT Id FROM ObjectPerms) FROM PermissionSet WHERE Profile.Name = 'System Administrator'", null],
  [
    "SELECT Id FROM PermissionSet WHERE IsOwnedByProfile = true AND Id NOT IN (SELECT ParentId FROM ObjectPermissions WHERE SobjectType = 'Account' AND PermissionsRead = true) LIMIT 1",
    1
  ],
  ["SELECT Id FROM Group WHERE Type = 'Queue' AND DeveloperName = 'Crew'", null],
  ["SELECT Id FROM Group WHERE DeveloperName = 'Nobody'", null],
  ["SELECT Id FROM Group WHERE Type = 'Queue' AND DeveloperName = 'Nobody'", 0],
  ["SELECT Id FROM UserLicense WHERE Name = 'Salesforce'", 1],
  ["SELECT Id FROM UserLicense WHERE Name = 'Guest User License'", null],
  ["SELECT Id FROM UserRole WHERE Name = 'CEO'", null],
  ['SELECT Id FROM UserRole WHERE Id = :UserInfo.getUserRoleId()', 0],
  ["SELECT Id FROM EmailTemplate WHERE DeveloperName = 'Welcome'", null],
  ["SELECT Id FROM CustomNotificationType WHERE DeveloperName = 'Alarm'", null],
  ["SELECT Id FROM CustomNotificationType WHERE DeveloperName = 'Quiet'", 0]
];

test('a query that may find rows which an org has and the local org does not know is unsupported', async () => {
  const methods = QUERIES.map(
    ([soql], index) => `@IsTest static void q${index}() { Assert.areEqual(-1, [${soql}].size()); }`
  );
  const count =
    '@IsTest static void counted() { Assert.areEqual(-1, [SELECT COUNT() FROM User WHERE IsActive = true]); }';
  const run = await runProject(
    { RowsTest: `@IsTest private class RowsTest { ${methods.join('\n')} ${count} }` },
    {
      'objects/Ship__c/Ship__c.object-meta.xml': customObject('Ship'),
      'permissionsets/Mine.permissionset-meta.xml': metadata('PermissionSet', '<label>Mine</label>'),
      'permissionsetgroups/Everybody.permissionsetgroup-meta.xml': metadata('PermissionSetGroup', '<label>All</label>'),
      'profiles/Of The Project.profile-meta.xml': metadata('Profile', '<userLicense>Salesforce</userLicense>'),
      'profiles/Of Partners.profile-meta.xml': metadata('Profile', '<userLicense>Partner Community</userLicense>'),
      'profiles/Admin.profile-meta.xml': metadata('Profile', '<userLicense>Salesforce</userLicense>'),
      'queues/Crew.queue-meta.xml': metadata('Queue', '<name>Crew</name>'),
      'notificationtypes/Alarm.notiftype-meta.xml': metadata(
        'CustomNotificationType',
        '<masterLabel>Alarm</masterLabel>'
      )
    },
    'leaveOut'
  );
  const found = QUERIES.map(([soql], index) => {
    const { outcome, message } = run.results.find(({ method }) => method === `q${index}`)!;
    const rows = /Actual: (\d+)/.exec(message ?? '')?.[1];
    const isRefused = outcome === 'Unsupported' && /that may find rows which orgs have/.test(message ?? '');
    return [soql, isRefused ? null : rows === undefined ? message : Number(rows)];
  });
  assert.deepEqual(found, QUERIES);
  assert.equal(run.results.find(({ method }) => method === 'counted')!.outcome, 'Unsupported');
});

test('what else differs between orgs: zones, and values of picklists that are not known', async () => {
  const run = await runProject(
    {
      OrgTest: `@IsTest private class OrgTest {
        @IsTest static void zone() { Assert.areEqual('America/Los_Angeles', UserInfo.getTimeZone().getID()); }
        @IsTest static void values() { Assert.isNotNull(User.TimeZoneSidKey.getDescribe().getPicklistValues()); }
      }`
    },
    {},
    'leaveOut'
  );
  assert.deepEqual(
    run.results.map(({ method, outcome, message }) => [method, outcome, message]),
    [
      ['zone', 'Pass', null],
      ['values', 'Unsupported', 'not supported by the local org: the values of User.TimeZoneSidKey']
    ]
  );
});
