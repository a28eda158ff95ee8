/** Steps that the REST routes share. */
import type { DataAnswer, DataCall } from '../../jobs/data/calls.ts';
import type { DataValues } from '../../jobs/data/calls.ts';
import { ApiError } from '../http/errors.ts';
import type { ApiRequest } from '../http/request.ts';
import type { Session } from '../session.ts';

/** `/services/data/v65.0`: where links of an answer lead. */
export function baseOf({ params }: ApiRequest): string {
  return `/services/data/v${params['version']}`;
}

/** @throws ApiError as the org refuses it */
export async function dataCall<K extends DataCall['kind']>(
  { org, userId }: Session,
  call: Extract<DataCall, { readonly kind: K }>
): Promise<DataValues[K]> {
  const answer: DataAnswer<K> = await org.local.data<K>(userId, call);
  if (!answer.ok) throw new ApiError(answer.status, answer.errors);
  return answer.value;
}

/** The query that a request carries. @throws ApiError 400 when there is none */
export function queryText({ query }: ApiRequest): string {
  const text = query.get('q');
  if (text === null || text.trim() === '')
    throw new ApiError(400, 'MALFORMED_QUERY', 'A query string has to be specified');
  return text;
}
