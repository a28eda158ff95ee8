/** Who am I, and getting sessions: `/services/oauth2/…`. Errors here have OAuth's shape, not that of the REST API. */
import { json } from '../http/answer.ts';
import type { ApiAnswer } from '../http/answer.ts';
import { formBody } from '../http/request.ts';
import type { ApiRequest } from '../http/request.ts';
import type { Route } from '../http/router.ts';
import type { OrgRegistry } from '../orgs/registry.ts';
import { sessionOf } from '../session.ts';
import type { Session } from '../session.ts';
import { AppStore } from './apps.ts';
import type { App } from './apps.ts';
import { authorizeRoutes } from './authorize.ts';
import { AssertionRefused, JWT_BEARER, checkAssertion } from './jwt-bearer.ts';
import { fitsChallenge } from './grants.ts';
import type { Grant, GrantStore } from './grants.ts';

/** Every request comes from this computer. */
const OWN_ADDRESS = '127.0.0.1';
/** Scopes with which a refresh token is given. */
const LASTING = new Set(['refresh_token', 'offline_access']);

export function oauthRoutes(orgs: OrgRegistry, grants: GrantStore): Route[] {
  const apps = new AppStore(orgs.database);
  const userinfo = async (request: ApiRequest): Promise<ApiAnswer> =>
    json(userInfo(await sessionOf(request, orgs), request.origin));
  return [
    { route: 'GET /services/oauth2/userinfo', handleOpen: userinfo },
    { route: 'POST /services/oauth2/userinfo', handleOpen: userinfo },
    { route: 'POST /services/oauth2/token', handleOpen: (request) => token(request, orgs, apps, grants) },
    ...authorizeRoutes(orgs, apps, grants)
  ];
}

interface UserRow {
  readonly [field: string]: string;
}

const USER_FIELDS = [
  'Username',
  'FirstName',
  'LastName',
  'Email',
  'CommunityNickname',
  'LocaleSidKey',
  'LanguageLocaleKey',
  'TimeZoneSidKey',
  'UserType'
];

function userRow({ org, userId }: Session): UserRow {
  const [row] = org.local.store.all(
    `SELECT ${USER_FIELDS.map((name) => `"${name}"`).join(', ')} FROM User WHERE Id = ?`,
    userId
  );
  return Object.fromEntries(USER_FIELDS.map((name, index) => [name, String(row?.[index] ?? '')]));
}

function userInfo(session: Session, origin: string): Record<string, unknown> {
  const user = userRow(session);
  const organizationId = session.org.facts.id;
  return {
    sub: `${origin}/id/${organizationId}/${session.userId}`,
    user_id: session.userId,
    organization_id: organizationId,
    preferred_username: user['Username'],
    nickname: user['CommunityNickname'],
    name: [user['FirstName'], user['LastName']].filter((part) => part !== '').join(' '),
    given_name: user['FirstName'],
    family_name: user['LastName'],
    email: user['Email'],
    email_verified: true,
    zoneinfo: user['TimeZoneSidKey'],
    language: user['LanguageLocaleKey'],
    locale: user['LocaleSidKey'],
    user_type: user['UserType']!.toUpperCase(),
    active: true,
    urls: { rest: `${origin}/services/data/v{version}/`, query: `${origin}/services/data/v{version}/query/` }
  };
}

function token(
  request: ApiRequest,
  orgs: OrgRegistry,
  apps: AppStore,
  grants: GrantStore
): ApiAnswer | Promise<ApiAnswer> {
  // The platform takes what stands in the address, too, as many guides have it.
  const form = new URLSearchParams([...request.query, ...formBody(request)]);
  const kind = form.get('grant_type');
  // The signature proves the app: there is no secret.
  if (kind === JWT_BEARER) return bearer(request, form, orgs, apps, grants);
  const refusal = refuseClient(form, apps);
  if (refusal !== null) return refusal;
  if (kind === 'authorization_code') return exchangeCode(request, form, orgs, grants);
  if (kind === 'refresh_token') return refresh(request, form, orgs, grants);
  return oauthError('unsupported_grant_type', 'grant type not supported');
}

/** An app has to prove itself by its secret, and to come from where it may; the CLI's own client has no secret. */
function refuseClient(form: URLSearchParams, apps: AppStore): ApiAnswer | null {
  const key = form.get('client_id') ?? '';
  const app = apps.find(key);
  if (app === null) return /^3MVG9/.test(key) ? oauthError('invalid_client_id', 'client identifier invalid') : null;
  if (!apps.hasSecret(key, form.get('client_secret') ?? ''))
    return oauthError('invalid_client', 'invalid client credentials: client secret invalid');
  if (isKeptOut(app)) return oauthError('invalid_grant', 'ip restricted or invalid login hours');
  return null;
}

function isKeptOut(app: App): boolean {
  return app.ipRelaxation === 'Enforce' && !app.trustedAddresses.includes(OWN_ADDRESS);
}

async function bearer(
  request: ApiRequest,
  form: URLSearchParams,
  orgs: OrgRegistry,
  apps: AppStore,
  grants: GrantStore
): Promise<ApiAnswer> {
  try {
    const { app, userId } = await checkAssertion(form.get('assertion') ?? '', request.origin, { orgs, apps, grants });
    if (isKeptOut(app)) return oauthError('invalid_grant', 'ip restricted or invalid login hours');
    const { organizationId, scopes } = app;
    return sessionAnswer(request, { organizationId, userId, scopes }, orgs, {});
  } catch (error) {
    if (!(error instanceof AssertionRefused)) throw error;
    return oauthError(error.code, error.message);
  }
}

function exchangeCode(request: ApiRequest, form: URLSearchParams, orgs: OrgRegistry, grants: GrantStore): ApiAnswer {
  const grant = grants.redeem('code', form.get('code') ?? '');
  if (grant === null) return oauthError('invalid_grant', 'expired authorization code');
  if (form.get('client_id') !== grant.clientId) return oauthError('invalid_client_id', 'client identifier invalid');
  if (grant.redirectUri !== null && form.get('redirect_uri') !== grant.redirectUri)
    return oauthError('redirect_uri_mismatch', 'redirect_uri must match configuration');
  if (!fitsChallenge(grant.codeChallenge, form.get('code_verifier')))
    return oauthError('invalid_grant', 'invalid code verifier');
  const isLasting = grant.scopes?.some((scope) => LASTING.has(scope)) ?? true;
  return sessionAnswer(
    request,
    grant,
    orgs,
    isLasting ? { refresh_token: grants.issue({ ...grant, kind: 'refresh' }) } : {}
  );
}

function refresh(request: ApiRequest, form: URLSearchParams, orgs: OrgRegistry, grants: GrantStore): ApiAnswer {
  const grant = grants.redeem('refresh', form.get('refresh_token') ?? '');
  if (grant === null) return oauthError('invalid_grant', 'expired access/refresh token');
  if (form.get('client_id') !== grant.clientId) return oauthError('invalid_client_id', 'client identifier invalid');
  return sessionAnswer(request, grant, orgs, {});
}

function sessionAnswer(
  { origin }: ApiRequest,
  grant: Pick<Grant, 'organizationId' | 'userId' | 'scopes'>,
  orgs: OrgRegistry,
  more: Readonly<Record<string, string>>
): ApiAnswer {
  const facts = orgs.find(grant.organizationId);
  if (facts === null) return oauthError('inactive_org', 'this org is not there any more');
  return json({
    access_token: orgs.newSession(facts, grant.userId),
    ...more,
    instance_url: origin,
    id: `${origin}/id/${facts.id}/${grant.userId}`,
    token_type: 'Bearer',
    issued_at: String(Date.now()),
    scope: (grant.scopes ?? ['refresh_token', 'web', 'api']).join(' ')
  });
}

function oauthError(error: string, description: string): ApiAnswer {
  return json({ error, error_description: description }, 400);
}
