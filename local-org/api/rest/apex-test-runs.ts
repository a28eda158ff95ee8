/** The rows that a test run leaves: the run, an item for each class, a result for each method. */
import type { ApexTestResult } from '../../jobs/apex-tests.ts';
import { makeId } from '../../store/ids.ts';
import type { HostedOrg } from '../orgs/hosted-org.ts';
import { classId } from './apex-coverage.ts';
import type { TestSelection } from './apex-tests.ts';

export interface StartedRun {
  /** Of the asynchronous job, `707…`. */
  readonly jobId: string;
  readonly runId: string;
  readonly classNames: readonly string[];
}

export function beginRun({ platform, local }: HostedOrg, userId: string, selection: TestSelection): StartedRun {
  const { classNames, isAllTests } = selection;
  return platform.together(() => {
    // In a range of their own: the org's other jobs are numbered by its own database.
    const jobId = makeId('707', 1_000_000 + platform.find('ApexTestRunResult').length + 1);
    const runId = platform.insert('ApexTestRunResult', {
      AsyncApexJobId: jobId,
      UserId: userId,
      IsAllTests: isAllTests,
      Source: 'Tooling API',
      StartTime: local.store.clock(),
      Status: 'Processing',
      TestTime: 0,
      TestSetupTime: 0,
      ClassesEnqueued: classNames.length,
      ClassesCompleted: 0,
      MethodsEnqueued: 0,
      MethodsCompleted: 0,
      MethodsFailed: 0
    });
    for (const name of classNames)
      platform.insert('ApexTestQueueItem', {
        ApexClassId: classId({ local }, name),
        Status: 'Processing',
        ParentJobId: jobId,
        TestRunResultId: runId
      });
    return { jobId, runId, classNames };
  });
}

export function endRun(org: HostedOrg, run: StartedRun, results: readonly ApexTestResult[]): void {
  const { platform, local } = org;
  const now = local.store.clock();
  platform.together(() => {
    const items = new Map(
      platform
        .find('ApexTestQueueItem', { ParentJobId: run.jobId })
        .map((row) => [row['ApexClassId'], String(row['Id'])])
    );
    for (const result of results) {
      const id = classId(org, result.className);
      platform.insert('ApexTestResult', {
        QueueItemId: items.get(id)!,
        ApexTestRunResultId: run.runId,
        AsyncApexJobId: run.jobId,
        ApexClassId: id,
        MethodName: result.method,
        Outcome: result.outcome === 'Pass' ? 'Pass' : 'Fail',
        Message: result.message,
        StackTrace: result.stackTrace,
        RunTime: Math.round(result.milliseconds),
        TestTimestamp: now,
        IsTestSetup: false
      });
    }
    for (const id of items.values()) platform.update('ApexTestQueueItem', id, { Status: 'Completed' });
    const failed = results.filter(({ outcome }) => outcome !== 'Pass').length;
    platform.update('ApexTestRunResult', run.runId, {
      Status: failed === 0 ? 'Completed' : 'Failed',
      EndTime: now,
      TestTime: Math.round(results.reduce((sum, { milliseconds }) => sum + milliseconds, 0)),
      ClassesCompleted: run.classNames.length,
      MethodsEnqueued: results.length,
      MethodsCompleted: results.length,
      MethodsFailed: failed
    });
  });
}

/** The run itself could not go on. */
export function failRun({ platform, local }: HostedOrg, run: StartedRun, error: unknown): void {
  const status = error instanceof Error ? error.message : String(error);
  platform.together(() => {
    for (const row of platform.find('ApexTestQueueItem', { ParentJobId: run.jobId }))
      platform.update('ApexTestQueueItem', String(row['Id']), {
        Status: 'Failed',
        ExtendedStatus: status.slice(0, 255)
      });
    platform.update('ApexTestRunResult', run.runId, { Status: 'Failed', EndTime: local.store.clock() });
  });
}
