/**
 * Governor limits at the figure and one past it, from Apex text to the refusal. Source: Apex Developer Guide v65,
 * "Execution Governors and Limits" [G27006-27021]; messages as the platform's documentation and error logs word them.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NOW, openProgram } from './org-program.ts';

const Main = `public class Main {
  static void queries(Integer n) { for (Integer i = 0; i < n; i++) { List<Account> found = [SELECT Id FROM Account LIMIT 1]; } }
  static void statements(Integer n) { Account a = new Account(Name = 'A'); insert a; for (Integer i = 1; i < n; i++) { update a; } }
  static List<Account> accounts(Integer n) { List<Account> all = new List<Account>(); for (Integer i = 0; i < n; i++) { all.add(new Account(Name = 'A' + i)); } return all; }
  static void callouts(Integer n) {
    Test.setMock(HttpCalloutMock.class, new Mock());
    HttpRequest request = new HttpRequest(); request.setEndpoint('https://api.example.com/x'); request.setMethod('GET');
    for (Integer i = 0; i < n; i++) { new Http().send(request); }
  }
  public class Mock implements HttpCalloutMock { public HttpResponse respond(HttpRequest request) { HttpResponse response = new HttpResponse(); response.setStatusCode(200); return response; } }
  public class Job implements Queueable { public void execute(QueueableContext context) { } }

  public static String queries100() { queries(100); return 'ok ' + Limits.getQueries(); }
  public static String queries101() { queries(101); return 'ok'; }
  public static String queries200() { queries(200); return 'ok ' + Limits.getQueries() + '/' + Limits.getLimitQueries(); }
  public static String queries201() { queries(201); return 'ok'; }
  public static String caught() { try { queries(101); } catch (Exception error) { return 'caught'; } finally { Integer x = 1 / 0; } return 'ok'; }
  public static String statements150() { statements(150); return 'ok ' + Limits.getDmlStatements(); }
  public static String statements151() { statements(151); return 'ok'; }
  public static String rows10000() { insert accounts(10000); return 'ok ' + Limits.getDmlRows(); }
  public static String rows10001() { insert accounts(10001); return 'ok'; }
  public static String queryRows() {
    for (Integer i = 0; i < 5; i++) { insert accounts(2000); }
    for (Integer i = 0; i < 5; i++) { Integer size = [SELECT Id FROM Account].size(); }
    return 'ok ' + Limits.getQueryRows();
  }
  public static String queryRowsPast() { queryRows(); Integer size = [SELECT Id FROM Account LIMIT 1].size(); return 'ok'; }
  public static String countRows() { insert accounts(50); Integer n = [SELECT COUNT() FROM Account]; List<AggregateResult> sums = [SELECT COUNT(Name) c FROM Account]; return n + ' ' + Limits.getQueryRows(); }
  public static String groupRows() { insert accounts(50); List<AggregateResult> groups = [SELECT Name, COUNT(Id) c FROM Account GROUP BY Name LIMIT 20]; return String.valueOf(Limits.getQueryRows()); }
  public static String callouts100() { callouts(100); return 'ok ' + Limits.getCallouts(); }
  public static String callouts101() { callouts(101); return 'ok'; }
  public static String calloutAfterDml() { insert new Account(Name = 'A'); callouts(1); return 'ok'; }
  public static String calloutAfterDmlCaught() { insert new Account(Name = 'A'); try { callouts(1); } catch (System.CalloutException error) { return error.getMessage(); } return 'ok'; }
  public static String calloutAfterSavepoint() { Savepoint point = Database.setSavepoint(); callouts(1); return 'ok'; }
  public static String jobs50() { for (Integer i = 0; i < 50; i++) { System.enqueueJob(new Job()); } return 'ok ' + Limits.getQueueableJobs(); }
  public static String jobs51() { for (Integer i = 0; i < 51; i++) { System.enqueueJob(new Job()); } return 'ok'; }
  public static String jobs1() { System.enqueueJob(new Job()); return 'ok ' + Limits.getLimitQueueableJobs(); }
  public static String jobs2() { System.enqueueJob(new Job()); System.enqueueJob(new Job()); return 'ok'; }
  public static String mixed() { insert new Account(Name = 'A'); PermissionSet permissions = [SELECT Id FROM PermissionSet WHERE Name = 'Captain']; insert new PermissionSetAssignment(PermissionSetId = permissions.Id, AssigneeId = UserInfo.getUserId()); return 'ok'; }
  public static String cpu() { Integer n = 0; while (true) { n++; } return 'ok'; }
  static void schedule(Integer n) { for (Integer i = 0; i < n; i++) System.schedule('job ' + i, '0 0 0 1 1 ? 2099', new Nightly()); }
  public static String scheduled100() { schedule(100); return 'ok ' + [SELECT COUNT() FROM CronTrigger]; }
  public static String scheduled101() { schedule(101); return 'ok'; }
  public class Large implements HttpCalloutMock {
    Integer size; public Large(Integer size) { this.size = size; }
    public HttpResponse respond(HttpRequest request) { HttpResponse response = new HttpResponse(); response.setBody('x'.repeat(size)); return response; }
  }
  static String fetch(Integer size, Integer times) {
    Test.setMock(HttpCalloutMock.class, new Large(size));
    HttpRequest request = new HttpRequest(); request.setEndpoint('https://api.example.com/x'); request.setMethod('GET');
    Integer total = 0; for (Integer i = 0; i < times; i++) { total += new Http().send(request).getBody().length(); }
    return 'ok ' + total;
  }
  public static String heap6() { return fetch(6000000, 1); }
  public static String heap7() { try { return fetch(3000001, 2); } catch (Exception error) { return 'caught'; } }
  public static String heap12() { return fetch(6000000, 2); }
  public static String heap13() { return fetch(4000001, 3); }
  public static String doubling() { String text = 'x'; while (true) { text += text; } return text; }
  public static String doublingCaught() { try { return doubling(); } catch (StringException error) { return error.getMessage(); } }
  public static String repeated() { return 'ok ' + 'x'.repeat(6000000).length() + '-'.repeat('x', 3000001).length(); }
  public static String repeatedCaught() { try { return 'x'.repeat(6000001); } catch (Exception error) { return 'caught'; } }
  public static String split() { return 'ok ' + 'a'.repeat(500000).split('b').size(); }
  public static String splitPast() { try { return 'ok ' + 'a'.repeat(500001).split('b').size(); } catch (Exception error) { return 'caught'; } }
  public static String replaced() { return 'ok ' + 'a'.repeat(1000000).replaceAll('b', 'c').length(); }
  public static String replacedPast() { return 'ok ' + 'a'.repeat(1000001).replaceAll('b', 'c').length(); }
  public static String matchedPast() { return 'ok ' + Pattern.matches('b', 'a'.repeat(1000001)); }
  public static String texts() { List<String> all = new List<String>(); for (Integer i = 0; i < 100; i++) { all.add('x'.repeat(100000)); } return 'ok'; }
  public static String textsKept() { Integer total = 0; for (Integer i = 0; i < 200; i++) { List<String> all = new List<String>(); all.add('x'.repeat(100000)); total += all.size(); } return 'ok ' + total; }
  public static String mapped() { Map<Integer, String> all = new Map<Integer, String>(); for (Integer i = 0; i < 10000; i++) { all.put(i, 'x'.repeat(1000)); } return 'ok'; }
  public static String setOf() { Set<String> all = new Set<String>(); for (Integer i = 0; i < 10000; i++) { all.add(i + 'x'.repeat(1000)); } return 'ok'; }
  public static String nested() { List<List<String>> all = new List<List<String>>(); for (Integer i = 0; i < 1000; i++) { List<String> few = new List<String>(); for (Integer j = 0; j < 10; j++) { few.add('x'.repeat(1000)); } all.add(few); } return 'ok'; }
  public static String records() { List<Account> all = new List<Account>(); for (Integer i = 0; i < 10000; i++) { all.add(new Account(Name = 'A', Description = 'x'.repeat(1000))); } return 'ok'; }
  static Map<String, Object> keptText = new Map<String, Object>(); static String one; static String two;
  public static String statics() { one = 'x'.repeat(4000000); two = 'y'.repeat(4000000); for (Integer i = 0; i < 60000; i++) { Integer n = i; } return 'ok'; }
  public static String heapSize() { Integer before = Limits.getHeapSize(); one = 'x'.repeat(1000000); return (before > 0) + ' ' + (Limits.getHeapSize() - before >= 1000000); }
  public static String figures() {
    return String.join(new List<Integer>{ Limits.getLimitQueries(), Limits.getLimitQueryRows(), Limits.getLimitQueryLocatorRows(), Limits.getLimitAggregateQueries(), Limits.getLimitSoslQueries(), Limits.getLimitDmlStatements(), Limits.getLimitDmlRows(), Limits.getLimitCpuTime(), Limits.getLimitHeapSize(), Limits.getLimitCallouts(), Limits.getLimitEmailInvocations(), Limits.getLimitFutureCalls(), Limits.getLimitQueueableJobs(), Limits.getLimitMobilePushApexCalls(), Limits.getLimitPublishImmediateDML() }, ' ');
  }
  public static String deprecated() { Savepoint point = Database.setSavepoint(); return Limits.getRunAs() + ' ' + Limits.getSavepoints() + ' ' + Limits.getSavepointRollbacks() + ' ' + Limits.getFindSimilarCalls() + ' ' + Limits.getLimitFindSimilarCalls() + ' ' + Limits.getLimitRunAs() + ' ' + Limits.getLimitSavepoints() + ' ' + Limits.getLimitSavepointRollbacks(); }
  @future static void later() { }
  public static String asyncCalls() { System.enqueueJob(new Job()); later(); return Limits.getAsyncCalls() + ' ' + Limits.getApexCursorRows() + ' ' + Limits.getLimitApexCursorRows() + ' ' + Limits.getFetchCallsOnApexCursor() + ' ' + Limits.getLimitFetchCallsOnApexCursor(); }
  public static String unused() { return Limits.getSoslQueries() + ' ' + Limits.getEmailInvocations() + ' ' + Limits.getMobilePushApexCalls() + ' ' + Limits.getFutureCalls() + ' ' + Limits.getCallouts(); }
  public class Numbers implements Database.Batchable<Integer> {
    public Iterable<Integer> start(Database.BatchableContext context) { List<Integer> numbers = new List<Integer>(); for (Integer i = 0; i < 3000; i++) { numbers.add(i); } return numbers; }
    public void execute(Database.BatchableContext context, List<Integer> numbers) { executed = numbers.size(); }
    public void finish(Database.BatchableContext context) { }
  }
  static Integer executed = 0;
  public static String iterable() { Test.startTest(); Database.executeBatch(new Numbers(), 3000); Test.stopTest(); return 'ok ' + executed; }
  public class Everything implements Database.Batchable<SObject> {
    public Database.QueryLocator start(Database.BatchableContext context) { return Database.getQueryLocator('SELECT Id FROM Account'); }
    public void execute(Database.BatchableContext context, List<Account> accounts) { executed = accounts.size(); }
    public void finish(Database.BatchableContext context) { }
  }
  static String locator(Integer rows) { insert accounts(rows); Test.startTest(); Database.executeBatch(new Everything(), 3000); Test.stopTest(); return 'ok ' + executed; }
  public static String locator2000() { return locator(2000); }
  public static String locator2001() { return locator(2001); }
  public static Integer deeper(Integer n) { return n == 0 ? 0 : 1 + deeper(n - 1); }
  public static String deep900() { return 'ok ' + deeper(900); }
  public static String deep1100() { return 'ok ' + deeper(1100); }
  public static String fresh() { queries(99); Test.startTest(); queries(100); Test.stopTest(); queries(1); return 'ok ' + Limits.getQueries(); }
  public static String freshPast() { queries(99); Test.startTest(); queries(100); Test.stopTest(); queries(2); return 'ok'; }
  public static String freshInside() { Test.startTest(); queries(101); return 'ok'; }
  public static String freshDml() { insert new Account(Name = 'A'); Test.startTest(); callouts(1); Test.stopTest(); return 'ok'; }
}`;

const Nightly = 'public class Nightly implements Schedulable { public void execute(SchedulableContext context) { } }';

const { run, runtime } = openProgram({ Main, Nightly });
const limit = (text: string): string => `System.LimitException: ${text}`;

const CASES: ReadonlyArray<readonly [method: string, kind: 'test' | 'queueable', expected: string]> = [
  ['queries100', 'test', 'ok 100'],
  ['queries101', 'test', limit('Too many SOQL queries: 101')],
  ['queries200', 'queueable', 'ok 200/200'],
  ['queries201', 'queueable', limit('Too many SOQL queries: 201')],
  ['statements150', 'test', 'ok 150'],
  ['statements151', 'test', limit('Too many DML statements: 151')],
  ['rows10000', 'test', 'ok 10000'],
  ['rows10001', 'test', limit('Too many DML rows: 10001')],
  ['queryRows', 'test', 'ok 50000'],
  ['queryRowsPast', 'test', limit('Too many query rows: 50001')],
  ['callouts100', 'test', 'ok 100'],
  ['callouts101', 'test', limit('Too many callouts: 101')],
  ['jobs50', 'test', 'ok 50'],
  ['jobs51', 'test', limit('Too many queueable jobs added to the queue: 51')],
  ['jobs1', 'queueable', 'ok 1'],
  ['jobs2', 'queueable', limit('Too many queueable jobs added to the queue: 2')],
  ['scheduled101', 'test', 'System.AsyncException: You have exceeded the maximum number (100) of Apex scheduled jobs.'],
  ['heap6', 'test', 'ok 6000000'],
  ['heap7', 'test', limit('Apex heap size too large: 6000002')],
  ['heap12', 'queueable', 'ok 12000000'],
  ['heap13', 'queueable', limit('Apex heap size too large: 12000003')],
  ['doubling', 'test', 'System.StringException: String length exceeds maximum: 6000000'],
  ['doubling', 'queueable', 'System.StringException: String length exceeds maximum: 6000000'],
  ['doublingCaught', 'test', 'String length exceeds maximum: 6000000'],
  ['repeated', 'test', limit('String is too long.')],
  ['repeatedCaught', 'test', limit('String is too long.')],
  ['split', 'test', 'ok 1'],
  ['splitPast', 'test', limit('Regex too complicated')],
  ['replaced', 'test', 'ok 1000000'],
  ['replacedPast', 'test', limit('Regex too complicated')],
  ['matchedPast', 'test', limit('Regex too complicated')],
  ['textsKept', 'test', 'ok 200'],
  ['texts', 'queueable', 'ok'],
  ['heapSize', 'test', 'true true'],
  ['figures', 'test', '100 50000 10000 300 20 150 10000 10000 6000000 100 10 50 50 10 150'],
  ['figures', 'queueable', '200 50000 10000 300 20 150 10000 60000 12000000 100 10 50 1 10 150'],
  ['unused', 'test', '0 0 0 0 0'],
  ['deprecated', 'test', '1 1 1 0 20 150 150 150'],
  ['asyncCalls', 'test', '2 0 50000000 0 10'],
  ['iterable', 'test', 'ok 3000'],
  ['locator2000', 'test', 'ok 2000'],
  [
    'locator2001',
    'test',
    'System.UnexpectedException: No more than one executeBatch can be called from within a test method.  Please make sure the iterable returned from your start method matches the batch size, resulting in one executeBatch invocation.'
  ],
  ['scheduled100', 'test', 'ok 100'],
  ['cpu', 'test', limit('Apex CPU time limit exceeded')],
  ['deep900', 'test', 'ok 900'],
  ['deep1100', 'test', limit('Maximum stack depth reached: 1001')]
];

describe('governor limits [G27006-27021]', () => {
  for (const [method, kind, expected] of CASES) {
    it(`${method} in a ${kind} transaction: ${expected}`, () => assert.equal(run(method, kind), expected));
  }

  for (const method of ['texts', 'mapped', 'setOf', 'nested', 'records', 'statics']) {
    it(`${method} fill the heap`, () => {
      const [, bytes] = /^System.LimitException: Apex heap size too large: (\d+)$/.exec(String(run(method))) ?? [];
      assert.ok(Number(bytes) > 6_000_000 && Number(bytes) < 9_000_000, `${bytes}`);
    });
  }

  it('neither catch nor finally sees a LimitException', () => {
    assert.equal(run('caught'), limit('Too many SOQL queries: 101'));
  });

  it('COUNT() and COUNT(field) take one row, grouped queries one for each group', () => {
    assert.equal(run('countRows'), '50 2');
    assert.equal(run('groupRows'), '20');
  });
});

describe('what excludes each other in one transaction [G11677]', () => {
  it('a callout after a change', () => {
    const text = 'You have uncommitted work pending. Please commit or rollback before calling out';
    assert.equal(run('calloutAfterDml'), `System.CalloutException: ${text}`);
    assert.equal(run('calloutAfterDmlCaught'), text);
    assert.equal(
      run('calloutAfterSavepoint'),
      'System.CalloutException: All active Savepoints must be released before making callouts.'
    );
  });

  it('changes of setup and of other objects', () => {
    assert.equal(
      run('mixed'),
      'System.DmlException: Insert failed. First exception on row 0; first error: MIXED_DML_OPERATION, DML operation on setup object is not permitted after you have updated a non-setup object (or vice versa): PermissionSetAssignment, original object: Account: []'
    );
  });
});

describe('Test.startTest gives limits of its own, stopTest the former ones [G27006, Test class reference]', () => {
  it('100 queries before and 100 inside', () => {
    assert.equal(run('fresh'), 'ok 100');
    assert.equal(run('freshPast'), limit('Too many SOQL queries: 101'));
    assert.equal(run('freshInside'), limit('Too many SOQL queries: 101'));
  });

  it('changes before it do not stand in the way of callouts', () => assert.equal(run('freshDml'), 'ok'));
});

describe('asynchronous executions in 24 hours [Apex Developer Guide v65, "Asynchronous Apex Limits"]', () => {
  const DAY = 86_400_000;
  /** Enqueues one job after `executions` of them at the given time. */
  const afterExecutions = (executions: number, at: number): unknown => {
    runtime.store.beginWrite();
    runtime.store.run(
      'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) INSERT INTO "_async_execution" (at) SELECT ? FROM n',
      executions,
      at
    );
    return run('jobs1', 'queueable');
  };

  it('are 250,000', () => {
    assert.equal(afterExecutions(249_999, NOW - DAY), 'ok 1');
    assert.equal(afterExecutions(250_000, NOW - DAY), 'System.AsyncException: AsyncApexExecutions Limit exceeded.');
  });

  it('and those of the day before do not count', () => assert.equal(afterExecutions(250_000, NOW - DAY - 1), 'ok 1'));
});
