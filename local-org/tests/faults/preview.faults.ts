import assert from 'node:assert/strict';
import { it } from 'node:test';
import { FaultLab } from './fault-org.ts';

interface Preview {
  readonly objects: readonly { readonly objectName: string; readonly excludedBecause?: string }[];
  readonly queries: number;
  readonly queryRowsAtMost: number;
  readonly asyncExecutions: number;
  readonly nextAfter?: string;
}

it('the preview of a run is within a tenth of what the run then uses', async (context) => {
  const lab = await FaultLab.open();
  const org = lab.org();
  try {
    const pages: Preview[] = [];
    do {
      pages.push(org.call('PopulationConsole', 'preview', { after: pages.at(-1)?.nextAfter ?? null }) as Preview);
    } while (pages.at(-1)!.nextAfter !== undefined);
    const total = (figure: (page: Preview) => number): number => pages.reduce((sum, page) => sum + figure(page), 0);
    org.start();
    org.drain();
    const run = org.run() as {
      queriesUsed: number;
      queryRowsUsed: number;
      asyncExecutions: number;
      objectsTotal: number;
    };
    const queries = total((page) => page.queries);
    const executions = total((page) => page.asyncExecutions);
    context.diagnostic(`${queries} queries previewed, ${run.queriesUsed} used`);
    context.diagnostic(`${executions} executions previewed, ${run.asyncExecutions} used`);
    assert.equal(
      total(({ objects }) => objects.filter((each) => each.excludedBecause === undefined).length),
      run.objectsTotal
    );
    assert.ok(Math.abs(queries - run.queriesUsed) <= 0.1 * run.queriesUsed, `${queries} against ${run.queriesUsed}`);
    assert.equal(executions, run.asyncExecutions);
    assert.ok(total((page) => page.queryRowsAtMost) >= run.queryRowsUsed, 'the rows are an upper bound');
  } finally {
    org.close();
    lab.close();
  }
});
