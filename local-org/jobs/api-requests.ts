/** Calls to the org's API in the last 24 hours. The main thread counts them by the hour; workers see the counts. */

const HOUR = 3_600_000;
/** The hour that is under way and those before it. */
const HOURS = 24;

export class ApiRequests {
  /** To be handed to other threads, which make an `ApiRequests` of it to read. */
  readonly shared: SharedArrayBuffer;
  /** Two numbers for each hour of the day: hours since 1970, and calls in that hour. */
  readonly #counts: Int32Array;

  constructor(shared = new SharedArrayBuffer(2 * HOURS * Int32Array.BYTES_PER_ELEMENT)) {
    this.shared = shared;
    this.#counts = new Int32Array(shared);
  }

  /** One more call. @param now milliseconds since 1970 */
  add(now: number): { readonly hour: number; readonly calls: number } {
    const hour = Math.floor(now / HOUR);
    const at = 2 * (hour % HOURS);
    const calls = this.#counts[at] === hour ? this.#counts[at + 1]! + 1 : 1;
    this.set(hour, calls);
    return { hour, calls };
  }

  /** Takes over what was counted in an hour. */
  set(hour: number, calls: number): void {
    const at = 2 * (hour % HOURS);
    Atomics.store(this.#counts, at + 1, calls);
    Atomics.store(this.#counts, at, hour);
  }

  /** @param now milliseconds since 1970 */
  usedInADay(now: number): number {
    const oldest = Math.floor(now / HOUR) - HOURS + 1;
    let sum = 0;
    for (let at = 0; at < this.#counts.length; at += 2)
      if (Atomics.load(this.#counts, at) >= oldest) sum += Atomics.load(this.#counts, at + 1);
    return sum;
  }
}
