import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openEveryOrg } from './every-field-type-org.ts';
import type { EveryOrg } from './every-field-type-org.ts';

const RECORDS = 124;
/** Together more groups of one picklist than one transaction may ask for. */
const SIZE = { recordTypes: 30, picklistValues: 1_000 };

/** As the platform names them in describe. anyType, Shield encryption and data categories are not in this org. */
const TYPES = [
  ...['string', 'textarea', 'email', 'phone', 'url', 'combobox', 'encryptedstring', 'id', 'reference'],
  ...['double', 'integer', 'currency', 'percent', 'date', 'datetime', 'time', 'boolean'],
  ...['picklist', 'multipicklist', 'address', 'location', 'base64']
];

describe('fields of every type', () => {
  let org: EveryOrg;

  before(async () => {
    org = await openEveryOrg(SIZE);
  });
  after(() => org.close());

  it('are counted as SQL counts them when there is no record', async () => {
    const every = await org.countAndCompare();
    assert.equal(every.records, 0);
  });

  it('are counted as SQL counts them when there is one record, which holds next to nothing', async () => {
    org.insert('Every__c', [{ Name: 'only' }]);
    const every = await org.countAndCompare();
    assert.equal(every.records, 1);
    assert.equal(every.fields.get('TextWithDefault__c')?.holdsDefault, 1);
    assert.equal(every.fields.get('Choice__c')?.filled, 1, 'by default');
  });

  it('are counted as SQL counts them with nothing, empty text, white space, emoji and 131,072 characters', async () => {
    org.fill(RECORDS, 1);
    const every = await org.countAndCompare();
    assert.equal(every.records, RECORDS + 1);
    assert.equal(every.recordTypes.length, SIZE.recordTypes + 1, 'and the records without one');
    const { method, values } = every.fields.get('Choice__c')!;
    assert.equal(method, 'values', 'counted by value, though they are too many for one transaction');
    assert.equal(values?.length, SIZE.picklistValues + 1, 'and one that is not defined');
    const methods = new Set([...every.fields.values()].map(({ method }) => method));
    for (const method of ['definition', 'aggregate', 'filter', 'checkbox', 'values', 'scan', 'compound'] as const)
      assert.ok(methods.has(method), `${method} is among the ways of counting`);
    assert.deepEqual(
      TYPES.filter((type) => !org.types.has(type)),
      [],
      'every type was measured'
    );
  });
});
