/**
 * What the test suites of public repositories rely on in an org: users, schedules, asynchronous work. Sources: the suite
 * whose tests pass on an org only so, and the page or answer named beside it.
 */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { openProgram } from './org-program.ts';

const Main = `@IsTest
public class Main {
  static User newUser(String profile) {
    Id profileId = [SELECT Id FROM Profile WHERE Name = :profile].Id;
    return new User(LastName = 'L', Alias = 'l', Email = 'l@example.com', Username = 'l@example.com.suites', ProfileId = profileId, TimeZoneSidKey = 'GMT', LocaleSidKey = 'en_US', EmailEncodingKey = 'UTF-8', LanguageLocaleKey = 'en_US');
  }
  static User minimum() { return newUser('Minimum Access - Salesforce'); }

  @Future public static void later() { Seen.n++; }
  public class Job implements Queueable { public void execute(QueueableContext context) { Seen.n++; } }
  public static Integer shared() {
    Seen.n = 10;
    insert new Account(Name = 'A');
    Test.startTest(); later(); System.enqueueJob(new Job()); Database.executeBatch(new Counter()); Test.stopTest();
    return Seen.n;
  }

  public static String schedule() {
    Test.startTest(); Id job = System.schedule('Far away', '0 0 0 28 5 ? 2099', new Nightly()); Test.stopTest();
    CronTrigger t = [SELECT CronExpression, TimesTriggered, NextFireTime, PreviousFireTime, State FROM CronTrigger WHERE Id = :job];
    return Seen.n + ' ' + t.TimesTriggered + ' ' + String.valueOf(t.NextFireTime) + ' ' + t.PreviousFireTime + ' ' + t.State;
  }

  public static String userThenAccount() { insert minimum(); insert new Account(Name = 'A'); return 'ok'; }
  public static String accountThenUser() { insert new Account(Name = 'A'); User u = minimum(); u.UserRoleId = null; insert u; u.Title = 'T'; update u; return 'ok'; }
  public static String userAfterSetup() { insert minimum(); insert new Group(Name = 'G'); insert new Account(Name = 'A'); return 'ok'; }
  public static String roleThenAccount() {
    UserRole r = new UserRole(Name = 'R', OpportunityAccessForAccountOwner = 'Edit'); User u = minimum();
    System.runAs(new User(Id = UserInfo.getUserId())) { insert r; u.UserRoleId = r.Id; insert u; }
    insert new Account(Name = 'A');
    return 'ok';
  }
  public static String withRole() { UserRole r = new UserRole(Name = 'R', OpportunityAccessForAccountOwner = 'Edit'); insert r; insert new Account(Name = 'A'); return 'ok'; }
  public static String deactivate() { User u = minimum(); insert u; insert new Account(Name = 'A'); u.IsActive = false; update u; return 'ok'; }

  public static String fieldSets() {
    Map<String, Schema.FieldSet> sets = Ship__c.SObjectType.getDescribe().fieldSets.getMap();
    Schema.FieldSet papers = Schema.SObjectType.Ship__c.fieldSets.getMap().get('PAPERS');
    String result = sets.keySet() + ' ' + papers.getName() + ', ' + papers.getLabel() + ', ' + papers.getDescription() + ', ' + papers.getSObjectType();
    for (Schema.FieldSetMember member : papers.getFields())
      result += ' | ' + member.getFieldPath() + ' ' + member.getLabel() + ' ' + member.getType() + ' ' + member.getRequired() + ' ' + member.getSObjectField();
    return result + ' | ' + Schema.SObjectType.Ship__c.FieldSets.PAPERS.getName() + ' ' + papers.getFields()[1].getDBRequired() + ' ' + Account.SObjectType.getDescribe().fieldSets.getMap().isEmpty();
  }
  public static Boolean checkboxRequired() { return Schema.SObjectType.Ship__c.fieldSets.getMap().get('papers').getFields()[2].getDBRequired(); }
  public static String results() { Database.SaveResult saved = Database.insert(new Account(Name = 'A')); return saved.success + ' ' + (saved.id == saved.getId()); }

  public class Answers implements StubProvider { public Object handleMethodCall(Object stub, String name, Type returns, List<Type> types, List<String> names, List<Object> args) { return null; } }
  public static String stubText() { return String.valueOf(Test.createStub(Seen.class, new Answers())); }
  public static String jsonOfFields() { return JSON.serialize(new Map<Schema.SObjectField, Object>{ Account.Name => 'Test' }); }
  public static String children() {
    Map<Schema.ChildRelationship, Integer> seen = new Map<Schema.ChildRelationship, Integer>();
    for (Integer i = 0; i < 2; i++)
      for (Schema.ChildRelationship each : Account.SObjectType.getDescribe().getChildRelationships()) { System.assertNotEquals(null, each.getChildSObject()); seen.put(each, i); }
    return String.valueOf(seen.size() == Account.SObjectType.getDescribe().getChildRelationships().size());
  }
  public static String hiddenDecimals() { insert new Account(Name = 'A', AnnualRevenue = 12345.67); return 'ok'; }
  public static String shownDecimals() { insert new Account(Name = 'A', AnnualRevenue = 12345.00); return String.valueOf([SELECT AnnualRevenue FROM Account].AnnualRevenue); }
  public static String locator() {
    insert new List<Account>{ new Account(Name = 'A'), new Account(Name = 'B') };
    Iterator<SObject> rows = Database.getQueryLocator('SELECT Name FROM Account ORDER BY Name').iterator();
    String names = ''; while (rows.hasNext()) names += ((Account) rows.next()).Name;
    return names;
  }
  public static Integer adminRights() {
    return [SELECT COUNT() FROM PermissionSet WHERE IsOwnedByProfile = true AND Profile.Name = 'System Administrator' AND Id NOT IN (SELECT ParentId FROM ObjectPermissions WHERE SobjectType = 'Account' AND PermissionsRead = true)];
  }

  public static String shipOf(Ship__c parent, Boolean twice) {
    Ship__c ship = new Ship__c(Name = 'S', Code__c = 'abc'); Voyage__c voyage = new Voyage__c(Ship__r = parent);
    if (twice) { insert ship; voyage.Ship__c = ship.Id; insert voyage; } else { insert new List<SObject>{ ship, voyage }; }
    return String.valueOf([SELECT Ship__r.Name FROM Voyage__c].Ship__r.Name);
  }
  public static String byCode() { return shipOf(new Ship__c(Code__c = 'ABC'), false); }
  public static String byUnknownCode() { return shipOf(new Ship__c(Code__c = 'other'), false); }
  public static String byName() { return shipOf(new Ship__c(Active__c = true), false); }
  public static String byTwoFields() { return shipOf(new Ship__c(Code__c = 'abc', Active__c = true), false); }
  public static String byCodeAndId() { return shipOf(new Ship__c(Code__c = 'abc'), true); }
  static User withAccount(String field) {
    User u = minimum(); insert u; PermissionSet p = new PermissionSet(Label = 'P', Name = 'P'); insert p;
    insert new ObjectPermissions(ParentId = p.Id, SobjectType = 'Account', PermissionsRead = true, PermissionsEdit = true, PermissionsViewAllRecords = true);
    if (field != null) insert new FieldPermissions(ParentId = p.Id, SobjectType = 'Account', Field = field, PermissionsRead = true, PermissionsEdit = true);
    insert new PermissionSetAssignment(PermissionSetId = p.Id, AssigneeId = u.Id);
    return u;
  }
  public static String strippedEmpty() {
    User u = withAccount(null); System.runAs(new User(Id = UserInfo.getUserId())) { insert new Account(Name = 'A'); }
    System.runAs(u) { return String.valueOf(Security.stripInaccessible(AccessType.READABLE, [SELECT Name, Tradestyle FROM Account]).getRemovedFields()); }
    return null;
  }
  static SObjectAccessDecision stripChildren() {
    User u = withAccount(null); System.runAs(new User(Id = UserInfo.getUserId())) { Account a = new Account(Name = 'A'); insert a; insert new Contact(LastName = 'L', AccountId = a.Id); }
    System.runAs(u) { return Security.stripInaccessible(AccessType.READABLE, [SELECT Name, (SELECT LastName FROM Contacts) FROM Account]); }
    return null;
  }
  public static String strippedChildren() { SObjectAccessDecision d = stripChildren(); try { return d.getModifiedIndexes() + ' ' + d.getRecords()[0].getSObjects('Contacts'); } catch (SObjectException e) { return d.getModifiedIndexes() + e.getMessage(); } }
  public static String namesOfChildren() { return String.valueOf(stripChildren().getRemovedFields()); }
  public static String dateWithTime() { try { return String.valueOf(JSON.deserialize('"2018-08-28T14:24:22Z"', Date.class)); } catch (JSONException e) { return 'JSONException ' + JSON.deserialize('"2018-8-28"', Date.class); } }
  public static Integer contractChildren() { Account a = new Account(Name = 'A'); insert a; Contract c = new Contract(AccountId = a.Id); insert c; insert new Opportunity(Name = 'O', StageName = 'S', CloseDate = Date.today(), ContractId = c.Id); return [SELECT Id, (SELECT Contract.AccountId FROM Opportunities) FROM Contract].Opportunities.size(); }
  public static String caught() { try { insert new Account(); } catch (DmlException e) { return e.getTypeName() + ' ' + e.getStackTraceString().removeStart('Class.'); } return null; }
  public static String partsOfAddress() {
    User u = withAccount('Account.ShippingAddress');
    System.runAs(u) { return Account.ShippingStreet.getDescribe().isUpdateable() + ' ' + Account.BillingStreet.getDescribe().isAccessible(); }
    return null;
  }
  public class Counted { Integer n = 0; public override String toString() { n++; return 'text ' + n; } }
  public static String formatted() { return String.format('{0} {0} {1}', new List<Object>{ new Counted(), 'x' }); }
  public static String auraMessage() {
    AuraHandledException plain = new AuraHandledException('shown'); AuraHandledException both = new AuraHandledException('shown'); both.setMessage('read');
    return plain.getMessage() + ' ' + both.getMessage();
  }
  public static String clones() {
    insert new Account(Name = 'A'); Account stored = [SELECT Id, Name, CreatedDate, LastModifiedById, IsDeleted, PhotoUrl FROM Account];
    insert stored.clone(); return String.valueOf([SELECT COUNT() FROM Account]);
  }
  public static String otherProfile() { insert newUser('Standard User'); return 'ok'; }
  public static String asOther() { User u = newUser('Marketing User'); insert u; System.runAs(u) { return UserInfo.getLastName() + (UserInfo.getProfileId() == u.ProfileId); } return null; }
  public static String asUnsaved() { User u = minimum(); System.runAs(u) { return UserInfo.getUserName() + (UserInfo.getUserId() == u.Id); } return null; }
  public enum Season { WINTER }
  public static String enumsByName() { return Season.valueOf('winter') + ' ' + System.LoggingLevel.valueOf('Debug'); }
  public interface Takes { String take(Map<String, Season> values); }
  public class TakesAny implements Takes { public String take(Map<String, Object> values) { return String.valueOf(values.size()); } }
  public static String wider() { Takes taker = new TakesAny(); return taker.take(new Map<String, Season>()); }
  public static String ownerOfCase() { Case c = new Case(); c.putSObject('Owner', new User(LastName = 'L')); return ((User) c.Owner).LastName + (c.Owner instanceof User); }
  public static String newByType() { return '' + ((Account) Type.forName('Account').newInstance()).Name; }
  public static String triggerUsage() { ApexTrigger t = [SELECT Name, UsageBeforeInsert, UsageAfterInsert, UsageIsBulk FROM ApexTrigger WHERE TableEnumOrId = 'Account']; return t.Name + t.UsageBeforeInsert + t.UsageAfterInsert + t.UsageIsBulk + new ApexTrigger(Body = 'b').Body; }
  public static String oldNull() { return Old.isText(null) + '' + Old.isText(1); }
  public static String privateOverride() { return new OldStub().call(); }
  public static String wholeOfObject() { Object text = '123.00'; try { return String.valueOf(Integer.valueOf('1.0')); } catch (TypeException e) { return '' + Integer.valueOf(text); } }
  public static String abortedSchedule() { Id job = System.schedule('Soon', '0 0 * * * ?', new Nightly()); System.abortJob(job); return '' + [SELECT COUNT() FROM CronTrigger WHERE Id = :job]; }
  public class Finalized implements Queueable, Finalizer {
    public void execute(QueueableContext context) { Seen.n++; if (Seen.n < 3) System.attachFinalizer(this); }
    public void execute(FinalizerContext context) { System.enqueueJob(new Finalized()); }
  }
  public static String chainOfFinalizers() { Test.startTest(); System.enqueueJob(new Finalized()); Test.stopTest(); return '' + Seen.n; }
  public class Lost implements Queueable, Finalizer {
    public void execute(QueueableContext context) { System.attachFinalizer(this); throw new IllegalArgumentException('job'); }
    public void execute(FinalizerContext context) { Database.query('SELECT Id FROM Network'); }
  }
  public static String unknownInFinalizer() { Test.startTest(); System.enqueueJob(new Lost()); try { Test.stopTest(); } catch (Exception e) { return e.getMessage(); } return null; }
  public static String emptyId() { insert new Account(Name = 'A'); String none = ''; return '' + [SELECT Id FROM Account WHERE Id = :none].size(); }
  public static String noList() { try { return '' + JSON.deserialize('"}]', List<Contact>.class); } catch (JSONException e) { return e.getMessage(); } }
  public static Object noField() { return JSON.deserialize('{"attributes":{"type":"Account"},"Nope__c":1}', SObject.class); }
  public static Blob noBody() { return new RestRequest().requestBody; }
  public static String childrenByObject() { insert new Account(Name = 'A'); return '' + [SELECT Id, (SELECT Id FROM Account.Contacts) FROM Account][0].Contacts.size(); }
  public static String unknownObject() { try { Database.query('SELECT Id FROM Nope__c'); } catch (QueryException e) { Database.query('SELECT Id FROM Network'); } return null; }
  public virtual class Parent { public Parent() { note(); } public virtual void note() {} }
  public class Child extends Parent { List<String> noted = new List<String>(); public override void note() { noted.add('n'); } }
  public class Other extends Parent { List<String> noted = new List<String>(); public Other() { super(); } public override void note() { noted.add('o'); } }
  public static String initialisedFirst() { return new Child().noted + '' + new Other().noted; }
  public static String equalToAny() {
    insert new List<Account>{ new Account(Name = 'A'), new Account(Name = 'B'), new Account(Name = 'C') };
    Map<String, Object> some = new Map<String, Object>{ 'names' => new List<String>{ 'A', 'B' } };
    Map<String, Object> none = new Map<String, Object>{ 'names' => new List<String>() };
    String query = 'SELECT COUNT() FROM Account WHERE Name ';
    return '' + Database.countQueryWithBinds(query + '= :names', some, AccessLevel.SYSTEM_MODE) + Database.countQueryWithBinds(query + '!= :names', some, AccessLevel.SYSTEM_MODE) + Database.countQueryWithBinds(query + '= :names', none, AccessLevel.SYSTEM_MODE);
  }
  public class Anywhere implements HttpCalloutMock { public HttpResponse respond(HttpRequest request) { return new HttpResponse(); } }
  public static String mockedPath() { Test.setMock(HttpCalloutMock.class, new Anywhere()); HttpRequest r = new HttpRequest(); r.setEndpoint('/api/v1'); r.setMethod('GET'); return new Http().send(r) == null ? 'none' : 'ok'; }
  public static String recordsAsRecord() { Object records = new List<Account>(), texts = new List<String>(); return '' + (records instanceof SObject) + (texts instanceof SObject); }
  public static String recordsAsAccount() { Object records = new List<Account>(); return '' + (records instanceof Account); }
  public static String childrenByType() { insert new Account(Name = 'A'); insert new Contact(LastName = 'L', AccountId = [SELECT Id FROM Account].Id); String s = ''; for (Contact c : [SELECT (SELECT LastName FROM Contacts) FROM Account].getSObjects('Contacts')) s += c.LastName; return s; }
  public static Object undescribedField() { return new Case().get('BusinessHoursId'); }
  public static Object undescribedInJson() { return JSON.deserialize('{"BusinessHoursId":null}', Case.class); }
  public static Object undescribedObject() { return Schema.getGlobalDescribe().get('QuickText'); }
  public static String anyId() { return JSON.deserialize('{"Id":"id-1"}', Account.class) + ''; }
  public static String listEmails() { for (Schema.ChildRelationship each : Opportunity.SObjectType.getDescribe().getChildRelationships()) if (each.getChildSObject() == ListEmail.SObjectType) return each.getRelationshipName(); return null; }
  public class Asked implements StubProvider { String id = 'x'; public Object handleMethodCall(Object stub, String name, Type returns, List<Type> types, List<String> names, List<Object> args) { Seen.n += id.length(); return null; } }
  public class Asking implements Queueable { Base stub; public void execute(QueueableContext context) { Base.ask(stub); } }
  public static String stubInJob() { Asking job = new Asking(); job.stub = (Base) Test.createStub(Base.class, new Asked()); Test.startTest(); System.enqueueJob(job); Test.stopTest(); return '' + Seen.n; }
  public static Object integersAsDecimals() { Object numbers = new List<Integer>{ 1 }; return (List<Decimal>) numbers; }
  public static Object undescribedInQuery() { return Database.query('SELECT BusinessHoursId FROM Case'); }
  public static String oneCurrency() { try { Database.query('SELECT CurrencyIsoCode FROM Case'); } catch (QueryException e) { try { new Case().get('Busy'); } catch (SObjectException f) { return e.getMessage().left(32) + f.getMessage(); } } return null; }
  public static void deletedInJson() { insert (Account) JSON.deserialize('{"Name":"A","IsDeleted":false}', Account.class); }
  public static Object tasksOfMinimum() { User u = minimum(); System.runAs(u) { return [SELECT Id FROM Task WITH USER_MODE].size(); } return null; }
  public static String otherRatings() { insert new List<Account>{ new Account(Name = 'A', Rating = '1'), new Account(Name = 'B', Rating = '9'), new Account(Name = 'C', Rating = '5') }; String s = ''; for (Account a : [SELECT Rating FROM Account ORDER BY Rating DESC]) s += a.Rating; return s; }
  public static String lastYear() { return System.schedule('Far', '0 0 * * * ? 2100', new Nightly()) == null ? 'none' : 'ok'; }
  public static String rightsOfOther() { User u = newUser('Marketing User'); insert u; System.runAs(u) { return String.valueOf(Account.SObjectType.getDescribe().isCreateable()); } return null; }
}`;

const sources = {
  Main,
  Old: 'public class Old { public static Boolean isText(Object o) { return o instanceof String; } }',
  Base: 'public virtual class Base { @TestVisible private virtual String who() { return null; } public String call() { return who(); } public virtual void asked() {} public static void ask(Base b) { b.asked(); } }',
  OldStub: "@IsTest public class OldStub extends Base { private override String who() { return 'stub'; } }",
  Seen: 'public class Seen { public static Integer n = 0; }',
  'Clones.trigger':
    'trigger Clones on Account (before insert) { for (Account each : Trigger.new) each.Description = each.Name; }',
  Counter: `public class Counter implements Database.Batchable<SObject> {
    public Database.QueryLocator start(Database.BatchableContext context) { return Database.getQueryLocator('SELECT Id FROM Account'); }
    public void execute(Database.BatchableContext context, List<Account> scope) { Seen.n++; }
    public void finish(Database.BatchableContext context) { Seen.n++; }
  }`,
  Nightly:
    'public class Nightly implements Schedulable { public void execute(SchedulableContext context) { Seen.n++; } }'
};

describe('what public suites rely on', () => {
  const version = (number: string): string => `<ApexClass><apiVersion>${number}</apiVersion></ApexClass>`;
  const { run, runtime } = openProgram(sources, {
    'app/classes/Old.cls-meta.xml': version('31.0'),
    'app/classes/OldStub.cls-meta.xml': version('51.0')
  });
  after(() => runtime.close());

  it('statics are shared with the work that stopTest runs [apex-recipes; salesforce.stackexchange.com/q/128169]', () =>
    assert.equal(run('shared'), 14));

  it('stopTest runs a scheduled job, whose trigger waits on as it was [apex-recipes]', () =>
    assert.equal(run('schedule'), '1 0 2099-05-28 00:00:00 null WAITING'));

  const mixed = (operation: string, changed: string, original: string): string =>
    `System.DmlException: ${operation} failed. First exception on row 0${operation === 'Insert' ? '' : ' with id ID'}; first error: MIXED_DML_OPERATION, DML operation on setup object is not permitted after you have updated a non-setup object (or vice versa): ${changed}, original object: ${original}: []`;

  it('users without a role mix with other objects [apex-recipes; Apex Developer Guide, "sObjects That Can’t Be Used Together"]', () => {
    assert.equal(run('userThenAccount'), 'ok');
    assert.equal(run('accountThenUser'), 'ok');
    assert.equal(run('userAfterSetup'), 'ok');
    assert.equal(run('roleThenAccount'), 'ok');
  });

  it('other setup objects, and what a user may do, do not mix', () => {
    assert.equal(run('withRole'), mixed('Insert', 'Account', 'UserRole'));
    assert.equal(String(run('deactivate')).replace(/005\w{15}/, 'ID'), mixed('Update', 'User', 'Account'));
  });

  it('describes field sets [fflib-apex-mocks; Apex Reference Guide, "FieldSet Class"]', () => {
    assert.equal(
      run('fieldSets'),
      '{papers} Papers, Ship papers, What the port asks for, Ship__c | Name Name STRING true Name | Owner__r.Name Account Name STRING false Name | Active__c Active BOOLEAN false Active__c | Papers true true'
    );
    assert.match(String(run('checkboxRequired')), /not supported by the local org: .*getDBRequired\(\) of a checkbox/);
  });

  it('results of DML have properties too [apex-recipes]', () => assert.equal(run('results'), 'true true'));

  it('a stub shows the name of a class of its own [fflib-apex-mocks]', () =>
    assert.equal(run('stubText'), 'Seen__sfdc_ApexStub:[]'));

  it('a map by field becomes JSON [fflib-apex-mocks]', () => assert.equal(run('jsonOfFields'), '{"Name":"Test"}'));

  it('child relationships are keys, and have an object [fflib-apex-common]', () =>
    assert.equal(run('children'), 'true'));

  it('a contract has opportunities [fflib-apex-common; Object Reference, "Opportunity"]', () =>
    assert.equal(run('contractChildren'), 1));

  it('refuses decimals that a field keeps but does not show [fflib-apex-common; Salesforce Help 000387302]', () => {
    assert.match(String(run('hiddenDecimals')), /more decimals than Account\.AnnualRevenue shows \(0\): 12345\.67/);
    assert.equal(run('shownDecimals'), '12345');
  });

  it('walks the rows of a locator [fflib-apex-common]', () => assert.equal(run('locator'), 'AB'));

  it('administrators have their object permissions as rows [fflib-apex-common]', () =>
    assert.equal(run('adminRights'), 0));

  it('saves a record below the parent that an external id names [apex-recipes; Apex Developer Guide, "Foreign Keys"]', () => {
    const refused = (text: string): string =>
      `System.DmlException: Insert failed. First exception on row 1; first error: INVALID_FIELD, ${text}: []`;
    assert.equal(run('byCode'), 'S');
    assert.equal(
      run('byUnknownCode'),
      refused('Foreign key external ID: other not found for field Code__c in entity Ship__c')
    );
    assert.equal(
      run('byName'),
      refused('Field name provided, Active__c is not an External ID or indexed field for Ship__c')
    );
    assert.equal(
      run('byTwoFields'),
      refused('More than 1 field provided in an external foreign key reference in entity: Ship__c')
    );
    assert.equal(
      run('byCodeAndId'),
      refused('Cannot specify both an external ID reference Ship__r and a salesforce id, Ship__c').replace(
        'row 1',
        'row 0'
      )
    );
  });

  it('strips selected fields that are empty too; parts of an address follow the address [apex-recipes]', () => {
    assert.equal(run('strippedEmpty'), '{Account={Tradestyle}}');
    assert.equal(run('partsOfAddress'), 'true false');
    assert.equal(
      run('strippedChildren'),
      '{0}SObject row was retrieved via SOQL without querying the requested field: Account.Contacts'
    );
    assert.match(
      String(run('namesOfChildren')),
      /not supported by the local org: getRemovedFields\(\) after Account\.Contacts/
    );
  });

  it('makes text of a value once, however often a pattern names it [soql-lib]', () =>
    assert.equal(run('formatted'), 'text 1 text 1 x'));

  it('a message for the browser is not what Apex reads [apex-recipes]', () =>
    assert.equal(run('auraMessage'), 'Script-thrown exception read'));

  it('saves the clone of a record without the fields that nobody may write [apex-recipes]', () => {
    assert.equal(run('clones'), '2');
  });

  const answers: ReadonlyArray<readonly [method: string, answer: string, source: string]> = [
    ['asUnsaved', 'l@example.com.suitestrue', 'lwc-recipes; Apex Developer Guide, "Using the runAs Method"'],
    ['enumsByName', 'WINTER DEBUG', 'automation-components'],
    ['wider', '0', 'apexfarm/ApexTestKit'],
    ['ownerOfCase', 'Ltrue', 'apexfarm/ApexTestKit'],
    ['newByType', 'null', 'automation-components'],
    ['triggerUsage', 'Clonestruefalsetrueb', 'NebulaLogger; declarative-lookup-rollup-summaries'],
    ['oldNull', 'truefalse', 'ipavlic/apex-lambda; Apex Developer Guide, "Using the instanceof Keyword"'],
    ['privateOverride', 'stub', 'EDA'],
    ['wholeOfObject', '123', 'apexfarm/ApexTestKit'],
    ['abortedSchedule', '0', 'async-lib'],
    ['chainOfFinalizers', '3', 'async-lib'],
    ['childrenByObject', '0', 'EDA'],
    ['initialisedFirst', '(n)(o)', 'fflib-apex-common'],
    ['equalToAny', '210', 'apex-dml-mocking'],
    ['emptyId', '0', 'apex-recipes'],
    ['noList', "Malformed JSON: Expected '[' at the beginning of List/Set", 'apex-recipes'],
    [
      'noField',
      'not supported by the local org: Nope__c in JSON read as SObject: Account has no such field',
      'coral-cloud'
    ],
    ['noBody', 'not supported by the local org: the requestBody of a RestRequest that has none', 'apex-recipes'],
    ['dateWithTime', 'JSONException 2018-08-28 00:00:00', 'apexfarm/ApexTestKit'],
    ['mockedPath', 'ok', 'http-mock-lib'],
    ['recordsAsRecord', 'truefalse', 'TestDataFactory'],
    ['recordsAsAccount', 'not supported by the local org: List<Account> instanceof Account', 'TestDataFactory'],
    ['childrenByType', 'L', 'apex-recipes'],
    ['undescribedField', 'not supported by the local org: the field Case.BusinessHoursId', 'TestDataFactory'],
    ['undescribedInJson', 'not supported by the local org: the field Case.BusinessHoursId', 'SObjectFabricator'],
    [
      'undescribedObject',
      'not supported by the local org: the describe of QuickText, of which only the names of the fields are known here',
      'SObjectFabricator'
    ],
    ['anyId', 'Account:{Id=id-1}', 'SObjectFabricator'],
    ['listEmails', 'ListEmails', 'fflib-apex-common'],
    ['stubInJob', '1', 'universalmock'],
    ['integersAsDecimals', 'not supported by the local org: casts of List<Integer> to List<Decimal>', 'Query.apex'],
    ['otherRatings', '951', 'Query.apex'],
    ['undescribedInQuery', 'not supported by the local org: the field Case.BusinessHoursId in a query', 'rflib'],
    ['oneCurrency', "No such column 'CurrencyIsoCode'Invalid field Busy for Case", 'rflib'],
    ['tasksOfMinimum', 'not supported by the local org: the access to Task of a user without Modify All Data', 'rflib'],
    [
      'deletedInJson',
      'not supported by the local org: saving a value of Account.IsDeleted, which nobody may write',
      'apex-sobjectdataloader'
    ],
    ['lastYear', 'ok', 'declarative-lookup-rollup-summaries']
  ];
  for (const [method, answer, source] of answers) {
    it(`${method} [${source}]`, () => assert.equal(run(method), answer));
  }

  it('saving an object of which only names are known is no error [Query.apex]', () =>
    assert.throws(
      () => openProgram({ Main: 'public class Main { static { insert new List<QuickText>(); } }' }),
      /not supported by the local org: saving QuickText: only the names of its fields are known here/
    ));

  it('two orgs of one process take turns', () => {
    const other = openProgram({ Main: 'public class Main { public static Integer n() { return 1; } }' });
    try {
      assert.equal(other.run('n'), 1);
      assert.match(String(run('caught')), /^System\.DmlException Main\.caught: line \d+/);
    } finally {
      other.runtime.close();
    }
  });

  it('says that it does not know an object that the platform may have [NebulaLogger]', () =>
    assert.match(String(run('unknownObject')), /^not supported by the local org: queries on Network/));

  it('says so in the finalizer of a job that failed, too [NebulaLogger]', () =>
    assert.match(String(run('unknownInFinalizer')), /^not supported by the local org: queries on Network/));

  it('an org has the standard profiles [Salesforce Help, "Standard Profiles"]; what they grant is refused', () => {
    assert.equal(run('otherProfile'), 'ok');
    assert.equal(run('asOther'), 'Ltrue');
    assert.match(
      String(run('rightsOfOther')),
      /not supported by the local org: what the profile Marketing User grants/
    );
  });
});
