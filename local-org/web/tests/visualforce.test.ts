import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startWebServer } from '../server.ts';
import type { WebServer } from '../server.ts';
import { fakeOrg } from './fake-org.ts';

let server: WebServer;
const calls: unknown[] = [];

before(async () => {
  const org = {
    ...fakeOrg({}),
    visualforce: (name: string, viewState: string | null, action: string | null) => {
      calls.push([name, viewState, action]);
      return Promise.resolve(
        name === 'Known'
          ? ({ ok: true, title: '<b>', body: '<form method="post">x</form>', viewState: 'state & more' } as const)
          : ({ ok: false, status: 404, message: `Page ${name} does not exist` } as const)
      );
    }
  };
  server = await startWebServer({ port: 0, org, site: { title: 'Pages', folders: [] } });
});
after(() => server.close());

function post(fields: Readonly<Record<string, string>>, origin = server.url): Promise<Response> {
  return fetch(`${server.url}/apex/Known`, { method: 'POST', headers: { origin }, body: new URLSearchParams(fields) });
}

async function stateOfPage(): Promise<string> {
  const html = await (await fetch(`${server.url}/apex/Known`)).text();
  return /name="com\.salesforce\.visualforce\.ViewState" value="([^"]+)"/.exec(html)![1]!;
}

test('shows a page with its state in the form, nothing from elsewhere, and its title as text', async () => {
  const response = await fetch(`${server.url}/apex/Known`);
  const html = await response.text();
  assert.equal(response.status, 200);
  assert.match(html, /<title>&#60;b&#62;<\/title>/);
  assert.match(response.headers.get('content-security-policy')!, /default-src 'none'.*form-action 'self'/);
  assert.deepEqual(calls.at(-1), ['Known', null, null]);
});

test('gives state and action back to the org', async () => {
  const response = await post({ 'com.salesforce.visualforce.ViewState': await stateOfPage(), action: 'read' });
  assert.equal(response.status, 200);
  assert.deepEqual(calls.at(-1), ['Known', 'state & more', 'read']);
});

test('refuses a state that it did not give, other sites, and pages that do not exist', async () => {
  const before = calls.length;
  const forged = `${Buffer.from('forged').toString('base64url')}.${'A'.repeat(43)}`;
  assert.equal((await post({ 'com.salesforce.visualforce.ViewState': forged })).status, 400);
  assert.equal((await post({ action: 'read' }, 'https://evil.example.com')).status, 403);
  assert.equal(calls.length, before);
  assert.equal((await fetch(`${server.url}/apex/Unknown`)).status, 404);
  assert.equal((await fetch(`${server.url}/apex/a%2Fb`)).status, 404);
});
