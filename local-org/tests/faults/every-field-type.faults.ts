/** The greatest sizes that an org allows: record types, picklist values, fields, lengths of text. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { expectedCounts } from '../../samples/expected-counts.ts';
import { loadTables } from '../../samples/load-samples.ts';
import { ALL_KINDS, wideObject, wideRecords, writeWideProject } from '../../samples/wide-object.ts';
import { assertSameCounts } from '../compare-counts.ts';
import { openEveryOrg } from '../every-field-type-org.ts';
import { storedObjects } from '../received-results.ts';
import { startOrg } from '../started-org.ts';

const RECORDS = 2_400;

describe('the greatest sizes', () => {
  it('60 record types and 60 texts of 131,072 characters in each of two fields are counted as SQL does', async () => {
    const org = await openEveryOrg({ recordTypes: 60, picklistValues: 6 });
    try {
      org.fill(RECORDS, 60);
      const every = await org.countAndCompare();
      assert.equal(every.recordTypes.length, 61);
      assert.ok((every.fields.get('Choice__c')?.values?.length ?? 0) > 6, 'values that are not defined as well');
    } finally {
      await org.close();
    }
  });

  it('1,200 values of a picklist are counted as SQL does, record type by record type', async () => {
    const org = await openEveryOrg({ recordTypes: 3, picklistValues: 1_200 });
    try {
      org.fill(RECORDS, 0);
      const every = await org.countAndCompare();
      assert.equal(every.fields.get('Choice__c')?.values?.length, 1_201, 'and one that is not defined');
    } finally {
      await org.close();
    }
  });

  it('1,200 values and 60 record types are counted as SQL does, though they are too many for one transaction', async () => {
    const org = await openEveryOrg({ recordTypes: 60, picklistValues: 1_200 });
    try {
      org.fill(RECORDS, 0);
      const every = await org.countAndCompare();
      assert.equal(every.fields.get('Choice__c')?.method, 'values');
      assert.equal(every.fields.get('Choice__c')?.values?.length, 1_201, 'and one that is not defined');
    } finally {
      await org.close();
    }
  });

  it('700 fields of an object are counted as SQL does', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'widest-'));
    const wide = wideObject({ object: 'Widest__c', fields: 700, picklists: 20, recordTypes: 60, kinds: ALL_KINDS });
    writeWideProject(folder, wide);
    const started = await startOrg([folder]);
    try {
      const { store, schema } = started.org;
      await loadTables(store, schema, [{ object: wide.object, records: wideRecords(wide, RECORDS) }]);
      const run = await started.countOnly();
      assert.equal(run.status, 'Completed', run.error ?? '');
      assert.deepEqual(started.failedJobs, []);
      const compared = assertSameCounts(
        storedObjects(store, run.runId).get(wide.object)!,
        expectedCounts(store, wide.object)
      );
      assert.ok(compared.fields >= 700, `${compared.fields} fields were compared`);
    } finally {
      await started.close();
      rmSync(folder, { recursive: true });
    }
  });
});
