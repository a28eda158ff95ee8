/** The org's clock: real time plus an offset that all threads share. The virtual clock moves the offset forward. */
import type { Clock } from '../runtime/platform/org-context.ts';

export function createOffset(): SharedArrayBuffer {
  return new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT);
}

export function offsetClock(offset: SharedArrayBuffer): Clock {
  const view = new BigInt64Array(offset);
  return { now: () => Date.now() + Number(Atomics.load(view, 0)) };
}

/** The same, and time passes as if queries took as long as on the platform. */
export function virtualClock(offset: SharedArrayBuffer): Clock {
  let rest = 0;
  const pass = (milliseconds: number): void => {
    rest += milliseconds;
    const whole = Math.floor(rest);
    rest -= whole;
    Atomics.add(new BigInt64Array(offset), 0, BigInt(whole));
  };
  return { ...offsetClock(offset), pass };
}

/** Moves the clock to at least that moment; never back. */
export function advanceTo(offset: SharedArrayBuffer, moment: number): void {
  const gap = moment - offsetClock(offset).now();
  if (gap > 0) Atomics.add(new BigInt64Array(offset), 0, BigInt(Math.ceil(gap)));
}
