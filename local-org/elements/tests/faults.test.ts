import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { startElementsEndpoint } from '../endpoint.ts';
import type { ElementsEndpoint } from '../endpoint.ts';
import { FaultPlanError, parseFaultPlan } from '../fault-plan.ts';
import { CURRENT, FOREIGN, objectMessage, PING, post } from './signed-requests.ts';

describe('faults on demand', () => {
  let endpoint: ElementsEndpoint;
  let ids = 0;
  before(async () => {
    endpoint = await startElementsEndpoint({ port: 0, secrets: [CURRENT], faults: {} });
  });
  after(() => endpoint.close());
  beforeEach(() => plan({}));

  const plan = async (value: unknown): Promise<Response> =>
    fetch(`${endpoint.url}/faults`, { method: 'PUT', body: JSON.stringify(value) });
  const send = (id: string): Promise<{ status: number; code: string }> =>
    post(endpoint, { id, body: objectMessage('A') });
  const isStored = (id: string): boolean => endpoint.messages().some((message) => message.id === id);
  const nextId = (): string => `msg_fault_${++ids}`;

  it('answers a status so many times, stores nothing, then all is well', async () => {
    await plan({ faults: [{ kind: 'status', status: 503, times: 2 }] });
    const id = nextId();
    assert.equal((await send(id)).status, 503);
    assert.equal((await send(id)).status, 503);
    assert.equal(isStored(id), false);
    assert.equal((await send(id)).status, 201);
  });

  it('asks for patience', async () => {
    await plan({ faults: [{ kind: 'status', status: 429, retryAfter: '7' }] });
    const response = await fetch(`${endpoint.url}/connect/v1/messages`, { method: 'POST', body: '{}' });
    assert.equal(response.headers.get('retry-after'), '7');
  });

  it('never answers', async () => {
    await plan({ faults: [{ kind: 'timeout' }] });
    const signal = AbortSignal.timeout(200);
    await assert.rejects(fetch(`${endpoint.url}/connect/v1/messages`, { method: 'POST', body: '{}', signal }), {
      name: 'TimeoutError'
    });
  });

  for (const [kind, stored] of [
    ['reset', false],
    ['drop', true],
    ['truncate', true]
  ] as const) {
    it(`breaks the connection: ${kind}${stored ? ', after the message is stored' : ''}`, async () => {
      await plan({ faults: [{ kind }] });
      const id = nextId();
      await assert.rejects(send(id));
      assert.equal(isStored(id), stored);
      assert.equal((await send(id)).status, stored ? 409 : 201);
    });
  }

  it('answers slowly', async () => {
    await plan({ faults: [{ kind: 'slow', seconds: 1 }] });
    const started = performance.now();
    assert.equal((await send(nextId())).status, 201);
    assert.ok(performance.now() - started > 900);
  });

  it('handles a request twice and stores it once', async () => {
    await plan({ faults: [{ kind: 'duplicate' }] });
    const id = nextId();
    assert.deepEqual(await send(id), { status: 409, code: 'already_stored' });
    assert.equal(endpoint.messages().filter((message) => message.id === id).length, 1);
  });

  it('gives the answer of the request before', async () => {
    const id = nextId();
    await send(id);
    await send(id);
    await plan({ faults: [{ kind: 'previous answer' }] });
    assert.deepEqual(await send(nextId()), { status: 409, code: 'already_stored' });
  });

  for (const clockSkewSeconds of [-400, 400]) {
    it(`refuses what its clock, ${clockSkewSeconds} seconds ahead, does not allow, and says what time it is`, async () => {
      await plan({ clockSkewSeconds });
      assert.deepEqual(await send(nextId()), { status: 401, code: 'bad_signature' });
      await plan({});
      assert.equal((await send(nextId())).status, 201);
    });
  }

  it('accepts other secrets', async () => {
    await plan({ secrets: [FOREIGN] });
    assert.equal((await send(nextId())).status, 401);
    const path = '/connect/v1/ping';
    assert.equal((await post(endpoint, { path, id: 'ping_1', body: PING, secret: FOREIGN })).status, 200);
  });

  it('shows the plan without its secrets, and clears it', async () => {
    await plan({ faults: [{ kind: 'reset', times: 3 }], secrets: [FOREIGN] });
    const shown = await (await fetch(`${endpoint.url}/faults`)).text();
    assert.deepEqual(JSON.parse(shown), { faults: [{ kind: 'reset', times: 3 }], clockSkewSeconds: 0, secrets: 1 });
    await fetch(`${endpoint.url}/faults`, { method: 'DELETE' });
    assert.equal((await send(nextId())).status, 201);
  });

  it('refuses what is no plan, and keeps the present one', async () => {
    const response = await plan({ faults: [{ kind: 'explode' }] });
    assert.equal(response.status, 400);
    assert.match(await response.text(), /faults\[0\]\.kind must be one of/);
    assert.equal((await send(nextId())).status, 201);
  });

  it('is off by default', async () => {
    const sound = await startElementsEndpoint({ port: 0, secrets: [CURRENT] });
    try {
      assert.equal((await fetch(`${sound.url}/faults`)).status, 404);
      assert.equal((await fetch(`${sound.url}/faults`, { method: 'PUT', body: '{}' })).status, 404);
    } finally {
      await sound.close();
    }
  });
});

describe('a fault plan', () => {
  for (const [text, expected] of [
    ['{', /not JSON/],
    ['[]', /must be an object/],
    ['{"fault":[]}', /no member fault/],
    ['{"faults":{}}', /must be a list/],
    ['{"faults":[{"kind":"status"}]}', /status must be a whole number from 200 to 599/],
    ['{"faults":[{"kind":"slow","seconds":0}]}', /seconds must be/],
    ['{"faults":[{"kind":"reset","times":0}]}', /times must be/],
    ['{"faults":[{"kind":"status","status":500,"retryAfter":5}]}', /retryAfter must be a text/],
    ['{"clockSkewSeconds":"1"}', /clockSkewSeconds must be a number/],
    ['{"secrets":"whsec_x"}', /secrets must be a list/]
  ] as const) {
    it(`is not ${text}`, () => {
      assert.throws(
        () => parseFaultPlan(text),
        (error) => error instanceof FaultPlanError && expected.test(error.message)
      );
    });
  }
});
