/** Text as comparisons see it: without regard to case, in any script (SQLite's own NOCASE knows ASCII only). */
export function fold(text: string): string {
  return text.toLowerCase();
}

/** Name of the SQL function; every connection registers it, since indexes use it. */
export const FOLD = 'org_fold';

/**
 * Text as it is ordered for users of English locales: by the UTF-8 values of its upper-case form, so that `_` comes
 * after every letter (developer.salesforce.com/docs/platform/graphql/guide/order-considerations.html).
 */
export function sortKey(text: string): string {
  return text.toUpperCase();
}

/** Name of the SQL function, as `FOLD`. */
export const SORT_KEY = 'org_sort_key';
