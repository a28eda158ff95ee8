/**
 * An object of 40 million records, under the model of the 120 seconds that a query may take. **The records are not 40
 * million: 80,000 are stored, and each stands for 500 in the time model.** What is counted, and compared with SQL, are
 * the stored ones; how often queries are cut short, and what the job does about it, is that of 40 million.
 * `npm run bench -- narrowing` is the same with all of them.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import type { RunView } from '../../cli/main-job.ts';
import { DEFAULT_QUERY_COST } from '../../runtime/platform/limits.ts';
import type { QueryCostModel } from '../../runtime/platform/limits.ts';
import { expectedCounts } from '../../samples/expected-counts.ts';
import { loadTables } from '../../samples/load-samples.ts';
import { AGGREGATABLE_KINDS, wideObject, wideRecords, writeWideProject } from '../../samples/wide-object.ts';
import { assertSameCounts } from '../compare-counts.ts';
import { storedObjects } from '../received-results.ts';
import { startOrg } from '../started-org.ts';

const RECORDS = 80_000;
const STANDS_FOR = 500;
const OBJECT = 'Huge__c';
const MINUTE = 60_000;

interface Narrowed {
  readonly run: RunView;
  readonly deaths: number;
  /** Of the org's clock, which adds what the queries would have taken. */
  readonly minutes: number;
}

/** Counts the object, and compares every figure with SQL. */
async function countHuge(recordTypes: number, fields: number, model: Partial<QueryCostModel>): Promise<Narrowed> {
  const folder = mkdtempSync(join(tmpdir(), 'huge-'));
  const kinds = [...AGGREGATABLE_KINDS, 'checkbox', 'multipicklist', 'time'] as const;
  const wide = wideObject({ object: OBJECT, fields, picklists: 2, recordTypes, kinds });
  writeWideProject(folder, wide);
  const queryCost = { ...DEFAULT_QUERY_COST, ...model, rowsPerStoredRow: STANDS_FOR };
  const started = await startOrg([folder], { clock: 'virtual', queryCost });
  try {
    const { org, failedJobs } = started;
    await loadTables(org.store, org.schema, [{ object: OBJECT, records: wideRecords(wide, RECORDS) }]);
    const run = await started.countOnly();
    assert.equal(run.status, 'Completed', run.error ?? '');
    const received = storedObjects(org.store, run.runId).get(OBJECT);
    assert.ok(received);
    const unmeasured = [...received.fields.values()].filter(({ status }) => status !== 'measured');
    assert.deepEqual(unmeasured.map(({ name }) => name).sort(), ['LastReferencedDate', 'LastViewedDate']);
    const compared = assertSameCounts(received, expectedCounts(org.store, OBJECT));
    assert.ok(compared.fields >= fields, `${compared.fields} fields were compared`);
    assert.ok(failedJobs.every((failure) => failure.includes('Your query request was running for too long')));
    const [times] = org.store.all('SELECT StartedAt__c, FinishedAt__c FROM PopulationRun__c');
    const minutes = (Number(times![1]) - Number(times![0])) / MINUTE;
    return { run, deaths: failedJobs.length, minutes };
  } finally {
    await started.close();
    rmSync(folder, { recursive: true });
  }
}

function report(context: TestContext, { run, deaths, minutes }: Narrowed): void {
  context.diagnostic(
    `40,000,000 records (${RECORDS} stored, each standing for ${STANDS_FOR} in the time model), all figures exact: ` +
      `${run.asyncExecutions} transactions, ${deaths} of them cut short after 120 s and done again narrower; ` +
      `${run.queriesUsed} queries; ${minutes.toFixed(0)} minutes on the org's clock`
  );
}

describe('an object of 40 million records, under the 120 s model', () => {
  it('is counted exactly with fewer fields at a time', async (context) => {
    const narrowed = await countHuge(5, 60, {});
    report(context, narrowed);
    assert.ok(narrowed.deaths > 0, 'a query took too long');
  });

  it('is counted exactly in ranges of ids, where the database is ten times slower', async (context) => {
    const slow = { nanosecondsPerRow: 10_000, nanosecondsPerRowAndExpression: 2_500 };
    const narrowed = await countHuge(3, 14, slow);
    report(context, narrowed);
    // Not even the number of records can be had in one query.
    assert.ok(narrowed.deaths > 0, 'a query took too long');
  });
});
