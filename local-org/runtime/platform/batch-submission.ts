/** Batches as Apex starts them, at once or later; `batch.ts` runs them. */
import { apexException, limitException } from '../machine/errors.ts';
import { instanceJob, instanceOf, ownerNow, plainJob, storeJob } from './async-work.ts';
import { MAXIMUM_ACTIVE_BATCHES, MAXIMUM_FLEX_QUEUE } from './flex-queue.ts';
import type { TestState } from './test-state.ts';
import { currentTransaction } from './transaction.ts';
import type { TransactionKind } from './transaction.ts';

const DEFAULT_SCOPE = 200;
/** "In a running test, you can submit a maximum of 5 batch jobs" (Apex Developer Guide v65, Batch Apex Limitations). */
const MAXIMUM_IN_TEST = 5;
const REFUSING: ReadonlySet<TransactionKind> = new Set(['batchStart', 'batchExecute', 'future']);

/** Records per execute: 200 where nothing is said. @throws System.UnexpectedException for less than one */
export function batchScope(scope: number | null): number {
  const size = scope ?? DEFAULT_SCOPE;
  if (size < 1) throw apexException('UnexpectedException', `Batch size must be greater than zero`);
  return size;
}

/** `Database.executeBatch`. */
export function executeBatch(value: unknown, scope: number | null): string {
  const transaction = currentTransaction();
  const { test, org } = transaction;
  const instance = instanceOf(value);
  const size = batchScope(scope);
  if (REFUSING.has(transaction.kind)) {
    throw apexException(
      'AsyncException',
      'Database.executeBatch cannot be called from a batch start, batch execute, or future method.'
    );
  }
  if (org.jobs.flexQueue.order().length >= MAXIMUM_FLEX_QUEUE) {
    throw apexException(
      'AsyncException',
      `You've exceeded the limit of ${MAXIMUM_FLEX_QUEUE} jobs in the flex queue for org ${org.organization.id}. Wait for some of your batch jobs to finish before adding more. To monitor and reorder jobs, use the Apex Flex Queue page in Setup.`
    );
  }
  if (test !== null) countInTest(test);
  return storeJob(transaction, {
    ...instanceJob(transaction, instance),
    kind: 'batch',
    dueAt: transaction.now(),
    scope: size
  });
}

/** The guide names the limit; the words are from memory. */
function countInTest(test: TestState): void {
  if (++test.batches > MAXIMUM_IN_TEST)
    throw limitException(
      `Attempted to schedule too many concurrent batch jobs in this org (limits is ${MAXIMUM_ACTIVE_BATCHES}).`
    );
}

/**
 * `Test.enqueueBatchJobs`: jobs that do nothing and never run, for tests of the flex queue. Five fill the batch queue, the
 * rest is held (octoberswimmer/aer, CHANGELOG, v1.2.12).
 */
export function enqueuePlaceholders(count: number | null): string[] {
  if (count === null) throw apexException('NullPointerException', 'Argument cannot be null.');
  const transaction = currentTransaction();
  const { jobs } = transaction.org;
  const ids: string[] = [];
  for (let i = 0; i < count; i++) {
    if (jobs.flexQueue.order().length >= MAXIMUM_FLEX_QUEUE)
      throw limitException(`You've exceeded the limit of ${MAXIMUM_FLEX_QUEUE} jobs in the flex queue`);
    const job = plainJob(ownerNow(transaction), '', '');
    ids.push(jobs.insert({ ...job, kind: 'batch', dueAt: transaction.now(), scope: DEFAULT_SCOPE }, 'test'));
  }
  return ids;
}
