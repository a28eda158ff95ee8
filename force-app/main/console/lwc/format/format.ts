import LOCALE from '@salesforce/i18n/locale';
import TIME_ZONE from '@salesforce/i18n/timeZone';

const COUNT = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const PERCENT = new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 1 });
const MOMENT = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'short', timeZone: TIME_ZONE });

/**
 * The user's time zone in Salesforce. The browser's, which base components take when none is named, may be another: then
 * two moments on one page would not be comparable.
 */
export { TIME_ZONE };

/** Day and minute in the user's time zone. @param iso ISO 8601 */
export const formatMoment = (iso: string): string => MOMENT.format(new Date(iso));

/** The smallest and largest share that is not rounded to the end of the scale. */
const SMALLEST = 0.001;
const LARGEST = 0.999;

/** Whether a number is known: zero is, null and undefined are not. */
export function isKnown(value: number | null | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** A whole number in the user's locale. */
export function formatCount(value: number): string {
  return COUNT.format(value);
}

/** A share (0..1) in percent. Something never shows as 0%, and incomplete never as 100%. */
export function formatShare(share: number): string {
  if (share > 0 && share < SMALLEST) return `<${PERCENT.format(SMALLEST)}`;
  if (share < 1 && share > LARGEST) return `>${PERCENT.format(LARGEST)}`;
  return PERCENT.format(share);
}

/** A label whose `{0}`, `{1}` … stand for values. */
export function formatLabel(label: string, ...values: readonly string[]): string {
  return label.replace(/\{(\d+)\}/g, (placeholder, index: string) => values[Number(index)] ?? placeholder);
}
