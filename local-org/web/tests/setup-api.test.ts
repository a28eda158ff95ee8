import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { LocalOrg } from '../../jobs/local-org.ts';
import { FIXTURE_PROJECT } from '../../jobs/tests/fixture.ts';
import { GROUPS, WORDS } from '../browser/modules/local/setup/words.ts';
import type { SetupAnswer } from '../setup-api.ts';
import { startWebServer } from '../server.ts';
import type { WebServer } from '../server.ts';

let org: LocalOrg;
let server: WebServer;

before(async () => {
  org = await LocalOrg.open({ projects: [FIXTURE_PROJECT], databaseFile: ':memory:', engineStopped: true });
  server = await startWebServer({ port: 0, org, site: { title: 'Setup', folders: [] } });
});
after(async () => {
  await server.close();
  await org.close();
});

async function send(method: string, path: string, body?: unknown, origin = server.url) {
  const response = await fetch(`${server.url}/setup/${path}`, {
    method,
    headers: { origin, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  });
  return { status: response.status, body: (await response.json()) as SetupAnswer & { readonly message?: string } };
}

test('shows the state, its choices and its presets', async () => {
  const { status, body } = await send('GET', 'state');
  assert.equal(status, 200);
  assert.equal(body.switches.edition, 'Developer Edition');
  assert.ok(body.choices.edition.includes('Team Edition'));
  assert.ok(body.presets.some(({ name }) => name === 'ready-org'));
});

test('has words for every switch, and none for what is no switch', async () => {
  const { body } = await send('GET', 'state');
  assert.deepEqual(Object.keys(WORDS).sort(), Object.keys(body.switches).sort());
  const labels = Object.values(WORDS).map(({ label }) => label);
  assert.equal(new Set(labels).size, labels.length, 'no two switches are called the same');
  const grouped = GROUPS.flatMap(({ switches }) => switches);
  assert.deepEqual([...grouped].sort(), Object.keys(WORDS).sort(), 'each is in one part of Setup');
});

test('changes switches, takes presets, refreshes the sandbox', async () => {
  assert.equal((await send('POST', 'state', { lockSessionsToIp: true })).body.switches.lockSessionsToIp, true);
  assert.equal((await send('POST', 'presets/ready-org', {})).body.switches.lockSessionsToIp, false);
  const before = org.setup.state().organizationId;
  assert.notEqual((await send('POST', 'refresh-sandbox', {})).body.organizationId, before);
});

for (const [what, method, path, body, status] of [
  ['wrong values', 'POST', 'state', { edition: 'Gold' }, 400],
  ['unknown presets', 'POST', 'presets/nothing', {}, 400],
  ['unknown addresses', 'POST', 'elsewhere', {}, 404],
  ['changes by GET', 'GET', 'refresh-sandbox', undefined, 405]
] as const) {
  test(`refuses ${what}`, async () => {
    const answer = await send(method, path, body);
    assert.equal(answer.status, status);
    assert.ok(answer.body.message);
  });
}

test('refuses changes that another site sends', async () => {
  assert.equal((await send('POST', 'state', { sandbox: true }, 'https://evil.example.com')).status, 403);
});
