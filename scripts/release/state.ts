/**
 * What a release has done so far, in a file: a step that is done is not done again, whatever ended the run before.
 * A step's own notes are kept while it runs (a request's id), so that it can go on where it was cut off.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ReleaseError } from './errors.ts';

export type StepResult = Readonly<Record<string, string | number | boolean | null>>;

export interface StepState {
  readonly done: boolean;
  /** Milliseconds that the step took when it ended well. */
  readonly milliseconds: number;
  readonly result: StepResult;
}

interface StateFile {
  readonly version: string;
  readonly commit: string;
  readonly steps: Readonly<Record<string, StepState>>;
}

export class ReleaseState {
  readonly #file: string;
  readonly #facts: { readonly version: string; readonly commit: string };
  readonly #keeps: boolean;
  #steps: Record<string, StepState>;
  /** The commit that an earlier state in the file was of; null when it is of this one, or there was none. */
  readonly replaced: string | null;

  private constructor(file: string, facts: { version: string; commit: string }, keeps: boolean) {
    this.#file = file;
    this.#facts = facts;
    this.#keeps = keeps;
    const before = existsSync(file) ? readState(file) : null;
    const same = before !== null && before.commit === facts.commit && before.version === facts.version;
    this.#steps = same ? { ...before.steps } : {};
    this.replaced = before !== null && !same ? before.commit : null;
  }

  /**
   * State of another commit is left behind: what was built from that is not what is released now.
   * @param keeps false for a dry run, which reads the file and writes nothing
   * @throws ReleaseError for a file that cannot be read
   */
  static open(file: string, facts: { readonly version: string; readonly commit: string }, keeps = true): ReleaseState {
    return new ReleaseState(file, facts, keeps);
  }

  get(step: string): StepState | null {
    return this.#steps[step] ?? null;
  }

  isDone(step: string): boolean {
    return this.#steps[step]?.done === true;
  }

  /** Keeps what is known so far of a step that is not done. */
  note(step: string, result: StepResult): void {
    this.#steps[step] = { done: false, milliseconds: 0, result: { ...this.#steps[step]?.result, ...result } };
    this.#save();
  }

  done(step: string, milliseconds: number, result: StepResult): void {
    this.#steps[step] = { done: true, milliseconds, result: { ...this.#steps[step]?.result, ...result } };
    this.#save();
  }

  /** The step starts from nothing next time. */
  forget(step: string): void {
    this.#steps = Object.fromEntries(Object.entries(this.#steps).filter(([name]) => name !== step));
    this.#save();
  }

  /** A reader never sees half a file, nor does the next run after a power cut. */
  #save(): void {
    if (!this.#keeps) return;
    mkdirSync(path.dirname(this.#file), { recursive: true });
    const content: StateFile = { ...this.#facts, steps: this.#steps };
    writeFileSync(`${this.#file}.new`, `${JSON.stringify(content, null, 2)}\n`);
    renameSync(`${this.#file}.new`, this.#file);
  }
}

function readState(file: string): StateFile {
  try {
    const { version, commit, steps } = JSON.parse(readFileSync(file, 'utf8')) as Partial<StateFile>;
    if (typeof version !== 'string' || typeof commit !== 'string' || typeof steps !== 'object')
      throw new Error('version, commit or steps are missing');
    return { version, commit, steps };
  } catch (error) {
    throw new ReleaseError(
      'bad_state',
      `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      'Remove the file. Versions that exist already are found again in the Dev Hub by their commit.'
    );
  }
}
