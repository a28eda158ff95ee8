/** `composite/sobjects`: up to 200 records in one call, each with a result of its own. */
import type { SaveOperation, SavedRow, SaveRow } from '../../jobs/data/calls.ts';
import { readId } from '../../store/index.ts';
import { json } from '../http/answer.ts';
import type { ApiAnswer } from '../http/answer.ts';
import { ApiError } from '../http/errors.ts';
import { isObject, jsonObject } from '../http/request.ts';
import type { ApiRequest } from '../http/request.ts';
import type { Route } from '../http/router.ts';
import type { Session } from '../session.ts';
import { dataCall } from './base.ts';

const ROOT = '/services/data/v:version/composite/sobjects';
const MOST_RECORDS = 200;

export const collectionRoutes: readonly Route[] = [
  { route: `POST ${ROOT}`, handle: (request, session) => saveRecords(request, session, 'insert') },
  { route: `PATCH ${ROOT}`, handle: (request, session) => saveRecords(request, session, 'update') },
  { route: `PATCH ${ROOT}/:object/:field`, handle: (request, session) => saveRecords(request, session, 'upsert') },
  { route: `DELETE ${ROOT}`, handle: deleteRecords }
];

async function saveRecords(request: ApiRequest, session: Session, operation: SaveOperation): Promise<ApiAnswer> {
  const { records, allOrNone = false } = jsonObject(request);
  if (!Array.isArray(records) || records.length === 0)
    throw new ApiError(400, 'INVALID_INPUT', 'Records have to be specified');
  requireFew(records.length);
  const { object = null, field = null } = request.params;
  const rows = records.map((record: unknown) => rowOf(record, object));
  return save(session, operation, rows, allOrNone === true, field);
}

function deleteRecords({ query }: ApiRequest, session: Session): Promise<ApiAnswer> {
  const ids = (query.get('ids') ?? '').split(',').filter((id) => id !== '');
  if (ids.length === 0) throw new ApiError(400, 'MISSING_ARGUMENT', 'ids has to be specified');
  requireFew(ids.length);
  const rows = ids.map((id) => ({ object: objectOf(session, id), values: { Id: id } }));
  return save(session, 'delete', rows, query.get('allOrNone') === 'true', null);
}

async function save(
  session: Session,
  operation: SaveOperation,
  rows: readonly SaveRow[],
  allOrNone: boolean,
  externalId: string | null
): Promise<ApiAnswer> {
  const saved = await dataCall(session, { kind: 'save', operation, rows, allOrNone, externalId });
  return json(saved.map((row) => resultOf(row, operation)));
}

function resultOf({ id, created, errors }: SavedRow, operation: SaveOperation): Readonly<Record<string, unknown>> {
  const success = errors.length === 0;
  return {
    ...(success ? { id } : {}),
    success,
    errors: errors.map(({ statusCode, message, fields }) => ({ statusCode, message, fields })),
    ...(success && operation === 'upsert' ? { created } : {})
  };
}

function requireFew(count: number): void {
  if (count > MOST_RECORDS)
    throw new ApiError(400, 'INVALID_INPUT', `The request has ${count} records; the limit is ${MOST_RECORDS}`);
}

/** @param only the object that all records have to be of; null for any */
function rowOf(record: unknown, only: string | null): SaveRow {
  const attributes = isObject(record) ? record['attributes'] : undefined;
  const type = isObject(attributes) ? attributes['type'] : undefined;
  if (!isObject(record) || typeof type !== 'string')
    throw new ApiError(400, 'INVALID_INPUT', 'Each record needs its type in attributes');
  if (only !== null && type.toLowerCase() !== only.toLowerCase())
    throw new ApiError(400, 'INVALID_INPUT', `A record is of type ${type}, not ${only}`);
  return { object: type, values: record };
}

/** @throws ApiError 400 for what is no id of an object of this org */
function objectOf({ org }: Session, id: string): string {
  const prefix = readId(id)?.slice(0, 3);
  const found = [...org.local.schema.objects.values()].find(({ keyPrefix }) => keyPrefix === prefix);
  if (prefix === undefined || found === undefined) throw new ApiError(400, 'MALFORMED_ID', `malformed id ${id}`);
  return found.apiName;
}
