import { writeFileSync } from 'node:fs';
import { requireWritable, UserError } from '../local-org/cli/start-options.ts';
import { Terminal } from '../local-org/cli/terminal.ts';
import { environment, loadAverage } from './environment.ts';
import { benchUsage, readBenchOptions } from './options.ts';
import type { BenchOptions } from './options.ts';
import type { Part } from './part.ts';
import { PARTS } from './parts/index.ts';
import { printEnvironment, printPart } from './report.ts';
import type { BenchReport, PartReport } from './report.ts';

const INTERRUPTED = 130;

const terminal = new Terminal();
const interrupt = new AbortController();

async function main(options: BenchOptions): Promise<void> {
  if (options.json !== null) requireWritable(options.json);
  const startedAt = new Date().toISOString();
  const measuredOn = environment();
  printEnvironment(terminal, measuredOn);
  const parts: PartReport[] = [];
  for (const part of options.parts) {
    const report = await runPart(part, options);
    printPart(terminal, report);
    parts.push(report);
  }
  if (options.json === null) return;
  const report: BenchReport = { version: 1, startedAt, environment: measuredOn, parts };
  writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
}

async function runPart(part: Part, { rows, fields, recordTypes, runs }: BenchOptions): Promise<PartReport> {
  const before = loadAverage();
  const onProgress = (text: string): void => terminal.progress(`${part.title}: ${text}`);
  const outcome = await part.run({ rows, fields, recordTypes, runs, onProgress, signal: interrupt.signal });
  return { part: part.name, title: part.title, ...outcome, loadAverage: [before, loadAverage()] };
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
