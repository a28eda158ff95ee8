/** Asynchronous work as Apex starts it. The job table (`job-store.ts`) keeps it; the engine (`jobs/`) runs it. */
import { apexException, notSupported } from '../machine/errors.ts';
import { isApexInstance } from '../machine/apex-object.ts';
import type { ApexInstance } from '../machine/apex-object.ts';
import type { FutureCall } from '../machine/hooks.ts';
import { typeOf } from '../machine/instance-of.ts';
import { runtimeType, typeRegistry } from '../machine/runtime-type.ts';
import { ApexList } from '../values/collections.ts';
import { serialiseGraph } from './serialise.ts';
import { currentTransaction } from './transaction.ts';
import type { Transaction } from './transaction.ts';

export type JobKind = 'queueable' | 'batch' | 'scheduled' | 'future' | 'event';

/** A job as it is stored when Apex starts it. Times in milliseconds since 1970. */
export interface NewJob {
  readonly kind: JobKind;
  readonly className: string;
  /** The serialised instance. */
  readonly payload: string;
  readonly userId: string;
  readonly createdAt: number;
  readonly dueAt: number;
  /** Queueable: the minimum delay that was asked for. */
  readonly delayMinutes: number;
  /** Implements Database.AllowsCallouts. */
  readonly allowsCallouts: boolean;
  /** Queueable: how many jobs of the chain came before; 0 for the first. */
  readonly stackDepth: number;
  readonly maximumStackDepth: number | null;
  /** Queueable: text of the duplicate signature. */
  readonly signature: string | null;
  /** Queueable: how often in a row a finalizer has enqueued again after a failure. */
  readonly failuresInARow: number;
  /** Batch: records per execute. */
  readonly scope: number | null;
  /** Scheduled: name and expression. */
  readonly scheduleName: string | null;
  readonly cron: string | null;
  readonly timeZone: string;
  /** Future: the method as written, and the emitted name of its body; the payload is the list of its arguments. */
  readonly method: { readonly name: string; readonly key: string } | null;
}

export interface PendingJob extends NewJob {
  /** Id of the AsyncApexJob row; of the CronTrigger row for scheduled jobs. */
  readonly id: string;
}

/** What a transaction needs to know of the job it executes. */
export interface RunningJob {
  readonly id: string;
  readonly className: string;
  readonly delayMinutes: number;
  readonly allowsCallouts: boolean;
  readonly stackDepth: number;
  readonly maximumStackDepth: number | null;
  readonly failuresInARow: number;
}

export interface QueueableOptions {
  readonly delayMinutes?: number;
  readonly maximumStackDepth?: number;
  readonly signature?: string;
}

const DAY = 86_400_000;
/** Apex Developer Guide v65, "Asynchronous Apex Limits"; more only with more than 1,250 licences. */
export const DAILY_EXECUTIONS = 250_000;
const MAXIMUM_DELAY_MINUTES = 10;
const MAXIMUM_FAILURES_IN_A_ROW = 5;

export function instanceOf(value: unknown): ApexInstance {
  if (value === null) throw apexException('NullPointerException', 'Argument cannot be null.');
  if (!isApexInstance(value)) notSupported('asynchronous jobs of library classes');
  return value;
}

function implementsType(instance: ApexInstance, name: string): boolean {
  return runtimeType(name).isInstance(instance);
}

/** A job that is an instance of a class. */
export function instanceJob(transaction: Transaction, instance: ApexInstance): Omit<NewJob, 'kind' | 'dueAt'> {
  return {
    ...plainJob(ownerNow(transaction), instance.apexType.name, serialiseGraph(instance)),
    allowsCallouts: implementsType(instance, 'Database.AllowsCallouts')
  };
}

/** On whose behalf a job is started, and when. */
export interface JobOwner {
  readonly user: { readonly id: string };
  readonly now: number;
  readonly timeZone: string;
}

/** The running user, now. */
export function ownerNow(transaction: Transaction): JobOwner {
  return { user: transaction.user, now: transaction.now(), timeZone: transaction.timeZone };
}

/** A job without anything that only some kinds of jobs have. */
export function plainJob(
  { user, now, timeZone }: JobOwner,
  className: string,
  payload: string
): Omit<NewJob, 'kind' | 'dueAt'> {
  return {
    className,
    payload,
    userId: user.id,
    createdAt: now,
    delayMinutes: 0,
    allowsCallouts: false,
    stackDepth: 0,
    maximumStackDepth: null,
    signature: null,
    failuresInARow: 0,
    scope: null,
    scheduleName: null,
    cron: null,
    timeZone,
    method: null
  };
}

/** @throws System.AsyncException when the day does not allow so many executions more */
export function requireExecutions(transaction: Transaction, count: number): void {
  if (transaction.org.jobs.executionsSince(transaction.now() - DAY) + count > DAILY_EXECUTIONS)
    throw apexException('AsyncException', 'AsyncApexExecutions Limit exceeded.');
}

/** Keeps a job in the transaction that starts it. @throws System.AsyncException when the day's executions are used up */
export function storeJob(transaction: Transaction, job: NewJob): string {
  const { jobs } = transaction.org;
  requireExecutions(transaction, 1);
  const pending: PendingJob = { ...job, id: jobs.insert(job, transaction.test === null ? 'org' : 'test') };
  transaction.pending.push(pending);
  // What a job starts waits beyond stopTest, but for the queueables of finalizers and of chains with a depth of their own.
  const goesOn = job.kind === 'queueable' && (transaction.kind === 'finalizer' || job.maximumStackDepth !== null);
  transaction.test?.[transaction.job !== null && goesOn ? 'enqueuedByJobs' : 'enqueued'].push(pending);
  // A job row is a change like any other: a callout after it is refused.
  transaction.changes += 1;
  return pending.id;
}

/** @throws System.AsyncException, System.LimitException, System.DuplicateMessageException */
export function enqueueQueueable(value: unknown, options: QueueableOptions): string {
  const transaction = currentTransaction();
  const instance = instanceOf(value);
  const { job } = transaction;
  transaction.limits.count('queueableJobs');
  const delay = options.delayMinutes ?? 0;
  if (delay < 0 || delay > MAXIMUM_DELAY_MINUTES) {
    throw apexException(
      'IllegalArgumentException',
      `Invalid delay: ${delay}. Specify a delay between 0 and ${MAXIMUM_DELAY_MINUTES} minutes`
    );
  }
  const inChain = job !== null && (transaction.kind === 'queueable' || transaction.kind === 'finalizer');
  const stackDepth = inChain ? job.stackDepth + 1 : 0;
  const maximumStackDepth = options.maximumStackDepth ?? (inChain ? job.maximumStackDepth : null);
  // Both as octoberswimmer/aer found on an org (CHANGELOG, v1.2.10). In a test a chain goes on only under a depth that its
  // first job was given; finalizers may always, as a public suite (beyond-the-cloud-dev/async-lib) shows.
  if (options.maximumStackDepth !== undefined && transaction.kind === 'queueable')
    throw apexException('AsyncException', 'Cannot reset Maximum Queueable Stack Depth in a queueable');
  const isRefusedInTest =
    inChain && transaction.kind === 'queueable' && transaction.test !== null && maximumStackDepth === null;
  // The depth counts jobs: the first one runs at 1 (`AsyncInfo.getCurrentQueueableStackDepth`).
  if (isRefusedInTest || (maximumStackDepth !== null && stackDepth >= maximumStackDepth))
    throw apexException('AsyncException', 'Maximum stack depth has been reached.');
  const signature = options.signature ?? null;
  if (signature !== null && transaction.org.jobs.isSignatureQueued(signature)) {
    throw apexException('DuplicateMessageException', 'Attempt to enqueue job with duplicate queueable signature');
  }
  const failuresInARow =
    transaction.kind === 'finalizer' && transaction.parentFailed ? (job?.failuresInARow ?? 0) + 1 : 0;
  if (failuresInARow > MAXIMUM_FAILURES_IN_A_ROW) {
    throw apexException('AsyncException', 'Maximum number of consecutive requeues from a finalizer has been reached.');
  }
  return storeJob(transaction, {
    ...instanceJob(transaction, instance),
    kind: 'queueable',
    dueAt: transaction.now() + delay * 60_000,
    delayMinutes: delay,
    stackDepth,
    maximumStackDepth,
    signature,
    failuresInARow
  });
}

/** A call of an `@future` method. @throws System.AsyncException from another one or from a batch */
export function enqueueFuture(call: FutureCall, args: readonly unknown[]): void {
  const transaction = currentTransaction();
  const { kind } = transaction;
  if (kind === 'future' || kind === 'batchStart' || kind === 'batchExecute' || kind === 'batchFinish') {
    const types = args.length === 0 ? '' : args.map((arg) => typeOf(arg, typeRegistry())?.name ?? 'Object').join(', ');
    throw apexException(
      'AsyncException',
      `Future method cannot be called from a future or batch method: ${call.className}.${call.method}(${types})`
    );
  }
  transaction.limits.count('futureCalls');
  const payload = serialiseGraph(new ApexList(runtimeType('List<Object>'), [...args]));
  storeJob(transaction, {
    ...plainJob(ownerNow(transaction), call.className, payload),
    kind: 'future',
    dueAt: transaction.now(),
    allowsCallouts: call.callout,
    method: { name: call.method, key: call.key }
  });
}

/** `System.attachFinalizer`: once per queueable. */
export function attachFinalizer(value: unknown): void {
  const transaction = currentTransaction();
  const instance = instanceOf(value);
  if (transaction.kind !== 'queueable')
    throw apexException('HandledException', 'System.attachFinalizer(Finalizer) is not allowed in this context');
  if (transaction.finalizer !== null)
    throw apexException('HandledException', 'More than one Finalizer cannot be attached to same Async Apex Job');
  transaction.finalizer = instance;
  transaction.org.finalizerAttached(transaction.job!.id, serialiseGraph(instance));
}
