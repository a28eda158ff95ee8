/** How errors travel inside the compiler: thrown from the expression that is wrong, caught by the statement around it. */
import type { CompileProblem, SourceFile } from './symbols.ts';
import type { Position } from './types.ts';

/** An error in the source being compiled. Caught at the next statement or member, so that checking goes on after it. */
export class CompileFailure extends Error {
  readonly position: Position;
  constructor(position: Position, message: string) {
    super(message);
    this.name = 'CompileFailure';
    this.position = position;
  }
}

/** Ends the checking of an expression whose cause has been reported elsewhere. */
export class ReportedFailure extends Error {
  override readonly name = 'ReportedFailure';
}

export function fail(position: Position, message: string): never {
  throw new CompileFailure(position, message);
}

/** For what Salesforce accepts and the local org does not know. */
export function unsupported(position: Position, what: string): never {
  throw new CompileFailure(position, `not supported by the local org: ${what}`);
}

/** What every message about something unsupported says. */
export const UNSUPPORTED = 'not supported by the local org';

/** Appended where a name may be missing in the source or only in the local org's library. */
export const OR_UNSUPPORTED = ` (or ${UNSUPPORTED})`;

export class ProblemLog {
  readonly #problems: CompileProblem[] = [];
  readonly #aside: CompileProblem[] = [];
  #silent = 0;

  report(file: SourceFile, position: Position, message: string): void {
    const kind = message.includes(UNSUPPORTED) ? 'unsupported' : 'error';
    this.#problems.push({ path: file.path, line: position.line, column: position.column + 1, kind, message });
  }

  /** Runs `work`; a CompileFailure becomes a problem of `file` and yields `null`. */
  guard<T>(file: SourceFile, work: () => T): T | null {
    try {
      return work();
    } catch (error) {
      if (error instanceof ReportedFailure) {
        this.#silent += 1;
        return null;
      }
      if (!(error instanceof CompileFailure)) throw error;
      this.report(file, error.position, error.message);
      return null;
    }
  }

  /** How often checking stopped so far: problems, and consequences of problems reported elsewhere. */
  get failures(): number {
    return this.#problems.length + this.#silent;
  }

  /** Problems so far, for `since` and `setAside`. */
  get reported(): number {
    return this.#problems.length;
  }

  /** Problems reported since `reported` was that many. */
  since(reported: number): readonly CompileProblem[] {
    return this.#problems.slice(reported);
  }

  /** Moves the problems since then aside: they no longer keep the program from being run. */
  setAside(reported: number): void {
    this.#aside.push(...this.#problems.splice(reported));
  }

  /** What was set aside, as `sorted` gives the others. */
  sortedAside(): CompileProblem[] {
    return inOrder(this.#aside);
  }

  /** By path, line and column; the same problem at the same place once. */
  sorted(): CompileProblem[] {
    return inOrder(this.#problems);
  }
}

function inOrder(problems: readonly CompileProblem[]): CompileProblem[] {
  const seen = new Set<string>();
  return problems
    .filter((problem) => {
      const key = `${problem.path}:${problem.line}:${problem.column}:${problem.message}`;
      return seen.has(key) ? false : (seen.add(key), true);
    })
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line || a.column - b.column));
}
