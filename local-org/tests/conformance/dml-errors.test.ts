/**
 * What DML refuses, and in which words. Sources: SOAP API Developer Guide v65, "StatusCode"; messages as orgs gave them in
 * public issues and tests.
 */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { openProgram } from './org-program.ts';

const Main = `@IsTest public class Main {
  static Account account() { Account a = new Account(Name = 'Acme'); insert a; return a; }
  static String hidden(String text) { return text.replaceAll('\\\\w{15}AA\\\\w', 'ID'); }
  static String failing(String operation, SObject one) {
    try { if (operation == 'insert') insert one; else if (operation == 'update') update one; else delete one; return 'saved'; }
    catch (DmlException e) { return hidden(e.getMessage()); }
  }
  public static String insertWithId() { return failing('insert', account()); }
  public static String updateWithoutId() { return failing('update', new Account(Name = 'A')); }
  public static String deleteWithoutId() { return failing('delete', new Account(Name = 'A')); }
  public static String noSuchAccount() { return failing('insert', new Contact(LastName = 'L', AccountId = '001000000000999AAA')); }
  public static String deletedAccount() { Account a = account(); delete a; return failing('insert', new Contact(LastName = 'L', AccountId = a.Id)); }
  public static String noAddress() { return failing('insert', new User(Username = 'nobody', LastName = 'x', Alias = 'x', Email = 'a@b.com', ProfileId = UserInfo.getProfileId(), TimeZoneSidKey = 'GMT', LocaleSidKey = 'en_US', EmailEncodingKey = 'UTF-8', LanguageLocaleKey = 'en_US')); }
  public static String username() { User u = [SELECT Username, ProfileId FROM User WHERE Id = :UserInfo.getUserId()]; return failing('insert', new User(Username = u.Username.toUpperCase(), LastName = 'x', Alias = 'x', Email = 'a@b.com', ProfileId = u.ProfileId, TimeZoneSidKey = 'GMT', LocaleSidKey = 'en_US', EmailEncodingKey = 'UTF-8', LanguageLocaleKey = 'en_US')); }
  public static String accountWithCase() { Account a = account(); insert new Case(AccountId = a.Id); String n = [SELECT CaseNumber FROM Case].CaseNumber; return failing('delete', a).replace(n, 'N'); }
  public static String contactWithCase() { Contact c = new Contact(Salutation = 'Mr.', FirstName = 'Josh', LastName = 'Davis'); insert c; insert new Case(ContactId = c.Id); return failing('delete', c).substringBefore('.: '); }
  public static String accountWithWon() { Account a = account(); insert new Opportunity(Name = 'Won', AccountId = a.Id, StageName = 'Closed Won', CloseDate = Date.today()); return failing('delete', a); }
  public static String accountWithLost() { Account a = account(); insert new Opportunity(Name = 'Lost', AccountId = a.Id, StageName = 'Closed Lost', CloseDate = Date.today()); return failing('delete', a) + [SELECT COUNT() FROM Opportunity]; }
  static String kind(String operation) {
    Id contact = '003000000000001AAA';
    try { Account a = operation == 'new' ? new Account(Id = contact) : new Account(); if (operation == 'put') a.put('Id', contact); if (operation == 'set') a.Id = contact; return 'set'; }
    catch (SObjectException e) { return e.getMessage(); }
  }
  public static String idOfAnother() { return kind('new') + '; ' + kind('put') + '; ' + kind('set') + '; ' + new Contact(AccountId = '003000000000001AAA').AccountId; }
  public static String results() { List<Database.SaveResult> r = Database.insert(new List<Account>{ new Account(Name = 'A'), new Account() }, false); return hidden(String.valueOf(r)); }
  public static String settingsTwice() {
    String s = ''; for (SObject each : new List<SObject>{ new Place__c(SetupOwnerId = UserInfo.getOrganizationId()) }) { insert each; SObject again = each.clone(); String found = failing('insert', again); s += found.replace(String.valueOf(UserInfo.getOrganizationId()).left(15), 'ORG').replace(String.valueOf(each.Id).left(15), 'ROW') + '; '; }
    insert new Place__c(SetupOwnerId = UserInfo.getUserId()); return s + failing('insert', new Listed__c(Name = 'Two'));
  }
  public static String settingsOfAll() { insert new List<Place__c>{ Place__c.getOrgDefaults(), Place__c.getInstance(UserInfo.getProfileId()), Place__c.getInstance() }; return String.valueOf([SELECT COUNT() FROM Place__c]); }
  public static String relinked() {
    Account top = account(), other = account(), a = new Account(Name = 'A', ParentId = top.Id), b = new Account(Name = 'B', ParentId = top.Id); insert new List<Account>{ a, b };
    delete top; Integer left = [SELECT COUNT() FROM Account WHERE ParentId != null]; update new Account(Id = b.Id, ParentId = other.Id); undelete top;
    return left + ' ' + ([SELECT ParentId FROM Account WHERE Id = :a.Id].ParentId == top.Id) + ([SELECT ParentId FROM Account WHERE Id = :b.Id].ParentId == other.Id);
  }
  public static String nowhere() { return failing('insert', new Account(Name = 'A', BillingLatitude = 91, BillingLongitude = 1)); }
  public static String options() {
    Database.DMLOptions o = new Database.DMLOptions(); o.assignmentRuleHeader.useDefaultRule = true; Case c = new Case(Subject = 'S'); c.setOptions(o); insert c;
    return (c.getOptions() == o) + ' ' + Database.insert(new Case(), o).isSuccess() + ' ' + new Case().getOptions();
  }
  public static String namedRule() { Database.DMLOptions o = new Database.DMLOptions(); o.assignmentRuleHeader.assignmentRuleId = '01Q000000000001EAA'; return String.valueOf(Database.insert(new Case(), o)); }
  public static String mergedCases() { Case a = new Case(Subject = 'A'), b = new Case(Subject = 'B'); insert new List<Case>{ a, b }; insert new CaseComment(ParentId = b.Id, CommentBody = 'c'); merge a b; return [SELECT COUNT() FROM Case] + ' ' + [SELECT COUNT() FROM CaseComment WHERE ParentId = :a.Id]; }
  static Event event(Datetime start) { return new Event(Subject = 'S', StartDateTime = start); }
  public static String eventWithoutTime() { return failing('insert', new Event(Subject = 'S')); }
  public static String eventWithoutEnd() { return failing('insert', event(System.now())); }
  public static String events() {
    Datetime noon = Datetime.newInstanceGmt(2026, 3, 2, 12, 0, 0); Event a = event(noon), b = event(noon), c = new Event(Subject = 'S', IsAllDayEvent = true, ActivityDate = Date.newInstance(2026, 3, 3));
    a.DurationInMinutes = 90; b.EndDateTime = noon.addHours(1); insert new List<Event>{ a, b, c }; update new Event(Id = a.Id, StartDateTime = noon.addDays(1));
    String s = ''; for (Event e : [SELECT StartDateTime, EndDateTime, ActivityDate, ActivityDateTime, DurationInMinutes FROM Event ORDER BY Id]) s += e.StartDateTime.formatGmt('dd HH:mm') + ' ' + e.EndDateTime.formatGmt('dd HH:mm') + ' ' + e.ActivityDate.day() + ' ' + (e.ActivityDateTime == e.StartDateTime) + ' ' + e.DurationInMinutes + '; ';
    return s;
  }
  public static String eventBackwards() { Event e = event(System.now()); e.EndDateTime = e.StartDateTime.addDays(-1); return failing('insert', e); }
  public static String taskOfLead() { Lead l = new Lead(LastName = 'L', Company = 'C'); insert l; return failing('insert', new Task(WhoId = l.Id)) + failing('insert', new Task(WhoId = l.Id, WhatId = account().Id)); }
}`;

const setting = (label: string, type: string): Record<string, string> => ({
  [`app/objects/${label}__c/${label}__c.object-meta.xml`]: `<?xml version="1.0" encoding="UTF-8"?>
<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><customSettingsType>${type}</customSettingsType><label>${label}</label><visibility>Public</visibility></CustomObject>`
});

describe('errors of DML', () => {
  const { runtime, run } = openProgram({ Main }, { ...setting('Place', 'Hierarchy'), ...setting('Listed', 'List') });
  after(() => runtime.store.close());
  const first = (operation: string, where = 'row 0') =>
    `${operation} failed. First exception on ${where}; first error: `;
  const kept = 'Your attempt to delete Acme could not be completed because';
  const cases: Readonly<Record<string, string | RegExp>> = {
    insertWithId: `${first('Insert', 'row 0 with id ID')}INVALID_FIELD_FOR_INSERT_UPDATE, cannot specify Id in an insert call: [Id]`,
    updateWithoutId: `${first('Update')}MISSING_ARGUMENT, Id not specified in an update call: []`,
    deleteWithoutId: `${first('Delete')}MISSING_ARGUMENT, Id not specified in a delete call: []`,
    noSuchAccount: `${first('Insert')}INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY, insufficient access rights on cross-reference id: 001000000000999: []`,
    deletedAccount: `${first('Insert')}ENTITY_IS_DELETED, entity is deleted: []`,
    username: `${first('Insert')}DUPLICATE_USERNAME, Duplicate Username.<br>The username already exists in this or another Salesforce organization. Usernames must be unique across all Salesforce organizations. To resolve, use a different username (it doesn't need to match the user's email address). : [Username]`,
    noAddress: `${first('Insert')}FIELD_INTEGRITY_EXCEPTION, Username must be in the form of an email address (for example, john@acme.com): Username: [Username]`,
    accountWithCase: `${first('Delete', 'row 0 with id ID')}DELETE_FAILED, ${kept} it is associated with the following cases.: N\n: []`,
    contactWithCase: `${first('Delete', 'row 0 with id ID')}DELETE_FAILED, Your attempt to delete Mr. Josh Davis could not be completed because it is associated with the following cases`,
    accountWithWon: `${first('Delete', 'row 0 with id ID')}DELETE_FAILED, ${kept} some opportunities in that account were closed won. The opportunities that could not be deleted are shown below.: Won\n: []`,
    accountWithLost: 'saved0',
    idOfAnother: `${'Invalid id value for this SObject type: 003000000000001AAA; '.repeat(3)}003000000000001AAA`,
    results:
      '(Database.SaveResult[getErrors=();getId=ID;isSuccess=true;], Database.SaveResult[getErrors=(Database.Error[getFields=(Name);getMessage=Required fields are missing: [Name];getStatusCode=REQUIRED_FIELD_MISSING;]);getId=null;isSuccess=false;])',
    settingsTwice: `${first('Insert')}DUPLICATE_VALUE, duplicate value found: SetupOwnerId duplicates value on record with id: ORG: []; saved`,
    settingsOfAll: '3',
    relinked: '0 truetrue',
    nowhere: /not supported by the local org: BillingLatitude 91, which is no place on earth/,
    options: 'true true null',
    namedRule: /not supported by the local org: an assignment rule that options name/,
    mergedCases: '1 1',
    eventWithoutTime: `${first('Insert')}REQUIRED_FIELD_MISSING, Required fields are missing: [DurationInMinutes, ActivityDateTime]: [DurationInMinutes, ActivityDateTime]`,
    eventWithoutEnd: `${first('Insert')}REQUIRED_FIELD_MISSING, Required fields are missing: [DurationInMinutes]: [DurationInMinutes]`,
    events: '03 12:00 03 13:30 3 true 90; 02 12:00 02 13:00 2 true 60; 03 00:00 03 00:00 3 false 1440; ',
    eventBackwards: /not supported by the local org: an event that ends before it starts/,
    taskOfLead: /not supported by the local org: an activity of a lead that is related to another record/
  };
  for (const [method, result] of Object.entries(cases))
    it(method, () => {
      const found = run(method);
      if (result instanceof RegExp) assert.match(String(found), result);
      else assert.equal(found, result);
    });
});
