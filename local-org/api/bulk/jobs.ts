/**
 * Jobs of Bulk API 2.0, kept in memory: a client asks for them right after. They end with the server; a job from before
 * is NOT_FOUND, as one that was deleted on the platform. What it has saved stays saved.
 */
import { makeId } from '../../store/ids.ts';
import { notFound } from '../http/errors.ts';
import type { Session } from '../session.ts';
import type { CsvTable } from './csv.ts';

export interface BulkJob {
  readonly id: string;
  /** Organization and user. */
  readonly owner: string;
  readonly jobType: 'V2Ingest' | 'V2Query';
  readonly operation: string;
  readonly object: string;
  readonly createdById: string;
  readonly createdDate: string;
  readonly apiVersion: string;
  readonly lineEnding: 'LF' | 'CRLF';
  readonly columnDelimiter: string;
  readonly externalIdFieldName: string | null;
  state: 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';
  errorMessage: string | null;
  /** What was uploaded. */
  upload: CsvTable | null;
  successful: CsvTable;
  failed: CsvTable;
  processed: number;
  milliseconds: number;
}

/** Of each user; the oldest are forgotten. */
const MOST_JOBS = 100;

export class BulkJobs {
  readonly #jobs = new Map<string, BulkJob>();
  /** Never a number that a server before this one has given. */
  #last = Date.now();

  add(
    { org, userId }: Session,
    facts: Pick<
      BulkJob,
      | 'jobType'
      | 'operation'
      | 'object'
      | 'apiVersion'
      | 'lineEnding'
      | 'columnDelimiter'
      | 'externalIdFieldName'
      | 'state'
    >
  ): BulkJob {
    const job: BulkJob = {
      ...facts,
      id: makeId('750', ++this.#last),
      owner: `${org.facts.id} ${userId}`,
      createdById: userId,
      createdDate: new Date().toISOString().replace('Z', '+0000'),
      errorMessage: null,
      upload: null,
      successful: { columns: [], rows: [] },
      failed: { columns: [], rows: [] },
      processed: 0,
      milliseconds: 0
    };
    this.#jobs.set(job.id, job);
    const own = [...this.#jobs.values()].filter(({ owner }) => owner === job.owner);
    for (const old of own.slice(0, -MOST_JOBS)) this.#jobs.delete(old.id);
    return job;
  }

  /** @throws ApiError 404 for a job that is not there, or another user's */
  get({ org, userId }: Session, id: string, jobType: BulkJob['jobType']): BulkJob {
    const job = this.#jobs.get(id);
    if (job?.owner !== `${org.facts.id} ${userId}` || job.jobType !== jobType) throw notFound();
    return job;
  }

  delete(job: BulkJob): void {
    this.#jobs.delete(job.id);
  }
}

export function jobJson(job: BulkJob): Record<string, unknown> {
  const ingest = job.jobType === 'V2Ingest';
  return {
    id: job.id,
    operation: job.operation,
    object: job.object,
    createdById: job.createdById,
    createdDate: job.createdDate,
    systemModstamp: job.createdDate,
    state: job.state,
    ...(job.externalIdFieldName === null ? {} : { externalIdFieldName: job.externalIdFieldName }),
    concurrencyMode: 'Parallel',
    contentType: 'CSV',
    apiVersion: Number(job.apiVersion),
    ...(ingest ? { contentUrl: `services/data/v${job.apiVersion}/jobs/ingest/${job.id}/batches` } : {}),
    lineEnding: job.lineEnding,
    columnDelimiter: job.columnDelimiter,
    jobType: job.jobType,
    numberRecordsProcessed: job.processed,
    ...(ingest ? { numberRecordsFailed: job.failed.rows.length } : {}),
    retries: 0,
    totalProcessingTime: job.milliseconds,
    ...(job.errorMessage === null ? {} : { errorMessage: job.errorMessage })
  };
}
