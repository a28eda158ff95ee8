import { createHash } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { ElementsEndpoint } from '../endpoint.ts';

export const CURRENT = `whsec_${Buffer.from('the current secret, thirty-two b').toString('base64')}`;
export const PREVIOUS = `whsec_${Buffer.from('the previous secret, thirty-two ').toString('base64')}`;
export const FOREIGN = `whsec_${Buffer.from('a secret of somebody else, 32 by').toString('base64')}`;

const ORG = '00D000000000001AAA';
/** An id of a run, told apart by its number. */
export const runNumber = (number: number): string => `a00${String(number).padStart(12, '0')}AAA`;

export function objectMessage(object: string, runId = runNumber(1)): string {
  return JSON.stringify({
    type: 'population.object',
    version: 1,
    timestamp: '2025-01-01T00:00:00.000Z',
    data: {
      orgId: ORG,
      runId,
      objectName: object,
      label: object,
      part: 1,
      isLast: true,
      status: 'measured',
      reason: null,
      asOf: '2025-01-01T00:00:00.000Z',
      records: 0,
      recordTypes: [],
      fieldSets: [],
      fieldsMeasured: 0,
      fieldsUnmeasured: 0,
      averageFill: null,
      fields: []
    }
  });
}

export function manifest(
  messages: readonly { id: string; body: string }[],
  runId: string,
  { part = 1, isLast = true } = {}
): string {
  return JSON.stringify({
    type: 'population.manifest',
    version: 1,
    timestamp: '2025-01-01T00:00:00.000Z',
    data: {
      orgId: ORG,
      runId,
      status: 'Completed',
      part,
      isLast,
      messages: messages.map(({ id, body }) => ({ id, sha256: createHash('sha256').update(body).digest('hex') }))
    }
  });
}

export const PING = JSON.stringify({
  type: 'ping',
  version: 1,
  timestamp: '2025-01-01T00:00:00.000Z',
  data: { orgId: ORG }
});

export interface Send {
  /** Of messages when left out. */
  readonly path?: string;
  readonly id: string;
  readonly body: string;
  readonly secret?: string;
  readonly at?: Date;
  readonly signedBody?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export async function post(endpoint: ElementsEndpoint, send: Send): Promise<{ status: number; code: string }> {
  const { status, body } = await exchange(endpoint, send);
  return { status, code: body['code'] as string };
}

export async function exchange(
  endpoint: ElementsEndpoint,
  send: Send
): Promise<{ readonly status: number; readonly body: Readonly<Record<string, unknown>> }> {
  const at = send.at ?? new Date();
  const response = await fetch(`${endpoint.url}${send.path ?? '/connect/v1/messages'}`, {
    method: 'POST',
    body: send.body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': send.id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(send.secret ?? CURRENT).sign(send.id, at, send.signedBody ?? send.body),
      ...send.headers
    }
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
