import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createSyncFn } from 'synckit';
import type { ManifestReport } from '../../elements/manifests.ts';
import type { RefusedRequest } from '../../elements/message-store.ts';
import type { WireAnswer, WireRequest } from '../../runtime/platform/http-exchange.ts';
import type { ReceiverControl } from './receiver-process.ts';

export interface ReceiverState {
  readonly messages: readonly { readonly id: string; readonly sha256: string; readonly type: string }[];
  readonly manifests: readonly ManifestReport[];
  readonly refused: readonly RefusedRequest[];
}

/** The receiver in its own process, asked synchronously, because Apex waits for its callouts. */
export class ReceiverClient {
  readonly #process: ChildProcess;
  readonly #url: string;
  readonly #exchange = createSyncFn(new URL('../../runtime/platform/http-thread.mjs', import.meta.url)) as unknown as (
    request: WireRequest
  ) => WireAnswer;

  private constructor(child: ChildProcess, port: number) {
    this.#process = child;
    this.#url = `http://127.0.0.1:${port}`;
  }

  static async start(): Promise<ReceiverClient> {
    const child = fork(new URL('receiver-process.ts', import.meta.url), { execArgv: ['--import', 'tsx'] });
    const port = await new Promise<number>((resolve, reject) => {
      child.once('message', (message) => resolve(message as number));
      child.once('exit', (code) => reject(new Error(`the receiver ended with ${code}`)));
    });
    return new ReceiverClient(child, port);
  }

  /** @param clock what time it is there, milliseconds since 1970 */
  deliver(request: WireRequest, clock: number): WireAnswer {
    return this.#exchange({
      ...request,
      headers: { ...request.headers, 'x-now': String(clock) },
      timeoutMilliseconds: 30_000,
      via: this.#url
    });
  }

  control(control: ReceiverControl): void {
    this.#ask('POST', '/control', JSON.stringify(control));
  }

  state(): ReceiverState {
    return JSON.parse(this.#ask('GET', '/messages', null)) as ReceiverState;
  }

  close(): void {
    this.#process.disconnect();
  }

  #ask(method: string, path: string, body: string | null): string {
    const answer = this.#exchange({
      url: this.#url + path,
      method,
      headers: {},
      body: body === null ? null : Buffer.from(body),
      compressed: false,
      timeoutMilliseconds: 30_000,
      maximumBytes: 12_000_000,
      via: null
    });
    if (answer.kind === 'failure') throw new Error(`the receiver does not answer: ${answer.message}`);
    return Buffer.from(answer.body).toString('utf8');
  }
}
