/** `jobs/ingest`: records from CSV, 200 in a transaction, each row with a result of its own. */
import type { SaveOperation, SaveRow } from '../../jobs/data/calls.ts';
import { empty, json, text } from '../http/answer.ts';
import type { ApiAnswer } from '../http/answer.ts';
import { ApiError, unsupportedHere } from '../http/errors.ts';
import { jsonObject, mediaType } from '../http/request.ts';
import type { ApiRequest } from '../http/request.ts';
import type { Route } from '../http/router.ts';
import type { Session } from '../session.ts';
import { DELIMITERS, readCsv, writeCsv } from './csv.ts';
import type { CsvTable } from './csv.ts';
import { jobJson } from './jobs.ts';
import type { BulkJob, BulkJobs } from './jobs.ts';

const ROOT = '/services/data/v:version/jobs/ingest';
/** Bytes: what Salesforce takes in one upload. */
const MAX_UPLOAD = 150_000_000;
const TRANSACTION_ROWS = 200;
const OPERATIONS: Readonly<Record<string, SaveOperation>> = {
  insert: 'insert',
  update: 'update',
  upsert: 'upsert',
  delete: 'delete'
};
/** Sets a field to nothing; an empty cell leaves it alone. */
const NOTHING = '#N/A';

export function ingestRoutes(jobs: BulkJobs): Route[] {
  const find = (request: ApiRequest, session: Session): BulkJob => jobs.get(session, request.params['id']!, 'V2Ingest');
  return [
    { route: `POST ${ROOT}`, handle: (request, session) => json(jobJson(create(request, session, jobs))) },
    { route: `GET ${ROOT}/:id`, handle: (request, session) => json(jobJson(find(request, session))) },
    { route: `PATCH ${ROOT}/:id`, handle: async (request, session) => close(request, session, find(request, session)) },
    {
      route: `DELETE ${ROOT}/:id`,
      handle: (request, session) => {
        jobs.delete(find(request, session));
        return empty();
      }
    },
    {
      route: `PUT ${ROOT}/:id/batches`,
      handle: (request, session) => upload(request, find(request, session)),
      maxBody: MAX_UPLOAD
    },
    {
      route: `GET ${ROOT}/:id/successfulResults`,
      handle: (request, session) => results(find(request, session), 'successful')
    },
    { route: `GET ${ROOT}/:id/failedResults`, handle: (request, session) => results(find(request, session), 'failed') },
    {
      route: `GET ${ROOT}/:id/unprocessedrecords`,
      handle: (request, session) => {
        const job = find(request, session);
        const left = job.state === 'Aborted' || job.state === 'Failed' ? job.upload : null;
        return csv(left ?? { columns: job.upload?.columns ?? [], rows: [] }, job);
      }
    }
  ];
}

function create(request: ApiRequest, session: Session, jobs: BulkJobs): BulkJob {
  const {
    object,
    operation,
    lineEnding = 'LF',
    columnDelimiter = 'COMMA',
    externalIdFieldName = null,
    contentType = 'CSV'
  } = jsonObject(request);
  const invalid = (message: string): ApiError => new ApiError(400, 'INVALIDJOB', `InvalidJob : ${message}`);
  if (typeof object !== 'string' || object === '') throw invalid('object has to be specified');
  if (operation === 'hardDelete') throw unsupportedHere('hardDelete in Bulk API 2.0');
  if (typeof operation !== 'string' || OPERATIONS[operation] === undefined)
    throw invalid(`Unknown operation ${String(operation)}`);
  if (contentType !== 'CSV') throw invalid('only contentType CSV is supported');
  if (lineEnding !== 'LF' && lineEnding !== 'CRLF') throw invalid('lineEnding is LF or CRLF');
  if (typeof columnDelimiter !== 'string' || DELIMITERS[columnDelimiter] === undefined)
    throw invalid('columnDelimiter is not known');
  if (operation === 'upsert' && typeof externalIdFieldName !== 'string')
    throw invalid('upsert needs externalIdFieldName');
  return jobs.add(session, {
    jobType: 'V2Ingest',
    operation,
    object,
    apiVersion: request.params['version']!,
    lineEnding,
    columnDelimiter,
    externalIdFieldName: typeof externalIdFieldName === 'string' ? externalIdFieldName : null,
    state: 'Open'
  });
}

function upload(request: ApiRequest, job: BulkJob): ApiAnswer {
  if (job.state !== 'Open') throw new ApiError(400, 'INVALIDJOBSTATE', `InvalidJobState : the job is ${job.state}`);
  if (job.upload !== null)
    throw new ApiError(400, 'INVALIDJOBSTATE', 'InvalidJobState : the data has been uploaded already');
  if (mediaType(request) !== 'text/csv') throw new ApiError(415, 'UNSUPPORTED_MEDIA_TYPE', 'Send the data as text/csv');
  job.upload = readCsv(request.body.toString('utf8'), DELIMITERS[job.columnDelimiter]!);
  return empty(201);
}

async function close(request: ApiRequest, session: Session, job: BulkJob): Promise<ApiAnswer> {
  const { state } = jsonObject(request);
  if (state !== 'UploadComplete' && state !== 'Aborted')
    throw new ApiError(400, 'INVALIDJOB', 'InvalidJob : state can be set to UploadComplete or Aborted');
  if (job.state !== 'Open') throw new ApiError(400, 'INVALIDJOBSTATE', `InvalidJobState : the job is ${job.state}`);
  if (state === 'Aborted') job.state = 'Aborted';
  else await run(session, job);
  return json(jobJson(job));
}

async function run(session: Session, job: BulkJob): Promise<void> {
  job.state = 'InProgress';
  const started = performance.now();
  const { columns, rows } = job.upload ?? { columns: [], rows: [] };
  const successful: string[][] = [];
  const failed: string[][] = [];
  for (let start = 0; start < rows.length; start += TRANSACTION_ROWS) {
    const part = rows.slice(start, start + TRANSACTION_ROWS);
    const answer = await session.org.local.data<'save'>(session.userId, {
      kind: 'save',
      operation: OPERATIONS[job.operation]!,
      rows: part.map((row) => rowOf(job, columns, row)),
      allOrNone: false,
      externalId: job.externalIdFieldName
    });
    part.forEach((row, index) => {
      const saved = answer.ok ? answer.value[index]! : null;
      const errors = answer.ok
        ? saved!.errors.map(({ statusCode, message, fields }) => `${statusCode}:${message}:${fields.join(' ')} --`)
        : answer.errors.map(({ errorCode, message, fields = [] }) => `${errorCode}:${message}:${fields.join(' ')} --`);
      if (errors.length === 0) successful.push([saved!.id ?? '', String(saved!.created), ...row]);
      else failed.push([saved?.id ?? '', errors.join(';'), ...row]);
    });
    job.processed += part.length;
  }
  job.successful = { columns: ['sf__Id', 'sf__Created', ...columns], rows: successful };
  job.failed = { columns: ['sf__Id', 'sf__Error', ...columns], rows: failed };
  job.milliseconds = Math.round(performance.now() - started);
  job.state = 'JobComplete';
}

function rowOf(job: BulkJob, columns: readonly string[], cells: readonly string[]): SaveRow {
  const values = columns.flatMap((column, index) => {
    const cell = cells[index] ?? '';
    return cell === '' ? [] : [[column, cell === NOTHING ? null : cell] as const];
  });
  return { object: job.object, values: Object.fromEntries(values) };
}

function results(job: BulkJob, which: 'successful' | 'failed'): ApiAnswer {
  return csv(job[which], job);
}

function csv(table: CsvTable, job: BulkJob): ApiAnswer {
  return text('text/csv', writeCsv(table, DELIMITERS[job.columnDelimiter], job.lineEnding === 'LF' ? '\n' : '\r\n'));
}
