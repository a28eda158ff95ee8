/** What test classes and methods have to be. Expected is what Salesforce's own compiler says, with its columns. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemsOf } from './fixture.ts';

const CASES: ReadonlyArray<readonly [source: string, ...problems: string[]]> = [
  [
    '@IsTest(SeeAllData=true) private class A { @IsTest static void t() {} @IsTest(SeeAllData=false) static void u() {} }'
  ],
  [
    '@IsTest(SeeAllData=true) private class A { @TestSetup static void s() {} @IsTest static void t() {} }',
    '40 Test class cannot be annotated with @isTest(SeeAllData=true)'
  ],
  [
    '@IsTest(SeeAllData=true IsParallel=true) private class A { @IsTest static void t() {} }',
    '56 Test class annotated with @isTest(IsParallel=true) cannot also be annotated with @isTest(SeeAllData=true)'
  ],
  [
    '@IsTest private class A { @TestSetup static void s() {} @IsTest(SeeAllData=true) static void t() {} }',
    '23 Test class containing a test setup method cannot have any methods annotated with @isTest(SeeAllData=true)'
  ],
  [
    '@IsTest(IsParallel=true) private class A { @IsTest(SeeAllData=true) static void t() {} }',
    '40 Test class annotated with @isTest(IsParallel=true) cannot have any methods annotated with @isTest(SeeAllData=true)'
  ],
  [
    '@IsTest private class A { @IsTest(IsParallel=true) static void t() {} }',
    '64 Annotation property, isParallel on IsTest, is not allowed on methods'
  ],
  [
    '@IsTest private class A { @IsTest(critical=true) static void t() {} }',
    '35 Annotation property, critical on IsTest, must be in version 66 or higher',
    '62 Annotation property, critical on IsTest, is not allowed on methods'
  ],
  ['@IsTest(OnInstall=true) private class A { @IsTest(OnInstall=true) static void t() {} }'],
  ['@IsTest public virtual class A { @IsTest static void t() {} }', '30 IsTest classes cannot be virtual'],
  ['@IsTest public abstract class A { @IsTest static void t() {} }', '31 IsTest classes cannot be abstract'],
  ['@IsTest private interface A { }', '27 IsTest is not allowed on interfaces'],
  ['public class A { @IsTest class B { } }', '32 IsTest can only be used on a top level type'],
  [
    '@IsTest class A { testMethod void t() {} @IsTest void u() {} @IsTest static void x(Integer i) {} }',
    '35 testMethod methods must be declared as static',
    '55 IsTest methods must be declared as static',
    '82 Test methods must have no arguments'
  ],
  ['@IsTest class A { static testmethod void t() {} testMethod static void u() {} }'],
  [
    'public class A { static testMethod void u() {} }',
    '41 Defining type for testMethod methods must be declared as IsTest'
  ],
  ['@IsTest class A { @IsTest static testMethod void u() {} }', '50 testMethod are by default IsTest'],
  ['@IsTest class A { @TestSetup static Integer u() { return 1; } }', '45 Test setup method must return void'],
  ['@IsTest class A { @TestSetup static void u(Integer i) {} }', '42 Test methods must have no arguments'],
  ['@IsTest class A { @TestSetup static testMethod void u() {} }', '53 TestSetup methods cannot be testMethod'],
  [
    '@IsTest class A { @TestSetup static void u() {} @TestSetup static void v() {} }',
    '15 Only one method per type can be defined with: TestSetup'
  ],
  [
    '@IsTest class A { static Integer h() { System.runAs(new User()) { return 1; } } }',
    '34 Missing return statement required return type: Integer'
  ],
  [
    '@IsTest class A { static void h() { SObject s; System.runAs(s) { } } }',
    "48 runAs requires a single argument of type 'User' or 'Version'"
  ]
];

test('test classes as the platform compiles and refuses them', () => {
  for (const [source, ...expected] of CASES)
    assert.deepEqual(
      problemsOf({ A: source }).map(({ column, message }) => `${column} ${message}`),
      expected,
      source
    );
});
