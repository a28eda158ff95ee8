/**
 * Runs asynchronous jobs: what `jobs/` calls for one that is due, and `Test.stopTest` for those of a test. Each step is
 * a transaction of its own; the job's state is committed before and after it.
 */
import { failureOf, isUnsupported } from '../machine/failure.ts';
import { ApexException, UncatchableError } from '../machine/errors.ts';
import { invokeInterface } from '../machine/invoke-interface.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import type { ApexList } from '../values/collections.ts';
import type { RunningJob } from './async-work.ts';
import { FinalizerContextValue, MEMBER, QueueableContextValue, SchedulableContextValue } from './async-types.ts';
import { nextFire, parseCron } from './cron.ts';
import { execute, platformWrite } from './execution.ts';
import type { StoredJob } from './job-store.ts';
import { deliver } from './platform-events.ts';
import { runBatchStep } from './batch.ts';
import { executeBatch } from './batch-submission.ts';
import type { OrgContext } from './org-context.ts';
import { deserialiseGraph, serialiseGraph } from './serialise.ts';
import type { TestState } from './test-state.ts';
import type { Transaction } from './transaction.ts';
import { wallClock } from './wall-clock.ts';

/** How one step of a job ended. */
export interface StepReport {
  readonly jobId: string;
  readonly kind: StoredJob['kind'];
  readonly className: string;
  /** The job has more to do (batch) or fires again (scheduled). */
  readonly continues: boolean;
  /** As ExtendedStatus shows it, with the stack; null when the step succeeded. */
  readonly failure: string | null;
  /** What was thrown, for a test to throw on. */
  readonly error: unknown;
}

export interface StepOptions {
  readonly org: OrgContext;
  readonly test?: TestState;
}

const EXTENDED_STATUS_LENGTH = 1000;

export function runStep(job: StoredJob, options: StepOptions): StepReport {
  if (job.kind === 'event') return runEvent(job, options);
  platformWrite(options, () => {
    options.org.jobs.markRunning(job);
    options.org.jobs.setStatus(job.asyncJobId, 'Processing');
    options.org.jobs.countExecution(options.org.clock.now());
  });
  switch (job.kind) {
    case 'queueable':
      return runQueueable(job, options);
    case 'scheduled':
      return runScheduled(job, options);
    case 'future':
      return runFuture(job, options);
    case 'batch':
      return runBatchStep(job, options);
  }
}

/** Delivers events. What a trigger throws ends its transaction, and the events are not delivered to it again. */
function runEvent(job: StoredJob, options: StepOptions): StepReport {
  platformWrite(options, () => options.org.jobs.markRunning(job));
  const failure = deliver(job, options.org, options.test);
  platformWrite(options, () => options.org.jobs.remove(job.id));
  return report(job, failure);
}

/** Ends a job whose worker died: nothing of its open transaction is left, but its finalizer runs. */
export function recoverKilled(job: StoredJob, finalizerGraph: string | null, options: StepOptions): StepReport {
  const error = new UncatchableError('System.UnexpectedException: The worker that ran the job was stopped');
  if (job.kind === 'event') {
    // Delivered again, as the platform does when its servers restart.
    platformWrite(options, () => options.org.jobs.requeue(job, job.dueAt, null));
    return { ...report(job, error), continues: true };
  }
  if (job.kind === 'scheduled')
    return {
      ...report(job, error),
      continues: platformWrite(options, () => afterFiring(job, options.org, error.message))
    };
  if (job.kind === 'batch') return endFailed(job, options, error);
  if (job.progress === null) {
    const attached = finalizerGraph === null ? null : { graph: finalizerGraph, requestId: null };
    return endQueueable(job, options, error, attached);
  }
  // The job itself had ended; only its finalizer was still to run, or had not finished.
  const waiting = JSON.parse(job.progress) as WaitingFinalizer;
  return finalise(job, options, waiting.failure === null ? null : new UncatchableError(waiting.failure), waiting);
}

export function report(job: StoredJob, error: unknown): StepReport {
  return {
    jobId: job.asyncJobId,
    kind: job.kind,
    className: job.className,
    continues: false,
    failure: error === null ? null : describe(error),
    error
  };
}

export function runningJob(job: StoredJob): RunningJob {
  return {
    id: job.asyncJobId,
    className: job.className,
    // Jobs that an older version has stored have none.
    delayMinutes: job.delayMinutes ?? 0,
    allowsCallouts: job.allowsCallouts,
    stackDepth: job.stackDepth,
    maximumStackDepth: job.maximumStackDepth,
    failuresInARow: job.failuresInARow
  };
}

/** In the job's `progress` between the end of the job and the end of its finalizer. */
interface WaitingFinalizer {
  readonly graph: string;
  /** Of the job; null for one whose worker died, which only its finalizer outlived. */
  readonly requestId: string | null;
  /** Text of what ended the job; null when it succeeded. */
  readonly failure: string | null;
}

type AttachedFinalizer = Omit<WaitingFinalizer, 'failure'>;

function runQueueable(job: StoredJob, options: StepOptions): StepReport {
  const { org, test } = options;
  const outcome = execute(
    { org, kind: 'queueable', user: org.user(job.userId), job: runningJob(job), ...(test ? { test } : {}) },
    (transaction) => {
      invokeInterface(
        deserialiseGraph(job.payload, org.schema),
        MEMBER.queueable,
        new QueueableContextValue(job.asyncJobId)
      );
      const attached = attachedFinalizer(transaction);
      // In the same commit as the job's work: a kill after it never repeats or denies the work.
      settleQueueable(job, options, null, attached);
      return attached;
    }
  );
  if (!outcome.ok) return endQueueable(job, options, outcome.error, attachedFinalizer(outcome.transaction));
  return outcome.value === null ? report(job, null) : finalise(job, options, null, outcome.value);
}

function runFuture(job: StoredJob, options: StepOptions): StepReport {
  const { org, test } = options;
  const outcome = execute(
    { org, kind: 'future', user: org.user(job.userId), job: runningJob(job), ...(test ? { test } : {}) },
    () => {
      const args = deserialiseGraph(job.payload, org.schema) as ApexList;
      runtimeType(job.className).definition!.callStatic(job.method!.key, args.toArray());
      settleQueueable(job, options, null, null);
    }
  );
  return outcome.ok ? report(job, null) : endQueueable(job, options, outcome.error, null);
}

function attachedFinalizer({ finalizer, requestId }: Transaction): AttachedFinalizer | null {
  return finalizer === null ? null : { graph: serialiseGraph(finalizer), requestId };
}

/** "The number of processed batches and the number of total batches are always zero" (Guide, Queueable Apex). */
function settleQueueable(
  job: StoredJob,
  { org }: StepOptions,
  failure: string | null,
  attached: AttachedFinalizer | null
): void {
  const { jobs, clock } = org;
  jobs.setStatus(job.asyncJobId, failure === null ? 'Completed' : 'Failed', {
    CompletedDate: clock.now(),
    NumberOfErrors: failure === null ? 0 : 1,
    ExtendedStatus: failure === null ? null : extendedStatus(failure)
  });
  if (attached === null) jobs.remove(job.id);
  else jobs.keepRunning(job, JSON.stringify({ ...attached, failure } satisfies WaitingFinalizer));
}

function endQueueable(
  job: StoredJob,
  options: StepOptions,
  error: unknown,
  attached: AttachedFinalizer | null
): StepReport {
  platformWrite(options, () => settleQueueable(job, options, failureOf(error).text, attached));
  return attached === null ? report(job, error) : finalise(job, options, error, attached);
}

function finalise(job: StoredJob, options: StepOptions, error: unknown, attached: AttachedFinalizer): StepReport {
  const finalizerError = runFinalizer(job, options, error, attached);
  platformWrite(options, () => options.org.jobs.remove(job.id));
  // What the local org does not know must be said, whatever the job itself threw.
  return report(job, isUnsupported(finalizerError) ? finalizerError : (error ?? finalizerError));
}

/** What the finalizer threw, or null. Its failure does not change the job's status. */
function runFinalizer(
  job: StoredJob,
  { org, test }: StepOptions,
  error: unknown,
  { graph, requestId }: AttachedFinalizer
): unknown {
  const outcome = execute(
    {
      org,
      kind: 'finalizer',
      user: org.user(job.userId),
      job: runningJob(job),
      parentFailed: error !== null,
      // "The Queueable job and the Finalizer execution both share the (same) request ID" (Guide, Transaction Finalizers).
      ...(requestId === null ? {} : { requestId }),
      ...(test ? { test } : {})
    },
    (transaction) => {
      const context = new FinalizerContextValue(
        job.asyncJobId,
        transaction.requestId,
        error === null ? null : asException(error)
      );
      invokeInterface(deserialiseGraph(graph, org.schema), MEMBER.finalizer, context);
    }
  );
  return outcome.ok ? null : outcome.error;
}

/** Finalizers see limits and aborts too, as an exception object: a limit as AsyncException (octoberswimmer/aer, v1.0.7). */
function asException(error: unknown): ApexException {
  if (error instanceof ApexException) return error;
  const { typeName, message } = failureOf(error);
  if (typeName === 'System.LimitException') return new ApexException('System.AsyncException', message);
  return new ApexException(typeName ?? 'System.UnexpectedException', message);
}

function runScheduled(job: StoredJob, options: StepOptions): StepReport {
  const { org, test } = options;
  platformWrite(options, () => org.jobs.setTrigger(job.id, { State: 'EXECUTING' }));
  const outcome = execute(
    { org, kind: 'schedulable', user: org.user(job.userId), job: runningJob(job), ...(test ? { test } : {}) },
    () => {
      const instance = deserialiseGraph(job.payload, org.schema);
      // A schedule with a scope is one of `System.scheduleBatch`.
      if (job.scope === null) invokeInterface(instance, MEMBER.schedulable, new SchedulableContextValue(job.id));
      else executeBatch(instance, job.scope);
    }
  );
  const failure = outcome.ok ? null : failureOf(outcome.error);
  const continues =
    test === undefined
      ? platformWrite(options, () => afterFiring(job, org, failure?.text ?? null))
      : afterTestFiring(job, org);
  return { ...report(job, outcome.ok ? null : outcome.error), continues };
}

/** Sets the next firing, unless the job aborted itself or will never fire again. */
function afterFiring(job: StoredJob, org: OrgContext, failure: string | null): boolean {
  const { jobs, clock } = org;
  if (jobs.get(job.id) === null) return false;
  const now = clock.now();
  const next = nextFire(parseCron(job.cron!), now, wallClock(job.timeZone));
  const times = jobs.timesTriggered(job.id) + 1;
  jobs.setTrigger(job.id, {
    PreviousFireTime: job.dueAt,
    NextFireTime: next,
    TimesTriggered: times,
    State: next === null ? 'COMPLETE' : 'WAITING'
  });
  jobs.setStatus(job.asyncJobId, next === null ? 'Completed' : 'Queued', {
    ExtendedStatus: failure === null ? null : extendedStatus(failure)
  });
  if (next === null) jobs.remove(job.id);
  else jobs.requeue(job, next, null);
  return next !== null;
}

/** `Test.stopTest` runs the job whatever its schedule says, and the schedule waits on as if it had not fired. */
function afterTestFiring(job: StoredJob, { jobs }: OrgContext): boolean {
  if (jobs.get(job.id) === null) return false;
  jobs.setTrigger(job.id, { State: 'WAITING' });
  jobs.setStatus(job.asyncJobId, 'Queued');
  jobs.requeue(job, job.dueAt, null);
  return true;
}

/** A job of any kind that cannot go on. */
export function endFailed(
  job: StoredJob,
  options: StepOptions,
  error: unknown,
  /** What else has to be noted with it. */
  noteFailure: () => void = () => undefined
): StepReport {
  const failure = failureOf(error);
  platformWrite(options, () => {
    const { jobs, clock } = options.org;
    jobs.remove(job.id);
    jobs.setStatus(job.asyncJobId, 'Failed', {
      CompletedDate: clock.now(),
      ExtendedStatus: extendedStatus(failure.text)
    });
    if (job.kind === 'scheduled') jobs.setTrigger(job.id, { State: 'ERROR' });
    noteFailure();
  });
  return report(job, error);
}

export function extendedStatus(text: string): string {
  return text.slice(0, EXTENDED_STATUS_LENGTH);
}

export function describe(error: unknown): string {
  const failure = failureOf(error);
  return failure.stackTrace === '' ? failure.text : `${failure.text}\n${failure.stackTrace}`;
}
