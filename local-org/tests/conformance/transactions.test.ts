/**
 * Semantics of transactions and access, items 17, 18, 20 and 22: triggers around a save, asynchronous work, what a user
 * may see, what SOQL compares. Sources as in `semantics.test.ts`; [T] is "Triggers and Order of Execution" of the Apex
 * Developer Guide v65, [S] the SOQL and SOSL Reference v65.
 */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { openProgram } from './org-program.ts';

const Main = `@IsTest public class Main {
  public static String seen = '';
  public static Boolean again = false;

  public static String chunks() {
    List<Account> accounts = new List<Account>();
    for (Integer i = 0; i < 201; i++) accounts.add(new Account(Name = 'n' + i));
    insert accounts;
    return seen;
  }
  public static String order() {
    Account one = new Account(Description = 'no name yet'); insert one; String inserted = seen; seen = '';
    one.Name = 'second'; update one;
    return inserted + ' |' + seen;
  }
  public static String refused() {
    try { insert new List<Account>{ new Account(Name = 'good'), new Account(Name = 'bad') }; } catch (DmlException error) { return error.getMessage() + ' ' + error.getDmlIndex(0) + ' ' + [SELECT COUNT() FROM Account]; }
    return 'no error';
  }
  public static String retries() {
    List<Database.SaveResult> results = Database.insert(new List<Account>{ new Account(Name = 'good'), new Account(Name = 'late') }, false);
    return results[0].isSuccess() + ' ' + results[1].getErrors()[0].getMessage() + ' ' + [SELECT COUNT() FROM Account] + seen;
  }
  public static String recursion() { again = true; insert new Account(Name = 'start'); return seen + ' ' + [SELECT Name FROM Account].Name; }
  public static String endless() { insert new Contact(LastName = '0'); return 'ok'; }

  public static String separate() {
    insert new Account(Name = 'one');
    Test.startTest(); Database.executeBatch(new Phases()); Test.stopTest();
    return Phases.log;
  }
  public class Link implements Queueable {
    Integer n; public Link(Integer n) { this.n = n; }
    public void execute(QueueableContext context) { if (n > 0) System.enqueueJob(new Link(n - 1)); }
  }
  public static String chain() { Test.startTest(); System.enqueueJob(new Link(1)); Test.stopTest(); return [SELECT COUNT() FROM AsyncApexJob WHERE JobType = 'Queueable'] + ' ' + Limits.getQueueableJobs(); }

  public static String holding() { Test.startTest(); Id job = Database.executeBatch(new Phases()); String before = [SELECT Status FROM AsyncApexJob WHERE Id = :job].Status; Test.stopTest(); return before + ' ' + [SELECT Status FROM AsyncApexJob WHERE Id = :job].Status; }

  static User minimum() {
    User u = new User(LastName = 'L', Alias = 'l', Email = 'l@example.com', Username = 'l@example.com.transactions', ProfileId = [SELECT Id FROM Profile WHERE Name = 'Minimum Access - Salesforce'].Id, TimeZoneSidKey = 'Asia/Tokyo', LocaleSidKey = 'en_US', EmailEncodingKey = 'UTF-8', LanguageLocaleKey = 'en_US');
    insert u; return u;
  }
  public static String userModeQuery() { User u = minimum(); System.runAs(u) { return String.valueOf([SELECT COUNT() FROM Account WITH USER_MODE]); } return null; }
  public static String userModeDynamic() { User u = minimum(); System.runAs(u) { return String.valueOf(Database.query('SELECT Name FROM Account', AccessLevel.USER_MODE).size()); } return null; }
  public static String userModeInsert() { User u = minimum(); System.runAs(u) { insert as user new Account(Name = 'A'); } return 'ok'; }
  public static String systemMode() { User u = minimum(); System.runAs(u) { insert as system new Account(Name = 'A'); } return 'ok ' + [SELECT COUNT() FROM Account]; }
  public static String described() { User u = minimum(); System.runAs(u) { Schema.DescribeSObjectResult d = Account.SObjectType.getDescribe(); return d.isAccessible() + ' ' + d.isCreateable() + ' ' + Account.Industry.getDescribe().isAccessible(); } return null; }
  static User withShip() { insert new Ship__c(Name = 'S'); return minimum(); }
  public static String open() { User u = withShip(); System.runAs(u) { return Open.count() + ' ' + Open.inherited(); } return null; }
  public static String kept() { User u = withShip(); System.runAs(u) { return String.valueOf(Kept.count()); } return null; }
  public static String keptInherited() { User u = withShip(); System.runAs(u) { return String.valueOf(Kept.inherited()); } return null; }
  public static String keptSystem() { User u = withShip(); System.runAs(u) { return String.valueOf(Kept.systemMode()); } return null; }
  public static String permission() {
    User u = minimum(); Boolean before; Boolean granted;
    System.runAs(u) { before = FeatureManagement.checkPermission('Sail'); }
    insert new PermissionSetAssignment(AssigneeId = u.Id, PermissionSetId = [SELECT Id FROM PermissionSet WHERE Name = 'Captain'].Id);
    System.runAs(u) { granted = FeatureManagement.checkPermission('Sail'); }
    return before + ' ' + granted;
  }

  static void three() { insert new List<Account>{ new Account(Name = 'b', Industry = 'Banking'), new Account(Name = 'A'), new Account(Name = 'c', Industry = 'Energy') }; }
  static String names(List<Account> accounts) { String result = ''; for (Account each : accounts) result += each.Name; return result; }
  public static String nullsOrder() {
    three();
    return names([SELECT Name FROM Account ORDER BY Industry]) + ' ' + names([SELECT Name FROM Account ORDER BY Industry NULLS LAST]) + ' ' + names([SELECT Name FROM Account ORDER BY Industry DESC]) + ' ' + names([SELECT Name FROM Account ORDER BY Industry DESC NULLS LAST]);
  }
  public static String comparesNull() {
    three(); String none;
    return [SELECT COUNT() FROM Account WHERE Industry = null] + ' ' + [SELECT COUNT() FROM Account WHERE Industry != null] + ' ' + [SELECT COUNT() FROM Account WHERE Industry = :none] + ' ' + [SELECT COUNT() FROM Account WHERE Industry NOT IN ('Banking')];
  }
  public static String likeText() { three(); String some = 'B%'; return [SELECT COUNT() FROM Account WHERE Name LIKE :some] + ' ' + [SELECT COUNT() FROM Account WHERE Name LIKE '_'] + ' ' + [SELECT COUNT() FROM Account WHERE (NOT Name LIKE 'a')]; }
  public static String zone() {
    User tokyo = minimum(); insert new Account(Name = 'A'); Account a = [SELECT Id FROM Account];
    Test.setCreatedDate(a.Id, Datetime.newInstanceGmt(2026, 1, 14, 16, 0, 0));
    Integer here = [SELECT COUNT() FROM Account WHERE CreatedDate = TODAY]; Integer there;
    System.runAs(tokyo) { there = [SELECT COUNT() FROM Account WHERE CreatedDate = TODAY]; }
    return here + ' ' + there;
  }
  public static String aliases() { three(); AggregateResult r = [SELECT COUNT(Id), MAX(Name) top, MIN(Name) FROM Account][0]; return r.get('expr0') + ' ' + r.get('top') + ' ' + r.get('expr1'); }
  public static String limits() { three(); Integer n = 1; return [SELECT Id FROM Account LIMIT :(n + 1)].size() + ' ' + names([SELECT Name FROM Account ORDER BY Name LIMIT 1 OFFSET :n]); }
}`;

const sources = {
  Main,
  Phases: `public class Phases implements Database.Batchable<SObject> {
    public static String log = '';
    private Integer executed = 0;
    public Database.QueryLocator start(Database.BatchableContext context) { log += 'start ' + Limits.getQueries() + Limits.getDmlStatements(); return Database.getQueryLocator('SELECT Id FROM Account'); }
    public void execute(Database.BatchableContext context, List<Account> scope) { executed++; update scope; log += ', execute ' + Limits.getDmlStatements(); }
    public void finish(Database.BatchableContext context) { log += ', finish ' + Limits.getDmlStatements() + ' ' + executed; }
  }`,
  Open: 'public without sharing class Open { public static Integer count() { return [SELECT COUNT() FROM Ship__c]; } public static Integer inherited() { return Heir.count(); } }',
  Kept: "public with sharing class Kept { public static Integer count() { return [SELECT COUNT() FROM Ship__c]; } public static Integer inherited() { return Heir.count(); } public static Integer systemMode() { return Database.countQuery('SELECT COUNT() FROM Ship__c', AccessLevel.SYSTEM_MODE); } }",
  Heir: 'public inherited sharing class Heir { public static Integer count() { return [SELECT COUNT() FROM Ship__c]; } }',
  'Accounts.trigger': `trigger Accounts on Account (before insert, after insert, before update, after update) {
    if (Trigger.size > 100 || Trigger.isUpdate || Trigger.new.size() <= 2) {
      Main.seen += ' ' + (Trigger.isBefore ? 'before ' : 'after ') + Trigger.size;
    }
    for (Account each : Trigger.new) {
      if (Trigger.isBefore && each.Name == null) { Main.seen += ' ' + (each.Id == null); each.Name = 'first'; }
      if (Trigger.isBefore && each.Name == 'bad') each.addError('No bad names');
      if (Trigger.isAfter && each.Name == 'late') each.addError('Too late');
      if (Trigger.isAfter && Trigger.isInsert && each.Name == 'first') Main.seen += ' ' + (each.Id != null);
      if (Trigger.isAfter && Trigger.isUpdate && each.Name == 'second') Main.seen += ' ' + Trigger.oldMap.get(each.Id).Name + ' > ' + each.Name;
    }
    if (Trigger.isAfter && Main.again) { Main.again = false; update new Account(Id = Trigger.new[0].Id, Name = 'once more'); }
  }`,
  'Contacts.trigger': `trigger Contacts on Contact (after insert) {
    insert new Contact(LastName = String.valueOf(Integer.valueOf(Trigger.new[0].LastName) + 1));
  }`
};

const { run, runtime } = openProgram(sources);
after(() => runtime.close());

const hidden =
  "System.QueryException: sObject type 'Account' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.";
describe('17. Triggers around a save [T; G11914, G21516]', () => {
  it('come in chunks of 200', () => assert.equal(run('chunks'), ' before 200 after 200 before 1 after 1'));
  it('before: no id yet, and what they set is saved; required fields are checked later; after: id and old values', () =>
    assert.equal(run('order'), ' before 1 true after 1 true | before 1 after 1 first > second'));
  it('addError refuses the row, and with it the statement', () =>
    assert.equal(
      run('refused'),
      'Insert failed. First exception on row 1; first error: FIELD_CUSTOM_VALIDATION_EXCEPTION, No bad names: [] 1 0'
    ));
  it('run again on the good rows when allOrNone is false', () =>
    assert.equal(run('retries'), 'true Too late 1 before 2 after 2 before 1 after 1'));
  it('fire on their own changes, 16 deep', () => {
    assert.equal(run('recursion'), ' before 1 after 1 before 1 after 1 once more');
    assert.match(String(run('endless')), /maximum trigger depth exceeded/i);
  });
});

describe('18. Asynchronous Apex [G22424, G23229, G24302; A#377, A#394, A#494]', () => {
  it('start, execute and finish are transactions; members are not kept without Stateful', () =>
    assert.equal(run('separate'), 'start 00, execute 1, finish 0 0'));
  it('a chain of queueables is refused in a test', () =>
    assert.equal(run('chain'), 'System.AsyncException: Maximum stack depth has been reached.'));
  it('a batch waits until stopTest, in the flex queue only after five others (asynchronous.test.ts)', () =>
    assert.equal(run('holding'), 'Queued Completed'));
});

describe('20. Access [G6364, G16062, G16787; A#131, A#197, A#198, A#199, A#217, A#363]', () => {
  it('user mode hides objects without permission, system mode does not', () => {
    assert.equal(run('userModeQuery'), hidden);
    assert.equal(run('userModeDynamic'), hidden);
    assert.equal(run('userModeInsert'), "System.SecurityException: Access to entity 'Account' denied");
    assert.equal(run('systemMode'), 'ok 1');
  });
  it('describes tell what the user of runAs may', () => assert.equal(run('described'), 'false false false'));
  it('custom permissions come with a permission set', () => assert.equal(run('permission'), 'false true'));
  it('without sharing sees all, with sharing asks for shares, inherited sharing is as its caller', () => {
    assert.equal(run('open'), '1 1');
    assert.equal(run('kept'), '0');
    assert.equal(run('keptInherited'), '0');
  });
  it('system mode keeps the sharing of the class', () => assert.equal(run('keptSystem'), '0'));
});

describe('22. SOQL compares [S]', () => {
  it('nulls come first in both directions unless the query says last', () =>
    assert.equal(run('nullsOrder'), 'Abc bcA Acb cbA'));
  it('= null and != null find empty and filled fields; NOT IN includes the empty ones', () =>
    assert.equal(run('comparesNull'), '1 2 1 2'));
  it('LIKE knows % and _ and no case', () => assert.equal(run('likeText'), '1 3 2'));
  it('TODAY begins at midnight of the running user', () => assert.equal(run('zone'), '0 1'));
  it('aggregates without alias are numbered among themselves', () => assert.equal(run('aliases'), '3 c A'));
  it('LIMIT and OFFSET take expressions', () => assert.equal(run('limits'), '2 b'));
});
