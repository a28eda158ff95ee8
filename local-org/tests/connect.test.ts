/** `npm run connect` against the local org's OAuth server: the whole way, and each way it can go wrong. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { TestApi } from '../api/tests/fixture.ts';
import { AppStore } from '../api/oauth/apps.ts';
import type { AppPolicies } from '../api/oauth/apps.ts';
import type { HostedOrg } from '../api/orgs/hosted-org.ts';
import { beginAttempt, codeOfPaste } from '../../scripts/connect/authorisation.ts';
import { connect } from '../../scripts/connect/connect.ts';
import type { ConnectResult } from '../../scripts/connect/connect.ts';
import { ConnectError } from '../../scripts/connect/errors.ts';
import { appGuide, risks } from '../../scripts/connect/guide.ts';
import { loginUrl } from '../../scripts/connect/login-url.ts';
import { USAGE, parseOptions } from '../../scripts/connect/options.ts';
import type { ConnectOptions } from '../../scripts/connect/options.ts';
import { exchangeCode } from '../../scripts/connect/tokens.ts';

const CALLBACK = 'http://localhost:41718/oauth/callback';

describe('npm run connect', () => {
  let api: TestApi;
  let org: HostedOrg;
  let apps: AppStore;
  let said: string[];
  let opened = 0;
  let noKeychain: ConnectError | null = null;
  const kept = new Map<string, string>();

  before(async () => {
    api = await TestApi.start();
    org = await api.createOrg();
    apps = new AppStore(api.server.orgs.database);
  });
  after(() => api.close());

  function createApp(policies: Partial<AppPolicies> = {}): { consumerKey: string; consumerSecret: string } {
    return apps.create({
      name: 'Elements Connector',
      organizationId: org.facts.id,
      callbacks: [CALLBACK, `${api.server.url}/services/oauth2/success`],
      scopes: ['refresh_token', 'offline_access', 'api'],
      isPkceRequired: true,
      ipRelaxation: 'Bypass',
      trustedAddresses: [],
      ...policies
    });
  }

  function options(
    app: { consumerKey: string; consumerSecret: string },
    more: Partial<ConnectOptions> = {}
  ): ConnectOptions {
    return {
      loginUrl: api.server.url,
      clientId: app.consumerKey,
      clientSecret: app.consumerSecret,
      callback: CALLBACK,
      pkce: true,
      scopes: ['api', 'refresh_token'],
      paste: false,
      compatible: false,
      open: true,
      guide: false,
      printToken: false,
      json: false,
      minutes: 1,
      ...more
    };
  }

  /** What a browser does on the page: sends the form, and follows to where it is sent. Gives the last address. */
  async function approve(url: string, decision = 'allow'): Promise<string> {
    const shown = await fetch(url, { redirect: 'manual' });
    if (shown.status === 302) return shown.headers.get('location')!;
    const html = await shown.text();
    if (shown.status !== 200) throw new Error(html.replace(/<[^>]+>/g, ' '));
    const form = new URLSearchParams({ decision });
    for (const [, name, value] of html.matchAll(/name="(\w+)" value="([^"]*)">/g))
      if (name !== 'decision')
        form.set(
          name!,
          value!.replace(/&#(\d+);/g, (_, sign) => String.fromCharCode(Number(sign)))
        );
    form.set('user', /<option value="(\w+)"/.exec(html)![1]!);
    const answer = await fetch(`${api.server.url}/services/oauth2/authorize`, {
      method: 'POST',
      body: form,
      redirect: 'manual'
    });
    return answer.headers.get('location')!;
  }

  /** Runs the command; the page is handled by `browse`, which may return what the admin pastes. */
  function run(chosen: ConnectOptions, browse: (url: string) => Promise<string | void>): Promise<ConnectResult> {
    said = [];
    opened = 0;
    let pasted: Promise<string | void> = Promise.resolve();
    return connect(chosen, {
      dialogue: {
        say: (line) => {
          said.push(line);
        },
        ask: async () => String((await pasted) ?? ''),
        askSecret: () => Promise.resolve('')
      },
      openPage: (url) => {
        opened++;
        pasted = browse(url);
        // A refusal of the page is shown in the browser; the command goes on waiting.
        return pasted.then(
          () => undefined,
          () => undefined
        );
      },
      tokens: {
        check: () => (noKeychain === null ? Promise.resolve() : Promise.reject(noKeychain)),
        keep: (identity, token) => {
          kept.set(identity, token);
          return Promise.resolve();
        }
      },
      signal: new AbortController().signal
    });
  }

  const comeBack = async (url: string): Promise<void> => {
    await fetch(await approve(url));
  };

  async function refused(
    chosen: ConnectOptions,
    browse: (url: string) => Promise<string | void>
  ): Promise<ConnectError> {
    const error: unknown = await run(chosen, browse).then(
      () => new Error('it was not refused'),
      (caught: unknown) => caught
    );
    assert.ok(error instanceof ConnectError, String(error));
    assert.ok(error.fix.length > 10, 'says what to do');
    return error;
  }

  it('comes back to this machine with PKCE, proves the token and keeps it', async () => {
    const app = createApp();
    const result = await run(options(app), comeBack);
    assert.equal(result.kept, 'keychain');
    assert.equal(result.refreshToken, undefined);
    assert.match(kept.get(result.identity)!, /^5Aep/);
    assert.deepEqual(result.scopes, ['api', 'refresh_token']);
    assert.deepEqual(
      result.access.map(({ object, refusal }) => [object, refusal]),
      ['UserLicense', 'PermissionSetLicense', 'PackageLicense', 'Profile', 'User'].map((object) => [object, null])
    );
    const [users] = org.local.store.all('SELECT COUNT(*) FROM User')[0]!;
    assert.equal(result.access.find(({ object }) => object === 'User')!.rows, users);
    // What the settings of the connector ask for.
    assert.deepEqual(said.slice(-2), [`  Client ID  ${app.consumerKey}`, `  Login URL  ${api.server.url}`]);
    assert.ok(!said.join('\n').includes(kept.get(result.identity)!), 'the token is not shown');
  });

  it("takes a pasted address, with the settings of the connector's own guide, and names the risks", async () => {
    const callback = `${api.server.url}/services/oauth2/success`;
    const app = createApp({ isPkceRequired: false, scopes: ['refresh_token', 'offline_access', 'full', 'api'] });
    const result = await run(
      options(app, { callback, paste: true, compatible: true, pkce: false, scopes: [], printToken: true }),
      (url) => approve(url)
    );
    assert.equal(result.kept, 'printed');
    assert.match(result.refreshToken!, /^5Aep/);
    assert.match(said.join('\n'), /Mind: Without PKCE/);
    assert.match(said.join('\n'), /Mind: The scope "full"/);
  });

  for (const [what, change] of [
    ['the code alone', (code: string) => code],
    ['the code with its end encoded', (code: string) => code.replaceAll('=', '%3D')],
    ['what stands after code=', (code: string) => `code=${encodeURIComponent(code)}&state=x`]
  ] as const) {
    it(`takes ${what}`, async () => {
      const callback = `${api.server.url}/services/oauth2/success`;
      const result = await run(options(createApp(), { callback, paste: true }), async (url) =>
        change(new URL(await approve(url)).searchParams.get('code')!)
      );
      assert.equal(result.kept, 'keychain');
    });
  }

  /** The pages of real orgs ask for a login first, so that some refusals come with the exchange only. */
  async function exchangeRefused(change: { clientId?: string; callback?: string }): Promise<ConnectError> {
    const { consumerKey, consumerSecret } = createApp();
    const client = {
      loginUrl: api.server.url,
      clientId: consumerKey,
      clientSecret: consumerSecret,
      callback: CALLBACK
    };
    const attempt = beginAttempt({ ...client, scopes: [], pkce: true });
    const code = codeOfPaste(await approve(attempt.url), attempt);
    const error: unknown = await exchangeCode({ ...client, ...change }, code, attempt.verifier).catch(
      (it: unknown) => it
    );
    assert.ok(error instanceof ConnectError, String(error));
    return error;
  }

  it('says that the consumer key is wrong, before a page is opened and at the exchange', async () => {
    const app = createApp();
    const wrong = { ...app, consumerKey: `${app.consumerKey}x` };
    for (const error of [await refused(options(wrong), comeBack), await exchangeRefused({ clientId: 'x' })]) {
      assert.equal(error.code, 'invalid_client_id');
      assert.match(error.message, /client identifier invalid/);
      assert.match(error.fix, /--sandbox/);
    }
    assert.equal(opened, 0);
  });

  it('says that the consumer secret is wrong, and never shows it', async () => {
    const error = await refused(options({ ...createApp(), consumerSecret: 'WRONG-SECRET' }), comeBack);
    assert.match(error.message, /secret is wrong/);
    assert.ok(!`${error.message}${error.fix}${said.join('')}`.includes('WRONG-SECRET'));
  });

  it('says that the code has expired or was used', async () => {
    const app = createApp();
    const callback = `${api.server.url}/services/oauth2/success`;
    const error = await refused(options(app, { callback, paste: true }), () => Promise.resolve('aPrxused'));
    assert.match(error.message, /expired or was used/);
  });

  it('says which callback to register', async () => {
    const other = 'http://localhost:41719/oauth/callback';
    const before = await refused(options(createApp(), { callback: other }), comeBack);
    for (const error of [before, await exchangeRefused({ callback: other })]) {
      assert.equal(error.code, 'redirect_uri_mismatch');
      assert.ok(error.fix.includes(other), error.fix);
    }
    assert.equal(opened, 0);
  });

  it('says that the address is restricted', async () => {
    const error = await refused(options(createApp({ ipRelaxation: 'Enforce' })), comeBack);
    assert.match(error.message, /address it came from/);
    assert.match(error.fix, /Trusted IP Ranges/);
    const trusted = createApp({ ipRelaxation: 'Enforce', trustedAddresses: ['127.0.0.1'] });
    assert.equal((await run(options(trusted), comeBack)).kept, 'keychain');
  });

  it('says which scope is missing', async () => {
    const onlyApi = createApp({ scopes: ['api'] });
    assert.equal((await refused(options(onlyApi), comeBack)).code, 'invalid_scope');
    assert.equal(opened, 0);
    const error = await refused(options(onlyApi, { scopes: ['api'] }), comeBack);
    assert.equal(error.code, 'no_refresh_token');
    assert.match(error.fix, /offline_access/);
  });

  it('says that the app asks for PKCE', async () => {
    const error = await refused(options(createApp(), { pkce: false }), comeBack);
    assert.match(error.message, /PKCE/);
    assert.match(error.fix, /--no-pkce/);
  });

  it('says that access was denied', async () => {
    const error = await refused(options(createApp()), async (url) => {
      await fetch(await approve(url, 'deny'));
    });
    assert.equal(error.code, 'access_denied');
  });

  it('does not take an answer to another request', async () => {
    const error = await refused(options(createApp()), async () => {
      await fetch(`${CALLBACK}?code=aPrxforged&state=other`);
    });
    assert.equal(error.code, 'state');
    const pasted = await refused(options(createApp(), { paste: true }), () =>
      Promise.resolve(`${CALLBACK}?code=aPrxforged&state=other`)
    );
    assert.equal(pasted.code, 'state');
  });

  it('says what to do when nobody comes back, multi-factor authentication included', async () => {
    const error = await refused(options(createApp(), { minutes: 0.002 }), () => Promise.resolve());
    assert.equal(error.code, 'timeout');
    assert.match(error.fix, /multi-factor/);
  });

  it('asks nobody to log in when the token could not be kept', async () => {
    noKeychain = new ConnectError('keychain', 'There is no keychain.', 'Start again with --print-token');
    try {
      const error = await refused(options(createApp()), comeBack);
      assert.deepEqual([error.code, opened], ['keychain', 0]);
      assert.equal((await run(options(createApp(), { printToken: true }), comeBack)).kept, 'printed');
    } finally {
      noKeychain = null;
    }
  });

  it('says that the server cannot be reached', async () => {
    const error = await refused(options(createApp(), { loginUrl: 'http://127.0.0.1:9', paste: true }), () =>
      Promise.resolve('aPrxcode')
    );
    assert.equal(error.code, 'unreachable');
  });
});

describe('options of npm run connect', () => {
  const parse = (args: string[], env: NodeJS.ProcessEnv = {}): ConnectOptions => parseOptions(args, env)!;

  it('have PKCE, few scopes and the callback on this machine unless told otherwise', () => {
    const usual = parse([]);
    assert.equal(usual.loginUrl, 'https://login.salesforce.com');
    assert.equal(usual.pkce, true);
    assert.equal(usual.paste, false);
    assert.deepEqual(usual.scopes, ['api', 'refresh_token']);
    assert.equal(parse(['--sandbox']).loginUrl, 'https://test.salesforce.com');
    assert.equal(parse([], { ELEMENTS_CONNECT_CLIENT_SECRET: ' s ' }).clientSecret, 's');
    assert.equal(parseOptions(['--help'], {}), null);
    assert.ok(!USAGE.includes('--client-secret'), 'a secret is never an argument');
  });

  it("can be those of the connector's own guide", () => {
    const compatible = parse(['--compatible']);
    assert.equal(compatible.callback, 'https://login.salesforce.com/services/oauth2/success');
    assert.equal(compatible.pkce, false);
    assert.equal(compatible.paste, true);
  });

  it('refuse what cannot be', () => {
    for (const args of [
      ['--sandbox', '--my-domain', 'acme.my.salesforce.com'],
      ['--callback', 'http://elsewhere.example/x'],
      ['--callback', 'nothing'],
      ['--timeout', '0'],
      ['--client-secret', 'x']
    ]) {
      assert.throws(() => parse(args), ConnectError, args.join(' '));
    }
  });

  it('take only addresses of Salesforce', () => {
    assert.equal(loginUrl('acme.my.salesforce.com'), 'https://acme.my.salesforce.com');
    assert.equal(loginUrl('https://acme.lightning.force.com/one'), 'https://acme.my.salesforce.com');
    assert.equal(loginUrl('http://127.0.0.1:8080'), 'http://127.0.0.1:8080');
    for (const address of [
      'https://salesforce.com.evil.example',
      'http://login.salesforce.com',
      'https://evilsalesforce.com',
      'ftp://login.salesforce.com',
      '::'
    ]) {
      assert.throws(() => loginUrl(address), ConnectError, address);
    }
  });

  it('decide the exact values of the guide', () => {
    const text = (args: string[]): string =>
      appGuide(parse(args))
        .flatMap(({ title, lines }) => [title, ...lines])
        .join('\n');
    assert.match(
      text(['--my-domain', 'acme.my.salesforce.com']),
      /https:\/\/acme\.lightning\.force\.com\/lightning\/setup/
    );
    assert.match(text([]), /Leave "Require Proof Key/);
    assert.match(text(['--compatible']), /Untick "Require Proof Key/);
    assert.match(text(['--compatible']), /Full access \(full\)/);
    assert.match(text(['--callback', 'https://me.example/cb']), /Callback URL: https:\/\/me\.example\/cb/);
    assert.deepEqual(risks(parse([])), []);
    assert.equal(risks(parse(['--compatible'])).length, 3);
  });
});
