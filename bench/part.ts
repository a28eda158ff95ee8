/** What a benchmark is: something that runs at a size it is given and reports figures, each with its samples. */

export type Unit = 'ms' | 'ratio' | 'count' | 'per second';

export interface Figure {
  readonly name: string;
  /** The median of the samples. */
  readonly value: number;
  readonly unit: Unit;
  /** In the order in which they were taken; one for what is counted, not timed. */
  readonly samples: readonly number[];
  /** What the project promises; nothing fails when it is missed, the report says so. */
  readonly target?: { readonly atMost: number } | { readonly atLeast: number };
}

/** Figures that say something only side by side. */
export interface Table {
  readonly title: string;
  readonly columns: readonly { readonly title: string; readonly unit: Unit | 'text' }[];
  /** null where there is nothing to count. */
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** Lines over two logarithmic axes. */
export interface Chart {
  /** Name of the picture, without an ending. */
  readonly name: string;
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly lines: readonly { readonly name: string; readonly points: readonly (readonly [number, number])[] }[];
}

export interface PartOutcome {
  /** What was measured: rows, fields, repetitions. */
  readonly sizes: Readonly<Record<string, number>>;
  readonly figures: readonly Figure[];
  readonly tables?: readonly Table[];
  readonly charts?: readonly Chart[];
  /** What a reader has to know to read the figures. */
  readonly notes: readonly string[];
}

/** What long work reports to, and what ends it. */
export interface Watch {
  readonly onProgress: (text: string) => void;
  /** Aborted when the user interrupts; parts stop between two steps. */
  readonly signal: AbortSignal;
}

export interface PartOptions extends Watch {
  /** Records; each part has a default of its own. */
  readonly rows: number | null;
  readonly fields: number;
  readonly recordTypes: number;
  readonly objects: number;
  /** Repetitions of everything that is timed. */
  readonly runs: number;
  /** Of `tools`: a Salesforce CLI that has the tools as plugins. */
  readonly sf: string | null;
}

export interface Part {
  readonly name: string;
  readonly title: string;
  /** Runs only when it is named: it takes hours, or tens of gigabytes. */
  readonly isOptional?: boolean;
  /** @throws Error when something fails: a figure of work that failed would mean nothing. */
  run(options: PartOptions): Promise<PartOutcome>;
}

/** A figure from timed samples. @throws RangeError without samples */
export function figure(name: string, unit: Unit, samples: readonly number[], target?: Figure['target']): Figure {
  return { name, value: median(samples), unit, samples, ...(target === undefined ? {} : { target }) };
}

/** The middle one, or the mean of the two in the middle. */
export function median(samples: readonly number[]): number {
  if (samples.length === 0) throw new RangeError('a median needs samples');
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export interface Timed<T> {
  readonly milliseconds: number;
  /** Processor time of the whole process, all threads: much less disturbed by other work on the machine. */
  readonly processor: number;
  readonly result: T;
}

/** How long `work` took. */
export async function timed<T>(work: () => T | Promise<T>): Promise<Timed<T>> {
  const usedBefore = process.cpuUsage();
  const started = performance.now();
  const result = await work();
  const milliseconds = performance.now() - started;
  const { user, system } = process.cpuUsage(usedBefore);
  return { milliseconds, processor: (user + system) / 1000, result };
}

/** `work` so many times, one after the other. */
export async function repeat<T>(
  runs: number,
  signal: AbortSignal,
  work: (run: number) => T | Promise<T>
): Promise<T[]> {
  const results: T[] = [];
  for (let run = 0; run < runs; run++) {
    signal.throwIfAborted();
    results.push(await work(run));
  }
  return results;
}

export function isMet({ value, target }: Figure): boolean | null {
  if (target === undefined) return null;
  return 'atMost' in target ? value <= target.atMost : value >= target.atLeast;
}
