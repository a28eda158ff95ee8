import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { EndpointFault } from './fault-plan.ts';
import { errorAnswer, json } from './receiver.ts';
import type { Answer, Receiver } from './receiver.ts';

interface FaultyEnd {
  readonly receiver: Receiver;
  /** The answer to the request before; null for the first. */
  readonly previous: Answer | null;
  readonly send: (response: ServerResponse, answer: Answer) => void;
}

/** Answers a request as the fault wants it. What "stores the message" is left to the receiver: it may refuse it. */
export async function answerWithFault(
  fault: EndpointFault,
  request: IncomingMessage,
  response: ServerResponse,
  { receiver, previous, send }: FaultyEnd
): Promise<void> {
  switch (fault.kind) {
    case 'status':
      request.resume();
      return send(response, statusAnswer(fault));
    case 'timeout':
      // Whoever waits gives up; the server closes the connection when it ends.
      request.resume();
      return;
    case 'reset':
      response.destroy();
      return;
  }
  const bytes = await buffer(request);
  const handle = (): Promise<Answer> => receiver.answer(again(request, bytes)).catch(errorAnswer);
  const answer = await handle();
  switch (fault.kind) {
    case 'drop':
      response.destroy();
      return;
    case 'slow':
      await new Promise((resolve) => setTimeout(resolve, (fault.seconds ?? 1) * 1000).unref());
      return send(response, answer);
    case 'truncate':
      response.writeHead(answer.status, { 'content-type': answer.contentType, 'content-length': answer.body.length });
      response.write(answer.body.slice(0, answer.body.length / 2), () => response.destroy());
      return;
    case 'duplicate':
      return send(response, await handle());
    case 'previous answer':
      return send(response, previous ?? answer);
  }
}

/** The request as the network would repeat it. */
function again({ url, method, headers }: IncomingMessage, bytes: Buffer): IncomingMessage {
  return Object.assign(Readable.from([bytes]), { url, method, headers }) as unknown as IncomingMessage;
}

function statusAnswer({ status, retryAfter }: EndpointFault): Answer {
  const answer = json(status ?? 500, { code: 'fault', reason: 'a fault on demand', time: new Date().toISOString() });
  return retryAfter === undefined ? answer : { ...answer, headers: { 'retry-after': retryAfter } };
}
