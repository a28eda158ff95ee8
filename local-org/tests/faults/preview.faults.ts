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

it('the preview of a run after another knows what is carried over, and what everything would cost', async (context) => {
  const lab = await FaultLab.open();
  const org = lab.org();
  type Used = { queriesUsed: number; queryRowsUsed: number; asyncExecutions: number; objectsCarried: number };
  const used = (): Used => {
    org.start();
    org.drain();
    return org.run() as unknown as Used;
  };
  try {
    org.advance(120);
    const first = used();
    org.advance(120);
    const preview = await previewTotals((after) => org.call('PopulationConsole', 'preview', { after }));
    const second = used();
    context.diagnostic(`${preview.queries} of ${preview.full.queries} queries previewed, ${second.queriesUsed} used`);
    context.diagnostic(`${preview.queryRows} query rows previewed, ${second.queryRowsUsed} used`);
    assert.ok(second.objectsCarried > 0);
    assert.ok(second.queriesUsed < first.queriesUsed, 'carrying over is cheaper');
    assertWithinTenth('queries', preview.queries, second.queriesUsed);
    assertWithinTenth('queries in full', preview.full.queries, first.queriesUsed);
    assert.ok(Math.abs(preview.queryRows - second.queryRowsUsed) <= 0.25 * second.queryRowsUsed, 'query rows');
    assert.equal(preview.asyncExecutions, second.asyncExecutions);
  } finally {
    org.close();
    lab.close();
  }
});
