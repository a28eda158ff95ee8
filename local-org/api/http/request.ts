/** A request as routes see it: the path's parameters, and the body read once, under a limit of its length. */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { ApiError } from './errors.ts';

/** Bytes that a body may have unless a route says otherwise: what Salesforce takes in a REST call is well below. */
export const MAX_BODY_BYTES = 6_000_000;

export interface ApiRequest {
  readonly method: string;
  /** Normalised: one slash at the beginning, none at the end. */
  readonly path: string;
  /** Of the route's `:names`, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** `http://127.0.0.1:8080`, as the client has it. */
  readonly origin: string;
}

/** @throws ApiError 413 for a body that is too long, 400 for one that cannot be unpacked */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const tooLong = (): ApiError => new ApiError(413, 'REQUEST_TOO_LARGE', `The body is longer than ${limit} bytes`);
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLong();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw tooLong();
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  if (request.headers['content-encoding'] !== 'gzip') return body;
  try {
    return gunzipSync(body, { maxOutputLength: limit });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLong();
    throw new ApiError(400, 'UNKNOWN_EXCEPTION', 'The body is not valid gzip');
  }
}

/** @throws ApiError 415 when the body is not sent as JSON, 400 when it is none */
export function jsonBody(request: ApiRequest): unknown {
  const type = mediaType(request);
  if (type !== 'application/json') {
    throw new ApiError(
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      `Content-Type header specified in HTTP request is not supported: ${type || 'none'}`
    );
  }
  try {
    return JSON.parse(request.body.toString('utf8'));
  } catch (error) {
    throw new ApiError(400, 'JSON_PARSER_ERROR', error instanceof Error ? error.message : 'The body is not JSON');
  }
}

/** @throws ApiError as `jsonBody`, and 400 when the body is another value than an object */
export function jsonObject(request: ApiRequest): Readonly<Record<string, unknown>> {
  const value = jsonBody(request);
  if (!isObject(value)) throw new ApiError(400, 'JSON_PARSER_ERROR', 'The body must be a JSON object');
  return value;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Of `application/x-www-form-urlencoded`. */
export function formBody(request: ApiRequest): URLSearchParams {
  return new URLSearchParams(request.body.toString('utf8'));
}

export function mediaType({ headers }: ApiRequest): string {
  return (headers['content-type'] ?? '').split(';', 1)[0]!.trim().toLowerCase();
}

export function header(request: ApiRequest, name: string): string | null {
  const value = request.headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}
