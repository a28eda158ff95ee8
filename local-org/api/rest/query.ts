/** `query`, `queryAll` and what comes after the first batch. */
import { ApiError as SettingsRefused } from '../../jobs/own-api/api-error.ts';
import { settingsQuery } from '../../jobs/own-api/rest.ts';
import { asksForDocuments } from '../../jobs/own-api/tooling-query.ts';
import { json } from '../http/answer.ts';
import type { ApiAnswer } from '../http/answer.ts';
import { ApiError } from '../http/errors.ts';
import { header } from '../http/request.ts';
import type { ApiRequest } from '../http/request.ts';
import type { Route } from '../http/router.ts';
import type { HostedOrg } from '../orgs/hosted-org.ts';
import type { Session } from '../session.ts';
import { baseOf, dataCall, queryText } from './base.ts';
import { Cursors } from './cursors.ts';

export function queryRoutes(): Route[] {
  const cursors = new Cursors();
  const more = (request: ApiRequest, session: Session): ApiAnswer => nextBatch(request, session, cursors);
  return [
    {
      route: 'GET /services/data/v:version/query',
      handle: (request, session) => query(request, session, cursors, false)
    },
    {
      route: 'GET /services/data/v:version/queryAll',
      handle: (request, session) => query(request, session, cursors, true)
    },
    { route: 'GET /services/data/v:version/query/:locator', handle: more },
    { route: 'GET /services/data/v:version/queryAll/:locator', handle: more },
    {
      route: 'GET /services/data/v:version/tooling/query',
      handle: toolingQuery
    }
  ];
}

function toolingQuery(request: ApiRequest, { org, userId }: Session): ApiAnswer {
  const soql = queryText(request);
  // Documents of Setup have one source, which Apex's own callouts read, too.
  if (asksForDocuments(soql)) return json(settings(org, userId, soql, request.params['version']!));
  if (request.query.get('columns') === 'true') return json(org.platform.columns(soql));
  const { totalSize, records, object } = org.platform.query(soql, 'tooling', `${baseOf(request)}/tooling`);
  return json({
    size: records.length,
    totalSize,
    done: true,
    queryLocator: null,
    entityTypeName: object.apiName,
    records
  });
}

function settings({ local }: HostedOrg, userId: string, soql: string, version: string): unknown {
  try {
    return settingsQuery(local.store, { userId }, soql, `v${version}`);
  } catch (error) {
    if (!(error instanceof SettingsRefused)) throw error;
    throw new ApiError(error.status, error.code, error.message);
  }
}

async function query(request: ApiRequest, session: Session, cursors: Cursors, allRows: boolean): Promise<ApiAnswer> {
  const soql = queryText(request);
  const base = baseOf(request);
  if (session.org.platform.isQueriedBy(soql, 'data')) {
    if (request.query.get('columns') === 'true') return json(session.org.platform.columns(soql));
    const { totalSize, records } = session.org.platform.query(soql, 'data', base);
    return json({ totalSize, done: true, records });
  }
  if (request.query.get('columns') === 'true') return json(await dataCall(session, { kind: 'columns', soql }));
  if (request.query.has('explain'))
    throw new ApiError(501, 'FUNCTIONALITY_NOT_ENABLED', 'not supported by the local org: query plans');
  const result = await dataCall(session, { kind: 'query', soql, allRows, base });
  const first = cursors.open(session, result.records, batchSize(request));
  return json({
    totalSize: result.totalSize,
    done: first.next === null,
    ...(first.next === null ? {} : { nextRecordsUrl: `${base}/query/${first.next}` }),
    records: first.records
  });
}

function nextBatch(request: ApiRequest, session: Session, cursors: Cursors): ApiAnswer {
  const batch = cursors.read(session, request.params['locator']!);
  if (batch === null) throw new ApiError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
  return json({
    totalSize: batch.totalSize,
    done: batch.next === null,
    ...(batch.next === null ? {} : { nextRecordsUrl: `${baseOf(request)}/query/${batch.next}` }),
    records: batch.records
  });
}

/** Of `Sforce-Query-Options: batchSize=200`; from 200 to 2,000 records, the latter unless a client asks for less. */
function batchSize(request: ApiRequest): number {
  const [, asked] = /batchSize\s*=\s*(\d+)/i.exec(header(request, 'sforce-query-options') ?? '') ?? [];
  return asked === undefined ? 2000 : Math.min(2000, Math.max(200, Number(asked)));
}
