/** Milliseconds until the next look after something has changed. */
export const SHORTEST_INTERVAL = 2_000;
/** Every look that finds nothing new doubles the wait, up to this. */
export const LONGEST_INTERVAL = 16_000;
/** The same while the page is hidden: nobody watches, and every look costs the org a request. */
export const HIDDEN_INTERVAL = 30_000;

/** What a look found: something new, nothing new, or that there will be nothing more. */
export type Look = 'changed' | 'same' | 'done';

/**
 * Repeats a task until it says that it is done. The next wait begins when the task has ended, so slow answers never pile
 * up. A page that becomes visible again looks at once.
 */
export class Poller {
  private readonly task: () => Promise<Look>;
  private timer: number | undefined;
  private interval = SHORTEST_INTERVAL;
  private running = false;
  private busy = false;

  /** @param task looks once; must not reject. */
  constructor(task: () => Promise<Look>) {
    this.task = task;
  }

  start(): void {
    if (this.running) return;
    this.running = true;
    this.interval = SHORTEST_INTERVAL;
    document.addEventListener('visibilitychange', this.handleVisibility);
    this.wait();
  }

  stop(): void {
    this.running = false;
    window.clearTimeout(this.timer);
    document.removeEventListener('visibilitychange', this.handleVisibility);
  }

  private wait(): void {
    window.clearTimeout(this.timer);
    // Reason (eslint:@lwc/lwc/no-async-operation): a run is watched by asking; stop() clears the one timer there is
    // code-analyzer-suppress(eslint:@lwc/lwc/no-async-operation)
    this.timer = window.setTimeout(this.look, document.hidden ? HIDDEN_INTERVAL : this.interval);
    // code-analyzer-unsuppress(eslint:@lwc/lwc/no-async-operation)
  }

  private readonly look = async (): Promise<void> => {
    this.busy = true;
    const found = await this.task();
    this.busy = false;
    if (!this.running) return;
    if (found === 'done') {
      this.stop();
    } else {
      this.interval = found === 'changed' ? SHORTEST_INTERVAL : Math.min(this.interval * 2, LONGEST_INTERVAL);
      this.wait();
    }
  };

  private readonly handleVisibility = (): void => {
    if (this.busy) return;
    if (document.hidden) {
      this.wait();
    } else {
      window.clearTimeout(this.timer);
      void this.look();
    }
  };
}
