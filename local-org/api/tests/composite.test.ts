import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { HostedOrg } from '../orgs/hosted-org.ts';
import { TestApi, TestClient } from './fixture.ts';
import type { Answer } from './fixture.ts';

const DATA = '/services/data/v65.0';

interface CompositeAnswer {
  readonly compositeResponse: readonly {
    readonly body: unknown;
    readonly httpHeaders: Readonly<Record<string, string>>;
    readonly httpStatusCode: number;
    readonly referenceId: string;
  }[];
}

describe('several requests in one call', () => {
  let api: TestApi;
  let org: HostedOrg;
  let client: TestClient;

  before(async () => {
    api = await TestApi.start();
    org = await api.createOrg();
    client = new TestClient(api, org);
  });
  beforeEach(() => org.local.executeAnonymous('delete [SELECT Id FROM Contact]; delete [SELECT Id FROM Account];'));
  after(async () => {
    await api.close();
    assert.deepEqual(api.errors, []);
  });

  const names = (): unknown[] =>
    org.local.store.all('SELECT Name FROM Account WHERE IsDeleted = 0 ORDER BY Name').map(([name]) => name);

  async function composite(steps: readonly object[], more: object = {}): Promise<CompositeAnswer['compositeResponse']> {
    const answer = await client.send('POST', `${DATA}/composite`, { compositeRequest: steps, ...more });
    assert.equal(answer.status, 200, answer.text);
    return (answer.json() as CompositeAnswer).compositeResponse;
  }

  const create = (referenceId: string, object: string, body: object): object => ({
    method: 'POST',
    url: `${DATA}/sobjects/${object}`,
    referenceId,
    body
  });
  const query = (referenceId: string, soql: string): object => ({
    method: 'GET',
    url: `${DATA}/query/?q=${encodeURIComponent(soql).replace('%40%7Bacme.id%7D', '@{acme.id}')}`,
    referenceId
  });
  const errorCode = (answer: Answer): string => (answer.json() as [{ errorCode: string }])[0].errorCode;

  it('composite: later steps use what earlier ones gave', async () => {
    const [account, contact, found] = await composite([
      create('acme', 'Account', { Name: 'Acme' }),
      create('jo', 'Contact', { LastName: 'Of @{acme.id}', AccountId: '@{acme.id}' }),
      query('all', "SELECT LastName, Account.Name FROM Contact WHERE AccountId = '@{acme.id}'")
    ]);
    const { id } = account!.body as { id: string };
    assert.deepEqual(account!.httpHeaders, { Location: `${DATA}/sobjects/Account/${id}` });
    assert.deepEqual([account!.httpStatusCode, account!.referenceId, contact!.httpStatusCode], [201, 'acme', 201]);
    const { totalSize, records } = found!.body as { totalSize: number; records: { LastName: string }[] };
    assert.deepEqual([totalSize, records[0]?.LastName], [1, `Of ${id}`]);
  });

  it('composite: a step fails alone, and so does what refers to it', async () => {
    const [bad, dependent, good] = await composite([
      create('bad', 'Account', { Phone: '1' }),
      create('child', 'Contact', { LastName: 'X', AccountId: '@{bad.id}' }),
      create('good', 'Account', { Name: 'Good' })
    ]);
    assert.equal((bad!.body as [{ errorCode: string }])[0].errorCode, 'REQUIRED_FIELD_MISSING');
    assert.deepEqual(dependent!.body, [
      {
        errorCode: 'PROCESSING_HALTED',
        message: 'Invalid reference specified. No value for bad.id found in bad'
      }
    ]);
    assert.deepEqual(
      [bad, dependent, good].map((step) => step!.httpStatusCode),
      [400, 400, 201]
    );
    assert.deepEqual(names(), ['Good']);
  });

  it('composite: with allOrNone nothing stays of what fails', async () => {
    const steps = [query('all', 'SELECT Id FROM Account'), create('bad', 'Account', { Phone: '1' })];
    const [before, failed] = await composite(steps, { allOrNone: true });
    assert.equal((before!.body as [{ errorCode: string }])[0].errorCode, 'PROCESSING_HALTED');
    assert.equal((failed!.body as [{ errorCode: string }])[0].errorCode, 'REQUIRED_FIELD_MISSING');
    const refused = await client.send('POST', `${DATA}/composite`, {
      allOrNone: true,
      compositeRequest: [create('a', 'Account', { Name: 'A' }), create('b', 'Account', { Phone: '1' })]
    });
    assert.deepEqual([refused.status, errorCode(refused), names()], [501, 'FUNCTIONALITY_NOT_ENABLED', []]);
  });

  for (const [what, steps, code] of [
    ['26 steps', Array.from({ length: 26 }, (_, i) => create(`r${i}`, 'Account', { Name: 'A' })), 'LIMIT_EXCEEDED'],
    ['6 queries', Array.from({ length: 6 }, (_, i) => query(`r${i}`, 'SELECT Id FROM Account')), 'LIMIT_EXCEEDED'],
    ['the same reference twice', [1, 2].map(() => create('r', 'Account', { Name: 'A' })), 'INVALID_INPUT'],
    ['a reference that is no name', [create('a b', 'Account', { Name: 'A' })], 'INVALID_INPUT'],
    ['no steps', [], 'INVALID_INPUT'],
    [
      'an address elsewhere',
      [{ method: 'GET', url: '/services/oauth2/userinfo', referenceId: 'a' }],
      'FUNCTIONALITY_NOT_ENABLED'
    ]
  ] as const) {
    it(`composite: refuses ${what}`, async () => {
      const answer = await client.send('POST', `${DATA}/composite`, { compositeRequest: steps });
      assert.deepEqual([errorCode(answer), names()], [code, []]);
    });
  }

  it('batch: each for itself, or to the first that fails', async () => {
    const batchRequests = [
      { method: 'POST', url: 'v65.0/sobjects/Account', richInput: { Name: 'First' } },
      { method: 'GET', url: 'v65.0/sobjects/Nothing/describe' },
      { method: 'POST', url: 'v65.0/sobjects/Account', richInput: { Name: 'Second' } }
    ];
    const send = async (haltOnError: boolean): Promise<{ hasErrors: boolean; statuses: number[] }> => {
      const answer = await client.send('POST', `${DATA}/composite/batch`, { batchRequests, haltOnError });
      const { hasErrors, results } = answer.json() as { hasErrors: boolean; results: { statusCode: number }[] };
      return { hasErrors, statuses: results.map(({ statusCode }) => statusCode) };
    };
    assert.deepEqual(await send(true), { hasErrors: true, statuses: [201, 404, 412] });
    assert.deepEqual(names(), ['First']);
    assert.deepEqual(await send(false), { hasErrors: true, statuses: [201, 404, 201] });
    assert.deepEqual(names(), ['First', 'First', 'Second']);
  });

  it('collections: saves records of several objects, and deletes them', async () => {
    const record = (type: string, values: object): object => ({ attributes: { type }, ...values });
    const made = await client.send('POST', `${DATA}/composite/sobjects`, {
      records: [record('Account', { Name: 'A' }), record('Account', {}), record('Contact', { LastName: 'C' })]
    });
    const results = made.json() as { id?: string; success: boolean; errors: { statusCode: string }[] }[];
    assert.deepEqual(
      results.map(({ success }) => success),
      [true, false, true]
    );
    assert.equal(results[1]!.errors[0]!.statusCode, 'REQUIRED_FIELD_MISSING');
    const changed = await client.send('PATCH', `${DATA}/composite/sobjects`, {
      records: [record('Account', { Id: results[0]!.id, Name: 'B' })]
    });
    assert.deepEqual(changed.json(), [{ id: results[0]!.id, success: true, errors: [] }]);
    const gone = await client.send(
      'DELETE',
      `${DATA}/composite/sobjects?ids=${results[0]!.id},${results[2]!.id}&allOrNone=true`
    );
    assert.deepEqual(
      (gone.json() as { success: boolean }[]).map(({ success }) => success),
      [true, true]
    );
    assert.deepEqual(names(), []);
  });

  it('collections: with allOrNone one error undoes all', async () => {
    const answer = await client.send('POST', `${DATA}/composite/sobjects`, {
      allOrNone: true,
      records: [{ Name: 'A' }, { Phone: '1' }].map((values) => ({ attributes: { type: 'Account' }, ...values }))
    });
    const codes = (answer.json() as { errors: { statusCode: string }[] }[]).map(({ errors }) => errors[0]?.statusCode);
    assert.deepEqual(codes, ['ALL_OR_NONE_OPERATION_ROLLED_BACK', 'REQUIRED_FIELD_MISSING']);
    assert.deepEqual(names(), []);
  });
});
