import { formatCount, formatLabel, isKnown } from 'c/format';
import type { Band, FieldPopulation } from 'types/population';
import labels from './labels';
import { typeLabel } from './typeLabels';

export interface FieldRow {
  readonly key: string;
  readonly valuesKey: string;
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly share: number | null;
  readonly band: Band | null;
  /** Under the bar: how many of how many, or why there is no figure. */
  readonly detail: string;
  readonly notMeasured: boolean;
  readonly method: string;
  readonly hasValues: boolean;
  readonly valuesLabel: string;
  readonly valuesHeading: string;
  readonly expanded: boolean;
  readonly ariaExpanded: 'true' | 'false';
  readonly iconName: string;
}

/** Words for the methods, by their names. */
export const METHODS: Readonly<Record<string, string>> = {
  definition: labels.methodDefinition,
  aggregate: labels.methodAggregate,
  filter: labels.methodFilter,
  checkbox: labels.methodCheckbox,
  values: labels.methodValues,
  compound: labels.methodCompound,
  length: labels.methodLength,
  scan: labels.methodScan
};

/** What the table shows of a field. */
export function fieldRow(field: FieldPopulation, expanded: boolean): FieldRow {
  const valueCount = field.valueCount ?? 0;
  return {
    key: field.name,
    valuesKey: `${field.name}:values`,
    name: field.name,
    label: field.label,
    type: typeLabel(field.type),
    share: isMeasured(field) ? (field.share ?? null) : null,
    band: field.band ?? null,
    detail: detailOf(field),
    notMeasured: !isMeasured(field),
    // A method that has no label yet is shown by its own name rather than hidden.
    method: field.method ? (METHODS[field.method] ?? field.method) : '',
    hasValues: valueCount > 0,
    valuesLabel: formatLabel(labels.showValues, formatCount(valueCount)),
    valuesHeading: formatLabel(labels.valuesOf, field.label),
    expanded,
    ariaExpanded: expanded ? 'true' : 'false',
    iconName: expanded ? 'utility:chevrondown' : 'utility:chevronright'
  };
}

/** Whether a field has figures. A share of no records is measured and still unknown. */
export const isMeasured = (field: FieldPopulation): boolean => field.status === 'measured';

function detailOf(field: FieldPopulation): string {
  if (!isMeasured(field)) return field.reason ?? labels.noReason;
  if (field.total === 0) return labels.noRecords;
  if (!isKnown(field.filled) || !isKnown(field.total)) return '';
  const label = field.type.toLowerCase() === 'boolean' ? labels.checkedOfTotal : labels.filledOfTotal;
  return formatLabel(label, formatCount(field.filled), formatCount(field.total));
}
