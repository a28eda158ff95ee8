import { callAura } from '../../local-org/cli/call-aura.ts';
import { resultFields } from '../../local-org/cli/result-fields.ts';
import type { RunView } from '../../local-org/cli/main-job.ts';
import type { BenchOrg } from '../bench-org.ts';
import { timed } from '../part.ts';

/** One run of the population job over the whole org. */
export interface JobRun {
  readonly runId: string;
  /** From the call that starts it until the run is over; no region is chosen, so nothing is delivered. */
  readonly milliseconds: number;
  /** The same by the org's clock, which a virtual one moves on by what queries would take. */
  readonly orgMilliseconds: number;
  /** Processor time in milliseconds, until the run is over. */
  readonly processor: number;
  readonly queries: number;
  readonly queryRows: number;
  /** Asynchronous executions, which count against the daily limit. */
  readonly executions: number;
}

/**
 * @param expected failures of jobs that the run gets over; none when left out
 * @throws Error when the run does not complete, or a job fails otherwise
 */
export async function runJob({ org, failed, failedJobs }: BenchOrg, expected?: RegExp): Promise<JobRun> {
  // The run's own times are fields, which keep whole seconds.
  const started = org.store.clock();
  const { milliseconds, processor } = await timed(async () => {
    await callAura(org, 'PopulationConsole', 'startRun');
    await org.engine.idle();
  });
  const orgMilliseconds = org.store.clock() - started;
  failed.throwIfAborted();
  const run = await callAura<RunView & { readonly finishedAt?: string }>(org, 'PopulationConsole', 'latestRun');
  const failures = failedJobs.filter((failure) => expected?.test(failure) !== true);
  if (run.status !== 'Completed' || run.finishedAt === undefined || failures.length > 0) {
    throw new Error(`the run ended as ${run.status}: ${run.error ?? failures.join(', ')}`);
  }
  return {
    runId: run.runId,
    milliseconds,
    orgMilliseconds,
    processor,
    queries: run.queriesUsed ?? NaN,
    queryRows: run.queryRowsUsed ?? NaN,
    executions: run.asyncExecutions ?? NaN
  };
}

/** What the run found for a field that it counted. */
export interface CountedField {
  readonly name: string;
  readonly type: string;
  readonly filled: number;
  readonly values: ReadonlyMap<string, number> | null;
}

interface ValueView {
  readonly value: string;
  readonly count: number;
}

/** Fields that cost queries; those that are filled by definition are left out. */
export async function countedFields({ org }: BenchOrg, runId: string, objectName: string): Promise<CountedField[]> {
  const { fields } = await resultFields(org, runId, objectName);
  const counted: CountedField[] = [];
  for (const { name, type, status, method, filled, valueCount } of fields) {
    if (status !== 'measured' || method === 'definition') continue;
    const params = { runId, objectName, recordTypeId: null, fieldName: name };
    const values =
      (valueCount ?? 0) === 0 ? null : await callAura<readonly ValueView[]>(org, 'ResultsConsole', 'values', params);
    counted.push({
      name,
      type,
      filled: filled ?? NaN,
      values: values && new Map(values.map(({ value, count }) => [value, count]))
    });
  }
  return counted;
}
