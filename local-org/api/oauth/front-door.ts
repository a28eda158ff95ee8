/** `org open`: a link with a one-time password, which leads the browser to the org's console. */
import { json, redirect } from '../http/answer.ts';
import type { ApiAnswer } from '../http/answer.ts';
import { ApiError, unsupportedHere } from '../http/errors.ts';
import type { ApiRequest } from '../http/request.ts';
import type { Route } from '../http/router.ts';
import type { Session } from '../session.ts';
import { ADMIN_USER_ID } from '../../store/org-ids.ts';
import type { GrantStore } from './grants.ts';

export type ConsoleUrl = (organizationId: string) => Promise<string>;

export function frontDoorRoutes(grants: GrantStore, consoleUrl: ConsoleUrl | null): Route[] {
  const singleAccess = (request: ApiRequest, session: Session): ApiAnswer => link(request, session, grants);
  return [
    { route: 'GET /services/oauth2/singleaccess', handle: singleAccess },
    { route: 'POST /services/oauth2/singleaccess', handle: singleAccess },
    { route: 'GET /secur/frontdoor.jsp', handleOpen: (request) => enter(request, grants, consoleUrl) }
  ];
}

function link({ origin, query }: ApiRequest, { org, userId }: Session, grants: GrantStore): ApiAnswer {
  const otp = grants.issue({
    kind: 'frontdoor',
    organizationId: org.facts.id,
    userId,
    clientId: '',
    redirectUri: null,
    codeChallenge: null
  });
  const start = encodeURIComponent(query.get('redirect_uri') ?? '');
  return json({ frontdoor_uri: `${origin}/secur/frontdoor.jsp?otp=${otp}&startURL=${start}` });
}

/** The console runs as the org's administrator, so it opens for nobody else. */
async function enter({ query }: ApiRequest, grants: GrantStore, consoleUrl: ConsoleUrl | null): Promise<ApiAnswer> {
  const grant = grants.redeem('frontdoor', query.get('otp') ?? '');
  if (grant === null) throw new ApiError(401, 'INVALID_SESSION_ID', 'This link has been used already or is too old');
  if (grant.userId !== ADMIN_USER_ID) throw unsupportedHere('the console as another user than the administrator');
  if (consoleUrl === null) throw unsupportedHere('opening an org in a server without a console');
  return redirect(`${await consoleUrl(grant.organizationId)}${startPath(query.get('startURL') ?? '')}`);
}

/** Only pages of the console; an address elsewhere is no page of it. */
function startPath(wanted: string): string {
  const path = wanted.startsWith('/') ? wanted : `/${wanted}`;
  return /^\/lightning\/[\w/.-]*$/.test(path) && !path.includes('..') ? path : '/';
}
