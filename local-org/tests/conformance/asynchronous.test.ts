/**
 * Rules of asynchronous Apex in tests. Sources: [G] Apex Developer Guide v65, by section; [P] Platform Events Developer
 * Guide v65; [R] Apex Reference Guide v65; [aer] CHANGELOG of octoberswimmer/aer, which compares itself with an org.
 */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { openProgram, problems } from './org-program.ts';

const Main = `public class Main {
  public static String log = '';
  static AsyncOptions depth(Integer maximum) { AsyncOptions options = new AsyncOptions(); options.MaximumQueueableStackDepth = maximum; return options; }
  static AsyncOptions signed(String text) { AsyncOptions options = new AsyncOptions(); options.DuplicateSignature = QueueableDuplicateSignature.Builder().addString(text).addInteger(1).build(); return options; }

  public class Link implements Queueable {
    Integer left; public Link(Integer left) { this.left = left; }
    public void execute(QueueableContext context) {
      log += AsyncInfo.getCurrentQueueableStackDepth() + '/' + AsyncInfo.getMaximumQueueableStackDepth() + ' ';
      if (left > 0) System.enqueueJob(new Link(left - 1));
    }
  }
  public static String chain3() { Test.startTest(); System.enqueueJob(new Link(2), depth(3)); Test.stopTest(); return log; }
  public static String chain4() { Test.startTest(); System.enqueueJob(new Link(3), depth(3)); Test.stopTest(); return log; }
  public static String chainPlain() { Test.startTest(); System.enqueueJob(new Link(1)); Test.stopTest(); return log; }
  public class Resetting implements Queueable { public void execute(QueueableContext context) { System.enqueueJob(new Link(0), depth(5)); } }
  public static String reset() { Test.startTest(); System.enqueueJob(new Resetting(), depth(3)); Test.stopTest(); return log; }
  public class Delayed implements Queueable { public void execute(QueueableContext context) { log += AsyncInfo.getMinimumQueueableDelayInMinutes() + ' ' + AsyncInfo.hasMaxStackDepth(); } }
  public static String delay() { Test.startTest(); System.enqueueJob(new Delayed(), 7); Test.stopTest(); return log; }

  public static String duplicate() { System.enqueueJob(new Link(0), signed('a')); System.enqueueJob(new Link(0), signed('b')); System.enqueueJob(new Link(0), signed('a')); return 'ok'; }
  public class Keeper implements Queueable {
    AsyncOptions options; Object other; public Keeper(AsyncOptions options, Object other) { this.options = options; this.other = other; }
    public void execute(QueueableContext context) { log += options.MaximumQueueableStackDepth + ' ' + (options.DuplicateSignature == null); }
  }
  public static String holdsOptions() { Test.startTest(); System.enqueueJob(new Keeper(depth(4), null)); Test.stopTest(); return log; }
  public static String holdsRequest() { System.enqueueJob(new Keeper(null, new HttpRequest())); return log; }
  public class Again implements Queueable {
    Boolean last; public Again(Boolean last) { this.last = last; }
    public void execute(QueueableContext context) { log += last + ' '; if (!last) System.attachFinalizer(new Same()); }
  }
  public class Same implements Finalizer { public void execute(FinalizerContext context) { System.enqueueJob(new Again(true), signed('again')); } }
  public static String running() { Test.startTest(); System.enqueueJob(new Again(false), signed('again')); Test.stopTest(); return log; }

  public class Watched implements Queueable {
    Boolean fail; public Watched(Boolean fail) { this.fail = fail; }
    public void execute(QueueableContext context) {
      System.attachFinalizer(new Watcher(Request.getCurrent().getRequestId()));
      if (fail) for (Integer i = 0; i < 201; i++) { Integer n = [SELECT COUNT() FROM Account]; }
    }
  }
  public class Watcher implements Finalizer {
    String request; public Watcher(String request) { this.request = request; }
    public void execute(FinalizerContext context) {
      log += context.getResult() + ' ' + (request == context.getRequestId()) + ' ' + Limits.getLimitQueries() + ' ' + Limits.getLimitHeapSize() + ' ' + Limits.getLimitCpuTime() + ' ' + Limits.getLimitQueueableJobs();
      if (context.getException() != null) log += ' ' + context.getException().getTypeName() + ' ' + context.getException().getMessage();
    }
  }
  public static String finalizer() { Test.startTest(); Id job = System.enqueueJob(new Watched(false)); Test.stopTest(); AsyncApexJob row = [SELECT Status, JobItemsProcessed, TotalJobItems, NumberOfErrors FROM AsyncApexJob WHERE Id = :job]; return log + ' ' + row.Status + ' ' + row.JobItemsProcessed + ' ' + row.TotalJobItems + ' ' + row.NumberOfErrors; }
  @future static void later() { log += 'later'; }
  public class Twice implements Queueable { public void execute(QueueableContext context) { System.attachFinalizer(new Watcher('')); System.attachFinalizer(new Watcher('')); } }
  public static String twice() { Test.startTest(); System.enqueueJob(new Twice()); Test.stopTest(); return log; }
  public static String outside() { System.attachFinalizer(new Watcher('')); return 'ok'; }

  public class Limited implements Queueable { public void execute(QueueableContext context) { System.attachFinalizer(new Two()); } }
  public class Two implements Finalizer { public void execute(FinalizerContext context) { System.enqueueJob(new Link(0)); System.enqueueJob(new Link(0)); } }
  public static String finalizerEnqueues2() { Test.startTest(); System.enqueueJob(new Limited()); Test.stopTest(); return log; }

  static String order() {
    List<String> numbers = new List<String>();
    for (Id each : Test.getFlexQueueOrder()) numbers.add(String.valueOf(held.indexOf(each)));
    return String.join(numbers, '');
  }
  static List<Id> held;
  public static String flex() {
    List<Id> jobs = Test.enqueueBatchJobs(9);
    String statuses = [SELECT COUNT() FROM AsyncApexJob WHERE Status = 'Queued'] + ' ' + [SELECT COUNT() FROM AsyncApexJob WHERE Status = 'Holding'];
    held = Test.getFlexQueueOrder();
    String result = statuses + ' ' + (held[0] == jobs[5]) + ' ' + order();
    result += ' ' + FlexQueue.moveJobToFront(held[3]) + order();
    result += ' ' + FlexQueue.moveJobToFront(held[3]) + order();
    result += ' ' + FlexQueue.moveJobToEnd(held[0]) + order();
    result += ' ' + FlexQueue.moveBeforeJob(held[0], held[2]) + order();
    result += ' ' + FlexQueue.moveAfterJob(held[0], held[2]) + order();
    System.abortJob(held[2]);
    return result + ' ' + order();
  }
  public static String flexFull() { Test.enqueueBatchJobs(105); return String.valueOf(Test.getFlexQueueOrder().size()); }
  public static String flexOver() { Test.enqueueBatchJobs(106); return 'ok'; }
  public static String fillThenHold() {
    Test.enqueueBatchJobs(5);
    Test.startTest(); Id job = Database.executeBatch(new Plain()); String before = [SELECT Status FROM AsyncApexJob WHERE Id = :job].Status; Test.stopTest();
    return before + ' ' + [SELECT Status FROM AsyncApexJob WHERE Id = :job].Status;
  }
  static void submit(Integer n) { for (Integer i = 0; i < n; i++) Database.executeBatch(new Plain()); }
  public static String batches5() { submit(5); return [SELECT COUNT() FROM AsyncApexJob WHERE Status = 'Queued'] + ''; }
  public static String batches6() { submit(6); return 'ok'; }

  public class Plain implements Database.Batchable<SObject> {
    public Database.QueryLocator start(Database.BatchableContext context) { return Database.getQueryLocator('SELECT Id FROM Account'); }
    public void execute(Database.BatchableContext context, List<SObject> scope) { log += 'execute'; }
    public void finish(Database.BatchableContext context) { }
  }
  public static String schedule() {
    Test.startTest();
    String id = System.scheduleBatch(new Plain(), 'later', 60);
    CronTrigger row = [SELECT TimesTriggered, NextFireTime, State, CronExpression, CronJobDetail.Name FROM CronTrigger WHERE Id = :id];
    Test.stopTest();
    return row.TimesTriggered + ' ' + row.NextFireTime.formatGmt('yyyy-MM-dd HH:mm:ss') + ' ' + row.State + ' ' + row.CronExpression + ' ' + row.CronJobDetail.Name + ' [' + log + '] ' + [SELECT COUNT() FROM CronTrigger WHERE Id = :id] + ' ' + [SELECT COUNT() FROM AsyncApexJob WHERE JobType = 'BatchApex'];
  }
  public static String scheduleTwice() { System.scheduleBatch(new Plain(), 'later', 60, 10); System.scheduleBatch(new Plain(), 'later', 5); return 'ok'; }
  public static String scheduleAborted() { String id = System.scheduleBatch(new Plain(), 'later', 60, 10); System.abortJob(id); return [SELECT COUNT() FROM CronTrigger] + ''; }
  public static String scheduleNow() { System.scheduleBatch(new Plain(), 'later', 0); return 'ok'; }
  public static String scheduleScope() { System.scheduleBatch(new Plain(), 'later', 1, 0); return 'ok'; }
  public class Starter implements Schedulable { public void execute(SchedulableContext context) { Database.executeBatch(new Plain()); } }
  public static String inner() { insert new Account(Name = 'A'); Test.startTest(); System.schedule('nightly', '0 0 3 * * ?', new Starter()); Test.stopTest(); return log + '|' + [SELECT Status FROM AsyncApexJob WHERE JobType = 'BatchApex'].Status; }
  public static String abortTwice() { Id job = System.enqueueJob(new Link(0)); System.abortJob(job); System.abortJob(job); return [SELECT Status FROM AsyncApexJob WHERE Id = :job].Status; }
  public static String rolledBack() { Test.startTest(); Savepoint before = Database.setSavepoint(); System.enqueueJob(new Link(0)); Database.rollback(before); Test.stopTest(); return '[' + log + ']' + [SELECT COUNT() FROM AsyncApexJob]; }

  static String failing(String phase, Boolean limited) {
    insert new List<Account>{ new Account(Name = 'A'), new Account(Name = 'B') };
    try { Test.startTest(); Database.executeBatch(new Failing(phase, limited)); Test.stopTest(); } catch (Exception error) { log += error.getMessage() + ' '; }
    Test.getEventBus().deliver();
    return log;
  }
  public static String failStart() { return failing('START', false); }
  public static String failExecute() { return failing('EXECUTE', false); }
  public static String failFinish() { return failing('FINISH', false); }
  public static String failNowhere() { return failing('', false); }
  public static String failItems() { try { Test.startTest(); Database.executeBatch(new Items(new List<String>{ 'x', 'y' })); Test.stopTest(); } catch (Exception error) { } Test.getEventBus().deliver(); return log; }
  public static String failLong() { try { Test.startTest(); Database.executeBatch(new Items(new List<String>{ 'x'.repeat(40001) })); Test.stopTest(); } catch (Exception error) { } Test.getEventBus().deliver(); return log; }
  public static String publishOwn() { EventBus.publish(new BatchApexErrorEvent(Message = 'x')); return 'ok'; }

  public static Savepoint kept;
  public static String released() { Savepoint point = Database.setSavepoint(); Database.releaseSavepoint(point); Database.rollback(point); return 'ok'; }
  public static String releasedTwice() { Savepoint point = Database.setSavepoint(); Database.releaseSavepoint(point); Database.releaseSavepoint(point); return 'ok'; }
  public static String rolledOver() { Savepoint one = Database.setSavepoint(); Savepoint two = Database.setSavepoint(); Database.rollback(one); Database.rollback(two); return 'ok'; }
  public static String again() { Savepoint one = Database.setSavepoint(); Database.rollback(one); Database.rollback(one); return 'ok ' + Limits.getDmlStatements() + ' ' + Limits.getDmlRows(); }
  public static String acrossTriggers() { kept = Database.setSavepoint(); insert new Contact(LastName = 'rolls back'); return 'ok'; }
  public static String nullPoint() { Database.rollback((Savepoint) null); return 'ok'; }
}`;

const sources = {
  Main,
  Failing: `public class Failing implements Database.Batchable<SObject>, Database.RaisesPlatformEvents {
    String phase; Boolean limited; public Failing(String phase, Boolean limited) { this.phase = phase; this.limited = limited; }
    void reach(String now) { if (phase == now) throw new IllegalArgumentException('in ' + now); }
    public Database.QueryLocator start(Database.BatchableContext context) { reach('START'); return Database.getQueryLocator('SELECT Id FROM Account ORDER BY Name'); }
    public void execute(Database.BatchableContext context, List<Account> scope) { reach('EXECUTE'); }
    public void finish(Database.BatchableContext context) { reach('FINISH'); }
  }`,
  Items: `public class Items implements Database.Batchable<String>, Database.RaisesPlatformEvents {
    List<String> items; public Items(List<String> items) { this.items = items; }
    public Iterable<String> start(Database.BatchableContext context) { return items; }
    public void execute(Database.BatchableContext context, List<String> scope) { Integer x = 1 / 0; }
    public void finish(Database.BatchableContext context) { }
  }`,
  'Errors.trigger': `trigger Errors on BatchApexErrorEvent (after insert) {
    for (BatchApexErrorEvent event : Trigger.new) {
      Integer accounts = 0; if (event.JobScope != null && event.JobScope.startsWith('001')) for (String id : event.JobScope.split(',')) accounts += [SELECT COUNT() FROM Account WHERE Id = :id];
      String scope = event.JobScope == null ? 'none' : accounts > 0 ? accounts + ' accounts' : event.JobScope.length() > 10 ? event.JobScope.length() + '' : event.JobScope;
      Main.log += event.Phase + ' ' + event.ExceptionType + ' ' + event.Message + ' ' + scope + ' ' + event.DoesExceedJobScopeMaxLength + ' ' + event.StackTrace.substringBefore('.') + ' ' + (event.RequestId != null) + ' ' + [SELECT JobType FROM AsyncApexJob WHERE Id = :event.AsyncApexJobId].JobType;
    }
  }`,
  'Contacts.trigger': `trigger Contacts on Contact (before insert) { Database.rollback(Main.kept); }`
};

const { run, runtime } = openProgram(sources);
after(() => runtime.close());

const asyncException = (text: string): string => `System.AsyncException: ${text}`;
const limit = (text: string): string => `System.LimitException: ${text}`;
const depthReached = asyncException('Maximum stack depth has been reached.');
const gone = 'System.TypeException: Savepoint does not exist in this context';

const CASES: Readonly<Record<string, ReadonlyArray<readonly [title: string, method: string, expected: string]>>> = {
  'Queueable [G Queueable Apex; aer v1.2.10]': [
    ['a chain in a test goes on under the depth of its first job', 'chain3', '1/3 2/3 3/3 '],
    ['and not beyond it', 'chain4', depthReached],
    ['and not at all without one', 'chainPlain', depthReached],
    [
      'a running queueable cannot set a depth',
      'reset',
      asyncException('Cannot reset Maximum Queueable Stack Depth in a queueable')
    ],
    ['knows its delay, which tests do not wait for', 'delay', '7 false'],
    [
      'a signature is refused while its job is queued',
      'duplicate',
      'System.DuplicateMessageException: Attempt to enqueue job with duplicate queueable signature'
    ],
    ['and free once the job runs', 'running', 'false true '],
    ['may hold options', 'holdsOptions', '4 true'],
    ['but no request', 'holdsRequest', 'System.SerializationException: Not Serializable: System.HttpRequest'],
    ['a rolled-back job never was', 'rolledBack', '[]0'],
    ['aborting twice is nothing', 'abortTwice', 'Aborted']
  ],
  'Finalizer [G Transaction Finalizers]': [
    [
      'shares the request of its job and has synchronous limits, but for heap and queueables',
      'finalizer',
      'SUCCESS true 100 12000000 10000 1 Completed 0 0 0'
    ],
    [
      'one for a job',
      'twice',
      'System.HandledException: More than one Finalizer cannot be attached to same Async Apex Job'
    ],
    [
      'none outside of a job',
      'outside',
      'System.HandledException: System.attachFinalizer(Finalizer) is not allowed in this context'
    ],
    ['enqueues one job', 'finalizerEnqueues2', limit('Too many queueable jobs added to the queue: 2')]
  ],
  'Flex queue [G Holding Batch Jobs; R FlexQueue, Test; aer v1.2.12, v1.2.15]': [
    [
      'five are queued, the rest is held and can be moved',
      'flex',
      '5 4 true 0123 true3012 false3012 true3120 true3102 true3120 310'
    ],
    ['holds a hundred', 'flexFull', '100'],
    ['and no more', 'flexOver', limit("You've exceeded the limit of 100 jobs in the flex queue")],
    ['a batch after five others is held, and runs at stopTest', 'fillThenHold', 'Holding Completed'],
    ['a test may submit five', 'batches5', '5'],
    [
      'and not six',
      'batches6',
      limit('Attempted to schedule too many concurrent batch jobs in this org (limits is 5).')
    ]
  ],
  'System.scheduleBatch [G Using the System.scheduleBatch Method]': [
    [
      'makes a schedule for once; in a test the batch does not run (developer forum 906F0000000BMWqIAO)',
      'schedule',
      '0 2026-01-15 13:00:00 WAITING 0 0 13 15 1 ? 2026 later [] 1 1'
    ],
    [
      'names are unique',
      'scheduleTwice',
      asyncException('The Apex job named "later" is already scheduled for execution.')
    ],
    ['can be aborted', 'scheduleAborted', '0'],
    ['needs a scope above zero', 'scheduleScope', 'System.UnexpectedException: Batch size must be greater than zero'],
    [
      'less than a minute is not known',
      'scheduleNow',
      'not supported by the local org: System.scheduleBatch 0 minutes from now'
    ],
    ['nor does the batch that a scheduled class starts (salesforce.stackexchange.com/q/93670)', 'inner', '|Queued']
  ],
  'BatchApexErrorEvent [G Firing Platform Events from Batch Apex; P]': [
    [
      'of start',
      'failStart',
      'in START START System.IllegalArgumentException in START none false Class true BatchApex'
    ],
    [
      'of execute, with the ids of its records',
      'failExecute',
      'in EXECUTE EXECUTE System.IllegalArgumentException in EXECUTE 2 accounts false Class true BatchApex'
    ],
    [
      'of finish',
      'failFinish',
      'in FINISH FINISH System.IllegalArgumentException in FINISH none false Class true BatchApex'
    ],
    ['not of a batch that ends well', 'failNowhere', ''],
    [
      'with the texts of what an iterable gave',
      'failItems',
      'EXECUTE System.MathException Divide by 0 x,y false Class true BatchApex'
    ],
    [
      'a scope above 40,000 characters is cut off',
      'failLong',
      'EXECUTE System.MathException Divide by 0 40000 true Class true BatchApex'
    ],
    [
      'only the platform publishes it',
      'publishOwn',
      'not supported by the local org: EventBus.publish of BatchApexErrorEvent, which only the platform publishes'
    ]
  ],
  'Savepoints [G Generating Savepoints and Rolling Back Transactions; aer v1.2.13]': [
    ['that were released cannot be rolled back to', 'released', gone],
    ['nor released again', 'releasedTwice', gone],
    ['a rollback to an earlier one ends the later ones', 'rolledOver', gone],
    ['count as statements, not as rows', 'again', 'ok 3 0'],
    [
      'cannot be used in another trigger',
      'acrossTriggers',
      'System.DmlException: Insert failed. First exception on row 0; first error: CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY, Contacts: execution of BeforeInsert\n\ncaused by: System.TypeException: Savepoint does not exist in this context\n\nTrigger.Contacts: line 1, column 1: []'
    ],
    ['null', 'nullPoint', 'System.NullPointerException: Argument cannot be null.']
  ]
};

for (const [title, cases] of Object.entries(CASES)) {
  describe(title, () => {
    for (const [name, method, expected] of cases) it(name, () => assert.equal(run(method), expected));
  });
}

it('a trigger of BatchApexErrorEvent runs after insert only', () => {
  const trigger = 'trigger Errors on BatchApexErrorEvent (before insert) { }';
  assert.deepEqual(problems({ Main: 'public class Main { }', 'Errors.trigger': trigger }), [
    'Platform Event SObjects only supports after insert: BatchApexErrorEvent'
  ]);
});
