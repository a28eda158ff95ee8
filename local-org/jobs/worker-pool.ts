/**
 * Workers for requests: an idle one takes the next request, and when all are busy another is started, up to a few. So
 * a request that Apex makes to its own org is answered while the worker that makes it waits.
 */
import type { WorkerClient } from './worker-client.ts';
import type { WorkerAnswers, WorkerRequest } from './worker-protocol.ts';

const MOST_WORKERS = 4;

export class WorkerPool {
  readonly #start: () => WorkerClient;
  /** Requests under way, by worker. */
  readonly #workers = new Map<WorkerClient, number>();

  /** Starts the first worker. */
  constructor(start: () => WorkerClient) {
    this.#start = start;
    this.#workers.set(start(), 0);
  }

  /** Resolves when the workers that there are can work. @throws Error when one cannot */
  async ready(): Promise<void> {
    await Promise.all([...this.#workers.keys()].map((worker) => worker.ready));
  }

  /** @throws WorkerDiedError when the worker ends meanwhile; Error with the Apex stack for what fails inside */
  async request<T extends WorkerRequest['type']>(
    request: Extract<WorkerRequest, { readonly type: T }>
  ): Promise<WorkerAnswers[T]> {
    const worker = this.#choose();
    this.#workers.set(worker, this.#workers.get(worker)! + 1);
    try {
      return await worker.request<T>(request);
    } finally {
      const left = this.#workers.get(worker);
      if (left !== undefined) this.#workers.set(worker, left - 1);
    }
  }

  async end(): Promise<void> {
    const workers = [...this.#workers.keys()];
    this.#workers.clear();
    await Promise.all(workers.map((worker) => worker.end()));
  }

  #choose(): WorkerClient {
    for (const worker of this.#workers.keys()) if (worker.ended) this.#workers.delete(worker);
    const [least] = [...this.#workers].sort(([, a], [, b]) => a - b);
    if (least !== undefined && (least[1] === 0 || this.#workers.size >= MOST_WORKERS)) return least[0];
    const started = this.#start();
    this.#workers.set(started, 0);
    return started;
  }
}
