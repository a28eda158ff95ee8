import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { ConsoleSite } from '../build/console.ts';
import { MAX_BODY_BYTES } from '../request-guards.ts';
import { PortInUseError, startWebServer } from '../server.ts';
import type { WebServer } from '../server.ts';
import { fakeOrg, fakeUser } from './fake-org.ts';

interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

describe('web server', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'web-server-'));
  let prepared = 0;
  const site: ConsoleSite = {
    title: 'A & B',
    prepareSandbox: () => {
      prepared++;
      return Promise.resolve();
    },
    folders: [{ prefix: '/app/', folder: path.join(folder, 'app'), immutable: false }]
  };
  const calls: unknown[] = [];
  const failures: unknown[] = [];
  let server: WebServer;

  before(async () => {
    mkdirSync(path.join(folder, 'app'));
    writeFileSync(path.join(folder, 'app/main.js'), 'export {};');
    writeFileSync(path.join(folder, 'secret.js'), 'secret');
    writeFileSync(path.join(folder, 'app/notes.txt'), 'no content type');
    const apex = {
      'Echo.params': (params: unknown) => (calls.push(params), params),
      'Echo.nothing': () => undefined,
      'Echo.fails': () => {
        throw new Error('No access');
      }
    };
    const org = fakeOrg(apex, { ...fakeUser, name: '</script><b>' });
    server = await startWebServer({ port: 0, org, site, onError: (error) => failures.push(error) });
  });
  after(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  function send(method: string, target: string, headers: Record<string, string> = {}, body = ''): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port: server.port, method, path: target, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
      });
      sent.on('error', reject).end(body);
    });
  }
  const sameOrigin = (): Record<string, string> => ({ origin: server.url, 'content-type': 'application/json' });
  const aura = (name: string, body = '{}', headers = sameOrigin()): Promise<Answer> =>
    send('POST', `/aura/${name}`, headers, body);

  it('serves the page at / and at the address of every tab, for nobody to frame', async () => {
    for (const address of ['/', '/lightning/n/Elements_Connect']) {
      const page = await send('GET', address);
      assert.equal(page.status, 200);
      assert.match(page.body, /<title>A &amp; B<\/title>/);
      assert.match(String(page.headers['content-security-policy']), /frame-ancestors 'none'/);
    }
  });

  it('writes the user into the page without letting a value end the script', async () => {
    const { body } = await send('GET', '/');
    assert.ok(!body.includes('</script><b>'));
    const json = /type="application\/json">(.*)<\/script>/.exec(body)?.[1] ?? '';
    assert.equal((JSON.parse(json) as { user: { name: string } }).user.name, '</script><b>');
  });

  it('serves the page inside Lightning Web Security when asked, and lets only that page evaluate', async () => {
    const plain = await send('GET', '/lightning/n/Elements_Connect');
    assert.match(plain.body, /src="\/app\/main\.js"/);
    assert.doesNotMatch(String(plain.headers['content-security-policy']), /unsafe-eval/);
    assert.equal(prepared, 0);
    const sandboxed = await send('GET', '/lightning/n/Elements_Connect?lws=1');
    assert.match(sandboxed.body, /src="\/app\/main-lws\.js"/);
    assert.match(String(sandboxed.headers['content-security-policy']), /script-src 'self' 'unsafe-eval'/);
    assert.equal(prepared, 1);
  });

  it('calls Apex with the parameters and answers with its value', async () => {
    const answer = await aura('Echo.params', '{"runId":"a0","recordTypeId":null}');
    assert.equal(answer.status, 200);
    assert.deepEqual(JSON.parse(answer.body), { runId: 'a0', recordTypeId: null });
    assert.deepEqual(calls.at(-1), { runId: 'a0', recordTypeId: null });
    assert.equal((await aura('Echo.nothing')).body, 'null');
  });

  it("answers an Apex error in the platform's shape", async () => {
    const answer = await aura('Echo.fails');
    assert.equal(answer.status, 500);
    assert.deepEqual(JSON.parse(answer.body), {
      exceptionType: 'System.AuraHandledException',
      isUserDefinedException: false,
      message: 'No access',
      stackTrace: ''
    });
  });

  it('reports failures of the org itself to whoever runs the server', async () => {
    assert.equal((await aura('Missing.method')).status, 500);
    assert.match(String(failures.at(-1)), /no Missing\.method/);
  });

  it('refuses other hosts, which is how a rebound domain name would come in', async () => {
    for (const host of ['evil.example', `evil.example:${server.port}`, 'localhost:1']) {
      assert.equal((await send('GET', '/', { host })).status, 421, host);
    }
    assert.equal((await send('GET', '/', { host: `LOCALHOST:${server.port}` })).status, 200);
  });

  it('refuses Apex calls that another origin could make', async () => {
    const count = calls.length;
    const foreign = { ...sameOrigin(), origin: 'https://evil.example' };
    assert.equal((await aura('Echo.params', '{}', foreign)).status, 403);
    assert.equal((await aura('Echo.params', '{}', { 'content-type': 'application/json' })).status, 403);
    assert.equal((await aura('Echo.params', '{}', { ...sameOrigin(), 'sec-fetch-site': 'cross-site' })).status, 403);
    assert.equal((await aura('Echo.params', '{}', { ...sameOrigin(), 'content-type': 'text/plain' })).status, 415);
    assert.equal((await send('GET', '/aura/Echo.params', sameOrigin())).status, 405);
    assert.equal(calls.length, count);
  });

  it('refuses bodies that are too long, not JSON or not an object', async () => {
    assert.equal((await aura('Echo.params', `"${'x'.repeat(MAX_BODY_BYTES)}"`)).status, 413);
    assert.equal((await aura('Echo.params', '{')).status, 400);
    for (const body of ['[]', 'null', '1']) assert.equal((await aura('Echo.params', body)).status, 400, body);
  });

  it('refuses names that are not <Class>.<method>', async () => {
    for (const name of ['Echo', 'Echo.params.x.y', 'Echo.params%2F..', 'Echo.1x']) {
      assert.equal((await aura(name)).status, 404, name);
    }
  });

  it('serves files of its folders and nothing else', async () => {
    const file = await send('GET', '/app/main.js');
    assert.deepEqual([file.status, file.body], [200, 'export {};']);
    assert.equal((await send('HEAD', '/app/main.js')).body, '');
    const outside = [
      '/app/../secret.js',
      '/app/%2e%2e/secret.js',
      '/app/..%2fsecret.js',
      `/app/${encodeURIComponent(path.join(folder, 'secret.js'))}`
    ];
    for (const target of [
      ...outside,
      '/app/none.js',
      '/app/',
      '/app/notes.txt',
      '/app/%00.js',
      '/app/%zz.js',
      '/other.js'
    ]) {
      const answer = await send('GET', target);
      assert.equal(answer.status, 404, target);
      assert.ok(!answer.body.includes('no content type'), target);
    }
    assert.equal((await send('DELETE', '/app/main.js')).status, 405);
  });

  it('says what to do when the port is taken', async () => {
    await assert.rejects(startWebServer({ port: server.port, org: fakeOrg({}), site }), (error) => {
      assert.ok(error instanceof PortInUseError);
      assert.equal(error.message, `port ${server.port} is in use; choose another with --port`);
      return true;
    });
  });
});
