/** The three kinds of failure inside the local org: Apex exceptions, what Apex can never catch, and our own gaps. */
import { runtimeType } from './runtime-type.ts';
import type { RuntimeType } from './runtime-type.ts';
import { apexFrames, captureApexStack } from './stack.ts';
import type { ApexFrame } from './stack.ts';

/** What `getMessage()` gives for an exception made without one. */
const NO_MESSAGE = 'Script-thrown exception';

/** An Apex exception object: a built-in one, or the base of an emitted exception class. */
export class ApexException extends Error {
  /** As `getTypeName()` prints it: `System.MathException`, `Outer.MyException`. */
  readonly typeName: string;
  override cause: ApexException | null;
  /** Was it made by `new` in a program, rather than raised by the platform? */
  isMadeByProgram = false;
  /** What a browser is shown instead of the message; null for the message. */
  shownMessage: string | null = null;

  /** The stack is taken here, as on the platform: `new DmlException().getStackTraceString()` names the caller. */
  constructor(typeName: string, message: string | null = null, cause: ApexException | null = null) {
    super(message ?? NO_MESSAGE);
    this.typeName = typeName;
    this.cause = cause;
    captureApexStack(this);
  }

  get apexType(): RuntimeType {
    return runtimeType(this.typeName);
  }

  /** Innermost first; mapped from the JavaScript stack on every call, so that exceptions stay cheap to throw. */
  get apexStack(): readonly ApexFrame[] {
    return apexFrames(this);
  }
}

/**
 * Makes a built-in exception. `typeName` may leave out `System.`: `MathException`, `NullPointerException`,
 * `QueryException`, `DmlException`, `Database.…`.
 */
export function apexException(
  typeName: string,
  message: string | null,
  cause: ApexException | null = null
): ApexException {
  return new ApexException(typeName.includes('.') ? typeName : `System.${typeName}`, message, cause);
}

/**
 * An exception of a known type whose words are not known: code may catch it, and whoever asks for its message, be it the
 * report of a test that it ends, hears that the local org does not know it.
 */
export function wordlessException(typeName: string, when: string): ApexException {
  const exception = apexException(typeName, null);
  Object.defineProperty(exception, 'message', {
    get: () => notSupported(`the message of ${exception.typeName} ${when}`)
  });
  return exception;
}

/** `System.NullPointerException` with the platform's message. */
export function nullPointer(): ApexException {
  return apexException('NullPointerException', 'Attempt to de-reference a null object');
}

/**
 * What compiled `catch` and `finally` let pass: governor limits and aborted executions. `message` is complete, with
 * type: `System.LimitException: Too many SOQL queries: 101`.
 */
export class UncatchableError extends Error {
  constructor(message: string) {
    super(message);
    captureApexStack(this);
  }

  get apexStack(): readonly ApexFrame[] {
    return apexFrames(this);
  }
}

/**
 * An exception that nothing in the trigger catches in which it is raised, while whoever saved the records meets it as a
 * failed save (beyond-the-cloud-dev/trigger-lib, discovery of trigger contexts on an org).
 */
export class TriggerFatalError extends UncatchableError {
  readonly exception: ApexException;
  /** Does it end the triggers above as well, all but the outermost? */
  readonly endsCallers: boolean;

  constructor(exception: ApexException, endsCallers = false) {
    super(`${exception.typeName}: ${exception.message}`);
    this.exception = exception;
    this.endsCallers = endsCallers;
  }
}

/** `System.LimitException: <what>`. */
export function limitException(what: string): UncatchableError {
  return new UncatchableError(`System.LimitException: ${what}`);
}

/** Something that Salesforce has and the local org does not. Apex can not catch it. */
export class NotSupportedError extends UncatchableError {
  constructor(what: string) {
    super(`not supported by the local org: ${what}`);
  }
}

/** @throws NotSupportedError always */
export function notSupported(what: string): never {
  throw new NotSupportedError(what);
}
