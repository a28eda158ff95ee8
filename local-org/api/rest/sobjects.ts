/** Records and describes: `/sobjects/…`. */
import type { SaveOperation, SavedRow } from '../../jobs/data/calls.ts';
import { empty, json } from '../http/answer.ts';
import type { ApiAnswer } from '../http/answer.ts';
import { ApiError } from '../http/errors.ts';
import { jsonObject } from '../http/request.ts';
import type { ApiRequest } from '../http/request.ts';
import type { Route } from '../http/router.ts';
import type { Session } from '../session.ts';
import { baseOf, dataCall } from './base.ts';

const ROOT = '/services/data/v:version/sobjects';

export const sobjectRoutes: readonly Route[] = [
  {
    route: `GET ${ROOT}`,
    handle: async (request, session) => json(await dataCall(session, { kind: 'describeGlobal', base: baseOf(request) }))
  },
  {
    route: `GET ${ROOT}/:object/describe`,
    handle: async (request, session) =>
      json(await dataCall(session, { kind: 'describe', object: request.params['object']!, base: baseOf(request) }))
  },
  { route: `POST ${ROOT}/:object`, handle: create },
  {
    route: `GET ${ROOT}/:object/:id`,
    handle: (request, session) => read(request, session, 'Id', request.params['id']!)
  },
  { route: `PATCH ${ROOT}/:object/:id`, handle: (request, session) => change(request, session, 'update') },
  { route: `DELETE ${ROOT}/:object/:id`, handle: (request, session) => change(request, session, 'delete') },
  {
    route: `GET ${ROOT}/:object/:field/:value`,
    handle: (request, session) => read(request, session, request.params['field']!, request.params['value']!)
  },
  { route: `PATCH ${ROOT}/:object/:field/:value`, handle: upsert }
];

async function create(request: ApiRequest, session: Session): Promise<ApiAnswer> {
  const row = await saveOne(session, 'insert', request.params['object']!, jsonObject(request), null);
  return created(request, row, { id: row.id, success: true, errors: [] });
}

async function read(request: ApiRequest, session: Session, field: string, value: string): Promise<ApiAnswer> {
  const fields = request.query.get('fields');
  return json(
    await dataCall(session, {
      kind: 'retrieve',
      object: request.params['object']!,
      key: { field, value },
      fields: fields === null ? null : fields.split(',').map((name) => name.trim()),
      base: baseOf(request)
    })
  );
}

async function change(request: ApiRequest, session: Session, operation: 'update' | 'delete'): Promise<ApiAnswer> {
  const { object, id } = request.params as { readonly object: string; readonly id: string };
  const values = operation === 'update' ? jsonObject(request) : {};
  if (Object.keys(values).some((name) => name.toLowerCase() === 'id'))
    throw new ApiError(400, 'INVALID_FIELD', 'The Id field should not be specified in the sobject data.');
  await saveOne(session, operation, object, { ...values, Id: id }, null);
  return empty();
}

async function upsert(request: ApiRequest, session: Session): Promise<ApiAnswer> {
  const { object, field, value } = request.params as {
    readonly object: string;
    readonly field: string;
    readonly value: string;
  };
  const row = await saveOne(session, 'upsert', object, { ...jsonObject(request), [field]: value }, field);
  const result = { id: row.id, success: true, errors: [], created: row.created };
  return row.created ? created(request, row, result) : json(result);
}

function created(request: ApiRequest, { id }: SavedRow, value: unknown): ApiAnswer {
  const answer = json(value, 201);
  const location = `${baseOf(request)}/sobjects/${request.params['object']}/${id}`;
  return { ...answer, headers: { ...answer.headers, location } };
}

/** @throws ApiError with what is wrong with the record */
async function saveOne(
  session: Session,
  operation: SaveOperation,
  object: string,
  values: Readonly<Record<string, unknown>>,
  externalId: string | null
): Promise<SavedRow> {
  const [row] = await dataCall(session, {
    kind: 'save',
    operation,
    rows: [{ object, values }],
    allOrNone: true,
    externalId
  });
  if (row!.errors.length === 0) return row!;
  throw new ApiError(
    400,
    row!.errors.map(({ statusCode, message, fields }) => ({ errorCode: statusCode, message, fields }))
  );
}
