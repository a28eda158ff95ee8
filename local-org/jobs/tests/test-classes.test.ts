/**
 * How Apex tests run: what they see, what stays from one method to the next, what the `Test` class does. Sources: Apex
 * Developer Guide v65, "Testing Apex"; Apex Reference Guide v65, "Test Class".
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problems, runProject } from './apex-project.ts';

const APEX: Readonly<Record<string, string>> = {
  SeesAllTest: `@IsTest(SeeAllData=true) private class SeesAllTest {
    @IsTest static void seesTheOrg() { Assert.areEqual(1, [SELECT COUNT() FROM Pricebook2 WHERE IsStandard = true]); insert new Account(Name = 'A'); }
    @IsTest(SeeAllData=false) static void seesItAnyway() { Assert.areEqual(1, [SELECT COUNT() FROM Pricebook2]); Assert.areEqual(0, [SELECT COUNT() FROM Account]); }
  }`,
  SeesSomeTest: `@IsTest private class SeesSomeTest {
    @IsTest static void seesNothing() { Assert.areEqual(0, [SELECT COUNT() FROM Pricebook2]); }
    @IsTest(SeeAllData=true) static void seesTheOrg() { Assert.areEqual(1, [SELECT COUNT() FROM Pricebook2]); }
    static testMethod void seesNothingAgain() { Assert.areEqual(0, [SELECT COUNT() FROM Pricebook2]); }
  }`
};

/** Tests that end otherwise than passing: method -> how. */
const OTHERWISE: readonly string[] = [];

test('tests see and leave what the platform says', async () => {
  const run = await runProject(APEX);
  assert.deepEqual(problems(run), OTHERWISE);
  assert.deepEqual(
    [...new Set(run.results.map(({ className }) => className))].sort(),
    Object.keys(APEX)
      .filter((name) => name.endsWith('Test'))
      .sort()
  );
});
