/**
 * Jobs in the database: the rows that Apex can query (AsyncApexJob, CronTrigger, CronJobDetail) and, beside them, what
 * only the platform knows (`_job`: the serialised instance, when it is due). Written inside the transaction that starts
 * or ends a job.
 */
import type { Store } from '../../store/store.ts';
import { typeRegistry } from '../machine/runtime-type.ts';
import type { JobKind, NewJob, PendingJob } from './async-work.ts';
import { FlexQueue, MAXIMUM_ACTIVE_BATCHES, prepareFlexQueueTable } from './flex-queue.ts';
import { findRows, insertRow, updateRow } from './system-rows.ts';

export type JobStatus = 'Queued' | 'Processing' | 'Preparing' | 'Holding' | 'Completed' | 'Failed' | 'Aborted';

/** Platform events have no row that Apex can query. */
type AsyncKind = Exclude<JobKind, 'event'>;
const JOB_TYPE: Readonly<Record<AsyncKind, string>> = {
  queueable: 'Queueable',
  batch: 'BatchApex',
  scheduled: 'ScheduledApex',
  future: 'Future'
};
const DAY = 86_400_000;
const COLUMNS = 'id, async_job_id, facts, progress, due, finalizer';

/** What the platform keeps of a job while it lives. */
export interface StoredJob extends PendingJob {
  /** Scheduled jobs: AsyncApexJob row of the run; equals `id` for the others. */
  readonly asyncJobId: string;
  /** Batch: where it stands (`batch.ts`). Queueable: its finalizer, once only that is left to run. */
  readonly progress: string | null;
  /** Queueable: the finalizer as it was attached, for a job whose worker dies. */
  readonly finalizer: string | null;
}

export function prepareJobTable(store: Store): void {
  store.database.exec(
    'CREATE TABLE IF NOT EXISTS "_job" (id TEXT PRIMARY KEY, async_job_id TEXT NOT NULL, kind TEXT NOT NULL, due INTEGER NOT NULL, ' +
      'state TEXT NOT NULL, signature TEXT, schedule_name TEXT, facts TEXT NOT NULL, progress TEXT, finalizer TEXT) WITHOUT ROWID; ' +
      'CREATE INDEX IF NOT EXISTS "_job_due" ON "_job" (state, due); ' +
      // One row per asynchronous execution, for the daily limit.
      'CREATE TABLE IF NOT EXISTS "_async_execution" (at INTEGER NOT NULL); ' +
      'CREATE INDEX IF NOT EXISTS "_async_execution_at" ON "_async_execution" (at)'
  );
  prepareFlexQueueTable(store);
}

export class JobStore {
  readonly #store: Store;
  readonly flexQueue: FlexQueue;

  constructor(store: Store) {
    this.#store = store;
    this.flexQueue = new FlexQueue(store);
  }

  /**
   * Stores a new job in the running transaction; gives the id that Apex gets. A batch goes to the flex queue; in a test
   * it does so only while five others are queued (octoberswimmer/aer, CHANGELOG, v1.2.15, and aer-dist issue 377).
   */
  insert(job: NewJob, where: 'org' | 'test' = 'org'): string {
    if (job.kind === 'event') return this.#insertEvent(job);
    if (job.kind === 'scheduled') return this.#insertScheduled(job);
    const isHeld = job.kind === 'batch' && (where === 'org' || !this.#hasFreeSlot());
    const id = this.#insertAsync(job, job.kind, isHeld ? 'Holding' : 'Queued');
    if (isHeld) this.flexQueue.add(id);
    return id;
  }

  #insertEvent(job: NewJob): string {
    const id = `event-${String(this.#store.nextNumber('_event')).padStart(12, '0')}`;
    this.#keep(id, id, job);
    return id;
  }

  /** Events that nobody has delivered, in the order in which they were published. */
  waitingEvents(): StoredJob[] {
    const sql = `SELECT ${COLUMNS} FROM "_job" WHERE kind = 'event' AND state = 'waiting' ORDER BY id`;
    return this.#store.all(sql).map(stored);
  }

  #insertAsync(job: NewJob, kind: AsyncKind, status: JobStatus): string {
    const id = insertRow(this.#store, 'AsyncApexJob', {
      JobType: JOB_TYPE[kind],
      Status: status,
      JobItemsProcessed: 0,
      TotalJobItems: 0,
      NumberOfErrors: 0,
      ApexClassId: this.#classId(job.className),
      MethodName: job.method?.name ?? null,
      CreatedDate: job.createdAt,
      CreatedById: job.userId
    });
    this.#keep(id, id, job);
    return id;
  }

  #insertScheduled(job: NewJob): string {
    // 'Scheduled Apex'; what `System.scheduleBatch` starts is taken to be a 'Batch Job', as nothing else would be one.
    const type = job.scope === null ? '7' : '9';
    const detail = insertRow(this.#store, 'CronJobDetail', { Name: job.scheduleName, JobType: type });
    const trigger = insertRow(this.#store, 'CronTrigger', {
      CronJobDetailId: detail,
      CronExpression: job.cron,
      NextFireTime: job.dueAt,
      State: 'WAITING',
      TimesTriggered: 0,
      OwnerId: job.userId,
      TimeZoneSidKey: job.timeZone,
      StartTime: job.createdAt,
      CreatedById: job.userId
    });
    const asyncId = insertRow(this.#store, 'AsyncApexJob', {
      JobType: JOB_TYPE.scheduled,
      Status: 'Queued',
      JobItemsProcessed: 0,
      TotalJobItems: 0,
      NumberOfErrors: 0,
      ApexClassId: this.#classId(job.className),
      CreatedDate: job.createdAt,
      CreatedById: job.userId,
      CronTriggerId: trigger
    });
    this.#keep(trigger, asyncId, job);
    return trigger;
  }

  #classId(className: string): string | null {
    const named = typeRegistry().find(className);
    const definition = (named?.definition?.outer ?? named)?.definition ?? null;
    if (definition === null) return null;
    const { simpleName, namespace } = definition;
    const [row] = findRows(this.#store, 'ApexClass', {
      Name: simpleName,
      NamespacePrefix: namespace === '' ? null : namespace
    });
    return (row?.['Id'] as string | undefined) ?? null;
  }

  #keep(id: string, asyncJobId: string, job: NewJob): void {
    this.#store.run(
      'INSERT INTO "_job" (id, async_job_id, kind, due, state, signature, schedule_name, facts) VALUES (?, ?, ?, ?, \'waiting\', ?, ?, ?)',
      id,
      asyncJobId,
      job.kind,
      job.dueAt,
      job.signature,
      job.scheduleName,
      JSON.stringify(job)
    );
  }

  /** "A running job no longer has a signature" (Apex Developer Guide, Detecting Duplicate Queueable Jobs). */
  isSignatureQueued(signature: string): boolean {
    const sql = 'SELECT 1 FROM "_job" WHERE signature = ? AND state = \'waiting\' LIMIT 1';
    return this.#store.all(sql, signature).length > 0;
  }

  isScheduled(name: string): boolean {
    return (
      this.#store.all('SELECT 1 FROM "_job" WHERE kind = \'scheduled\' AND schedule_name = ? LIMIT 1', name).length > 0
    );
  }

  scheduledCount(): number {
    return Number(this.#store.all('SELECT COUNT(*) FROM "_job" WHERE kind = \'scheduled\'')[0]![0]);
  }

  /** Is one of the five places of batches free? */
  #hasFreeSlot(): boolean {
    const sql = 'SELECT COUNT(*) FROM "_job" WHERE kind = \'batch\' AND id NOT IN (SELECT job FROM "_flex_queue")';
    return Number(this.#store.all(sql)[0]![0]) < MAXIMUM_ACTIVE_BATCHES;
  }

  get(id: string): StoredJob | null {
    const row = this.#store.all(`SELECT ${COLUMNS} FROM "_job" WHERE id = ?`, id)[0];
    return row === undefined ? null : stored(row);
  }

  /** The job that is due first among those nobody runs; null when none waits. 'finite': not counting schedules. */
  nextWaiting(which: 'any' | 'finite' = 'any'): StoredJob | null {
    const only = which === 'any' ? '' : " AND kind <> 'scheduled'";
    const [first] = this.#hasFreeSlot() ? this.flexQueue.order() : [];
    const row = this.#store.all(
      `SELECT ${COLUMNS} FROM "_job" WHERE state = 'waiting'${only} AND (id = ? OR id NOT IN (SELECT job FROM "_flex_queue")) ORDER BY due, id LIMIT 1`,
      first ?? ''
    )[0];
    return row === undefined ? null : stored(row);
  }

  markRunning(job: StoredJob): void {
    this.#store.run('UPDATE "_job" SET state = \'running\' WHERE id = ?', job.id);
    if (job.kind === 'batch') this.flexQueue.remove(job.id);
  }

  /** Puts a job back in the queue, with what it has reached (batch) or its next firing (scheduled). */
  requeue(job: StoredJob, dueAt: number, progress: string | null): void {
    this.#store.run(
      'UPDATE "_job" SET state = \'waiting\', due = ?, progress = ? WHERE id = ?',
      dueAt,
      progress,
      job.id
    );
  }

  /**
   * Keeps a finalizer as soon as it is attached. A job that has changed data before has the only write transaction,
   * which would take the note along when it rolls back: then only the engine keeps it, in memory.
   */
  keepFinalizer(asyncJobId: string, graph: string): void {
    if (!this.#store.inTransaction)
      this.#store.run('UPDATE "_job" SET finalizer = ? WHERE async_job_id = ?', graph, asyncJobId);
  }

  /** Notes what a running job has reached. */
  keepRunning(job: StoredJob, progress: string): void {
    this.#store.run('UPDATE "_job" SET progress = ? WHERE id = ?', progress, job.id);
  }

  /** The job is over: only its AsyncApexJob row stays. Batches that wait move up. */
  remove(id: string): void {
    this.#store.run('DELETE FROM "_job" WHERE id = ?', id);
    this.flexQueue.remove(id);
    for (const next of this.flexQueue.order()) {
      if (!this.#hasFreeSlot()) break;
      this.flexQueue.remove(next);
      this.setStatus(next, 'Queued');
    }
  }

  setStatus(asyncJobId: string, status: JobStatus, more: Readonly<Record<string, string | number | null>> = {}): void {
    updateRow(this.#store, 'AsyncApexJob', asyncJobId, { Status: status, ...more });
  }

  isAborted(asyncJobId: string): boolean {
    return findRows(this.#store, 'AsyncApexJob', { Id: asyncJobId })[0]?.['Status'] === 'Aborted';
  }

  setTrigger(triggerId: string, values: Readonly<Record<string, string | number | null>>): void {
    updateRow(this.#store, 'CronTrigger', triggerId, values);
  }

  timesTriggered(triggerId: string): number {
    return Number(findRows(this.#store, 'CronTrigger', { Id: triggerId })[0]?.['TimesTriggered'] ?? 0);
  }

  /** Ends a job that waits or runs, by the id of its AsyncApexJob or CronTrigger. False: there is no such job. */
  abort(id: string, now: number): boolean {
    const row = this.#store.all(`SELECT ${COLUMNS} FROM "_job" WHERE id = ? OR async_job_id = ?`, id, id)[0];
    if (row === undefined) return findRows(this.#store, 'AsyncApexJob', { Id: id }).length > 0;
    this.#store.beginWrite();
    const job = stored(row);
    this.setStatus(job.asyncJobId, 'Aborted', { CompletedDate: now });
    if (job.kind === 'scheduled') this.#removeTrigger(job.id);
    this.remove(job.id);
    return true;
  }

  /** An aborted schedule is gone, as a public suite (beyond-the-cloud-dev/async-lib) shows. */
  #removeTrigger(triggerId: string): void {
    const detail = findRows(this.#store, 'CronTrigger', { Id: triggerId })[0]?.['CronJobDetailId'];
    this.#store.run('DELETE FROM "CronTrigger" WHERE Id = ?', triggerId);
    if (typeof detail === 'string') this.#store.run('DELETE FROM "CronJobDetail" WHERE Id = ?', detail);
  }

  countExecution(at: number): void {
    this.#store.beginWrite();
    this.#store.run('INSERT INTO "_async_execution" (at) VALUES (?)', at);
    this.#store.run('DELETE FROM "_async_execution" WHERE at < ?', at - DAY);
  }

  executionsSince(at: number): number {
    return Number(this.#store.all('SELECT COUNT(*) FROM "_async_execution" WHERE at >= ?', at)[0]![0]);
  }

  /** Jobs that a worker has begun: after a worker's end or a start of the org, those nobody will end. */
  running(): StoredJob[] {
    return this.#store.all(`SELECT ${COLUMNS} FROM "_job" WHERE state = 'running'`).map(stored);
  }
}

function stored(row: readonly unknown[]): StoredJob {
  const [id, asyncJobId, facts, progress, due, finalizer] = row as [
    string,
    string,
    string,
    string | null,
    number,
    string | null
  ];
  return { ...(JSON.parse(facts) as NewJob), id, asyncJobId, progress, dueAt: Number(due), finalizer };
}
