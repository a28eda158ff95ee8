/** Queries of the Tooling API. */
import { json } from '../http/answer.ts';
import { ApiError } from '../http/errors.ts';
import type { ApiRequest } from '../http/request.ts';
import type { Route } from '../http/router.ts';

/** The query that a request carries. @throws ApiError 400 when there is none */
export function queryText({ query }: ApiRequest): string {
  const text = query.get('q');
  if (text === null || text.trim() === '')
    throw new ApiError(400, 'MALFORMED_QUERY', 'A query string has to be specified');
  return text;
}

export const toolingQueryRoutes: readonly Route[] = [
  {
    route: 'GET /services/data/v:version/tooling/query',
    handle: (request, { org }) => {
      const base = `/services/data/v${request.params['version']}/tooling`;
      const { totalSize, records, object } = org.platform.query(queryText(request), 'tooling', base);
      return json({
        size: records.length,
        totalSize,
        done: true,
        queryLocator: null,
        entityTypeName: object.apiName,
        records
      });
    }
  }
];
