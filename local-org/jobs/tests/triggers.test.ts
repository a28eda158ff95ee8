import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problems, runProject } from './apex-project.ts';

const TRIGGER = `trigger AccountTrigger on Account (before insert, before update, before delete, after insert, after update, after delete, after undelete) {
  Seen.events.add(Trigger.operationType.name() + ' ' + Trigger.size);
  Handler.run();
  if (Trigger.isBefore && !Trigger.isDelete) {
    for (Account each : Trigger.new) {
      if (each.Name == 'bad') each.addError('No bad names');
      if (each.Name == 'broken') { String nothing; nothing.length(); }
      each.Description = 'checked';
    }
  }
  if (Trigger.isAfter && Trigger.isInsert) {
    for (Account each : Trigger.new) if (each.Name == 'late') each.addError('Too late');
  }
}`;
const SEEN = `public class Seen {
  public static List<String> events = new List<String>();
}`;
const HANDLER = `public with sharing class Handler {
  public static void run() {
    if (!Trigger.isExecuting) return;
    if (Trigger.isUpdate && Trigger.isAfter) {
      for (SObject each : Trigger.new) {
        Account before = (Account) Trigger.oldMap.get(each.Id);
        Seen.events.add(before.Name + ' > ' + ((Account) each).Name);
      }
    }
    if (Trigger.isBefore && Trigger.isDelete) {
      for (Account each : (List<Account>) Trigger.old) if (each.Name == 'kept') each.addError('Kept');
    }
  }
}`;
const TEST = `@IsTest private class TriggerTest {
  @IsTest static void order() {
    Account one = new Account(Name = 'one');
    insert one;
    Assert.isNull(one.Description, 'What a trigger sets is not seen here');
    Assert.areEqual('checked', [SELECT Description FROM Account].Description);
    one.Name = 'two';
    update one;
    delete one;
    undelete one;
    Assert.areEqual(new List<String>{ 'BEFORE_INSERT 1', 'AFTER_INSERT 1', 'BEFORE_UPDATE 1', 'AFTER_UPDATE 1', 'one > two', 'BEFORE_DELETE 1', 'AFTER_DELETE 1', 'AFTER_UNDELETE 1' }, Seen.events);
    Assert.isFalse(Trigger.isExecuting);
    Assert.isNull(Trigger.new);
  }
  @IsTest static void errorsRefuse() {
    try { insert new List<Account>{ new Account(Name = 'good'), new Account(Name = 'bad') }; Assert.fail(); } catch (DmlException e) {
      Assert.areEqual('Insert failed. First exception on row 1; first error: FIELD_CUSTOM_VALIDATION_EXCEPTION, No bad names: []', e.getMessage());
    }
    Assert.areEqual(0, [SELECT COUNT() FROM Account]);
    Account kept = new Account(Name = 'kept');
    insert kept;
    Assert.isFalse(Database.delete(kept, false).isSuccess());
    Assert.areEqual(1, [SELECT COUNT() FROM Account]);
  }
  @IsTest static void partialSuccessTriesAgain() {
    List<Database.SaveResult> results = Database.insert(new List<Account>{ new Account(Name = 'good'), new Account(Name = 'bad'), new Account(Name = 'late') }, false);
    Assert.areEqual('true false false', results[0].isSuccess() + ' ' + results[1].isSuccess() + ' ' + results[2].isSuccess());
    Assert.areEqual('Too late', results[2].getErrors()[0].getMessage());
    Assert.areEqual(1, [SELECT COUNT() FROM Account]);
    Assert.areEqual(new List<String>{ 'BEFORE_INSERT 3', 'AFTER_INSERT 2', 'BEFORE_INSERT 1', 'AFTER_INSERT 1' }, Seen.events);
  }
  @IsTest static void exceptionsNameTheTrigger() {
    try { insert new Account(Name = 'broken'); Assert.fail(); } catch (DmlException e) {
      Assert.areEqual('Insert failed. First exception on row 0; first error: CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY, AccountTrigger: execution of BeforeInsert\\n\\n'
        + 'caused by: System.NullPointerException: Attempt to de-reference a null object\\n\\nTrigger.AccountTrigger: line 7, column 1: []', e.getMessage());
    }
  }
  @IsTest static void chunks() {
    List<Account> accounts = new List<Account>();
    for (Integer i = 0; i < 450; i++) accounts.add(new Account(Name = 'n' + i));
    insert accounts;
    Assert.areEqual(new List<String>{ 'BEFORE_INSERT 200', 'AFTER_INSERT 200', 'BEFORE_INSERT 200', 'AFTER_INSERT 200', 'BEFORE_INSERT 50', 'AFTER_INSERT 50' }, Seen.events);
    Assert.areEqual(1, Limits.getDmlStatements());
  }
  @IsTest static void upsertIsTwoOperations() {
    Account one = new Account(Name = 'one');
    insert one;
    Seen.events.clear();
    upsert new List<Account>{ one, new Account(Name = 'two') };
    Assert.areEqual(new List<String>{ 'BEFORE_INSERT 1', 'AFTER_INSERT 1', 'BEFORE_UPDATE 1', 'AFTER_UPDATE 1', 'one > one' }, Seen.events);
  }
  @IsTest static void upsertByKeyFindsFirst() {
    Contact one = new Contact(LastName = 'one', Email = 'one@example.com');
    insert one;
    List<Contact> both = new List<Contact>{ new Contact(LastName = 'two', Email = 'two@example.com'), new Contact(LastName = 'other', Email = 'ONE@example.com') };
    List<Database.UpsertResult> results = Database.upsert(both, Contact.Email);
    Assert.areEqual('true false', results[0].isCreated() + ' ' + results[1].isCreated());
    Assert.areEqual(one.Id, both[1].Id);
    Assert.areEqual('other', [SELECT LastName FROM Contact WHERE Id = :one.Id].LastName);
    Assert.areEqual(2, [SELECT COUNT() FROM Contact]);
    insert new Contact(LastName = 'again', Email = 'one@example.com');
    try { upsert new Contact(LastName = 'x', Email = 'one@example.com') Contact.Email; Assert.fail(); } catch (DmlException e) { Assert.areEqual('DUPLICATE_EXTERNAL_ID', e.getDmlType(0).name()); }
  }
  @IsTest static void savedRecordsAreReadOnly() {
    insert new Contact(LastName = 'a');
  }
}`;
const CONTACTS = `trigger ContactTrigger on Contact (after insert) {
  try { Trigger.new.clear(); Assert.fail(); } catch (Exception e) { Assert.isTrue(e.getMessage().contains('read-only') || e.getMessage().contains('read only'), e.getMessage()); }
}`;

test('triggers run in chunks of 200 around the save, with their context, errors and retries', async () => {
  const run = await runProject({
    'AccountTrigger.trigger': TRIGGER,
    'ContactTrigger.trigger': CONTACTS,
    Seen: SEEN,
    Handler: HANDLER,
    TriggerTest: TEST
  });
  assert.deepEqual(problems(run), []);
  const covered = run.coverage.find(({ path }) => path.endsWith('AccountTrigger.trigger'))!;
  assert.equal(covered.covered, covered.coverable);
});
