/** The real CLI works with the data and the Apex of a local org; after each step the org's own rows are looked at. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { TestApi, classFile } from '../../api/tests/fixture.ts';
import type { HostedOrg } from '../../api/orgs/hosted-org.ts';
import { SfCli } from './sf-cli.ts';

const SOURCES = {
  ...classFile(
    'Adder',
    'public class Adder {\n  public static Integer add(Integer a, Integer b) {\n    if (a == null) {\n      return b;\n    }\n    return a + b;\n  }\n}\n'
  ),
  ...classFile(
    'AdderTest',
    "@IsTest\nprivate class AdderTest {\n  @IsTest\n  static void adds() {\n    Assert.areEqual(3, Adder.add(1, 2));\n  }\n  @IsTest\n  static void fails() {\n    Assert.areEqual(4, Adder.add(1, 2), 'on purpose');\n  }\n}\n"
  ),
  'permissionsets/Thing_Admin.permissionset-meta.xml':
    '<?xml version="1.0" encoding="UTF-8"?><PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata"><label>Thing Admin</label><hasActivationRequired>false</hasActivationRequired></PermissionSet>'
};

interface Records {
  readonly totalSize: number;
  readonly records: readonly Readonly<Record<string, unknown>>[];
}

describe('sf: data and Apex', () => {
  let api: TestApi;
  let org: HostedOrg;
  let sf: SfCli;
  let project: string;

  before(async () => {
    api = await TestApi.start();
    org = await api.createOrg(SOURCES);
    project = join(api.folder, 'work');
    mkdirSync(join(project, 'force-app'), { recursive: true });
    writeFileSync(
      join(project, 'sfdx-project.json'),
      JSON.stringify({ packageDirectories: [{ path: 'force-app', default: true }], sourceApiVersion: '65.0' })
    );
    sf = new SfCli(api.folder, project);
  });
  after(() => api.close());

  const rows = (sql: string): unknown[][] => org.local.store.all(sql);
  const file = (name: string, text: string): string => {
    writeFileSync(join(project, name), text);
    return name;
  };

  it('logs in with a session id, and not with a wrong one', async () => {
    const login = [
      'org',
      'login',
      'access-token',
      '--no-prompt',
      '--instance-url',
      api.server.url,
      '--alias',
      'hub',
      '--set-default'
    ];
    const wrong = await sf.run([...login, '--json'], { SF_ACCESS_TOKEN: `${org.facts.id.slice(0, 15)}!wrong` });
    assert.notEqual(wrong.code, 0);
    const done = await sf.result<{ username: string; orgId: string }>(login, {
      SF_ACCESS_TOKEN: api.server.orgs.newSession(org.facts)
    });
    assert.deepEqual([done.username, done.orgId], ['hub@local-org.example', org.facts.id]);
  });

  it('shows the org', async () => {
    const [shown, list, opened] = await Promise.all([
      sf.result<Record<string, string>>(['org', 'display']),
      sf.result<{ nonScratchOrgs: { connectedStatus: string }[] }>(['org', 'list']),
      sf.result<{ url: string }>(['org', 'open', '--url-only'])
    ]);
    assert.deepEqual([shown['connectedStatus'], shown['apiVersion'], shown['id']], ['Connected', '65.0', org.facts.id]);
    assert.deepEqual(
      list.nonScratchOrgs.map(({ connectedStatus }) => connectedStatus),
      ['Connected']
    );
    assert.ok(opened.url.startsWith(`${api.server.url}/secur/frontdoor.jsp?otp=`), opened.url);
  });

  it('creates, changes, reads and deletes a record', async () => {
    await sf.result(['data', 'create', 'record', '-s', 'Account', '-v', "Name='Acme Inc' Phone=123"]);
    assert.deepEqual(rows('SELECT Name, Phone FROM Account'), [['Acme Inc', '123']]);
    await sf.result(['data', 'update', 'record', '-s', 'Account', '-w', "Name='Acme Inc'", '-v', 'Phone=456']);
    assert.deepEqual(rows('SELECT Name, Phone FROM Account'), [['Acme Inc', '456']]);
    const read = await sf.result<Record<string, unknown>>([
      'data',
      'get',
      'record',
      '-s',
      'Account',
      '-w',
      "Name='Acme Inc'"
    ]);
    assert.equal(read['Phone'], '456');
    await sf.result(['data', 'delete', 'record', '-s', 'Account', '-w', "Name='Acme Inc'"]);
    assert.deepEqual(rows('SELECT IsDeleted FROM Account'), [[1]]);
    const missing = await sf.failure(['data', 'create', 'record', '-s', 'Account', '-v', 'Phone=1']);
    assert.match(missing.message, /Required fields are missing: \[Name\]/);
  });

  it('imports a tree and exports it', async () => {
    const record = (type: string, referenceId: string, values: object) => ({
      attributes: { type, referenceId },
      ...values
    });
    file('accounts.json', JSON.stringify({ records: [record('Account', 'A1', { Name: 'Tree One' })] }));
    file(
      'contacts.json',
      JSON.stringify({ records: [record('Contact', 'C1', { LastName: 'Smith', AccountId: '@A1' })] })
    );
    file(
      'plan.json',
      JSON.stringify([
        { sobject: 'Account', saveRefs: true, resolveRefs: false, files: ['accounts.json'] },
        { sobject: 'Contact', saveRefs: false, resolveRefs: true, files: ['contacts.json'] }
      ])
    );
    await sf.result(['data', 'import', 'tree', '--plan', 'plan.json']);
    const joined = 'SELECT a.Name, c.LastName FROM Contact c JOIN Account a ON a.Id = c.AccountId';
    assert.deepEqual(rows(joined), [['Tree One', 'Smith']]);
    await sf.result([
      'data',
      'export',
      'tree',
      '-q',
      'SELECT Name, (SELECT LastName FROM Contacts) FROM Account',
      '--output-dir',
      'out'
    ]);
    const exported = readFileSync(join(project, 'out/Account-Contact.json'), 'utf8');
    assert.match(exported, /"Name": "Tree One"[\s\S]*"LastName": "Smith"/);
  });

  it('queries parents, children and counts, and is told what is wrong', async () => {
    const query = (soql: string, ...more: string[]): string[] => ['data', 'query', ...more, '-q', soql];
    const classes = "SELECT Name FROM ApexClass WHERE Name LIKE 'Adder%' ORDER BY Name";
    const [found, count, refused, tooling] = await Promise.all([
      sf.result<Records>(query('SELECT Id, Name, Owner.Username, (SELECT LastName FROM Contacts) FROM Account')),
      sf.result<Records>(query('SELECT COUNT() FROM Account')),
      sf.failure(query('SELECT Id FROM Nope__c')),
      sf.result<Records>(query(classes, '-t'))
    ]);
    assert.equal(found.totalSize, 1);
    assert.deepEqual((found.records[0]!['Owner'] as Record<string, unknown>)['Username'], 'hub@local-org.example');
    assert.equal((found.records[0]!['Contacts'] as Records).records[0]!['LastName'], 'Smith');
    assert.equal(count.totalSize, 1);
    assert.equal(refused.name, 'INVALID_TYPE');
    assert.deepEqual(
      tooling.records.map(({ Name }) => Name),
      ['Adder', 'AdderTest']
    );
  });

  it('imports and exports in bulk', async () => {
    const csv = file('leads.csv', 'LastName,Company\nOne,Bulk\nTwo,Bulk\n');
    await sf.result(['data', 'import', 'bulk', '--file', csv, '--sobject', 'Lead', '--wait', '2']);
    assert.deepEqual(rows('SELECT LastName FROM Lead ORDER BY LastName'), [['One'], ['Two']]);
    const bad = file('bad.csv', 'LastName,Company\nThree,Bulk\n,Bulk\n');
    const failed = await sf.run([
      'data',
      'import',
      'bulk',
      '--file',
      bad,
      '--sobject',
      'Lead',
      '--wait',
      '2',
      '--json'
    ]);
    assert.notEqual(failed.code, 0);
    assert.deepEqual(rows('SELECT COUNT(*) FROM Lead'), [[3]]);
    await sf.result([
      'data',
      'export',
      'bulk',
      '-q',
      'SELECT LastName, Owner.Username FROM Lead ORDER BY LastName',
      '--output-file',
      'leads-out.csv',
      '--wait',
      '1'
    ]);
    const exported = readFileSync(join(project, 'leads-out.csv'), 'utf8').replaceAll('"', '').trim().split(/\r?\n/);
    assert.deepEqual(exported, [
      'LastName,Owner.Username',
      'One,hub@local-org.example',
      'Three,hub@local-org.example',
      'Two,hub@local-org.example'
    ]);
  });

  it('runs anonymous Apex: its changes stay, unless it fails', async () => {
    const good = file(
      'good.apex',
      "insert new Account(Name = 'From Apex');\nSystem.debug('sum ' + Adder.add(1, 2));\n"
    );
    const run = await sf.result<{ success: boolean; logs: string }>(['apex', 'run', '-f', good]);
    assert.equal(run.success, true);
    assert.match(run.logs, /\|USER_DEBUG\|\[2\]\|DEBUG\|sum 3/);
    assert.deepEqual(rows("SELECT COUNT(*) FROM Account WHERE Name = 'From Apex'"), [[1]]);
    const throwing = file('throwing.apex', "insert new Account(Name = 'Undone');\nInteger i = 1 / 0;\n");
    const thrown = await sf.failure(['apex', 'run', '-f', throwing]);
    assert.match(thrown.message, /Divide by 0/);
    assert.deepEqual(rows("SELECT COUNT(*) FROM Account WHERE Name = 'Undone'"), [[0]]);
    const wrong = await sf.failure(['apex', 'run', '-f', file('wrong.apex', 'Integer i = nope;\n')]);
    assert.match(wrong.message, /nope/);
  });

  interface TestOutcome {
    readonly summary: {
      readonly outcome: string;
      readonly testsRan: number;
      readonly failing: number;
      readonly testRunId: string;
      readonly orgWideCoverage?: string;
    };
    readonly tests: readonly {
      readonly FullName: string;
      readonly Outcome: string;
      readonly Message: string | null;
      readonly StackTrace: string | null;
    }[];
    readonly coverage?: {
      readonly coverage: readonly {
        readonly name: string;
        readonly coveredPercent: number;
        readonly totalLines: number;
      }[];
    };
  }
  let runId = '';

  async function runTests(args: readonly string[]): Promise<TestOutcome> {
    const ended = await sf.run([...args, '--json']);
    assert.ok([0, 100].includes(ended.code), ended.stdout + ended.stderr);
    return ended.json().result as TestOutcome;
  }

  it('runs tests in the background, with coverage', async () => {
    const outcome = await runTests([
      'apex',
      'run',
      'test',
      '--test-level',
      'RunLocalTests',
      '--code-coverage',
      '--wait',
      '3',
      '--result-format',
      'json'
    ]);
    assert.deepEqual([outcome.summary.outcome, outcome.summary.testsRan, outcome.summary.failing], ['Failed', 2, 1]);
    const failing = outcome.tests.find(({ Outcome }) => Outcome === 'Fail')!;
    assert.equal(failing.FullName, 'AdderTest.fails');
    assert.match(failing.Message!, /on purpose/);
    assert.match(failing.StackTrace!, /Class\.AdderTest\.fails: line 9, column 1/);
    assert.deepEqual(
      outcome.coverage!.coverage.map(({ name, coveredPercent }) => [name, coveredPercent]),
      [['Adder', 75]]
    );
    assert.equal(outcome.summary.orgWideCoverage, '75%');
    runId = outcome.summary.testRunId;
    assert.deepEqual(
      org.platform
        .find('ApexTestRunResult', { AsyncApexJobId: runId })
        .map((row) => [row['Status'], row['MethodsFailed']]),
      [['Failed', 1]]
    );
  });

  it('gets the results of a run again', async () => {
    const outcome = await runTests(['apex', 'get', 'test', '-i', runId, '--code-coverage', '--result-format', 'json']);
    assert.deepEqual([outcome.summary.testRunId, outcome.summary.testsRan], [runId, 2]);
  });

  it('runs tests while it waits, and single methods', async () => {
    const test = ['apex', 'run', 'test'];
    const [sync, one, unknown] = await Promise.all([
      runTests([...test, '--class-names', 'AdderTest', '--synchronous', '--code-coverage', '--result-format', 'json']),
      runTests([...test, '--tests', 'AdderTest.adds', '--wait', '3', '--result-format', 'json']),
      sf.failure([...test, '--class-names', 'Adder', '--wait', '1'])
    ]);
    assert.deepEqual([sync.summary.outcome, sync.summary.testsRan], ['Failed', 2]);
    assert.deepEqual([one.summary.outcome, one.tests.map(({ FullName }) => FullName)], ['Passed', ['AdderTest.adds']]);
    assert.match(unknown.message, /Adder/);
  });

  it('assigns permission sets', async () => {
    const assign = (kind: string, name: string): string[] => ['org', 'assign', kind, '--name', name];
    const [missing, license] = await Promise.all([
      sf.run([...assign('permset', 'Nope'), '--json']),
      sf.run([...assign('permsetlicense', 'FooPsl'), '--json']),
      sf.result(assign('permset', 'Thing_Admin'))
    ]);
    const assigned =
      "SELECT COUNT(*) FROM PermissionSetAssignment a JOIN PermissionSet p ON p.Id = a.PermissionSetId WHERE p.Name = 'Thing_Admin'";
    assert.deepEqual(rows(assigned), [[1]]);
    assert.notEqual(missing.code, 0);
    assert.match(missing.stdout, /Permission set \\"Nope\\" not found/);
    assert.notEqual(license.code, 0);
    assert.match(license.stdout, /PermissionSetLicense not found: FooPsl/);
  });

  it('lists limits and objects', async () => {
    const [limits, objects, account] = await Promise.all([
      sf.result<{ name: string; max: number; remaining: number }[]>(['org', 'list', 'limits']),
      sf.result<string[]>(['sobject', 'list', '-s', 'all']),
      sf.result<{ keyPrefix: string }>(['sobject', 'describe', '-s', 'Account'])
    ]);
    const requests = limits.find(({ name }) => name === 'DailyApiRequests')!;
    assert.ok(requests.max === 15_000 && requests.remaining < 14_930, `${requests.remaining} requests remain`);
    assert.ok(objects.includes('Account') && !objects.includes('ApexTestRunResult'));
    assert.equal(account.keyPrefix, '001');
  });

  it('caused no failure of the server itself', () => assert.deepEqual(api.errors, []));
});
