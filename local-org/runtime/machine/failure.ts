/** What is reported when an execution ends with an error: test results, job status, the text a debug log shows. */
import { ApexException, NotSupportedError, UncatchableError } from './errors.ts';
import { apexFrames, stackTraceString } from './stack.ts';

export interface Failure {
  /** `System.MathException`; null for errors of the local org itself. */
  readonly typeName: string | null;
  /** Without the type. */
  readonly message: string;
  /** `Class.Foo.bar: line 12, column 1`, one frame per line, innermost first; '' when no Apex ran. */
  readonly stackTrace: string;
  /** `System.MathException: Divide by 0`. */
  readonly text: string;
}

/** Did the execution reach what the local org does not know? Layers below the machine say so with errors of their own. */
export function isUnsupported(error: unknown): boolean {
  return (
    error instanceof NotSupportedError ||
    (error instanceof Error &&
      !(error instanceof ApexException) &&
      error.message.startsWith('not supported by the local org: '))
  );
}

const LIMIT = 'System.LimitException';
/** Uncatchable errors carry their type in the text: `System.AssertException: …`. */
const TYPED = /^(System\.\w+Exception): ([^]*)$/;

function exceptionFailure(error: ApexException): Omit<Failure, 'stackTrace'> {
  try {
    const { typeName, message } = error;
    return { typeName, message, text: `${typeName}: ${message}` };
  } catch (unknown) {
    // Nobody here knows the message.
    return failureOf(unknown);
  }
}

/** Describes anything that was thrown out of Apex. A failure of the local org itself keeps its JavaScript message. */
export function failureOf(error: unknown): Failure {
  const stackTrace = error instanceof Error ? stackTraceString(apexFrames(error)) : '';
  if (error instanceof ApexException) return { ...exceptionFailure(error), stackTrace };
  if (error instanceof RangeError && error.message === 'Maximum call stack size exceeded') {
    const message = 'Maximum stack depth reached: 1001';
    return { typeName: LIMIT, message, stackTrace, text: `${LIMIT}: ${message}` };
  }
  if (error instanceof UncatchableError) {
    const [, typeName = null, message = error.message] = TYPED.exec(error.message) ?? [];
    return { typeName, message, stackTrace, text: error.message };
  }
  const message = error instanceof Error ? error.message : String(error);
  if (isUnsupported(error)) return { typeName: null, message, stackTrace, text: message };
  return { typeName: null, message, stackTrace, text: `Internal error of the local org: ${message}` };
}
