/** `composite/tree`: up to 200 records with their children, all or none. */
import type { SaveRow } from '../../jobs/data/calls.ts';
import { json } from '../http/answer.ts';
import type { ApiAnswer } from '../http/answer.ts';
import { ApiError } from '../http/errors.ts';
import { isObject, jsonObject } from '../http/request.ts';
import type { ApiRequest } from '../http/request.ts';
import type { Route } from '../http/router.ts';
import type { Session } from '../session.ts';
import { dataCall } from './base.ts';

const MOST_RECORDS = 200;

export const treeRoutes: readonly Route[] = [
  { route: 'POST /services/data/v:version/composite/tree/:object', handle: saveTree }
];

async function saveTree(request: ApiRequest, session: Session): Promise<ApiAnswer> {
  const { records } = jsonObject(request);
  if (!Array.isArray(records) || records.length === 0)
    throw new ApiError(400, 'INVALID_INPUT', 'Records have to be specified');
  if (records.length > MOST_RECORDS)
    throw new ApiError(400, 'INVALID_INPUT', `The request has ${records.length} records; the limit is ${MOST_RECORDS}`);
  const references = records.map((record: unknown) => referenceOf(record, request.params['object']!));
  const repeated = references.find((reference, index) => references.indexOf(reference) !== index);
  if (repeated !== undefined)
    throw new ApiError(400, 'INVALID_INPUT', `Duplicate ReferenceId provided in the request: ${repeated}`);
  const saved = await dataCall(session, {
    kind: 'save',
    operation: 'insert',
    rows: records.map((record: unknown) => rowOf(record, request.params['object']!)),
    allOrNone: true,
    externalId: null
  });
  const failed = saved.flatMap(({ errors }, index) => {
    const own = errors.filter(({ statusCode }) => statusCode !== 'ALL_OR_NONE_OPERATION_ROLLED_BACK');
    return own.length === 0 ? [] : [{ referenceId: references[index]!, errors: own }];
  });
  if (failed.length > 0) return json({ hasErrors: true, results: failed }, 400);
  return json(
    { hasErrors: false, results: saved.map(({ id }, index) => ({ referenceId: references[index]!, id })) },
    201
  );
}

function referenceOf(record: unknown, object: string): string {
  const attributes = isObject(record) ? record['attributes'] : undefined;
  const reference = isObject(attributes) ? attributes['referenceId'] : undefined;
  if (!isObject(attributes) || typeof reference !== 'string' || reference === '')
    throw new ApiError(400, 'INVALID_INPUT', 'Include a reference ID for each record in the request.');
  if (typeof attributes['type'] !== 'string' || attributes['type'].toLowerCase() !== object.toLowerCase())
    throw new ApiError(400, 'INVALID_INPUT', `The type of ${reference} is not ${object}`);
  return reference;
}

function rowOf(record: unknown, object: string): SaveRow {
  const values = record as Readonly<Record<string, unknown>>;
  const nested = Object.entries(values).find(([name, value]) => name !== 'attributes' && isObject(value));
  if (nested !== undefined)
    throw new ApiError(
      501,
      'FUNCTIONALITY_NOT_ENABLED',
      `not supported by the local org: children inside a record (${nested[0]})`
    );
  return { object, values };
}
