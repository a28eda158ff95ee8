/**
 * What can fill the heap: texts and collections that grow. Values cannot import the platform, which knows the limit of the
 * running transaction and provides the measuring.
 */
import { apexException, limitException } from '../machine/errors.ts';

/** Longest text, in characters: octoberswimmer/aer, CHANGELOG v1.2.12. */
const LONGEST_TEXT = 6_000_000;
/** Smaller collections are not measured, unless something large is added. */
export const FIRST_MEASURE = 64;
const LARGE_TEXT = 20_000;

/** Throws when the heap cannot hold the collection; gives the size at which it has to be measured again. */
export type MeasureGrowth = (collection: object, size: number) => number;
let measure: MeasureGrowth = () => Infinity;

/** Called once by the platform when it is loaded. */
export function provideHeap(given: MeasureGrowth): void {
  measure = given;
}

/**
 * To be called when something has been added. Collections are measured from time to time only, because measuring one
 * means going through it.
 * @param measureAt what the last call returned; FIRST_MEASURE at first
 * @throws UncatchableError when the heap cannot hold it
 */
export function grown(collection: object, size: number, measureAt: number, added: unknown): number {
  const isLarge = typeof added === 'string' && added.length >= LARGE_TEXT;
  return size < measureAt && !isLarge ? measureAt : measure(collection, size);
}

/** Must be called before a text is joined: a long one would fill the memory of the process. @throws System.StringException */
export function requireTextLength(length: number): void {
  // The words are from memory.
  if (length > LONGEST_TEXT) throw apexException('StringException', `String length exceeds maximum: ${LONGEST_TEXT}`);
}

/** `String.repeat` refuses by a limit that no Apex can catch (octoberswimmer/aer, CHANGELOG v1.2.12). */
export function requireRepeatedLength(length: number): void {
  if (length > LONGEST_TEXT) throw limitException('String is too long.');
}
