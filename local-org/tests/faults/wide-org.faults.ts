/** A thousand objects with fifty fields each, generated: what a run of the whole org costs, and whether the preview knew. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { callAura } from '../../cli/call-aura.ts';
import type { RunView } from '../../cli/main-job.ts';
import { expectedCounts } from '../../samples/expected-counts.ts';
import { loadTables } from '../../samples/load-samples.ts';
import { writeWideProject } from '../../samples/wide-object.ts';
import { wideOrg, wideOrgTables } from '../../samples/wide-org.ts';
import { assertSameCounts } from '../compare-counts.ts';
import { assertWithinTenth, previewTotals } from '../previewed.ts';
import type { PreviewTotals } from '../previewed.ts';
import { storedObjects } from '../received-results.ts';
import { startOrg } from '../started-org.ts';
import type { StartedOrg } from '../started-org.ts';

const OBJECTS = 1_000;
const FIELDS = 50;
/** Asynchronous executions that the smallest org has in a day. */
const DAILY_EXECUTIONS = 250_000;

describe(`an org of ${OBJECTS} objects and ${OBJECTS * FIELDS} fields`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'wide-org-'));
  const planned = wideOrg(OBJECTS, FIELDS);
  let started: StartedOrg;
  let preview: PreviewTotals;
  let run: RunView;

  before(async () => {
    for (const { wide } of planned) writeWideProject(folder, wide);
    started = await startOrg([folder], { clock: 'virtual' });
    await loadTables(started.org.store, started.org.schema, wideOrgTables(planned));
    preview = await previewTotals((after) => callAura(started.org, 'PopulationConsole', 'preview', { after }));
    run = await started.countOnly();
  });
  after(async () => {
    await started.close();
    rmSync(folder, { recursive: true });
  });

  it('is counted to the end at default settings, well within the limits of a day', (context) => {
    assert.deepEqual(started.failedJobs, []);
    assert.equal(run.status, 'Completed', run.error ?? '');
    assert.ok(run.objectsDone! >= OBJECTS);
    assert.ok(run.fieldsMeasured! >= OBJECTS * FIELDS);
    const [times] = started.org.store.all('SELECT StartedAt__c, FinishedAt__c FROM PopulationRun__c');
    const seconds = (Number(times![1]) - Number(times![0])) / 1000;
    context.diagnostic(
      `${run.objectsDone} objects, ${run.fieldsMeasured} fields, ${run.recordsCounted} records: ${run.queriesUsed} queries, ` +
        `${run.queryRowsUsed} query rows, ${run.asyncExecutions} asynchronous executions ` +
        `(${((run.asyncExecutions! / DAILY_EXECUTIONS) * 100).toFixed(2)} % of a day's), ${seconds.toFixed(0)} s on the org's clock`
    );
    assert.ok(run.asyncExecutions! < DAILY_EXECUTIONS * 0.01, 'a hundredth of what a day allows');
  });

  it('costs what its preview said, within a tenth', (context) => {
    const { queries, queryRows, asyncExecutions } = preview;
    context.diagnostic(`previewed: ${queries} queries, ${queryRows} query rows, ${asyncExecutions} executions`);
    assertWithinTenth('queries', queries, run.queriesUsed!);
    assertWithinTenth('query rows', queryRows, run.queryRowsUsed!);
    assertWithinTenth('executions', asyncExecutions, run.asyncExecutions!);
  });

  it('finds what SQL finds, on objects of every size and kind', () => {
    const stored = storedObjects(started.org.store, run.runId);
    for (const { wide } of planned.slice(0, 20)) {
      const compared = assertSameCounts(stored.get(wide.object)!, expectedCounts(started.org.store, wide.object));
      assert.ok(compared.fields >= FIELDS, `${wide.object}: ${compared.fields} fields`);
    }
  });
});
