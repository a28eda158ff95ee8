import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { mintSession } from '../../runtime/platform/session-token.ts';
import { ADMIN_USER_ID } from '../../store/org-ids.ts';
import type { HostedOrg } from '../orgs/hosted-org.ts';
import { TestApi, TestClient, classFile } from './fixture.ts';

describe('API server', () => {
  let api: TestApi;
  let org: HostedOrg;
  let client: TestClient;

  before(async () => {
    api = await TestApi.start();
    org = await api.createOrg(classFile('Foo', 'public class Foo { }'));
    client = new TestClient(api, org);
  });
  after(() => api.close());

  const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
  const INVALID = [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }];

  it('says which versions there are without a login', async () => {
    const answer = await api.send('GET', '//services/data/');
    const versions = answer.json() as { label: string; version: string }[];
    assert.deepEqual(versions.at(-1), { label: "Winter '26", url: '/services/data/v65.0', version: '65.0' });
    assert.deepEqual(versions.find(({ version }) => version === '51.0')?.label, "Spring '21");
  });

  it('tells who is logged in', async () => {
    const answer = await client.get('/services/oauth2/userinfo');
    const info = answer.json() as Record<string, unknown>;
    assert.equal(info['preferred_username'], 'hub@local-org.example');
    assert.equal(info['organization_id'], org.facts.id);
    assert.equal(info['user_id'], ADMIN_USER_ID);
  });

  it('refuses sessions that are forged, old, of Lightning, or of no org', async () => {
    const facts = { organizationId: org.facts.id, userId: ADMIN_USER_ID, kind: 'api', issuedAt: Date.now() } as const;
    const secret = org.facts.sessionSecret;
    const good = mintSession(facts, secret);
    assert.equal((await api.send('GET', '/services/data/v65.0', bearer(good))).status, 200);
    const bad = [
      '',
      'x',
      '00D!x',
      good.slice(0, -1) + (good.endsWith('0') ? '1' : '0'),
      mintSession(facts, 'another secret'),
      mintSession({ ...facts, issuedAt: Date.now() - 86_400_001 }, secret),
      mintSession({ ...facts, kind: 'lightning' }, secret),
      mintSession({ ...facts, organizationId: '00D000000000001AAA' }, secret),
      mintSession({ ...facts, userId: '005000000000001AAA' }, secret)
    ];
    for (const token of bad) {
      const answer = await api.send('GET', '/services/data/v65.0', bearer(token));
      assert.equal(answer.status, 401, token);
      assert.deepEqual(answer.json(), INVALID);
    }
    assert.equal((await api.send('GET', '/services/data/v65.0')).status, 401);
  });

  it('answers what it does not have with NOT_FOUND, wherever the path tries to lead', async () => {
    const paths = [
      '/services/data/v65.0/nothing',
      '/services/data/v99.0',
      '/services/data/v65.0/tooling/../query',
      '/services/data/v65.0/%2e%2e/query',
      '/services/data/v65.0/sobjects/%2fetc%2fpasswd',
      '/services/data/v65.0/%zz',
      '/../../etc/passwd',
      '/'
    ];
    for (const path of paths) {
      const answer = await client.get(path);
      assert.equal(answer.status, 404, path);
      assert.deepEqual(answer.json(), [{ errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' }]);
    }
    const other = await client.send('DELETE', '/services/data/v65.0');
    assert.equal(other.status, 405);
    const apex = await client.get('/services/apexrest/orders/7');
    assert.deepEqual(
      [apex.status, apex.json()],
      [
        501,
        [
          {
            errorCode: 'FUNCTIONALITY_NOT_ENABLED',
            message: 'not supported by the local org: requests of REST resources in Apex'
          }
        ]
      ]
    );
  });

  it('refuses bodies that are too long before it reads them', async () => {
    const long = await api
      .send('POST', '/services/oauth2/token', {
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '6000001' }
      })
      .catch((error: NodeJS.ErrnoException) => error);
    assert.ok(!(long instanceof Error) && long.status === 413);
  });

  it('queries classes through the Tooling API', async () => {
    const answer = await client.query(
      "SELECT id, Name, CreatedBy.Username FROM ApexClass WHERE Name = 'Foo'",
      'tooling/query'
    );
    const { records } = answer.json() as { records: Record<string, unknown>[] };
    assert.deepEqual(
      records.map(({ Name, CreatedBy }) => [Name, (CreatedBy as { Username: string }).Username]),
      [['Foo', 'hub@local-org.example']]
    );
    assert.deepEqual(Object.keys(records[0]!), ['attributes', 'Id', 'Name', 'CreatedBy']);
  });

  it('keeps rows of the platform in the org, with lookups to the org’s own rows', async () => {
    const [foo] = org.local.store.all("SELECT Id FROM ApexClass WHERE Name = 'Foo'");
    org.platform.insert('ApexCodeCoverageAggregate', {
      ApexClassOrTriggerId: String(foo![0]),
      NumLinesCovered: 1,
      NumLinesUncovered: 2,
      Coverage: '{"coveredLines":[1],"uncoveredLines":[2,3]}'
    });
    const soql = `SELECT ApexClassOrTrigger.Id, ApexClassOrTrigger.Name, Coverage FROM ApexCodeCoverageAggregate WHERE ApexClassorTriggerId IN ('${String(foo![0])}')`;
    const { records } = (await client.query(soql, 'tooling/query')).json() as { records: Record<string, unknown>[] };
    assert.deepEqual(records[0]!['Coverage'], { coveredLines: [1], uncoveredLines: [2, 3] });
    assert.equal((records[0]!['ApexClassOrTrigger'] as { Name: string }).Name, 'Foo');
  });

  it('refuses a query on what does not exist in the words of the platform', async () => {
    const answer = await client.query('SELECT Id FROM Nope__c', 'tooling/query');
    assert.equal(answer.status, 400);
    assert.match(answer.text, /"errorCode":"INVALID_TYPE"/);
  });

  it('caused no failure of its own', () => assert.deepEqual(api.errors, []));
});
