/** `npm run org -- app`: the app it registers lets a client in, and nothing is registered where it cannot work. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { AppStore } from '../../api/oauth/apps.ts';
import { TestApi } from '../../api/tests/fixture.ts';
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

  it('refuses what is no callback', () => {
    assert.throws(() => readAppOptions(['--callback', 'nope'], api.server.orgs.folder), /takes an address, not "nope"/);
  });
});
