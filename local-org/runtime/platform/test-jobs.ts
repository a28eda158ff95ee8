/** Asynchronous work of a test, run by `Test.stopTest`: the jobs that the test itself started, and some that these start. */
import { runStep } from './job-execution.ts';
import type { StoredJob } from './job-store.ts';
import type { TestState } from './test-state.ts';
import type { Transaction } from './transaction.ts';

/**
 * Runs the jobs in the order they were started; jobs that they start stay queued, except queueables of their
 * finalizers, which a public suite (beyond-the-cloud-dev/async-lib) chains in a test, and of chains with a given depth. What a job throws is thrown on, after
 * its finalizer has run.
 */
export function runTestJobs(transaction: Transaction, test: TestState): void {
  const queue = test.enqueued.splice(0);
  for (const pending of queue) {
    let job = transaction.org.jobs.get(pending.id);
    // Aborted meanwhile, or a batch that goes on until its finish method has run. A schedule fires once.
    while (job !== null) {
      const report = runStep(asUserOfTest(job, transaction), { org: transaction.org, test });
      if (report.error !== null) throw report.error as Error;
      queue.push(...test.enqueuedByJobs.splice(0));
      job = report.continues && job.kind === 'batch' ? transaction.org.jobs.get(pending.id) : null;
    }
  }
}

/**
 * A queueable of a test runs as the user whose `Test.stopTest` runs it, not as the one who started it
 * (salesforce.stackexchange.com question 346971); nothing of the kind is recorded of the others.
 */
function asUserOfTest(job: StoredJob, { user }: Transaction): StoredJob {
  return job.kind === 'queueable' ? { ...job, userId: user.id } : job;
}
