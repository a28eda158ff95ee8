/**
 * The page on which a user lets an app in: `/services/oauth2/authorize` of the web server flow. There are no passwords
 * here; whoever sits at this computer chooses the user.
 */
import type { ApiAnswer } from '../http/answer.ts';
import { formBody } from '../http/request.ts';
import type { ApiRequest } from '../http/request.ts';
import type { Route } from '../http/router.ts';
import type { OrgRegistry } from '../orgs/registry.ts';
import type { App, AppStore } from './apps.ts';
import type { GrantStore } from './grants.ts';

interface Ask {
  readonly app: App;
  readonly redirectUri: string;
  readonly state: string | null;
  readonly scopes: readonly string[];
  readonly codeChallenge: string | null;
}

export function authorizeRoutes(orgs: OrgRegistry, apps: AppStore, grants: GrantStore): Route[] {
  return [
    {
      route: 'GET /services/oauth2/authorize',
      handleOpen: (request) => checked(request.query, apps, (ask) => approvalPage(request.query, ask, orgs))
    },
    {
      route: 'POST /services/oauth2/authorize',
      handleOpen: (request) => {
        const form = formBody(request);
        return checked(form, apps, (ask) => decide(request, form, ask, orgs, grants));
      }
    },
    // Where the code ends up when no program waits for it: the address of this page carries it.
    {
      route: 'GET /services/oauth2/success',
      handleOpen: () => page(200, 'Remote Access Application Authorization', '<p>The access was authorised.</p>')
    }
  ];
}

/** What is wrong with the app or its callback is shown here; everything else is told to the app. */
function checked(
  query: URLSearchParams,
  apps: AppStore,
  go: (ask: Ask) => ApiAnswer | Promise<ApiAnswer>
): ApiAnswer | Promise<ApiAnswer> {
  const app = apps.find(query.get('client_id') ?? '');
  if (app === null) return errorPage('invalid_client_id', 'client identifier invalid');
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!app.callbacks.includes(redirectUri))
    return errorPage('redirect_uri_mismatch', 'redirect_uri must match configuration');
  const state = query.get('state');
  const refuse = (error: string, description: string): ApiAnswer =>
    redirect(redirectUri, { error, error_description: description, ...(state === null ? {} : { state }) });
  if (query.get('response_type') !== 'code') return refuse('unsupported_response_type', 'response type not supported');
  const asked = (query.get('scope') ?? '').split(/\s+/).filter((scope) => scope !== '');
  if (asked.some((scope) => !app.scopes.includes(scope) && !app.scopes.includes('full') && scope !== 'id'))
    return refuse('invalid_scope', 'the requested scope is not allowed');
  const codeChallenge = query.get('code_challenge');
  if (codeChallenge === null && app.isPkceRequired) return refuse('invalid_request', 'missing required code challenge');
  if (codeChallenge !== null && query.get('code_challenge_method') !== 'S256')
    return refuse('invalid_request', 'code challenge method must be S256');
  return go({ app, redirectUri, state, scopes: asked.length > 0 ? asked : app.scopes, codeChallenge });
}

async function approvalPage(query: URLSearchParams, { app, scopes }: Ask, orgs: OrgRegistry): Promise<ApiAnswer> {
  const org = await orgs.open(app.organizationId);
  const users = org.local.store.all(
    `SELECT Id, Username FROM User WHERE IsActive = 1 AND UserType = 'Standard' ORDER BY Username`
  );
  const hidden = [...query]
    .filter(([name]) => name !== 'user' && name !== 'decision')
    .map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`);
  const options = users.map(
    ([id, username]) => `<option value="${escaped(String(id))}">${escaped(String(username))}</option>`
  );
  return page(
    200,
    'Allow access?',
    `<form method="post" action="/services/oauth2/authorize">${hidden.join('')}
<p>${escaped(app.name)} asks for: ${escaped(scopes.join(', '))}</p>
<p><label>Log in as <select name="user">${options.join('')}</select></label></p>
<p><button name="decision" value="allow">Allow</button> <button name="decision" value="deny">Deny</button></p></form>`
  );
}

async function decide(
  request: ApiRequest,
  form: URLSearchParams,
  ask: Ask,
  orgs: OrgRegistry,
  grants: GrantStore
): Promise<ApiAnswer> {
  // Another site must not let an app in on behalf of whoever sits here.
  if (request.headers.origin !== undefined && request.headers.origin !== request.origin)
    return errorPage('access_denied', 'the form was sent by another page');
  const state = ask.state === null ? {} : { state: ask.state };
  if (form.get('decision') !== 'allow')
    return redirect(ask.redirectUri, {
      error: 'access_denied',
      error_description: 'end-user denied authorization',
      ...state
    });
  const org = await orgs.open(ask.app.organizationId);
  const userId = form.get('user') ?? '';
  if (!org.isActiveUser(userId))
    return redirect(ask.redirectUri, { error: 'inactive_user', error_description: 'user is inactive', ...state });
  const code = grants.issue({
    kind: 'code',
    organizationId: ask.app.organizationId,
    userId,
    clientId: ask.app.consumerKey,
    redirectUri: ask.redirectUri,
    codeChallenge: ask.codeChallenge,
    scopes: ask.scopes
  });
  return redirect(ask.redirectUri, { code, ...state });
}

function redirect(target: string, answer: Readonly<Record<string, string>>): ApiAnswer {
  const url = new URL(target);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  return { status: 302, headers: { location: url.href, 'cache-control': 'no-store' }, body: '' };
}

function errorPage(error: string, description: string): ApiAnswer {
  return page(400, 'Not authorised', `<p>error=${escaped(error)}&amp;error_description=${escaped(description)}</p>`);
}

function page(status: number, title: string, body: string): ApiAnswer {
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-frame-options': 'DENY'
    },
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><style>body{font:1rem system-ui;margin:15vh auto;max-width:34rem;padding:0 1rem}button{font:inherit;padding:.4rem 1rem}</style></head><body><h1>${title}</h1>${body}</body></html>`
  };
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
