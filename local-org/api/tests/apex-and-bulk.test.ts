import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { HostedOrg } from '../orgs/hosted-org.ts';
import { TestApi, TestClient } from './fixture.ts';
import type { Answer } from './fixture.ts';

const DATA = '/services/data/v65.0';

describe('Apex, bulk and links over the API', () => {
  let api: TestApi;
  let org: HostedOrg;
  let client: TestClient;

  before(async () => {
    api = await TestApi.start();
    org = await api.createOrg();
    client = new TestClient(api, org);
  });
  after(() => api.close());

  const soap = (body: string, token: string | null = client.token): Promise<Answer> =>
    api.send('POST', '/services/Soap/s/65.0', {
      headers: { 'content-type': 'text/xml' },
      body: `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/">${
        token === null
          ? ''
          : `<e:Header><c:SessionHeader xmlns:c="x"><c:sessionId>${token}</c:sessionId></c:SessionHeader></e:Header>`
      }<e:Body>${body}</e:Body></e:Envelope>`
    });
  const anonymous = (code: string): Promise<Answer> =>
    soap(
      `<executeAnonymous xmlns="http://soap.sforce.com/2006/08/apex"><apexcode>${code}</apexcode></executeAnonymous>`
    );

  it('tells what anonymous Apex came to', async () => {
    assert.match(
      (await anonymous('Integer i = nope;')).text,
      /<compiled>false<\/compiled>.*<line>1<\/line><success>false/s
    );
    const thrown = await anonymous('Integer i = 1 / 0;');
    assert.match(thrown.text, /<exceptionMessage>System\.MathException: Divide by 0<\/exceptionMessage>/);
    const good = await anonymous('System.debug(&apos;a &amp; &lt;b&gt;&apos;);');
    assert.match(good.text, /<debugLog>[\s\S]*a &amp; &lt;b&gt;[\s\S]*<success>true<\/success>/);
  });

  it('answers wrong envelopes with a fault', async () => {
    const cases: [Promise<Answer>, RegExp][] = [
      [soap('<executeAnonymous/>', null), /INVALID_SESSION_ID/],
      [soap('<executeAnonymous/>', 'x'), /INVALID_SESSION_ID/],
      [soap('<compileAndTest/>'), /not supported by the local org: the SOAP operation compileAndTest/],
      [soap(''), /There is no operation/],
      [soap('<a>'), /XML_PARSER_ERROR/],
      [
        api.send('POST', '/services/Soap/s/65.0', { body: '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>' }),
        /Document types are not allowed/
      ]
    ];
    for (const [sent, expected] of cases) {
      const answer = await sent;
      assert.equal(answer.status, 500);
      assert.match(answer.text, /<faultcode>/);
      assert.match(answer.text, expected);
    }
  });

  async function ingest(facts: object, csv: string): Promise<{ id: string; answer: Answer }> {
    const created = await client.send('POST', `${DATA}/jobs/ingest`, facts);
    const { id } = created.json() as { id: string };
    const answer = await api.send('PUT', `${DATA}/jobs/ingest/${id}/batches`, {
      headers: { authorization: `Bearer ${client.token}`, 'content-type': 'text/csv' },
      body: csv
    });
    return { id, answer };
  }

  it('saves the good rows of a bulk job and says what is wrong with the others', async () => {
    const { id } = await ingest(
      { object: 'Account', operation: 'insert' },
      'Name,NumberOfEmployees\n"A, ""B""",1\n,2\nC,many\n'
    );
    const open = (await client.get(`${DATA}/jobs/ingest/${id}`)).json() as { state: string };
    assert.equal(open.state, 'Open');
    const closed = await client.send('PATCH', `${DATA}/jobs/ingest/${id}`, { state: 'UploadComplete' });
    const job = closed.json() as { state: string; numberRecordsProcessed: number; numberRecordsFailed: number };
    assert.deepEqual([job.state, job.numberRecordsProcessed, job.numberRecordsFailed], ['JobComplete', 3, 2]);
    assert.deepEqual(org.local.store.all('SELECT Name, NumberOfEmployees FROM Account'), [['A, "B"', 1]]);
    const failed = await client.get(`${DATA}/jobs/ingest/${id}/failedResults`);
    assert.match(failed.text, /"REQUIRED_FIELD_MISSING:Required fields are missing: \[Name\]:Name --","","2"/);
    assert.match(failed.text, /JSON_PARSER_ERROR/);
    const good = await client.get(`${DATA}/jobs/ingest/${id}/successfulResults`);
    assert.match(good.text, /"sf__Id","sf__Created","Name","NumberOfEmployees"\n"001\w{15}","true","A, ""B""","1"\n$/);
    assert.equal((await client.send('PATCH', `${DATA}/jobs/ingest/${id}`, { state: 'UploadComplete' })).status, 400);
  });

  it('refuses bulk jobs that make no sense', async () => {
    for (const facts of [
      {},
      { object: 'Account', operation: 'merge' },
      { object: 'Account', operation: 'upsert' },
      { object: 'Account', operation: 'insert', lineEnding: 'CR' }
    ])
      assert.equal((await client.send('POST', `${DATA}/jobs/ingest`, facts)).status, 400, JSON.stringify(facts));
    assert.equal(
      (await client.send('POST', `${DATA}/jobs/ingest`, { object: 'Account', operation: 'hardDelete' })).status,
      501
    );
    const { answer } = await ingest({ object: 'Account', operation: 'insert' }, 'Name\n"unclosed');
    assert.equal(answer.status, 400);
    assert.equal((await client.get(`${DATA}/jobs/ingest/750000000000001AAA`)).status, 404);
    const other = new TestClient(api, await api.createOrg());
    const { id } = await ingest({ object: 'Account', operation: 'insert' }, 'Name\nA\n');
    assert.equal((await other.get(`${DATA}/jobs/ingest/${id}`)).status, 404);
    assert.equal(
      (
        await client.send('POST', `${DATA}/jobs/query`, {
          operation: 'query',
          query: 'SELECT Id, (SELECT Id FROM Contacts) FROM Account'
        })
      ).status,
      400
    );
  });

  it('refuses tests that there are not', async () => {
    for (const body of [
      {},
      { tests: [] },
      { tests: [{ className: 'Nope' }] },
      { tests: ['x'] },
      { classNames: 'Nope' }
    ]) {
      const answer = await client.send('POST', `${DATA}/tooling/runTestsAsynchronous`, body);
      assert.equal(answer.status, 400, JSON.stringify(body));
    }
  });

  it('opens a link once, and only for a page of the console', async () => {
    const { frontdoor_uri: link } = (
      await client.get('/services/oauth2/singleaccess?redirect_uri=//evil.example')
    ).json() as { frontdoor_uri: string };
    const path = link.slice(api.server.url.length);
    // This server has no console to lead to.
    assert.equal((await api.send('GET', path)).status, 501);
    assert.equal((await api.send('GET', path)).status, 401);
    assert.equal((await api.send('GET', '/secur/frontdoor.jsp')).status, 401);
  });

  it('exchanges nothing that it has not issued', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    for (const body of [
      '',
      'grant_type=password',
      'grant_type=authorization_code&code=x',
      'grant_type=refresh_token&refresh_token=x&client_id=y'
    ]) {
      const answer = await api.send('POST', '/services/oauth2/token', { headers: form, body });
      assert.deepEqual(
        [answer.status, Object.keys(answer.json() as object)],
        [400, ['error', 'error_description']],
        body
      );
    }
  });

  it('shakes hands over streaming, and serves no channel', async () => {
    const send = async (messages: unknown): Promise<unknown[]> =>
      (await client.send('POST', '/cometd/65.0', messages)).json() as unknown[];
    assert.equal(((await send([{ channel: '/meta/handshake' }]))[0] as { successful: boolean }).successful, true);
    const [refused] = (await send([{ channel: '/meta/subscribe', subscription: '/x' }])) as { successful: boolean }[];
    assert.equal(refused!.successful, false);
  });

  it('caused no failure of its own', () => assert.deepEqual(api.errors, []));
});
