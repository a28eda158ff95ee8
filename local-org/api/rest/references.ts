/**
 * `@{reference.field}`: what a composite request takes from the answers before it. `.` goes into an object, `[0]` into
 * a list; names are those of the answer, case and all.
 */

const REFERENCE = /@\{([A-Za-z0-9_]+)((?:\.[A-Za-z0-9_]+|\[\d+\])*)\}/g;

/** A reference that leads nowhere. The message is Salesforce's. */
export class ReferenceError extends Error {
  override readonly name = 'ReferenceError';

  constructor(reference: string, path: string) {
    super(`Invalid reference specified. No value for ${reference}${path} found in ${reference}`);
  }
}

/** Reference id -> body of its answer. */
export type Answers = ReadonlyMap<string, unknown>;

/** @throws ReferenceError */
export function resolveText(text: string, answers: Answers, write: (value: string) => string = String): string {
  return text.replace(REFERENCE, (_, reference: string, path: string) =>
    write(String(lookUp(reference, path, answers)))
  );
}

/** A copy of a body in which every text is resolved; a text that is one reference becomes its value. @throws ReferenceError */
export function resolveBody(value: unknown, answers: Answers): unknown {
  if (typeof value === 'string') {
    const [whole, reference, path] = new RegExp(`^${REFERENCE.source}$`).exec(value) ?? [];
    return whole === undefined ? resolveText(value, answers) : lookUp(reference!, path!, answers);
  }
  if (Array.isArray(value)) return value.map((item) => resolveBody(item, answers));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, resolveBody(item, answers)]));
}

function lookUp(reference: string, path: string, answers: Answers): unknown {
  let found = answers.get(reference);
  for (const [, name, index] of path.matchAll(/\.(\w+)|\[(\d+)\]/g)) {
    if (index !== undefined) found = Array.isArray(found) ? found[Number(index)] : undefined;
    else {
      const inside =
        typeof found === 'object' && found !== null && !Array.isArray(found) && Object.hasOwn(found, name!);
      found = inside ? (found as Record<string, unknown>)[name!] : undefined;
    }
  }
  // Only single values can be referred to.
  if (found === undefined || found === null || typeof found === 'object') throw new ReferenceError(reference, path);
  return found;
}
