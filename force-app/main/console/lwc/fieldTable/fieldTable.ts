import { LightningElement, api } from 'lwc';
import { formatCount, formatLabel, isKnown } from 'c/format';
import { nextOrder, sortHeaders } from 'c/tableSort';
import type { SortColumn, SortHeader, SortOrder } from 'c/tableSort';
import type { BandChoice, FieldPopulation, FieldQuery, FieldsPage } from 'types/population';
import { METHODS, fieldRow } from './fieldRows';
import type { FieldRow } from './fieldRows';
import LOCALE from '@salesforce/i18n/locale';
import labels from './labels';
import { TYPES } from './typeLabels';

/** Rows of a page, as the server cuts them: an object may have 800 fields. */
const PAGE_SIZE = 100;

/** Value of "all" in the record type picker: a combobox has no empty value. */
const ALL = 'all';

const COLUMNS: readonly SortColumn[] = [
  { name: 'label', label: labels.field, headerClass: '' },
  { name: 'type', label: labels.type, headerClass: 'secondary' },
  { name: 'fill', label: labels.fillRate, headerClass: 'fill' },
  { name: 'method', label: labels.method, headerClass: 'secondary' }
];

/** The page that is shown before the user has asked for anything. */
export const FIRST_FIELDS: FieldQuery = {
  search: '',
  band: null,
  sortBy: 'fill',
  ranks: [],
  direction: 'descending',
  offset: 0
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
 * A page of the fields of one object: fill rate, band, how it was measured or why not, and picklist values.
 * @fires recordtypechange with `{ recordTypeId }`, null for all record types; query with a FieldQuery
 */
export default class FieldTable extends LightningElement {
  /** The run whose results these are. */
  @api runId = '';
  @api population: FieldsPage | undefined;
  @api query: FieldQuery = FIRST_FIELDS;
  /** Id of the record type that the figures are of; null: all. */
  @api recordTypeId: string | null = null;

  readonly labels = labels;
  readonly pageSize = PAGE_SIZE;
  /** Fields whose values are open, each with its object: another object may have a field of the same name. */
  expanded: ReadonlySet<string> = new Set();

  get fields(): readonly FieldPopulation[] {
    return this.population?.fields ?? [];
  }

  get objectName(): string {
    return this.population?.objectName ?? '';
  }

  get all(): number {
    return this.population?.all ?? 0;
  }

  get total(): number {
    return this.population?.total ?? 0;
  }

  get isEmpty(): boolean {
    return this.all === 0;
  }

  get order(): SortOrder {
    return { column: this.query.sortBy, ascending: this.query.direction === 'ascending' };
  }

  get headers(): readonly SortHeader[] {
    return sortHeaders(COLUMNS, this.order);
  }

  get rows(): readonly FieldRow[] {
    return this.fields.map((field) => fieldRow(field, this.expanded.has(this.keyOf(field.name))));
  }

  get nothingFound(): boolean {
    return this.fields.length === 0;
  }

  get bands(): readonly BandButton[] {
    const counts = this.population?.bands ?? {};
    const filters = BANDS.flatMap(([band, label]) => {
      const count = counts[band] ?? 0;
      return count > 0 || band === this.query.band ? [this.bandButton(band, `${label} (${formatCount(count)})`)] : [];
    });
    return [this.bandButton(null, `${labels.bandAll} (${formatCount(this.all)})`), ...filters];
  }

  get hasRecordTypes(): boolean {
    return (this.population?.recordTypes.length ?? 0) > 0;
  }

  get recordTypeOptions(): readonly { readonly label: string; readonly value: string }[] {
    const options = (this.population?.recordTypes ?? []).map(({ id, name, records }) => ({
      label: isKnown(records) ? formatLabel(labels.recordTypeOption, name, formatCount(records)) : name,
      value: id
    }));
    return [{ label: labels.allRecordTypes, value: ALL }, ...options];
  }

  get recordTypeValue(): string {
    return this.recordTypeId ?? ALL;
  }

  handleSearch(event: CustomEvent<{ value: string }>): void {
    this.ask({ search: event.detail.value });
  }

  handleSort(event: Event): void {
    const { column, ascending } = nextOrder(this.order, datasetOf(event).column ?? 'label');
    const sortBy = column as FieldQuery['sortBy'];
    this.ask({ sortBy, ranks: ranksOf(sortBy), direction: ascending ? 'ascending' : 'descending' });
  }

  handleBand(event: Event): void {
    const chosen = datasetOf(event).band;
    this.ask({ band: BANDS.find(([band]) => band === chosen)?.[0] ?? null });
  }

  handlePage(event: CustomEvent<{ offset: number }>): void {
    this.ask({ offset: event.detail.offset });
  }

  handleExpand(event: Event): void {
    const key = this.keyOf(datasetOf(event).field ?? '');
    const next = new Set(this.expanded);
    if (!next.delete(key)) next.add(key);
    this.expanded = next;
  }

  handleRecordType(event: CustomEvent<{ value: string }>): void {
    const { value } = event.detail;
    const recordTypeId = value === ALL ? null : value;
    this.dispatchEvent(new CustomEvent('recordtypechange', { detail: { recordTypeId } }));
  }

  /** Whatever but the page is changed, the first page is shown of what follows. */
  private ask(change: Partial<FieldQuery>): void {
    this.dispatchEvent(new CustomEvent('query', { detail: { ...this.query, offset: 0, ...change } }));
  }

  private keyOf(field: string): string {
    return `${this.objectName}.${field}`;
  }

  private bandButton(band: BandChoice | null, text: string): BandButton {
    return {
      name: band ?? ALL,
      text,
      pressed: band === this.query.band ? 'true' : 'false',
      dotClass: `dot dot_${band ?? ALL}`
    };
  }
}

const datasetOf = (event: Event): DOMStringMap => (event.currentTarget as HTMLElement).dataset;

/** Types or methods in the order of their words in the user's language. */
function ranksOf(column: FieldQuery['sortBy']): readonly string[] {
  if (column !== 'type' && column !== 'method') return [];
  const words = Object.entries(column === 'type' ? TYPES : METHODS);
  return words.sort(([, a], [, b]) => a.localeCompare(b, LOCALE)).map(([name]) => name);
}
