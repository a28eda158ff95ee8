/**
 * What the platform publishes when a step of a batch fails whose class implements `Database.RaisesPlatformEvents`
 * (Platform Events Developer Guide v65, BatchApexErrorEvent).
 */
import { failureOf } from '../machine/failure.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import type { StoredJob } from './job-store.ts';
import type { OrgContext } from './org-context.ts';
import { publishOwnEvent } from './platform-events.ts';

const MAXIMUM_SCOPE = 40_000;
const MAXIMUM_MESSAGE = 5_000;

export interface FailedStep {
  readonly phase: 'START' | 'EXECUTE' | 'FINISH';
  readonly requestId: string;
  readonly error: unknown;
  /** Ids of the records, or the texts of the items, that execute got; null in the other phases. */
  readonly scope: readonly string[] | null;
}

/** To be called where the failure is noted, after the step's own changes were undone. */
export function publishBatchError(job: StoredJob, org: OrgContext, step: FailedStep): void {
  const raises = runtimeType('Database.RaisesPlatformEvents').isAssignableFrom(runtimeType(job.className));
  if (!raises) return;
  const { typeName, message, stackTrace } = failureOf(step.error);
  const scope = step.scope?.join(',') ?? null;
  const owner = { user: { id: job.userId }, now: org.clock.now(), timeZone: job.timeZone };
  publishOwnEvent(org, owner, 'BatchApexErrorEvent', {
    AsyncApexJobId: job.asyncJobId,
    // "Internal platform errors are represented as the System.UnexpectedException type."
    ExceptionType: typeName ?? 'System.UnexpectedException',
    Message: message.slice(0, MAXIMUM_MESSAGE),
    Phase: step.phase,
    JobScope: scope?.slice(0, MAXIMUM_SCOPE) ?? null,
    DoesExceedJobScopeMaxLength: (scope?.length ?? 0) > MAXIMUM_SCOPE,
    RequestId: step.requestId,
    StackTrace: stackTrace.slice(0, MAXIMUM_MESSAGE)
  });
}
