import type { IncomingMessage } from 'node:http';

/** A request that is refused, with the HTTP status that says why. */
export class RequestRefused extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = 'RequestRefused';
    this.status = status;
  }
}

/** Bytes of the largest JSON body that a component may send. */
export const MAX_BODY_BYTES = 1_000_000;

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Refuses requests whose Host is not this server's own name: a page on the internet that points its domain at 127.0.0.1
 * (DNS rebinding) still sends its own name here.
 */
export function requireOwnHost(request: IncomingMessage, host: string, port: number): void {
  const allowed = new Set([...LOOPBACK_NAMES, host].map((name) => `${name}:${port}`));
  if (port === 80) {
    for (const name of [...LOOPBACK_NAMES, host]) allowed.add(name);
  }
  const sent = request.headers.host ?? '';
  if (!allowed.has(sent.toLowerCase())) {
    throw new RequestRefused(421, `Host "${sent}" is not this server; open it as http://localhost:${port}`);
  }
}

/** Refuses what a page of another origin could make a browser send. Call after {@link requireOwnHost}. */
export function requireSameOrigin(request: IncomingMessage): void {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (origin !== `http://${host}` || (site !== undefined && site !== 'same-origin')) {
    throw new RequestRefused(
      403,
      `Requests from origin "${origin ?? 'none'}" are refused; only the console itself may call Apex`
    );
  }
}

/**
 * The body as a JSON object.
 * @throws RequestRefused 415 when it is not sent as JSON, 413 when it is too long, 400 when it is not a JSON object.
 */
export async function readJsonObject(request: IncomingMessage): Promise<Record<string, unknown>> {
  const body = await readBody(request, 'application/json');
  let parsed: unknown;
  try {
    parsed = JSON.parse(body || '{}');
  } catch {
    throw new RequestRefused(400, 'The body is not valid JSON');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new RequestRefused(400, 'The body must be a JSON object: parameters by name');
  }
  return parsed as Record<string, unknown>;
}

/**
 * The body as text.
 * @throws RequestRefused 415 when it is not of the wanted type, 413 when it is too long.
 */
export async function readBody(request: IncomingMessage, wanted: string): Promise<string> {
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (type !== wanted) throw new RequestRefused(415, `Send the parameters as ${wanted}`);

  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new RequestRefused(413, `The body is longer than ${MAX_BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
