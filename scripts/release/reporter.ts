/** What a command shows: progress on the error stream, the outcome on the output. */
import type { Secrets } from './secrets.ts';

export interface Streams {
  out(text: string): void;
  err(text: string): void;
}

export interface Step {
  readonly name: string;
  readonly milliseconds: number;
  /** `done`, `kept` (done by an earlier run) or `failed`. */
  readonly outcome: 'done' | 'kept' | 'failed';
}

export class Reporter {
  readonly #streams: Streams;
  readonly #secrets: Secrets;
  readonly #json: boolean;
  readonly #verbose: boolean;
  readonly steps: Step[] = [];
  /** Commands that were only printed. */
  readonly planned: string[] = [];

  constructor(streams: Streams, secrets: Secrets, options: { readonly json: boolean; readonly verbose: boolean }) {
    this.#streams = streams;
    this.#secrets = secrets;
    this.#json = options.json;
    this.#verbose = options.verbose;
  }

  /** Progress, for people. */
  say(line: string): void {
    this.#streams.err(`${this.#secrets.hide(line)}\n`);
  }

  /** A command that runs; shown with --verbose. */
  command(line: string): void {
    if (this.#verbose) this.say(`    $ ${line}`);
  }

  /** A command that would run. */
  plan(line: string): void {
    const hidden = this.#secrets.hide(line);
    this.planned.push(hidden);
    if (!this.#json) this.#streams.out(`${hidden}\n`);
  }

  /** Runs a step, and says how long it took. */
  async step<T>(name: string, work: () => Promise<T>): Promise<T> {
    this.say(`… ${name}`);
    const started = performance.now();
    const end = (outcome: Step['outcome']): void => {
      const milliseconds = Math.round(performance.now() - started);
      this.steps.push({ name, milliseconds, outcome });
      this.say(`${outcome === 'done' ? '✓' : '✗'} ${name} (${seconds(milliseconds)})`);
    };
    try {
      const value = await work();
      end('done');
      return value;
    } catch (error) {
      end('failed');
      throw error;
    }
  }

  /** A step that an earlier run has done. */
  kept(name: string, milliseconds: number): void {
    this.steps.push({ name, milliseconds, outcome: 'kept' });
    this.say(`✓ ${name} (done before)`);
  }

  /** The outcome: one JSON object, or lines for people. */
  finish(outcome: { readonly ok: boolean; readonly json: object; readonly lines: readonly string[] }): void {
    if (this.#json) {
      const planned = this.planned.length === 0 ? {} : { planned: this.planned };
      const text = JSON.stringify({ ok: outcome.ok, ...outcome.json, steps: this.steps, ...planned }, null, 2);
      this.#streams.out(`${this.#secrets.hide(text)}\n`);
      return;
    }
    for (const line of outcome.lines) {
      if (outcome.ok) this.#streams.out(`${this.#secrets.hide(line)}\n`);
      else this.say(line);
    }
  }
}

export function seconds(milliseconds: number): string {
  return milliseconds < 100_000
    ? `${(milliseconds / 1000).toFixed(1)} s`
    : `${Math.floor(milliseconds / 60_000)} min ${Math.round((milliseconds % 60_000) / 1000)} s`;
}
