import { LightningElement, api } from 'lwc';
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
  @api values: readonly ValuePopulation[] = [];
  /** Name of the table: the field that the values belong to. */
  @api heading = '';

  readonly labels = labels;

  get isEmpty(): boolean {
    return this.values.length === 0;
  }

  get rows(): readonly Row[] {
    return [...this.values]
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
}

function badgesOf(value: ValuePopulation): Row['badges'] {
  const badges: { text: string; badgeClass: string }[] = [];
  if (!value.defined) badges.push({ text: labels.undefinedValue, badgeClass: 'badge badge_warning' });
  if (value.defined && !value.active) badges.push({ text: labels.inactive, badgeClass: 'badge' });
  if (value.defined && value.count === 0) badges.push({ text: labels.unused, badgeClass: 'badge' });
  return badges;
}
