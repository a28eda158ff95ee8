/** A worker thread: one connection to the org's database, one machine, one request at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import { AGGREGATE_RESULT } from '../runtime/values/sobject.ts';
import { execute } from '../runtime/platform/execution.ts';
import { dynamicCount, dynamicQuery } from '../runtime/platform/dynamic-queries.ts';
import { recoverKilled, runStep } from '../runtime/platform/job-execution.ts';
import type { StepReport } from '../runtime/platform/job-execution.ts';
import { failureOf } from '../runtime/machine/failure.ts';
import { runAnonymous } from './anonymous.ts';
import { ApiRequests } from './api-requests.ts';
import { invokeAura, toAuraJson } from './aura.ts';
import { offsetClock, virtualClock } from './clock.ts';
import { runDataCall } from './data/run.ts';
import { runPackageScript } from './package-script.ts';
import { METER_INTERVAL, openRuntime } from './org-runtime.ts';
import type { OrgRuntime } from './org-runtime.ts';
import { answerPage } from './visualforce/render.ts';
import type {
  FaultPlace,
  NextDue,
  RequestMessage,
  StepAnswer,
  StepSummary,
  WorkerAnswers,
  WorkerMessage,
  WorkerRequest,
  WorkerSetup
} from './worker-protocol.ts';

const setup = workerData as WorkerSetup;
const port = parentPort!;

function say(message: WorkerMessage): void {
  port.postMessage(message);
}

let fault: FaultPlace | null = null;

const runtime: OrgRuntime = openRuntime({
  compiled: setup.compiled,
  databaseFile: setup.databaseFile,
  userId: setup.userId,
  clock: setup.clock === 'virtual' ? virtualClock(setup.clockOffset) : offsetClock(setup.clockOffset),
  hosts: setup.hosts,
  apiRequests: new ApiRequests(setup.apiRequests),
  ...(setup.sessionSecret === null ? {} : { sessionSecret: setup.sessionSecret }),
  ...(setup.queryCost === null ? {} : { queryCost: setup.queryCost }),
  finalizerAttached: (jobId, graph) => say({ event: 'finalizer', jobId, graph }),
  faultPoint(path, line) {
    // In a worker this ends the thread at once, past every catch and finally, as a crash would.
    if (fault !== null && fault.path === path && fault.line === line) process.exit(1);
  }
});
const { context } = runtime;

function nextDue(): NextDue {
  return { any: context.jobs.nextWaiting()?.dueAt ?? null, finite: context.jobs.nextWaiting('finite')?.dueAt ?? null };
}

function step(): StepAnswer {
  const job = context.jobs.nextWaiting();
  if (job === null || job.dueAt > context.clock.now()) return { ran: null, next: nextDue() };
  say({ event: 'started', jobId: job.asyncJobId, kind: job.kind, className: job.className });
  return { ran: summary(runStep(job, { org: context })) };
}

function summary({ jobId, kind, className, continues, failure }: StepReport): StepSummary {
  return { jobId, kind, className, continues, failure };
}

function recover(finalizers: ReadonlyMap<string, string>): StepSummary[] {
  return context.jobs
    .running()
    .map((job) => summary(recoverKilled(job, finalizers.get(job.asyncJobId) ?? job.finalizer, { org: context })));
}

/** Any query, without the limits of a user's transaction mattering: it is one of its own. */
function query(soql: string): WorkerAnswers['query'] {
  const options = { access: 'system', sharing: 'without', binds: {} } as const;
  const outcome = execute({ org: context, kind: 'anonymous', user: context.user(setup.userId) }, () =>
    /^\s*select\s+count\s*\(\s*\)/i.test(soql)
      ? [{ [AGGREGATE_RESULT]: dynamicCount(soql, options) }]
      : toAuraJson(dynamicQuery(soql, options))
  );
  if (!outcome.ok) throw outcome.error;
  return outcome.value as WorkerAnswers['query'];
}

function browserUser(userId: string): WorkerAnswers['browserUser'] {
  const user = context.user(userId);
  context.forgetUsers();
  const { id, name, timeZone } = user;
  return { id, name, timeZone, customPermissions: context.customPermissionNames(userId) };
}

function answer(request: WorkerRequest): unknown {
  switch (request.type) {
    case 'aura':
      return invokeAura(runtime, request.userId, request.className, request.method, request.params);
    case 'anonymous':
      return runAnonymous(runtime, request.userId, request.source);
    case 'page':
      return answerPage(runtime, setup.compiled.pages, request.request);
    case 'data':
      return runDataCall(runtime, request.userId, request.call);
    case 'packageScript':
      return runPackageScript(runtime, request.userId, request.className, request.run);
    case 'query':
      return query(request.soql);
    case 'browserUser':
      return browserUser(request.userId);
    case 'step':
      return step();
    case 'nextDue':
      return nextDue();
    case 'faultAt':
      fault = request.place;
      runtime.machine.statements.interval = fault === null ? METER_INTERVAL : 1;
      return null;
    case 'recover':
      return recover(request.finalizers);
  }
}

port.on('message', (message: RequestMessage | null) => {
  if (message === null) {
    runtime.close();
    process.exit(0);
  }
  const { id, request } = message;
  try {
    say({ id, answer: answer(request) });
  } catch (error) {
    const { text, stackTrace } = failureOf(error);
    say({
      id,
      failure: [text, stackTrace, error instanceof Error ? (error.stack ?? '') : '']
        .filter((part) => part !== '')
        .join('\n')
    });
  }
});
say({ event: 'ready' });
