/** Who calls the org's API: the session, and every rule of Setup that stands between it and an answer. */
import { BlockList, isIP } from 'node:net';
import { findRows } from '../../runtime/platform/system-rows.ts';
import { readSession } from '../../runtime/platform/session-token.ts';
import type { SessionFacts, SessionKind } from '../../runtime/platform/session-token.ts';
import { organizationId, readSetting } from '../../store/index.ts';
import type { AddressRange } from '../../store/index.ts';
import type { Store } from '../../store/store.ts';
import type { ApiRequests } from '../api-requests.ts';
import { hasUsedApiRequests } from '../org-limits.ts';
import { ApiError } from './api-error.ts';

/**
 * The addresses that the org's own servers call from, and that of the administrator's browser. Any would do; these are
 * reserved for documentation (RFC 5737).
 */
export const PLATFORM_ADDRESS = '192.0.2.10';
const BROWSER_ADDRESS = '198.51.100.20';
/** Where a session was opened, which the lock compares. Of sessions of API clients it is not known. */
const OPENED_AT: Readonly<Partial<Record<SessionKind, string>>> = {
  lightning: BROWSER_ADDRESS,
  visualforce: BROWSER_ADDRESS,
  credential: PLATFORM_ADDRESS
};

/** What an answer depends on. */
export interface OwnOrg {
  readonly store: Store;
  /** Signs the org's session ids. */
  readonly sessionSecret: string;
  /** Every call is counted. */
  readonly apiRequests: ApiRequests;
}

/** @param protocol for the refusal of sessions that may not call the API */
export function authorize(
  { store, sessionSecret, apiRequests }: OwnOrg,
  sessionId: string | null,
  callerAddress: string,
  protocol: 'REST API' | 'SOAP API'
): SessionFacts {
  const session = sessionId === null ? null : readSession(sessionId, sessionSecret, store.clock());
  const ownApi = readSetting(store, 'ownApi');
  if (
    session?.organizationId !== organizationId(store) ||
    ownApi === 'refuses sessions' ||
    !mayCallFrom(store, session, callerAddress)
  )
    throw new ApiError(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
  if (session.kind === 'lightning')
    throw new ApiError(401, 'INVALID_SESSION_ID', `This session is not valid for use with the ${protocol}`);
  if (ownApi === 'disabled')
    throw new ApiError(403, 'API_DISABLED_FOR_ORG', 'API is not enabled for this Organization or Partner');
  if (!holds(store, session.userId, 'ApiEnabled'))
    throw new ApiError(403, 'API_CURRENTLY_DISABLED', 'API is disabled for this User');
  if (hasUsedApiRequests(store, apiRequests))
    throw new ApiError(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
  apiRequests.add(store.clock());
  return session;
}

/** @throws ApiError when the user holds none of the permissions */
export function requirePermission(
  store: Store,
  { userId }: Pick<SessionFacts, 'userId'>,
  names: readonly string[],
  refusal: string
): void {
  if (!names.some((name) => holds(store, userId, name))) throw new ApiError(403, 'INSUFFICIENT_ACCESS', refusal);
}

/** The lock compares with the address that opened the session, the enforcement with the ranges of the profile. */
function mayCallFrom(store: Store, session: SessionFacts, callerAddress: string): boolean {
  const { lockSessionsToIp, enforceIpRangesEveryRequest } = readSetting(store, 'sessionSettings');
  if (lockSessionsToIp && OPENED_AT[session.kind] !== callerAddress) return false;
  if (!enforceIpRangesEveryRequest) return true;
  const [user] = findRows(store, 'User', { Id: session.userId });
  const ranges = readSetting(store, 'loginIpRanges')[String(user?.['ProfileId'])] ?? [];
  return ranges.length === 0 || isInside(callerAddress, ranges);
}

/** Ranges that are malformed or mix kinds let nobody in. */
function isInside(address: string, ranges: readonly AddressRange[]): boolean {
  const list = new BlockList();
  for (const { start, end } of ranges) {
    const kind = isIP(start);
    if (kind === 0 || kind !== isIP(end)) continue;
    try {
      list.addRange(start, end, kind === 4 ? 'ipv4' : 'ipv6');
    } catch {
      // The start is behind the end.
    }
  }
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

function holds(store: Store, userId: string, name: string): boolean {
  const [user] = findRows(store, 'User', { Id: userId });
  if (user?.['IsActive'] !== true) return false;
  const assigned = findRows(store, 'PermissionSetAssignment', { AssigneeId: userId }).map((row) =>
    String(row['PermissionSetId'])
  );
  return [
    ...findRows(store, 'PermissionSet', { ProfileId: user['ProfileId']! }),
    ...assigned.flatMap((id) => findRows(store, 'PermissionSet', { Id: id }))
  ].some((row) => row[`Permissions${name}`] === true);
}
