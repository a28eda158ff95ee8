import ascendingLabel from '@salesforce/label/c.Console_SortAscending';
import descendingLabel from '@salesforce/label/c.Console_SortDescending';

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
