import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { before, test } from 'node:test';
import { CompileError, runApexTests } from '../apex-tests.ts';
import type { ApexTestRun } from '../apex-tests.ts';
import { metadata, putProject } from './apex-project.ts';
import { FIXTURE_PROJECT } from './fixture.ts';

let run: ApexTestRun;
const reported: string[] = [];

before(async () => {
  run = await runApexTests({
    projects: [FIXTURE_PROJECT],
    workers: 2,
    onResult: ({ className, method }) => reported.push(`${className}.${method}`)
  });
});

test('the platform behaves as its Apex tests say', () => {
  const failures = run.results.filter((result) => result.className !== 'OutcomesTest' && result.outcome === 'Fail');
  assert.deepEqual(failures, []);
  assert.equal(run.results.filter((result) => result.className === 'PlatformTest').length, 12);
  assert.equal(run.results.filter((result) => result.className === 'RecordsTest').length, 13);
  assert.deepEqual([...reported].sort(), run.results.map(({ className, method }) => `${className}.${method}`).sort());
});

test('failures carry type, message and Apex stack, and no catch swallows limits or assertions', () => {
  const outcomes = new Map(
    run.results.filter((result) => result.className === 'OutcomesTest').map((result) => [result.method, result])
  );
  const failure = (method: string): string => `${outcomes.get(method)!.message}\n${outcomes.get(method)!.stackTrace}`;
  assert.equal(
    failure('assertionFails'),
    'System.AssertException: Assertion Failed: On purpose: Expected: 1, Actual: 2\nClass.OutcomesTest.assertionFails: line 9, column 1'
  );
  assert.equal(
    failure('exceptionEscapes'),
    'Parcels.LostException: The parcel is lost.\nClass.Parcels.lose: line 49, column 1\nClass.OutcomesTest.exceptionEscapes: line 19, column 1'
  );
  assert.equal(
    failure('tooManyQueries'),
    'System.LimitException: Too many SOQL queries: 101\nClass.OutcomesTest.tooManyQueries: line 25, column 1'
  );
  assert.equal(
    failure('tooMuchTime'),
    'System.LimitException: Apex CPU time limit exceeded\nClass.OutcomesTest.tooMuchTime: line 32, column 1'
  );
  assert.match(
    failure('queryOfABrokenMock'),
    /^System\.TypeException: Methods defined as TestMethod do not support Web service callouts\n/
  );
  assert.equal(outcomes.get('staticsStartAgain')!.outcome, 'Pass');
  assert.equal(outcomes.get('staticsStartAgain')!.queries, 1);
});

test('coverage counts lines of classes that are no tests', () => {
  const sender = run.coverage.find(({ className }) => className === 'ParcelSender')!;
  assert.deepEqual([sender.coverable, sender.covered, sender.uncoveredLines], [13, 11, [13, 18]]);
  assert.equal(
    run.coverage.some(({ className }) => className.endsWith('Test')),
    false
  );
});

test('one class can be chosen, an unknown one is refused', async () => {
  const { results } = await runApexTests({ projects: [FIXTURE_PROJECT], classNames: ['recordstest'], workers: 1 });
  assert.deepEqual([...new Set(results.map(({ className }) => className))], ['RecordsTest']);
  await assert.rejects(
    runApexTests({ projects: [FIXTURE_PROJECT], classNames: ['Parcels'] }),
    /the class Parcels has no test methods/
  );
  const one = await runApexTests({
    projects: [FIXTURE_PROJECT],
    classNames: ['OutcomesTest.staticsstartagain', 'outcomestest.exceptionEscapes'],
    workers: 1
  });
  assert.deepEqual(one.results.map(({ method }) => method).sort(), ['exceptionEscapes', 'staticsStartAgain']);
  await assert.rejects(
    runApexTests({ projects: [FIXTURE_PROJECT], classNames: ['OutcomesTest.nope'] }),
    /the class OutcomesTest has no test method nope; it has assertionFails, /
  );
});

test('the user holds the permission sets that are named, and no others', async () => {
  const root = mkdtempSync(path.join(tmpdir(), 'apex-tests-'));
  const query = "@IsTest static void sees() { Database.query('SELECT Code__c FROM Account', AccessLevel.USER_MODE); }";
  const grant =
    '<fieldPermissions><editable>false</editable><field>Account.Code__c</field><readable>true</readable></fieldPermissions>';
  putProject(root, {
    apex: { SeesTest: `@IsTest private class SeesTest { ${query} }` },
    files: {
      'objects/Account/fields/Code__c.field-meta.xml': metadata(
        'CustomField',
        '<fullName>Code__c</fullName><label>C</label><type>Text</type><length>9</length>'
      ),
      'permissionsets/Sees.permissionset-meta.xml': metadata('PermissionSet', `${grant}<label>Sees</label>`)
    }
  });
  const outcome = async (...permissionSets: readonly string[]): Promise<string> => {
    const { results } = await runApexTests({ projects: [root], workers: 1, permissionSets });
    return `${results[0]!.outcome} ${results[0]!.message ?? ''}`;
  };
  try {
    assert.match(await outcome(), /^Fail System\.QueryException: .*No such column 'Code__c'/s);
    assert.equal(await outcome('sees'), 'Pass ');
    await assert.rejects(
      outcome('Nope'),
      /^UnknownTestInputError: the project has no permission set Nope; it has Sees$/
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

test('wrong Apex comes back as problems with their places', async () => {
  const broken = new URL('../../tests/broken-project', import.meta.url).pathname;
  await assert.rejects(runApexTests({ projects: [broken] }), (error) => {
    assert.ok(error instanceof CompileError);
    assert.deepEqual(
      error.problems.map(({ path, line, message }) => `${path}:${line} ${message}`),
      ['force-app/classes/Later.cls:3 Invalid type: Slack.App (or not supported by the local org)']
    );
    return true;
  });
});
