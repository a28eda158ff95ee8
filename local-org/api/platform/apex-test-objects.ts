/** What `runTestsAsynchronous` and its like leave behind, and coverage (Tooling API v65 reference). */
import { platformObject } from './objects.ts';
import type { PlatformObject } from './objects.ts';

const CODE = '->ApexClass,ApexTrigger ApexClassOrTrigger';

export const apexTestObjects: readonly PlatformObject[] = [
  platformObject({
    name: 'ApexTestRunResult',
    keyPrefix: '05m',
    api: 'tooling',
    fields: {
      // An asynchronous job that is not kept as a row of AsyncApexJob.
      AsyncApexJobId: 'string',
      UserId: '->User User',
      JobName: 'string',
      IsAllTests: 'boolean',
      Source: 'string',
      StartTime: 'datetime',
      EndTime: 'datetime',
      TestTime: 'int',
      TestSetupTime: 'int',
      Status: 'string',
      ClassesEnqueued: 'int',
      ClassesCompleted: 'int',
      MethodsEnqueued: 'int',
      MethodsCompleted: 'int',
      MethodsFailed: 'int'
    }
  }),
  platformObject({
    name: 'ApexTestQueueItem',
    keyPrefix: '709',
    api: 'tooling',
    fields: {
      ApexClassId: '->ApexClass ApexClass',
      Status: 'string',
      ExtendedStatus: 'string',
      ParentJobId: 'string',
      TestRunResultId: '->ApexTestRunResult TestRunResult'
    }
  }),
  platformObject({
    name: 'ApexTestResult',
    keyPrefix: '07M',
    api: 'tooling',
    fields: {
      QueueItemId: '->ApexTestQueueItem QueueItem',
      ApexTestRunResultId: '->ApexTestRunResult ApexTestRunResult',
      AsyncApexJobId: 'string',
      ApexClassId: '->ApexClass ApexClass',
      ApexLogId: 'string',
      MethodName: 'string',
      Outcome: 'string',
      Message: 'textarea',
      StackTrace: 'textarea',
      RunTime: 'int',
      TestTimestamp: 'datetime',
      IsTestSetup: 'boolean'
    }
  }),
  platformObject({
    name: 'ApexCodeCoverage',
    keyPrefix: '715',
    api: 'tooling',
    fields: {
      ApexTestClassId: '->ApexClass ApexTestClass',
      ApexClassOrTriggerId: CODE,
      TestMethodName: 'string',
      NumLinesCovered: 'int',
      NumLinesUncovered: 'int',
      Coverage: 'json'
    }
  }),
  platformObject({
    name: 'ApexCodeCoverageAggregate',
    keyPrefix: '716',
    api: 'tooling',
    fields: {
      ApexClassOrTriggerId: CODE,
      NumLinesCovered: 'int',
      NumLinesUncovered: 'int',
      Coverage: 'json'
    }
  }),
  platformObject({
    name: 'ApexOrgWideCoverage',
    keyPrefix: '717',
    api: 'tooling',
    fields: { PercentCovered: 'int' }
  })
];
