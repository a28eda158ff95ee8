/** The Apex tests of a deployment, and the coverage that it needs. */
import type { CompiledOrg } from '../../jobs/compile-org.ts';
import { runCompiledTests, testClasses } from '../../jobs/apex-tests.ts';
import type { ApexTestResult, ApexTestRun, ClassCoverage } from '../../jobs/apex-tests.ts';
import type { ComponentName } from '../metadata/layout.ts';
import type {
  CodeCoverage,
  CoverageWarning,
  DeployOptions,
  RunTestResult,
  TestFailure,
  TestSuccess
} from './result.ts';
import { NO_TESTS } from './result.ts';

/** Percent of the lines that tests have to run. */
export const MINIMUM_COVERAGE = 75;

export interface DeployTests {
  readonly compiled: CompiledOrg;
  /** Path of compile results -> is it the org's own, not a package's? */
  readonly isOwn: (path: string) => boolean;
  readonly options: DeployOptions;
  readonly deployed: readonly ComponentName[];
  /** Id of a class or trigger; '' while it has none. */
  readonly idOf: (name: ComponentName) => string;
  readonly onTest: (result: ApexTestResult) => void;
}

/** A test class that was asked for and is none. */
export class NoTestClassError extends Error {
  override readonly name = 'NoTestClassError';
}

/** Names of the classes to run. @throws NoTestClassError */
export function classesToRun({
  compiled,
  isOwn,
  options
}: Pick<DeployTests, 'compiled' | 'isOwn' | 'options'>): string[] {
  const all = testClasses(compiled);
  const paths = new Map(compiled.files.flatMap((file) => file.classes.map((each) => [each.name, file.path] as const)));
  switch (options.testLevel) {
    case 'NoTestRun':
      return [];
    case 'RunAllTestsInOrg':
      return all;
    case 'RunLocalTests':
      return all.filter((name) => isOwn(paths.get(name)!));
    case 'RunSpecifiedTests':
      return options.runTests.map((wanted) => {
        const found = all.find((name) => name.toLowerCase() === wanted.toLowerCase());
        if (found === undefined) throw new NoTestClassError(`No tests found for class: ${wanted}`);
        return found;
      });
  }
}

/** @throws NoTestClassError */
export async function runDeployTests(tests: DeployTests): Promise<RunTestResult> {
  const classNames = classesToRun(tests);
  if (tests.options.testLevel === 'NoTestRun') return NO_TESTS;
  const run = await runCompiledTests(tests.compiled, {
    classNames,
    onResult: tests.onTest,
    orgData: 'unreachable'
  });
  return asTestResult(run, tests);
}

function asTestResult(run: ApexTestRun, tests: DeployTests): RunTestResult {
  const successes: TestSuccess[] = [];
  const failures: TestFailure[] = [];
  let totalTime = 0;
  for (const result of run.results) {
    const { className, method, milliseconds, message, stackTrace, outcome } = result;
    totalTime += milliseconds;
    const base = {
      id: tests.idOf({ type: 'ApexClass', fullName: className }),
      methodName: method,
      name: className,
      namespace: null,
      seeAllData: false,
      time: Math.round(milliseconds)
    };
    if (outcome === 'Pass') successes.push(base);
    else
      failures.push({
        ...base,
        message: message ?? '',
        packageName: className,
        stackTrace: stackTrace ?? '',
        type: 'Class'
      });
  }
  const coverage = run.coverage.filter(({ path }) => tests.isOwn(path));
  return {
    numFailures: failures.length,
    numTestsRun: run.results.length,
    totalTime: Math.round(totalTime),
    codeCoverage: coverage.map((each) => codeCoverage(each, tests)),
    codeCoverageWarnings: coverageWarnings(coverage, tests),
    failures,
    successes
  };
}

function isTrigger({ path }: ClassCoverage): boolean {
  return path.endsWith('.trigger');
}

function idOfCovered(each: ClassCoverage, { idOf }: Pick<DeployTests, 'idOf'>): string {
  return idOf({ type: isTrigger(each) ? 'ApexTrigger' : 'ApexClass', fullName: each.className });
}

function codeCoverage(each: ClassCoverage, tests: DeployTests): CodeCoverage {
  return {
    id: idOfCovered(each, tests),
    name: each.className,
    namespace: null,
    type: isTrigger(each) ? 'Trigger' : 'Class',
    numLocations: each.coverable,
    numLocationsNotCovered: each.coverable - each.covered,
    locationsNotCovered: each.uncoveredLines.map((line) => ({ column: 0, line, numExecutions: 0, time: -1 }))
  };
}

/** Percent, rounded down, so that what is too little never looks like enough; 100 where nothing can be covered. */
export function percentCovered(coverage: readonly ClassCoverage[]): number {
  const sum = (read: (each: ClassCoverage) => number) => coverage.reduce((total, each) => total + read(each), 0);
  const coverable = sum(({ coverable: lines }) => lines);
  return coverable === 0 ? 100 : Math.floor((sum(({ covered }) => covered) * 100) / coverable);
}

function coverageWarnings(coverage: readonly ClassCoverage[], tests: DeployTests): CoverageWarning[] {
  const warnings: CoverageWarning[] = [];
  const warn = (each: ClassCoverage, minimum: number): void => {
    const what = isTrigger(each) ? 'Trigger' : 'Class';
    warnings.push({
      id: idOfCovered(each, tests),
      message: `Test coverage of selected Apex ${what} is ${percentCovered([each])}%, at least ${minimum}% test coverage is required`,
      name: each.className,
      namespace: null
    });
  };
  if (tests.options.testLevel === 'RunSpecifiedTests') {
    const names = new Set(tests.deployed.map(({ fullName }) => fullName.toLowerCase()));
    for (const each of coverage)
      if (names.has(each.className.toLowerCase()) && percentCovered([each]) < MINIMUM_COVERAGE)
        warn(each, MINIMUM_COVERAGE);
    return warnings;
  }
  for (const each of coverage) if (isTrigger(each) && each.covered === 0) warn(each, 1);
  const average = percentCovered(coverage);
  if (average < MINIMUM_COVERAGE)
    warnings.push({
      id: '',
      message: `Average test coverage across all Apex Classes and Triggers is ${average}%, at least ${MINIMUM_COVERAGE}% test coverage is required.`,
      name: null,
      namespace: null
    });
  return warnings;
}
