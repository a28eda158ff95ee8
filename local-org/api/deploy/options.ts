/** The options of a deployment, as SOAP (texts) and REST (JSON) give them. */
import { ApiError } from '../http/errors.ts';
import { TEST_LEVELS } from './result.ts';
import type { DeployOptions, TestLevel } from './result.ts';

/** What changes nothing about how the local org deploys. */
const WITHOUT_EFFECT = new Set(['allowMissingFiles', 'autoUpdatePackage', 'performRetrieve', 'singlePackage']);
const KNOWN = new Set(['checkOnly', 'ignoreWarnings', 'purgeOnDelete', 'rollbackOnError', 'runTests', 'testLevel']);

/** @throws ApiError 400 for options that do not exist or do not go together */
export function deployOptions(given: Readonly<Record<string, unknown>>): DeployOptions {
  for (const name of Object.keys(given))
    if (!KNOWN.has(name) && !WITHOUT_EFFECT.has(name))
      throw new ApiError(400, 'INVALID_FIELD', `not supported by the local org: the deploy option ${name}`);
  const flag = (name: string, fallback: boolean): boolean => {
    const value = given[name];
    return value === undefined || value === null ? fallback : value === true || value === 'true';
  };
  const runTests = tests(given['runTests']);
  const testLevel = level(given['testLevel'], runTests);
  return {
    checkOnly: flag('checkOnly', false),
    ignoreWarnings: flag('ignoreWarnings', false),
    rollbackOnError: flag('rollbackOnError', false),
    purgeOnDelete: flag('purgeOnDelete', false),
    testLevel,
    runTests
  };
}

function tests(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).map(String).filter((name) => name !== '');
}

function level(value: unknown, runTests: readonly string[]): TestLevel {
  if (value === undefined || value === null || value === '')
    return runTests.length > 0 ? 'RunSpecifiedTests' : 'NoTestRun';
  const found = TEST_LEVELS.find((each) => each === value);
  if (found === undefined)
    throw new ApiError(
      400,
      'INVALID_OPERATION',
      `not supported by the local org: the test level ${typeof value === 'string' ? value : JSON.stringify(value)}`
    );
  if (found !== 'RunSpecifiedTests' && runTests.length > 0)
    throw new ApiError(400, 'INVALID_OPERATION', 'runTests can be used only with a testLevel of RunSpecifiedTests');
  if (found === 'RunSpecifiedTests' && runTests.length === 0)
    throw new ApiError(400, 'INVALID_OPERATION', 'runTests must be specified with a testLevel of RunSpecifiedTests');
  return found;
}
