/** What the `Test` class keeps while one test method runs. Everything that runs inside the test shares it. */
import { StaticsStore } from '../machine/statics.ts';
import type { PendingJob } from './async-work.ts';
import type { GovernorLimits } from './limits.ts';

export class TestState {
  /**
   * Static variables: the asynchronous work that stopTest runs shares them with its test, unlike that of an org
   * (salesforce.stackexchange.com/q/128169).
   */
  readonly statics = new StaticsStore();
  /** `@IsTest(SeeAllData=true)`. */
  readonly seesAllData: boolean;
  /** 'before' startTest, 'between' it and stopTest, 'after' stopTest. */
  phase: 'before' | 'between' | 'after' = 'before';
  /** Ids that SOSL finds. */
  fixedSearchResults: readonly string[] = [];
  /** Ids as the files of `Test.loadData` have them -> ids of the records that were made. */
  readonly loadedIds = new Map<string, string>();
  /** The instance given to `Test.setMock`. */
  calloutMock: unknown = null;
  /** The same for `WebServiceMock`. */
  webServiceMock: unknown = null;
  /** Jobs started since the test began, first level and deeper. */
  enqueued: PendingJob[] = [];
  /** Jobs that jobs of the test have started, where stopTest runs those too. */
  readonly enqueuedByJobs: PendingJob[] = [];
  /** How many batches the test has submitted. */
  batches = 0;
  /** Limits that were in force outside startTest/stopTest. */
  outerLimits: GovernorLimits | null = null;

  constructor(seesAllData = false) {
    this.seesAllData = seesAllData;
  }
}
