import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { HostedOrg } from '../orgs/hosted-org.ts';
import { TestApi, TestClient } from './fixture.ts';

const DATA = '/services/data/v65.0';

const TRIGGER = {
  'triggers/AccountGuard.trigger': `trigger AccountGuard on Account (before insert) {
  for (Account a : Trigger.new) if (a.Name == 'Forbidden') a.addError('Not this name');
}`,
  'triggers/AccountGuard.trigger-meta.xml':
    '<?xml version="1.0" encoding="UTF-8"?><ApexTrigger xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>65.0</apiVersion><status>Active</status></ApexTrigger>'
};

describe('data over the API', () => {
  let api: TestApi;
  let org: HostedOrg;
  let client: TestClient;

  before(async () => {
    api = await TestApi.start();
    org = await api.createOrg(TRIGGER);
    client = new TestClient(api, org);
  });
  after(() => api.close());

  async function create(object: string, values: unknown): Promise<string> {
    const answer = await client.send('POST', `${DATA}/sobjects/${object}`, values);
    assert.equal(answer.status, 201, answer.text);
    return (answer.json() as { id: string }).id;
  }

  it('creates, reads, changes and deletes a record', async () => {
    const id = await create('Account', { name: 'Acme', AnnualRevenue: '12', NumberOfEmployees: '7' });
    const read = (await client.get(`${DATA}/sobjects/account/${id}`)).json() as Record<string, unknown>;
    assert.deepEqual(read['attributes'], { type: 'Account', url: `${DATA}/sobjects/Account/${id}` });
    assert.deepEqual(
      [read['Name'], read['AnnualRevenue'], read['NumberOfEmployees'], read['Phone']],
      ['Acme', 12, 7, null]
    );
    assert.match(String(read['CreatedDate']), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/);
    assert.equal((await client.send('PATCH', `${DATA}/sobjects/Account/${id}`, { Phone: '456' })).status, 204);
    const some = await client.get(`${DATA}/sobjects/Account/${id}?fields=Phone`);
    assert.equal((some.json() as { Phone: string }).Phone, '456');
    assert.equal((await client.send('DELETE', `${DATA}/sobjects/Account/${id}`)).status, 204);
    assert.equal((await client.get(`${DATA}/sobjects/Account/${id}`)).status, 404);
    const again = await client.send('DELETE', `${DATA}/sobjects/Account/${id}`);
    assert.deepEqual(
      [again.status, again.json()],
      [404, [{ errorCode: 'ENTITY_IS_DELETED', message: 'entity is deleted', fields: [] }]]
    );
  });

  it('refuses in the shape and words of the platform', async () => {
    const cases: [method: string, path: string, body: unknown, status: number, errorCode: string, fields?: string[]][] =
      [
        ['POST', 'sobjects/Account', {}, 400, 'REQUIRED_FIELD_MISSING', ['Name']],
        ['POST', 'sobjects/Account', { Name: 'x', Nope__c: 1 }, 400, 'INVALID_FIELD'],
        [
          'POST',
          'sobjects/Account',
          { Name: 'x', CreatedDate: '2020-01-01' },
          400,
          'INVALID_FIELD_FOR_INSERT_UPDATE',
          ['CreatedDate']
        ],
        ['POST', 'sobjects/Account', { Name: 'x', AnnualRevenue: 'much' }, 400, 'JSON_PARSER_ERROR'],
        ['POST', 'sobjects/Account', { Name: { first: 'x' } }, 400, 'JSON_PARSER_ERROR'],
        ['POST', 'sobjects/Account', [1], 400, 'JSON_PARSER_ERROR'],
        ['POST', 'sobjects/Account', { Name: 'Forbidden' }, 400, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', []],
        ['POST', 'sobjects/Nope__c', { Name: 'x' }, 404, 'NOT_FOUND'],
        ['POST', 'sobjects/ApexClass', { Name: 'x' }, 400, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY'],
        ['PATCH', 'sobjects/Account/001000000000001AAA', { Name: 'x' }, 404, 'NOT_FOUND'],
        ['PATCH', 'sobjects/Account/001000000000001AAA', { Id: 'x' }, 400, 'INVALID_FIELD'],
        ['GET', 'sobjects/Account/xyz', undefined, 404, 'NOT_FOUND'],
        ['GET', 'sobjects/Account/003000000000001AAA', undefined, 404, 'NOT_FOUND'],
        ['PUT', 'sobjects/Account', {}, 405, 'METHOD_NOT_ALLOWED'],
        ['GET', 'query?q=SELECT', undefined, 400, 'MALFORMED_QUERY'],
        ['GET', 'query', undefined, 400, 'MALFORMED_QUERY'],
        ['GET', 'query?q=SELECT+Id+FROM+Nope__c', undefined, 400, 'INVALID_TYPE'],
        ['GET', 'query?q=SELECT+Nope+FROM+Account', undefined, 400, 'INVALID_FIELD'],
        ['GET', 'query?q=SELECT+Id+FROM+Account+WHERE+Name=:x', undefined, 400, 'MALFORMED_QUERY'],
        ['GET', 'query?q=SELECT+Id+FROM+ApexTestRunResult', undefined, 501, 'FUNCTIONALITY_NOT_ENABLED'],
        ['GET', 'query/01g000000000001AAA-2000', undefined, 400, 'INVALID_QUERY_LOCATOR']
      ];
    for (const [method, path, body, status, errorCode, fields] of cases) {
      const answer = await client.send(method, `${DATA}/${path}`, body);
      const [error] = answer.json() as { errorCode: string; message: string; fields?: string[] }[];
      assert.deepEqual([answer.status, error!.errorCode], [status, errorCode], `${method} ${path}: ${answer.text}`);
      assert.notEqual(error!.message, '', path);
      if (fields !== undefined) assert.deepEqual(error!.fields, fields, path);
    }
    const malformed = await api.send('POST', `${DATA}/sobjects/Account`, {
      headers: { authorization: `Bearer ${client.token}`, 'content-type': 'application/json' },
      body: '{"Name": '
    });
    assert.deepEqual(
      [malformed.status, (malformed.json() as { errorCode: string }[])[0]!.errorCode],
      [400, 'JSON_PARSER_ERROR']
    );
    const text = await api.send('POST', `${DATA}/sobjects/Account`, {
      headers: { authorization: `Bearer ${client.token}`, 'content-type': 'text/plain' },
      body: '{"Name": "x"}'
    });
    assert.equal(text.status, 415);
    assert.equal(
      (await client.query("SELECT COUNT() FROM Account WHERE Name = 'x'")).text.includes('"totalSize":0'),
      true
    );
  });

  it('saves a tree all or none', async () => {
    const record = (referenceId: string, Name: string | null) => ({
      attributes: { type: 'Account', referenceId },
      Name
    });
    const failing = await client.send('POST', `${DATA}/composite/tree/Account`, {
      records: [record('A', 'Tree 1'), record('B', null)]
    });
    assert.equal(failing.status, 400);
    const failure = failing.json() as { hasErrors: boolean; results: { referenceId: string }[] };
    assert.deepEqual([failure.hasErrors, failure.results.map(({ referenceId }) => referenceId)], [true, ['B']]);
    assert.match((await client.query("SELECT COUNT() FROM Account WHERE Name LIKE 'Tree%'")).text, /"totalSize":0/);
    const good = await client.send('POST', `${DATA}/composite/tree/Account`, {
      records: [record('A', 'Tree 1'), record('B', 'Tree 2')]
    });
    const { results } = good.json() as { results: { referenceId: string; id: string }[] };
    assert.deepEqual([good.status, results.map(({ referenceId }) => referenceId)], [201, ['A', 'B']]);
    await create('Contact', { LastName: 'Smith', AccountId: results[0]!.id });
  });

  it('answers parents, children, aggregates and counts as the platform does', async () => {
    const soql =
      "SELECT id, name, Owner.Username, Parent.Name, (SELECT LastName FROM Contacts) FROM Account WHERE Name LIKE 'Tree%' ORDER BY Name";
    const answer = (await client.query(soql)).json() as {
      totalSize: number;
      done: boolean;
      records: Record<string, unknown>[];
    };
    assert.deepEqual([answer.totalSize, answer.done], [2, true]);
    const [first, second] = answer.records as [Record<string, unknown>, Record<string, unknown>];
    assert.deepEqual(Object.keys(first), ['attributes', 'Id', 'Name', 'Owner', 'Parent', 'Contacts']);
    assert.equal((first['Owner'] as { Username: string }).Username, 'hub@local-org.example');
    assert.equal(first['Parent'], null);
    assert.deepEqual(
      (first['Contacts'] as { records: { LastName: string }[] }).records.map(({ LastName }) => LastName),
      ['Smith']
    );
    assert.equal(second['Contacts'], null);
    const groups = (
      await client.query("SELECT Name, COUNT(Id) FROM Account WHERE Name LIKE 'Tree%' GROUP BY Name ORDER BY Name")
    ).json() as { records: unknown[] };
    assert.deepEqual(groups.records[0], { attributes: { type: 'AggregateResult' }, Name: 'Tree 1', expr0: 1 });
    const columns = (await client.get(`${DATA}/query?columns=true&q=${encodeURIComponent(soql)}`)).json() as {
      columnMetadata: { columnName: string; joinColumns: { columnName: string }[] }[];
    };
    assert.deepEqual(
      columns.columnMetadata.map(({ columnName, joinColumns }) => [
        columnName,
        joinColumns.map((each) => each.columnName)
      ]),
      [
        ['Id', []],
        ['Name', []],
        ['Owner', ['Username']],
        ['Parent', ['Name']],
        ['Contacts', ['LastName']]
      ]
    );
  });

  it('gives long results in batches, to their owner only', async () => {
    for (let start = 0; start < 450; start += 200) {
      const records = Array.from({ length: Math.min(200, 450 - start) }, (_, index) => ({
        attributes: { type: 'Lead', referenceId: `r${index}` },
        LastName: `Lead ${start + index}`,
        Company: 'Many'
      }));
      assert.equal((await client.send('POST', `${DATA}/composite/tree/Lead`, { records })).status, 201);
    }
    const headers = { authorization: `Bearer ${client.token}`, 'sforce-query-options': 'batchSize=200' };
    const first = (await api.send('GET', `${DATA}/query?q=SELECT+Id+FROM+Lead`, { headers })).json() as {
      totalSize: number;
      done: boolean;
      nextRecordsUrl: string;
      records: { Id: string }[];
    };
    assert.deepEqual([first.totalSize, first.done, first.records.length], [450, false, 200]);
    const ids = first.records.map(({ Id }) => Id);
    for (let url: string | undefined = first.nextRecordsUrl; url !== undefined;) {
      const next = (await client.get(url)).json() as { nextRecordsUrl?: string; records: { Id: string }[] };
      ids.push(...next.records.map(({ Id }) => Id));
      url = next.nextRecordsUrl;
    }
    assert.deepEqual([ids.length, new Set(ids).size], [450, 450]);
    const other = new TestClient(api, await api.createOrg());
    assert.equal((await other.get(first.nextRecordsUrl)).status, 400);
  });

  it('shows a user without rights nothing of an object, and hidden fields as missing', async () => {
    const profile = (
      await client.query("SELECT Id FROM Profile WHERE Name = 'Minimum Access - Salesforce'")
    ).json() as { records: { Id: string }[] };
    const id = await create('User', {
      Username: 'low@local-org.example',
      LastName: 'Low',
      Email: 'low@local-org.example',
      Alias: 'low',
      IsActive: true,
      CommunityNickname: 'low',
      ProfileId: profile.records[0]!.Id,
      TimeZoneSidKey: 'GMT',
      LocaleSidKey: 'en_US',
      EmailEncodingKey: 'UTF-8',
      LanguageLocaleKey: 'en_US'
    });
    const low = new TestClient(api, org, id);
    assert.match((await low.query('SELECT Id FROM Account')).text, /INVALID_TYPE/);
    assert.equal((await low.send('POST', `${DATA}/sobjects/Account`, { Name: 'x' })).status, 404);
    assert.equal((await low.get(`${DATA}/sobjects/Account/describe`)).status, 404);
    const all = (await low.get(`${DATA}/sobjects`)).json() as { sobjects: { name: string }[] };
    assert.equal(
      all.sobjects.some(({ name }) => name === 'Account'),
      false
    );
    assert.equal((await client.send('PATCH', `${DATA}/sobjects/User/${id}`, { IsActive: false })).status, 204);
    assert.equal((await low.get(DATA)).status, 401);
  });

  it('describes objects', async () => {
    const account = (await client.get(`${DATA}/sobjects/Account/describe`)).json() as {
      keyPrefix: string;
      fields: { name: string; type: string }[];
      childRelationships: { relationshipName: string | null }[];
    };
    assert.equal(account.keyPrefix, '001');
    assert.equal(account.fields.find(({ name }) => name === 'OwnerId')?.type, 'reference');
    assert.ok(account.childRelationships.some(({ relationshipName }) => relationshipName === 'Contacts'));
  });

  it('counts the calls of its clients, by which Apex goes too, and answers none when they are used up', async () => {
    const left = async (): Promise<number> => {
      const limits = (await client.get(`${DATA}/limits`)).json() as Record<string, { Max: number; Remaining: number }>;
      assert.equal(limits['DailyApiRequests']!.Max, 15_000);
      return limits['DailyApiRequests']!.Remaining;
    };
    const before = await left();
    assert.ok(before < 14_990, 'all that the tests above have asked');
    const request = { method: 'GET', url: `${DATA}/sobjects`, referenceId: 'a' };
    const composite = { compositeRequest: [request, { ...request, referenceId: 'b' }] };
    assert.equal((await client.send('POST', `${DATA}/composite`, composite)).status, 200);
    assert.equal((await api.send('GET', '/services/data')).status, 200);
    assert.equal(await left(), before - 2, 'a composite is one, and what needs no session is none');
    const inApex = await org.local.executeAnonymous(
      `Assert.areEqual(${15_000 - before + 2}, OrgLimits.getMap().get('DailyApiRequests').getValue());`
    );
    assert.ok(inApex.compiled && inApex.exceptionMessage === null, JSON.stringify(inApex));
    org.local.setup.change({ limitsUsed: { DailyApiRequests: 15_000 } });
    const refused = await client.get(`${DATA}/limits`);
    assert.deepEqual(
      [refused.status, refused.json()],
      [403, [{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' }]]
    );
    org.local.setup.change({ limitsUsed: {} });
    assert.equal(await left(), before - 3, 'what is refused is not counted');
  });

  it('caused no failure of its own', () => assert.deepEqual(api.errors, []));

  it('has the documents of Setup that Apex can read, and refuses other metadata', async () => {
    const risks = await client.query('SELECT Setting, RiskType FROM SecurityHealthCheckRisks', 'tooling/query');
    assert.equal((risks.json() as { size: number }).size, 2, risks.text);
    const many = await client.query('SELECT Metadata FROM Profile', 'tooling/query');
    assert.equal((many.json() as [{ errorCode: string }])[0].errorCode, 'MALFORMED_QUERY');
    const other = await client.query('SELECT Metadata FROM RecordType', 'tooling/query');
    assert.equal(other.status, 501, other.text);
    assert.match(other.text, /not supported by the local org: the field Metadata of RecordType/);
  });
});
