import assert from 'node:assert/strict';
import type { CountByRecordType, ExpectedCounts, ExpectedField } from '../samples/expected-counts.ts';
import type { ReceivedField, ReceivedObject } from './received-results.ts';

/**
 * Compares what the package counted with what SQL counted: the records, and every measured field, record type by
 * record type and value by value.
 * @returns how many fields and values were compared, so that a caller can tell that there were any.
 */
export function assertSameCounts(
  received: ReceivedObject,
  expected: ExpectedCounts
): { fields: number; values: number } {
  const ids = received.recordTypes.map((recordType) => recordType.id);
  assert.equal(received.records, expected.records, `${received.objectName}: records`);
  if (ids.length > 0) {
    const counts = received.recordTypes.map((recordType) => recordType.records);
    assert.deepEqual(
      byRecordType(ids, counts),
      sorted(expected.recordsByRecordType),
      `${received.objectName}: record types`
    );
  }
  let fields = 0;
  let values = 0;
  for (const field of received.fields.values()) {
    const place = `${received.objectName}.${field.name}`;
    if (field.status !== 'measured') {
      assert.ok(field.reason, `${place} is not measured and has no reason`);
      assert.equal(field.filled ?? null, null, `${place} is not measured and has a number`);
      continue;
    }
    const counted = expected.fields.get(field.name);
    assert.ok(counted, `${place} was measured, but no column holds it`);
    assert.equal(field.total, expected.records, `${place}: total`);
    assert.equal(field.filled, counted.filled, `${place}: filled`);
    if (ids.length > 0) {
      assert.deepEqual(
        byRecordType(ids, field.filledByRecordType),
        sorted(counted.filledByRecordType),
        `${place}: record types`
      );
    }
    if (field.holdsDefault !== null) {
      assert.equal(field.holdsDefault, counted.holdsDefault, `${place}: records with the default value`);
    }
    fields++;
    values += assertSameValues(place, ids, field, counted);
  }
  return { fields, values };
}

function assertSameValues(
  place: string,
  ids: readonly (string | null)[],
  field: ReceivedField,
  counted: ExpectedField
): number {
  if (!field.values) return 0;
  assert.ok(counted.values, `${place} has values, but is no picklist`);
  const seen = new Map(field.values.map((value) => [value.value, value]));
  assert.equal(seen.size, field.values.length, `${place}: a value is listed twice`);
  // Asked for value by value, a multi-select picklist shows the defined values only.
  const listsStored = !(field.type === 'multipicklist' && field.method === 'values');
  for (const [value, expected] of counted.values) {
    if (!listsStored && !seen.has(value)) continue;
    assert.equal(seen.get(value)?.count, sumOf(expected), `${place}: ${value}`);
  }
  for (const value of field.values) {
    assert.ok(value.value !== null, `${place}: a value without its name`);
    const expected: CountByRecordType = counted.values.get(value.value) ?? new Map<string | null, number>();
    assert.equal(value.count, sumOf(expected), `${place}: ${value.value}`);
    if (ids.length > 0) {
      assert.deepEqual(
        byRecordType(ids, value.countByRecordType),
        sorted(expected),
        `${place}: ${value.value} by record type`
      );
    }
  }
  return field.values.length;
}

/** Counts in the order of `ids` as sorted pairs without zeros; numbers missing at the end are zero. */
function byRecordType(ids: readonly (string | null)[], counts: readonly number[]): [string, number][] {
  assert.ok(counts.length <= ids.length, 'no more counts than record types');
  return sorted(new Map(ids.map((id, index) => [id, counts[index] ?? 0])));
}

function sorted(counts: CountByRecordType): [string, number][] {
  return [...counts]
    .filter(([, count]) => count > 0)
    .map(([id, count]): [string, number] => [id ?? 'none', count])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function sumOf(counts: CountByRecordType): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
