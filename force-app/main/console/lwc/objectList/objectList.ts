import { LightningElement, api } from 'lwc';
import { formatCount, isKnown } from 'c/format';
import { nextOrder, sortHeaders } from 'c/tableSort';
import type { SortColumn, SortHeader, SortOrder } from 'c/tableSort';
import type { ObjectPopulation } from 'types/population';
import labels from './labels';

interface Row {
  readonly name: string;
  readonly label: string;
  readonly rowClass: string;
  readonly current: 'true' | null;
  readonly records: string;
  readonly averageFill: number | null;
  /** Instead of figures, where there are none. */
  readonly note: string;
}

const COLUMNS: readonly SortColumn[] = [
  { name: 'label', label: labels.object, headerClass: '' },
  { name: 'records', label: labels.records, headerClass: 'number' },
  { name: 'fill', label: labels.averageFill, headerClass: '' }
];

/** What the user asks for; the server filters, sorts and cuts. */
export interface ObjectQuery {
  readonly search: string;
  readonly sortBy: string;
  readonly ascending: boolean;
  readonly offset: number;
}

/** The page that is shown before the user has asked for anything. */
export const FIRST_QUERY: ObjectQuery = { search: '', sortBy: 'records', ascending: false, offset: 0 };

/**
 * A page of the objects of a run: search, sort, choose one.
 * @fires choose with `{ objectName }`, query with an ObjectQuery
 */
export default class ObjectList extends LightningElement {
  /** The rows of the page, in order. */
  @api objects: readonly ObjectPopulation[] = [];
  /** Objects that the search finds, on all pages. */
  @api total = 0;
  /** Objects of the run. */
  @api all = 0;
  @api query: ObjectQuery = FIRST_QUERY;
  /** API name of the chosen object. */
  @api selected: string | undefined;

  readonly labels = labels;

  get order(): SortOrder {
    return { column: this.query.sortBy, ascending: this.query.ascending };
  }

  get headers(): readonly SortHeader[] {
    return sortHeaders(COLUMNS, this.order);
  }

  get rows(): readonly Row[] {
    return this.objects.map((object) => {
      const isSelected = object.objectName === this.selected;
      return {
        name: object.objectName,
        label: object.label,
        rowClass: isSelected ? 'row row_selected' : 'row',
        current: isSelected ? 'true' : null,
        records: isKnown(object.records) ? formatCount(object.records) : '',
        averageFill: object.averageFill ?? null,
        note: noteOf(object)
      };
    });
  }

  get isEmpty(): boolean {
    return this.all === 0;
  }

  get nothingFound(): boolean {
    return this.rows.length === 0;
  }

  handleSearch(event: CustomEvent<{ value: string }>): void {
    this.ask({ search: event.detail.value, offset: 0 });
  }

  handleSort(event: Event): void {
    const { column, ascending } = nextOrder(this.order, (event.currentTarget as HTMLElement).dataset.column ?? 'label');
    this.ask({ sortBy: column, ascending, offset: 0 });
  }

  handlePage(event: CustomEvent<{ offset: number }>): void {
    this.ask({ offset: event.detail.offset });
  }

  handleChoose(event: Event): void {
    const objectName = (event.currentTarget as HTMLElement).dataset.object;
    this.dispatchEvent(new CustomEvent('choose', { detail: { objectName } }));
  }

  private ask(change: Partial<ObjectQuery>): void {
    this.dispatchEvent(new CustomEvent('query', { detail: { ...this.query, ...change } }));
  }
}

function noteOf(object: ObjectPopulation): string {
  if (object.status === 'Queued') return labels.queued;
  if (object.status === 'Running') return labels.running;
  if (isKnown(object.averageFill)) return '';
  if (object.status === 'measured') return object.records === 0 ? labels.noRecords : labels.noAverage;
  return `${labels.notMeasured}: ${object.reason ?? labels.noReason}`;
}
