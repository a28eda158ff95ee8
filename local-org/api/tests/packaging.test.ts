import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { insertRows } from '../../store/index.ts';
import { ACTIVE_SCRATCH_ORGS } from '../scratch/scratch-orgs.ts';
import { TestClient } from './fixture.ts';
import { apexClass, archiveOf, customObject, field, metadataFile } from './org-on-disk.ts';
import { PackageHub, TOOLING, install, rows, waitFor } from './package-hub.ts';
import type { Version } from './package-hub.ts';

/** A package with an object, a class that uses it in a query and in a dynamic one, scripts, a permission set. */
function sources(covered: boolean, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const body = `public with sharing class Things {
  public static Integer count() {
    return [SELECT COUNT() FROM Thing__c WHERE Size__c > 0];
  }
  public static Integer countDynamically() {
    return Database.countQuery('SELECT COUNT() FROM Thing__c WHERE Size__c > 0');
  }
  public static Integer other() {
    Integer a = 1;
    Integer b = 2;
    return a + b;
  }
}
`;
  const test = `@IsTest
private class ThingsTest {
  @IsTest
  static void counts() {
    insert new Thing__c(Name = 'one', Size__c = 3);
    Assert.areEqual(1, Things.count());
    Assert.areEqual(1, Things.countDynamically());
    ${covered ? 'Assert.areEqual(3, Things.other());' : ''}
  }
  @IsTest
  static void installs() {
    Test.testInstall(new Installed(), null);
    Assert.areEqual(1, [SELECT COUNT() FROM Thing__c]);
  }
}
`;
  const handler = `public with sharing class Installed implements InstallHandler {
  public void onInstall(InstallContext context) {
    String name = 'first';
    if (context.isUpgrade()) {
      name = 'upgraded';
    }
    insert new Thing__c(Name = name, Size__c = 1);
  }
}
`;
  return {
    ...customObject('Thing__c', field('Size__c', 'Number', '<precision>6</precision><scale>0</scale>')),
    ...apexClass('Things', body),
    ...apexClass('ThingsTest', test),
    ...apexClass('Installed', handler),
    'permissionsets/Thing_Admin.permissionset': metadataFile(
      'PermissionSet',
      '<label>Thing Admin</label><userPermissions><enabled>true</enabled><name>ApiEnabled</name></userPermissions>' +
        '<objectPermissions><object>Account</object><allowRead>true</allowRead></objectPermissions>' +
        '<objectPermissions><object>Thing__c</object><allowRead>true</allowRead></objectPermissions>' +
        '<fieldPermissions><field>Thing__c.Size__c</field><readable>true</readable></fieldPermissions>'
    ),
    ...more
  };
}

let packages: PackageHub;

before(async () => {
  packages = await PackageHub.start('Things', 'acme');
});
after(() => packages.api.close());

function createVersion(
  files: Readonly<Record<string, string>>,
  versionNumber: string,
  { descriptor = {}, ...request }: Readonly<Record<string, unknown>> = {}
): Promise<Version> {
  const facts = { versionNumber, postInstallScript: 'Installed', ...(descriptor as object) };
  return packages.createVersion(archiveOf(files), facts, request);
}

describe('a package version', () => {
  it('is promoted with enough coverage only, installed with its namespace, and uninstalled with its data', async () => {
    const low = await createVersion(sources(false), '1.0.0.NEXT');
    assert.deepEqual([low.status, low.errors], ['Success', []]);
    assert.deepEqual(low.row['CodeCoverage'], { apexCodeCoveragePercentage: 61 });
    assert.equal(low.row['HasPassedCodeCoverageCheck'], false);
    const refused = await packages.promote(low.id);
    assert.equal(refused.status, 400);
    assert.match(refused.text, /The code coverage required to promote this version has not been met/);

    const good = await createVersion(sources(true), '1.0.0.NEXT', { InstallKey: 'secret' });
    assert.equal(good.status, 'Success', good.errors.join());
    assert.equal(good.row['BuildNumber'], 2);
    assert.equal((await packages.promote(good.id)).status, 204);
    assert.match((await packages.promote(good.id)).text, /already been promoted/);
    const again = await createVersion(sources(true), '1.0.0.NEXT');
    assert.match(again.errors.join(), /A released package version with version number 1\.0\.0 already exists/);
    const orphan = await createVersion(sources(true), '1.1.0.NEXT', { descriptor: { ancestorId: low.id } });
    assert.match(orphan.errors.join(), /is not a released version/);

    const client = await packages.scratchOrg();
    assert.match((await install(client, good.subscriberId)).errors, /installation key is missing or wrong/);
    const asked = `SELECT InstallValidationStatus FROM SubscriberPackageVersion WHERE Id = '${good.subscriberId}'`;
    for (const [key, code] of [
      ['', /"INSTALL_KEY_REQUIRED"/],
      [" AND InstallationKey = 'wrong'", /"INSTALL_KEY_INVALID"/]
    ] as const)
      assert.match((await client.query(asked + key, 'tooling/query')).text, code);
    assert.equal((await rows(client, `${asked} AND InstallationKey = 'secret'`)).length, 1);
    assert.deepEqual(await install(client, good.subscriberId, { Password: 'secret' }), {
      status: 'SUCCESS',
      errors: 'null'
    });
    const [installed] = await rows(
      client,
      'SELECT Id, SubscriberPackage.NamespacePrefix, SubscriberPackageVersion.MajorVersion FROM InstalledSubscriberPackage'
    );
    assert.equal((installed!['SubscriberPackage'] as Record<string, unknown>)['NamespacePrefix'], 'acme');

    const facts = packages.api.server.orgs.list().at(-1)!;
    const local = (await packages.api.server.orgs.open(facts.id)).local;
    const thingNames = await local.query('SELECT Name, acme__Size__c FROM acme__Thing__c');
    assert.deepEqual(
      thingNames.map((row) => row['Name']),
      ['first'],
      'the install handler ran'
    );
    await assert.rejects(local.query('SELECT Id FROM Thing__c'), /Thing__c/);
    const [set] = local.store.all("SELECT Id, PermissionsApiEnabled FROM PermissionSet WHERE Name = 'Thing_Admin'");
    assert.equal(set![1], 0, 'system permissions are stripped');
    assert.deepEqual(local.store.all('SELECT SobjectType FROM ObjectPermissions WHERE ParentId = ?', set![0]!), [
      ['acme__Thing__c']
    ]);
    const seen = await client.query('SELECT Name, acme__Size__c FROM acme__Thing__c');
    assert.equal(seen.status, 200, 'an administrator sees the fields of the package');
    insertRows(local.store, 'acme__Thing__c', [{ Name: 'mine', acme__Size__c: '5' }], {
      allOrNone: true,
      mode: 'user'
    });
    local.store.commit();

    const removed = apexClass(
      'Removed',
      "public with sharing class Removed implements UninstallHandler {\n  public void onUninstall(UninstallContext context) {\n    throw new IllegalArgumentException('no');\n  }\n}\n"
    );
    const next = await createVersion(sources(true, removed), '1.1.0.NEXT', {
      descriptor: { ancestorId: good.id, uninstallScript: 'Removed' }
    });
    assert.equal(next.status, 'Success', next.errors.join());
    assert.equal((await packages.promote(next.id)).status, 204);
    assert.equal((await install(client, next.subscriberId)).status, 'SUCCESS');
    const upgraded = (await packages.api.server.orgs.open(facts.id)).local;
    assert.deepEqual(
      (await upgraded.query('SELECT Name FROM acme__Thing__c ORDER BY Name')).map((row) => row['Name']),
      ['first', 'mine', 'upgraded']
    );
    assert.match((await install(client, good.subscriberId, { Password: 'secret' })).errors, /cannot be downgraded/);

    const request = await client.send('POST', `${TOOLING}/sobjects/SubscriberPackageVersionUninstallRequest`, {
      SubscriberPackageVersionId: next.subscriberId
    });
    const { id } = request.json() as { id: string };
    await waitFor(async () => {
      const row = (
        await client.get(`${TOOLING}/sobjects/SubscriberPackageVersionUninstallRequest/${id}`)
      ).json() as Record<string, unknown>;
      return row['Status'] === 'Success' ? row : null;
    });
    const [told] = await rows(
      client,
      `SELECT Message FROM PackageVersionUninstallRequestError WHERE ParentRequest.Id = '${id}'`
    );
    assert.match(String(told!['Message']), /uninstall script failed: System\.IllegalArgumentException: no\n\(acme\)$/);
    const left = (await packages.api.server.orgs.open(facts.id)).local;
    await assert.rejects(left.query('SELECT Id FROM acme__Thing__c'), /acme__Thing__c/);
    assert.deepEqual(left.store.all("SELECT Name FROM sqlite_master WHERE name LIKE 'acme%'"), []);
    assert.deepEqual(left.store.all("SELECT Id FROM FieldPermissions WHERE Field LIKE 'acme%'"), []);
    assert.deepEqual(await rows(client, 'SELECT Id FROM InstalledSubscriberPackage'), []);
    assert.deepEqual(packages.api.errors, []);
  });

  it('that does not compile or whose tests fail is not built', async () => {
    const broken = await createVersion(
      sources(true, apexClass('Broken', 'public class Broken {\n  Nope x;\n}\n')),
      '2.0.0.NEXT'
    );
    assert.equal(broken.status, 'Error');
    assert.match(broken.errors[0]!, /^Broken\.cls: .*\(2:3\)$/);
    const failing = apexClass(
      'Fails',
      "@IsTest\nprivate class Fails {\n  @IsTest\n  static void fails() {\n    Assert.fail('no');\n  }\n}\n"
    );
    const failed = await createVersion(sources(true, failing), '2.0.0.NEXT');
    assert.match(failed.errors.join(), /Fails\.fails: System\.AssertException: Assertion Failed: no/);
  });
});

describe('a Dev Hub', () => {
  it('signs up as many scratch orgs as its limit allows', async () => {
    while (packages.hub.platform.find('ActiveScratchOrg').length < ACTIVE_SCRATCH_ORGS) await packages.scratchOrg();
    const refused = await packages.client.send('POST', '/services/data/v65.0/sobjects/ScratchOrgInfo', {
      Edition: 'Developer'
    });
    assert.equal(refused.status, 400);
    assert.match(refused.text, /LIMIT_EXCEEDED.*|reached its active scratch org limit/);
    const [active] = packages.hub.platform.find('ActiveScratchOrg');
    const gone = String(active!['ScratchOrg']);
    const removed = await packages.client.send(
      'DELETE',
      `/services/data/v65.0/sobjects/ActiveScratchOrg/${String(active!['Id'])}`
    );
    assert.equal(removed.status, 204);
    assert.equal(packages.api.server.orgs.find(gone), null);
    await packages.scratchOrg();
  });

  it('is what a scratch org is not', async () => {
    const facts = packages.api.server.orgs.list().at(-1)!;
    const client = new TestClient(packages.api, await packages.api.server.orgs.open(facts.id));
    assert.equal((await client.send('POST', `${TOOLING}/sobjects/Package2`, { Name: 'x' })).status, 404);
  });
});
