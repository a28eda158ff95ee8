/** One kind of tests that `npm test` runs. */
export interface Stage {
  /** What `--only` takes. */
  readonly name: string;
  readonly title: string;
  /** It runs alone: it keeps every core busy, or measures what another would disturb. */
  readonly fillsMachine?: boolean;
  /**
   * @param progress told of every step, to be shown while the stage runs.
   * @throws Error when the stage could not run at all; that counts as one failure.
   */
  run(progress: (text: string) => void): Promise<StageResult>;
}

export interface StageResult {
  readonly passed: number;
  readonly failures: readonly Failure[];
  readonly skipped: readonly Skip[];
  /** Lines worth showing whatever happened, such as coverage. */
  readonly notes: readonly string[];
}

export interface Failure {
  readonly name: string;
  /** What the test said, whole. */
  readonly output: string;
}

export interface Skip {
  readonly name: string;
  readonly reason: string;
  readonly tests: number;
}
