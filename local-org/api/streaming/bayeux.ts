/**
 * The door of the Streaming API: the CLI shakes hands before it asks for the results of a test run. No channel is
 * served, and whoever subscribes to one is told so.
 */
import { randomBytes } from 'node:crypto';
import { json } from '../http/answer.ts';
import type { ApiAnswer } from '../http/answer.ts';
import { ApiError, notFound } from '../http/errors.ts';
import { isObject, jsonBody } from '../http/request.ts';
import type { ApiRequest } from '../http/request.ts';
import { isVersion } from '../http/router.ts';
import type { Route } from '../http/router.ts';

const HANDSHAKE = '/meta/handshake';
const REFUSED = '403::not supported by the local org: streaming';
/** Messages in one request; a client sends one or two. */
const MOST_MESSAGES = 20;

export const streamingRoutes: readonly Route[] = [
  { route: 'POST /cometd/:version', handle: answer },
  { route: 'POST /cometd/:version/:kind', handle: answer }
];

function answer(request: ApiRequest): ApiAnswer {
  const version = request.params['version']!;
  if (!/^\d+\.0$/.test(version) || !isVersion(Number(version))) throw notFound();
  const body = jsonBody(request);
  const messages: unknown[] = Array.isArray(body) ? body : [body];
  if (messages.length > MOST_MESSAGES) throw new ApiError(400, 'INVALID_INPUT', 'There are too many messages');
  return json(messages.map(reply));
}

function reply(message: unknown): Record<string, unknown> {
  const { channel, id, subscription } = isObject(message) ? message : {};
  const about = { channel, ...(id === undefined ? {} : { id }) };
  if (typeof channel !== 'string') throw new ApiError(400, 'INVALID_INPUT', 'A message has to name its channel');
  if (channel === HANDSHAKE) {
    return {
      ...about,
      version: '1.0',
      minimumVersion: '1.0',
      clientId: randomBytes(14).toString('hex'),
      supportedConnectionTypes: ['long-polling'],
      successful: true
    };
  }
  if (channel === '/meta/disconnect') return { ...about, successful: true };
  return {
    ...about,
    ...(subscription === undefined ? {} : { subscription }),
    successful: false,
    error: REFUSED,
    advice: { reconnect: 'none' }
  };
}
