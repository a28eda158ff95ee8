import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApexException } from '../../machine/errors.ts';
import { runtimeType } from '../../machine/runtime-type.ts';
import { ApexBlob } from '../../values/blob.ts';
import { ApexList, ApexMap, ApexSet } from '../../values/collections.ts';
import { ApexDate } from '../../values/date.ts';
import { ApexDatetime } from '../../values/datetime.ts';
import { Decimal } from '../../values/decimal.ts';
import { ApexDouble } from '../../values/double.ts';
import { FinalizerContextValue, QueueableContextValue } from '../async-types.ts';
import { HttpRequestValue } from '../http-values.ts';
import { deserialiseGraph, serialiseGraph } from '../serialise.ts';

const NO_OBJECTS = { objects: new Map() };

function roundTrip(value: unknown): unknown {
  return deserialiseGraph(serialiseGraph(value), NO_OBJECTS);
}

test('scalars keep their Apex type', () => {
  const values = [
    null,
    true,
    7,
    -0.5,
    9_007_199_254_740_993n,
    '["ref",0]',
    Decimal.parse('1.10'),
    new ApexDouble(-0),
    new ApexDate(20_000),
    new ApexDatetime(5),
    new ApexBlob(new Uint8Array([0, 255])),
    new QueueableContextValue('707000000000001AAA'),
    new FinalizerContextValue('707000000000001AAA', 'request', null)
  ];
  for (const value of values) assert.deepEqual(roundTrip(value), value);
});

test('exceptions of the platform keep type and message', () => {
  const failed = roundTrip(
    new FinalizerContextValue('707000000000001AAA', 'r', new ApexException('System.DmlException', 'm'))
  );
  const { failure } = failed as FinalizerContextValue;
  assert.ok(failure instanceof ApexException);
  assert.deepEqual([failure.typeName, failure.message], ['System.DmlException', 'm']);
});

test('a list that is shared stays shared, and one that holds itself still does', () => {
  const shared = new ApexList(runtimeType('List<Object>'), ['x']);
  const root = new ApexList(runtimeType('List<Object>'), [shared, shared]);
  root.add(root);
  const copy = roundTrip(root) as ApexList;
  assert.equal(copy.size, 3);
  assert.equal(copy.get(0), copy.get(1));
  assert.equal(copy.get(2), copy);
  (copy.get(0) as ApexList).add('y');
  assert.equal((copy.get(1) as ApexList).size, 2);
});

test('sets and maps are filled after what their keys are made of', () => {
  const key = new ApexList(runtimeType('List<String>'), ['a', 'b']);
  const map = new ApexMap(runtimeType('Map<Object,Object>'), [
    [key, new ApexSet(runtimeType('Set<String>'), ['z', 'y'])]
  ]);
  const copy = roundTrip(map) as ApexMap;
  const found = copy.get(new ApexList(runtimeType('List<String>'), ['a', 'b'])) as ApexSet;
  assert.deepEqual(found.toArray(), ['z', 'y']);
  assert.equal(copy.type.name, 'Map<Object,Object>');
});

test('what cannot outlive a transaction is refused', () => {
  assert.throws(
    () => serialiseGraph(new ApexList(runtimeType('List<Object>'), [new HttpRequestValue()])),
    (error) => error instanceof ApexException && error.typeName === 'System.SerializationException'
  );
});
