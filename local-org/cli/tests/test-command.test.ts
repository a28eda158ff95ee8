/** `npm run org -- test`: what it says and how it ends, whatever it is pointed at. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { printTests, readTestOptions, testFolder } from '../test-command.ts';
import type { TestReport } from '../test-command.ts';
import { Terminal } from '../terminal.ts';
import { folder, project } from './project-on-disk.ts';

const SUM_TEST = `@IsTest
private class SumTest {
  @IsTest
  static void adds() {
    Assert.areEqual(3, Sum.of(1, 2));
  }
  @IsTest
  static void addsWrongly() {
    Assert.areEqual(4, Sum.of(1, 2), 'one and two');
  }
  @IsTest
  static void goesOnForEver() {
    again();
  }
  static void again() {
    again();
  }
}`;
const SUM = 'public class Sum {\n  public static Integer of(Integer a, Integer b) {\n    return a + b;\n  }\n}';

const root = project({ 'app/Sum.cls': SUM, 'app/SumTest.cls': SUM_TEST });

function read(...args: readonly string[]): Promise<TestReport> {
  return testFolder(readTestOptions(args, folder), () => undefined);
}

function said(report: TestReport, ...args: readonly string[]): { code: number; lines: string[] } {
  const lines: string[] = [];
  const terminal = new Terminal();
  terminal.line = (text = '') => lines.push(...text.split('\n'));
  const code = printTests(terminal, report, readTestOptions(args, folder));
  return { code, lines };
}

describe('npm run org -- test', () => {
  it('shows why and where a test fails, what is covered, and ends with 1', async () => {
    const { code, lines } = said(await read('--project', root), '--coverage');
    assert.deepEqual(lines.slice(0, -1), [
      'FAIL SumTest.addsWrongly',
      '  System.AssertException: Assertion Failed: one and two: Expected: 4, Actual: 3',
      '  Class.SumTest.addsWrongly: line 9, column 1',
      'FAIL SumTest.goesOnForEver',
      '  System.LimitException: Maximum stack depth reached: 1001',
      ...Array.from({ length: 3 }, () => '  Class.SumTest.again: line 16, column 1'),
      '  … the same 996 times more',
      '  Class.SumTest.goesOnForEver: line 13, column 1',
      '100 % app/Sum.cls',
      '100 % of 2 lines in 1 classes'
    ]);
    assert.match(lines.at(-1)!, /^1 passed, 2 failed, 0 unsupported/);
    assert.equal(code, 1);
  });

  it('says when there is no test, which is no success', async () => {
    const empty = project({ 'app/Sum.cls': SUM });
    const { code, lines } = said(await read('--project', empty));
    assert.deepEqual([lines[0], code], [`There is no test class in ${empty}.`, 1]);
  });

  const wrong: ReadonlyArray<readonly [name: string, args: readonly string[], message: RegExp]> = [
    [
      'a misspelt class',
      ['--project', root, '--class', 'SummTest'],
      /^there is no test class SummTest; did you mean SumTest\?$/
    ],
    ['a class without tests', ['--project', root, '--class', 'Sum'], /^the class Sum has no test methods$/],
    ['no such folder', ['--project', 'nowhere'], /^there is no folder .*nowhere; name one with --project$/],
    ['a file', ['--project', join(root, 'sfdx-project.json')], /is not a folder; name the folder that it is in$/]
  ];
  for (const [name, args, message] of wrong) {
    it(`says one thing about ${name}`, () => assert.rejects(read(...args), { name: 'UserError', message }));
  }
});
