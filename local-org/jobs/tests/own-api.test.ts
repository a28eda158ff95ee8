import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { prepareJobTable } from '../../runtime/platform/job-store.ts';
import { mintSession } from '../../runtime/platform/session-token.ts';
import type { SessionKind } from '../../runtime/platform/session-token.ts';
import { ADMIN_USER_ID, MY_DOMAIN_HOST, organizationId } from '../../store/index.ts';
import type { Store } from '../../store/index.ts';
import { NOW, openOrg } from '../../store/tests/org.ts';
import { ApiRequests } from '../api-requests.ts';
import { PLATFORM_ADDRESS } from '../own-api/authorize.ts';
import { answerOwnCall } from '../own-api/front-door.ts';
import { Setup } from '../setup/setup.ts';

const SECRET = 'secret of the test';
const TOOLING = '/services/data/v65.0/tooling/query/?q=';
let store: Store;
let setup: Setup;
let apiRequests: ApiRequests;

beforeEach(() => {
  store = openOrg();
  prepareJobTable(store);
  setup = new Setup(store, MY_DOMAIN_HOST);
  apiRequests = new ApiRequests();
});

function token(kind: SessionKind, userId = ADMIN_USER_ID, issuedAt = NOW): string {
  return mintSession({ organizationId: organizationId(store), userId, kind, issuedAt }, SECRET);
}

function call(target: string, sessionId: string | null, method = 'GET', body = '') {
  const headers = sessionId === null ? {} : { authorization: `Bearer ${sessionId}` };
  return answerOwnCall(
    { store, sessionSecret: SECRET, apiRequests },
    { method, target, headers, body, callerAddress: PLATFORM_ADDRESS }
  );
}

const errorCode = (answer: { readonly body: string }): string =>
  (JSON.parse(answer.body) as [{ errorCode: string }])[0].errorCode;

function soap(sessionId: string, type: string, fullName: string) {
  return call(
    '/services/Soap/m/65.0',
    null,
    'POST',
    `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:m="http://soap.sforce.com/2006/04/metadata"><e:Header><m:SessionHeader><m:sessionId>${sessionId}</m:sessionId></m:SessionHeader></e:Header><e:Body><m:readMetadata><m:type>${type}</m:type><m:fullNames>${fullName}</m:fullNames></m:readMetadata></e:Body></e:Envelope>`
  );
}

test('lists versions to anybody, and nothing else', () => {
  assert.equal(call('/services/data/', null).status, 200);
  assert.equal(errorCode(call('/services/data/v65.0/limits', null)), 'INVALID_SESSION_ID');
});

for (const [what, session] of [
  ['sessions of Lightning', () => token('lightning')],
  ['sessions that have ended', () => token('api', ADMIN_USER_ID, NOW - 86_400_001)],
  ['sessions of another org', () => token('api').replace(/^00D.{12}/, `00D${'9'.repeat(12)}`)],
  ['made-up sessions', () => 'nonsense']
] as const) {
  test(`refuses ${what}`, () => {
    const answer = call('/services/data/v65.0/limits', session());
    assert.equal(answer.status, 401);
    assert.equal(errorCode(answer), 'INVALID_SESSION_ID');
  });
}

test('the lock keeps out sessions that were opened elsewhere', () => {
  setup.change({ lockSessionsToIp: true });
  assert.equal(call('/services/data/v65.0/limits', token('visualforce')).status, 401);
  const answer = call('/services/data/v65.0/limits', token('credential'));
  assert.equal(
    (JSON.parse(answer.body) as Record<string, { Remaining: number }>)['DailyApiRequests']?.Remaining,
    14_999
  );
});

test('users without the permission may not use the API', () => {
  setup.change({ integrationUser: 'active' });
  const session = token('api', setup.state().integrationUserId!);
  assert.equal(errorCode(call('/services/data/v65.0/limits', session)), 'API_CURRENTLY_DISABLED');
  setup.change({ grants: { profile: ['ApiEnabled'], permissionSet: [], group: [], muted: [] } });
  assert.equal(call('/services/data/v65.0/limits', session).status, 200);
  assert.equal(errorCode(call(`${TOOLING}SELECT+Name+FROM+Profile`, session)), 'INSUFFICIENT_ACCESS');
  assert.match(soap(session, 'SecuritySettings', 'Security').body, /INSUFFICIENT_ACCESS: use of the Metadata API/);
  setup.change({ integrationUser: 'inactive' });
  assert.equal(errorCode(call('/services/data/v65.0/limits', session)), 'API_CURRENTLY_DISABLED');
});

for (const [what, soql, code] of [
  ['metadata of many rows', 'SELECT Metadata FROM Profile', 'MALFORMED_QUERY'],
  ['fields that do not exist', 'SELECT Colour FROM Profile', 'INVALID_FIELD'],
  ['text that is no query', 'SELECT FROM', 'MALFORMED_QUERY'],
  ['objects that are not emulated', 'SELECT Id FROM ApexClass', 'NOT_SUPPORTED'],
  ['conditions that are not emulated', "SELECT Id FROM Profile WHERE Name LIKE 'A%'", 'NOT_SUPPORTED']
] as const) {
  test(`a Tooling query for ${what} is refused`, () => {
    assert.equal(errorCode(call(TOOLING + encodeURIComponent(soql), token('credential'))), code);
  });
}

test('SOAP: settings, a profile with escaped text, a member that is not there', () => {
  setup.change({
    lockSessionsToIp: false,
    loginIpRanges: [{ start: '10.0.0.1', end: '10.0.0.2', description: '<a> & "b"' }]
  });
  const session = token('visualforce');
  const settings = soap(session, 'SecuritySettings', 'Security');
  assert.equal(settings.status, 200);
  assert.match(settings.body, /<records xsi:type="SecuritySettings"><fullName>Security<\/fullName>/);
  assert.match(settings.body, /<lockSessionsToIp>false<\/lockSessionsToIp>/);
  const profile = soap(session, 'Profile', 'Integration').body;
  assert.match(profile, /<description>&#60;a&#62; &#38; &#34;b&#34;<\/description><endAddress>10\.0\.0\.2</);
  assert.match(soap(session, 'Profile', 'Nobody').body, /<records xsi:nil="true"\/>/);
  assert.match(soap(session, 'Profile', 'Admin').body, /<custom>false<\/custom>/);
  assert.match(soap(session, 'Profile', 'System Administrator').body, /xsi:nil/);
});

test('SOAP: faults', () => {
  const refused = soap('nonsense', 'Profile', 'Admin');
  assert.equal(refused.status, 500);
  assert.match(refused.body, /<faultcode>sf:INVALID_SESSION_ID<\/faultcode><faultstring>INVALID_SESSION_ID: /);
  assert.match(soap(token('visualforce'), 'CustomObject', 'Account').body, /not supported by the local org/);
  assert.match(call('/services/Soap/m/65.0', null, 'POST', '<open>').body, /<soapenv:Fault>/);
});
