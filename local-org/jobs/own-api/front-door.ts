/**
 * Where Apex's calls to the org itself arrive: an HTTP server on this computer, which the name of the org's own domain
 * leads to. It lives in the main thread with the main thread's connection, so it answers while the worker that calls is
 * blocked. Its callers are the org's own servers: every call comes from their address.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readSetting } from '../../store/index.ts';
import { PLATFORM_ADDRESS } from './authorize.ts';
import type { OwnOrg } from './authorize.ts';
import { answerRest } from './rest.ts';
import type { OwnAnswer, OwnRequest } from './rest.ts';
import { answerMetadataSoap } from './soap.ts';

const MOST_BYTES = 6_000_000;
const METADATA_SOAP = /^\/services\/Soap\/m\/\d+\.0\/?$/;

export interface FrontDoor {
  readonly url: string;
  close(): Promise<void>;
}

/** Answers one call as Setup says that the org answers itself. */
export function answerOwnCall(org: OwnOrg, request: OwnRequest): OwnAnswer {
  return METADATA_SOAP.test(request.target) && request.method === 'POST'
    ? answerMetadataSoap(org, request)
    : answerRest(org, request);
}

export async function openFrontDoor(org: OwnOrg): Promise<FrontDoor> {
  const server = createServer((request, response) => {
    receive(org, request, response).catch((error: unknown) => {
      // A fault of the local org itself must not look like an answer of the platform's.
      response.writeHead(500, { 'content-type': 'text/plain' }).end(`local org: ${String(error)}`);
    });
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  server.unref();
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      })
  };
}

async function receive(org: OwnOrg, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) {
      request.socket.destroy();
      return;
    }
    chunks.push(chunk);
  }
  const mood = readSetting(org.store, 'ownApi');
  // The caller's own timeout ends the call.
  if (mood === 'times out') return;
  if (mood === 'fails') {
    request.socket.destroy();
    return;
  }
  const { status, contentType, body } = answerOwnCall(org, {
    method: request.method ?? 'GET',
    target: request.url ?? '/',
    headers: request.headers,
    body: Buffer.concat(chunks).toString('utf8'),
    callerAddress: PLATFORM_ADDRESS
  });
  response.writeHead(status, { 'content-type': contentType }).end(body);
}
