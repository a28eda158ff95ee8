/** What outlives the server, and what ends with it. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { OrgRegistry } from '../orgs/registry.ts';
import { startApiServer } from '../server.ts';
import type { ApiServer } from '../server.ts';
import { DEV_HUB } from './fixture.ts';

const DATA = '/services/data/v65.0';
const CONSOLE = 'http://127.0.0.1:1';

describe('a server that is started again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'local-org-restart-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const start = (): Promise<ApiServer> =>
    startApiServer({
      port: 0,
      orgs: () => new OrgRegistry({ folder, hosts: {}, onError: (error) => assert.fail(String(error)) }),
      consoleUrl: () => Promise.resolve(CONSOLE)
    });

  const call = async (server: ApiServer, path: string, token: string, body?: object): Promise<Response> =>
    fetch(server.url + path, {
      redirect: 'manual',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) })
    });

  const queryAll = async (server: ApiServer, token: string): Promise<string> => {
    const answer = await call(server, `${DATA}/query?q=SELECT+Id+FROM+Account`, token);
    return ((await answer.json()) as { nextRecordsUrl: string }).nextRecordsUrl;
  };

  it('keeps records and sessions; cursors and bulk jobs end with an error of Salesforce', async () => {
    const first = await start();
    const org = await first.orgs.create(DEV_HUB);
    const token = first.orgs.newSession(org.facts);
    await org.local.executeAnonymous(
      "List<Account> all = new List<Account>(); for (Integer i = 0; i < 2001; i++) all.add(new Account(Name = 'A' + i)); insert all;"
    );
    const before = await queryAll(first, token);
    const job = { operation: 'query', query: 'SELECT Id FROM Account' };
    const { id } = (await (await call(first, `${DATA}/jobs/query`, token, job)).json()) as { id: string };
    assert.equal((await call(first, `${DATA}/jobs/query/${id}`, token)).status, 200);
    await first.close();

    const second = await start();
    try {
      const now = await queryAll(second, token);
      assert.notEqual(now, before);
      assert.equal((await call(second, now, token)).status, 200);
      const ended = (await (await call(second, before, token)).json()) as { errorCode: string }[];
      assert.equal(ended[0]?.errorCode, 'INVALID_QUERY_LOCATOR');
      await call(second, `${DATA}/jobs/query`, token, job);
      const limits = (await (await call(second, `${DATA}/limits`, token)).json()) as Record<
        string,
        { Remaining: number }
      >;
      assert.equal(limits['DailyApiRequests']?.Remaining, 15_000 - 8, 'the calls to the first server count as well');
      const gone = await call(second, `${DATA}/jobs/query/${id}`, token);
      assert.deepEqual(
        [gone.status, ((await gone.json()) as { errorCode: string }[])[0]?.errorCode],
        [404, 'NOT_FOUND']
      );
    } finally {
      await second.close();
    }
  });

  it('opens the console by a link that works once, and leads nowhere else', async () => {
    const server = await start();
    try {
      const token = server.orgs.newSession(server.orgs.list()[0]!);
      const open = async (page: string): Promise<Response> => {
        const asked = `/services/oauth2/singleaccess?redirect_uri=${encodeURIComponent(page)}`;
        const { frontdoor_uri: link } = (await (await call(server, asked, token)).json()) as { frontdoor_uri: string };
        const opened = await fetch(link, { redirect: 'manual' });
        assert.equal((await fetch(link, { redirect: 'manual' })).status, 401);
        return opened;
      };
      const opened = await open('/lightning/n/Elements');
      assert.deepEqual([opened.status, opened.headers.get('location')], [302, `${CONSOLE}/lightning/n/Elements`]);
      assert.equal((await open('https://example.com/')).headers.get('location'), `${CONSOLE}/`);
    } finally {
      await server.close();
    }
  });
});
