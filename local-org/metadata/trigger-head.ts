/** What the text of a trigger says before its body. */

export interface TriggerHead {
  /** As written; null for a text that does not begin as a trigger does. */
  readonly object: string | null;
  /** `before insert`. */
  readonly events: readonly string[];
}

/** Comments before the head may hold its words too. */
const COMMENTS = /\/\*[^]*?\*\/|\/\/[^\n\r]*/g;
const HEAD = /^\s*trigger\s+\w+\s+on\s+(?<object>\w+)\s*\((?<events>[^)]*)\)/i;

export function triggerHead(text: string): TriggerHead {
  const head = HEAD.exec(text.replace(COMMENTS, ' '))?.groups;
  const events = (head?.['events'] ?? '').split(',').map((event) => event.trim().toLowerCase().replace(/\s+/g, ' '));
  return { object: head?.['object'] ?? null, events: events.filter((event) => event !== '') };
}
