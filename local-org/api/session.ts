/** Who asks: the org and the user of a session id. */
import { organizationOf, readSession } from '../runtime/platform/session-token.ts';
import { invalidSession } from './http/errors.ts';
import type { ApiRequest } from './http/request.ts';
import type { HostedOrg } from './orgs/hosted-org.ts';
import type { OrgRegistry } from './orgs/registry.ts';

export interface Session {
  readonly org: HostedOrg;
  /** 18 characters. */
  readonly userId: string;
  readonly token: string;
}

/** The session of a request's `Authorization` header (`Bearer` or `OAuth`). @throws ApiError 401 */
export function sessionOf(request: ApiRequest, orgs: OrgRegistry): Promise<Session> {
  const [, token] = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (token === undefined) throw invalidSession();
  return sessionOfToken(token, orgs);
}

/** Opens the org when nobody has used it yet. @throws ApiError 401 for a token that is not one of this org, or has ended */
export async function sessionOfToken(token: string, orgs: OrgRegistry): Promise<Session> {
  const organizationId = organizationOf(token);
  const facts = organizationId === null ? null : orgs.find(organizationId);
  if (facts === null) throw invalidSession();
  const session = readSession(token, facts.sessionSecret, Date.now());
  if (session === null || session.kind === 'lightning') throw invalidSession();
  const org = await orgs.open(facts.id);
  if (!org.isActiveUser(session.userId)) throw invalidSession();
  return { org, userId: session.userId, token };
}
