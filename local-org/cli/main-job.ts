import type { ElementsEndpoint } from '../elements/endpoint.ts';
import type { AuraOrg } from '../web/aura-org.ts';
import { callAura } from './call-aura.ts';
import { REGION } from './package-org.ts';
import { resultFields } from './result-fields.ts';

/** Apex leaves out of its answers what is null. */
type Maybe<T> = T | null | undefined;

/** What `PopulationConsole.latestRun` answers, as far as the commands use it. */
export interface RunView {
  readonly runId: string;
  readonly name: string;
  readonly status: string;
  readonly objectsTotal: Maybe<number>;
  readonly objectsDone: Maybe<number>;
  readonly recordsCounted: Maybe<number>;
  readonly fieldsMeasured: Maybe<number>;
  readonly fieldsUnmeasured: Maybe<number>;
  readonly queriesUsed: Maybe<number>;
  readonly queryRowsUsed: Maybe<number>;
  readonly asyncExecutions: Maybe<number>;
  readonly messagesPending: number;
  readonly messagesDelivered: number;
  readonly messagesDead: number;
  readonly error: Maybe<string>;
}

/** What `PopulationConsole.objects` answers for an object. */
interface ObjectView {
  readonly objectName: string;
  readonly label: string;
  readonly records: Maybe<number>;
  readonly status: string;
  readonly averageFill: Maybe<number>;
  readonly reason: Maybe<string>;
}

export interface ObjectOutcome {
  readonly object: string;
  readonly label: string;
  readonly records: number | null;
  readonly status: string;
  readonly reason: string | null;
  /** 0 to 1. */
  readonly averageFill: number | null;
  readonly fieldsMeasured: number;
  readonly fieldsUnmeasured: readonly { readonly field: string; readonly reason: string }[];
}

export interface JobOutcome {
  readonly run: RunView;
  readonly objects: readonly ObjectOutcome[];
  readonly delivery: {
    /** Messages that the org marked as delivered. */
    readonly delivered: number;
    readonly pending: number;
    readonly dead: number;
    /** Messages whose signature the endpoint verified, manifests included. */
    readonly verified: number;
    readonly refused: number;
    readonly manifest: 'complete' | 'not complete' | 'missing';
  };
  /** Nothing failed: the run completed, and everything it sent arrived, verified, as the manifest says. */
  readonly ok: boolean;
  readonly problems: readonly string[];
}

const FINAL = new Set(['Completed', 'CompletedWithErrors', 'Failed', 'Cancelled']);
const POLL_MILLISECONDS = 200;
/** Longer than the longest single query that the platform allows (120 s). */
const STALLED_MILLISECONDS = 180_000;

/**
 * Does what an admin does in the console: chooses the region, enters the secret, starts a run, waits until its results
 * have been delivered; then reads the results back the same way.
 * @param onProgress told whenever the figures change.
 * @param signal ends the waiting.
 * @throws Error when Apex refuses a call, or nothing moves for three minutes.
 */
export async function runMainJob(
  org: AuraOrg,
  endpoint: ElementsEndpoint,
  options: {
    readonly secret: string;
    readonly onProgress: (run: RunView) => void;
    readonly signal?: AbortSignal;
  }
): Promise<JobOutcome> {
  await callAura(org, 'DeliveryConsole', 'configure', { region: REGION, secret: options.secret });
  await callAura(org, 'PopulationConsole', 'startRun');
  const run = await waitForRun(org, options);
  const views = await callAura<readonly ObjectView[]>(org, 'PopulationConsole', 'objects', { runId: run.runId });
  const objects: ObjectOutcome[] = [];
  for (const view of views) objects.push(await outcomeOf(org, run.runId, view));
  return judge(run, objects, endpoint);
}

async function waitForRun(
  org: AuraOrg,
  { onProgress, signal }: { readonly onProgress: (run: RunView) => void; readonly signal?: AbortSignal }
): Promise<RunView> {
  let last = '';
  let moved = Date.now();
  for (;;) {
    signal?.throwIfAborted();
    const run = await callAura<RunView>(org, 'PopulationConsole', 'latestRun');
    const figures = JSON.stringify(run);
    if (figures !== last) {
      last = figures;
      moved = Date.now();
      onProgress(run);
    }
    if (FINAL.has(run.status) && run.messagesPending === 0) return run;
    if (Date.now() - moved > STALLED_MILLISECONDS) {
      throw new Error(`the run made no progress for three minutes; its last figures: ${figures}`);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
  }
}

async function outcomeOf(org: AuraOrg, runId: string, view: ObjectView): Promise<ObjectOutcome> {
  const { objectName, label, status } = view;
  const summary = {
    object: objectName,
    label,
    records: view.records ?? null,
    status,
    reason: view.reason ?? null,
    averageFill: view.averageFill ?? null
  };
  if (status !== 'measured') return { ...summary, fieldsMeasured: 0, fieldsUnmeasured: [] };
  const { all, fields } = await resultFields(org, runId, objectName, 'notMeasured');
  return {
    ...summary,
    fieldsMeasured: all - fields.length,
    fieldsUnmeasured: fields.map((field) => ({ field: field.name, reason: field.reason ?? 'no reason given' }))
  };
}

function judge(run: RunView, objects: readonly ObjectOutcome[], endpoint: ElementsEndpoint): JobOutcome {
  const messages = endpoint.messages().filter((message) => message.envelope.data['runId'] === run.runId);
  const manifest = endpoint.manifests().find((report) => report.runId === run.runId);
  const delivery: JobOutcome['delivery'] = {
    delivered: run.messagesDelivered,
    pending: run.messagesPending,
    dead: run.messagesDead,
    verified: messages.length,
    refused: endpoint.refused().length,
    manifest: manifest === undefined ? 'missing' : manifest.complete ? 'complete' : 'not complete'
  };
  const problems: string[] = [];
  if (run.status !== 'Completed') problems.push(`the run ended as ${run.status}${run.error ? `: ${run.error}` : ''}`);
  for (const { object, status, reason } of objects) {
    if (status !== 'measured') problems.push(`${object} is ${status}${reason === null ? '' : `: ${reason}`}`);
  }
  if (delivery.dead > 0) problems.push(`${delivery.dead} messages could not be delivered`);
  if (delivery.refused > 0)
    problems.push(`the endpoint refused ${delivery.refused} requests: ${endpoint.refused()[0]!.reason}`);
  if (delivery.verified !== delivery.delivered) {
    problems.push(`${delivery.delivered} messages were sent, the endpoint holds ${delivery.verified}`);
  }
  if (delivery.manifest !== 'complete') problems.push(`the manifest is ${delivery.manifest}`);
  return { run, objects, delivery, ok: problems.length === 0, problems };
}
