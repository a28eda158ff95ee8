import assert from 'node:assert/strict';
import { sign } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { ADMIN_USER_ID } from '../../store/index.ts';
import { AppStore } from '../oauth/apps.ts';
import type { AppPolicies } from '../oauth/apps.ts';
import { GrantStore } from '../oauth/grants.ts';
import { JWT_BEARER } from '../oauth/jwt-bearer.ts';
import type { HostedOrg } from '../orgs/hosted-org.ts';
import { selfSigned } from './certificate.ts';
import type { KeyAndCertificate } from './certificate.ts';
import { TestApi } from './fixture.ts';

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('JWT bearer flow', () => {
  let api: TestApi;
  let org: HostedOrg;
  let pair: KeyAndCertificate;
  let clientId: string;

  before(async () => {
    api = await TestApi.start();
    org = await api.createOrg();
    pair = selfSigned(api.folder, 'app');
    clientId = createApp({ preauthorizedUsers: [ADMIN_USER_ID] });
  });
  after(() => api.close());

  function createApp(policies: Partial<AppPolicies>): string {
    return new AppStore(api.server.orgs.database).create({
      name: 'Release',
      organizationId: org.facts.id,
      callbacks: [],
      scopes: ['api', 'refresh_token'],
      isPkceRequired: true,
      ipRelaxation: 'Bypass',
      trustedAddresses: [],
      certificate: pair.certificate,
      ...policies
    }).consumerKey;
  }

  function claims(more: object = {}): object {
    const exp = Math.floor(Date.now() / 1000) + 180;
    return { iss: clientId, sub: org.facts.identity.username, aud: 'https://login.salesforce.com', exp, ...more };
  }

  function signed(payload: object, key = pair.key, header: object = { alg: 'RS256' }): string {
    const content = `${encoded(header)}.${encoded(payload)}`;
    return `${content}.${sign('RSA-SHA256', Buffer.from(content), key).toString('base64url')}`;
  }

  async function ask(assertion: string): Promise<Readonly<Record<string, string>>> {
    const body = new URLSearchParams({ grant_type: JWT_BEARER, assertion }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await api.send('POST', '/services/oauth2/token', { headers, body });
    const value = answer.json() as Record<string, string>;
    assert.equal(answer.status, value['error'] === undefined ? 200 : 400, answer.text);
    return value;
  }

  const refusal = async (assertion: string): Promise<string> => {
    const { error, error_description: description } = await ask(assertion);
    return `${error}: ${description}`;
  };

  it('gives a session of the named user, and no refresh token', async () => {
    const answer = await ask(signed(claims()));
    assert.equal(answer['refresh_token'], undefined);
    const headers = { authorization: `Bearer ${answer['access_token']}` };
    const who = (await api.send('GET', '/services/oauth2/userinfo', { headers })).json();
    assert.equal((who as { user_id: string }).user_id, ADMIN_USER_ID);
  });

  it('takes the address of the org for the audience', async () => {
    assert.ok((await ask(signed(claims({ aud: `${api.server.url}/` }))))['access_token']);
  });

  for (const [what, assertion, expected] of [
    ['what is no assertion', () => 'nonsense', 'invalid_grant: invalid assertion'],
    [
      'the signature of another key',
      () => signed(claims(), selfSigned(api.folder, 'other').key),
      'invalid_grant: invalid assertion'
    ],
    [
      'claims that were changed after signing',
      () => signed(claims()).replace(/\.[^.]+\./, `.${encoded(claims({ sub: 'x' }))}.`),
      'invalid_grant: invalid assertion'
    ],
    ['no algorithm', () => `${encoded({ alg: 'none' })}.${encoded(claims())}.`, 'invalid_grant: invalid assertion'],
    ['an unknown app', () => signed(claims({ iss: '3MVG9x' })), 'invalid_client_id: client identifier invalid'],
    ['another audience', () => signed(claims({ aud: 'https://example.com' })), 'invalid_grant: audience is invalid'],
    ['one that has ended', () => signed(claims({ exp: 1_000_000_000 })), 'invalid_grant: expired authorization code'],
    ['one without an end', () => signed(claims({ exp: undefined })), 'invalid_grant: expired authorization code'],
    [
      'an unknown user',
      () => signed(claims({ sub: 'nobody@example.com' })),
      "invalid_grant: user hasn't approved this consumer"
    ],
    [
      'an app without a certificate',
      () => signed(claims({ iss: createApp({ certificate: undefined as never }) })),
      'invalid_grant: invalid assertion'
    ],
    [
      'a user whom no administrator let in',
      () => signed(claims({ iss: createApp({ preauthorizedUsers: [] }) })),
      'invalid_app_access: user is not admin approved to access this app'
    ],
    [
      'an address that the app does not trust',
      () => signed(claims({ iss: createApp({ preauthorizedUsers: [ADMIN_USER_ID], ipRelaxation: 'Enforce' }) })),
      'invalid_grant: ip restricted or invalid login hours'
    ]
  ] as const) {
    it(`refuses ${what}`, async () => assert.equal(await refusal(assertion()), expected));
  }

  it('without an administrator it needs an approval of the user that lasts', async () => {
    const iss = createApp({});
    assert.equal(await refusal(signed(claims({ iss }))), "invalid_grant: user hasn't approved this consumer");
    new GrantStore(api.server.orgs.database).issue({
      kind: 'refresh',
      organizationId: org.facts.id,
      userId: ADMIN_USER_ID,
      clientId: iss,
      redirectUri: null,
      codeChallenge: null
    });
    assert.ok((await ask(signed(claims({ iss }))))['access_token']);
  });
});
