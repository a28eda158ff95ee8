import assert from 'node:assert/strict';
import { test } from 'node:test';
import { orgLibrary } from '../../runtime/platform/index.ts';
import { supported } from '../supported-command.ts';

test('the list of what is supported is the catalogue itself', () => {
  const { library, standardObjects, soql, metadata } = supported();
  const members = new Map(library.map((type) => [type.type, type.members]));
  assert.ok(members.get('Database')!.includes('static List<SObject> query(String query)'));
  assert.ok(members.get('Id')!.includes('Schema.SObjectType getSObjectType()'));
  assert.ok(members.get('TriggerOperation')!.includes('BEFORE_INSERT'));
  const named = orgLibrary.types.filter(({ name, isOfFacts }) => !name.startsWith('SObject.') && !isOfFacts);
  assert.ok(named.every(({ name, parameters }) => parameters.length > 0 || members.has(name)));
  assert.ok(members.get('ConnectApi.TextSegmentInput')!.includes('String text { get; set; }'));
  assert.ok(!members.has('Wave.QueryBuilder'), 'what can only be named is not there');
  assert.ok(standardObjects.find(({ object }) => object === 'Account')!.fields.includes('BillingCity'));
  assert.ok(soql.aggregates.includes('COUNT_DISTINCT'));
  assert.deepEqual(
    metadata.refused.map(({ type }) => type).filter((type) => metadata.read.includes(type)),
    []
  );
});
