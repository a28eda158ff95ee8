import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { LocalOrg } from '../local-org.ts';
import { FIXTURE_PROJECT } from './fixture.ts';

let org: LocalOrg;

before(async () => {
  org = await LocalOrg.open({ projects: [FIXTURE_PROJECT], databaseFile: ':memory:', clock: 'virtual' });
});

after(() => org.close());

async function run(source: string) {
  const result = await org.executeAnonymous(source);
  if (!result.compiled) assert.fail(`${result.line}:${result.column}: ${result.problem}`);
  return result;
}

test('a block is committed and its debug lines are in the log', async () => {
  const result = await run(
    "Integer twice(Integer n) { return n * 2; }\nParcel__c parcel = new Parcel__c(Name = 'by hand');\ninsert parcel;\nSystem.debug(twice(21));\nSystem.debug(LoggingLevel.FINE, 'hidden');"
  );
  assert.equal(result.exceptionMessage, null);
  assert.match(result.debugLog, /^65\.0 APEX_CODE,DEBUG\nExecute Anonymous: Integer twice/);
  assert.match(result.debugLog, /\|USER_DEBUG\|\[4\]\|DEBUG\|42\n/);
  assert.doesNotMatch(result.debugLog, /\|hidden/);
  const rows = await org.query("SELECT Name FROM Parcel__c WHERE Name = 'by hand'");
  assert.equal(rows.length, 1);
});

test('what is thrown comes back with its stack, and nothing stays', async () => {
  const result = await run("insert new Parcel__c(Name = 'gone');\nInteger zero = 0;\nSystem.debug(1 / zero);");
  assert.equal(result.exceptionMessage, 'System.MathException: Divide by 0');
  assert.equal(result.exceptionStackTrace, 'AnonymousBlock: line 3, column 1');
  assert.match(result.debugLog, /\|FATAL_ERROR\|System\.MathException: Divide by 0\n\nAnonymousBlock: line 3/);
  assert.deepEqual(await org.query("SELECT Id FROM Parcel__c WHERE Name = 'gone'"), []);
});

test('methods and inner types see the variables of the block', async () => {
  const result = await run(
    'Integer x = 1;\nvoid add() { x++; }\nclass Reader { Integer read() { return x; } }\nInteger twice { get { return x * 2; } }\nadd();\nif (x == 2) { Integer y = 3; x += y; }\nSystem.debug(new Reader().read() + twice);\nreturn;'
  );
  assert.match(result.debugLog, /\|USER_DEBUG\|\[7\]\|DEBUG\|15\n/);
});

test('inner types and exceptions of their own', async () => {
  const result = await run(
    "public class BadException extends Exception {}\nenum Size { SMALL, BIG }\nclass Box { Size size; Box(Size size) { this.size = size; } void burst() { throw new BadException('burst'); } }\nnew Box(Size.BIG).burst();"
  );
  assert.match(result.exceptionMessage!, /BadException: burst$/);
  assert.match(result.exceptionStackTrace!, /Box\.burst: line 3, column 1\nAnonymousBlock: line 4, column 1$/);
});

test('a block names only the fields that its user may see; classes that it calls are not held to that', async () => {
  const ungranted = await LocalOrg.open({ projects: [FIXTURE_PROJECT], databaseFile: ':memory:', clock: 'virtual' });
  const granted = await LocalOrg.open({
    projects: [FIXTURE_PROJECT],
    databaseFile: ':memory:',
    clock: 'virtual',
    assignPermissionSets: ['ParcelManager']
  });
  try {
    for (const [source, problem] of [
      ['System.debug(new Parcel__c().Weight__c);', '1:30: Variable does not exist: Weight__c'],
      ['Parcel__c p = new Parcel__c(Weight__c = 1);', '1:15: Field does not exist: Weight__c on Parcel__c']
    ] as const) {
      const refused = await ungranted.executeAnonymous(source);
      assert.equal(refused.compiled ? 'compiled' : `${refused.line}:${refused.column}: ${refused.problem}`, problem);
      assert.equal((await granted.executeAnonymous(source)).compiled, true, source);
    }
    const query = await ungranted.executeAnonymous('List<Parcel__c> p = [SELECT Weight__c FROM Parcel__c];');
    assert.match(query.compiled ? 'compiled' : query.problem, /^No such column 'Weight__c' on entity 'Parcel__c'/);
  } finally {
    await ungranted.close();
    await granted.close();
  }
});

for (const [what, source, problem] of [
  ['syntax', "System.debug('a')", /^1:\d+: (Missing|Unexpected|Expecting)/],
  ['an unknown name', 'Integer a = 1;\n  b = a;', /^2:3: Variable does not exist: b$/],
  ['use before the declaration', 'System.debug(x); Integer x = 1;', /^1:14: Illegal forward reference: x$/],
  ['a name declared twice', "Integer a = 1; String a = 'b';", /^1:23: Duplicate field: a$/],
  ['a value to return', 'return 5;', /^1:1: Void method must not return a value$/],
  [
    'jobs',
    'class Job implements Queueable { public void execute(QueueableContext context) {} }',
    /^1:7: not supported by the local org: asynchronous jobs declared in an anonymous block$/
  ]
] as const)
  test(`${what} that does not compile`, async () => {
    const result = await org.executeAnonymous(source);
    assert.equal(result.compiled, false);
    assert.match(`${result.line}:${result.column}: ${result.problem}`, problem);
  });
