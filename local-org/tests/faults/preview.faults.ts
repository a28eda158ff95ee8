import assert from 'node:assert/strict';
import { it } from 'node:test';
import { assertWithinTenth, previewTotals } from '../previewed.ts';
import { FaultLab } from './fault-org.ts';

it('the preview of a run is within a tenth of what the run then uses', async (context) => {
  const lab = await FaultLab.open();
  const org = lab.org();
  try {
    const preview = await previewTotals((after) => org.call('PopulationConsole', 'preview', { after }));
    org.start();
    org.drain();
    const run = org.run() as {
      queriesUsed: number;
      queryRowsUsed: number;
      asyncExecutions: number;
      objectsTotal: number;
    };
    context.diagnostic(`${preview.queries} queries previewed, ${run.queriesUsed} used`);
    context.diagnostic(`${preview.queryRows} query rows previewed, ${run.queryRowsUsed} used`);
    context.diagnostic(`${preview.asyncExecutions} executions previewed, ${run.asyncExecutions} used`);
    assert.equal(preview.objects, run.objectsTotal);
    assertWithinTenth('queries', preview.queries, run.queriesUsed);
    // So few records make the groups of a query a matter of chance; wide-org.faults.ts holds the rows to a tenth.
    assert.ok(Math.abs(preview.queryRows - run.queryRowsUsed) <= 0.25 * run.queryRowsUsed, 'query rows');
    assert.equal(preview.asyncExecutions, run.asyncExecutions);
  } finally {
    org.close();
    lab.close();
  }
});
