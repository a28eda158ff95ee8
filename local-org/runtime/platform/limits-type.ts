/** The `Limits` class: what the transaction has used, and what it may. */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { currentTransaction } from './transaction.ts';

function limits() {
  return currentTransaction().limits;
}

export const limitsTypes: LibraryType[] = [
  libraryType(
    'Limits',
    {},
    {
      'static Integer getQueries()': () => limits().used('queries'),
      'static Integer getLimitQueries()': () => limits().figures.queries,
      'static Integer getQueryRows()': () => limits().used('queryRows'),
      'static Integer getLimitQueryRows()': () => limits().figures.queryRows,
      'static Integer getQueryLocatorRows()': () => limits().used('queryLocatorRows'),
      'static Integer getLimitQueryLocatorRows()': () => limits().figures.queryLocatorRows,
      'static Integer getAggregateQueries()': () => limits().used('aggregateQueries'),
      'static Integer getLimitAggregateQueries()': () => limits().figures.aggregateQueries,
      'static Integer getDmlStatements()': () => limits().used('dmlStatements'),
      'static Integer getLimitDmlStatements()': () => limits().figures.dmlStatements,
      'static Integer getDmlRows()': () => limits().used('dmlRows'),
      'static Integer getLimitDmlRows()': () => limits().figures.dmlRows,
      'static Integer getCpuTime()': () => limits().cpuMilliseconds,
      'static Integer getLimitCpuTime()': () => limits().figures.cpuMilliseconds,
      'static Integer getHeapSize()': () => limits().heapBytes,
      'static Integer getLimitHeapSize()': () => limits().figures.heapBytes,
      'static Integer getCallouts()': () => limits().used('callouts'),
      'static Integer getLimitCallouts()': () => limits().figures.callouts,
      'static Integer getFutureCalls()': () => limits().used('futureCalls'),
      'static Integer getLimitFutureCalls()': () => limits().figures.futureCalls,
      'static Integer getQueueableJobs()': () => limits().used('queueableJobs'),
      'static Integer getLimitQueueableJobs()': () => limits().figures.queueableJobs,
      // What they count is not supported here, and refused where it is used: none was used.
      'static Integer getSoslQueries()': () => 0,
      'static Integer getLimitSoslQueries()': () => 20,
      'static Integer getEmailInvocations()': () => limits().used('emailInvocations'),
      'static Integer getLimitEmailInvocations()': () => limits().figures.emailInvocations,
      'static Integer getMobilePushApexCalls()': () => 0,
      'static Integer getLimitMobilePushApexCalls()': () => 10,
      'static Integer getPublishImmediateDML()': () => limits().used('publishImmediate'),
      'static Integer getLimitPublishImmediateDML()': () => limits().figures.publishImmediate
    }
  )
];
