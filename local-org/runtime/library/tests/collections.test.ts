import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ObjectSchema } from '../../../metadata/schema.ts';
import { runtimeType } from '../../machine/runtime-type.ts';
import type { ApexList, ApexMap, ApexSet } from '../../values/collections.ts';
import { SObjectRecord } from '../../values/sobject.ts';
import { assertThrows, call, decimal, list, map, set, setUp } from './harness.ts';

setUp();
const schema = {
  apiName: 'Account',
  label: 'Account',
  childRelationships: [],
  fields: new Map(
    ['Id', 'Rating', 'Name', 'Tier__c', 'CreatedDate'].map((apiName) => [apiName.toLowerCase(), { apiName }])
  )
} as unknown as ObjectSchema;
function account(fields: Record<string, unknown>): SObjectRecord {
  const record = new SObjectRecord(schema);
  for (const [name, value] of Object.entries(fields)) record.set(name, value);
  return record;
}
const sorted = (items: ApexList): readonly unknown[] => {
  call('List.void sort()', items);
  return items.toArray();
};

test('sort: nulls first, strings with case, numbers by value', () => {
  assert.deepEqual(sorted(list('String', 'b', null, 'a', 'B')), [null, 'B', 'a', 'b']);
  assert.deepEqual(sorted(list('Integer', 10, 9, -1)), [-1, 9, 10]);
  assert.deepEqual(sorted(list('Decimal', decimal('1.5'), decimal('1.25'))).map(String), ['1.25', '1.5']);
  assertThrows(
    () => call('List.void sort()', list('Object', 'a', 1)),
    'System.ListException',
    'One or more of the items in this list is not Comparable.'
  );
  fc.assert(
    fc.property(fc.array(fc.integer()), (items) =>
      assert.deepEqual(
        sorted(list('Integer', ...items)),
        [...items].sort((a, b) => a - b)
      )
    )
  );
});

test('sort of records: Name, then standard fields, then custom ones', () => {
  const [a, b, c, d] = [
    account({ Name: 'B' }),
    account({ Name: 'A', Rating: 'Hot', Tier__c: '1' }),
    account({ Name: 'A', Rating: 'Cold', Tier__c: '2' }),
    account({ Name: 'A', Rating: 'Cold' })
  ];
  assert.deepEqual(sorted(list('Object', a, b, c, d)), [d, c, b, a]);
});

test('lists copy, clone and search', () => {
  const items = list('String', 'a', 'b');
  const copy = call('List.new(List<E> elements)', items.type, items) as ApexList;
  call('List.void add(E element)', copy, 'c');
  assert.equal(items.size, 2);
  assert.equal(call('List.Integer indexOf(E element)', copy, 'c'), 2);
  assert.equal(call('List.Boolean contains(E element)', copy, 'x'), false);
  assert.equal(call('List.E remove(Integer index)', copy, 0), 'a');
  assertThrows(
    () => call('List.E get(Integer index)', items, 2),
    'System.ListException',
    'List index out of bounds: 2'
  );
  assertThrows(
    () => call('List.void addAll(List<E> elements)', items, null),
    'System.NullPointerException',
    'Argument cannot be null.'
  );
  const iterator = call('List.Iterator<E> iterator()', items);
  const seen: unknown[] = [];
  while (call('ListIterator.Boolean hasNext()', iterator)) seen.push(call('ListIterator.E next()', iterator));
  assert.deepEqual(seen, ['a', 'b']);
  assertThrows(
    () => call('ListIterator.E next()', iterator),
    'System.NoSuchElementException',
    'Iterator has no more elements.'
  );
});

test('deepClone drops what is not preserved', () => {
  const records = list('Object', account({ Id: '001000000000001AAA', Name: 'x', CreatedDate: 1 }));
  const fields = (clone: unknown): unknown =>
    ((clone as ApexList).get(0) as SObjectRecord).setFields().map(([name]) => name);
  assert.deepEqual(fields(call('List.List<E> deepClone()', records)), ['Name']);
  assert.deepEqual(
    fields(call('List.List<E> deepClone(Boolean preserveId, Boolean preserveReadonlyTimestamps)', records, true, true)),
    ['Id', 'Name', 'CreatedDate']
  );
  assert.deepEqual(fields(records), ['Id', 'Name', 'CreatedDate']);
});

test('set algebra agrees with JavaScript sets', () => {
  const members = fc.array(fc.integer({ min: 0, max: 9 }));
  fc.assert(
    fc.property(members, members, (left, right) => {
      const other = new Set(right);
      const check = (member: string, expected: number[], changed: boolean): void => {
        const target = set('Integer', ...left);
        assert.equal(call(`Set.Boolean ${member}`, target, list('Integer', ...right)), changed);
        assert.deepEqual(target.toArray(), expected);
      };
      const distinct = [...new Set(left)];
      const union = [...new Set([...left, ...right])];
      check('addAll(List<E> elements)', union, union.length > distinct.length);
      check(
        'removeAll(List<E> elements)',
        distinct.filter((item) => !other.has(item)),
        distinct.some((item) => other.has(item))
      );
      check(
        'retainAll(List<E> elements)',
        distinct.filter((item) => other.has(item)),
        distinct.some((item) => !other.has(item))
      );
      assert.equal(
        call('Set.Boolean containsAll(List<E> elements)', set('Integer', ...left), list('Integer', ...right)),
        right.every((item) => left.includes(item))
      );
    })
  );
});

test('maps of records by id', () => {
  const records = list('Object', account({ Id: '001000000000001AAA' }));
  const byId = call('Map.new(List<SObject> records)', runtimeType('Map<Id,Object>'), records) as ApexMap;
  assert.equal(call('Map.V get(K key)', byId, '001000000000001AAA'), records.get(0));
  assertThrows(
    () => call('Map.void putAll(List<SObject> records)', byId, list('Object', account({}))),
    'System.ListException',
    'Row with null Id at index: 0'
  );
});

test('maps give values and keys in insertion order', () => {
  const numbers = map('String,Integer', ['b', 1], ['a', 2]);
  assert.equal(call('Map.V put(K key, V value)', numbers, 'b', 3), 1);
  assert.equal(call('Map.V put(K key, V value)', numbers, 'c', 4), null);
  const values = call('Map.List<V> values()', numbers) as ApexList;
  assert.deepEqual([values.type.name, values.toArray()], ['List<Integer>', [3, 2, 4]]);
  const keys = call('Map.Set<K> keySet()', numbers) as ApexSet;
  assert.deepEqual([keys.type.name, keys.toArray()], ['Set<String>', ['b', 'a', 'c']]);
  assert.equal(call('Map.String toString()', numbers), '{b=3, a=2, c=4}');
});
