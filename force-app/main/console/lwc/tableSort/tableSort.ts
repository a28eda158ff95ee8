import ascendingLabel from '@salesforce/label/c.Console_SortAscending';
import descendingLabel from '@salesforce/label/c.Console_SortDescending';
import LOCALE from '@salesforce/i18n/locale';

export interface SortOrder {
  readonly column: string;
  readonly ascending: boolean;
}

export interface SortColumn {
  readonly name: string;
  readonly label: string;
  /** Class of the header cell. */
  readonly headerClass: string;
}

/** What a header cell shows. */
export interface SortHeader extends SortColumn {
  readonly ariaSort: 'ascending' | 'descending' | 'none';
  readonly iconName: string | undefined;
  readonly iconText: string;
}

/** Texts are sorted as the user's language sorts them; unknown values come last either way. */
export function sortRows<Row>(
  rows: readonly Row[],
  valueOf: (row: Row) => string | number | null | undefined,
  ascending: boolean
): readonly Row[] {
  const direction = ascending ? 1 : -1;
  return [...rows].sort((first, second) => {
    const a = valueOf(first) ?? null;
    const b = valueOf(second) ?? null;
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return direction * compare(a, b);
  });
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), LOCALE, { numeric: true, sensitivity: 'base' });
}

/** The order after a click on a header: the other direction, or ascending by another column. */
export function nextOrder(order: SortOrder, column: string): SortOrder {
  return { column, ascending: order.column === column ? !order.ascending : true };
}

export function sortHeaders(columns: readonly SortColumn[], order: SortOrder): readonly SortHeader[] {
  return columns.map((column) => {
    if (column.name !== order.column) return { ...column, ariaSort: 'none', iconName: undefined, iconText: '' };
    return order.ascending
      ? { ...column, ariaSort: 'ascending', iconName: 'utility:arrowup', iconText: ascendingLabel }
      : { ...column, ariaSort: 'descending', iconName: 'utility:arrowdown', iconText: descendingLabel };
  });
}
