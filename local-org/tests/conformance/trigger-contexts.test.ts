/**
 * What a trigger sees and may do. Sources: [G] Apex Developer Guide v65, by section; [aer] CHANGELOG of octoberswimmer/aer,
 * which compares itself with an org; [T] what beyond-the-cloud-dev/trigger-lib found out about trigger contexts on an org.
 */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { openProgram, problems } from './org-program.ts';

const Main = `public class Main {
  public static String log = '';
  public static String mode = '';
  static Account saved() { Account a = new Account(Name = 'A'); insert a; return a; }
  public static String variables() { mode = 'variables'; Account a = saved(); update a; delete a; undelete a; return log; }
  public static String relationships() {
    Account p = new Account(Name = 'P'); insert p; Account c = new Account(Name = 'C', ParentId = p.Id); insert c;
    c = [SELECT Id, Name, ParentId, Parent.Name, (SELECT LastName FROM Contacts) FROM Account WHERE Id = :c.Id];
    mode = 'relationships'; update c; return log + c.Parent.Name;
  }
  public static String partial() {
    List<Account> all = new List<Account>(); for (Integer i = 0; i < 6; i++) all.add(new Account(Name = 'n' + i));
    Integer before = [SELECT COUNT() FROM Account];
    mode = 'partial'; List<Database.SaveResult> results = Database.insert(all, false);
    Integer queries = Limits.getQueries(); Integer statements = Limits.getDmlStatements();
    String good = ''; for (Database.SaveResult each : results) good += each.isSuccess() ? '+' : '-';
    return log + good + ' ' + queries + ' ' + statements + ' ' + [SELECT COUNT() FROM Account];
  }
  public static String partialTwice() { mode = 'everyTime'; Database.insert(new List<Account>{ new Account(Name = '1'), new Account(Name = '2'), new Account(Name = '3'), new Account(Name = '4') }, false); return 'ok'; }
  public static String oldOfDelete() { Account a = saved(); mode = 'editOld'; delete a; return 'ok'; }
  public static String newOfAfter() { mode = 'editAfter'; saved(); return 'ok'; }
  public static String updatesItself() { Account a = saved(); mode = 'updateItself'; update a; return 'ok'; }
  public static String deletesItself() { Account a = saved(); mode = 'deleteItself'; update a; return 'ok'; }
  public static String deletedAgain() { Account a = saved(); mode = 'deleteDeleted'; delete a; return 'ok'; }
  public static String updatedBeforeDelete() { Account a = saved(); mode = 'updateDeleted'; delete a; return [SELECT Name FROM Account ALL ROWS].Name; }
  public static String deletesInserted() { mode = 'deleteInserted'; saved(); return 'ok ' + [SELECT COUNT() FROM Account]; }
  public static String updatesOther() { mode = 'updateInserted'; saved(); return [SELECT Name FROM Account].Name + ' ' + Limits.getDmlStatements() + ' ' + Limits.getDmlRows(); }
  static String message = '';
  static String caught(String wanted) { mode = wanted; try { Account a = saved(); update a; delete a; undelete a; return 'saved ' + message; } catch (DmlException e) { return e.getMessage() + message; } }
  public static String swallow(Exception e) { message += 'caught ' + e.getMessage(); return message; }
  public static String readOnly() { return caught('swallowAfter'); }
  public static String errorOnOld() { return caught('errorOnOld'); }
  public static String ownRows() { return caught('ownRows'); }
  public static String oldRows() { return caught('oldRows'); }
  public static String undeletesItself() { return caught('undeleteDeleted'); }
  public static String deletesRestored() { return caught('deleteRestored'); }
  public static Integer depth = 0;
  public static String endless() { Account a = saved(); mode = 'endless'; try { update a; return 'updated'; } catch (DmlException e) { return depth + ' ' + e.getMessage(); } }
  public static String endlessSwallowed() { Account a = saved(); mode = 'endlessSwallowed'; update new Account(Id = a.Id, Name = 'top'); return depth + ' ' + [SELECT Name FROM Account].Name + ' ' + message.substringBefore('.'); }
  public static String callsOut() { Test.setMock(HttpCalloutMock.class, new Mock()); return caught('callOut'); }
  public static void callOut() { HttpRequest request = new HttpRequest(); request.setEndpoint('https://api.example.com'); request.setMethod('GET'); new Http().send(request); }
  public static String children() { Account a = saved(); insert new Contact(LastName = 'L', AccountId = a.Id); List<Account> all = [SELECT Id, (SELECT Id FROM Contacts) FROM Account]; return Limits.getQueries() + ' ' + Limits.getQueryRows() + ' ' + Limits.getAggregateQueries(); }
  public class Nightly implements Schedulable { public void execute(SchedulableContext context) { HttpRequest request = new HttpRequest(); request.setEndpoint('https://api.example.com'); request.setMethod('GET'); new Http().send(request); } }
  public class Mock implements HttpCalloutMock { public HttpResponse respond(HttpRequest request) { return new HttpResponse(); } }
  public static String scheduledCallout() { Test.setMock(HttpCalloutMock.class, new Mock()); Test.startTest(); System.schedule('a', '0 0 0 1 1 ? 2099', new Nightly()); Test.stopTest(); return 'ok'; }
}`;

const Accounts = `trigger Accounts on Account (before insert, after insert, before update, after update, before delete, after delete, after undelete) {
  String mode = Main.mode;
  if (mode == 'variables') Main.log += Trigger.operationType + ' ' + (Trigger.new == null ? '-' : '' + Trigger.new.size()) + (Trigger.newMap == null ? '-' : '' + Trigger.newMap.size()) + (Trigger.old == null ? '-' : '' + Trigger.old.size()) + (Trigger.oldMap == null ? '-' : '' + Trigger.oldMap.size()) + Trigger.size + ' ';
  if (mode == 'relationships') Main.log += Trigger.new[0].Parent + '|' + Trigger.new[0].Parent.Name + '|' + Trigger.new[0].Contacts.size() + '|' + Trigger.old[0].Parent + ' ';
  if (mode == 'partial') {
    Integer n = [SELECT COUNT() FROM Account]; Main.log += (Trigger.isBefore ? 'before ' : 'after ') + Trigger.size + ' ';
    for (Account a : Trigger.new) { if (Trigger.isBefore && a.Name == 'n1') a.addError('x'); if (Trigger.isAfter && a.Name == 'n3') a.addError('y'); }
  }
  if (mode == 'everyTime' && Trigger.isBefore) Trigger.new[0].addError('x');
  if (mode == 'editOld' && Trigger.isDelete) Trigger.old[0].Name = 'B';
  if (mode == 'editAfter' && Trigger.isAfter) Trigger.new[0].Name = 'B';
  if (mode == 'updateItself' && Trigger.isBefore) update new Account(Id = Trigger.new[0].Id, Name = 'B');
  if (mode == 'deleteItself' && Trigger.isBefore) delete new Account(Id = Trigger.new[0].Id);
  if (mode == 'deleteDeleted' && Trigger.isBefore) delete new Account(Id = Trigger.old[0].Id);
  if (mode == 'updateDeleted' && Trigger.isBefore && Trigger.isDelete) { Main.mode = ''; update new Account(Id = Trigger.old[0].Id, Name = 'B'); }
  if (mode == 'deleteInserted' && Trigger.isInsert && Trigger.isAfter) delete new Account(Id = Trigger.new[0].Id);
  if (mode == 'swallowAfter' && Trigger.isAfter && Trigger.isUpdate) try { Trigger.new[0].Name = 'B'; } catch (Exception e) { Main.swallow(e); }
  if (mode == 'errorOnOld' && Trigger.isBefore && Trigger.isUpdate) try { Trigger.old[0].addError('x'); } catch (Exception e) { Main.swallow(e); }
  if (mode == 'ownRows' && Trigger.isUpdate) try { update new List<Account>(Trigger.new); } catch (SObjectException e) { Main.swallow(e); }
  if (mode == 'oldRows' && Trigger.isDelete) delete Trigger.old;
  if (mode == 'undeleteDeleted' && Trigger.isAfter && Trigger.isDelete) undelete new Account(Id = Trigger.old[0].Id);
  if (mode == 'deleteRestored' && Trigger.isUndelete) delete new Account(Id = Trigger.new[0].Id);
  if (mode == 'endless' && Trigger.isUpdate && Trigger.isAfter) { Main.depth++; try { update new Account(Id = Trigger.new[0].Id, Name = 'n' + Main.depth); } finally { } }
  if (mode == 'endlessSwallowed' && Trigger.isUpdate && Trigger.isAfter) { Main.depth++; try { update new Account(Id = Trigger.new[0].Id, Name = 'n' + Main.depth); } catch (Exception e) { Main.swallow(e); } }
  if (mode == 'callOut') try { Main.callOut(); } catch (CalloutException e) { Trigger.new[0].addError(e.getMessage()); }
  if (mode == 'updateInserted' && Trigger.isInsert && Trigger.isAfter) update new Account(Id = Trigger.new[0].Id, Name = 'B');
}`;

const { run, runtime } = openProgram({ Main, 'Accounts.trigger': Accounts });
after(() => runtime.close());

describe('trigger context [G Trigger Context Variables, Context Variable Considerations]', () => {
  const cases: ReadonlyArray<readonly [title: string, method: string, expected: string | RegExp]> = [
    [
      'new, newMap, old, oldMap, size of each event; no newMap before insert, no old after undelete [aer v1.2.15]',
      'variables',
      'BEFORE_INSERT 1---1 AFTER_INSERT 11--1 BEFORE_UPDATE 11111 AFTER_UPDATE 11111 BEFORE_DELETE --111 AFTER_DELETE --111 AFTER_UNDELETE 11--1 '
    ],
    [
      'related records are not seen, the record of the caller keeps them [aer v1.2.15]',
      'relationships',
      'null|null|0|null null|null|0|null P'
    ],
    [
      'old records are read-only',
      'oldOfDelete',
      /BeforeDelete\n\ncaused by: System.FinalException: Record is read-only/
    ],
    [
      'new records are, once they are saved',
      'newOfAfter',
      /AfterInsert\n\ncaused by: System.FinalException: Record is read-only/
    ],
    [
      'a record cannot be updated before it is updated',
      'updatesItself',
      /SELF_REFERENCE_FROM_TRIGGER, Object \(id = 001\w{12}\) is currently in trigger Accounts, therefore it cannot recursively update itself: \[\]/
    ],
    ['nor deleted', 'deletesItself', /SELF_REFERENCE_FROM_TRIGGER/],
    ['nor deleted again before it is deleted', 'deletedAgain', /SELF_REFERENCE_FROM_TRIGGER/],
    ['but updated', 'updatedBeforeDelete', 'B'],
    ['and deleted after it was inserted', 'deletesInserted', 'ok 0'],
    ['statements and rows of triggers count', 'updatesOther', 'B 2 2'],
    [
      'no code of the trigger catches that a record is read-only [T]',
      'readOnly',
      /CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY, Accounts: execution of AfterUpdate\n\ncaused by: System.FinalException: Record is read-only\n\nTrigger.Accounts: line \d+, column 1: \[\]$/
    ],
    [
      'old records of an update take no errors [T]',
      'errorOnOld',
      /execution of BeforeUpdate\n\ncaused by: System.FinalException: SObject row does not allow errors\n\n[^]*: \[\]$/
    ],
    [
      'the records themselves cannot be saved, in another list either [T]',
      'ownRows',
      `saved ${'caught DML statement cannot operate on trigger.new or trigger.old'.repeat(2)}`
    ],
    [
      'nor can old ones [T]',
      'oldRows',
      /caused by: System.SObjectException: DML statement cannot operate on trigger.new or trigger.old/
    ],
    ['a record cannot be undeleted after it was deleted [T]', 'undeletesItself', /SELF_REFERENCE_FROM_TRIGGER/],
    ['nor deleted after it was undeleted [T]', 'deletesRestored', /SELF_REFERENCE_FROM_TRIGGER/],
    [
      'triggers start triggers sixteen times [T]',
      'endless',
      /^16 Update failed[^]*maximum trigger depth exceeded\nAccount trigger event AfterUpdate for \[001\w{12}\]/
    ],
    ['only the outermost trigger catches that they cannot [T]', 'endlessSwallowed', /^16 top caught Update failed/],
    ['triggers make no callouts [T]', 'callsOut', /Callout from triggers are currently not supported\./]
  ];
  for (const [title, method, expected] of cases) {
    it(title, () => {
      if (typeof expected === 'string') assert.equal(run(method), expected);
      else assert.match(String(run(method)), expected);
    });
  }
});

describe('partial success [G Bulk DML Exception Handling]', () => {
  it('saves what has no errors again, with fresh limits: one query before, two of the second attempt', () =>
    assert.equal(run('partial'), 'before 6 after 5 before 4 after 4 +-+-++ 3 1 4'));
  it('a third attempt that fails is not known', () =>
    assert.equal(run('partialTwice'), 'not supported by the local org: a partial save whose third attempt fails'));
});

it('a child relationship counts as a query of its own [G Per-Transaction Apex Limits]', () =>
  assert.equal(run('children'), '1 2 1'));

it('scheduled Apex does not call out [G Apex Scheduler Notes]', () =>
  assert.equal(run('scheduledCallout'), 'System.CalloutException: Callout from scheduled Apex not supported.'));

it('triggers of custom metadata are refused in the words of the compiler', () => {
  const type =
    '<?xml version="1.0" encoding="UTF-8"?>\n<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><label>Kind</label><pluralLabel>Kinds</pluralLabel><visibility>Public</visibility></CustomObject>';
  const sources = { Main: 'public class Main { }', 'Kinds.trigger': 'trigger Kinds on Kind__mdt (before insert) { }' };
  assert.deepEqual(problems(sources, { 'app/objects/Kind__mdt/Kind__mdt.object-meta.xml': type }), [
    'SObject type does not allow triggers: Kind__mdt'
  ]);
});
