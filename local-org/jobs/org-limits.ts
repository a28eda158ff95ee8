/** The org's daily limits (`OrgLimits`, REST `limits`) with their use in the last 24 hours. */
import { DAILY_EXECUTIONS } from '../runtime/platform/async-work.ts';
import { JobStore } from '../runtime/platform/job-store.ts';
import type { OrgLimitFigure } from '../runtime/platform/org-context.ts';
import { readSetting } from '../store/index.ts';
import type { Store } from '../store/store.ts';

const DAY = 86_400_000;
/** Of a Developer Edition, by name. Calls to the API are not counted here, so only Setup says how many there were. */
const DAILY_LIMITS: Readonly<Record<string, number>> = {
  DailyAsyncApexExecutions: DAILY_EXECUTIONS,
  DailyApiRequests: 15_000
};

export function orgLimits(store: Store): OrgLimitFigure[] {
  const elsewhere = readSetting(store, 'limitsUsed');
  return Object.entries(DAILY_LIMITS).map(([name, limit]) => {
    const here = name === 'DailyAsyncApexExecutions' ? new JobStore(store).executionsSince(store.clock() - DAY) : 0;
    return { name, limit, used: Math.min(limit, here + (elsewhere[name] ?? 0)) };
  });
}
