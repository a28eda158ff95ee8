/** Requests inside another one, which `composite` and `composite/batch` carry: answered as if they had come alone. */
import type { ApiAnswer } from '../http/answer.ts';
import { json } from '../http/answer.ts';
import { ApiError, unsupportedHere } from '../http/errors.ts';
import type { ApiRequest } from '../http/request.ts';
import { splitTarget } from '../http/router.ts';
import type { Router } from '../http/router.ts';
import type { Session } from '../session.ts';

export interface Subrequest {
  readonly method: string;
  /** Path and query from the server's root. */
  readonly target: string;
  /** Undefined for a request without one. */
  readonly body: unknown;
}

export interface SubrequestAnswer {
  readonly status: number;
  /** Names with a capital, as clients read them; without those of the connection. */
  readonly headers: Readonly<Record<string, string>>;
  /** Null for an answer without one. */
  readonly body: unknown;
}

/** Salesforce's limit, for both resources. */
export const MOST_SUBREQUESTS = 25;

/** Refusals are answers, too. @throws Error for a fault of the server itself */
export async function answerSubrequest(
  router: Router,
  outer: ApiRequest,
  session: Session,
  { method, target, body }: Subrequest
): Promise<SubrequestAnswer> {
  let answer: ApiAnswer;
  try {
    const [path, query] = splitTarget(target);
    const { route, params } = router.find(method, path);
    if ('handleOpen' in route) throw unsupportedHere(`${method} ${path} inside another request`);
    const headers = { ...outer.headers, 'content-type': 'application/json' };
    const content = Buffer.from(body === undefined ? '' : JSON.stringify(body));
    answer = await route.handle({ ...outer, method, path, params, query, headers, body: content }, session);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    answer = json(error.entries, error.status);
  }
  const { location } = answer.headers;
  const text = answer.body.toString();
  return {
    status: answer.status,
    headers: location === undefined ? {} : { Location: location },
    body: text === '' ? null : JSON.parse(text)
  };
}

/** The list of requests in a body. @throws ApiError 400 when there is none, or it is too long */
export function subrequestList(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value) || value.length === 0)
    throw new ApiError(400, 'INVALID_INPUT', `${name} has to be a list of requests`);
  if (value.length > MOST_SUBREQUESTS)
    throw new ApiError(
      400,
      'LIMIT_EXCEEDED',
      `${name} has ${value.length} requests; the limit is ${MOST_SUBREQUESTS} in one call`
    );
  return value as readonly unknown[];
}
