/** `npm run connect` with a person at a browser: the page of the local org, the choice of the user, Allow. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { AppStore } from '../local-org/api/oauth/apps.ts';
import type { AppPolicies } from '../local-org/api/oauth/apps.ts';
import type { HostedOrg } from '../local-org/api/orgs/hosted-org.ts';
import { TestApi } from '../local-org/api/tests/fixture.ts';
import { connect } from '../scripts/connect/connect.ts';
import type { ConnectResult } from '../scripts/connect/connect.ts';
import type { ConnectError } from '../scripts/connect/errors.ts';
import { accessibilityProblems } from './accessibility.ts';
import { findChromium, launchChromium } from './chromium.ts';

const executablePath = findChromium();
const SKIPPED = 'no Chromium or Chrome found: install one or name it in CHROMIUM';
const CALLBACK = 'http://localhost:41719/oauth/callback';

describe('npm run connect in a browser', { skip: executablePath ? false : SKIPPED }, () => {
  let api: TestApi;
  let org: HostedOrg;
  let browser: Browser;

  before(async () => {
    api = await TestApi.start();
    org = await api.createOrg();
    browser = await launchChromium(executablePath!);
  });
  after(async () => {
    await browser?.close();
    await api?.close();
  });

  interface Outcome {
    readonly result: ConnectResult;
    readonly kept: ReadonlyMap<string, string>;
    readonly said: readonly string[];
    readonly page: Page;
  }

  /** Runs the command with a new app; `person` acts on the page that it opens, and may give back what to paste. */
  async function run(
    person: (page: Page) => Promise<string | undefined>,
    policies: Partial<AppPolicies> = {},
    compatible = false
  ): Promise<Outcome> {
    const callback = compatible ? `${api.server.url}/services/oauth2/success` : CALLBACK;
    const { consumerKey, consumerSecret } = new AppStore(api.server.orgs.database).create({
      name: 'Subscription Connector',
      organizationId: org.facts.id,
      callbacks: [callback],
      scopes: ['refresh_token', 'api'],
      isPkceRequired: !compatible,
      ipRelaxation: 'Bypass',
      trustedAddresses: [],
      ...policies
    });
    const page = await browser.newPage();
    page.setDefaultTimeout(60_000);
    const kept = new Map<string, string>();
    const said: string[] = [];
    let acted: Promise<string | undefined> = Promise.resolve(undefined);
    const stop = new AbortController();
    const work = connect(
      {
        loginUrl: api.server.url,
        clientId: consumerKey,
        clientSecret: consumerSecret,
        callback,
        pkce: !compatible,
        scopes: compatible ? [] : ['api', 'refresh_token'],
        paste: compatible,
        compatible,
        open: true,
        guide: false,
        printToken: false,
        json: false,
        minutes: 5
      },
      {
        dialogue: {
          say: (line) => {
            said.push(line);
          },
          ask: async () => (await acted) ?? '',
          askSecret: () => Promise.resolve('')
        },
        openPage: async (url) => {
          await page.goto(url);
          acted = person(page);
          // What goes wrong with the person ends the command, too.
          acted.catch((error: unknown) => {
            stop.abort(error);
          });
        },
        tokens: {
          check: () => Promise.resolve(),
          keep: (identity, token) => {
            kept.set(identity, token);
            return Promise.resolve();
          }
        },
        signal: stop.signal
      }
    );
    try {
      return { result: await work, kept, said, page };
    } finally {
      // The page may still be showing how it ended; and what went wrong with the person is the reason.
      await acted;
    }
  }

  const allow = async (page: Page): Promise<void> => {
    await page.getByLabel('Log in as').selectOption({ label: org.facts.identity.username });
    await page.getByRole('button', { name: 'Allow' }).press('Enter');
  };

  it('comes back by itself with a token that works', async () => {
    const { result, kept, said, page } = await run(async (shown) => {
      await shown.getByText('Subscription Connector asks for: api, refresh_token').waitFor();
      assert.deepEqual(await accessibilityProblems(shown), []);
      await allow(shown);
      await shown.getByRole('heading', { name: 'Authorised' }).waitFor();
      return undefined;
    });
    assert.ok(page.url().startsWith(`${CALLBACK}?code=`), 'the browser was sent to this machine');
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.close();
    assert.equal(result.kept, 'keychain');
    const token = kept.get(result.identity)!;
    assert.ok(token.length > 20, 'a refresh token');
    assert.equal(said.filter((line) => line.includes(token)).length, 0, 'it is not shown');
    const users = result.access.find(({ object }) => object === 'User');
    const [row] = (await api.server.orgs.open(org.facts.id)).local.store.all('SELECT COUNT(*) FROM User');
    assert.equal(users?.rows, Number(row?.[0]), 'with the token, as many users are read as there are');
  });

  it('says on the page and in the terminal that it was denied', async () => {
    let seen = '';
    await assert.rejects(
      run(async (page) => {
        await page.getByRole('button', { name: 'Deny' }).press('Enter');
        await page.getByRole('heading', { name: 'Not authorised' }).waitFor();
        seen = await page.locator('body').innerText();
        return undefined;
      }),
      (error: ConnectError) => {
        assert.equal(error.code, 'access_denied');
        assert.ok(seen.includes(error.fix), `the page says what to do, too: ${seen}`);
        return true;
      }
    );
  });

  it('takes the address of the success page, pasted, with the settings of the guide', async () => {
    const { result, page } = await run(
      async (shown) => {
        await allow(shown);
        await shown.getByRole('heading', { name: 'Remote Access Application Authorization' }).waitFor();
        return shown.url();
      },
      { scopes: ['refresh_token', 'api', 'full'] },
      true
    );
    await page.close();
    assert.ok(result.scopes.includes('full'));
  });
});
