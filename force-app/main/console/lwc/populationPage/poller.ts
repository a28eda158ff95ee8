/** Milliseconds between two looks while the page is visible. */
export const VISIBLE_INTERVAL = 2_000;
/** The same while the page is hidden: nobody watches, and every look costs the org a request. */
export const HIDDEN_INTERVAL = 30_000;

/**
 * Repeats a task until it says that it is done. The next wait begins when the task has ended, so slow answers never pile
 * up. A page that becomes visible again looks at once.
 */
export class Poller {
  private readonly task: () => Promise<boolean>;
  private timer: number | undefined;
  private running = false;
  private busy = false;

  /** @param task resolves to whether to look again; must not reject. */
  constructor(task: () => Promise<boolean>) {
    this.task = task;
  }

  start(): void {
    if (this.running) return;
    this.running = true;
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
    // A run reports its progress by being asked: the platform offers no event that is free of a daily limit.
    // eslint-disable-next-line @lwc/lwc/no-async-operation
    this.timer = window.setTimeout(() => void this.look(), document.hidden ? HIDDEN_INTERVAL : VISIBLE_INTERVAL);
  }

  private async look(): Promise<void> {
    this.busy = true;
    const again = await this.task();
    this.busy = false;
    if (!this.running) return;
    if (again) this.wait();
    else this.stop();
  }

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
