/** One HTTP exchange of a callout. Runs in a thread of its own (http-thread.mjs), while the thread that runs Apex waits. */
import http from 'node:http';
import https from 'node:https';
import { gzipSync } from 'node:zlib';

/** One exchange, as plain data. */
export interface WireRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
  readonly compressed: boolean;
  readonly timeoutMilliseconds: number;
  readonly maximumBytes: number;
  /** `host:port` the public host name resolves to here, or null for the network's own answer. */
  readonly via: string | null;
}

export type WireAnswer =
  | {
      readonly kind: 'response';
      readonly status: number;
      readonly reason: string;
      readonly headers: ReadonlyArray<readonly [string, string]>;
      readonly body: Uint8Array;
    }
  /** `message` is the text of the CalloutException. */
  | { readonly kind: 'failure'; readonly message: string };

export function exchange(wire: WireRequest): Promise<WireAnswer> {
  return new Promise((resolve) => {
    const url = new URL(wire.url);
    const target = wire.via === null ? url : new URL(url.pathname + url.search, wire.via);
    const body = wire.body !== null && wire.compressed ? gzipSync(wire.body) : wire.body;
    const fail = (message: string): void => resolve({ kind: 'failure', message });
    const request = (target.protocol === 'http:' ? http : https).request(target, {
      method: wire.method,
      agent: false,
      headers: {
        ...wire.headers,
        host: url.host,
        ...(body === null ? {} : { 'content-length': String(body.length) }),
        ...(body !== null && wire.compressed ? { 'content-encoding': 'gzip' } : {})
      }
    });
    const timer = setTimeout(() => {
      request.destroy();
      fail('Read timed out');
    }, wire.timeoutMilliseconds);
    request.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      fail(failureText(error, url.hostname));
    });
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > wire.maximumBytes) {
          clearTimeout(timer);
          fail(
            `Exceeded max size limit of ${wire.maximumBytes} with response size ${Number(response.headers['content-length'] ?? size)}`
          );
          request.destroy();
          return;
        }
        chunks.push(chunk);
      });
      response.on('error', () => {
        clearTimeout(timer);
        fail('Unexpected end of file from server');
      });
      response.on('end', () => {
        clearTimeout(timer);
        resolve({
          kind: 'response',
          status: response.statusCode ?? 0,
          reason: response.statusMessage ?? '',
          headers: headerPairs(response.rawHeaders),
          body: new Uint8Array(Buffer.concat(chunks))
        });
      });
    });
    request.end(body ?? undefined);
  });
}

function headerPairs(raw: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) pairs.push([raw[index]!, raw[index + 1]!]);
  return pairs;
}

/** Java's words for the failure, which the platform passes on. */
function failureText(error: NodeJS.ErrnoException, host: string): string {
  switch (error.code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return host;
    case 'ECONNREFUSED':
      return 'Connection refused';
    case 'ECONNRESET':
    case 'EPIPE':
      return 'Unexpected end of file from server';
    default:
      return error.message;
  }
}
