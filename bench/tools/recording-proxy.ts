import { createServer, request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a client has asked for. */
export interface Recorded {
  /** Requests to Salesforce's APIs. */
  apiCalls: number;
  /** Queries, in requests of their own or in composite ones. */
  queries: number;
  /** Records that came back; a COUNT() is one. */
  rows: number;
}

export interface RecordingProxy {
  readonly url: string;
  readonly recorded: Recorded;
  close(): Promise<void>;
}

interface Answer {
  readonly totalSize?: number;
  readonly records?: readonly unknown[];
  readonly compositeResponse?: readonly { readonly body?: Answer }[];
}

/** Passes requests on to a server on this machine and counts what is asked of it. */
export async function startRecordingProxy(port: number): Promise<RecordingProxy> {
  const recorded: Recorded = { apiCalls: 0, queries: 0, rows: 0 };
  const server = createServer((received, response) => {
    void passOn(port, received, response).then((body) => record(recorded, received.url ?? '', body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    recorded,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      })
  };
}

/** @returns the body of the answer */
function passOn(port: number, received: IncomingMessage, response: ServerResponse): Promise<string> {
  return new Promise((resolve) => {
    const { method, url, headers } = received;
    // Not compressed: it is read here.
    const sent = request({
      host: '127.0.0.1',
      port,
      method,
      path: url,
      headers: { ...headers, 'accept-encoding': 'identity' }
    });
    sent.on('response', (answer) => {
      const chunks: Buffer[] = [];
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
      answer.pipe(response);
    });
    sent.on('error', (error) => {
      response.destroy(error);
      resolve('');
    });
    received.pipe(sent);
  });
}

function record(recorded: Recorded, url: string, body: string): void {
  if (!/\/services\/(data|Soap)\//.test(url)) return;
  recorded.apiCalls++;
  if (!/\/(query|queryAll|composite)\b/.test(url)) return;
  const answer = JSON.parse(body) as Answer;
  for (const each of answer.compositeResponse?.map((part) => part.body) ?? [answer]) {
    if (each?.totalSize === undefined) continue;
    recorded.queries++;
    recorded.rows += Math.max(1, each.records?.length ?? 0);
  }
}
