/** What the `Test` class keeps while one test method runs. Everything that runs inside the test shares it. */
import type { PendingJob } from './async-work.ts';
import type { GovernorLimits } from './limits.ts';

export class TestState {
  /** 'before' startTest, 'between' it and stopTest, 'after' stopTest. */
  phase: 'before' | 'between' | 'after' = 'before';
  /** The instance given to `Test.setMock`. */
  calloutMock: unknown = null;
  /** Jobs started since the test began, first level and deeper. */
  enqueued: PendingJob[] = [];
  /** Limits that were in force outside startTest/stopTest. */
  outerLimits: GovernorLimits | null = null;
}
