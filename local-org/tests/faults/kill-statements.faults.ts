import { after, before, describe, it } from 'node:test';
import { FaultLab } from './fault-org.ts';
import type { Statement } from './fault-org.ts';
import { killAndCheck, runUndisturbed } from './kill-runs.ts';
import type { Undisturbed } from './kill-runs.ts';

/** Every statement of the package that a whole run executes, delivery included. */
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
    [...first.values()].forEach((statement, index) => {
      killAndCheck(lab, undisturbed, statement, index % 2 === 0 ? 'aborted' : 'lost');
    });
    context.diagnostic(`${first.size} kill points`);
  });
});
