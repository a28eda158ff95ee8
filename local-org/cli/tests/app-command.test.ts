/** `npm run org -- app`: the app it registers lets a client in, and nothing is registered where it cannot work. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { AppStore } from '../../api/oauth/apps.ts';
import { selfSigned } from '../../api/tests/certificate.ts';
import { TestApi } from '../../api/tests/fixture.ts';
import { ADMIN_USER_ID } from '../../store/index.ts';
import { readAppOptions, registerApp } from '../app-command.ts';
import { forgetState, writeState } from '../server-state.ts';
import type { Terminal } from '../terminal.ts';

describe('npm run org -- app', () => {
  let api: TestApi;
  let organizationId: string;
  before(async () => {
    api = await TestApi.start();
    organizationId = (await api.createOrg()).facts.id;
  });
  after(() => api.close());

  const run = async (...args: string[]): Promise<string> => {
    const lines: string[] = [];
    const terminal = { line: (text: string) => lines.push(text) } as unknown as Terminal;
    await registerApp(terminal, readAppOptions([...args, '--state', api.server.orgs.folder], api.server.orgs.folder));
    return lines.join('\n');
  };

  it('says that the server must run', async () => {
    forgetState(api.server.orgs.folder);
    await assert.rejects(run(), /start it with npm run org -- start/);
  });

  it('registers an app of the org, with PKCE unless compatible', async () => {
    writeState(api.server.orgs.folder, { pid: process.pid, url: api.server.url, startedAt: Date.now() });
    const made = JSON.parse(await run('--json', '--name', 'Mine')) as Record<'consumerKey' | 'consumerSecret', string>;
    const apps = new AppStore(api.server.orgs.database);
    assert.ok(apps.hasSecret(made.consumerKey, made.consumerSecret));
    const app = apps.find(made.consumerKey)!;
    assert.deepEqual([app.name, app.isPkceRequired, app.scopes.includes('full')], ['Mine', true, false]);
    assert.ok(api.server.orgs.find(app.organizationId) !== null);
    const compatible = /--compatible --client-id (\S+)/.exec(await run('--compatible', '--org', organizationId));
    const other = apps.find(compatible![1]!)!;
    assert.deepEqual(
      [other.organizationId, other.isPkceRequired, other.scopes.includes('full')],
      [organizationId, false, true]
    );
    await assert.rejects(run('--org', 'nobody'), /there is no org nobody/);
  });

  it('registers an app that logs in as the administrator with the key of a certificate', async () => {
    const { certificate } = selfSigned(api.folder, 'app');
    const said = await run('--certificate', join(api.folder, 'app.crt'));
    const [, key, username] = /^sf org login jwt --client-id (\S+) .*--username (\S+)/m.exec(said)!;
    assert.equal(username, api.server.orgs.find(organizationId)!.identity.username);
    const app = new AppStore(api.server.orgs.database).find(key!)!;
    assert.deepEqual([app.certificate, app.preauthorizedUsers], [certificate, [ADMIN_USER_ID]]);
  });

  for (const [what, option, text, refusal] of [
    ['what is no callback', '--callback', null, /takes an address, not "nope"/],
    ['a certificate that is not there', '--certificate', null, /no such file/],
    ['what is no certificate', '--certificate', 'nonsense', /nope is no X\.509 certificate in PEM format/]
  ] as const) {
    it(`refuses ${what}`, () => {
      if (text !== null) writeFileSync(join(api.folder, 'nope'), text);
      assert.throws(() => readAppOptions([option, 'nope'], api.folder), refusal);
    });
  }
});
