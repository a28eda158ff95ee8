/** Runs Apex tests: compiles once, spreads the test classes over worker threads, unites results and coverage. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { CompileProblem } from '../apex/symbols.ts';
import type { CoveredLines } from '../runtime/machine/statements.ts';
import { compileOrg } from './compile-org.ts';
import type { CompiledOrg } from './compile-org.ts';
import { chosenClasses, chosenPermissionSets, testsLeftOut } from './chosen-tests.ts';
import type { OrgData, TestClassRequest, TestWorkerMessage, TestWorkerSetup } from './test-worker-protocol.ts';

export { testClasses, UnknownTestInputError } from './chosen-tests.ts';
export { CompileError } from './compile-org.ts';

export interface CompiledTestOptions {
  /** Only these test classes, or methods of them (`Foo.bar`). @throws UnknownTestInputError for other names */
  readonly classNames?: readonly string[];
  /** Only these methods of the classes named here; both in lower case. */
  readonly methods?: ReadonlyMap<string, readonly string[]>;
  /** Permission sets of the projects that the user holds whom the tests run as. @throws UnknownTestInputError for others */
  readonly permissionSets?: readonly string[];
  /** 'unreachable' makes methods with `SeeAllData=true` unsupported; left out: the tests stand for those of a new org. */
  readonly orgData?: OrgData;
  /** Threads; as many as the machine has cores, and four at most, when left out. */
  readonly workers?: number;
  /** Told of every method as it ends. */
  readonly onResult?: (result: ApexTestResult) => void;
}

export interface ApexTestOptions extends CompiledTestOptions {
  /** sfdx project directories. */
  readonly projects: readonly string[];
  /** What the local org does not know: refuse the projects (the default), or leave it out and run what does not need it. */
  readonly unsupported?: 'refuse' | 'leaveOut';
}

export interface ApexTestResult {
  readonly className: string;
  readonly method: string;
  /** 'Unsupported': the test reached something that the local org does not know, which says nothing about the code. */
  readonly outcome: 'Pass' | 'Fail' | 'Unsupported';
  /** `System.AssertException: Assertion Failed: …`; null when it passed. */
  readonly message: string | null;
  /** `Class.FooTest.bar: line 12, column 1`, innermost first; null when it passed. */
  readonly stackTrace: string | null;
  readonly milliseconds: number;
  readonly queries: number;
  readonly dmlStatements: number;
  /** What the method ran, test classes included. */
  readonly covered: readonly CoveredLines[];
}

export interface ClassCoverage {
  /** The top-level class; its inner classes count with it. */
  readonly className: string;
  readonly path: string;
  /** Lines with statements. */
  readonly coverable: number;
  readonly covered: number;
  readonly uncoveredLines: readonly number[];
}

export interface ApexTestRun {
  /** By class and method, in the order of the sources. */
  readonly results: readonly ApexTestResult[];
  /** Test classes are not counted, as on the platform. */
  readonly coverage: readonly ClassCoverage[];
  /** What was left out, and why. */
  readonly leftOut: readonly CompileProblem[];
  /** Test classes that were left out as a whole, by path. */
  readonly classesNotRun: readonly string[];
  readonly milliseconds: number;
}

const MOST_WORKERS = 4;

/** @throws CompileError, MetadataError; a failing test is a result, not an error */
export async function runApexTests(options: ApexTestOptions): Promise<ApexTestRun> {
  const started = performance.now();
  const compiled = compileOrg(options.projects, { unsupported: options.unsupported ?? 'refuse', packages: 'shown' });
  const run = await runCompiledTests(compiled, options);
  return { ...run, milliseconds: performance.now() - started };
}

/** The tests of an org that is compiled already, on databases of their own. */
export async function runCompiledTests(compiled: CompiledOrg, options: CompiledTestOptions): Promise<ApexTestRun> {
  const started = performance.now();
  const wanted = chosenClasses(compiled, options.classNames);
  const permissionSets = chosenPermissionSets(compiled, options.permissionSets ?? []);
  const count = Math.max(1, Math.min(options.workers ?? Math.min(availableParallelism(), MOST_WORKERS), wanted.length));
  const queue = wanted.map(({ className, methods }) => ({
    className,
    methods: options.methods?.get(className.toLowerCase()) ?? methods
  }));
  const results: ApexTestResult[] = [];
  const coverage = await Promise.all(
    Array.from({ length: count }, () =>
      runWorker({ compiled, permissionSets, orgData: options.orgData ?? 'none' }, queue, (result) => {
        results.push(result);
        options.onResult?.(result);
      })
    )
  );
  const order = new Map(wanted.map(({ className }, index) => [className, index]));
  // Within a class the methods came in order, from one worker.
  results.sort((a, b) => order.get(a.className)! - order.get(b.className)!);
  return {
    results,
    coverage: united(compiled, [...coverage.flat(), ...results.flatMap(({ covered }) => covered)]),
    leftOut: compiled.leftOut,
    classesNotRun: testsLeftOut(compiled),
    milliseconds: performance.now() - started
  };
}

/** Feeds one worker from the queue until it is empty; gives the worker's coverage. */
function runWorker(
  workerData: TestWorkerSetup,
  queue: TestClassRequest[],
  onResult: (result: ApexTestResult) => void
): Promise<readonly CoveredLines[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./test-worker-boot.mjs', import.meta.url), { workerData, execArgv: [] });
    let finished = false;
    const next = (): void => worker.postMessage(queue.shift() ?? null);
    worker.on('message', (message: TestWorkerMessage) => {
      switch (message.type) {
        case 'ready':
        case 'classDone':
          next();
          break;
        case 'result':
          onResult(message.result);
          break;
        case 'coverage':
          finished = true;
          resolve(message.lines);
          void worker.terminate();
          break;
      }
    });
    worker.on('error', reject);
    worker.on('exit', () => {
      if (!finished) reject(new Error('a test worker ended before its tests did'));
    });
  });
}

function united(compiled: CompiledOrg, parts: readonly CoveredLines[]): ClassCoverage[] {
  return compiled.files.flatMap((file) => {
    const [top] = file.classes;
    if (top === undefined || top.isTest) return [];
    const coverable = new Set(file.hookLines);
    const covered = new Set(parts.filter((part) => part.path === file.path).flatMap((part) => part.covered));
    const uncoveredLines = [...coverable].filter((line) => !covered.has(line)).sort((a, b) => a - b);
    return [
      {
        className: top.simpleName,
        path: file.path,
        coverable: coverable.size,
        covered: coverable.size - uncoveredLines.length,
        uncoveredLines
      }
    ];
  });
}
