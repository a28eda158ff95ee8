/**
 * Items 12 to 22 of the list of Apex semantics, on an org with a database; items 1 to 11 and 14 need none and are in
 * `runtime/tests/language.test.ts`. Sources: [Gnnn] a line of the Apex Developer Guide v65, [J…] what Salesforce's own
 * compiler lowers the operator to, [A#n] an issue of octoberswimmer/aer-dist whose reporter ran it on an org.
 */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { openProgram, problems } from './org-program.ts';

const Main = `public class Main {
  static Account one() { Account a = new Account(Name = 'A', Industry = 'Banking'); insert a; return a; }

  public static String unqueried() { one(); Account a = [SELECT Id FROM Account LIMIT 1]; return a.Name; }
  public static String unqueriedGet() { one(); Account a = [SELECT Name FROM Account LIMIT 1]; return String.valueOf(a.get('Industry')); }
  public static String idAlways() { one(); Account a = [SELECT Name FROM Account LIMIT 1]; return String.valueOf(a.Id != null); }
  public static String sameRecords() {
    Account a = new Account(Name = 'A'); Account b = new Account(Name = 'A');
    return (a == b) + ' ' + (a === b) + ' ' + (a == new Account(Name = 'A', Industry = 'Banking')) + ' ' + (a == new Account(Name = 'B'));
  }
  public static String foreign() { Account a = new Account(); return String.valueOf(a.get(Contact.LastName)); }
  public static String unset() { Account a = new Account(); return String.valueOf(a.Name) + a.get('Industry'); }

  public static String none() { Account a = [SELECT Id FROM Account WHERE Name = 'nobody']; return 'ok'; }
  public static String two() { one(); one(); Account a = [SELECT Id FROM Account]; return 'ok'; }
  public static String noneCoalesced() { Account a = [SELECT Id FROM Account WHERE Name = 'nobody'] ?? new Account(Name = 'new'); return a.Name; }
  public static String aggregate() { one(); AggregateResult r = (AggregateResult) Database.query('SELECT COUNT(Id) c, MAX(Name) FROM Account')[0]; return r.get('c') + ' ' + r.get('expr0'); }

  public class Shown { public Decimal d = 1.10; public transient Integer hidden = 1; public String s; public Datetime t = Datetime.newInstanceGmt(2026, 1, 2, 3, 4, 5); public Date day = Date.newInstance(2026, 1, 2); public Part part = new Part(); }
  public class Part { public List<Integer> items = new List<Integer>{ 1 }; public Map<String, Long> m = new Map<String, Long>{ 'z' => 2L, 'a' => 1L }; }
  public static String json() { return JSON.serialize(new Shown()); }
  public static String jsonRecord() { return JSON.serialize(new Account(Name = 'A', AnnualRevenue = 1.50)); }

  public static String datetimes() {
    Datetime t = Datetime.newInstanceGmt(2026, 7, 1, 2, 30, 0);
    Date d = Date.newInstance(2026, 1, 30);
    Datetime implicit = d;
    return t.day() + ' ' + t.dayGmt() + ' ' + t.hour() + ' ' + (d + 2) + ' ' + implicit + ' ' + t.format('yyyy-MM-dd HH:mm', 'Asia/Kolkata');
  }
  public static String wallClock() { return Datetime.newInstance(2026, 7, 1, 0, 0, 0).formatGmt('yyyy-MM-dd HH:mm'); }

  public static String partial() {
    List<Account> all = new List<Account>{ new Account(Name = 'good'), new Account(), new Account(Name = 'fine') };
    List<Database.SaveResult> results = Database.insert(all, false);
    return results[0].isSuccess() + ' ' + results[1].isSuccess() + ' ' + results[1].getErrors()[0].getStatusCode() + ' ' + [SELECT COUNT() FROM Account] + ' ' + (all[1].Id == null);
  }
  public static String allOrNone() {
    try { insert new List<Account>{ new Account(Name = 'good'), new Account() }; } catch (DmlException error) { return error.getNumDml() + ' ' + error.getDmlIndex(0) + ' ' + error.getDmlType(0) + ' ' + [SELECT COUNT() FROM Account]; }
    return 'no error';
  }
  public static String missing() { insert new Account(); return 'ok'; }
  public static String savepoint() {
    one(); Savepoint point = Database.setSavepoint(); Account second = one(); Integer before = [SELECT COUNT() FROM Account];
    Database.rollback(point); return before + ' ' + [SELECT COUNT() FROM Account] + ' ' + (second.Id != null) + ' ' + Limits.getDmlStatements();
  }
  public static String laterSavepoint() {
    Savepoint first = Database.setSavepoint(); Savepoint second = Database.setSavepoint(); Database.rollback(first); Database.rollback(second); return 'ok';
  }

  public static String batch() {
    for (Integer i = 0; i < 3; i++) { one(); }
    Test.startTest(); Database.executeBatch(new Counter()); Integer during = [SELECT COUNT() FROM Account WHERE Name LIKE 'seen%']; Test.stopTest();
    return during + ' ' + [SELECT Name FROM Account WHERE Name LIKE 'seen%'].Name;
  }
  public static String batchTwoChunks() {
    for (Integer i = 0; i < 3; i++) { one(); }
    Test.startTest(); Database.executeBatch(new Counter(), 2); Test.stopTest();
    return 'ok';
  }
  public class Link implements Queueable {
    Integer n; public Link(Integer n) { this.n = n; }
    public void execute(QueueableContext context) { insert new Account(Name = 'link ' + n); if (n < 2) { System.enqueueJob(new Link(n + 1)); } }
  }
  public static String queueable() { Test.startTest(); System.enqueueJob(new Link(2)); Integer during = [SELECT COUNT() FROM Account]; Test.stopTest(); return during + ' ' + [SELECT COUNT() FROM Account]; }
  public class Failing implements Queueable, Finalizer {
    public void execute(QueueableContext context) { System.attachFinalizer(this); insert new Account(Name = 'undone'); Integer x = 1 / Integer.valueOf('0'); }
    public void execute(FinalizerContext context) { insert new Account(Name = context.getResult() + ' ' + context.getException().getMessage()); }
  }
  public static String finalizer() {
    Test.startTest(); System.enqueueJob(new Failing());
    try { Test.stopTest(); } catch (Exception error) { }
    List<String> names = new List<String>(); for (Account a : [SELECT Name FROM Account]) { names.add(a.Name); } return String.join(names, ';');
  }

  @Future public static void later(String name) { insert new Account(Name = name); }
  public static String future() { Test.startTest(); later('x'); Integer during = [SELECT COUNT() FROM Account]; Test.stopTest(); return during + ' ' + [SELECT COUNT() FROM Account]; }

  public static Integer state = 0;
  public static String statics() { state++; Test.startTest(); Test.stopTest(); return String.valueOf(state); }

  public static String userMode() { insert as user new Account(Name = 'A'); return String.valueOf([SELECT COUNT() FROM Account WITH USER_MODE]); }

  public static String savepointBeforeStart() { Savepoint point = Database.setSavepoint(); Test.startTest(); Database.rollback(point); Test.stopTest(); return 'ok'; }

  public static String soql() {
    insert new List<Account>{ new Account(Name = 'b', Industry = 'Banking'), new Account(Name = 'A'), new Account(Name = 'c', Industry = 'Energy') };
    String result = '';
    for (Account a : [SELECT Name FROM Account ORDER BY Industry DESC, Name]) { result += a.Name; }
    Integer top = 1;
    result += ' ' + [SELECT COUNT() FROM Account WHERE Industry != 'Banking'] + [SELECT COUNT() FROM Account WHERE Name LIKE '%B%'];
    result += ' ' + [SELECT Id FROM Account LIMIT :top].size();
    result += ' ' + [SELECT COUNT(Id) FROM Account][0].get('expr0');
    return result;
  }
  public static String allRows() { Account a = one(); delete a; return [SELECT COUNT() FROM Account] + ' ' + [SELECT COUNT() FROM Account WHERE IsDeleted = true ALL ROWS]; }
  public static String children() {
    Account a = one(); insert new List<Contact>{ new Contact(LastName = 'x', AccountId = a.Id), new Contact(LastName = 'y', AccountId = a.Id) };
    Account found = [SELECT Id, (SELECT LastName FROM Contacts ORDER BY LastName DESC) FROM Account WHERE Id = :a.Id];
    return found.Contacts.size() + found.Contacts[0].LastName;
  }
  public static String today() { Account a = one(); return String.valueOf([SELECT COUNT() FROM Account WHERE CreatedDate = TODAY]); }
  public static String dynamicRefusal() { return String.valueOf(Database.query('SELECT Id FROM Ship__c WHERE Notes__c = \\'x\\'').size()); }
}`;

const Counter = `public class Counter implements Database.Batchable<SObject>, Database.Stateful {
  public Integer seen = 0; public static Integer chunks = 0;
  public Database.QueryLocator start(Database.BatchableContext context) { return Database.getQueryLocator('SELECT Id FROM Account'); }
  public void execute(Database.BatchableContext context, List<Account> scope) { seen += scope.size(); chunks++; }
  public void finish(Database.BatchableContext context) { insert new Account(Name = 'seen ' + seen + ' chunks ' + chunks); }
}`;

const { run, runtime } = openProgram({ Main, Counter });
after(() => runtime.close());

function compileError(statements: string): readonly string[] {
  return problems({ Main: `public class Main { public static void run() { ${statements} } }` });
}

describe('7. Equality of records [G2838-2860; J m36 m37]', () => {
  it('records compare by their fields', () => assert.equal(run('sameRecords'), 'true false false false'));
});

describe('12. Fields that were not queried [G55372, G55648; A#137]', () => {
  const message = (field: string): string =>
    `System.SObjectException: SObject row was retrieved via SOQL without querying the requested field: Account.${field}`;

  it('can not be read, by name or by get()', () => {
    assert.equal(run('unqueried'), message('Name'));
    assert.equal(run('unqueriedGet'), message('Industry'));
  });
  it('the id is always there', () => assert.equal(run('idAlways'), 'true'));
  it('a field of another object is refused', () =>
    assert.equal(run('foreign'), 'System.SObjectException: SObject.FieldName does not belong to SObject type Account'));
  it('a record made in memory gives null', () => assert.equal(run('unset'), 'nullnull'));
});

describe('13. A query for one row [J m35; A#158]', () => {
  it('needs exactly one', () => {
    assert.equal(run('none'), 'System.QueryException: List has no rows for assignment to SObject');
    assert.equal(run('two'), 'System.QueryException: List has more than 1 row for assignment to SObject');
  });
  it('?? takes its right side when there is none', () => assert.equal(run('noneCoalesced'), 'new'));
  it('rows of Database.query can be AggregateResults', () => assert.equal(run('aggregate'), '1 A'));
});

describe('15. JSON.serialize [G22217, G51251; A#34, A#194]', () => {
  it('keeps the scale of Decimals, leaves transients out, writes instants in GMT', () => {
    assert.deepEqual(JSON.parse(String(run('json'))), {
      d: 1.1,
      s: null,
      t: '2026-01-02T03:04:05.000Z',
      day: '2026-01-02',
      part: { items: [1], m: { z: 2, a: 1 } }
    });
    assert.match(String(run('json')), /"d":1\.10[,}]/);
    assert.doesNotMatch(String(run('json')), /hidden/);
  });
  // A#173 says the opposite of maps; the logs of an org that glade-sh/glade-tools keeps show this, a dozen times.
  it('maps in JSON come last entry first, fields of classes from Z to A [glade-tools; Stack Exchange 101066]', () =>
    assert.match(String(run('json')), /"m":\{"a":1,"z":2\}/));
  it('gives records their attributes', () => {
    assert.match(String(run('jsonRecord')), /^\{"attributes":\{"type":"Account"\},"Name":"A","AnnualRevenue":1\.50\}$/);
  });
});

describe('16. Datetimes [J m28, m29]', () => {
  it('are read in the zone of the user, have Gmt variants, and take days', () => {
    const zone = runtime.context.user(runtime.store.userId).timeZone;
    const local = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      day: 'numeric',
      hour: 'numeric',
      hourCycle: 'h23'
    }).formatToParts(Date.UTC(2026, 6, 1, 2, 30));
    const part = (type: string): string => String(Number(local.find((each) => each.type === type)?.value));
    assert.equal(
      run('datetimes'),
      `${part('day')} 1 ${part('hour')} 2026-02-01 00:00:00 2026-01-30 00:00:00 2026-07-01 08:00`
    );
  });
});

describe('17. DML [G11914, G12095, G21516]', () => {
  it('with allOrNone false saves what is sound', () =>
    assert.equal(run('partial'), 'true false REQUIRED_FIELD_MISSING 2 true'));
  it('otherwise saves all or nothing and says which row failed', () =>
    assert.equal(run('allOrNone'), '1 1 REQUIRED_FIELD_MISSING 0'));
  it('words a failure as the platform does', () => {
    assert.equal(
      run('missing'),
      'System.DmlException: Insert failed. First exception on row 0; first error: REQUIRED_FIELD_MISSING, Required fields are missing: [Name]: [Name]'
    );
  });
  it('rolls back to a savepoint, keeps ids of records in memory and counts statements', () =>
    assert.equal(run('savepoint'), '2 1 true 4'));
  it('a rollback makes later savepoints invalid', () => {
    assert.equal(run('laterSavepoint'), 'System.TypeException: Savepoint does not exist in this context');
  });
});

describe('18. Asynchronous Apex in tests [G22424, G23229, G24302; A#118, A#494]', () => {
  it('a batch runs at stopTest; Stateful keeps members; a test shares its statics', () =>
    assert.equal(run('batch'), '0 seen 3 chunks 1'));
  it('only one chunk may come', () => {
    assert.match(
      String(run('batchTwoChunks')),
      /^System\.UnexpectedException: No more than one executeBatch can be called from within a test method/
    );
  });
  it('a queueable runs at stopTest', () => assert.equal(run('queueable'), '0 1'));
  it('a failed queueable is rolled back, its finalizer is not', () =>
    assert.equal(run('finalizer'), 'UNHANDLED_EXCEPTION Divide by 0'));
  it('an @Future method runs at stopTest', () => assert.equal(run('future'), '0 1'));
});

describe('19. Limits: see limits.test.ts; statics live as long as the test method [G5113, G27006]', () => {
  it('startTest and stopTest do not reset them, another transaction does', () => {
    assert.equal(run('statics'), '1');
    assert.equal(run('statics'), '1');
  });
});

describe('20. User mode [G16062, G16787]', () => {
  it('is obeyed for a user with every right', () => assert.equal(run('userMode'), '1'));
});

describe('21. startTest releases savepoints [G12095]', () => {
  it('so that a rollback to one fails', () =>
    assert.equal(run('savepointBeforeStart'), 'System.TypeException: Savepoint does not exist in this context'));
});

describe('22. SOQL [SOQL guide; G55372]', () => {
  it('nulls come first, != finds empty fields, LIKE ignores case, LIMIT takes a bind, expr0 names an aggregate', () => {
    assert.equal(run('soql'), 'Acb 21 1 3');
  });
  it('deleted rows are hidden unless ALL ROWS asks for them', () => assert.equal(run('allRows'), '0 1'));
  it('children come with their parent', () => assert.equal(run('children'), '2y'));
  it('TODAY is a day of the user', () => assert.equal(run('today'), '1'));
  it('a dynamic query is refused as an inline one is', () => {
    assert.match(
      String(run('dynamicRefusal')),
      /^System\.QueryException: (.|\n)*field 'Notes__c' can not be filtered in a query call/
    );
    assert.ok(
      compileError("List<Ship__c> s = [SELECT Id FROM Ship__c WHERE Notes__c = 'x'];").some((message) =>
        message.includes("field 'Notes__c' can not be filtered in a query call")
      )
    );
  });
});
