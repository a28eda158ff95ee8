/**
 * The receiving side of the delivery schedules, in a process of its own: the reference endpoint's receiver, whose clock
 * follows the header `x-now` of each request. `POST /control` replaces its secrets and empties it.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MessageStore } from '../../elements/message-store.ts';
import { errorAnswer, Receiver } from '../../elements/receiver.ts';
import { SignatureVerifier } from '../../elements/signature.ts';

/** What `POST /control` takes. */
export interface ReceiverControl {
  readonly secrets: readonly string[];
  /** Forget what is stored. */
  readonly empty: boolean;
}

let now = Date.now();
// The library that verifies signatures reads this clock.
Date.now = () => now;

let store = new MessageStore();
let receiver: Receiver | null = null;

const server = createServer((request, response) => {
  void (async () => {
    if (request.url === '/control') {
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      const control = JSON.parse(Buffer.concat(chunks).toString('utf8')) as ReceiverControl;
      if (control.empty) store = new MessageStore();
      receiver = new Receiver(new SignatureVerifier(control.secrets), store);
      response.end('{}');
      return;
    }
    now = Number(request.headers['x-now'] ?? now);
    const { status, contentType, body } = await receiver!.answer(request).catch(errorAnswer);
    response.writeHead(status, { 'content-type': contentType, connection: 'close' });
    response.end(body);
  })();
});
server.listen(0, '127.0.0.1', () => {
  process.send!((server.address() as AddressInfo).port);
});
process.on('disconnect', () => process.exit(0));
