import { LightningElement, api } from 'lwc';
import { formatCount, formatLabel, isKnown, matchesSearch } from 'c/format';
import { nextOrder, sortHeaders, sortRows } from 'c/tableSort';
import type { SortColumn, SortHeader, SortOrder } from 'c/tableSort';
import type { FieldPopulation, ObjectFields } from 'types/population';
import { bandOf, fieldRow } from './fieldRows';
import type { BandChoice, FieldRow } from './fieldRows';
import labels from './labels';
import { typeLabel } from './typeLabels';

type ColumnName = 'label' | 'type' | 'fill' | 'method';

/** Rows of a page: an object may have 800 fields. */
const PAGE_SIZE = 100;

/** Value of "all" in the record type picker: a combobox has no empty value. */
const ALL = 'all';

const COLUMNS: readonly SortColumn[] = [
  { name: 'label', label: labels.field, headerClass: '' },
  { name: 'type', label: labels.type, headerClass: 'secondary' },
  { name: 'fill', label: labels.fillRate, headerClass: 'fill' },
  { name: 'method', label: labels.method, headerClass: 'secondary' }
];

const VALUE: Readonly<Record<ColumnName, (field: FieldPopulation) => string | number | null | undefined>> = {
  label: (field) => field.label,
  type: (field) => typeLabel(field.type),
  fill: (field) => field.share,
  method: (field) => field.method
};

const BANDS: readonly (readonly [BandChoice, string])[] = [
  ['zero', labels.bandZero],
  ['below25', labels.bandBelow25],
  ['below50', labels.bandBelow50],
  ['below75', labels.bandBelow75],
  ['from75', labels.bandFrom75],
  ['notMeasured', labels.notMeasured]
];

interface BandButton {
  readonly name: string;
  readonly text: string;
  readonly pressed: 'true' | 'false';
  readonly dotClass: string;
}

/**
 * The fields of one object: fill rate, band, how it was measured or why not, and picklist values.
 * @fires recordtypechange with `{ recordTypeId }`, null for all record types.
 */
export default class FieldTable extends LightningElement {
  /** Id of the record type that the figures are of; null: all. */
  @api recordTypeId: string | null = null;

  readonly labels = labels;
  search = '';
  band: BandChoice | null = null;
  order: SortOrder = { column: 'fill', ascending: false };
  expanded: ReadonlySet<string> = new Set();
  readonly pageSize = PAGE_SIZE;
  offset = 0;
  private result: ObjectFields | undefined;

  @api
  get population(): ObjectFields | undefined {
    return this.result;
  }
  set population(next: ObjectFields | undefined) {
    // Filters stay while the same object is refreshed; another object starts afresh.
    if (next?.objectName !== this.result?.objectName) {
      this.search = '';
      this.band = null;
      this.offset = 0;
      this.expanded = new Set();
    }
    this.result = next;
  }

  get fields(): readonly FieldPopulation[] {
    return this.result?.fields ?? [];
  }

  get isEmpty(): boolean {
    return this.fields.length === 0;
  }

  get headers(): readonly SortHeader[] {
    return sortHeaders(COLUMNS, this.order);
  }

  get found(): readonly FieldPopulation[] {
    return this.fields.filter(
      (field) => matchesSearch(this.search, field.label, field.name) && (!this.band || bandOf(field) === this.band)
    );
  }

  get total(): number {
    return this.found.length;
  }

  get rows(): readonly FieldRow[] {
    const byLabel = sortRows(this.found, VALUE.label, true);
    const sorted = sortRows(byLabel, VALUE[this.order.column as ColumnName], this.order.ascending);
    return sorted
      .slice(this.offset, this.offset + PAGE_SIZE)
      .map((field) => fieldRow(field, this.expanded.has(field.name)));
  }

  get nothingFound(): boolean {
    return this.rows.length === 0;
  }

  get bands(): readonly BandButton[] {
    const filters = BANDS.flatMap(([band, label]) => {
      const count = this.fields.filter((field) => bandOf(field) === band).length;
      return count > 0 || band === this.band ? [this.bandButton(band, `${label} (${formatCount(count)})`)] : [];
    });
    return [this.bandButton(null, `${labels.bandAll} (${formatCount(this.fields.length)})`), ...filters];
  }

  get hasRecordTypes(): boolean {
    return (this.result?.recordTypes.length ?? 0) > 0;
  }

  get recordTypeOptions(): readonly { readonly label: string; readonly value: string }[] {
    const options = (this.result?.recordTypes ?? []).map(({ id, name, records }) => ({
      label: isKnown(records) ? formatLabel(labels.recordTypeOption, name, formatCount(records)) : name,
      value: id
    }));
    return [{ label: labels.allRecordTypes, value: ALL }, ...options];
  }

  get recordTypeValue(): string {
    return this.recordTypeId ?? ALL;
  }

  handleSearch(event: CustomEvent<{ value: string }>): void {
    this.search = event.detail.value;
    this.offset = 0;
  }

  handleSort(event: Event): void {
    this.order = nextOrder(this.order, datasetOf(event).column ?? 'label');
    this.offset = 0;
  }

  handleBand(event: Event): void {
    const chosen = datasetOf(event).band;
    this.band = BANDS.find(([band]) => band === chosen)?.[0] ?? null;
    this.offset = 0;
  }

  handlePage(event: CustomEvent<{ offset: number }>): void {
    this.offset = event.detail.offset;
  }

  handleExpand(event: Event): void {
    const name = datasetOf(event).field ?? '';
    const next = new Set(this.expanded);
    if (!next.delete(name)) next.add(name);
    this.expanded = next;
  }

  handleRecordType(event: CustomEvent<{ value: string }>): void {
    const { value } = event.detail;
    const recordTypeId = value === ALL ? null : value;
    this.dispatchEvent(new CustomEvent('recordtypechange', { detail: { recordTypeId } }));
  }

  private bandButton(band: BandChoice | null, text: string): BandButton {
    return {
      name: band ?? ALL,
      text,
      pressed: band === this.band ? 'true' : 'false',
      dotClass: `dot dot_${band ?? ALL}`
    };
  }
}

const datasetOf = (event: Event): DOMStringMap => (event.currentTarget as HTMLElement).dataset;
