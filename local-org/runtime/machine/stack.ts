/** Apex stacks out of JavaScript stacks: source maps lead from a script position to the Apex line and method. */

/** One frame of an Apex stack. */
export interface ApexFrame {
  /** `Class.Foo.bar`, `Class.Outer.Inner.<init>`. */
  readonly name: string;
  /** One-based line in the Apex file. */
  readonly line: number;
  /** Project path of the Apex file. */
  readonly path: string;
  /** Of the package whose code it is; '' for none. */
  readonly namespace: string;
  /** It is a managed package's, and not to be seen. */
  readonly hidden: boolean;
}

/** Finds the Apex position of a position in an emitted script (both one-based); null: no Apex code there. */
export interface FrameResolver {
  resolve(path: string, line: number, column: number): Omit<ApexFrame, 'path'> | null;
}

/** Apex allows 1,000 frames; library frames lie between them. */
const CAPTURED_FRAMES = 4000;
const SCRIPT_POSITION = /\(?(?<path>[^()]+?\.(?:cls|trigger|apex)):(?<line>\d+):(?<column>\d+)\)?$/;

let resolver: FrameResolver | null = null;

/** Installed by the machine when it loads a program. */
export function installFrameResolver(value: FrameResolver | null): void {
  resolver = value;
}

/** Records the current stack on an error, deep enough for Apex. */
export function captureApexStack(error: Error): void {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = CAPTURED_FRAMES;
  Error.captureStackTrace(error);
  // The text is made on first read, but the frames are collected now, under the larger limit.
  Error.stackTraceLimit = before;
}

/** How many of an error's outermost frames belong to code that only waited for the work that threw it. */
const waiting = new WeakMap<Error, number>();

/**
 * Asynchronous work that runs inside a test has a stack of its own.
 * @param error what the work threw; called where it comes back to the test
 */
export function endStackHere(error: unknown): void {
  if (!(error instanceof Error) || waiting.has(error)) return;
  const outer = framesOf(new Error());
  const inner = framesOf(error);
  const same = outer.every(({ name, line }, index) => {
    const frame = inner[inner.length - outer.length + index];
    return frame?.name === name && frame.line === line;
  });
  if (same) waiting.set(error, outer.length);
}

/** The Apex frames of any error, innermost first. */
export function apexFrames(error: Error): ApexFrame[] {
  const frames = framesOf(error);
  return frames.slice(0, frames.length - (waiting.get(error) ?? 0));
}

function framesOf(error: Error): ApexFrame[] {
  if (resolver === null) return [];
  const frames: ApexFrame[] = [];
  for (const text of (error.stack ?? '').split('\n')) {
    const groups = SCRIPT_POSITION.exec(text)?.groups;
    if (!groups) continue;
    const path = groups['path']!.replace(/^\s*at (?:async )?/, '');
    const found = resolver.resolve(path, Number(groups['line']), Number(groups['column']));
    if (found) frames.push({ ...found, path });
  }
  return frames;
}

/** The Apex code that called the library. */
export function callerFrame(): ApexFrame | null {
  const place = new Error();
  return apexFrames(place)[0] ?? null;
}

/** The namespace of the code that called the library; '' for none. */
export function callerNamespace(): string {
  return callerFrame()?.namespace ?? '';
}

/**
 * As `getStackTraceString()` prints it: the platform's column is always 1, and all that shows of a managed package is
 * its namespace, once for frames that follow each other.
 */
export function stackTraceString(frames: readonly ApexFrame[]): string {
  return frames
    .map(({ hidden, namespace, name, line }) => (hidden ? `(${namespace})` : `${name}: line ${line}, column 1`))
    .filter((text, index, all) => !frames[index]!.hidden || text !== all[index - 1])
    .join('\n');
}
