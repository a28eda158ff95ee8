/** `/limits`: what the org may use in a day, and what is left of it. */
import { json } from '../http/answer.ts';
import type { Route } from '../http/router.ts';
import { dataCall } from './base.ts';

export const limitRoutes: readonly Route[] = [
  {
    route: 'GET /services/data/v:version/limits',
    handle: async (_, session) => json(await dataCall(session, { kind: 'limits' }))
  }
];
