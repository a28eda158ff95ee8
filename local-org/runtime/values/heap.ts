/**
 * The heap, as far as a single value can fill it. Values cannot import the platform, which knows the limit of the
 * running transaction and provides this.
 */
let require: (bytes: number) => void = () => undefined;

/** Called once by the platform when it is loaded. @param check throws when the heap cannot hold so many bytes */
export function provideHeap(check: (bytes: number) => void): void {
  require = check;
}

/** Below it no transaction has a limit, so that texts of everyday size cost nothing. */
const NEVER_TOO_LARGE = 1_000_000;

/** Must be called before a text of that length is made: a long one would fill the memory of the process. @throws UncatchableError */
export function requireHeapForText(length: number): void {
  if (length > NEVER_TOO_LARGE) require(length);
}
