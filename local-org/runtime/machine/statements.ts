/** Statement hooks: coverage, the count that the CPU model reads, and a callback every so many statements. */

/** Which lines of a file could run and how often they did. */
export interface FileCoverage {
  readonly path: string;
  /** Sorted. */
  readonly coverable: readonly number[];
  /** Sorted. */
  readonly covered: readonly number[];
}

/** The lines of a file that ran. */
export type CoveredLines = Pick<FileCoverage, 'path' | 'covered'>;

export interface LineHooks {
  readonly statement: (index: number) => void;
  readonly line: (index: number) => void;
}

/** Without a callback the countdown starts from here and is only re-read. */
const FAR = 2 ** 31;

type Callback = (executed: number, path: string, line: number) => void;

/**
 * Counts executed statements. The count runs backwards from the next callback, so that a statement costs one
 * subtraction and one test.
 */
export class StatementMeter {
  readonly #callback: Callback;
  readonly #files: { readonly path: string; readonly lines: readonly number[]; readonly hits: Uint8Array }[] = [];
  #interval = 0;
  #start = FAR;
  #left = FAR;
  #before = 0;

  constructor(callback: Callback) {
    this.#callback = callback;
  }

  /** Statements between two callbacks; 0: none. 1 makes every statement a fault point. */
  get interval(): number {
    return this.#interval;
  }

  set interval(value: number) {
    this.#settle();
    this.#interval = value;
    this.#restart();
  }

  /** Statements executed since the machine exists. */
  get executed(): number {
    return this.#before + (this.#start - this.#left);
  }

  /** Statements executed since the last callback (or change of interval). */
  get pending(): number {
    return this.#start - this.#left;
  }

  /**
   * The hooks of one file; emitted code calls them with the index of a line: `statement` where a statement begins, `line`
   * where a further line runs (the head of a method, an operand on a line of its own), which is only covered.
   */
  hooks(path: string, lines: readonly number[]): LineHooks {
    const hits = new Uint8Array(lines.length);
    this.#files.push({ path, lines, hits });
    return {
      statement: (index) => {
        hits[index] = 1;
        if (--this.#left <= 0) this.#elapsed(path, lines[index]!);
      },
      line: (index) => {
        hits[index] = 1;
      }
    };
  }

  coverage(): FileCoverage[] {
    return this.#files.map(({ path, lines, hits }) => ({
      path,
      coverable: [...lines].sort((a, b) => a - b),
      covered: lines.filter((_, index) => hits[index] === 1).sort((a, b) => a - b)
    }));
  }

  /** What has run since the last call: lines by file, files without any left out. Counting starts anew. */
  takeCovered(): CoveredLines[] {
    return this.#files.flatMap(({ path, lines, hits }) => {
      const covered = lines.filter((_, index) => hits[index] === 1).sort((a, b) => a - b);
      hits.fill(0);
      return covered.length === 0 ? [] : [{ path, covered }];
    });
  }

  resetCoverage(): void {
    for (const { hits } of this.#files) hits.fill(0);
  }

  #elapsed(path: string, line: number): void {
    const executed = this.pending;
    this.#settle();
    this.#restart();
    if (this.#interval > 0) this.#callback(executed, path, line);
  }

  #settle(): void {
    this.#before += this.pending;
    this.#start = this.#left;
  }

  #restart(): void {
    this.#start = this.#left = this.#interval === 0 ? FAR : this.#interval;
  }
}
