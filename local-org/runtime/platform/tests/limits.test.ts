import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApexException, UncatchableError } from '../../machine/errors.ts';
import { GovernorLimits } from '../limits.ts';

function refusal(work: () => void): string {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof UncatchableError && !(error instanceof ApexException), 'no Apex catch sees it');
    return error.message;
  }
  assert.fail('nothing was refused');
}

function exhaust(limits: GovernorLimits, counter: Parameters<GovernorLimits['count']>[0], allowed: number): string {
  for (let index = 0; index < allowed; index++) limits.count(counter);
  return refusal(() => limits.count(counter));
}

test("each limit allows its figure and refuses the next, in the platform's words", () => {
  assert.equal(
    exhaust(new GovernorLimits('synchronous'), 'queries', 100),
    'System.LimitException: Too many SOQL queries: 101'
  );
  assert.equal(
    exhaust(new GovernorLimits('asynchronous'), 'queries', 200),
    'System.LimitException: Too many SOQL queries: 201'
  );
  assert.equal(
    exhaust(new GovernorLimits('synchronous'), 'dmlStatements', 150),
    'System.LimitException: Too many DML statements: 151'
  );
  assert.equal(
    exhaust(new GovernorLimits('synchronous'), 'callouts', 100),
    'System.LimitException: Too many callouts: 101'
  );
  assert.equal(
    exhaust(new GovernorLimits('synchronous'), 'queueableJobs', 50),
    'System.LimitException: Too many queueable jobs added to the queue: 51'
  );
  assert.equal(
    exhaust(new GovernorLimits('asynchronous'), 'queueableJobs', 1),
    'System.LimitException: Too many queueable jobs added to the queue: 2'
  );
});

test('rows that come in bulk are refused at the row that is one too many', () => {
  const limits = new GovernorLimits('synchronous');
  limits.count('queryRows', 49_999);
  limits.count('queryRows');
  assert.equal(
    refusal(() => limits.count('queryRows', 200)),
    'System.LimitException: Too many query rows: 50001'
  );
  assert.equal(
    refusal(() => new GovernorLimits('synchronous').count('dmlRows', 10_500)),
    'System.LimitException: Too many DML rows: 10001'
  );
});

test('CPU time grows with statements, heap with what is held', () => {
  const limits = new GovernorLimits('synchronous');
  limits.addStatements(10_000_000);
  assert.equal(limits.cpuMilliseconds, 10_000);
  assert.equal(
    refusal(() => limits.addStatements(1)),
    'System.LimitException: Apex CPU time limit exceeded'
  );
  limits.addHeap(5_000_000);
  limits.releaseHeap(4_000_000);
  limits.addHeap(5_000_000);
  assert.equal(
    refusal(() => limits.addHeap(1)),
    'System.LimitException: Apex heap size too large: 6000001'
  );
});

test('callouts share 120 seconds', () => {
  const limits = new GovernorLimits('asynchronous');
  limits.addCalloutTime(119_999);
  assert.equal(limits.calloutMillisecondsLeft, 1);
  limits.addCalloutTime(5_000);
  assert.equal(limits.calloutMillisecondsLeft, 0, 'The next one is refused (callouts.ts)');
});

test('a figure can be lowered, so that a cacheable method saves nothing', () => {
  assert.equal(
    refusal(() => new GovernorLimits('synchronous', { dmlStatements: 0 }).count('dmlStatements')),
    'System.LimitException: Too many DML statements: 1'
  );
});
