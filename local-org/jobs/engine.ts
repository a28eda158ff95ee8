/**
 * The asynchronous engine: has a worker run what is due, waits for what is due later, and ends the jobs of a worker
 * that died. All decisions about jobs are made in the worker, in transactions; this is only the loop around it.
 */
import { EventEmitter } from 'node:events';
import { advanceTo, offsetClock } from './clock.ts';
import { WorkerDiedError } from './worker-client.ts';
import type { WorkerClient } from './worker-client.ts';
import type { FaultPlace, NextDue, StepSummary, WorkerEvent } from './worker-protocol.ts';

export interface EngineEvents {
  'job-started': [{ readonly jobId: string; readonly kind: string; readonly className: string }];
  /** A job ended, or a step of one that goes on. */
  'job-finished': [StepSummary];
  /** What ended it stands in `failure`. A batch goes on after a failed chunk. */
  'job-failed': [StepSummary];
  /** Something that no job should cause: the engine stops. */
  error: [Error];
}

export interface EngineOptions {
  readonly clockOffset: SharedArrayBuffer;
  /** 'virtual': when nothing is due, time moves to the next job that ends by itself. Schedules never move it. */
  readonly clock: 'real' | 'virtual';
  readonly startWorker: (onEvent: (event: WorkerEvent) => void) => WorkerClient;
}

/** Another thread may enqueue a job at any time: so often is it looked for while nothing is due. */
const POLL_MILLISECONDS = 50;
const STOP_PATIENCE_MILLISECONDS = 2_000;

interface IdleWaiter {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

export class Engine extends EventEmitter<EngineEvents> {
  readonly #options: EngineOptions;
  #worker: WorkerClient | null = null;
  #fault: FaultPlace | null = null;
  #running = false;
  #loop: Promise<void> = Promise.resolve();
  #wake: (() => void) | null = null;
  /** Serialised finalizers of jobs that the worker has begun. */
  readonly #finalizers = new Map<string, string>();
  #idleWaiters: IdleWaiter[] = [];

  constructor(options: EngineOptions) {
    super();
    this.#options = options;
  }

  get isRunning(): boolean {
    return this.#running;
  }

  /** Begins to run jobs, those of an earlier start of the org that never ended first. */
  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#loop = this.#run().catch((error: Error) => this.#stopWith(error));
  }

  /** Gives the step that runs a moment to end, then starts no other. What is cut short is rolled back, as in a crash. */
  async stop(): Promise<void> {
    this.#running = false;
    this.#wake?.();
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, STOP_PATIENCE_MILLISECONDS);
    });
    await Promise.race([this.#loop, patience]);
    clearTimeout(timer);
    await this.#worker?.end();
    await this.#loop;
    this.#worker = null;
    for (const { reject } of this.#idleWaiters.splice(0)) reject(new Error('the engine has been stopped'));
  }

  /** Looks for work now: somebody may have enqueued a job. */
  poke(): void {
    this.#wake?.();
  }

  /** Resolves when no job runs and none waits, schedules left aside. @throws Error when the engine stops on an error */
  idle(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#idleWaiters.push({ resolve, reject });
      this.poke();
    });
  }

  /** Moves the virtual clock, so that schedules fire. @throws Error on a real clock */
  advance(milliseconds: number): void {
    if (this.#options.clock !== 'virtual') throw new Error('only a virtual clock can be moved');
    advanceTo(this.#options.clockOffset, offsetClock(this.#options.clockOffset).now() + milliseconds);
    this.poke();
  }

  /**
   * Lets the worker die, once, when a job reaches that statement, as a crash would. The engine starts another worker,
   * which ends the job.
   */
  killAt(place: FaultPlace): void {
    this.#fault = place;
    this.poke();
  }

  /** Ends the worker wherever it stands. */
  async killWorker(): Promise<void> {
    await this.#worker?.kill();
  }

  async #run(): Promise<void> {
    let recover = true;
    while (this.#running) {
      try {
        const worker = this.#ensureWorker();
        if (recover) {
          for (const summary of await worker.request({ type: 'recover', finalizers: new Map(this.#finalizers) }))
            this.#report(summary);
          recover = false;
        }
        if (this.#fault !== null) {
          await worker.request({ type: 'faultAt', place: this.#fault });
          this.#fault = null;
        }
        // Only an answer to a question asked after `idle()` may settle it: what came before may have enqueued a job.
        const asking = this.#idleWaiters.length;
        const answer = await worker.request({ type: 'step' });
        if (answer.ran !== null) this.#report(answer.ran);
        else await this.#rest(answer.next, asking);
      } catch (error) {
        if (!(error instanceof WorkerDiedError)) throw error;
        this.#worker = null;
        recover = true;
      }
    }
  }

  #ensureWorker(): WorkerClient {
    if (this.#worker === null || this.#worker.ended)
      this.#worker = this.#options.startWorker((event) => this.#take(event));
    return this.#worker;
  }

  #take(event: WorkerEvent): void {
    if (event.event === 'started') this.emit('job-started', event);
    else if (event.event === 'finalizer') this.#finalizers.set(event.jobId, event.graph);
  }

  #report(summary: StepSummary): void {
    this.#finalizers.delete(summary.jobId);
    this.emit(summary.failure === null ? 'job-finished' : 'job-failed', summary);
  }

  /** Nothing is due. */
  async #rest(next: NextDue, asking: number): Promise<void> {
    const now = offsetClock(this.#options.clockOffset).now();
    if (next.finite === null) {
      for (const { resolve } of this.#idleWaiters.splice(0, asking)) resolve();
      // Somebody began to wait meanwhile: ask again at once.
      if (this.#idleWaiters.length > 0) return;
    } else if (this.#options.clock === 'virtual') {
      advanceTo(this.#options.clockOffset, next.finite);
      return;
    }
    const wait = next.any === null ? POLL_MILLISECONDS : Math.min(POLL_MILLISECONDS, Math.max(0, next.any - now));
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, wait);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = null;
  }

  #stopWith(error: Error): void {
    this.#running = false;
    for (const { reject } of this.#idleWaiters.splice(0)) reject(error);
    if (this.listenerCount('error') > 0) this.emit('error', error);
    else throw error;
  }
}
