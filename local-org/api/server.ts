/** Salesforce's APIs over HTTP, for the orgs of a registry, on this computer only. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ApiAnswer } from './http/answer.ts';
import { json } from './http/answer.ts';
import { ApiError } from './http/errors.ts';
import { MAX_BODY_BYTES, readBody } from './http/request.ts';
import type { ApiRequest } from './http/request.ts';
import { Router, splitTarget } from './http/router.ts';
import type { OrgRegistry } from './orgs/registry.ts';
import { allRoutes } from './routes.ts';
import { sessionOf } from './session.ts';

export interface ApiServerOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Made when the address is known, which callouts of the orgs to themselves need. */
  readonly orgs: (url: string) => OrgRegistry;
  /** Where `org open` leads, made on first use; without it opening an org is refused. */
  readonly consoleUrl?: (organizationId: string) => Promise<string>;
  /** Told of failures of the server itself, which clients only see as UNKNOWN_EXCEPTION. */
  readonly onError?: (error: unknown) => void;
}

export interface ApiServer {
  readonly url: string;
  readonly port: number;
  readonly orgs: OrgRegistry;
  /** Stops listening, ends connections, closes the orgs. */
  close(): Promise<void>;
}

export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';

  constructor(port: number) {
    super(`port ${port} is in use; choose another with --port`);
  }
}

const HOST = '127.0.0.1';

/** @throws PortInUseError when another program listens on the port */
export async function startApiServer(options: ApiServerOptions): Promise<ApiServer> {
  const server = createServer();
  await listen(server, options.port);
  const { port } = server.address() as AddressInfo;
  const url = `http://${HOST}:${port}`;
  const orgs = options.orgs(url);
  const router: Router = new Router(
    allRoutes({
      orgs,
      consoleUrl: options.consoleUrl ?? null,
      onError: (error) => options.onError?.(error),
      router: () => router
    })
  );
  server.on('request', (request, response) => {
    answer(request, router, orgs, url)
      .catch((error: unknown) => refusal(error, options.onError))
      .then((given) => send(response, given))
      .catch((error: unknown) => options.onError?.(error));
  });
  return {
    url,
    port,
    orgs,
    async close() {
      server.close();
      server.closeAllConnections();
      await orgs.close();
    }
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortInUseError(port) : error)
    );
    server.listen(port, HOST, resolve);
  });
}

async function answer(incoming: IncomingMessage, router: Router, orgs: OrgRegistry, url: string): Promise<ApiAnswer> {
  const [path, query] = splitTarget(incoming.url ?? '/');
  const { route, params } = router.find(incoming.method ?? 'GET', path);
  const head = { method: incoming.method ?? 'GET', path, params, query, headers: incoming.headers, origin: url };
  if ('handleOpen' in route) {
    return route.handleOpen({ ...head, body: await readBody(incoming, route.maxBody ?? MAX_BODY_BYTES) });
  }
  // Whoever is not logged in does not get a body read.
  const session = await sessionOf({ ...head, body: Buffer.alloc(0) }, orgs);
  // Logins and what they lead to are no calls of the API.
  if (/^\/services\/(?:data|scim)\//i.test(path)) session.org.countApiRequest();
  const request: ApiRequest = { ...head, body: await readBody(incoming, route.maxBody ?? MAX_BODY_BYTES) };
  return route.handle(request, session);
}

function refusal(error: unknown, onError: ApiServerOptions['onError']): ApiAnswer {
  if (error instanceof ApiError) return json(error.entries, error.status);
  onError?.(error);
  const message = error instanceof Error ? error.message : String(error);
  return json([{ errorCode: 'UNKNOWN_EXCEPTION', message }], 500);
}

function send(response: ServerResponse, { status, headers, body }: ApiAnswer): void {
  if (response.destroyed) return;
  // The rest of a refused body is not read: the connection cannot be used again.
  if (!response.req.complete) response.setHeader('connection', 'close');
  response.writeHead(status, {
    ...headers,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff'
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}
