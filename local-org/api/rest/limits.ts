/** `/limits`: what the org may use in a day, and what is left of it. */
import { json } from '../http/answer.ts';
import type { Route } from '../http/router.ts';
import { scratchLimits } from '../scratch/scratch-orgs.ts';
import { dataCall } from './base.ts';

export const limitRoutes: readonly Route[] = [
  {
    route: 'GET /services/data/v:version/limits',
    async handle(_, session) {
      const limits = (await dataCall(session, { kind: 'limits' })) as Record<string, unknown>;
      return json(session.org.facts.kind === 'devHub' ? { ...limits, ...scratchLimits(session.org) } : limits);
    }
  }
];
