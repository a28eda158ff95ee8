/** The `Limits` class: what the transaction has used, and what it may. */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { cursorLimitMembers } from './cursor-types.ts';
import { heapInUse } from './heap.ts';
import { currentTransaction } from './transaction.ts';

function limits() {
  return currentTransaction().limits;
}

/** What the reference calls reserved: it counts queueables, as a public suite (jongpie/NebulaLogger) asserts; futures alike. */
function asyncCalls(): number {
  return limits().used('futureCalls') + limits().used('queueableJobs');
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
      'static Integer getHeapSize()': () => heapInUse(currentTransaction()),
      'static Integer getLimitHeapSize()': () => limits().figures.heapBytes,
      'static Integer getCallouts()': () => limits().used('callouts'),
      'static Integer getLimitCallouts()': () => limits().figures.callouts,
      'static Integer getFutureCalls()': () => limits().used('futureCalls'),
      'static Integer getLimitFutureCalls()': () => limits().figures.futureCalls,
      'static Integer getQueueableJobs()': () => limits().used('queueableJobs'),
      'static Integer getLimitQueueableJobs()': () => limits().figures.queueableJobs,
      'static Integer getAsyncCalls()': asyncCalls,
      // The figure stands in no published table; it is from memory.
      'static Integer getLimitAsyncCalls()': () => 200,
      // "Deprecated. Returns the same value as getDMLStatements" (Apex Reference Guide, Limits Class).
      'static Integer getRunAs()': () => limits().used('dmlStatements'),
      'static Integer getLimitRunAs()': () => limits().figures.dmlStatements,
      'static Integer getSavepoints()': () => limits().used('dmlStatements'),
      'static Integer getLimitSavepoints()': () => limits().figures.dmlStatements,
      'static Integer getSavepointRollbacks()': () => limits().used('dmlStatements'),
      'static Integer getLimitSavepointRollbacks()': () => limits().figures.dmlStatements,
      // What these count is not supported here, and refused where it is used: none was used.
      'static Integer getFindSimilarCalls()': () => 0,
      'static Integer getLimitFindSimilarCalls()': () => 20,
      ...cursorLimitMembers,
      'static Integer getSoslQueries()': () => limits().used('soslQueries'),
      'static Integer getLimitSoslQueries()': () => limits().figures.soslQueries,
      'static Integer getEmailInvocations()': () => limits().used('emailInvocations'),
      'static Integer getLimitEmailInvocations()': () => limits().figures.emailInvocations,
      'static Integer getMobilePushApexCalls()': () => 0,
      'static Integer getLimitMobilePushApexCalls()': () => 10,
      'static Integer getPublishImmediateDML()': () => limits().used('publishImmediate'),
      'static Integer getLimitPublishImmediateDML()': () => limits().figures.publishImmediate
    }
  )
];
