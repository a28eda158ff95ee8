import { LightningElement, api } from 'lwc';
import readValues from '@salesforce/apex/ResultsConsole.values';
import { formatCount, isKnown } from 'c/format';
import type { ValuePopulation } from 'types/population';
import labels from './labels';

interface Row {
  readonly value: string;
  readonly label: string;
  /** API value, where it differs from the label. */
  readonly apiValue: string;
  readonly badges: readonly { readonly text: string; readonly badgeClass: string }[];
  readonly count: string;
  readonly share: number | null;
}

/** The values of one picklist with the records that hold each, most used first. */
export default class ValueList extends LightningElement {
  @api runId = '';
  /** API name. */
  @api objectName = '';
  /** API name. */
  @api fieldName = '';
  /** Name of the table: the field that the values belong to. */
  @api heading = '';

  /** null: all record types. */
  @api
  get recordTypeId(): string | null {
    return this.chosenType;
  }
  set recordTypeId(next: string | null) {
    const isOther = next !== this.chosenType;
    this.chosenType = next;
    if (isOther && this.isConnected) void this.load();
  }

  readonly labels = labels;
  values: readonly ValuePopulation[] | undefined;
  failure: unknown;
  private chosenType: string | null = null;

  override connectedCallback(): void {
    void this.load();
  }

  get loading(): boolean {
    return !this.values && !this.failure;
  }

  get isEmpty(): boolean {
    return this.values?.length === 0;
  }

  get hasValues(): boolean {
    return (this.values?.length ?? 0) > 0;
  }

  get rows(): readonly Row[] {
    return [...(this.values ?? [])]
      .sort((a, b) => (b.count ?? -1) - (a.count ?? -1))
      .map((value) => ({
        value: value.value,
        label: value.label ?? value.value,
        apiValue: value.label && value.label !== value.value ? value.value : '',
        badges: badgesOf(value),
        count: isKnown(value.count) ? formatCount(value.count) : labels.notMeasured,
        share: value.share ?? null
      }));
  }

  handleRetry(): void {
    void this.load();
  }

  private async load(): Promise<void> {
    const { runId, objectName, fieldName, recordTypeId } = this;
    try {
      const values = await readValues({ runId, objectName, recordTypeId, fieldName });
      // Another record type may have been chosen meanwhile.
      if (recordTypeId !== this.recordTypeId) return;
      this.values = values;
      this.failure = undefined;
    } catch (error) {
      if (recordTypeId === this.recordTypeId) this.failure = error;
    }
  }
}

function badgesOf(value: ValuePopulation): Row['badges'] {
  const badges: { text: string; badgeClass: string }[] = [];
  if (!value.defined) badges.push({ text: labels.undefinedValue, badgeClass: 'badge badge_warning' });
  if (value.defined && !value.active) badges.push({ text: labels.inactive, badgeClass: 'badge' });
  if (value.defined && value.count === 0) badges.push({ text: labels.unused, badgeClass: 'badge' });
  return badges;
}
