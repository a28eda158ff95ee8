/** The real CLI logs in with a key, as scripts that nobody watches do. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { HostedOrg } from '../../api/orgs/hosted-org.ts';
import { selfSigned } from '../../api/tests/certificate.ts';
import { TestApi } from '../../api/tests/fixture.ts';
import { readAppOptions, registerApp } from '../../cli/app-command.ts';
import { writeState } from '../../cli/server-state.ts';
import type { Terminal } from '../../cli/terminal.ts';
import { SfCli } from './sf-cli.ts';

describe('sf: login with a key', () => {
  let api: TestApi;
  let org: HostedOrg;
  let sf: SfCli;
  let clientId: string;

  before(async () => {
    api = await TestApi.start();
    org = await api.createOrg();
    sf = new SfCli(api.folder, api.folder);
    selfSigned(api.folder, 'app');
    // As npm run org -- app registers it.
    const { folder } = api.server.orgs;
    writeState(folder, { pid: process.pid, url: api.server.url, startedAt: Date.now() });
    let said = '';
    const terminal = { line: (text: string) => (said += text) } as unknown as Terminal;
    const args = ['--json', '--certificate', 'app.crt', '--state', folder];
    await registerApp(terminal, readAppOptions(args, api.folder));
    clientId = (JSON.parse(said) as { consumerKey: string }).consumerKey;
  });
  after(() => api.close());

  const login = (keyFile: string): string[] => [
    ...['org', 'login', 'jwt', '--username', org.facts.identity.username, '--jwt-key-file', `${api.folder}/${keyFile}`],
    ...['--client-id', clientId, '--instance-url', api.server.url, '--alias', 'release']
  ];

  it('is refused with the key of another certificate', async () => {
    selfSigned(api.folder, 'other');
    assert.match((await sf.failure(login('other.key'))).message, /invalid assertion/);
  });

  it('works with its own, and the org can be asked', async () => {
    const done = await sf.result<{ orgId: string }>(login('app.key'));
    assert.equal(done.orgId, org.facts.id);
    const asked = await sf.result<{ totalSize: number }>([
      'data',
      'query',
      '-o',
      'release',
      '-q',
      'SELECT Id FROM Organization'
    ]);
    assert.equal(asked.totalSize, 1);
  });
});
