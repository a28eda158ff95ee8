import { LightningElement, api } from 'lwc';
import { formatCount, isKnown, matchesSearch } from 'c/format';
import { nextOrder, sortHeaders, sortRows } from 'c/tableSort';
import type { SortColumn, SortHeader, SortOrder } from 'c/tableSort';
import type { ObjectPopulation } from 'types/population';
import labels from './labels';

type ColumnName = 'label' | 'records' | 'fill';

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

const VALUE: Readonly<Record<ColumnName, (object: ObjectPopulation) => string | number | null | undefined>> = {
  label: (object) => object.label,
  records: (object) => object.records,
  fill: (object) => object.averageFill
};

/** The objects of a run: search, sort, choose one. @fires choose with `{ objectName }`. */
export default class ObjectList extends LightningElement {
  @api objects: readonly ObjectPopulation[] = [];
  /** API name of the chosen object. */
  @api selected: string | undefined;

  readonly labels = labels;
  search = '';
  order: SortOrder = { column: 'records', ascending: false };

  get headers(): readonly SortHeader[] {
    return sortHeaders(COLUMNS, this.order);
  }

  get rows(): readonly Row[] {
    const found = this.objects.filter((object) => matchesSearch(this.search, object.label, object.objectName));
    return sortRows(found, VALUE[this.order.column as ColumnName], this.order.ascending).map((object) => {
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
    return this.objects.length === 0;
  }

  get nothingFound(): boolean {
    return this.rows.length === 0;
  }

  handleSearch(event: CustomEvent<{ value: string }>): void {
    this.search = event.detail.value;
  }

  handleSort(event: Event): void {
    this.order = nextOrder(this.order, (event.currentTarget as HTMLElement).dataset.column ?? 'label');
  }

  handleChoose(event: Event): void {
    const objectName = (event.currentTarget as HTMLElement).dataset.object;
    this.dispatchEvent(new CustomEvent('choose', { detail: { objectName } }));
  }
}

function noteOf(object: ObjectPopulation): string {
  if (object.status === 'Queued') return labels.queued;
  if (object.status === 'Running') return labels.running;
  if (isKnown(object.averageFill)) return '';
  if (object.status === 'measured') return object.records === 0 ? labels.noRecords : labels.noAverage;
  return `${labels.notMeasured}: ${object.reason ?? labels.noReason}`;
}
