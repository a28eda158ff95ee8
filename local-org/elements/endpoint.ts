import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { reportManifests } from './manifests.ts';
import type { ManifestReport } from './manifests.ts';
import { MessageStore } from './message-store.ts';
import type { RefusedRequest, StoredMessage } from './message-store.ts';
import { errorAnswer, Receiver } from './receiver.ts';
import type { Answer } from './receiver.ts';
import { SignatureVerifier } from './signature.ts';

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
      .catch(errorAnswer)
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

function send(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, { ...SECURITY_HEADERS, 'content-type': answer.contentType });
  response.end(answer.body);
}
