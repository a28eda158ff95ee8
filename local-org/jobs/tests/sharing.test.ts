/**
 * Record sharing. Sources: Salesforce Help, "Record-Level Security", "Role Hierarchy"; Apex Developer Guide v65, "Sharing
 * a Record Using Apex", "Using the with sharing, without sharing, and inherited sharing Keywords".
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { customObject, metadata, problems, runProject } from './apex-project.ts';

const TEST = `@IsTest private class SharingTest {
  static Integer made = 0;
  static User user(Id role) {
    String name = 'limited' + (++made);
    User one = new User(Username = name + '@example.com', LastName = name, Alias = 'lim' + made, Email = 'l@example.com', TimeZoneSidKey = 'GMT', LocaleSidKey = 'en_US',
      EmailEncodingKey = 'UTF-8', LanguageLocaleKey = 'en_US', UserRoleId = role, ProfileId = [SELECT Id FROM Profile WHERE Name = 'Minimum Access - Salesforce'].Id);
    insert one;
    return one;
  }
  static User admin() { return new User(Id = UserInfo.getUserId()); }
  static SObject make(SObject record) { System.runAs(admin()) { insert record; } return record; }
  static void refused(User who, SObject record, String operation, String code) {
    String found = 'no error';
    System.runAs(who) {
      try { if (operation == 'update') { record.put('Name', 'new'); Shared.save(record); } else { Shared.remove(record); } }
      catch (DmlException error) { found = error.getDmlType(0) + ' ' + error.getDmlMessage(0); }
    }
    Assert.areEqual(code, found);
  }
  static final String NO_ACCESS = 'INSUFFICIENT_ACCESS_OR_READONLY insufficient access rights on object id';

  @IsTest static void publicRecords() {
    User one = user(null); SObject open = make(new Open__c(Name = 'a'));
    System.runAs(one) { Assert.areEqual(1, Shared.count('Open__c')); }
    refused(one, open, 'update', 'no error');
    refused(one, open, 'delete', NO_ACCESS);
  }
  @IsTest static void readOnlyRecords() {
    User one = user(null); SObject fixed = make(new Fixed__c(Name = 'a'));
    System.runAs(one) { Assert.areEqual(1, Shared.count('Fixed__c')); }
    refused(one, fixed, 'update', NO_ACCESS);
    System.runAs(one) { Fixed__c mine = new Fixed__c(Name = 'mine'); Shared.add(mine); mine.Name = 'x'; Shared.save(mine); Shared.remove(mine); }
  }
  @IsTest static void privateRecords() {
    User one = user(null); Closed__c closed = (Closed__c) make(new Closed__c(Name = 'a'));
    System.runAs(one) {
      Assert.areEqual(0, Shared.count('Closed__c'));
      Assert.areEqual(1, Blind.count('Closed__c'), 'without sharing all are seen');
      Shared.add(new Closed__c(Name = 'mine'));
      Assert.areEqual(1, Shared.count('Closed__c'));
      List<Database.SaveResult> results = Shared.saveSome(new List<Closed__c>{ new Closed__c(Id = closed.Id, Name = 'x'), new Closed__c(Id = [SELECT Id FROM Closed__c WHERE Name = 'mine'].Id, Name = 'y') });
      Assert.areEqual('falsetrue', '' + results[0].isSuccess() + results[1].isSuccess());
      Blind.save(new Closed__c(Id = closed.Id, Name = 'seen'));
    }
    refused(one, closed, 'update', NO_ACCESS);
    Assert.areEqual(2, Shared.count('Closed__c'), 'administrators see all');
  }
  @IsTest static void superiorsHaveWhatTheirPeopleHave() {
    UserRole top; UserRole bottom;
    System.runAs(admin()) { top = new UserRole(Name = 'Top', DeveloperName = 'Top'); insert top; bottom = new UserRole(Name = 'Bottom', DeveloperName = 'Bottom', ParentRoleId = top.Id); insert bottom; }
    User boss = user(top.Id); User worker = user(bottom.Id); User peer = user(bottom.Id);
    Closed__c record = new Closed__c(Name = 'w');
    System.runAs(worker) { Shared.add(record); }
    System.runAs(peer) { Assert.areEqual(0, Shared.count('Closed__c')); }
    System.runAs(boss) { Assert.areEqual(1, Shared.count('Closed__c')); Shared.save(new Closed__c(Id = record.Id, Name = 'b')); Shared.remove(record); }
  }
  @IsTest static void fieldsOfHiddenObjects() {
    System.runAs(user(null)) {
      try { Database.query('SELECT Name, Amount FROM Opportunity', AccessLevel.USER_MODE); Assert.fail(); }
      catch (QueryException e) { Assert.areEqual(new Set<String>{ 'Name', 'Amount' }, e.getInaccessibleFields().get('Opportunity')); }
    }
  }
  @IsTest static void sharesForAReason() {
    User one = user(null); User heir = user(null); Closed__c closed = (Closed__c) make(new Closed__c(Name = 'a'));
    Closed__Share share = new Closed__Share(ParentId = closed.Id, UserOrGroupId = one.Id, AccessLevel = 'Read', RowCause = Schema.Closed__Share.RowCause.Team__c);
    make(share); make(new Closed__Share(ParentId = closed.Id, UserOrGroupId = one.Id, AccessLevel = 'Read', RowCause = Closed__Share.RowCause.Manual));
    Assert.areEqual('Manual', Closed__Share.RowCause.Manual);
    System.runAs(one) { Assert.areEqual(1, Shared.count('Closed__c')); }
    Closed__Share again = new Closed__Share(ParentId = closed.Id, UserOrGroupId = one.Id, AccessLevel = 'Edit', RowCause = 'Team__c');
    Assert.areEqual(share.Id, make(again).Id, 'a record is shared once for each cause');
    System.runAs(admin()) { update new Closed__c(Id = closed.Id, OwnerId = heir.Id); }
    Assert.areEqual('Edit', [SELECT AccessLevel FROM Closed__Share WHERE RowCause = 'Team__c'].AccessLevel, 'another owner leaves shares of reasons');
    System.runAs(admin()) { delete again; }
    Assert.areEqual(0, [SELECT COUNT() FROM Closed__Share WHERE UserOrGroupId = :one.Id ALL ROWS], 'deleted shares are gone');
    Database.SaveResult result;
    System.runAs(admin()) { one.IsActive = false; update one; }
    System.runAs(admin()) { result = Database.insert(new Closed__Share(ParentId = closed.Id, UserOrGroupId = one.Id, AccessLevel = 'Read'), false); }
    Assert.areEqual('INACTIVE_OWNER_OR_USER', result.getErrors()[0].getStatusCode().name());
  }
  @IsTest static void shares() {
    User one = user(null); Closed__c closed = (Closed__c) make(new Closed__c(Name = 'a'));
    Closed__Share share = new Closed__Share(ParentId = closed.Id, UserOrGroupId = one.Id, AccessLevel = 'Read');
    System.runAs(admin()) { insert share; }
    System.runAs(one) { Assert.areEqual(1, Shared.count('Closed__c')); }
    refused(one, closed, 'update', NO_ACCESS);
    System.runAs(admin()) { share.AccessLevel = 'Edit'; update share; }
    refused(one, closed, 'update', 'no error');
    refused(one, closed, 'delete', NO_ACCESS);
    List<Closed__Share> all = [SELECT RowCause, AccessLevel, UserOrGroupId FROM Closed__Share WHERE ParentId = :closed.Id ORDER BY RowCause];
    Assert.areEqual('Manual Edit Owner All', all[1].RowCause + ' ' + all[1].AccessLevel + ' ' + all[0].RowCause + ' ' + all[0].AccessLevel);
    Assert.areEqual(closed.Id.to15().length(), 15);
    closed.OwnerId = user(null).Id;
    System.runAs(admin()) { update closed; }
    Assert.areEqual(0, [SELECT COUNT() FROM Closed__Share WHERE RowCause = 'Manual'], 'another owner ends manual shares');
  }
  @IsTest static void trivialShares() {
    User one = user(null); Fixed__c fixed = (Fixed__c) make(new Fixed__c(Name = 'a'));
    Database.SaveResult result;
    System.runAs(admin()) { result = Database.insert(new Fixed__Share(ParentId = fixed.Id, UserOrGroupId = one.Id, AccessLevel = 'Read'), false); }
    Assert.areEqual(StatusCode.FIELD_FILTER_VALIDATION_EXCEPTION, result.getErrors()[0].getStatusCode());
    Assert.isTrue(result.getErrors()[0].getMessage().contains('AccessLevel'));
  }
  @IsTest static void queuesAndGroups() {
    User one = user(null); Group queue; Group people; SObject open;
    System.runAs(admin()) {
      people = new Group(Name = 'People', DeveloperName = 'People', Type = 'Regular'); insert people;
      insert new GroupMember(GroupId = people.Id, UserOrGroupId = one.Id);
    }
    Closed__c closed = (Closed__c) make(new Closed__c(Name = 'a'));
    System.runAs(one) { Assert.areEqual(0, Shared.count('Closed__c')); }
    System.runAs(admin()) { insert new Closed__Share(ParentId = closed.Id, UserOrGroupId = people.Id, AccessLevel = 'Read'); }
    System.runAs(one) { Assert.areEqual(1, Shared.count('Closed__c')); }
  }
  @IsTest static void detailsFollowTheirMaster() {
    User one = user(null); Closed__c closed = (Closed__c) make(new Closed__c(Name = 'a')); Part__c part = (Part__c) make(new Part__c(Name = 'p', Whole__c = closed.Id));
    System.runAs(one) { Assert.areEqual(0, Shared.count('Part__c')); }
    System.runAs(admin()) { insert new Closed__Share(ParentId = closed.Id, UserOrGroupId = one.Id, AccessLevel = 'Read'); }
    System.runAs(one) { Assert.areEqual(1, Shared.count('Part__c')); }
    refused(one, part, 'update', NO_ACCESS);
    String found = 'no error';
    System.runAs(one) { try { Shared.add(new Part__c(Name = 'q', Whole__c = closed.Id)); } catch (DmlException error) { found = error.getDmlType(0).name(); } }
    Assert.areEqual('INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', found);
  }
  @IsTest static void childrenAndSemiJoins() {
    User one = user(null); SObject open = make(new Open__c(Name = 'a')); make(new Closed__c(Name = 'c', Open__c = open.Id));
    System.runAs(one) {
      Assert.areEqual(0, Shared.children());
      Assert.areEqual(0, Shared.joined());
      Shared.add(new Closed__c(Name = 'mine', Open__c = open.Id));
      Assert.areEqual(1, Shared.children());
      Assert.areEqual(1, Shared.joined());
    }
  }
  @IsTest static void transfer() {
    User one = user(null); Closed__c closed = (Closed__c) make(new Closed__c(Name = 'a'));
    System.runAs(admin()) { insert new Closed__Share(ParentId = closed.Id, UserOrGroupId = one.Id, AccessLevel = 'Edit'); }
    String found = 'no error';
    System.runAs(one) { try { Shared.save(new Closed__c(Id = closed.Id, OwnerId = one.Id)); } catch (DmlException error) { found = error.getDmlType(0).name(); } }
    Assert.areEqual('INSUFFICIENT_ACCESS_OR_READONLY', found);
  }
  @IsTest static void parentsThatAreNotSeen() {
    User one = user(null);
    System.runAs(one) { Shared.parents(); }
  }
  @IsTest static void privateAccounts() {
    User one = user(null); Account shut = (Account) make(new Account(Name = 'a')); make(new Contact(LastName = 'c', AccountId = shut.Id));
    System.runAs(one) {
      Assert.areEqual(0, Shared.count('Account'));
      Assert.areEqual(0, Shared.count('Contact'), 'contacts follow their accounts');
      Shared.add(new Account(Name = 'mine'));
      Shared.add(new Contact(LastName = 'own'));
      Assert.areEqual('11', '' + Shared.count('Account') + Shared.count('Contact'));
    }
    refused(one, shut, 'update', NO_ACCESS);
    make(new Opportunity(Name = 'o', AccountId = shut.Id, OwnerId = one.Id, StageName = 'Prospecting', CloseDate = Date.today()));
    System.runAs(one) { Assert.areEqual(2, Shared.count('Account'), 'the account of an own opportunity is seen'); }
    refused(one, shut, 'update', NO_ACCESS);
  }
  @IsTest static void batches() {
    User one = user(null); make(new Closed__c(Name = 'a'));
    System.runAs(one) { Shared.add(new Closed__c(Name = 'mine')); Test.startTest(); Database.executeBatch(new SharedBatch()); Test.stopTest(); }
    Assert.areEqual(1, [SELECT COUNT() FROM Closed__c WHERE Name = 'batched']);
  }
}`;
const SHARED = `public with sharing class Shared {
  public static Integer count(String name) { return Database.countQuery('SELECT COUNT() FROM ' + name); }
  public static Integer children() { return [SELECT (SELECT Id FROM Closeds__r) FROM Open__c].Closeds__r.size(); }
  public static Integer joined() { return [SELECT COUNT() FROM Open__c WHERE Id IN (SELECT Open__c FROM Closed__c)]; }
  public static void parents() { List<Closed__c> found = [SELECT Other__r.Name FROM Closed__c]; }
  public static void add(SObject record) { insert record; }
  public static void save(SObject record) { update record; }
  public static void remove(SObject record) { delete record; }
  public static List<Database.SaveResult> saveSome(List<SObject> records) { return Database.update(records, false); }
}`;
const BLIND = `public without sharing class Blind {
  public static Integer count(String name) { return Database.countQuery('SELECT COUNT() FROM ' + name); }
  public static void save(SObject record) { update record; }
}`;
const BATCH = `public with sharing class SharedBatch implements Database.Batchable<SObject> {
  public Database.QueryLocator start(Database.BatchableContext context) { return Database.getQueryLocator([SELECT Name FROM Closed__c]); }
  public void execute(Database.BatchableContext context, List<Closed__c> scope) { for (Closed__c each : scope) each.Name = 'batched'; update scope; }
  public void finish(Database.BatchableContext context) {}
}`;

const lookup = (name: string, type: string, to: string, more: string) =>
  metadata(
    'CustomField',
    `<fullName>${name}</fullName><label>${name}</label><type>${type}</type><referenceTo>${to}</referenceTo>${more}`
  );

test('owners, roles, groups, shares and masters decide what a user sees and changes', async () => {
  const object = (label: string, model: string) => customObject(label, `<sharingModel>${model}</sharingModel>`);
  const run = await runProject(
    { Shared: SHARED, Blind: BLIND, SharedBatch: BATCH, SharingTest: TEST },
    {
      'objects/Account/Account.object-meta.xml': metadata('CustomObject', '<sharingModel>Private</sharingModel>'),
      'objects/Open__c/Open__c.object-meta.xml': object('Open', 'ReadWrite'),
      'objects/Closed__c/Closed__c.object-meta.xml': object('Closed', 'Private'),
      'objects/Closed__c/sharingReasons/Team__c.sharingReason-meta.xml': metadata(
        'SharingReason',
        '<fullName>Team__c</fullName><label>Team</label>'
      ),
      'objects/Closed__c/fields/Open__c.field-meta.xml': lookup(
        'Open__c',
        'Lookup',
        'Open__c',
        '<relationshipName>Closeds</relationshipName>'
      ),
      'objects/Closed__c/fields/Other__c.field-meta.xml': lookup('Other__c', 'Lookup', 'Closed__c', ''),
      'objects/Fixed__c/Fixed__c.object-meta.xml': object('Fixed', 'Read'),
      'objects/Part__c/Part__c.object-meta.xml': object('Part', 'ControlledByParent'),
      'objects/Part__c/fields/Whole__c.field-meta.xml': lookup(
        'Whole__c',
        'MasterDetail',
        'Closed__c',
        '<relationshipName>Parts</relationshipName><relationshipOrder>0</relationshipOrder>'
      )
    }
  );
  assert.deepEqual(
    problems(run).map((text) => text.split('\n')[0]),
    [
      'parentsThatAreNotSeen: Unsupported not supported by the local org: fields of Closed__c through Other__c for a user who may not see all its records'
    ]
  );
});
