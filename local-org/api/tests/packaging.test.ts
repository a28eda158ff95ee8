import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { insertRows } from '../../store/index.ts';
import { pack } from '../metadata/archive.ts';
import type { HostedOrg } from '../orgs/hosted-org.ts';
import { ACTIVE_SCRATCH_ORGS } from '../scratch/scratch-orgs.ts';
import { TestApi, TestClient } from './fixture.ts';
import { apexClass, archiveOf, customObject, field, metadataFile } from './org-on-disk.ts';

const TOOLING = '/services/data/v65.0/tooling';

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

let api: TestApi;
let hub: HostedOrg;
let hubClient: TestClient;
let packageId: string;

before(async () => {
  api = await TestApi.start();
  hub = await api.createOrg();
  hubClient = new TestClient(api, hub);
  const created = await hubClient.send('POST', `${TOOLING}/sobjects/Package2`, {
    Name: 'Things',
    NamespacePrefix: 'acme',
    ContainerOptions: 'Managed'
  });
  assert.equal(created.status, 201, created.text);
  packageId = (created.json() as { id: string }).id;
});
after(() => api.close());

interface Version {
  readonly status: string;
  readonly errors: readonly string[];
  /** Package2Version, and what installs it. */
  readonly id: string;
  readonly subscriberId: string;
  readonly row: Readonly<Record<string, unknown>>;
}

async function rows(client: TestClient, soql: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const answer = await client.query(soql, 'tooling/query');
  assert.equal(answer.status, 200, answer.text);
  return (answer.json() as { records: readonly Readonly<Record<string, unknown>>[] }).records;
}

async function waitFor<T>(read: () => Promise<T | null>): Promise<T> {
  for (const end = Date.now() + 240_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 200))) {
    const value = await read();
    if (value !== null) return value;
  }
  throw new Error('it takes too long');
}

async function createVersion(
  files: Readonly<Record<string, string>>,
  versionNumber: string,
  { descriptor = {}, ...request }: Readonly<Record<string, unknown>> = {}
): Promise<Version> {
  const info = pack([
    ['package.zip', archiveOf(files)],
    [
      'package2-descriptor.json',
      JSON.stringify({ versionNumber, versionName: 'ver', postInstallScript: 'Installed', ...(descriptor as object) })
    ]
  ]);
  const boundary = 'parts-of-a-version';
  const body = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="VersionInfo"; filename="v.zip"\r\nContent-Type: application/zip\r\n\r\n`
    ),
    info,
    Buffer.from(
      `\r\n--${boundary}\r\nContent-Disposition: form-data; name="Package2VersionCreateRequest"\r\nContent-Type: application/json\r\n\r\n${JSON.stringify({ Package2Id: packageId, CalculateCodeCoverage: true, ...request })}\r\n--${boundary}--\r\n`
    )
  ]);
  const answer = await api.send('POST', `${TOOLING}/sobjects/Package2VersionCreateRequest`, {
    headers: {
      authorization: `Bearer ${hubClient.token}`,
      'content-type': `multipart/form-data; boundary=${boundary}`
    },
    body
  });
  assert.equal(answer.status, 201, answer.text);
  const { id } = answer.json() as { id: string };
  const [done] = await waitFor(async () => {
    const found = await rows(
      hubClient,
      `SELECT Status, Package2VersionId, Package2Version.SubscriberPackageVersionId FROM Package2VersionCreateRequest WHERE Id = '${id}'`
    );
    return found[0]!['Status'] === 'Success' || found[0]!['Status'] === 'Error' ? found : null;
  });
  const errors = await rows(
    hubClient,
    `SELECT Message FROM Package2VersionCreateRequestError WHERE ParentRequest.Id = '${id}'`
  );
  const versionId = done!['Package2VersionId'];
  const row =
    typeof versionId === 'string'
      ? (
          await rows(
            hubClient,
            `SELECT Id, SubscriberPackageVersionId, MajorVersion, BuildNumber, CodeCoverage, HasPassedCodeCoverageCheck, HasMetadataRemoved, IsReleased, AncestorId FROM Package2Version WHERE Id = '${versionId}'`
          )
        )[0]!
      : {};
  return {
    status: String(done!['Status']),
    errors: errors.map(({ Message }) => String(Message)),
    id: String(versionId),
    subscriberId: String(row['SubscriberPackageVersionId']),
    row
  };
}

function promote(id: string): ReturnType<TestClient['send']> {
  return hubClient.send('PATCH', `${TOOLING}/sobjects/Package2Version/${id}`, { IsReleased: true });
}

/** Signs up a scratch org as the CLI does: request, code, session. */
async function scratchOrg(): Promise<TestClient> {
  const created = await hubClient.send('POST', '/services/data/v65.0/sobjects/ScratchOrgInfo', {
    OrgName: 'Test',
    Edition: 'Developer',
    DurationDays: 1,
    ConnectedAppConsumerKey: 'PlatformCLI',
    ConnectedAppCallbackUrl: 'http://localhost:1717/OauthRedirect'
  });
  assert.equal(created.status, 201, created.text);
  const { id } = created.json() as { id: string };
  const info = await waitFor(async () => {
    const row = (await hubClient.get(`/services/data/v65.0/sobjects/ScratchOrgInfo/${id}`)).json() as Record<
      string,
      string
    >;
    return row['Status'] === 'Active' ? row : null;
  });
  const token = await api.send('POST', '/services/oauth2/token', {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: info['AuthCode']!,
      client_id: 'PlatformCLI',
      redirect_uri: 'http://localhost:1717/OauthRedirect'
    }).toString()
  });
  assert.equal(token.status, 200, token.text);
  const facts = api.server.orgs.find(info['ScratchOrg']!)!;
  return new TestClient(api, await api.server.orgs.open(facts.id));
}

async function install(
  client: TestClient,
  subscriberId: string,
  more: object = {}
): Promise<{ status: string; errors: string }> {
  const created = await client.send('POST', `${TOOLING}/sobjects/PackageInstallRequest`, {
    SubscriberPackageVersionKey: subscriberId,
    SecurityType: 'none',
    ...more
  });
  if (created.status !== 201) return { status: String(created.status), errors: created.text };
  const { id } = created.json() as { id: string };
  return waitFor(async () => {
    const answer = await client.get(`${TOOLING}/sobjects/PackageInstallRequest/${id}`);
    if (answer.status !== 200) return null;
    const row = answer.json() as Record<string, unknown>;
    return row['Status'] === 'IN_PROGRESS'
      ? null
      : { status: String(row['Status']), errors: JSON.stringify(row['Errors']) };
  });
}

describe('a package version', () => {
  it('is promoted with enough coverage only, installed with its namespace, and uninstalled with its data', async () => {
    const low = await createVersion(sources(false), '1.0.0.NEXT');
    assert.deepEqual([low.status, low.errors], ['Success', []]);
    assert.deepEqual(low.row['CodeCoverage'], { apexCodeCoveragePercentage: 55 });
    assert.equal(low.row['HasPassedCodeCoverageCheck'], false);
    const refused = await promote(low.id);
    assert.equal(refused.status, 400);
    assert.match(refused.text, /The code coverage required to promote this version has not been met/);

    const good = await createVersion(sources(true), '1.0.0.NEXT', { InstallKey: 'secret' });
    assert.equal(good.status, 'Success', good.errors.join());
    assert.equal(good.row['BuildNumber'], 2);
    assert.equal((await promote(good.id)).status, 204);
    assert.match((await promote(good.id)).text, /already been promoted/);
    const again = await createVersion(sources(true), '1.0.0.NEXT');
    assert.match(again.errors.join(), /A released package version with version number 1\.0\.0 already exists/);
    const orphan = await createVersion(sources(true), '1.1.0.NEXT', { descriptor: { ancestorId: low.id } });
    assert.match(orphan.errors.join(), /is not a released version/);

    const client = await scratchOrg();
    assert.match((await install(client, good.subscriberId)).errors, /installation key is missing or wrong/);
    assert.deepEqual(await install(client, good.subscriberId, { Password: 'secret' }), {
      status: 'SUCCESS',
      errors: 'null'
    });
    const [installed] = await rows(
      client,
      'SELECT Id, SubscriberPackage.NamespacePrefix, SubscriberPackageVersion.MajorVersion FROM InstalledSubscriberPackage'
    );
    assert.equal((installed!['SubscriberPackage'] as Record<string, unknown>)['NamespacePrefix'], 'acme');

    const facts = api.server.orgs.list().at(-1)!;
    const local = (await api.server.orgs.open(facts.id)).local;
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

    const next = await createVersion(sources(true), '1.1.0.NEXT', { descriptor: { ancestorId: good.id } });
    assert.equal(next.status, 'Success', next.errors.join());
    assert.equal((await promote(next.id)).status, 204);
    assert.equal((await install(client, next.subscriberId)).status, 'SUCCESS');
    const upgraded = (await api.server.orgs.open(facts.id)).local;
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
    const left = (await api.server.orgs.open(facts.id)).local;
    await assert.rejects(left.query('SELECT Id FROM acme__Thing__c'), /acme__Thing__c/);
    assert.deepEqual(left.store.all("SELECT Name FROM sqlite_master WHERE name LIKE 'acme%'"), []);
    assert.deepEqual(left.store.all("SELECT Id FROM FieldPermissions WHERE Field LIKE 'acme%'"), []);
    assert.deepEqual(await rows(client, 'SELECT Id FROM InstalledSubscriberPackage'), []);
    assert.deepEqual(api.errors, []);
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
    while (hub.platform.find('ActiveScratchOrg').length < ACTIVE_SCRATCH_ORGS) await scratchOrg();
    const refused = await hubClient.send('POST', '/services/data/v65.0/sobjects/ScratchOrgInfo', {
      Edition: 'Developer'
    });
    assert.equal(refused.status, 400);
    assert.match(refused.text, /LIMIT_EXCEEDED.*|reached its active scratch org limit/);
    const [active] = hub.platform.find('ActiveScratchOrg');
    const gone = String(active!['ScratchOrg']);
    const removed = await hubClient.send(
      'DELETE',
      `/services/data/v65.0/sobjects/ActiveScratchOrg/${String(active!['Id'])}`
    );
    assert.equal(removed.status, 204);
    assert.equal(api.server.orgs.find(gone), null);
    await scratchOrg();
  });

  it('is what a scratch org is not', async () => {
    const facts = api.server.orgs.list().at(-1)!;
    const client = new TestClient(api, await api.server.orgs.open(facts.id));
    assert.equal((await client.send('POST', `${TOOLING}/sobjects/Package2`, { Name: 'x' })).status, 404);
  });
});
