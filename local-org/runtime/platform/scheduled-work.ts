/** `System.schedule`, `System.scheduleBatch` and `System.abortJob`. */
import { apexException, notSupported } from '../machine/errors.ts';
import { offsetAt } from '../values/time-zone.ts';
import { instanceJob, instanceOf, storeJob } from './async-work.ts';
import type { NewJob } from './async-work.ts';
import { batchScope } from './batch-submission.ts';
import { CronError, nextFire, parseCron } from './cron.ts';
import { currentTransaction } from './transaction.ts';
import type { Transaction } from './transaction.ts';
import { wallClock } from './wall-clock.ts';

const MINUTE = 60_000;
const MAXIMUM_SCHEDULED = 100;

/** `System.schedule`: the id of the CronTrigger. */
export function scheduleJob(name: string | null, cron: string | null, value: unknown): string {
  const transaction = currentTransaction();
  const instance = instanceOf(value);
  if (name === null || name === '' || cron === null)
    throw apexException('StringException', 'Job name and cron expression are required');
  const dueAt = firstFiring(transaction, cron);
  return storeSchedule(transaction, {
    ...instanceJob(transaction, instance),
    kind: 'scheduled',
    dueAt,
    scheduleName: name,
    cron
  });
}

/**
 * `System.scheduleBatch`: a schedule that fires once, at the full second, and starts the batch. The id of the CronTrigger.
 * What the platform says of less than a minute is not published.
 */
export function scheduleBatch(
  value: unknown,
  name: string | null,
  minutesFromNow: number | null,
  scope: number | null
): string {
  const transaction = currentTransaction();
  const instance = instanceOf(value);
  if (name === null || name === '' || minutesFromNow === null)
    throw apexException('NullPointerException', 'Argument cannot be null.');
  const size = batchScope(scope);
  if (minutesFromNow < 1) notSupported(`System.scheduleBatch ${minutesFromNow} minutes from now`);
  const dueAt = Math.floor((transaction.now() + minutesFromNow * MINUTE) / 1000) * 1000;
  return storeSchedule(transaction, {
    ...instanceJob(transaction, instance),
    kind: 'scheduled',
    dueAt,
    scope: size,
    scheduleName: name,
    cron: cronOf(dueAt, transaction.timeZone)
  });
}

/** An expression that fires at one moment only. */
function cronOf(milliseconds: number, zone: string): string {
  const wall = new Date(milliseconds + offsetAt(milliseconds, zone));
  const time = [wall.getUTCSeconds(), wall.getUTCMinutes(), wall.getUTCHours()].join(' ');
  return `${time} ${wall.getUTCDate()} ${wall.getUTCMonth() + 1} ? ${wall.getUTCFullYear()}`;
}

function storeSchedule(transaction: Transaction, job: NewJob): string {
  const { jobs } = transaction.org;
  if (jobs.isScheduled(job.scheduleName!)) {
    throw apexException(
      'AsyncException',
      `The Apex job named "${job.scheduleName}" is already scheduled for execution.`
    );
  }
  if (jobs.scheduledCount() >= MAXIMUM_SCHEDULED) {
    throw apexException(
      'AsyncException',
      `You have exceeded the maximum number (${MAXIMUM_SCHEDULED}) of Apex scheduled jobs.`
    );
  }
  return storeJob(transaction, job);
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
