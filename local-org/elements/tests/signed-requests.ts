import { createHash } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { ElementsEndpoint } from '../endpoint.ts';

export const CURRENT = `whsec_${Buffer.from('the current secret, thirty-two b').toString('base64')}`;
export const PREVIOUS = `whsec_${Buffer.from('the previous secret, thirty-two ').toString('base64')}`;
export const FOREIGN = `whsec_${Buffer.from('a secret of somebody else, 32 by').toString('base64')}`;

export function objectMessage(object: string, runId = 'a00000000000001AAA'): string {
  return JSON.stringify({
    type: 'population.object',
    version: 1,
    timestamp: '2025-01-01T00:00:00.000Z',
    data: { runId, objectName: object }
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
      runId,
      part,
      isLast,
      messages: messages.map(({ id, body }) => ({ id, sha256: createHash('sha256').update(body).digest('hex') }))
    }
  });
}

export const PING = JSON.stringify({ type: 'ping', version: 1, timestamp: '2025-01-01T00:00:00.000Z', data: {} });

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
