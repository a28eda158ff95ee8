/** Deployments over REST: `/metadata/deployRequest`. */
import { json } from '../http/answer.ts';
import type { ApiAnswer } from '../http/answer.ts';
import { ApiError } from '../http/errors.ts';
import { multipartBody } from '../http/multipart.ts';
import { isObject, jsonObject, mediaType } from '../http/request.ts';
import type { ApiRequest } from '../http/request.ts';
import type { Route } from '../http/router.ts';
import type { Session } from '../session.ts';
import { deployUser } from './org-metadata.ts';
import type { MetadataCatalogue } from './org-metadata.ts';
import { deployOptions } from './options.ts';
import { refusing } from './soap.ts';

const ROOT = '/services/data/v:version/metadata/deployRequest';
/** Bytes of an archive that the Metadata API takes. */
const MAX_ARCHIVE = 40_000_000;

export function deployRoutes(catalogue: MetadataCatalogue): Route[] {
  return [
    { route: `POST ${ROOT}`, maxBody: MAX_ARCHIVE, handle: (request, session) => start(request, session, catalogue) },
    { route: `GET ${ROOT}/:id`, handle: (request, session) => status(request, session, catalogue) },
    { route: `PATCH ${ROOT}/:id`, handle: (request, session) => cancel(request, session, catalogue) }
  ];
}

function start(request: ApiRequest, session: Session, catalogue: MetadataCatalogue): ApiAnswer {
  const { deployments } = catalogue.of(session.org);
  if (mediaType(request) === 'application/json') {
    const { validatedDeployRequestId } = jsonObject(request);
    if (typeof validatedDeployRequestId !== 'string')
      throw new ApiError(400, 'JSON_PARSER_ERROR', 'validatedDeployRequestId must be a text');
    const id = refusing(() => deployments.startValidated(validatedDeployRequestId, deployUser(session)));
    return json({ id, validatedDeployRequestId }, 201);
  }
  const parts = multipartBody(request);
  const archive = parts.find(({ contentType }) => contentType !== 'application/json')?.content;
  const entity = parts.find(({ contentType }) => contentType === 'application/json')?.content;
  if (archive === undefined || entity === undefined)
    throw new ApiError(400, 'INVALID_MULTIPART_REQUEST', 'The request needs a JSON part and an archive');
  const given = parseOptions(entity);
  const id = deployments.start(archive, deployOptions(given), deployUser(session));
  return json({ id, deployOptions: given, deployResult: null }, 201);
}

function parseOptions(entity: Buffer): Readonly<Record<string, unknown>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(entity.toString('utf8'));
  } catch (error) {
    throw new ApiError(400, 'JSON_PARSER_ERROR', error instanceof Error ? error.message : 'The part is not JSON');
  }
  const options = isObject(parsed) ? parsed['deployOptions'] : undefined;
  if (!isObject(options)) throw new ApiError(400, 'JSON_PARSER_ERROR', 'deployOptions must be a JSON object');
  return options;
}

function status(request: ApiRequest, session: Session, catalogue: MetadataCatalogue): ApiAnswer {
  const result = refusing(() => catalogue.of(session.org).deployments.status(request.params['id']!));
  const { details, ...short } = result;
  const full = request.query.get('includeDetails') === 'true' && result.done;
  return json({ id: result.id, deployOptions: null, deployResult: full ? { ...short, details } : short });
}

function cancel(request: ApiRequest, session: Session, catalogue: MetadataCatalogue): ApiAnswer {
  const { deployments } = catalogue.of(session.org);
  const id = request.params['id']!;
  const asked = jsonObject(request)['deployResult'];
  if (!isObject(asked) || asked['status'] !== 'Canceling')
    throw new ApiError(400, 'INVALID_OPERATION', 'Only the status Canceling can be set');
  refusing(() => deployments.cancel(id, deployUser(session)));
  return json({ id, deployOptions: null, deployResult: deployments.status(id) }, 202);
}
