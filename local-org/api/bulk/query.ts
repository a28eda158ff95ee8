/** `jobs/query`: results of a query as CSV, in pages. */
import { empty, json, text } from '../http/answer.ts';
import type { ApiAnswer } from '../http/answer.ts';
import { ApiError } from '../http/errors.ts';
import { jsonObject } from '../http/request.ts';
import type { ApiRequest } from '../http/request.ts';
import type { Route } from '../http/router.ts';
import { baseOf } from '../rest/base.ts';
import type { Session } from '../session.ts';
import { DELIMITERS, writeCsv } from './csv.ts';
import type { CsvTable } from './csv.ts';
import { jobJson } from './jobs.ts';
import type { BulkJob, BulkJobs } from './jobs.ts';

const ROOT = '/services/data/v:version/jobs/query';
const MOST_RECORDS = 250_000;

export function bulkQueryRoutes(jobs: BulkJobs): Route[] {
  const find = (request: ApiRequest, session: Session): BulkJob => jobs.get(session, request.params['id']!, 'V2Query');
  return [
    { route: `POST ${ROOT}`, handle: (request, session) => create(request, session, jobs) },
    { route: `GET ${ROOT}/:id`, handle: (request, session) => json(jobJson(find(request, session))) },
    { route: `GET ${ROOT}/:id/results`, handle: (request, session) => results(request, find(request, session)) },
    {
      route: `DELETE ${ROOT}/:id`,
      handle: (request, session) => {
        jobs.delete(find(request, session));
        return empty();
      }
    }
  ];
}

/** Runs the query at once: whoever asks for the job finds it complete. */
async function create(request: ApiRequest, session: Session, jobs: BulkJobs): Promise<ApiAnswer> {
  const { query, operation, lineEnding = 'LF', columnDelimiter = 'COMMA' } = jsonObject(request);
  if (typeof query !== 'string') throw new ApiError(400, 'INVALIDJOB', 'InvalidJob : query has to be specified');
  if (operation !== 'query' && operation !== 'queryAll')
    throw new ApiError(400, 'INVALIDJOB', `InvalidJob : Unknown operation ${String(operation)}`);
  if (typeof columnDelimiter !== 'string' || DELIMITERS[columnDelimiter] === undefined)
    throw new ApiError(400, 'INVALIDJOB', 'InvalidJob : columnDelimiter is not known');
  const started = performance.now();
  const call = { soql: query, allRows: operation === 'queryAll', base: baseOf(request) };
  const columns = await session.org.local.data<'columns'>(session.userId, { kind: 'columns', soql: query });
  if (!columns.ok) throw new ApiError(columns.status, columns.errors);
  const paths = columnPaths(columns.value['columnMetadata'] as readonly Column[]);
  const answer = await session.org.local.data<'query'>(session.userId, { kind: 'query', ...call });
  if (!answer.ok) throw new ApiError(answer.status, answer.errors);
  const job = jobs.add(session, {
    jobType: 'V2Query',
    operation,
    object: String(columns.value['entityName']),
    apiVersion: request.params['version']!,
    lineEnding: lineEnding === 'CRLF' ? 'CRLF' : 'LF',
    columnDelimiter,
    externalIdFieldName: null,
    state: 'JobComplete'
  });
  const { records } = answer.value;
  job.successful = {
    columns: paths.map((path) => path.join('.')),
    rows: records.map((record) => paths.map((path) => cell(record, path)))
  };
  job.processed = records.length;
  job.milliseconds = Math.round(performance.now() - started);
  return json({ ...jobJson(job), state: 'UploadComplete' });
}

interface Column {
  readonly columnName: string;
  readonly aggregate: boolean;
  readonly joinColumns: readonly Column[];
}

/** @throws ApiError 400 for a query with children */
function columnPaths(columns: readonly Column[], above: readonly string[] = []): string[][] {
  return columns.flatMap(({ columnName, aggregate, joinColumns }) => {
    const path = [...above, columnName];
    if (joinColumns.length === 0) return [path];
    if (aggregate) throw new ApiError(400, 'API_ERROR', 'Nested queries are not supported in Bulk API queries');
    return columnPaths(joinColumns, path);
  });
}

function cell(record: Readonly<Record<string, unknown>>, path: readonly string[]): string {
  let value: unknown = record;
  for (const name of path) value = (value as Record<string, unknown> | null)?.[name] ?? null;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** `Sforce-Locator` leads to the next page, and is `null` on the last. */
function results({ query }: ApiRequest, job: BulkJob): ApiAnswer {
  const position = Number(query.get('locator') ?? 0);
  const asked = Number(query.get('maxRecords') ?? MOST_RECORDS);
  if (!Number.isInteger(position) || position < 0 || position > job.processed || !(asked >= 1))
    throw new ApiError(400, 'INVALID_LOCATOR', 'Invalid locator or number of records');
  const end = position + Math.min(asked, MOST_RECORDS);
  const page: CsvTable = { columns: job.successful.columns, rows: job.successful.rows.slice(position, end) };
  return text('text/csv', writeCsv(page, DELIMITERS[job.columnDelimiter], job.lineEnding === 'LF' ? '\n' : '\r\n'), {
    'sforce-locator': end < job.processed ? String(end) : 'null',
    'sforce-numberofrecords': String(page.rows.length)
  });
}
