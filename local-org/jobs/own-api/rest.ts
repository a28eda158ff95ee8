/** The org's REST API as far as Apex asks the org itself: versions, limits, Tooling queries. */
import type { SessionFacts } from '../../runtime/platform/session-token.ts';
import type { Store } from '../../store/store.ts';
import { orgLimits } from '../org-limits.ts';
import { ApiError } from './api-error.ts';
import { authorize, requirePermission } from './authorize.ts';
import type { OwnOrg } from './authorize.ts';
import { toolingQuery } from './tooling-query.ts';

export interface OwnRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** The address that the call seems to come from. */
  readonly callerAddress: string;
}

export interface OwnAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

const VERSIONS = [
  ['64.0', "Summer '25"],
  ['65.0', "Winter '26"]
] as const;

export function answerRest(org: OwnOrg, request: OwnRequest): OwnAnswer {
  try {
    return json(200, restValue(org, request));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return json(error.status, [{ message: error.message, errorCode: error.code }]);
  }
}

function restValue(org: OwnOrg, request: OwnRequest): unknown {
  const { store, apiRequests } = org;
  const { pathname, searchParams } = new URL(request.target, 'http://localhost');
  if (/^\/services\/apexrest(?:\/|$)/i.test(pathname))
    throw new ApiError(501, 'NOT_SUPPORTED', 'not supported by the local org: requests of REST resources in Apex');
  if (request.method !== 'GET')
    throw new ApiError(405, 'METHOD_NOT_ALLOWED', `HTTP Method '${request.method}' not allowed. Allowed are GET`);
  if (/^\/services\/data\/?$/.test(pathname))
    return VERSIONS.map(([version, label]) => ({ label, url: `/services/data/v${version}`, version }));
  const session = authorize(org, bearer(request), request.callerAddress, 'REST API');
  const [, version, resource] = /^\/services\/data\/(v\d+\.0)\/(.*)$/.exec(pathname) ?? [];
  switch (resource?.replace(/\/$/, '')) {
    case 'limits':
      return Object.fromEntries(
        orgLimits(store, apiRequests).map(({ name, limit, used }) => [name, { Max: limit, Remaining: limit - used }])
      );
    case 'tooling/query':
      return settingsQuery(store, session, searchParams.get('q') ?? '', version!);
    default:
      throw new ApiError(404, 'NOT_FOUND', 'The requested resource does not exist');
  }
}

/** A Tooling query for documents of Setup. @throws ApiError also for users who may not see Setup */
export function settingsQuery(
  store: Store,
  user: Pick<SessionFacts, 'userId'>,
  soql: string,
  version: string
): unknown {
  requirePermission(store, user, ['ViewSetup'], 'insufficient access rights on cross-reference id');
  return toolingQuery(store, soql, version);
}

function bearer({ headers }: OwnRequest): string | null {
  const given = headers['authorization'];
  return (typeof given === 'string' ? /^(?:Bearer|OAuth) (\S+)$/.exec(given)?.[1] : undefined) ?? null;
}

function json(status: number, value: unknown): OwnAnswer {
  return { status, contentType: 'application/json;charset=UTF-8', body: JSON.stringify(value) };
}
