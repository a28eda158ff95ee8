/** The org's daily limits (`OrgLimits`, REST `limits`) with their use in the last 24 hours. */
import { DAILY_EXECUTIONS } from '../runtime/platform/async-work.ts';
import { JobStore } from '../runtime/platform/job-store.ts';
import type { OrgLimitFigure } from '../runtime/platform/org-context.ts';
import { readSetting } from '../store/index.ts';
import type { Store } from '../store/store.ts';
import type { ApiRequests } from './api-requests.ts';

const DAY = 86_400_000;
const DAILY_API_REQUESTS = 15_000;

/** Of a Developer Edition. What Setup says was used by others comes on top of what was used here. */
export function orgLimits(store: Store, requests: ApiRequests): OrgLimitFigure[] {
  const executions = new JobStore(store).executionsSince(store.clock() - DAY);
  return [figure(store, 'DailyAsyncApexExecutions', DAILY_EXECUTIONS, executions), apiRequests(store, requests)];
}

/** Has the org no call to its API left for today? */
export function hasUsedApiRequests(store: Store, requests: ApiRequests): boolean {
  const { used, limit } = apiRequests(store, requests);
  return used >= limit;
}

function apiRequests(store: Store, requests: ApiRequests): OrgLimitFigure {
  return figure(store, 'DailyApiRequests', DAILY_API_REQUESTS, requests.usedInADay(store.clock()));
}

function figure(store: Store, name: string, limit: number, here: number): OrgLimitFigure {
  return { name, limit, used: Math.min(limit, here + (readSetting(store, 'limitsUsed')[name] ?? 0)) };
}
