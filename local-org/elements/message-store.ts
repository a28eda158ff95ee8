import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { parseEnvelope } from './envelope.ts';
import type { Envelope } from './envelope.ts';

export interface StoredMessage {
  /** The `webhook-id`. */
  readonly id: string;
  /** Milliseconds since 1970, by the clock of the endpoint. */
  readonly receivedAt: number;
  /** Exactly what was sent; digests are taken over it. */
  readonly body: string;
  readonly sha256: string;
  readonly envelope: Envelope;
}

export interface RefusedRequest {
  readonly receivedAt: number;
  readonly id: string | null;
  readonly status: number;
  readonly code: string;
  readonly reason: string;
}

export type StoreOutcome = 'stored' | 'already stored' | 'conflict';

/**
 * Keeps each message once, under its id. With a file, one line of JSON per message is appended before the sender hears
 * that it was stored, so what was acknowledged survives a restart of the endpoint.
 */
export class MessageStore {
  readonly #messages = new Map<string, StoredMessage>();
  readonly #refused: RefusedRequest[] = [];
  readonly #file: string | undefined;

  /** @throws Error when the file exists and a line of it is not a stored message. */
  constructor(file?: string) {
    this.#file = file;
    if (file !== undefined && existsSync(file)) {
      readFileSync(file, 'utf8')
        .split('\n')
        .forEach((line, index) => {
          if (line !== '') this.#restore(line, `${file}:${index + 1}`);
        });
    }
  }

  /** Stores at most once. The same id with the same body is a repeat; with another body a conflict, and not stored. */
  put(id: string, body: string, envelope: Envelope, receivedAt: number): StoreOutcome {
    const sha256 = sha256Of(body);
    const earlier = this.#messages.get(id);
    if (earlier !== undefined) return earlier.sha256 === sha256 ? 'already stored' : 'conflict';
    if (this.#file !== undefined) appendFileSync(this.#file, `${JSON.stringify({ id, receivedAt, body })}\n`);
    this.#messages.set(id, { id, receivedAt, body, sha256, envelope });
    return 'stored';
  }

  refuse(request: RefusedRequest): void {
    this.#refused.push(request);
  }

  get(id: string): StoredMessage | undefined {
    return this.#messages.get(id);
  }

  /** In order of arrival. */
  messages(): readonly StoredMessage[] {
    return [...this.#messages.values()];
  }

  refused(): readonly RefusedRequest[] {
    return [...this.#refused];
  }

  #restore(line: string, place: string): void {
    let parsed: unknown;
    try {
      parsed = JSON.parse(line);
    } catch {
      throw new Error(`${place}: not a stored message; move the file away to start empty`);
    }
    const { id, receivedAt, body } = parsed as Record<string, unknown>;
    if (typeof id !== 'string' || typeof receivedAt !== 'number' || typeof body !== 'string') {
      throw new Error(`${place}: not a stored message; move the file away to start empty`);
    }
    const envelope = parseEnvelope(JSON.parse(body));
    this.#messages.set(id, { id, receivedAt, body, sha256: sha256Of(body), envelope });
  }
}

export function sha256Of(body: string): string {
  return createHash('sha256').update(body, 'utf8').digest('hex');
}
