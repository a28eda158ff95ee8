/** What emitted try/catch, throw and for-each call. */
import { ApexList, ApexSet } from '../values/collections.ts';
import { ApexException, limitException, nullPointer } from './errors.ts';
import { implementationOf } from './invoke-interface.ts';

function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message === 'Maximum call stack size exceeded';
}

/**
 * The exception that a catch block looks at. Limits, aborts and errors of our own pass through every Apex catch.
 * @throws the error itself unless it is an Apex exception
 */
function caught(error: unknown): ApexException {
  if (error instanceof ApexException) return error;
  if (isStackOverflow(error)) throw limitException('Maximum stack depth reached: 1001');
  throw error;
}

function isUncatchable(error: unknown): boolean {
  return !(error instanceof ApexException);
}

/** `throw null` is a null reference, as in Java. */
function thrown(exception: ApexException | null): ApexException {
  return exception ?? nullPointer();
}

const ITERATOR = 'Iterable.Iterator<E> iterator()';
const HAS_NEXT = 'Iterator.Boolean hasNext()';
const NEXT = 'Iterator.E next()';

/** The elements of what stands after the colon. @throws System.NullPointerException */
function iterate(value: unknown): Iterable<unknown> {
  if (value === null) throw nullPointer();
  if (value instanceof ApexList || value instanceof ApexSet) return value;
  const iterator = implementationOf(value, ITERATOR)();
  if (iterator === null) throw nullPointer();
  return drain(implementationOf(iterator, HAS_NEXT), implementationOf(iterator, NEXT));
}

function* drain(hasNext: () => unknown, next: () => unknown): Generator<unknown, void, undefined> {
  while (hasNext() === true) yield next();
}

export const flow = { caught, isUncatchable, thrown, iterate };
