import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FaultPlanError, FaultSwitch, parseFaultPlan } from './fault-plan.ts';
import type { FaultPlan } from './fault-plan.ts';
import { answerWithFault } from './faulty-answers.ts';
import { reportManifests } from './manifests.ts';
import type { ManifestReport } from './manifests.ts';
import { MessageStore } from './message-store.ts';
import type { RefusedRequest, StoredMessage } from './message-store.ts';
import { errorAnswer, json, Receiver } from './receiver.ts';
import { readBody } from './request-body.ts';
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
  /** Faults on demand; also opens `/faults`, where the plan can be replaced. None of it without a plan. */
  readonly faults?: FaultPlan;
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

const MAX_PLAN_BYTES = 1_000_000;
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
  const faults = options.faults === undefined ? null : new FaultSwitch();
  const applyPlan = (plan: FaultPlan): void => {
    receiver.pretend(plan.secrets ?? options.secrets, plan.clockSkewSeconds ?? 0);
    faults!.set(plan);
  };
  if (options.faults !== undefined) applyPlan(options.faults);
  let previous: Answer | null = null;
  const remember = (response: ServerResponse, given: Answer): void => {
    previous = given;
    send(response, given);
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (faults !== null && request.url === '/faults') return send(response, await control(request, faults, applyPlan));
    const fault = request.method === 'POST' ? (faults?.next() ?? null) : null;
    if (fault === null) return remember(response, await receiver.answer(request).catch(errorAnswer));
    return answerWithFault(fault, request, response, { receiver, previous, send: remember });
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
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
  response.writeHead(answer.status, { ...SECURITY_HEADERS, ...answer.headers, 'content-type': answer.contentType });
  response.end(answer.body);
}

/** `GET`, `PUT` and `DELETE /faults`. */
async function control(
  request: IncomingMessage,
  faults: FaultSwitch,
  applyPlan: (plan: FaultPlan) => void
): Promise<Answer> {
  try {
    if (request.method === 'DELETE') applyPlan({});
    if (request.method === 'PUT') applyPlan(parseFaultPlan(await readBody(request, MAX_PLAN_BYTES)));
  } catch (error) {
    if (error instanceof FaultPlanError) return json(400, { code: 'bad_plan', reason: error.message });
    throw error;
  }
  // The secrets are for the endpoint only.
  return json(200, { ...faults.plan, secrets: faults.plan.secrets?.length });
}
