import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startElementsEndpoint } from '../elements/endpoint.ts';
import type { ElementsEndpoint } from '../elements/endpoint.ts';
import { CompileError } from '../jobs/compile-org.ts';
import type { LocalOrg } from '../jobs/local-org.ts';
import { MetadataError } from '../metadata/errors.ts';
import { loadGenerated, loadSamples } from '../samples/load-samples.ts';
import type { LoadedCounts, LoadProgress } from '../samples/load-samples.ts';
import { buildConsole } from '../web/build/console.ts';
import type { ConsoleSite } from '../web/build/console.ts';
import { ConsoleBuildError } from '../web/build/project.ts';
import { PortInUseError, startWebServer } from '../web/server.ts';
import { runMainJob } from './main-job.ts';
import type { RunView } from './main-job.ts';
import { openPackageOrg, SAMPLE_ORG } from './package-org.ts';
import type { PackageOrg } from './package-org.ts';
import { printReport } from './report.ts';
import type { StartReport } from './report.ts';
import { readStartOptions, requireFreePort, requireWritable, START_USAGE, UserError } from './start-options.ts';
import type { StartOptions } from './start-options.ts';
import { formatCount, Terminal } from './terminal.ts';

const INTERRUPTED = 130;

const terminal = new Terminal();
const interrupt = new AbortController();

/** What has to be undone when the command ends, last first. */
const cleanUp: (() => Promise<void> | void)[] = [];

async function main(options: StartOptions): Promise<number> {
  if (options.report !== null) requireWritable(options.report);
  if (!options.once) await requireFreePort(options.port);
  const started = Date.now();
  const site = options.once ? null : await step('Console built', () => buildSite());
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  const endpoint = await startElementsEndpoint({
    port: 0,
    secrets: [secret],
    ...(options.faults === null ? {} : { faults: options.faults })
  });
  cleanUp.push(() => endpoint.close());
  const { org, failed, failedJobs } = await step('Local org started: package and sample org compiled', () =>
    openOrg(endpoint)
  );
  const signal = AbortSignal.any([interrupt.signal, failed]);
  const loaded = await step('Data loaded', () => loadData(org, options));
  const outcome = await step('Population run and delivery finished', () =>
    runMainJob(org, endpoint, { secret, onProgress: showRun, signal })
  );
  const report: StartReport = {
    version: 1,
    startedAt: new Date(started).toISOString(),
    milliseconds: Date.now() - started,
    node: process.versions.node,
    data: options.rows === null ? 'samples' : 'generated',
    loaded: Object.fromEntries(loaded),
    outcome,
    failedJobs
  };
  printReport(terminal, report);
  if (options.report !== null) {
    writeFileSync(options.report, `${JSON.stringify(report, null, 2)}\n`);
    terminal.line(`Report     ${options.report}`);
  }
  if (site !== null) await serve(org, endpoint, site, options.port);
  return outcome.ok && failedJobs.length === 0 ? 0 : 1;
}

/** Runs one step and says that it is done; an interrupt ends the command between steps. */
async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  const started = Date.now();
  const result = await work();
  interrupt.signal.throwIfAborted();
  terminal.done(title, Date.now() - started);
  return result;
}

function buildSite(): Promise<ConsoleSite> {
  return buildConsole({ onProgress: ({ message }) => terminal.progress(message) });
}

async function openOrg(endpoint: ElementsEndpoint): Promise<PackageOrg> {
  terminal.progress('Compiling the package');
  const folder = mkdtempSync(join(tmpdir(), 'elements-connect-'));
  cleanUp.push(() => rmSync(folder, { recursive: true, force: true }));
  const opened = await openPackageOrg({ projects: [SAMPLE_ORG], databaseFile: join(folder, 'org.sqlite'), endpoint });
  cleanUp.push(() => opened.org.close());
  return opened;
}

async function loadData(org: LocalOrg, { rows }: StartOptions): Promise<LoadedCounts> {
  const onProgress = ({ object, loaded }: LoadProgress): void => {
    terminal.progress(`Loading ${object}: ${formatCount(loaded)} records`);
  };
  const options = { onProgress, signal: interrupt.signal };
  if (rows === null) return loadSamples(org.store, org.schema, options);
  return loadGenerated(org.store, org.schema, rows, options);
}

function showRun(run: RunView): void {
  const objects = `${run.objectsDone ?? 0} of ${run.objectsTotal ?? '?'} objects`;
  const sent = `${run.messagesDelivered} of ${run.messagesDelivered + run.messagesPending} messages delivered`;
  terminal.progress(`${run.name} ${run.status}: ${objects}, ${formatCount(run.queriesUsed ?? 0)} queries, ${sent}`);
}

/** Serves until the user interrupts. */
async function serve(org: LocalOrg, endpoint: ElementsEndpoint, site: ConsoleSite, port: number): Promise<void> {
  const onError = (error: unknown): void =>
    terminal.line(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const server = await startWebServer({ port, org, site, onError });
  cleanUp.push(() => server.close());
  terminal.line();
  terminal.line(`Console    ${terminal.style('cyan', server.url)}`);
  terminal.line(`Endpoint   ${terminal.style('cyan', endpoint.url)} shows what arrived`);
  terminal.line('Ctrl-C stops.');
  await new Promise<void>((resolve) => interrupt.signal.addEventListener('abort', () => resolve(), { once: true }));
}

/** Failures that the user can put right say so in one message; anything else is a fault of ours and keeps its stack. */
function explain(error: unknown): string {
  if (error instanceof UserError || error instanceof PortInUseError || error instanceof ConsoleBuildError)
    return error.message;
  if (error instanceof CompileError) return `The Apex does not compile:\n${error.message}`;
  if (error instanceof MetadataError) return `The metadata cannot be read:\n${error.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

async function run(): Promise<number> {
  let exitCode: number;
  try {
    const options = readStartOptions(process.argv.slice(2));
    if (options.help) {
      terminal.line(START_USAGE);
      return 0;
    }
    exitCode = await main(options);
  } catch (error) {
    exitCode = 1;
    if (!interrupt.signal.aborted) process.stderr.write(`${explain(error)}\n`);
  }
  if (interrupt.signal.aborted) {
    terminal.line('Stopped.');
    exitCode = INTERRUPTED;
  }
  for (const undo of cleanUp.reverse()) await undo();
  return exitCode;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupt.abort());
process.exitCode = await run();
