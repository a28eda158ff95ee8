/** Records of the platform's own objects over REST; what saving one means is told by whoever owns the object. */
import { empty, json } from '../http/answer.ts';
import type { ApiAnswer } from '../http/answer.ts';
import { ApiError } from '../http/errors.ts';
import { jsonObject } from '../http/request.ts';
import type { ApiRequest } from '../http/request.ts';
import type { Route, SessionRoute } from '../http/router.ts';
import { readId } from '../../store/index.ts';
import type { Session } from '../session.ts';
import type { PlatformObject } from './objects.ts';

/** Field name as given -> value. */
export type Values = Readonly<Record<string, unknown>>;

export interface ObjectHandlers {
  readonly object: PlatformObject;
  /** Saves a new record and gives its id. Left out: it cannot be created. */
  readonly create?: (session: Session, values: Values, request: ApiRequest) => Promise<string> | string;
  readonly update?: (session: Session, id: string, values: Values) => Promise<void> | void;
  readonly remove?: (session: Session, id: string) => Promise<void> | void;
  /** Reads the values of a new record from bodies of another kind than JSON. */
  readonly readBody?: (request: ApiRequest) => Values;
  /** Bytes. */
  readonly maxBody?: number;
}

export function platformObjectRoutes(handlers: ObjectHandlers): Route[] {
  const { schema, api } = handlers.object;
  const root = `/services/data/v:version/${api === 'tooling' ? 'tooling/' : ''}sobjects/${schema.apiName}`;
  const { create, update, remove, readBody = jsonObject, maxBody } = handlers;
  const routes: SessionRoute[] = [
    { route: `GET ${root}/:id`, handle: (request, session) => read(request, session, handlers) }
  ];
  if (create !== undefined)
    routes.push({
      route: `POST ${root}`,
      ...(maxBody === undefined ? {} : { maxBody }),
      handle: async (request, session) => {
        requireObject(session, handlers);
        const id = await create(session, readBody(request), request);
        return json({ id, success: true, errors: [], warnings: [], infos: [] }, 201);
      }
    });
  if (update !== undefined)
    routes.push({
      route: `PATCH ${root}/:id`,
      handle: async (request, session) => {
        await update(session, existing(request, session, handlers), jsonObject(request));
        return empty();
      }
    });
  if (remove !== undefined)
    routes.push({
      route: `DELETE ${root}/:id`,
      handle: async (request, session) => {
        await remove(session, existing(request, session, handlers));
        return empty();
      }
    });
  return routes;
}

/** @throws ApiError 404 in an org that has no such object */
function requireObject({ org }: Session, { object }: ObjectHandlers): void {
  if (!org.platform.has(object.api, object.schema.apiName))
    throw new ApiError(404, 'NOT_FOUND', 'The requested resource does not exist');
}

function existing(request: ApiRequest, session: Session, handlers: ObjectHandlers): string {
  requireObject(session, handlers);
  const id = readId(request.params['id']!);
  const { apiName } = handlers.object.schema;
  if (id === null || session.org.platform.find(apiName, { Id: id }).length === 0)
    throw new ApiError(404, 'NOT_FOUND', 'Provided external ID field does not exist or is not accessible');
  return id;
}

function read(request: ApiRequest, session: Session, handlers: ObjectHandlers): ApiAnswer {
  const id = existing(request, session, handlers);
  const { schema, api } = handlers.object;
  const asked = request.query.get('fields');
  const fields = asked === null ? [...schema.fields.values()].map(({ apiName }) => apiName).join(', ') : asked;
  const base = `/services/data/v${request.params['version']}${api === 'tooling' ? '/tooling' : ''}`;
  const soql = `SELECT ${fields} FROM ${schema.apiName} WHERE Id = '${id}'`;
  return json(session.org.platform.query(soql, api, base).records[0]);
}
