/** Text as comparisons see it: without regard to case, in any script (SQLite's own NOCASE knows ASCII only). */
export function fold(text: string): string {
  return text.toLowerCase();
}

/** Name of the SQL function; every connection registers it, since indexes use it. */
export const FOLD = 'org_fold';
