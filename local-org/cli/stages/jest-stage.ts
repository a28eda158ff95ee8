import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { projectRoot } from '../bootstrap.mjs';
import { coverageNote } from './coverage.ts';
import { runProcess } from './process.ts';
import type { Failure, Skip, Stage, StageResult } from './stage.ts';

/** The part of Jest's `--json` result that is used. */
interface JestResult {
  readonly testResults: readonly {
    readonly name: string;
    /** Why the file could not run; '' when its tests ran. */
    readonly message: string;
    readonly status: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: 'passed' | 'failed' | 'pending' | 'skipped' | 'todo' | 'disabled';
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

const OPTIONS = [
  '--ci',
  '--json',
  '--coverage',
  '--coverageReporters=json-summary',
  '--coverageReporters=text-summary'
];

/** The component tests. */
export const jestStage: Stage = {
  name: 'lwc',
  title: 'LWC (Jest)',
  async run(progress) {
    const folder = mkdtempSync(join(tmpdir(), 'elements-jest-'));
    try {
      const file = join(folder, 'result.json');
      const jest = join(projectRoot, 'node_modules', 'jest', 'bin', 'jest.js');
      progress('jest');
      const { code, output } = await runProcess(process.execPath, [jest, ...OPTIONS, `--outputFile=${file}`], {
        env: { FORCE_COLOR: '0' }
      });
      return readJestResult(file, code, output);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
};

function readJestResult(file: string, code: number | null, output: string): StageResult {
  let result: JestResult;
  try {
    result = JSON.parse(readFileSync(file, 'utf8')) as JestResult;
  } catch {
    throw new Error(`Jest did not run:\n${output}`);
  }
  let passed = 0;
  const failures: Failure[] = [];
  const skipped: Skip[] = [];
  for (const testFile of result.testResults) {
    const path = relative(projectRoot, testFile.name);
    if (testFile.status === 'failed' && testFile.assertionResults.length === 0) {
      failures.push({ name: path, output: stripVTControlCharacters(testFile.message) });
    }
    for (const { fullName, status, failureMessages } of testFile.assertionResults) {
      const name = `${path}: ${fullName}`;
      if (status === 'passed') passed++;
      else if (status === 'failed')
        failures.push({ name, output: stripVTControlCharacters(failureMessages.join('\n')) });
      else skipped.push({ name, reason: status, tests: 1 });
    }
  }
  if (passed + failures.length + skipped.length === 0) throw new Error(`Jest found no test:\n${output}`);
  // Jest also fails when the coverage is below what jest.config.js asks for; then it says so in its output.
  if (code !== 0 && failures.length === 0) failures.push({ name: 'Jest', output });
  return { passed, failures, skipped, notes: [coverageNote('lwc', 'the components')] };
}
