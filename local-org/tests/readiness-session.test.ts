import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ReadinessOrg } from './readiness-org.ts';
import type { ExpectedFinding } from './readiness-org.ts';
import type { SetupSwitches } from '../jobs/setup/switches.ts';

/** The addresses of the region EU, which the package holds as custom metadata. */
const EU = ['54.74.113.50', '54.228.164.25', '63.33.178.248'];
/** The org's own servers call from here. */
const OWN = '192.0.2.10';
const one = (address: string) => ({ start: address, end: address, description: '' });
const SESSION_PAGE = /SecuritySession/;
const PROFILE_PAGE = /EnhancedProfiles/;

type Case = readonly [what: string, check: string, switches: Partial<SetupSwitches>, finding: ExpectedFinding];

const BY_LOOPBACK: readonly Case[] = [
  [
    'the lock is off',
    'session-ip-lock',
    {},
    { status: 'pass', seen: /is off.*by: loopback Named Credential/, link: SESSION_PAGE }
  ],
  [
    'the lock is on',
    'session-ip-lock',
    { lockSessionsToIp: true },
    { status: 'fail', seen: /the sync cannot run/, solution: /Clear the checkbox/, link: SESSION_PAGE }
  ],
  [
    'the Health Check has no rows',
    'session-ip-lock',
    { healthCheck: 'rows missing' },
    { status: 'unknown', seen: /could not be read/, solution: /confirm what you see/, link: SESSION_PAGE }
  ],
  [
    'the Health Check lies',
    'session-ip-lock',
    { healthCheck: 'labels missing' },
    { status: 'unknown', seen: /__MISSING LABEL__/, solution: /confirm what you see/, link: SESSION_PAGE }
  ],
  [
    'sessions are refused',
    'session-ip-lock',
    { ownApi: 'refuses sessions' },
    {
      status: 'unknown',
      seen: /INVALID_SESSION_ID \(suspected: sessions are locked/,
      solution: /confirm/,
      link: SESSION_PAGE
    }
  ],
  [
    'the connection breaks',
    'session-ip-lock',
    { ownApi: 'fails' },
    { status: 'unknown', seen: /Unexpected end of file/, solution: /confirm/, link: SESSION_PAGE }
  ],
  [
    'the credential does not exist',
    'session-ip-lock',
    { loopbackCredential: 'absent' },
    { status: 'unknown', seen: /named credential "Loopback" might not exist/, solution: /confirm/, link: SESSION_PAGE }
  ],
  [
    'nobody has authenticated the credential',
    'session-ip-lock',
    { loopbackCredential: 'not authenticated' },
    { status: 'unknown', seen: /couldn't access the credential/, solution: /confirm/, link: SESSION_PAGE }
  ],
  ['nothing is enforced', 'session-ip-every-request', {}, { status: 'pass', seen: /is off/, link: SESSION_PAGE }],
  [
    'enforced without ranges',
    'session-ip-every-request',
    { enforceIpRangesEveryRequest: true },
    { status: 'pass', seen: /no login IP ranges, so nothing is enforced/, link: SESSION_PAGE }
  ],
  [
    'enforced with ranges',
    'session-ip-every-request',
    { enforceIpRangesEveryRequest: true, loginIpRanges: EU.map(one) },
    { status: 'fail', seen: /nobody has confirmed/, solution: /000003652/, link: PROFILE_PAGE }
  ],
  [
    'enforcement unknown',
    'session-ip-every-request',
    { healthCheck: 'rows missing' },
    { status: 'unknown', seen: /could not be read/, solution: /confirm/, link: SESSION_PAGE }
  ],
  ['no ranges', 'login-ip-ranges', {}, { status: 'pass', seen: /no login IP ranges/, link: PROFILE_PAGE }],
  [
    'all addresses',
    'login-ip-ranges',
    { loginIpRanges: EU.map(one) },
    { status: 'pass', seen: /All 3 addresses/, link: PROFILE_PAGE }
  ],
  [
    'addresses written as IPv6',
    'login-ip-ranges',
    { loginIpRanges: EU.map((address) => one(`::ffff:${address}`)) },
    { status: 'pass', seen: /All 3 addresses/, link: PROFILE_PAGE }
  ],
  [
    'one address missing',
    'login-ip-ranges',
    { loginIpRanges: EU.slice(0, 2).map(one) },
    { status: 'fail', seen: /from 63\.33\.178\.248/, solution: /Add each of these addresses/, link: PROFILE_PAGE }
  ],
  [
    'malformed ranges',
    'login-ip-ranges',
    { loginIpRanges: [{ start: '300.1.1.1', end: '10.0.0.1', description: '<& "' }] },
    { status: 'fail', seen: /Not usable: .*300\.1\.1\.1/, solution: /Add each/, link: PROFILE_PAGE }
  ],
  [
    'no source for ranges',
    'login-ip-ranges',
    { ownApi: 'disabled' },
    { status: 'unknown', seen: /API_DISABLED_FOR_ORG/, solution: /confirm/, link: PROFILE_PAGE }
  ]
];

describe('readiness: session settings and IP ranges', () => {
  let org: ReadinessOrg;
  before(async () => {
    org = await ReadinessOrg.start();
  });
  after(() => org.close());

  for (const [what, check, switches, finding] of BY_LOOPBACK) {
    it(`${check}: ${what}`, async () => {
      await org.prepare('ready-org', switches);
      await org.expect(check, finding);
    });
  }

  it('lists only the missing addresses, ready to copy', async () => {
    await org.prepare('ready-org', { loginIpRanges: [one(EU[1]!)] });
    assert.deepEqual((await org.check('login-ip-ranges')).toCopy, [EU[0], EU[2]]);
  });

  it('judges 5,000 ranges', async () => {
    const ranges = Array.from({ length: 5_000 }, (_, index) => one(`10.${index >> 8}.${index & 255}.1`));
    await org.prepare('ready-org', { loginIpRanges: [...ranges.slice(1), one(EU[0]!)] });
    const view = await org.check('login-ip-ranges');
    assert.equal(view.status, 'fail', view.evidence.join(' | '));
    assert.deepEqual(view.toCopy, EU.slice(1));
  });

  describe('by the Visualforce page', () => {
    const read = async () => {
      const first = await org.started.org.visualforce('ReadSessionSettings', null, null);
      assert.ok(first.ok, JSON.stringify(first));
      const second = await org.started.org.visualforce('ReadSessionSettings', first.viewState, 'read');
      assert.ok(second.ok, JSON.stringify(second));
      return second.body;
    };
    const page = { healthCheck: 'rows missing', loopbackCredential: 'absent' } as const;

    it('reads settings and ranges by SOAP', async () => {
      await org.prepare('ready-org', { ...page, enforceIpRangesEveryRequest: true, loginIpRanges: EU.map(one) });
      assert.match(await read(), /The session settings were read/);
      await org.expect('session-ip-lock', { status: 'pass', seen: /by: Visualforce session/, link: SESSION_PAGE });
      await org.expect('login-ip-ranges', {
        status: 'pass',
        seen: /All 3.*by: Visualforce session/,
        link: PROFILE_PAGE
      });
      await org.expect('session-ip-every-request', {
        status: 'fail',
        seen: /has 3 login IP ranges.*by: Visualforce session/,
        solution: /Add the addresses of Salesforce/,
        link: PROFILE_PAGE
      });
    });

    for (const [what, switches, words] of [
      ['the lock refuses the page itself', { lockSessionsToIp: true }, /INVALID_SESSION_ID/],
      ['the API is disabled', { ownApi: 'disabled' }, /API_DISABLED_FOR_ORG/],
      ['there is no remote site', { remoteSites: [] }, /Unauthorized endpoint/]
    ] as const) {
      it(`${what}: says so and keeps nothing`, async () => {
        await org.prepare('ready-org', { ...page, ...switches });
        assert.match(await read(), words);
      });
    }
  });

  it('takes the confirmation of an admin when nothing else knows', async () => {
    await org.prepare('ready-org', { ownApi: 'disabled', integrationUser: 'API only' });
    await org.call('ConnectionConsole', 'confirmSession', {
      answer: { lockToIp: false, enforceAlways: true, ranges: 2, missing: [EU[0]], includesSalesforce: true }
    });
    await org.expect('login-ip-ranges', {
      status: 'fail',
      seen: /54\.74\.113\.50/,
      solution: /Add/,
      link: PROFILE_PAGE
    });
    await org.expect('session-ip-every-request', { status: 'pass', seen: /has confirmed/, link: SESSION_PAGE });
  });

  it('an enforced range lets the loopback in when it holds the address of Salesforce', async () => {
    await org.prepare('ready-org', { enforceIpRangesEveryRequest: true, loginIpRanges: [one(OWN)] });
    await org.expect('api-access', { status: 'pass', seen: /answers/, link: /NamedCredential/ });
  });
});
