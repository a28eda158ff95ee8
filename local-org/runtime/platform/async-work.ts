/** Asynchronous work as Apex starts it. The job table (`job-store.ts`) keeps it; the engine (`jobs/`) runs it. */
import { apexException, notSupported } from '../machine/errors.ts';
import { isApexInstance } from '../machine/apex-object.ts';
import type { ApexInstance } from '../machine/apex-object.ts';
import type { FutureCall } from '../machine/hooks.ts';
import { typeOf } from '../machine/instance-of.ts';
import { runtimeType, typeRegistry } from '../machine/runtime-type.ts';
import { ApexList } from '../values/collections.ts';
import { CronError, nextFire, parseCron } from './cron.ts';
import { serialiseGraph } from './serialise.ts';
import { currentTransaction } from './transaction.ts';
import type { Transaction } from './transaction.ts';
import { wallClock } from './wall-clock.ts';

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
const MAXIMUM_SCHEDULED = 100;
const MAXIMUM_FLEX_QUEUE = 100;
const MAXIMUM_DELAY_MINUTES = 10;
const DEFAULT_SCOPE = 200;
const MAXIMUM_FAILURES_IN_A_ROW = 5;

function instanceOf(value: unknown): ApexInstance {
  if (value === null) throw apexException('NullPointerException', 'Argument cannot be null.');
  if (!isApexInstance(value)) notSupported('asynchronous jobs of library classes');
  return value;
}

function implementsType(instance: ApexInstance, name: string): boolean {
  return runtimeType(name).isInstance(instance);
}

function base(transaction: Transaction, instance: ApexInstance): Omit<NewJob, 'kind' | 'dueAt'> {
  return {
    ...plainJob(transaction, instance.apexType.name, serialiseGraph(instance)),
    allowsCallouts: implementsType(instance, 'Database.AllowsCallouts')
  };
}

/** A job of the running user, without anything that only some kinds of jobs have. */
export function plainJob(transaction: Transaction, className: string, payload: string): Omit<NewJob, 'kind' | 'dueAt'> {
  return {
    className,
    payload,
    userId: transaction.user.id,
    createdAt: transaction.now(),
    allowsCallouts: false,
    stackDepth: 0,
    maximumStackDepth: null,
    signature: null,
    failuresInARow: 0,
    scope: null,
    scheduleName: null,
    cron: null,
    timeZone: transaction.timeZone,
    method: null
  };
}

function store(transaction: Transaction, job: NewJob): string {
  const { jobs } = transaction.org;
  if (jobs.executionsSince(transaction.now() - DAY) >= DAILY_EXECUTIONS)
    throw apexException('AsyncException', 'AsyncApexExecutions Limit exceeded.');
  const pending: PendingJob = { ...job, id: transaction.org.jobs.insert(job) };
  transaction.pending.push(pending);
  const byFinalizer = transaction.kind === 'finalizer' && job.kind === 'queueable';
  transaction.test?.[byFinalizer ? 'enqueuedByFinalizers' : 'enqueued'].push(pending);
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
  // "You can't chain queueable jobs in an Apex test. Doing so results in an error." (Apex Developer Guide, Queueable Apex)
  // Finalizers may, as a public suite (beyond-the-cloud-dev/async-lib) shows.
  if (
    (transaction.kind === 'queueable' && inChain && transaction.test !== null) ||
    (maximumStackDepth !== null && stackDepth > maximumStackDepth)
  ) {
    throw apexException('AsyncException', 'Maximum stack depth has been reached.');
  }
  const signature = options.signature ?? null;
  if (signature !== null && transaction.org.jobs.isSignatureQueued(signature)) {
    throw apexException('DuplicateMessageException', 'Attempt to enqueue job with duplicate queueable signature');
  }
  const failuresInARow =
    transaction.kind === 'finalizer' && transaction.parentFailed ? (job?.failuresInARow ?? 0) + 1 : 0;
  if (failuresInARow > MAXIMUM_FAILURES_IN_A_ROW) {
    throw apexException('AsyncException', 'Maximum number of consecutive requeues from a finalizer has been reached.');
  }
  return store(transaction, {
    ...base(transaction, instance),
    kind: 'queueable',
    dueAt: transaction.now() + delay * 60_000,
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
  const now = transaction.now();
  store(transaction, {
    kind: 'future',
    className: call.className,
    payload: serialiseGraph(new ApexList(runtimeType('List<Object>'), [...args])),
    userId: transaction.user.id,
    createdAt: now,
    dueAt: now,
    allowsCallouts: call.callout,
    stackDepth: 0,
    maximumStackDepth: null,
    signature: null,
    failuresInARow: 0,
    scope: null,
    scheduleName: null,
    cron: null,
    timeZone: transaction.timeZone,
    method: { name: call.method, key: call.key }
  });
}

/** `Database.executeBatch`. */
export function executeBatch(value: unknown, scope: number | null): string {
  const transaction = currentTransaction();
  const instance = instanceOf(value);
  const size = scope ?? DEFAULT_SCOPE;
  if (size < 1) throw apexException('UnexpectedException', `Batch size must be greater than zero`);
  if (transaction.kind === 'batchStart' || transaction.kind === 'batchExecute' || transaction.kind === 'future') {
    throw apexException(
      'AsyncException',
      'Database.executeBatch cannot be called from a batch start, batch execute, or future method.'
    );
  }
  if (transaction.org.jobs.waitingBatches() >= MAXIMUM_FLEX_QUEUE) {
    throw apexException(
      'AsyncException',
      `You've exceeded the limit of ${MAXIMUM_FLEX_QUEUE} jobs in the flex queue for org ${transaction.org.organization.id}. Wait for some of your batch jobs to finish before adding more. To monitor and reorder jobs, use the Apex Flex Queue page in Setup.`
    );
  }
  return store(transaction, {
    ...base(transaction, instance),
    kind: 'batch',
    dueAt: transaction.now(),
    scope: size
  });
}

/** `System.schedule`: the id of the CronTrigger. */
export function scheduleJob(name: string | null, cron: string | null, value: unknown): string {
  const transaction = currentTransaction();
  const instance = instanceOf(value);
  if (name === null || name === '' || cron === null)
    throw apexException('StringException', 'Job name and cron expression are required');
  const { jobs } = transaction.org;
  const dueAt = firstFiring(transaction, cron);
  if (jobs.isScheduled(name)) {
    throw apexException('AsyncException', `The Apex job named "${name}" is already scheduled for execution.`);
  }
  if (jobs.scheduledCount() >= MAXIMUM_SCHEDULED) {
    throw apexException(
      'AsyncException',
      `You have exceeded the maximum number (${MAXIMUM_SCHEDULED}) of Apex scheduled jobs.`
    );
  }
  return store(transaction, { ...base(transaction, instance), kind: 'scheduled', dueAt, scheduleName: name, cron });
}

function firstFiring(transaction: Transaction, cron: string): number {
  try {
    const next = nextFire(parseCron(cron), transaction.now(), wallClock(transaction.timeZone));
    if (next !== null) return next;
  } catch (error) {
    if (error instanceof CronError) throw apexException('StringException', error.message);
    throw error;
  }
  throw apexException('AsyncException', `Based on configured schedule, the given trigger '${cron}' will never fire.`);
}

/** `System.abortJob`, with the id of an AsyncApexJob or a CronTrigger. */
export function abortJob(id: string | null): void {
  const transaction = currentTransaction();
  if (id === null) throw apexException('NullPointerException', 'Argument cannot be null.');
  if (!transaction.org.jobs.abort(id, transaction.now())) {
    throw apexException('StringException', `Invalid id value for job: ${id}`);
  }
  transaction.changes += 1;
}

/** `System.attachFinalizer`: once per queueable. */
export function attachFinalizer(value: unknown): void {
  const transaction = currentTransaction();
  const instance = instanceOf(value);
  if (transaction.kind !== 'queueable')
    throw apexException('HandledException', 'System.attachFinalizer(Finalizer) is not allowed in this context');
  if (transaction.finalizer !== null)
    throw apexException('HandledException', 'Only one Finalizer can be attached to a Queueable job');
  transaction.finalizer = instance;
  transaction.org.finalizerAttached(transaction.job!.id, serialiseGraph(instance));
}
