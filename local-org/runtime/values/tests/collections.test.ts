import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ObjectSchema } from '../../../metadata/schema.ts';
import { ApexEnumValue, ApexObject } from '../../machine/apex-object.ts';
import { ApexException } from '../../machine/errors.ts';
import { runtimeType } from '../../machine/runtime-type.ts';
import { ApexBlob } from '../blob.ts';
import { ApexList, ApexMap, ApexSet } from '../collections.ts';
import { ApexDate } from '../date.ts';
import { ApexDatetime } from '../datetime.ts';
import { Decimal } from '../decimal.ts';
import { ApexDouble } from '../double.ts';
import { deepEquals, exactlyEquals } from '../equality.ts';
import { hashCode, keyEquals, stringHash } from '../keys.ts';
import { SObjectRecord } from '../sobject.ts';
import { textOf } from '../text.ts';
import { ApexTime } from '../time.ts';

const list = (...items: unknown[]): ApexList => new ApexList(runtimeType('List<Object>'), items);
const set = (...items: unknown[]): ApexSet => new ApexSet(runtimeType('Set<Object>'), items);
const map = (...entries: [unknown, unknown][]): ApexMap => new ApexMap(runtimeType('Map<Object,Object>'), entries);
const decimal = (text: string): Decimal => Decimal.parse(text)!;

/** As much of a schema as values look at. */
const schema = {
  apiName: 'Account',
  fields: new Map(['Name', 'Phone'].map((apiName) => [apiName.toLowerCase(), { apiName }])),
  childRelationships: []
} as unknown as ObjectSchema;
function account(fields: Record<string, unknown>): SObjectRecord {
  const record = new SObjectRecord(schema);
  for (const [name, value] of Object.entries(fields)) record.set(name, value);
  return record;
}

/** A project class that defines equals and hashCode over one number. */
class Point extends ApexObject {
  readonly x: number;
  constructor(x: number) {
    super();
    this.x = x;
  }
  override readonly userEquals = (other: unknown): boolean => other instanceof Point && other.x === this.x;
  /** All points in two buckets, so that buckets are searched. */
  override readonly userHashCode = (): number => this.x % 2;
}
const fails =
  (typeName: string, message: string) =>
  (error: unknown): boolean => {
    assert.ok(error instanceof ApexException, String(error));
    assert.deepEqual([error.typeName, error.message], [typeName, message]);
    return true;
  };

test('keys are told apart as java.util.HashMap would', () => {
  const same: [unknown, unknown][] = [
    ['a', 'a'],
    [1, 1],
    [1n, 1n],
    [null, null],
    [decimal('1.10'), decimal('1.10')],
    [new ApexDouble(1), new ApexDouble(1)],
    [ApexDate.of(2024, 1, 1), ApexDate.of(2024, 1, 1)],
    [new ApexDatetime(5), new ApexDatetime(5)],
    [new ApexTime(5), new ApexTime(5)],
    [ApexBlob.fromText('x'), ApexBlob.fromText('x')],
    [list(1, 'a'), list(1, 'a')],
    [set(1, 2), set(2, 1)],
    [map([1, 2]), map([1, 2])],
    [account({ Name: 'x' }), account({ Name: 'x', Phone: null })],
    [new Point(1), new Point(1)]
  ];
  const different: [unknown, unknown][] = [
    ['a', 'A'],
    [1, 1n],
    [1, '1'],
    [decimal('1.10'), decimal('1.1')],
    [null, ''],
    [list(1), list(1, 2)],
    [list(1), set(1)],
    [account({ Name: 'x' }), account({ Name: 'y' })],
    [new Point(1), new Point(3)],
    [new ApexDate(5), new ApexDatetime(5)],
    [`\u0000n110/2`, decimal('1.10')],
    ['\u0000s\u0000', '\u0000']
  ];
  for (const [index, [left, right]] of same.entries()) {
    assert.ok(set(left).contains(right), `same ${index}`);
    assert.ok(keyEquals(left, right), `same ${index}`);
    assert.equal(hashCode(left), hashCode(right), `same ${index}`);
  }
  for (const [index, [left, right]] of different.entries()) {
    assert.ok(!set(left).contains(right), `different ${index}`);
    assert.ok(!keyEquals(left, right), `different ${index}`);
  }
});

test('a map behaves like a list of entries with unique keys, in insertion order', () => {
  const keys = fc.oneof(
    fc.integer({ min: 0, max: 5 }),
    fc.constantFrom('a', 'b'),
    fc.integer({ min: 0, max: 5 }).map((x) => new Point(x))
  );
  const steps = fc.array(fc.tuple(fc.constantFrom('put', 'remove', 'get'), keys, fc.integer()));
  fc.assert(
    fc.property(steps, (script) => {
      const actual = map();
      const model: [unknown, unknown][] = [];
      for (const [step, key, value] of script) {
        const index = model.findIndex(([known]) => keyEquals(known, key));
        const previous = index < 0 ? null : model[index]![1];
        if (step === 'put') {
          assert.equal(actual.put(key, value), previous);
          if (index < 0) model.push([key, value]);
          else model[index]![1] = value;
        } else if (step === 'remove') {
          assert.equal(actual.remove(key), previous);
          if (index >= 0) model.splice(index, 1);
        } else assert.equal(actual.get(key), previous);
        assert.deepEqual(actual.entries(), model);
        assert.equal(actual.size, model.length);
      }
    })
  );
});

test('a record that changes is lost as a key', () => {
  const record = account({ Name: 'x' });
  const records = set(record);
  record.set('Name', 'y');
  assert.ok(!records.contains(record));
  assert.ok(!records.contains(account({ Name: 'x' })));
});

test('changes during iteration are refused, and allowed after it', () => {
  const final = fails('System.FinalException', 'Cannot modify a collection while it is being iterated.');
  const numbers = list(1, 2);
  assert.throws(() => {
    for (const item of numbers) numbers.add(item);
  }, final);
  numbers.add(3);
  const names = set('a', 'b');
  assert.throws(() => {
    for (const name of names) names.remove(name);
  }, final);
  assert.throws(() => {
    for (const name of names) if (name === 'b') names.remove(name);
  }, /not supported by the local org: changing a collection in the last round of a loop over it/);
  const byName = map(['a', 1], ['b', 2]);
  for (const change of [() => byName.remove('b'), () => byName.put('c', 3), () => byName.clear()]) {
    assert.throws(() => {
      for (const key of byName.keySet()) if (key === 'a') change();
    }, /not supported by the local org: changing a map in a loop over its key set/);
  }
  const passed = map(['a', 1], ['b', 2], ['c', 3], ['d', 4]);
  const seen: unknown[] = [];
  for (const key of passed.keySet()) {
    seen.push(key);
    if (key === 'b') passed.remove('a');
    if (key !== 'c') passed.remove(key);
  }
  assert.deepEqual([seen, passed.entries()], [['a', 'b', 'c', 'd'], [['c', 3]]]);
  for (const key of byName.keySet()) byName.put(key, 3);
  for (const key of byName.keySet()) if (key === 'a') break;
  byName.remove('a');
  assert.equal(byName.size, 1);
});

test('a key set is a view that can not be added to', () => {
  const byName = map(['a', 1], ['b', 2]);
  const keys = byName.keySet();
  assert.equal(keys.type.name, 'Set<Object>');
  assert.throws(() => keys.add('c'), fails('System.FinalException', 'Collection is read-only'));
  assert.ok(keys.remove('a'));
  byName.put('c', 3);
  assert.deepEqual(keys.toArray(), ['b', 'c']);
});

test('read-only collections and positions outside a list', () => {
  const final = fails('System.FinalException', 'Collection is read-only');
  assert.throws(() => list(1).makeReadOnly().add(2), final);
  assert.throws(() => list(1).makeReadOnly().set(0, 2), final);
  assert.throws(() => map([1, 1]).makeReadOnly().put(1, 2), final);
  assert.throws(() => list(1).get(3), fails('System.ListException', 'List index out of bounds: 3'));
  assert.throws(() => list(1).set(-1, 0), fails('System.ListException', 'List index out of bounds: -1'));
  assert.throws(() => list(1).insert(2, 0), fails('System.ListException', 'List index out of bounds: 2'));
  const items = list(1, 3);
  items.insert(1, 2);
  items.addAll(items);
  assert.deepEqual(items.toArray(), [1, 2, 3, 1, 2, 3]);
});

test('== is deep for records and collections, by value for numbers', () => {
  assert.ok(deepEquals(1, decimal('1.00')) && deepEquals(1n, new ApexDouble(1)) && !deepEquals(1, decimal('1.01')));
  assert.ok(deepEquals(list(decimal('1.0'), list('a')), list(decimal('1.00'), list('a'))));
  assert.ok(!deepEquals(list('a'), list('A')));
  assert.ok(deepEquals(account({ Name: 'x' }), account({ Name: 'x' })));
  assert.ok(!deepEquals(account({ Name: 'x' }), null));
  assert.ok(deepEquals(new Point(1), new Point(1)) && !deepEquals(new Point(1), new Point(2)));
  assert.ok(!exactlyEquals(list(), list()) && exactlyEquals('a', 'a'));
  assert.ok(!deepEquals(ApexDate.of(2024, 1, 1), '2024-01-01'));
});

test("hash codes are Java's where Java defines them", () => {
  assert.equal(hashCode('hello'), 99162322);
  assert.equal(hashCode(true), 1231);
  assert.equal(hashCode(4294967297n), 0);
  assert.equal(hashCode(-1n), 0);
  assert.equal(hashCode(new ApexDouble(1.5)), 1073217536);
  assert.equal(hashCode(decimal('1.10')), 110 * 31 + 2);
  assert.equal(hashCode(list('a', 'b')), 31 * (31 + 97) + 98);
  assert.equal(stringHash('\u{1F600}'), 1772899);
});

test('texts', () => {
  assert.equal(textOf(list(1, null, 'a', decimal('1.10'), new ApexDouble(1e10))), '(1, null, a, 1.10, 1.0E10)');
  assert.equal(textOf(set('a', 'b')), '{a, b}');
  assert.equal(textOf(map(['a', 1], ['b', list()])), '{a=1, b=()}');
  assert.equal(textOf(list(...Array.from({ length: 12 }, (_, index) => index))), '(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, ...)');
  assert.equal(textOf(account({ Name: 'x', Phone: null })), 'Account:{Name=x, Phone=null}');
  assert.equal(textOf(ApexDate.of(2024, 1, 31)), '2024-01-31 00:00:00');
  assert.equal(textOf(new ApexDatetime(Date.UTC(2024, 0, 31, 10))), '2024-01-31 10:00:00');
  assert.equal(textOf(ApexBlob.fromText('héy')), 'Blob[4]');
  assert.equal(textOf(new ApexException('System.MathException', 'Divide by 0')), 'System.MathException: Divide by 0');
  assert.equal(textOf(new ApexEnumValue('Color', 'RED', 0)), 'RED');
  const endless = list(1);
  endless.add(endless);
  assert.equal(textOf(endless), '(1, (already output))');
});

test("double texts are Java's", () => {
  const table: [number, string][] = [
    [0, '0.0'],
    [-0, '-0.0'],
    [1, '1.0'],
    [0.1, '0.1'],
    [1e7, '1.0E7'],
    [9999999, '9999999.0'],
    [0.001, '0.001'],
    [0.0009, '9.0E-4'],
    [123456789.5, '1.234567895E8'],
    [1e21, '1.0E21'],
    [Number.NaN, 'NaN'],
    [-Infinity, '-Infinity']
  ];
  for (const [value, text] of table) assert.equal(new ApexDouble(value).toString(), text);
  assert.equal(new ApexDouble(5).toDecimal()!.scale, 1);
  assert.equal(new ApexDouble(Number.NaN).toDecimal(), null);
});
