/** Merging records. Source: Apex Developer Guide v65, "Merging Records", "Triggers and Merge Statements"; Apex Reference Guide v65, "MergeResult Class". */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { openProgram, problems } from './org-program.ts';

const Main = `@IsTest public class Main {
  public static String seen = '';
  static Account master; static Account twin; static Account third;
  static void make() {
    master = new Account(Name = 'Master'); twin = new Account(Name = 'Twin', Industry = 'Banking'); third = new Account(Name = 'Third');
    insert new List<Account>{ master, twin, third };
    insert new List<Contact>{ new Contact(LastName = 'a', AccountId = twin.Id), new Contact(LastName = 'b', AccountId = third.Id), new Contact(LastName = 'c', AccountId = master.Id) };
    insert new Ship__c(Name = 's', Owner__c = twin.Id);
    seen = '';
  }
  public static String statement() {
    make(); merge master twin;
    Account gone = [SELECT IsDeleted, MasterRecordId FROM Account WHERE Id = :twin.Id ALL ROWS];
    return [SELECT COUNT() FROM Account] + ' ' + [SELECT COUNT() FROM Contact WHERE AccountId = :master.Id] + ' ' + [SELECT Owner__r.Name FROM Ship__c].Owner__r.Name + ' ' + gone.IsDeleted + ' ' + (gone.MasterRecordId == master.Id) + ' ' + [SELECT Industry FROM Account WHERE Id = :master.Id].Industry;
  }
  public static String several() { make(); merge master new List<Account>{ twin, third }; return [SELECT COUNT() FROM Account] + ' ' + [SELECT COUNT() FROM Contact WHERE AccountId = :master.Id]; }
  public static String byIds() { make(); merge master new List<Id>{ twin.Id, third.Id }; make(); merge master twin.Id; return [SELECT COUNT() FROM Account] + ''; }
  public static String withValues() { make(); master.Industry = 'Energy'; merge master twin; return [SELECT Industry FROM Account WHERE Id = :master.Id].Industry; }
  public static String triggers() { make(); merge master twin; return seen; }
  public static String results() {
    make(); List<Database.MergeResult> found = Database.merge(master, new List<Id>{ twin.Id, third.Id });
    return found.size() + ' ' + found[0].isSuccess() + ' ' + (found[0].getId() == master.Id) + ' ' + (found[1].getMergedRecordIds()[0] == (String) third.Id) + ' ' + found[0].getUpdatedRelatedIds().size() + ' ' + found[0].getErrors().size();
  }
  public static String gone() { make(); delete twin; merge master twin; return 'ok'; }
  public static String goneAsResult() { make(); delete twin; Database.MergeResult found = Database.merge(master, twin.Id, false); return found.isSuccess() + ' ' + found.getErrors()[0].getStatusCode() + ' ' + [SELECT COUNT() FROM Contact WHERE AccountId = :master.Id]; }
  public static String refusedByTrigger() { make(); third.Name = 'keep'; update third; seen = ''; try { merge master third; } catch (DmlException error) { return error.getMessage() + ' ' + [SELECT COUNT() FROM Account]; } return 'ok'; }
  public static String parents() { make(); master.ParentId = twin.Id; third.ParentId = twin.Id; update new List<Account>{ master, third }; merge new Account(Id = master.Id) twin; return [SELECT ParentId FROM Account WHERE Id = :master.Id].ParentId + ' ' + ([SELECT ParentId FROM Account WHERE Id = :third.Id].ParentId == master.Id); }
  public static String limits() { make(); Integer before = Limits.getDmlStatements(); Integer rows = Limits.getDmlRows(); merge master twin; return (Limits.getDmlStatements() - before) + ' ' + (Limits.getDmlRows() - rows); }
  public static String ship() { Ship__c a = new Ship__c(Name = 'a'); Ship__c b = new Ship__c(Name = 'b'); insert new List<Ship__c>{ a, b }; Database.merge(a, b); return 'ok'; }
}`;
const Accounts = `trigger Accounts on Account (before delete, after delete, before update, after update) {
  for (Account each : Trigger.isDelete ? Trigger.old : Trigger.new) {
    if (Trigger.isDelete && each.Name == 'keep') each.addError('stays');
    Main.seen += (Trigger.isBefore ? 'b' : 'a') + (Trigger.isDelete ? 'd' : 'u') + each.Name + (each.MasterRecordId != null ? '*' : '') + ' ';
  }
}`;
const Contacts = `trigger Contacts on Contact (before update) { Main.seen += 'moved '; }`;

const { runtime, run } = openProgram({ Main, 'Accounts.trigger': Accounts, 'Contacts.trigger': Contacts });
after(() => runtime.store.close());

describe('merge', () => {
  const cases: ReadonlyArray<readonly [method: string, result: string | RegExp]> = [
    ['statement', '2 2 Master true true null'],
    ['several', '1 3'],
    ['byIds', '3'],
    ['withValues', 'Energy'],
    ['triggers', 'bdTwin adTwin* buMaster auMaster '],
    ['results', '2 true true true 2 0'],
    [
      'gone',
      /^System\.DmlException: Merge failed\. First exception on row 0 with id 001\w{15}; first error: ENTITY_IS_DELETED, entity is deleted: \[\]$/
    ],
    ['goneAsResult', 'false ENTITY_IS_DELETED 1'],
    [
      'refusedByTrigger',
      /^Merge failed\. First exception on row 0 with id 001\w{15}; first error: FIELD_CUSTOM_VALIDATION_EXCEPTION, stays: \[\] 3$/
    ],
    ['parents', 'null true'],
    ['limits', '1 2'],
    ['ship', 'not supported by the local org: merging Ship__c']
  ];
  for (const [method, result] of cases) {
    it(method, () => {
      if (typeof result === 'string') assert.equal(run(method), result);
      else assert.match(String(run(method)), result);
    });
  }

  it('is not for custom objects', () => {
    assert.deepEqual(problems({ Main: 'public class Main { static void go(Ship__c a, Ship__c b) { merge a b; } }' }), [
      'DML operation MERGE not allowed on Ship__c'
    ]);
  });
});
