/**
 * How many bytes of the Apex heap values take. The platform publishes no figures but the limits; the model is a byte a
 * character, four bytes for a place in a collection or object, eight for numbers beyond Integer, and a fixed amount for
 * records. It counts what can be reached and nothing twice but texts, so garbage is not counted.
 */
import { ApexObject } from '../machine/apex-object.ts';
import { ApexBlob } from './blob.ts';
import { ApexList, ApexMap, ApexSet } from './collections.ts';
import { HashTable } from './hash-table.ts';
import { SObjectRecord } from './sobject.ts';

/** Of a record, apart from its texts: as the rows of queries are charged. */
export const HEAP_PER_RECORD = 64;
const PLACE = 4;
const WIDE = 8;

/**
 * @param most stops counting beyond it
 * @param values and after so many values: what is left is not counted, so that small collections that know large graphs
 * cost little to measure
 */
export function heapSize(roots: Iterable<unknown>, most: number, values: number): number {
  const seen = new Set<object>();
  const left: unknown[] = [...roots];
  let bytes = 0;
  for (let count = 0; left.length > 0 && count < values && bytes <= most; count++) {
    const value = left.pop();
    if (typeof value === 'string') bytes += value.length;
    else if (typeof value === 'bigint') bytes += WIDE;
    else if (typeof value === 'object' && value !== null && !seen.has(value)) {
      seen.add(value);
      const { own, parts } = contents(value);
      bytes += own + parts.length * PLACE;
      for (const part of parts) left.push(part);
    }
  }
  return bytes;
}

function contents(value: object): { readonly own: number; readonly parts: readonly unknown[] } {
  if (value instanceof ApexList) return { own: 0, parts: value.toArray() };
  if (value instanceof ApexSet) return { own: 0, parts: value.toArray() };
  if (value instanceof ApexMap || value instanceof HashTable) return { own: 0, parts: value.entries().flat() };
  if (value instanceof ApexBlob) return { own: value.bytes.length, parts: [] };
  if (value instanceof SObjectRecord) {
    const related = value.setRelationships().map(([, each]) => each);
    return { own: HEAP_PER_RECORD, parts: [...value.setFields().map(([, each]) => each), ...related] };
  }
  if (value instanceof ApexObject) return { own: 0, parts: Object.values(value) };
  return { own: WIDE, parts: [] };
}
