import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startElementsEndpoint } from '../endpoint.ts';
import type { ElementsEndpoint } from '../endpoint.ts';
import {
  CURRENT,
  exchange,
  FOREIGN,
  manifest,
  objectMessage,
  PING,
  post,
  PREVIOUS,
  runNumber
} from './signed-requests.ts';
import type { Send } from './signed-requests.ts';

describe('the Elements reference endpoint', () => {
  let endpoint: ElementsEndpoint;
  before(async () => {
    endpoint = await startElementsEndpoint({ port: 0, secrets: [CURRENT, PREVIOUS] });
  });
  after(() => endpoint.close());

  it('stores a signed message exactly as sent', async () => {
    const body = objectMessage('Zürich__c');
    assert.deepEqual(await post(endpoint, { id: 'msg_valid', body }), { status: 201, code: 'stored' });
    const stored = endpoint.messages().find((message) => message.id === 'msg_valid');
    assert.equal(stored?.body, body);
    assert.equal(stored?.sha256, createHash('sha256').update(body).digest('hex'));
    assert.equal(stored?.envelope.data['objectName'], 'Zürich__c');
  });

  it('accepts a message signed with either secret while one is being rotated', async () => {
    const answer = await post(endpoint, { id: 'msg_old_secret', body: objectMessage('A'), secret: PREVIOUS });
    assert.equal(answer.status, 201);
  });

  const refusals: readonly (Send & { name: string; status: number; code: string; reason: RegExp })[] = [
    {
      name: 'a forged body',
      id: 'msg_forged',
      body: objectMessage('B'),
      signedBody: objectMessage('C'),
      status: 401,
      code: 'bad_signature',
      reason: /No matching signature/
    },
    {
      name: 'a signature with a foreign secret',
      id: 'msg_foreign',
      body: objectMessage('B'),
      secret: FOREIGN,
      status: 401,
      code: 'bad_signature',
      reason: /No matching signature/
    },
    {
      name: 'an old timestamp, though rightly signed',
      id: 'msg_old',
      body: objectMessage('B'),
      at: new Date(Date.now() - 6 * 60_000),
      status: 401,
      code: 'bad_signature',
      reason: /too old/
    },
    {
      name: 'a timestamp from the future',
      id: 'msg_future',
      body: objectMessage('B'),
      at: new Date(Date.now() + 6 * 60_000),
      status: 401,
      code: 'bad_signature',
      reason: /too new/
    },
    {
      name: 'a timestamp that is not a number of seconds',
      id: 'msg_seconds',
      body: objectMessage('B'),
      headers: { 'webhook-timestamp': `${Math.floor(Date.now() / 1000)}.5` },
      status: 401,
      code: 'bad_signature',
      reason: /whole seconds/
    },
    {
      name: 'a request without a signature',
      id: 'msg_unsigned',
      body: objectMessage('B'),
      headers: { 'webhook-signature': '' },
      status: 401,
      code: 'not_signed',
      reason: /required/
    },
    {
      name: 'truncated JSON',
      id: 'msg_truncated',
      body: objectMessage('B').slice(0, -5),
      status: 400,
      code: 'bad_json',
      reason: /not JSON/
    },
    {
      name: 'another content type',
      id: 'msg_type',
      body: objectMessage('B'),
      headers: { 'content-type': 'text/plain' },
      status: 415,
      code: 'not_json',
      reason: /application\/json/
    },
    {
      name: 'a message without a type',
      id: 'msg_unknown',
      body: objectMessage('B').replace('population.object', ''),
      status: 422,
      code: 'bad_message',
      reason: /type must match pattern/
    },
    {
      name: 'an unknown version',
      id: 'msg_version',
      body: objectMessage('B').replace('"version":1', '"version":2'),
      status: 422,
      code: 'bad_message',
      reason: /version must be equal to constant \(1\)/
    },
    {
      name: 'a timestamp without an offset',
      id: 'msg_stamp',
      body: objectMessage('B').replace('.000Z', ''),
      status: 422,
      code: 'bad_message',
      reason: /timestamp must match format "date-time"/
    },
    {
      name: 'a manifest whose digest is not one',
      id: 'msg_manifest',
      body: manifest([{ id: 'x', body: 'y' }], runNumber(9)).replace(/"sha256":"../, '"sha256":"xy'),
      status: 422,
      code: 'bad_message',
      reason: /messages\.0\.sha256 must match pattern/
    },
    {
      name: 'a manifest that lists a message twice',
      id: 'msg_twice',
      body: manifest(
        ['y', 'z'].map((body) => ({ id: 'x', body })),
        runNumber(9)
      ),
      status: 422,
      code: 'bad_message',
      reason: /repeats the id x/
    },
    {
      name: 'a message without a member that the contract asks for',
      id: 'msg_without',
      body: objectMessage('B').replace('"records":0,', ''),
      status: 422,
      code: 'bad_message',
      reason: /data must have required property 'records'/
    },
    {
      name: 'a number that cannot be',
      id: 'msg_share',
      body: objectMessage('B').replace('"averageFill":null', '"averageFill":1.5'),
      status: 422,
      code: 'bad_message',
      reason: /data\.averageFill must be <= 1/
    },
    {
      name: 'a ping that is none',
      path: '/connect/v1/ping',
      id: 'ping_wrong',
      body: PING.replace('"ping"', '"pong"'),
      status: 422,
      code: 'bad_message',
      reason: /type must be equal to constant \("ping"\)/
    },
    {
      name: 'a body of 13 MB',
      id: 'msg_huge',
      body: 'x'.repeat(13 * 1024 * 1024),
      status: 413,
      code: 'body_too_large',
      reason: /at most/
    }
  ];
  for (const { name, status, code, reason, ...send } of refusals) {
    it(`refuses ${name}`, async () => {
      assert.deepEqual(await post(endpoint, send), { status, code });
      assert.equal(
        endpoint.messages().some((message) => message.id === send.id),
        false,
        'nothing is stored'
      );
      const refused = endpoint.refused().find((request) => request.id === send.id);
      assert.match(refused?.reason ?? '', reason);
    });
  }

  it('answers a replayed request with 409 and keeps one copy', async () => {
    const replayed: Send = { id: 'msg_replayed', body: objectMessage('D'), at: new Date() };
    assert.equal((await post(endpoint, replayed)).status, 201);
    assert.deepEqual(await post(endpoint, replayed), { status: 409, code: 'already_stored' });
    assert.equal(endpoint.messages().filter((message) => message.id === 'msg_replayed').length, 1);
    assert.equal(
      endpoint.refused().some((request) => request.id === 'msg_replayed'),
      false
    );
  });

  it('keeps the first body when the same id comes with another, and records the conflict', async () => {
    const first = objectMessage('E');
    await post(endpoint, { id: 'msg_conflict', body: first });
    assert.deepEqual(await post(endpoint, { id: 'msg_conflict', body: objectMessage('F') }), {
      status: 409,
      code: 'conflict'
    });
    assert.equal(endpoint.messages().find((message) => message.id === 'msg_conflict')?.body, first);
    assert.equal(endpoint.refused().find((request) => request.id === 'msg_conflict')?.code, 'conflict');
  });

  it('checks a manifest against what is stored, whatever arrives first', async () => {
    const run = runNumber(2);
    const parts = ['one', 'two'].map((name) => ({ id: `msg_${name}`, body: objectMessage(name, run) }));
    await post(endpoint, { id: 'msg_one', body: parts[0]!.body });
    await post(endpoint, { id: 'man_order', body: manifest(parts, run) });
    const early = endpoint.manifests().find((report) => report.runId === run);
    assert.equal(early?.complete, false);
    assert.deepEqual(early?.entries, [
      { id: 'msg_one', state: 'stored' },
      { id: 'msg_two', state: 'missing' }
    ]);
    await post(endpoint, { id: 'msg_two', body: parts[1]!.body });
    assert.equal(endpoint.manifests().find((report) => report.runId === run)?.complete, true);
  });

  it('reports a digest that differs and a message the manifest does not list', async () => {
    const run = runNumber(3);
    await post(endpoint, { id: 'msg_differs', body: objectMessage('one', run) });
    await post(endpoint, { id: 'msg_extra', body: objectMessage('two', run) });
    await post(endpoint, { id: 'man_differs', body: manifest([{ id: 'msg_differs', body: 'another body' }], run) });
    const report = endpoint.manifests().find((candidate) => candidate.runId === run);
    assert.deepEqual(report, {
      runId: run,
      complete: false,
      missingParts: [],
      entries: [{ id: 'msg_differs', state: 'digest mismatch' }],
      unlisted: ['msg_extra']
    });
  });

  it('waits for all manifests of a run', async () => {
    const run = runNumber(4);
    const body = objectMessage('one', run);
    await post(endpoint, { id: 'msg_parts', body });
    await post(endpoint, { id: 'man_2', body: manifest([{ id: 'msg_parts', body }], run, { part: 2, isLast: true }) });
    assert.deepEqual(endpoint.manifests().find((report) => report.runId === run)?.missingParts, [1]);
    await post(endpoint, { id: 'man_1', body: manifest([], run, { part: 1, isLast: false }) });
    assert.equal(endpoint.manifests().find((report) => report.runId === run)?.complete, true);
  });

  it('stores a type that a later package adds', async () => {
    const body = objectMessage('B').replace('population.object', 'inventory.users');
    assert.equal((await post(endpoint, { id: 'msg_later', body })).status, 201);
  });

  it('shows what arrived as HTML and JSON, with everything escaped', async () => {
    await post(endpoint, { id: 'msg_html', body: objectMessage('<script>alert(1)</script>') });
    const page = await (await fetch(endpoint.url)).text();
    assert.match(page, /&lt;script&gt;alert/);
    assert.doesNotMatch(page, /<script/);
    const listed = (await (await fetch(`${endpoint.url}/messages`)).json()) as { messages: { id: string }[] };
    assert.ok(listed.messages.some((message) => message.id === 'msg_html'));
  });

  it('answers a signed ping with its time, and stores nothing', async () => {
    const stored = endpoint.messages().length;
    const { status, body } = await exchange(endpoint, { path: '/connect/v1/ping', id: 'ping_1', body: PING });
    assert.equal(status, 200);
    assert.equal(body['code'], 'pong');
    assert.ok(Math.abs(Date.parse(body['time'] as string) - Date.now()) < 5_000);
    assert.equal(endpoint.messages().length, stored);
  });

  it('refuses a ping with a foreign secret, and tells its time all the same', async () => {
    const ping: Send = { path: '/connect/v1/ping', id: 'ping_2', body: PING, secret: FOREIGN };
    const { status, body } = await exchange(endpoint, ping);
    assert.equal(status, 401);
    assert.equal(body['code'], 'bad_signature');
    assert.ok(!Number.isNaN(Date.parse(body['time'] as string)));
  });

  it('answers other addresses and methods with 404 and 405', async () => {
    assert.equal((await fetch(`${endpoint.url}/elsewhere`)).status, 404);
    assert.equal((await fetch(`${endpoint.url}/connect/v1/messages`)).status, 405);
  });
});

describe('the store file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'elements-'));
  after(() => rmSync(folder, { recursive: true }));

  it('keeps messages across a restart', async () => {
    const storeFile = join(folder, 'messages.jsonl');
    const first = await startElementsEndpoint({ port: 0, secrets: [CURRENT], storeFile });
    await post(first, { id: 'msg_kept', body: objectMessage('G') });
    await first.close();
    const second = await startElementsEndpoint({ port: 0, secrets: [CURRENT], storeFile });
    try {
      assert.deepEqual(await post(second, { id: 'msg_kept', body: objectMessage('G') }), {
        status: 409,
        code: 'already_stored'
      });
    } finally {
      await second.close();
    }
  });

  it('names the line that is not a stored message', async () => {
    const storeFile = join(folder, 'broken.jsonl');
    writeFileSync(storeFile, '{"id":1}\n');
    await assert.rejects(startElementsEndpoint({ port: 0, secrets: [CURRENT], storeFile }), /broken\.jsonl:1: not a/);
  });
});

describe('starting the endpoint', () => {
  it('needs a secret', async () => {
    await assert.rejects(startElementsEndpoint({ port: 0, secrets: [] }), /at least one secret/);
  });

  it('says when its port is taken', async () => {
    const first = await startElementsEndpoint({ port: 0, secrets: [CURRENT] });
    try {
      await assert.rejects(startElementsEndpoint({ port: Number(new URL(first.url).port), secrets: [CURRENT] }), {
        code: 'EADDRINUSE'
      });
    } finally {
      await first.close();
    }
  });
});
