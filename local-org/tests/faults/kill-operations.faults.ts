import { after, before, describe, it } from 'node:test';
import { FaultLab } from './fault-org.ts';
import { killAndCheck, runUndisturbed } from './kill-runs.ts';
import type { Undisturbed } from './kill-runs.ts';

/** Every query, save, enqueue and callout of a whole run, delivery included. */
describe('a run whose transaction dies around an operation', () => {
  let lab: FaultLab;
  let undisturbed: Undisturbed;

  before(async () => {
    lab = await FaultLab.open();
    undisturbed = runUndisturbed(lab);
  });
  after(() => lab.close());

  for (const operation of ['query', 'save', 'enqueue', 'callout'] as const) {
    it(`recovers from a death right before and right after each ${operation}`, (context) => {
      const { operations, statements } = undisturbed.trace;
      const numbers = [...operations].filter(([, each]) => each === operation).map(([number]) => number);
      if (numbers.length === 0) throw new Error(`the run has no ${operation}`);
      for (const number of numbers) {
        killAndCheck(lab, undisturbed, statements[number]!, 'aborted');
        const next = statements[number + 1];
        if (next !== undefined) killAndCheck(lab, undisturbed, next, 'lost');
      }
      context.diagnostic(`${2 * numbers.length} kill points`);
    });
  }
});
