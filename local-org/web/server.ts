import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AuraError, AuraOrg } from './aura-org.ts';
import type { ConsoleSite } from './build/console.ts';
import { contentSecurityPolicy, pageHtml } from './page.ts';
import { SANDBOX_PARAMETER } from './browser/sandbox-parameter.ts';
import { RequestRefused, readJsonObject, requireOwnHost, requireSameOrigin } from './request-guards.ts';
import { answerSetup } from './setup-api.ts';
import { readStaticFile } from './static-files.ts';
import { answerVisualforce } from './visualforce.ts';

export interface WebServerOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Default 127.0.0.1: only this computer. */
  readonly host?: string;
  readonly org: AuraOrg;
  /** What `buildConsole` returned. */
  readonly site: ConsoleSite;
  /** Told of failures of the server itself, which the browser only sees as "500". */
  readonly onError?: (error: unknown) => void;
}

export interface WebServer {
  readonly url: string;
  readonly port: number;
  /** Stops listening and ends open connections. */
  close(): Promise<void>;
}

/** The port is taken; the message says what to do. */
export class PortInUseError extends Error {
  readonly port: number;
  constructor(port: number) {
    super(`port ${port} is in use; choose another with --port`);
    this.name = 'PortInUseError';
    this.port = port;
  }
}

/**
 * Serves the console: the page, its scripts, `POST /aura/<Class>.<method>` for its Apex calls, and the emulated Setup.
 * @throws PortInUseError when another program listens on the port.
 */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const host = options.host ?? '127.0.0.1';
  const server = createServer();
  await listen(server, options.port, host);
  const { port } = server.address() as AddressInfo;
  server.on('request', (request, response) => {
    answer(request, response, options, host, port).catch((error: unknown) => refuse(response, error, options.onError));
  });
  return { url: `http://${host}:${port}`, port, close: () => close(server) };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortInUseError(port) : error)
    );
    server.listen(port, host, resolve);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { org, site }: WebServerOptions,
  host: string,
  port: number
): Promise<void> {
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('cross-origin-resource-policy', 'same-origin');
  requireOwnHost(request, host, port);
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');

  if (pathname.startsWith('/setup/') && org.setup)
    return sendJson(response, 200, await answerSetup(request, org.setup, pathname.slice('/setup/'.length)));
  if (pathname.startsWith('/aura/')) return answerAura(request, response, org, pathname.slice('/aura/'.length));
  if (pathname.startsWith('/apex/') && org.visualforce) {
    const pages = { visualforce: org.visualforce.bind(org) };
    const html = await answerVisualforce(request, response, pages, pathname.slice('/apex/'.length));
    return send(response, 200, 'text/html; charset=utf-8', html);
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') throw new RequestRefused(405, 'Only GET is answered here');
  if (pathname === '/' || pathname.startsWith('/lightning/')) {
    const user = org.browserUser ? await org.browserUser() : null;
    const isSandboxed = searchParams.get(SANDBOX_PARAMETER) === '1';
    if (isSandboxed && !site.prepareSandbox)
      throw new RequestRefused(404, 'This console was not built for Lightning Web Security');
    if (isSandboxed) await site.prepareSandbox?.();
    response.setHeader('content-security-policy', contentSecurityPolicy(isSandboxed));
    return send(response, 200, 'text/html; charset=utf-8', pageHtml(site.title, { user, isSandboxed }));
  }
  const file = await readStaticFile(site.folders, pathname);
  if (!file) throw new RequestRefused(404, `Nothing is at ${pathname}`);
  send(response, 200, file.contentType, file.body, file.cacheControl);
}

/** `<Class>.<method>` or `<namespace>.<Class>.<method>`, as in `@salesforce/apex/…`. */
const APEX_METHOD = /^((?:[A-Za-z]\w*\.)?[A-Za-z]\w*)\.([A-Za-z]\w*)$/;

async function answerAura(
  request: IncomingMessage,
  response: ServerResponse,
  org: AuraOrg,
  name: string
): Promise<void> {
  if (request.method !== 'POST') throw new RequestRefused(405, 'Apex is called with POST');
  requireSameOrigin(request);
  const [, className, method] = APEX_METHOD.exec(name) ?? [];
  if (!className || !method) throw new RequestRefused(404, `"${name}" is not <Class>.<method>`);
  const result = await org.invokeAura(className, method, await readJsonObject(request));
  if (result.ok) return sendJson(response, 200, result.value ?? null);
  const { message, exceptionType = '', isUserDefinedException = false, stackTrace = '' } = result.error;
  const body: AuraError = { exceptionType, isUserDefinedException, message, stackTrace };
  sendJson(response, 500, body);
}

function refuse(response: ServerResponse, error: unknown, onError: WebServerOptions['onError']): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (error instanceof RequestRefused) {
    // The rest of a refused body is not read: the connection cannot be used again.
    response.setHeader('connection', 'close');
    return sendJson(response, error.status, { message: error.message });
  }
  onError?.(error);
  sendJson(response, 500, { message: error instanceof Error ? error.message : String(error) });
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  send(response, status, 'application/json; charset=utf-8', JSON.stringify(body));
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer, cache = 'no-store'): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': cache
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}
