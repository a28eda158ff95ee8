import type { Check } from 'types/readiness';

/** Checks that are shown as one. */
export type Bundle = readonly [Check, ...Check[]];

export const singly = (checks: readonly Check[]): readonly Bundle[] => checks.map((check) => [check]);

/**
 * Puts checks together that could not be carried out for the same reason: to read it once for each would hide the one
 * thing that is to do. Keeps the order.
 */
export function bundled(checks: readonly Check[]): readonly Bundle[] {
  const bundles = new Map<string, [Check, ...Check[]]>();
  for (const check of checks) {
    const { id, status, method, solution, link, evidence } = check;
    const waits = status === 'unknown' && method === 'none' && solution;
    const key = waits ? JSON.stringify([solution, link, evidence]) : id;
    const found = bundles.get(key);
    if (found) found.push(check);
    else bundles.set(key, [check]);
  }
  return [...bundles.values()];
}
