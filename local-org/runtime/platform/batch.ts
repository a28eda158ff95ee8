/**
 * Batch Apex, a step at a time: start finds the records, execute runs once per chunk, finish ends it. Each step is a
 * transaction of its own, and the job's progress is committed with it.
 */
import { failureOf } from '../machine/failure.ts';
import { apexException, limitException } from '../machine/errors.ts';
import { flow } from '../machine/flow.ts';
import { invokeInterface } from '../machine/invoke-interface.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import { ApexList } from '../values/collections.ts';
import { SObjectRecord } from '../values/sobject.ts';
import { textOf } from '../values/text.ts';
import { requireExecutions } from './async-work.ts';
import { publishBatchError } from './batch-error-events.ts';
import { BatchableContextValue, MEMBER } from './async-types.ts';
import { QueryLocatorValue } from './dynamic-queries.ts';
import { execute, platformWrite } from './execution.ts';
import type { StepOptions, StepReport } from './job-execution.ts';
import { endFailed, extendedStatus, report, runningJob } from './job-execution.ts';
import type { StoredJob } from './job-store.ts';
import { locatedIds, locatedRecords } from './located-records.ts';
import { deserialiseGraph, serialiseGraph } from './serialise.ts';
import { currentTransaction } from './transaction.ts';
import type { Transaction } from './transaction.ts';

const MAXIMUM_LOCATOR_ROWS = 50_000_000;
/** Records of a query locator in a chunk; those of an Iterable have no limit ("Using Batch Apex", executeBatch). */
const MAXIMUM_LOCATOR_SCOPE = 2_000;

/** Kept in the job between steps. */
interface BatchProgress {
  readonly phase: 'execute' | 'finish';
  /** Instance state; that of the start for a batch that is not Stateful. */
  readonly payload: string;
  /** Text of the locator's query; null for an Iterable. */
  readonly query: string | null;
  readonly total: number;
  readonly next: number;
  readonly errors: number;
}

export function prepareBatchTable(database: { exec(sql: string): void }): void {
  database.exec(
    'CREATE TABLE IF NOT EXISTS "_batch_chunk" (job TEXT NOT NULL, number INTEGER NOT NULL, content TEXT NOT NULL, PRIMARY KEY (job, number)) WITHOUT ROWID'
  );
}

export function runBatchStep(job: StoredJob, options: StepOptions): StepReport {
  if (job.progress === null) return start(job, options);
  const progress = JSON.parse(job.progress) as BatchProgress;
  return progress.phase === 'execute' ? executeChunk(job, progress, options) : finish(job, progress, options);
}

function base(options: StepOptions, job: StoredJob) {
  return {
    org: options.org,
    user: options.org.user(job.userId),
    job: runningJob(job),
    ...(options.test ? { test: options.test } : {})
  };
}

function isStateful(instance: unknown): boolean {
  return runtimeType('Database.Stateful').isInstance(instance);
}

/** Notes what the step has reached: with the step's own commit, or after its rollback. */
function saveProgress(job: StoredJob, { org }: StepOptions, progress: BatchProgress, failure: unknown): void {
  // Aborted while the step ran: nothing of the job is left to go on with.
  if (org.jobs.get(job.id) === null) return;
  org.jobs.requeue(job, org.clock.now(), JSON.stringify(progress));
  org.jobs.setStatus(job.asyncJobId, 'Processing', {
    TotalJobItems: progress.total,
    JobItemsProcessed: progress.next,
    NumberOfErrors: progress.errors,
    ...(failure === null ? {} : { ExtendedStatus: extendedStatus(`First error: ${failureOf(failure).message}`) })
  });
}

function start(job: StoredJob, options: StepOptions): StepReport {
  const { org } = options;
  platformWrite(options, () => org.jobs.setStatus(job.asyncJobId, 'Preparing'));
  const outcome = execute({ ...base(options, job), kind: 'batchStart' }, () => {
    const instance = deserialiseGraph(job.payload, org.schema);
    const found = invokeInterface(instance, MEMBER.batchStart, new BatchableContextValue(job.asyncJobId, null));
    if (found === null) throw apexException('NullPointerException', 'Attempt to de-reference a null object');
    const chunks =
      found instanceof QueryLocatorValue
        ? locatorChunks(found, Math.min(job.scope!, MAXIMUM_LOCATOR_SCOPE))
        : iterableChunks(found, job.scope!);
    const total = keepChunks(job.id, chunks);
    // "The batch won't start unless there is sufficient capacity for the entire job" (Lightning Platform Apex Limits).
    requireExecutions(currentTransaction(), total + 1);
    if (options.test !== undefined && total > 1) {
      throw apexException(
        'UnexpectedException',
        'No more than one executeBatch can be called from within a test method.  Please make sure the iterable returned from your start method matches the batch size, resulting in one executeBatch invocation.'
      );
    }
    saveProgress(
      job,
      options,
      {
        phase: total === 0 ? 'finish' : 'execute',
        payload: isStateful(instance) ? serialiseGraph(instance) : job.payload,
        query: found instanceof QueryLocatorValue ? found.text : null,
        total,
        next: 0,
        errors: 0
      },
      null
    );
  });
  if (outcome.ok) return { ...report(job, null), continues: true };
  return endPhase(job, options, outcome, 'START');
}

/** A start or finish that fails ends the job. */
function endPhase(
  job: StoredJob,
  options: StepOptions,
  { error, transaction }: { readonly error: unknown; readonly transaction: Transaction },
  phase: 'START' | 'FINISH'
): StepReport {
  const { requestId } = transaction;
  return endFailed(job, options, error, () =>
    publishBatchError(job, options.org, { phase, requestId, error, scope: null })
  );
}

function keepChunks(jobId: string, chunks: Iterable<string>): number {
  const { store } = currentTransaction().org;
  store.beginWrite();
  store.run('DELETE FROM "_batch_chunk" WHERE job = ?', jobId);
  let number = 0;
  for (const content of chunks)
    store.run('INSERT INTO "_batch_chunk" (job, number, content) VALUES (?, ?, ?)', jobId, number++, content);
  return number;
}

function* locatorChunks(locator: QueryLocatorValue, scope: number): Generator<string> {
  let ids: string[] = [];
  let count = 0;
  for (const id of locatedIds(locator, 'the query locator of a batch')) {
    if (++count > MAXIMUM_LOCATOR_ROWS) throw limitException(`Too many query locator rows: ${count}`);
    ids.push(id);
    if (ids.length === scope) {
      yield JSON.stringify(ids);
      ids = [];
    }
  }
  if (ids.length > 0) yield JSON.stringify(ids);
}

function* iterableChunks(found: unknown, scope: number): Generator<string> {
  const type = runtimeType('List<Object>');
  let items: unknown[] = [];
  for (const item of flow.iterate(found)) {
    items.push(item);
    if (items.length === scope) {
      yield serialiseGraph(new ApexList(type, items));
      items = [];
    }
  }
  if (items.length > 0) yield serialiseGraph(new ApexList(type, items));
}

function executeChunk(job: StoredJob, progress: BatchProgress, options: StepOptions): StepReport {
  const { org } = options;
  const next = progress.next + 1;
  const after: BatchProgress = { ...progress, next, phase: next === progress.total ? 'finish' : 'execute' };
  let items: readonly unknown[] = [];
  const outcome = execute({ ...base(options, job), kind: 'batchExecute' }, () => {
    const content = String(
      org.store.all('SELECT content FROM "_batch_chunk" WHERE job = ? AND number = ?', job.id, progress.next)[0]![0]
    );
    const scope =
      progress.query === null
        ? deserialiseGraph(content, org.schema)
        : locatedRecords(progress.query, JSON.parse(content) as string[]);
    items = (scope as ApexList).toArray().slice();
    const instance = deserialiseGraph(progress.payload, org.schema);
    invokeInterface(instance, MEMBER.batchExecute, new BatchableContextValue(job.asyncJobId, job.asyncJobId), scope);
    saveProgress(
      job,
      options,
      { ...after, payload: isStateful(instance) ? serialiseGraph(instance) : progress.payload },
      null
    );
  });
  if (outcome.ok) return { ...report(job, null), continues: true };
  // A chunk that fails is rolled back, and the job goes on with the next one.
  const { error, transaction } = outcome;
  platformWrite(options, () => {
    saveProgress(job, options, { ...after, errors: progress.errors + 1 }, error);
    const scope = items.map((item) => (item instanceof SObjectRecord ? (item.id ?? '') : textOf(item)));
    publishBatchError(job, org, { phase: 'EXECUTE', requestId: transaction.requestId, error, scope });
  });
  return { ...report(job, outcome.error), continues: true };
}

function finish(job: StoredJob, progress: BatchProgress, options: StepOptions): StepReport {
  const { org } = options;
  const outcome = execute({ ...base(options, job), kind: 'batchFinish' }, () => {
    invokeInterface(
      deserialiseGraph(progress.payload, org.schema),
      MEMBER.batchFinish,
      new BatchableContextValue(job.asyncJobId, null)
    );
    org.store.beginWrite();
    org.jobs.remove(job.id);
    org.store.run('DELETE FROM "_batch_chunk" WHERE job = ?', job.id);
    if (!org.jobs.isAborted(job.asyncJobId))
      org.jobs.setStatus(job.asyncJobId, 'Completed', { CompletedDate: org.clock.now() });
  });
  return outcome.ok ? report(job, null) : endPhase(job, options, outcome, 'FINISH');
}
