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
/** What `bench tools` has written, with `--json`. */
const TOOLS_ONCE = join(projectRoot, 'bench', 'tools.json');
const PICTURES = join(projectRoot, 'docs', 'images');

const terminal = new Terminal();
const interrupt = new AbortController();

/** @returns whether every part could be measured */
async function main(options: BenchOptions): Promise<boolean> {
  if (options.json !== null) requireWritable(options.json);
  const earlier = options.from.map(readReport);
  const once = options.page ? [readReport(TOOLS_ONCE)] : [];
  const measuredOn = environment();
  requireSameMachine(measuredOn, earlier);
  printEnvironment(terminal, measuredOn);
  const parts: PartReport[] = [];
  const chosen = PARTS.filter(
    (part) => options.parts.includes(part) || (options.isEverything && reportOf(part, earlier) !== null)
  );
  for (const part of chosen) {
    const report = reportOf(part, earlier) ?? (await measured(part, options));
    if (report === null) continue;
    printPart(terminal, report);
    parts.push(report);
    if (options.json !== null) writeJson(options.json, { version: 2, environment: measuredOn, parts });
  }
  const report: BenchReport = { version: 2, environment: measuredOn, parts };
  if (options.pictures) writePictures(report);
  if (options.page) writeFileSync(PAGE, page(report, once));
  return parts.length === chosen.length;
}

function writeJson(file: string, report: BenchReport): void {
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
}

/** One part that fails must not lose what the others took hours for. @returns null for a part that failed */
async function measured(part: Part, options: BenchOptions): Promise<PartReport | null> {
  try {
    return await runPart(part, options);
  } catch (error) {
    if (interrupt.signal.aborted) throw error;
    terminal.line();
    process.stderr.write(`${part.name} failed: ${wordsOf(error)}\n`);
    return null;
  }
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
    if (!options.help) return (await main(options)) ? 0 : 1;
    terminal.line(benchUsage(PARTS));
    return 0;
  } catch (error) {
    if (interrupt.signal.aborted) {
      terminal.line('Stopped.');
      return INTERRUPTED;
    }
    process.stderr.write(`${wordsOf(error)}\n`);
    return 1;
  }
}

function wordsOf(error: unknown): string {
  if (error instanceof UserError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupt.abort());
process.exitCode = await run();
