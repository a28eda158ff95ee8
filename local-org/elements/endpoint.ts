import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EnvelopeError, parseEnvelope } from './envelope.ts';
import { reportManifests } from './manifests.ts';
import type { ManifestReport } from './manifests.ts';
import { MessageStore } from './message-store.ts';
import type { RefusedRequest, StoredMessage } from './message-store.ts';
import { renderPage } from './page.ts';
import { BodyTooLarge, readBody } from './request-body.ts';
import { SignatureError, SignatureVerifier } from './signature.ts';

export type { ManifestReport } from './manifests.ts';
export type { RefusedRequest, StoredMessage } from './message-store.ts';

export interface ElementsEndpointOptions {
  /** 0 for any free port. */
  readonly port: number;
  /** `whsec_…`; several are valid at once while a secret is being rotated. */
  readonly secrets: readonly string[];
  /** Keeps what arrived across restarts; without it messages live as long as the process. */
  readonly storeFile?: string;
}

export interface ElementsEndpoint {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** In order of arrival, each id once. */
  messages(): readonly StoredMessage[];
  refused(): readonly RefusedRequest[];
  manifests(): readonly ManifestReport[];
  close(): Promise<void>;
}

/** What to answer a request with. Deciding and sending are apart, so that faults can be put in between. */
interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** An Apex callout body cannot be longer: 12 MB, the heap limit of asynchronous Apex. */
const MAX_BODY_BYTES = 12 * 1024 * 1024;
const MESSAGES_PATH = '/connect/v1/messages';
const SECURITY_HEADERS = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store'
};

/**
 * Starts the reference endpoint on 127.0.0.1: it implements docs/callback-api.md as Elements would, verifies every
 * request and shows what arrived.
 * @throws Error with `code` EADDRINUSE when the port is taken, or when a secret or the store file is malformed.
 */
export async function startElementsEndpoint(options: ElementsEndpointOptions): Promise<ElementsEndpoint> {
  const receiver = new Receiver(new SignatureVerifier(options.secrets), new MessageStore(options.storeFile));
  const server = createServer((request, response) => {
    receiver
      .answer(request)
      .catch((error: unknown) => json(500, { code: 'internal_error', reason: String(error) }))
      .then((answer) => send(response, answer))
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', () => resolve());
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    messages: () => receiver.store.messages(),
    refused: () => receiver.store.refused(),
    manifests: () => reportManifests(receiver.store),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      })
  };
}

class Receiver {
  readonly store: MessageStore;
  readonly #verifier: SignatureVerifier;

  constructor(verifier: SignatureVerifier, store: MessageStore) {
    this.#verifier = verifier;
    this.store = store;
  }

  async answer(request: IncomingMessage): Promise<Answer> {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path === MESSAGES_PATH) {
      if (request.method === 'POST') return this.#receive(request);
      return json(405, { code: 'method_not_allowed', reason: 'use POST' });
    }
    if (request.method !== 'GET') return json(404, { code: 'not_found', reason: 'no such address' });
    if (path === '/') return { status: 200, contentType: 'text/html; charset=utf-8', body: renderPage(this.store) };
    if (path === '/messages') {
      const messages = this.store.messages().map(({ id, receivedAt, sha256, envelope }) => {
        return { id, receivedAt: new Date(receivedAt).toISOString(), sha256, ...envelope };
      });
      return json(200, { messages, manifests: reportManifests(this.store), refused: this.store.refused() });
    }
    return json(404, { code: 'not_found', reason: 'no such address' });
  }

  async #receive(request: IncomingMessage): Promise<Answer> {
    const receivedAt = Date.now();
    const id = header(request, 'webhook-id');
    const refuse = (status: number, code: string, reason: string): Answer => {
      this.store.refuse({ receivedAt, id, status, code, reason });
      return json(status, { code, reason });
    };
    let body: string;
    try {
      body = await readBody(request, MAX_BODY_BYTES);
    } catch (error) {
      if (error instanceof BodyTooLarge) return refuse(413, 'body_too_large', error.message);
      return refuse(400, 'body_unreadable', error instanceof Error ? error.message : String(error));
    }
    const timestamp = header(request, 'webhook-timestamp');
    const signature = header(request, 'webhook-signature');
    if (id === null || timestamp === null || signature === null) {
      return refuse(401, 'not_signed', 'webhook-id, webhook-timestamp and webhook-signature are required');
    }
    try {
      this.#verifier.verify(body, { id, timestamp, signature });
    } catch (error) {
      if (error instanceof SignatureError) return refuse(401, 'bad_signature', error.message);
      throw error;
    }
    if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
      return refuse(415, 'not_json', 'content-type must be application/json');
    }
    try {
      const outcome = this.store.put(id, body, parseEnvelope(JSON.parse(body)), receivedAt);
      if (outcome === 'stored') return json(201, { code: 'stored' });
      if (outcome === 'already stored') return json(409, { code: 'already_stored', reason: 'same id, same body' });
      return refuse(409, 'conflict', 'a message with this id and another body is already stored');
    } catch (error) {
      if (error instanceof SyntaxError) return refuse(400, 'bad_json', `not JSON: ${error.message}`);
      if (error instanceof EnvelopeError) return refuse(422, 'bad_message', error.message);
      throw error;
    }
  }
}

function header(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

function json(status: number, value: unknown): Answer {
  return { status, contentType: 'application/json; charset=utf-8', body: `${JSON.stringify(value)}\n` };
}

function send(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, { ...SECURITY_HEADERS, 'content-type': answer.contentType });
  response.end(answer.body);
}
