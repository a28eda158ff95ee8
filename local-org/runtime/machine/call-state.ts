/** Depth of the Apex stack and the sharing mode in force, per thread. Kept apart from transactions for speed. */
import { limitException } from './errors.ts';
import type { EffectiveSharing } from './hooks.ts';

const MAXIMUM_DEPTH = 1000;

interface CallState {
  depth: number;
  /** Null: no Apex is running yet. */
  sharing: EffectiveSharing | null;
}

const state: CallState = { depth: 0, sharing: null };

/** Entry of a method of a class declared `with` or `without sharing`; gives what `leave` wants back. */
export function enter(sharing: EffectiveSharing): EffectiveSharing | null {
  const before = state.sharing;
  deeper();
  state.sharing = sharing;
  return before;
}

/** Entry of a method of a class declared `inherited sharing`: `with` where a transaction begins there. */
export function enterInherited(): EffectiveSharing | null {
  const before = state.sharing;
  deeper();
  state.sharing ??= 'with';
  return before;
}

/** Entry of a method of a class without a sharing declaration: the caller's, `without` where a transaction begins there. */
export function enterPlain(): EffectiveSharing | null {
  const before = state.sharing;
  deeper();
  state.sharing ??= 'without';
  return before;
}

export function leave(before: EffectiveSharing | null): void {
  state.depth--;
  state.sharing = before;
}

function deeper(): void {
  if (++state.depth > MAXIMUM_DEPTH) {
    // The frame is not entered, so nobody leaves it.
    state.depth--;
    throw limitException('Maximum stack depth reached: 1001');
  }
}

/** Sharing of the code that is running; for library members that query (Database.query …). */
export function currentSharing(): EffectiveSharing {
  return state.sharing ?? 'without';
}

/** Runs `body` as the bottom of a new Apex stack: an asynchronous job started inside a test, for example. */
export function withFreshStack<T>(body: () => T): T {
  const { depth, sharing } = state;
  state.depth = 0;
  state.sharing = null;
  try {
    return body();
  } finally {
    state.depth = depth;
    state.sharing = sharing;
  }
}
