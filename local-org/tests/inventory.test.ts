import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { parse } from 'csv-parse/sync';
import { callAura } from '../cli/call-aura.ts';
import { SAMPLE_ORG } from '../cli/package-org.ts';
import { Contract } from '../elements/contract.ts';
import type { Schemas } from '../elements/contract.ts';
import { loadSamples } from '../samples/load-samples.ts';
import { loadManyUsers } from './many-users.ts';
import { startOrg } from './started-org.ts';
import type { StartedOrg } from './started-org.ts';

type Part = Schemas['InventoryPart'];
type Item = Schemas['InventoryItem'];

/** What the seed excludes. */
const STANDARD_USERS = `UserType NOT IN ('PowerPartner', 'CspLitePortal', 'CustomerSuccess', 'PowerCustomerSuccess')`;
const WAIT_MILLISECONDS = 60_000;

describe('subscriptions and users over the sample data', () => {
  let started: StartedOrg;
  let runs = 0;

  before(async () => {
    started = await startOrg([SAMPLE_ORG]);
    await loadSamples(started.org.store, started.org.schema);
    await callAura(started.org, 'DeliveryConsole', 'configure', { region: 'EU', secret: started.secret });
  });
  after(() => started.close());

  /** Runs the job with a filter; gives what arrived, by kind. */
  async function received(companies: readonly string[], own: readonly string[]): Promise<Map<string, Item[]>> {
    await callAura(started.org, 'InventoryConsole', 'saveChoices', {
      choices: { companies, own, fields: ['Email', 'City'] }
    });
    await callAura(started.org, 'InventoryConsole', 'start');
    runs++;
    const manifests = (): Part[] =>
      started.endpoint
        .messages()
        .filter(({ envelope }) => envelope.type === 'inventory.manifest')
        .map(({ envelope }) => envelope.data as unknown as Part);
    const deadline = Date.now() + WAIT_MILLISECONDS;
    while (manifests().length < runs && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
    const run = manifests()[runs - 1]?.runId;
    const items = new Map<string, Item[]>();
    for (const { envelope } of started.endpoint.messages()) {
      const part = envelope.data as unknown as Part;
      if (envelope.type === 'inventory.rows' && part.runId === run)
        items.set(part.kind, [...(items.get(part.kind) ?? []), ...part.items]);
    }
    return items;
  }

  const idsOf = (items: readonly Item[]): unknown[][] => items.map(({ Id }) => [Id]);

  /** What SQL says, in the order of ids. */
  function expected(sql: string): unknown[][] {
    return started.org.store.all(`${sql} ORDER BY Id`).map((row) => [...row]);
  }

  it('sends every licence, profile and user as SQL has them', async () => {
    const items = await received([], ['superstore.example', 'Local Org']);
    assert.deepEqual(
      items.get('userLicenses')!.map((item) => [item.Id, item['Name'], item['TotalLicenses'], item['UsedLicenses']]),
      expected('SELECT Id, Name, TotalLicenses, UsedLicenses FROM UserLicense')
    );
    assert.deepEqual(
      items.get('packageLicenses')!.map((item) => [item.Id, item['NamespacePrefix'], item['AllowedLicenses']]),
      expected('SELECT Id, NamespacePrefix, AllowedLicenses FROM PackageLicense')
    );
    assert.deepEqual(
      items.get('profiles')!.map((item) => [item.Id, item['Name'], item['UserLicenseId']]),
      expected('SELECT Id, Name, UserLicenseId FROM Profile')
    );
    const users = items.get('users')!;
    assert.deepEqual(
      users.map((item) => [item.Id, item['Email'], item['City'], item['IsActive'] === true ? 1 : 0]),
      expected(`SELECT Id, Email, City, IsActive FROM User WHERE ${STANDARD_USERS}`)
    );
    assert.deepEqual(
      users.filter(({ thirdParty }) => thirdParty === true).map(({ Id }) => [Id]),
      expected(
        `SELECT Id FROM User WHERE ${STANDARD_USERS} AND Email NOT LIKE '%@superstore.example' AND CompanyName <> 'Local Org'`
      )
    );
    assert.ok(
      users.every((item) => !('Username' in item) && !('LastName' in item)),
      'only what was chosen'
    );
  });

  it('narrows the users by company and never the licences', async () => {
    const items = await received(['northwind.example', 'Fabrikam'], []);
    assert.deepEqual(
      items.get('users')!.map(({ Id }) => [Id]),
      expected(
        `SELECT Id FROM User WHERE ${STANDARD_USERS} AND (Email LIKE '%@northwind.example' OR CompanyName = 'Fabrikam')`
      )
    );
    assert.ok(items.get('users')!.length > 5);
    assert.equal(items.get('userLicenses')!.length, expected('SELECT Id FROM UserLicense').length);
  });

  it('sends and exports thousands of users, each once, and without an email address only when nobody is named', async () => {
    loadManyUsers(started.org.store, 2_600);
    started.org.store.run(
      "INSERT INTO PermissionSetLicense (Id, DeveloperName, MasterLabel, Status, TotalLicenses, UsedLicenses) VALUES ('0PL5g0000000001EAA', 'Maps', 'Maps', 'Active', 7, 3)"
    );
    started.org.store.commit();
    const everybody = expected(`SELECT Id FROM User WHERE ${STANDARD_USERS}`);
    const withoutEmail = expected(`SELECT Id FROM User WHERE ${STANDARD_USERS} AND Email IS NULL`);
    assert.ok(everybody.length > 1_000 && withoutEmail.length > 100, `${everybody.length}, ${withoutEmail.length}`);
    const all = await received([], []);
    assert.deepEqual(idsOf(all.get('users')!), everybody);
    assert.deepEqual(
      all.get('permissionSetLicenses')!.map((item) => [item.Id, item['TotalLicenses'], item['UsedLicenses']]),
      [['0PL5g0000000001EAA', 7, 3]]
    );
    const named = await received(['globex.example', 'INITECH'], []);
    const ofThem = expected(
      `SELECT Id FROM User WHERE ${STANDARD_USERS} AND Email IS NOT NULL
         AND (Email LIKE '%@globex.example' OR Email LIKE '%.globex.example' OR CompanyName = 'Initech')`
    );
    assert.deepEqual(idsOf(named.get('users')!), ofThem);
    for (const kind of ['userLicenses', 'permissionSetLicenses', 'packageLicenses', 'profiles'])
      assert.deepEqual(named.get(kind), all.get(kind), `${kind} are never narrowed`);
    // As the page exports them: one call for each page.
    let [text, afterId, pages] = ['', null as string | null, 0];
    do {
      const page = await callAura<{ text: string; lastId?: string | null }>(
        started.org,
        'InventoryConsole',
        'usersCsv',
        {
          afterId
        }
      );
      [text, afterId, pages] = [text + page.text, page.lastId ?? null, pages + 1];
    } while (afterId !== null);
    const lines = parse<Record<string, string>>(text, { columns: true });
    assert.equal(pages, Math.floor(everybody.length / 1_000) + 1);
    assert.deepEqual(
      lines.map(({ Id }) => [Id]),
      everybody
    );
    assert.deepEqual(
      lines.filter(({ Sent }) => Sent === 'true').map(({ Id }) => [Id]),
      ofThem
    );
  });

  it('sends what the contract describes, complete by the manifests', () => {
    const contract = new Contract({ strict: true });
    for (const { body } of started.endpoint.messages()) contract.message(JSON.parse(body));
    assert.deepEqual(
      started.endpoint.manifests().map(({ complete }) => complete),
      [true, true, true, true]
    );
    assert.deepEqual(started.failedJobs, []);
  });
});
