/** The `System` class: clock, debug log, asynchronous work, context questions; asserts come from the core library. */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import type { ApexEnumValue } from '../machine/apex-object.ts';
import { apexException } from '../machine/errors.ts';
import { callerFrame } from '../machine/stack.ts';
import { systemAssertMembers } from '../library/index.ts';
import { ApexDatetime } from '../values/datetime.ts';
import { deepEquals } from '../values/equality.ts';
import { hashCode } from '../values/keys.ts';
import { textOf } from '../values/text.ts';
import { attachFinalizer, enqueueQueueable } from './async-work.ts';
import type { AsyncOptionsValue } from './async-types.ts';
import { pageSystemMembers } from './apex-pages.ts';
import { abortJob, scheduleBatch, scheduleJob } from './scheduled-work.ts';
import { currentTransaction } from './transaction.ts';
import type { TransactionKind } from './transaction.ts';

/** Per transaction, so that a runaway loop does not fill memory; the platform cuts logs too (20 MB). */
const MAXIMUM_LOG_LINES = 10_000;

function debug(level: string, message: unknown): void {
  const { log, tracesDebug, elapsed } = currentTransaction();
  if (log.length >= MAXIMUM_LOG_LINES) return;
  log.push({ level, text: textOf(message), line: tracesDebug ? (callerFrame()?.line ?? null) : null, elapsed });
}

function runs(...kinds: readonly TransactionKind[]): () => boolean {
  return () => kinds.includes(currentTransaction().kind);
}

function enqueueWithOptions(queueable: unknown, options: AsyncOptionsValue | null): string {
  if (options === null) throw apexException('NullPointerException', 'Argument cannot be null.');
  return enqueueQueueable(queueable, {
    ...(options.delay === null ? {} : { delayMinutes: options.delay }),
    ...(options.maximumStackDepth === null ? {} : { maximumStackDepth: options.maximumStackDepth }),
    ...(options.signature === null ? {} : { signature: options.signature.text })
  });
}

export const systemTypes: LibraryType[] = [
  libraryType(
    'LoggingLevel',
    { kind: 'enum', enumValues: ['NONE', 'INTERNAL', 'FINEST', 'FINER', 'FINE', 'DEBUG', 'INFO', 'WARN', 'ERROR'] },
    {}
  ),
  libraryType(
    'System',
    {},
    {
      ...systemAssertMembers,
      'static Datetime now()': () => new ApexDatetime(currentTransaction().now()),
      'static Date today()': () => new ApexDatetime(currentTransaction().now()).dateIn(currentTransaction().timeZone),
      'static Long currentTimeMillis()': () => BigInt(currentTransaction().now()),
      'static Boolean equals(Object left, Object right)': deepEquals,
      'static Integer hashCode(Object value)': hashCode,
      'static void debug(Object message)': (message: unknown) => debug('DEBUG', message),
      'static void debug(LoggingLevel level, Object message)': (level: ApexEnumValue | null, message: unknown) =>
        debug(level?.name ?? 'DEBUG', message),
      'static Id enqueueJob(Queueable queueable)': (queueable: unknown) => enqueueQueueable(queueable, {}),
      'static Id enqueueJob(Queueable queueable, Integer delay)': (queueable: unknown, delay: number | null) =>
        enqueueQueueable(queueable, { delayMinutes: delay ?? 0 }),
      'static Id enqueueJob(Queueable queueable, AsyncOptions options)': enqueueWithOptions,
      'static void attachFinalizer(Finalizer finalizer)': attachFinalizer,
      'static String schedule(String name, String cron, Schedulable job)': scheduleJob,
      'static String scheduleBatch(SObject.AnyBatchable batch, String name, Integer minutesFromNow)': (
        batch: unknown,
        name: string | null,
        minutes: number | null
      ) => scheduleBatch(batch, name, minutes, null),
      'static String scheduleBatch(SObject.AnyBatchable batch, String name, Integer minutesFromNow, Integer scope)':
        scheduleBatch,
      'static void abortJob(String id)': abortJob,
      ...pageSystemMembers,
      'static Boolean isQueueable()': runs('queueable'),
      'static Boolean isBatch()': runs('batchStart', 'batchExecute', 'batchFinish'),
      'static Boolean isFuture()': runs('future'),
      'static Boolean isScheduled()': runs('schedulable')
    }
  )
];
