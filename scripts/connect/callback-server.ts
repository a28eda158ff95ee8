import { createServer } from 'node:http';
import { once } from 'node:events';
import type { Attempt } from './authorisation.ts';
import { codeOfCallback } from './authorisation.ts';
import { ConnectError } from './errors.ts';

const PAGE = (title: string, text: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><style>body{font:1.1rem system-ui;margin:15vh auto;max-width:34rem;padding:0 1rem}</style><h1>${title}</h1><p>${text}</p></html>`;

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/**
 * Waits on this machine for the browser to come back with the code. Listens on the loopback interface only, for one
 * answer, and answers any other request with 404.
 * @throws ConnectError for Salesforce's refusal, a port that is taken, or when nobody comes back in time
 */
export async function receiveCode(
  attempt: Attempt,
  options: { readonly milliseconds: number; readonly onListening: () => void; readonly signal: AbortSignal }
): Promise<string> {
  const callback = new URL(attempt.callback);
  const server = createServer();
  const answered = new Promise<string>((resolve, reject) => {
    server.on('request', (request, response) => {
      const url = new URL(request.url ?? '/', callback);
      if (request.method !== 'GET' || url.pathname !== callback.pathname) {
        response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
        return;
      }
      const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', connection: 'close' };
      try {
        const code = codeOfCallback(url.searchParams, attempt);
        // First the page, then the end: closing the server would cut it off.
        response
          .writeHead(200, headers)
          .end(PAGE('Authorised', 'You can close this page and return to the terminal.'), () => resolve(code));
      } catch (error) {
        const refusal = error as ConnectError;
        response
          .writeHead(400, headers)
          .end(PAGE('Not authorised', escaped(`${refusal.message} ${refusal.fix}`)), () => reject(refusal));
      }
    });
    server.on('error', (error: NodeJS.ErrnoException) =>
      reject(
        new ConnectError(
          'port',
          `This machine cannot listen on ${callback.host}: ${error.message}.`,
          'End the program that uses the port, choose another port with --callback (and register it with the app), or use --paste.'
        )
      )
    );
  });
  const timer = setTimeout(() => server.emit('timeout-of-admin'), options.milliseconds);
  const late = once(server, 'timeout-of-admin', { signal: options.signal }).then(() => {
    throw new ConnectError(
      'timeout',
      `Nobody came back within ${Math.round(options.milliseconds / 60_000)} minutes.`,
      'If Salesforce asked for multi-factor authentication, log in to Salesforce in the browser, finish the registration of a verification method, and start again. If the page showed an error, follow it. If the browser cannot reach this machine, use --paste.'
    );
  });
  server.listen(
    Number(callback.port),
    callback.hostname === 'localhost' ? '127.0.0.1' : callback.hostname,
    options.onListening
  );
  try {
    return await Promise.race([answered, late]);
  } finally {
    clearTimeout(timer);
    server.close();
    server.closeIdleConnections();
  }
}
