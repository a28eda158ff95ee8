/** `npm run org -- start | stop | status | reset`: one server for a folder, whatever became of the one before. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { projectRoot } from '../bootstrap.mjs';
import { logIn, resetServer, serverStatus, startServer, stopServer } from '../server-command.ts';
import { readServerOptions } from '../server-options.ts';
import { isAlive, writeState } from '../server-state.ts';
import { Terminal } from '../terminal.ts';

interface Status {
  readonly running: boolean;
  readonly pid: number | null;
  readonly url: string | null;
  readonly orgs: readonly { readonly id: string; readonly kind: string }[];
}

describe('npm run org -- start, stop, status, reset', () => {
  const folder = mkdtempSync(join(tmpdir(), 'local-org-server-'));
  const state = join(folder, 'state');
  after(async () => {
    await run(stopServer);
    rmSync(folder, { recursive: true });
  });

  async function run(command: typeof startServer, ...args: string[]): Promise<{ code: number; said: string }> {
    let said = '';
    const terminal = new Terminal();
    terminal.line = (text) => (said += `${text}\n`);
    const code = await command(terminal, readServerOptions([...args, '--state', state], folder));
    return { code, said };
  }

  async function status(): Promise<Status> {
    const { code, said } = await run(serverStatus, '--json');
    const read = JSON.parse(said) as Status;
    assert.equal(code, read.running ? 0 : 1);
    return read;
  }

  const start = (...args: string[]): ReturnType<typeof run> => run(startServer, '--port', '0', ...args);

  /** Names that the administrator finds over the API. */
  async function queried(soql: string): Promise<string> {
    const { accessToken, instanceUrl } = JSON.parse((await run(logIn, '--json')).said) as Record<string, string>;
    const answer = await fetch(`${instanceUrl}/services/data/v65.0/query?q=${encodeURIComponent(soql)}`, {
      headers: { authorization: `Bearer ${accessToken}` }
    });
    const text = await answer.text();
    assert.equal(answer.status, 200, text);
    const { records } = JSON.parse(text) as { records: { Name: string }[] };
    return records.map(({ Name }) => Name).join();
  }

  /** What `sf org open` opens. */
  async function frontDoor(): Promise<string> {
    const { accessToken, instanceUrl } = JSON.parse((await run(logIn, '--json')).said) as Record<string, string>;
    const answer = await fetch(`${instanceUrl}/services/oauth2/singleaccess`, {
      headers: { authorization: `Bearer ${accessToken}` }
    });
    return ((await answer.json()) as { frontdoor_uri: string }).frontdoor_uri;
  }

  async function ended(pid: number): Promise<void> {
    for (let waited = 0; isAlive(pid); waited += 50) {
      assert.ok(waited < 20_000, 'the server has not ended');
      await wait(50);
    }
  }

  it('has nothing to stop, to show or to remove before the first start', async () => {
    assert.deepEqual(await status(), { running: false, pid: null, url: null, orgs: [] });
    assert.deepEqual(await run(stopServer), { code: 0, said: 'The local org does not run.\n' });
    assert.deepEqual(await run(resetServer), { code: 0, said: 'There is no org to remove.\n' });
    await assert.rejects(run(logIn), /does not run; start it with npm run org -- start/);
  });

  it('says when the port is taken, and leaves no server behind', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    try {
      await assert.rejects(
        run(startServer, '--port', String(port)),
        new RegExp(`port ${port} is in use; choose another`)
      );
    } finally {
      other.close();
    }
    assert.equal((await status()).running, false);
  });

  let first: Status;

  it('starts a server with a Dev Hub in the background; a second start finds it', async () => {
    assert.match((await start()).said, /^Local org {2}http:\/\/127\.0\.0\.1:\d+ \(process \d+\)\nOrg .*Dev Hub/);
    first = await status();
    assert.deepEqual([first.running, first.orgs.map(({ kind }) => kind)], [true, ['devHub']]);
    const again = await start();
    assert.deepEqual(again, { code: 0, said: `The local org runs already at ${first.url} (process ${first.pid}).\n` });
    const session = JSON.parse((await run(logIn, '--json')).said) as { accessToken: string };
    const answer = await fetch(`${first.url}/services/data/v65.0/sobjects/Account`, {
      method: 'POST',
      headers: { authorization: `Bearer ${session.accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ Name: 'Kept' })
    });
    assert.equal(answer.status, 201);
  });

  it('starts again after a server that was killed, with what was in it', async () => {
    process.kill(first.pid!, 'SIGKILL');
    await ended(first.pid!);
    assert.deepEqual(await status(), { ...first, running: false, pid: null, url: null });
    await assert.rejects(start('--samples'), /there is an org already, which keeps what is deployed in it/);
    await start();
    const now = await status();
    assert.ok(now.running && now.pid !== first.pid);
    assert.deepEqual(now.orgs, first.orgs);
    assert.equal(await queried('SELECT Name FROM Account'), 'Kept');
  });

  it('is reset while it runs: the server ends, its orgs go, and what it has not made stays', async () => {
    const { pid } = await status();
    writeFileSync(join(state, 'mine.txt'), "not the server's");
    const { said } = await run(resetServer);
    assert.equal(said, 'The local org has stopped. What is in it stays.\nAll orgs are gone.\n');
    await ended(pid!);
    assert.deepEqual(await status(), { running: false, pid: null, url: null, orgs: [] });
    assert.ok(existsSync(join(state, 'mine.txt')) && !existsSync(join(state, 'orgs')));
  });

  it('starts with the samples, whose fields a client of the administrator may read', async () => {
    await start('--samples');
    assert.equal(
      await queried("SELECT Name FROM Airport__c WHERE IATA_Code__c = 'LHR' AND Country__r.UN_Member__c = true"),
      'London Heathrow Airport'
    );
    const opened = await fetch(await frontDoor());
    assert.equal(opened.status, 501);
    assert.match(
      await opened.text(),
      /not supported by the local org: opening an org that has no Lightning application/
    );
    await run(resetServer);
  });

  it('takes no other process for its server', async () => {
    // The number of a server that has ended may belong to anybody: here to this very process.
    writeState(state, { pid: process.pid, url: first.url!, startedAt: 0 });
    assert.equal((await status()).running, false);
    assert.deepEqual(await run(stopServer), { code: 0, said: 'The local org does not run.\n' });
    assert.ok(isAlive(process.pid));
  });

  it('refuses options that make no sense', () => {
    for (const [args, refusal] of [
      [['--port', '65536'], /--port takes a whole number from 0 to 65535/],
      [['--project', 'nowhere'], /nowhere holds no sfdx-project\.json/],
      [['--host', 'api.example.com'], /--host takes NAME=URL/],
      [['--prot', '1'], /Unknown option '--prot'/]
    ] as const)
      assert.throws(() => readServerOptions(args, projectRoot), refusal);
  });
});
