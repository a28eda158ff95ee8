/** `runTestsAsynchronous` and `runTestsSynchronous` of the Tooling API. */
import { runCompiledTests, testClasses } from '../../jobs/apex-tests.ts';
import type { ApexTestResult } from '../../jobs/apex-tests.ts';
import type { CompiledOrg } from '../../jobs/compile-org.ts';
import { json } from '../http/answer.ts';
import type { ApiAnswer } from '../http/answer.ts';
import { ApiError } from '../http/errors.ts';
import { isObject, jsonObject } from '../http/request.ts';
import type { ApiRequest } from '../http/request.ts';
import type { Route } from '../http/router.ts';
import type { OrgRegistry } from '../orgs/registry.ts';
import type { Session } from '../session.ts';
import { classId, keepCoverage } from './apex-coverage.ts';
import { beginRun, endRun, failRun } from './apex-test-runs.ts';

/** Which tests to run. */
export interface TestSelection {
  readonly classNames: readonly string[];
  /** Lower-case class name -> lower-case method names; a class that is not in it runs whole. */
  readonly methods: ReadonlyMap<string, readonly string[]>;
  readonly isAllTests: boolean;
  readonly withCoverage: boolean;
}

export function apexTestRoutes(orgs: OrgRegistry, onError: (error: unknown) => void): Route[] {
  return [
    {
      route: 'POST /services/data/v:version/tooling/runTestsAsynchronous',
      handle: (request, session) => runLater(request, session, orgs, onError)
    },
    { route: 'POST /services/data/v:version/tooling/runTestsSynchronous', handle: runNow }
  ];
}

/** Answers the job's id; the run goes on and leaves its results as rows. */
function runLater(
  request: ApiRequest,
  session: Session,
  orgs: OrgRegistry,
  onError: (error: unknown) => void
): ApiAnswer {
  const { org, userId } = session;
  const selection = selectionOf(jsonObject(request), session);
  const { compiled } = org.local;
  const run = beginRun(org, userId, selection);
  runCompiledTests(compiled, { ...selection, orgData: 'unreachable' })
    .then(async ({ results }) => {
      // A deployment may have put another in this org's place meanwhile.
      const now = await orgs.open(org.facts.id);
      endRun(now, run, results);
      if (selection.withCoverage) keepCoverage(now, compiled, results);
    })
    .catch(async (error: unknown) => {
      failRun(await orgs.open(org.facts.id), run, error);
      onError(error);
    })
    .catch(onError);
  return json(run.jobId);
}

async function runNow(request: ApiRequest, session: Session): Promise<ApiAnswer> {
  const { org } = session;
  const selection = selectionOf(jsonObject(request), session);
  if (selection.classNames.length > 1)
    throw new ApiError(
      400,
      'INVALID_INPUT',
      'Synchronous test runs can include test methods from only one Apex class.'
    );
  const { compiled } = org.local;
  const { results } = await runCompiledTests(compiled, { ...selection, orgData: 'unreachable' });
  if (selection.withCoverage) keepCoverage(org, compiled, results);
  const failures = results.filter(({ outcome }) => outcome !== 'Pass');
  return json({
    apexLogId: null,
    codeCoverage: [],
    codeCoverageWarnings: [],
    failures: failures.map((result) => ({
      ...methodJson(org, result),
      message: result.message,
      packageName: result.className,
      stackTrace: result.stackTrace,
      type: 'Class'
    })),
    flowCoverage: [],
    flowCoverageWarnings: [],
    numFailures: failures.length,
    numTestsRun: results.length,
    successes: results.filter(({ outcome }) => outcome === 'Pass').map((result) => methodJson(org, result)),
    totalTime: Math.round(results.reduce((sum, { milliseconds }) => sum + milliseconds, 0))
  });
}

function methodJson(org: Session['org'], { className, method, milliseconds }: ApexTestResult): Record<string, unknown> {
  return {
    id: classId(org, className),
    methodName: method,
    name: className,
    namespace: null,
    seeAllData: false,
    time: Math.round(milliseconds)
  };
}

/** @throws ApiError 400 for tests that there are not */
function selectionOf(body: Readonly<Record<string, unknown>>, { org }: Session): TestSelection {
  const { compiled } = org.local;
  const { testLevel, tests, classNames } = body;
  if (body['suiteNames'] !== undefined || body['suiteids'] !== undefined)
    throw new ApiError(501, 'FUNCTIONALITY_NOT_ENABLED', 'not supported by the local org: test suites');
  const withCoverage = body['skipCodeCoverage'] !== true;
  if (testLevel === 'RunLocalTests' || testLevel === 'RunAllTestsInOrg')
    return { classNames: testClasses(compiled), methods: new Map(), isAllTests: true, withCoverage };
  const named = Array.isArray(tests) ? tests.map((test: unknown) => namedTest(test, org)) : namesOf(classNames);
  if (named.length === 0) throw new ApiError(400, 'INVALID_INPUT', 'Specify the tests to run.');
  const all = new Map(testClasses(compiled).map((name) => [name.toLowerCase(), name]));
  const methods = new Map<string, readonly string[]>();
  const chosen = named.map(({ className, testMethods }) => {
    const found = all.get(className.toLowerCase());
    if (found === undefined)
      throw new ApiError(
        400,
        'INVALID_INPUT',
        `This class name's value is invalid: ${className}. Provide the name of an Apex class that has test methods.`
      );
    if (testMethods !== null) methods.set(found.toLowerCase(), knownMethods(compiled, found, testMethods));
    return found;
  });
  return { classNames: [...new Set(chosen)], methods, isAllTests: false, withCoverage };
}

interface NamedTest {
  readonly className: string;
  readonly testMethods: readonly string[] | null;
}

function namedTest(test: unknown, org: Session['org']): NamedTest {
  if (!isObject(test)) throw new ApiError(400, 'INVALID_INPUT', 'A test is an object with className or classId.');
  const { className, classId: id, testMethods } = test;
  const methods = Array.isArray(testMethods) && testMethods.length > 0 ? testMethods.map(String) : null;
  if (typeof className === 'string') return { className, testMethods: methods };
  const [row] = typeof id === 'string' ? org.platform.find('ApexClass', { Id: id }) : [];
  if (row === undefined) throw new ApiError(400, 'INVALID_INPUT', 'A test names no class of this org.');
  return { className: String(row['Name']), testMethods: methods };
}

function namesOf(text: unknown): NamedTest[] {
  return typeof text === 'string'
    ? text
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '')
        .map((className) => ({ className, testMethods: null }))
    : [];
}

function knownMethods(compiled: CompiledOrg, className: string, wanted: readonly string[]): string[] {
  const definition = compiled.files.flatMap(({ classes }) => classes).find(({ name }) => name === className)!;
  const known = new Set(definition.methods.filter(({ isTest }) => isTest).map(({ name }) => name.toLowerCase()));
  return wanted.map((name) => {
    if (!known.has(name.toLowerCase()))
      throw new ApiError(400, 'INVALID_INPUT', `This test method's value is invalid: ${className}.${name}.`);
    return name.toLowerCase();
  });
}
