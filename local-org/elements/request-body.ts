import type { IncomingMessage } from 'node:http';

export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

/**
 * Reads a request's body as UTF-8. A body over the limit is read to its end but not kept, so that the sender gets an
 * answer instead of a broken connection.
 * @throws BodyTooLarge over `maxBytes`; Error when the sender goes away, or the bytes are not UTF-8.
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= maxBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (length > maxBytes) throw new BodyTooLarge(`the body has ${length} bytes, at most ${maxBytes} are accepted`);
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
}
