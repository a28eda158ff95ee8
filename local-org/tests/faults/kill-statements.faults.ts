import { after, before, describe, it } from 'node:test';
import { FaultLab } from './fault-org.ts';
import type { Statement } from './fault-org.ts';
import { killAndCheck, runUndisturbed } from './kill-runs.ts';
import type { Undisturbed } from './kill-runs.ts';

/** What saves, hands over and sends. The rest only reads and calculates: a death there is like one at the next query. */
const CHANGES =
  /\/(delivery|foundation)\/|\/(Population(Start|Worker|Step|Finalizer|Discovery)|Run\w+|ResultParts?|TaskWork)\.cls$/;
const EVERY_OTHERS = 10;

/** Every statement of a whole run, delivery included, that belongs to its life cycle, and every tenth of the others. */
describe('a run whose transaction dies at a statement', () => {
  let lab: FaultLab;
  let undisturbed: Undisturbed;

  before(async () => {
    lab = await FaultLab.open();
    undisturbed = runUndisturbed(lab);
  });
  after(() => lab.close());

  it('recovers, whichever statement it is', (context) => {
    const first = new Map<string, Statement>();
    for (const statement of undisturbed.trace.statements) {
      const place = `${statement.path}:${statement.line}`;
      if (!first.has(place)) first.set(place, statement);
    }
    const points = [...first.values()].filter(({ path }, index) => CHANGES.test(path) || index % EVERY_OTHERS === 0);
    points.forEach((statement, index) => {
      killAndCheck(lab, undisturbed, statement, index % 2 === 0 ? 'aborted' : 'lost');
    });
    context.diagnostic(`${points.length} kill points of ${first.size} statements`);
  });
});
