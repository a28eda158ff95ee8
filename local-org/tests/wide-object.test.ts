import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { expectedCounts } from '../samples/expected-counts.ts';
import { loadTables } from '../samples/load-samples.ts';
import { AGGREGATABLE_KINDS, ALL_KINDS, wideObject, wideRecords, writeWideProject } from '../samples/wide-object.ts';
import type { JobOutcome } from '../cli/main-job.ts';
import { assertSameCounts } from './compare-counts.ts';
import { receivedObjects } from './received-results.ts';
import { startOrg } from './started-org.ts';
import type { StartedOrg } from './started-org.ts';

const FIELDS = 500;
const PICKLISTS = 12;
const RECORDS = 1_000;
/** COUNTs that fit into one query beside the record type: 100 aliases, some spare. */
const COUNTS_PER_QUERY = 90;

describe('an object of 500 fields and 20 record types', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wide-'));
  const wide = wideObject({
    object: 'Wide__c',
    fields: FIELDS,
    picklists: PICKLISTS,
    recordTypes: 20,
    kinds: AGGREGATABLE_KINDS
  });
  let started: StartedOrg;
  let empty: JobOutcome;
  let full: JobOutcome;

  before(async () => {
    writeWideProject(folder, wide);
    started = await startOrg([folder]);
    empty = await started.runJob();
    await loadTables(started.org.store, started.org.schema, [
      { object: 'Wide__c', records: wideRecords(wide, RECORDS) }
    ]);
    full = await started.runJob();
  });
  after(async () => {
    await started.close();
    rmSync(folder, { recursive: true });
  });

  it('is counted as SQL counts it', () => {
    assert.deepEqual(full.problems, []);
    const result = receivedObjects(started.endpoint, full.run.runId).get('Wide__c');
    assert.ok(result);
    assert.equal(result.recordTypes.length, 21, '20 record types, and the records without one');
    const compared = assertSameCounts(result, expectedCounts(started.org.store, 'Wide__c'));
    assert.ok(compared.fields >= FIELDS, `${compared.fields} fields were compared`);
    assert.ok(compared.values >= PICKLISTS * 6, `${compared.values} values were compared`);
  });

  it('takes one query per 90 fields and one per picklist, whatever the number of record types', (context) => {
    // The two runs differ only in this object's records, so the difference is what its fields cost.
    const queries = (full.run.queriesUsed ?? NaN) - (empty.run.queriesUsed ?? NaN);
    context.diagnostic(`${queries} queries for ${FIELDS} fields and ${PICKLISTS} picklists`);
    assert.ok(queries > PICKLISTS, 'the run says what it used');
    assert.ok(queries <= Math.ceil(FIELDS / COUNTS_PER_QUERY) + PICKLISTS + 5, `${queries} queries`);
  });
});

describe('an object with every type of field', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mixed-'));
  const mixed = wideObject({ object: 'Mixed__c', fields: 84, picklists: 3, recordTypes: 4, kinds: ALL_KINDS });
  let started: StartedOrg;

  before(async () => {
    writeWideProject(folder, mixed);
    started = await startOrg([folder]);
    await loadTables(started.org.store, started.org.schema, [
      { object: 'Mixed__c', records: wideRecords(mixed, RECORDS, 7) }
    ]);
  });
  after(async () => {
    await started.close();
    rmSync(folder, { recursive: true });
  });

  it('is counted as SQL counts it, long text too; only what each user sees differently is not measured', async () => {
    const outcome = await started.runJob();
    assert.deepEqual(outcome.problems, []);
    const result = receivedObjects(started.endpoint, outcome.run.runId).get('Mixed__c');
    assert.ok(result);
    assertSameCounts(result, expectedCounts(started.org.store, 'Mixed__c'));
    const unmeasured = [...result.fields.values()].filter((field) => field.status !== 'measured');
    const read = [...result.fields.values()].filter((field) => field.method === 'scan');
    assert.ok(
      read.some((field) => field.type === 'textarea' && (field.filled ?? 0) > 0),
      'long text was read'
    );
    assert.deepEqual(unmeasured.map((field) => field.name).sort(), ['LastReferencedDate', 'LastViewedDate']);
  });
});

describe('an object with more records than pages are worth', () => {
  const folder = mkdtempSync(join(tmpdir(), 'multi-'));
  const multi = wideObject({ object: 'Multi__c', fields: 2, picklists: 0, recordTypes: 2, kinds: ['multipicklist'] });
  const PAGE = 2000;
  let started: StartedOrg;

  before(async () => {
    writeWideProject(folder, multi);
    started = await startOrg([folder]);
    await loadTables(started.org.store, started.org.schema, [
      { object: 'Multi__c', records: wideRecords(multi, PAGE * 10, 3) }
    ]);
  });
  after(async () => {
    await started.close();
    rmSync(folder, { recursive: true });
  });

  it('is asked for each value of its multi-select picklists, and answers as SQL does', async () => {
    const outcome = await started.runJob();
    assert.deepEqual(outcome.problems, []);
    const result = receivedObjects(started.endpoint, outcome.run.runId).get('Multi__c');
    assert.ok(result);
    const compared = assertSameCounts(result, expectedCounts(started.org.store, 'Multi__c'));
    assert.ok(compared.values > 0);
    const asked = [...result.fields.values()].filter((field) => field.type === 'multipicklist');
    assert.deepEqual([...new Set(asked.map((field) => field.method))], ['values']);
  });
});
