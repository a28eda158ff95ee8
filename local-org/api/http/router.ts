/**
 * Which route answers a request. A pattern is a path whose segments are words or `:names`; `v:version` takes an API
 * version that the org has. Words are compared without regard to case, as on the platform; where two patterns fit, the
 * one with the word comes before the one with the name.
 */
import type { Session } from '../session.ts';
import type { ApiAnswer } from './answer.ts';
import { ApiError, notFound, unsupportedHere } from './errors.ts';
import type { ApiRequest } from './request.ts';

interface Pattern {
  /** `GET /services/data/v:version/query`. */
  readonly route: string;
  /** Bytes; the usual limit when left out. */
  readonly maxBody?: number;
}

/** A route for whoever is logged in: the session has been checked. */
export interface SessionRoute extends Pattern {
  readonly handle: (request: ApiRequest, session: Session) => Promise<ApiAnswer> | ApiAnswer;
}

/** A route that answers without a session, or finds it elsewhere than in the `Authorization` header. */
export interface OpenRoute extends Pattern {
  readonly handleOpen: (request: ApiRequest) => Promise<ApiAnswer> | ApiAnswer;
}

export type Route = SessionRoute | OpenRoute;

/** The versions that the API answers; the highest is the one that the local org follows. */
export const LOWEST_VERSION = 31;
export const API_VERSION = 65;

interface Entry {
  readonly method: string;
  readonly segments: readonly string[];
  readonly route: Route;
}

export class Router {
  readonly #entries: readonly Entry[];

  constructor(routes: readonly Route[]) {
    this.#entries = routes
      .map((route) => {
        const [method, pattern] = route.route.split(' ') as [string, string];
        return { method, segments: pattern.split('/').slice(1), route };
      })
      .sort((a, b) => names(a.segments) - names(b.segments));
  }

  /** @throws ApiError 404 when no route has the path, 405 when none has the method, 501 for REST resources of Apex */
  find(method: string, path: string): { readonly route: Route; readonly params: Record<string, string> } {
    const segments = path.split('/').slice(1).map(decodeSegment);
    let otherMethod = false;
    for (const entry of this.#entries) {
      const params = match(entry.segments, segments);
      if (params === null) continue;
      if (entry.method === method) return { route: entry.route, params };
      otherMethod = true;
    }
    if (otherMethod)
      throw new ApiError(
        405,
        'METHOD_NOT_ALLOWED',
        `HTTP Method '${method}' not allowed. Allowed are ${this.#methods(segments)}`
      );
    if (/^\/services\/apexrest(?:\/|$)/i.test(path)) throw unsupportedHere('requests of REST resources in Apex');
    throw notFound();
  }

  #methods(segments: readonly string[]): string {
    return this.#entries
      .filter((entry) => match(entry.segments, segments) !== null)
      .map(({ method }) => method)
      .join(',');
  }
}

/** One slash between segments, none at the end: clients that store the address with a slash send two. */
export function normalisePath(path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '');
  return `/${segments.join('/')}`;
}

/** What stands before the question mark, normalised, and what stands behind it. */
export function splitTarget(target: string): [path: string, query: URLSearchParams] {
  const at = target.indexOf('?');
  return at < 0
    ? [normalisePath(target), new URLSearchParams()]
    : [normalisePath(target.slice(0, at)), new URLSearchParams(target.slice(at + 1))];
}

function names(segments: readonly string[]): number {
  return segments.filter((segment) => segment.startsWith(':')).length;
}

/** A segment names one thing: a slash or a parent folder in it is refused. */
function decodeSegment(segment: string): string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(segment);
  } catch {
    throw notFound();
  }
  if (decoded.includes('/') || decoded.includes('\\') || decoded.includes('\0') || decoded === '..' || decoded === '.')
    throw notFound();
  return decoded;
}

function match(pattern: readonly string[], segments: readonly string[]): Record<string, string> | null {
  if (pattern.length !== segments.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index]!;
    if (part === 'v:version') {
      const version = versionOf(segment);
      if (version === null) return null;
      params['version'] = version;
    } else if (part.startsWith(':')) params[part.slice(1)] = segment;
    else if (part.toLowerCase() !== segment.toLowerCase()) return null;
  }
  return params;
}

/** `v65.0` -> `65.0`; null for a version that there is not. */
function versionOf(segment: string): string | null {
  const [, number] = /^v(\d{1,3})\.0$/i.exec(segment) ?? [];
  return number !== undefined && isVersion(Number(number)) ? `${number}.0` : null;
}

export function isVersion(number: number): boolean {
  return number >= LOWEST_VERSION && number <= API_VERSION;
}
