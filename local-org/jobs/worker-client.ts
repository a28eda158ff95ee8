/** The main thread's side of a worker: requests in order, answers as promises, its end noticed. */
import { Worker } from 'node:worker_threads';
import type { WorkerAnswers, WorkerEvent, WorkerMessage, WorkerRequest, WorkerSetup } from './worker-protocol.ts';

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

/** The worker ended while it worked on a request. */
export class WorkerDiedError extends Error {
  override readonly name = 'WorkerDiedError';
}

/** How long a worker may take to come to its end before it is ended where it stands. */
const END_PATIENCE_MILLISECONDS = 30_000;

export class WorkerClient {
  readonly #worker: Worker;
  readonly #exited: Promise<void>;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;
  #ended = false;
  readonly ready: Promise<void>;

  constructor(setup: WorkerSetup, onEvent: (event: WorkerEvent) => void) {
    // No arguments of the process: a loader among them would be loaded by every thread.
    this.#worker = new Worker(new URL('./worker-boot.mjs', import.meta.url), { workerData: setup, execArgv: [] });
    this.#exited = new Promise((resolve) => this.#worker.once('exit', () => resolve()));
    let started = false;
    this.ready = new Promise((resolve, reject) => {
      this.#worker.on('message', (message: WorkerMessage) => {
        if ('event' in message) {
          if (message.event === 'ready') {
            started = true;
            resolve();
          } else onEvent(message);
        } else this.#settle(message);
      });
      this.#worker.on('error', (error) => {
        // Before it is ready it cannot work at all, and its own words say why; later it is a worker that died.
        this.#fail(started ? new WorkerDiedError(error.message, { cause: error }) : error);
        reject(error);
      });
      this.#worker.on('exit', () => {
        const error = new WorkerDiedError('the worker has ended');
        this.#fail(error);
        reject(error);
      });
    });
    // Whoever opens the org awaits `ready`; a worker that is ended before that is no surprise.
    this.ready.catch(() => undefined);
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** @throws WorkerDiedError when the worker ends meanwhile; Error with the Apex stack for what fails inside */
  request<T extends WorkerRequest['type']>(
    request: Extract<WorkerRequest, { readonly type: T }>
  ): Promise<WorkerAnswers[T]> {
    if (this.#ended) return Promise.reject(new WorkerDiedError('the worker has ended'));
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve, reject });
      this.#worker.postMessage({ id, request });
    });
  }

  /**
   * Lets the thread end what it does, close its database and go. Ending it by force is kept for one that takes too long:
   * a thread that is ended inside the database's own code takes the whole process with it.
   */
  async end(): Promise<void> {
    if (this.#ended) return this.kill();
    this.#ended = true;
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, END_PATIENCE_MILLISECONDS);
    });
    this.#worker.postMessage(null);
    await Promise.race([this.#exited, patience]);
    clearTimeout(timer);
    await this.kill();
  }

  /** Ends the thread where it stands: its open transaction is rolled back. */
  async kill(): Promise<void> {
    this.#ended = true;
    await this.#worker.terminate();
  }

  #settle(message: Extract<WorkerMessage, { readonly id: number }>): void {
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if ('failure' in message) waiting?.reject(new Error(message.failure));
    else waiting?.resolve(message.answer as never);
  }

  #fail(error: Error): void {
    this.#ended = true;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
