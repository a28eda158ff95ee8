import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { CompileProblem } from '../apex/symbols.ts';
import type { ApexTestResult, ApexTestRun, ClassCoverage } from '../jobs/apex-tests.ts';
import { requireFolder } from './check-command.ts';
import { UserError } from './start-options.ts';
import { formatCount, formatDuration } from './terminal.ts';
import type { Terminal } from './terminal.ts';

export const TEST_USAGE = `Usage: npm run org -- test [--project DIR] [--class NAME]… [--permission-set NAME]… [--coverage] [--json]

Runs the Apex tests of an sfdx project on a new database in memory, offline; test classes run in parallel.
Needs no configuration beyond the project.

  --project DIR  the folder that holds sfdx-project.json (default: the current folder)
  --class NAME   only this test class, or one method of it (--class FooTest.bar); can be given several times
  --permission-set NAME  assign this permission set of the project to the user whom the tests run as, an administrator,
                         who sees custom fields only where one grants them; can be given several times
  --coverage     show each class's covered lines
  --json         one JSON object instead of text (use npm run --silent org -- … to have nothing else in the output)
  --help         this text

A method passes, fails, or is unsupported: it reached something that the local org does not know, which says nothing
about the code. What is unknown is left out method by method, and class by class where a declaration needs it.

Exit code  0 everything passes   1 something fails, there is no test, or the project does not compile   2 nothing fails,
           but something is unsupported or was left out`;

export interface TestOptions {
  /** Absolute. */
  readonly project: string;
  /** Empty: all. */
  readonly classes: readonly string[];
  readonly permissionSets: readonly string[];
  readonly coverage: boolean;
  readonly json: boolean;
  readonly help: boolean;
}

/** What `--json` prints. */
export interface TestReport {
  readonly version: 1;
  /** Absolute. */
  readonly project: string;
  readonly passed: number;
  readonly failed: number;
  readonly unsupported: number;
  readonly milliseconds: number;
  readonly results: readonly Omit<ApexTestResult, 'covered'>[];
  /** Test classes that could not run at all; `leftOut` says why. */
  readonly classesNotRun: readonly string[];
  readonly leftOut: readonly CompileProblem[];
  readonly coverage: readonly ClassCoverage[];
}

/**
 * @param folder what a relative `--project` starts from
 * @throws UserError for options that do not exist.
 */
export function readTestOptions(args: readonly string[], folder: string): TestOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        project: { type: 'string', default: '.' },
        class: { type: 'string', multiple: true, default: [] },
        'permission-set': { type: 'string', multiple: true, default: [] },
        coverage: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false }
      }
    });
    return {
      ...values,
      project: resolve(folder, values.project),
      classes: values.class,
      permissionSets: values['permission-set']
    };
  } catch (error) {
    throw new UserError(`${error instanceof Error ? error.message : String(error)}\nSee: npm run org -- test --help`);
  }
}

/** @throws CompileError when the Apex is wrong; MetadataError when the metadata cannot be read; UserError for a class that does not exist */
export async function testFolder(options: TestOptions, progress: (text: string) => void): Promise<TestReport> {
  requireFolder(options.project);
  const { runApexTests, UnknownTestInputError } = await import('../jobs/apex-tests.ts');
  let ended = 0;
  const run = await runApexTests({
    projects: [options.project],
    unsupported: 'leaveOut',
    permissionSets: options.permissionSets,
    ...(options.classes.length === 0 ? {} : { classNames: options.classes }),
    onResult: ({ className, method }) => progress(`${++ended} methods · ${className}.${method}`)
  }).catch((error: unknown) => {
    throw error instanceof UnknownTestInputError ? new UserError(error.message) : error;
  });
  return toReport(options.project, run);
}

function toReport(
  project: string,
  { results, coverage, leftOut, classesNotRun, milliseconds }: ApexTestRun
): TestReport {
  const count = (outcome: ApexTestResult['outcome']) => results.filter((result) => result.outcome === outcome).length;
  return {
    version: 1,
    project,
    passed: count('Pass'),
    failed: count('Fail'),
    unsupported: count('Unsupported'),
    milliseconds: Math.round(milliseconds),
    // Which method ran which line is too much to print.
    results: results.map(({ covered: _, ...result }) => result),
    classesNotRun,
    leftOut,
    coverage
  };
}

/** Prints the report and gives the command's exit code. */
export function printTests(terminal: Terminal, report: TestReport, { json, coverage }: TestOptions): number {
  if (json) terminal.line(JSON.stringify(report, null, 2));
  else {
    for (const result of report.results) printResult(terminal, result);
    printLeftOut(terminal, report);
    if (coverage) printCoverage(terminal, report.coverage);
    if (hasNoTests(report)) terminal.line(`There is no test class in ${report.project}.`);
    const notRun = report.classesNotRun.length === 0 ? '' : `, ${report.classesNotRun.length} classes not run`;
    terminal.line(
      `${formatCount(report.passed)} passed, ${formatCount(report.failed)} failed, ${formatCount(report.unsupported)} unsupported${notRun} (${formatDuration(report.milliseconds)})`
    );
  }
  // Nothing that could fail is no success: the folder may be the wrong one.
  if (report.failed > 0 || hasNoTests(report)) return 1;
  return report.unsupported > 0 || report.leftOut.length > 0 ? 2 : 0;
}

function hasNoTests({ results, classesNotRun }: TestReport): boolean {
  return results.length === 0 && classesNotRun.length === 0;
}

function printResult(terminal: Terminal, result: Omit<ApexTestResult, 'covered'>): void {
  if (result.outcome === 'Pass') return;
  const style = result.outcome === 'Fail' ? 'red' : 'yellow';
  terminal.line(`${terminal.style(style, result.outcome.toUpperCase())} ${result.className}.${result.method}`);
  for (const text of [result.message, result.stackTrace]) {
    for (const line of withoutRepetition(text?.split('\n') ?? [])) terminal.line(`  ${line}`);
  }
}

const SHOWN_REPETITIONS = 3;

/** A method that calls itself without end has a thousand equal frames: the first ones, and how many follow. */
function withoutRepetition(lines: readonly string[]): string[] {
  const shown: string[] = [];
  for (let start = 0; start < lines.length;) {
    let end = start + 1;
    while (end < lines.length && lines[end] === lines[start]) end += 1;
    const repeated = lines.slice(start, end);
    shown.push(...repeated.slice(0, SHOWN_REPETITIONS));
    if (repeated.length > SHOWN_REPETITIONS) shown.push(`… the same ${repeated.length - SHOWN_REPETITIONS} times more`);
    start = end;
  }
  return shown;
}

function printLeftOut(terminal: Terminal, { leftOut, classesNotRun }: TestReport): void {
  if (leftOut.length > 0) terminal.line('Left out:');
  for (const { path, line, column, message } of leftOut)
    terminal.line(`  ${path}:${line}:${column} ${terminal.style('yellow', message)}`);
  for (const path of classesNotRun) terminal.line(`${terminal.style('yellow', 'NOT RUN')} ${path}`);
}

function printCoverage(terminal: Terminal, coverage: readonly ClassCoverage[]): void {
  const total = { coverable: 0, covered: 0 };
  for (const { coverable, covered, path, uncoveredLines } of coverage) {
    total.coverable += coverable;
    total.covered += covered;
    // An interface has no line that runs.
    if (coverable === 0) continue;
    const missing = uncoveredLines.length === 0 ? '' : `, not lines ${uncoveredLines.join(', ')}`;
    terminal.line(`${share(covered, coverable).padStart(5)} ${path}${missing}`);
  }
  terminal.line(
    `${share(total.covered, total.coverable).padStart(5)} of ${formatCount(total.coverable)} lines in ${formatCount(coverage.length)} classes`
  );
}

/** Rounded down: less than all is never 100 %. */
function share(covered: number, coverable: number): string {
  return `${coverable === 0 ? 100 : Math.floor((100 * covered) / coverable)} %`;
}
