import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { buildSchema } from '../../metadata/build-schema.ts';
import { readSfdxProject } from '../../metadata/read-project.ts';
import { standardObjects } from '../../metadata/standard-objects.ts';
import { ADMIN_USER_ID, openStore, setUpOrg } from '../../store/index.ts';
import type { Store } from '../../store/index.ts';
import { expectedCounts } from '../expected-counts.ts';
import type { ExpectedCounts } from '../expected-counts.ts';
import { loadGenerated, loadSamples, loadTables } from '../load-samples.ts';
import { ALL_KINDS, wideObject, wideRecords, writeWideProject } from '../wide-object.ts';

const SAMPLE_ORG = fileURLToPath(new URL('../sample-org', import.meta.url));

function newOrg(...folders: readonly string[]): Store {
  const projects = folders.map((folder) => readSfdxProject(folder));
  const schema = buildSchema(standardObjects(), projects);
  const store = openStore(':memory:', schema, { clock: () => 0, userId: ADMIN_USER_ID });
  setUpOrg(store, projects);
  return store;
}

describe('the sample data', () => {
  let store: Store;
  before(async () => {
    store = newOrg(SAMPLE_ORG);
    await loadSamples(store, store.schema);
  });
  after(() => store.close());

  const sizes = { Country__c: 250, Airport__c: 5210, Account: 463, Contact: 793, Sale__c: 9994 };
  for (const [object, records] of Object.entries(sizes)) {
    it(`has ${records} records of ${object}`, () => {
      assert.equal(expectedCounts(store, object).records, records);
    });
  }

  it('has a permission set for all of its fields that can be granted', () => {
    const granted = store.all(
      "SELECT f.Field FROM FieldPermissions f JOIN PermissionSet p ON p.Id = f.ParentId WHERE p.Name = 'Sample_Data' ORDER BY f.Field"
    );
    const own = [...store.schema.objects.values()].flatMap(({ apiName, fields }) =>
      [...fields.values()]
        .filter((field) => field.apiName.endsWith('__c') && field.permissionable)
        .map((field) => `${apiName}.${field.apiName}`)
    );
    assert.ok(own.length > 50);
    assert.deepEqual(granted.flat(), own.sort());
  });

  it('has the gaps of its sources', () => {
    const airports = expectedCounts(store, 'Airport__c').fields;
    assert.equal(airports.get('IATA_Code__c')?.filled, 4517);
    assert.equal(airports.get('Home_Page__c')?.filled, 1288);
    assert.equal(airports.get('Scheduled_Service__c')?.filled, 3241);
    assert.equal(airports.get('Country__c')?.filled, 5210);
  });

  it('has records of every record type, and some without one', () => {
    const { recordsByRecordType } = expectedCounts(store, 'Country__c');
    assert.equal(recordsByRecordType.size, 6);
    assert.equal(recordsByRecordType.get(null), 5);
  });

  it('has picklist values that are stored but not defined, and defined but not stored', () => {
    const defined = new Set(
      store.schema.objects
        .get('country__c')
        ?.fields.get('subregion__c')
        ?.picklistValues.map((entry) => entry.value)
    );
    const stored = new Set(expectedCounts(store, 'Country__c').fields.get('Subregion__c')?.values?.keys());
    assert.deepEqual([...stored].filter((value) => !defined.has(value)).sort(), [
      'Central Europe',
      'North America',
      'Southeast Europe'
    ]);
    assert.deepEqual(
      [...defined].filter((value) => !stored.has(value)),
      ['Northern America']
    );
  });

  it('counts each value of a multi-select picklist', () => {
    const borders = expectedCounts(store, 'Country__c').fields.get('Borders__c');
    const neighboursOfChina = borders?.values?.get('CHN');
    assert.equal(
      [...(neighboursOfChina?.values() ?? [])].reduce((sum, count) => sum + count, 0),
      16
    );
  });

  it('counts a compound field as filled when any of its components is', () => {
    const account = expectedCounts(store, 'Account').fields;
    assert.equal(account.get('BillingAddress')?.filled, 463);
    assert.equal(account.get('ShippingAddress')?.filled, 0);
  });
});

describe('generated data', () => {
  it('repeats the real airports under new identifiers', async () => {
    const store = newOrg(SAMPLE_ORG);
    try {
      const loaded = await loadGenerated(store, store.schema, 5210 * 2 + 7);
      assert.equal(loaded.get('Airport__c'), 10427);
      const distinct = store.all('SELECT COUNT(DISTINCT Ident__c) FROM Airport__c');
      assert.deepEqual(distinct, [[10427]]);
      const { fields } = expectedCounts(store, 'Airport__c');
      assert.ok(Math.abs(fields.get('IATA_Code__c')!.filled / 10427 - 4517 / 5210) < 0.001);
    } finally {
      store.close();
    }
  });
});

describe('a wide object', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wide-'));
  after(() => rmSync(folder, { recursive: true }));

  it('takes every kind of field, with gaps from none to all, the same for the same seed', async () => {
    const wide = wideObject({ object: 'Wide__c', fields: 202, picklists: 4, recordTypes: 20, kinds: ALL_KINDS });
    writeWideProject(folder, wide);
    const counts: ExpectedCounts[] = [];
    for (const seed of [1, 1, 2]) {
      const store = newOrg(folder);
      await loadTables(store, store.schema, [{ object: 'Wide__c', records: wideRecords(wide, 300, seed) }]);
      counts.push(expectedCounts(store, 'Wide__c'));
      store.close();
    }
    assert.deepEqual(counts[0], counts[1]);
    assert.notDeepEqual(counts[0], counts[2]);
    assert.equal(counts[0]?.recordsByRecordType.size, 21);
    const filled = wide.fields.map((field) => counts[0]?.fields.get(field.apiName)?.filled ?? -1);
    assert.equal(Math.min(...filled), 0);
    assert.equal(Math.max(...filled), 300);
  });
});
