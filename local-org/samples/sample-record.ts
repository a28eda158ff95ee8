import type { PlainValue } from '../metadata/schema.ts';

/** A record to load, before ids exist: other records are named by their key, record types by their developer name. */
export interface SampleRecord {
  /** Unique within its object; other records refer to it. */
  readonly key: string;
  readonly recordType: string | null;
  readonly fields: Readonly<Record<string, PlainValue>>;
  /** Lookup field -> key of the record it refers to. The object is the one the field looks up to. */
  readonly lookups: Readonly<Record<string, string>>;
}

export interface SampleTable {
  readonly object: string;
  readonly records: Iterable<SampleRecord>;
}

/** '' and undefined are gaps in the source; a gap is null, never an empty text. */
export function textOrNull(value: string | null | undefined): string | null {
  const trimmed = value?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

/**
 * Decimal digits with a fixed number of places, or null for a gap.
 * @throws Error when the source holds something that is not a number.
 */
export function decimalOrNull(value: string | number | null | undefined, scale: number): string | null {
  if (value === null || value === undefined || value === '') return null;
  const number = Number(value);
  if (!Number.isFinite(number)) throw new Error(`not a number: ${value}`);
  return number.toFixed(scale);
}
