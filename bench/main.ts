import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../local-org/cli/bootstrap.mjs';
import { requireWritable, UserError } from '../local-org/cli/start-options.ts';
import { Terminal } from '../local-org/cli/terminal.ts';
import { environment, loadAverage } from './environment.ts';
import type { Environment } from './environment.ts';
import { benchUsage, readBenchOptions } from './options.ts';
import type { BenchOptions } from './options.ts';
import type { Part } from './part.ts';
import { page } from './page.ts';
import { draw } from './pictures/draw.ts';
import { PARTS } from './parts/index.ts';
import { printEnvironment, printPart, readReport } from './report.ts';
import type { BenchReport, PartReport } from './report.ts';

const INTERRUPTED = 130;
const PAGE = join(projectRoot, 'docs', 'benchmarks.md');
const PICTURES = join(projectRoot, 'docs', 'images');

const terminal = new Terminal();
const interrupt = new AbortController();

async function main(options: BenchOptions): Promise<void> {
  if (options.json !== null) requireWritable(options.json);
  const earlier = options.from.map(readReport);
  const measuredOn = environment();
  requireSameMachine(measuredOn, earlier);
  printEnvironment(terminal, measuredOn);
  const parts: PartReport[] = [];
  for (const part of options.parts) {
    const report = reportOf(part, earlier) ?? (await runPart(part, options));
    printPart(terminal, report);
    parts.push(report);
  }
  const report: BenchReport = { version: 2, environment: measuredOn, parts };
  if (options.json !== null) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
  if (options.pictures) writePictures(report);
  if (options.page) writeFileSync(PAGE, page(report));
}

function writePictures({ parts }: BenchReport): void {
  for (const chart of parts.flatMap(({ charts }) => charts ?? [])) {
    writeFileSync(join(PICTURES, `${chart.name}.svg`), draw(chart));
  }
}

/** The newest one of a part; null when no report has it. */
function reportOf({ name }: Part, reports: readonly BenchReport[]): PartReport | null {
  return reports.flatMap(({ parts }) => parts).findLast(({ part }) => part === name) ?? null;
}

/** @throws UserError for reports of another machine, or of other versions of what is measured with */
function requireSameMachine(here: Environment, reports: readonly BenchReport[]): void {
  if (reports.every((report) => JSON.stringify(report.environment) === JSON.stringify(here))) return;
  throw new UserError('a report of --from was measured in another environment');
}

async function runPart(part: Part, options: BenchOptions): Promise<PartReport> {
  const startedAt = new Date().toISOString();
  const before = loadAverage();
  const onProgress = (text: string): void => terminal.progress(`${part.title}: ${text}`);
  const outcome = await part.run({ ...options, onProgress, signal: interrupt.signal });
  return { part: part.name, title: part.title, startedAt, ...outcome, loadAverage: [before, loadAverage()] };
}

async function run(): Promise<number> {
  try {
    const options = readBenchOptions(process.argv.slice(2), PARTS);
    if (options.help) terminal.line(benchUsage(PARTS));
    else await main(options);
    return 0;
  } catch (error) {
    if (interrupt.signal.aborted) {
      terminal.line('Stopped.');
      return INTERRUPTED;
    }
    const message =
      error instanceof UserError
        ? error.message
        : error instanceof Error
          ? (error.stack ?? error.message)
          : String(error);
    process.stderr.write(`${message}\n`);
    return 1;
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupt.abort());
process.exitCode = await run();
