import type { IncomingMessage } from 'node:http';
import { ContractError } from './contract.ts';
import { parseEnvelope, requirePing } from './envelope.ts';
import { reportManifests } from './manifests.ts';
import type { MessageStore } from './message-store.ts';
import { renderPage } from './page.ts';
import { BodyTooLarge, readBody } from './request-body.ts';
import { SignatureError, SignatureVerifier } from './signature.ts';

/** What to answer a request with. Deciding and sending are apart, so that faults can be put in between. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An Apex callout body cannot be longer: 12 MB, the heap limit of asynchronous Apex. */
const MAX_BODY_BYTES = 12 * 1024 * 1024;
const MESSAGES_PATH = '/connect/v1/messages';
const PING_PATH = '/connect/v1/ping';

/** A request whose signature is right. */
interface SignedRequest {
  readonly id: string;
  readonly body: string;
  readonly receivedAt: number;
}

type Refuse = (status: number, code: string, reason: string) => Answer;

/** Decides what each request is answered with. */
export class Receiver {
  readonly store: MessageStore;
  #verifier: SignatureVerifier;
  #skewSeconds = 0;

  constructor(verifier: SignatureVerifier, store: MessageStore) {
    this.#verifier = verifier;
    this.store = store;
  }

  /** For faults on demand: accepts other secrets from now on, by a clock that is so many seconds ahead. */
  pretend(secrets: readonly string[], skewSeconds: number): void {
    this.#verifier = new SignatureVerifier(secrets, skewSeconds);
    this.#skewSeconds = skewSeconds;
  }

  async answer(request: IncomingMessage): Promise<Answer> {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path === MESSAGES_PATH || path === PING_PATH) {
      if (request.method === 'POST') {
        return this.#receive(
          request,
          path === PING_PATH ? (signed) => this.#pong(signed) : (signed, refuse) => this.#store(signed, refuse)
        );
      }
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

  /** Checks the signature, and leaves the rest to `accept`. */
  async #receive(request: IncomingMessage, accept: (signed: SignedRequest, refuse: Refuse) => Answer): Promise<Answer> {
    const receivedAt = Date.now();
    const id = header(request, 'webhook-id');
    const refuse: Refuse = (status, code, reason) => {
      this.store.refuse({ receivedAt, id, status, code, reason });
      return json(status, { code, reason, time: this.#now() });
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
      return accept({ id, body, receivedAt }, refuse);
    } catch (error) {
      if (error instanceof SyntaxError) return refuse(400, 'bad_json', `not JSON: ${error.message}`);
      if (error instanceof ContractError) return refuse(422, 'bad_message', error.message);
      throw error;
    }
  }

  #store({ id, body, receivedAt }: SignedRequest, refuse: Refuse): Answer {
    const outcome = this.store.put(id, body, parseEnvelope(JSON.parse(body)), receivedAt);
    if (outcome === 'stored') return json(201, { code: 'stored', time: this.#now() });
    if (outcome === 'already stored') {
      return json(409, { code: 'already_stored', reason: 'same id, same body', time: this.#now() });
    }
    return refuse(409, 'conflict', 'a message with this id and another body is already stored');
  }

  #pong({ body }: SignedRequest): Answer {
    requirePing(JSON.parse(body));
    return json(200, { code: 'pong', time: this.#now() });
  }

  /** By the clock of this machine, so that a sender whose clock differs can tell. */
  #now(): string {
    return new Date(Date.now() + this.#skewSeconds * 1000).toISOString();
  }
}

function header(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** An answer in JSON. */
export function json(status: number, value: unknown): Answer {
  return { status, contentType: 'application/json; charset=utf-8', body: `${JSON.stringify(value)}\n` };
}

/** For a fault of the endpoint itself: the sender tries again later. */
export function errorAnswer(error: unknown): Answer {
  return json(500, { code: 'internal_error', reason: error instanceof Error ? error.message : String(error) });
}
