/**
 * What a SELECT list may hold beyond fields. Source: SOQL and SOSL Reference v65 ("Compound Fields", "Using Relationship
 * Queries", "toLabel()", "FORMAT()", "TYPEOF"), Apex Reference Guide v65 ("Address Class", "Location Class").
 */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { openProgram } from './org-program.ts';

const FILES = {
  'app/objects/Port__c/Port__c.object-meta.xml':
    '<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><label>Port</label><pluralLabel>Ports</pluralLabel><nameField><label>Name</label><type>Text</type></nameField><sharingModel>ReadWrite</sharingModel><deploymentStatus>Deployed</deploymentStatus><fields><fullName>Place__c</fullName><label>Place</label><type>Location</type><scale>4</scale></fields></CustomObject>'
};

const mdtField = (name: string, target: string, more: string) =>
  `<CustomField xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>${name}</fullName><label>F</label><type>MetadataRelationship</type><referenceTo>${target}</referenceTo><relationshipLabel>Rules</relationshipLabel><relationshipName>${name.replace('__c', '')}s</relationshipName>${more}</CustomField>`;
const METADATA = {
  'app/objects/Rule__mdt/Rule__mdt.object-meta.xml':
    '<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><label>Rule</label><pluralLabel>Rules</pluralLabel><visibility>Public</visibility></CustomObject>',
  'app/objects/Rule__mdt/fields/Object__c.field-meta.xml': mdtField('Object__c', 'EntityDefinition', ''),
  'app/objects/Rule__mdt/fields/Field__c.field-meta.xml': mdtField(
    'Field__c',
    'FieldDefinition',
    '<metadataRelationshipControllingField>Rule__mdt.Object__c</metadataRelationshipControllingField>'
  ),
  'app/customMetadata/Rule.A.md-meta.xml':
    '<CustomMetadata xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><label>A</label><values><field>Object__c</field><value xsi:type="xsd:string">Account</value></values></CustomMetadata>'
};

const Main = `@IsTest public class Main {
  static void places() {
    insert new List<Account>{ new Account(Name = 'A', BillingCity = 'Hull', BillingStreet = 'Quay 1', BillingLatitude = 53.75, BillingLongitude = -0.33), new Account(Name = 'B') };
    insert new List<Port__c>{ new Port__c(Name = 'P', Place__Latitude__s = 53.75, Place__Longitude__s = -0.33), new Port__c(Name = 'Q', Place__Latitude__s = 51.5, Place__Longitude__s = 0), new Port__c(Name = 'R') };
  }
  public static String address() { places(); Address a = [SELECT BillingAddress FROM Account WHERE Name = 'A'].BillingAddress; return a.getCity() + ' ' + a.getStreet() + ' ' + a.getCountry() + ' ' + a.getLatitude() + ' ' + a.getLongitude(); }
  public static String noAddress() { places(); return String.valueOf([SELECT BillingAddress FROM Account WHERE Name = 'B'].BillingAddress == null); }
  public static String parentAddress() { places(); insert new Contact(LastName = 'C', AccountId = [SELECT Id FROM Account WHERE Name = 'A'].Id); return [SELECT Account.BillingAddress FROM Contact].Account.BillingAddress.getCity(); }
  public static String component() { places(); return [SELECT BillingAddress FROM Account WHERE Name = 'A'].BillingCity; }
  public static String both() { places(); Account a = [SELECT BillingAddress, BillingCity FROM Account WHERE Name = 'A']; return a.BillingCity + ' ' + ((Address) a.get('BillingAddress')).getStreet(); }
  public static String location() { places(); Location l = [SELECT Place__c FROM Port__c WHERE Name = 'P'].Place__c; return l.getLatitude() + ' ' + l.longitude + ' ' + Math.round(l.getDistance(Location.newInstance(51.5, 0), 'km')); }
  public static String nested() {
    Account a = new Account(Name = 'A'); insert a; Contact c = new Contact(LastName = 'C', AccountId = a.Id); insert c; insert new Case(Subject = 'S', ContactId = c.Id);
    Account found = [SELECT Name, (SELECT LastName, (SELECT Subject FROM Cases) FROM Contacts) FROM Account];
    return found.Contacts[0].LastName + ' ' + found.Contacts[0].Cases[0].Subject + ' ' + Limits.getQueryRows();
  }
  static void ship() { insert new Ship__c(Name = 'A', Kind__c = 'Zebra', Tonnage__c = 1234.5, Built__c = Date.newInstance(2026, 1, 15)); }
  public static String label() { ship(); Ship__c s = [SELECT Kind__c, toLabel(Kind__c) shown FROM Ship__c]; return s.Kind__c + '/' + s.get('shown') + '/' + s.get('SHOWN'); }
  public static String recordType() { insert new Ship__c(Name = 'A', RecordTypeId = [SELECT Id FROM RecordType WHERE DeveloperName = 'Liner'].Id); return [SELECT toLabel(RecordType.Name) FROM Ship__c].RecordType.Name; }
  public static String format() { ship(); Ship__c s = [SELECT Tonnage__c, FORMAT(Tonnage__c) t, FORMAT(Built__c) b FROM Ship__c]; return s.Tonnage__c + ' ' + s.get('t') + ' ' + s.get('b'); }
  public static String money() { insert new Account(Name = 'A', AnnualRevenue = 5); return (String) [SELECT FORMAT(AnnualRevenue) r FROM Account][0].get('r'); }
  public static String typeOf() {
    Account a = new Account(Name = 'A', Phone = '1'); insert a; Contact c = new Contact(LastName = 'C'); insert c; Opportunity o = new Opportunity(Name = 'O', StageName = 'New', CloseDate = Date.today()); insert o; Case e = new Case(Subject = 'E'); insert e;
    insert new List<Task>{ new Task(Subject = '1', WhatId = a.Id), new Task(Subject = '2', WhatId = o.Id), new Task(Subject = '3', WhatId = e.Id), new Task(Subject = '4') };
    String s = '';
    for (Task t : [SELECT Subject, TYPEOF What WHEN Account THEN Phone, Name WHEN Opportunity THEN StageName END FROM Task ORDER BY Subject]) {
      if (t.What instanceof Account) { Account found = (Account) t.What; s += found.Name + found.Phone + ' '; }
      else if (t.What instanceof Opportunity) { Opportunity found = (Opportunity) t.What; s += found.StageName + ' '; }
      else s += (t.What == null) + ' ';
    }
    return s;
  }
  public static String typeOfElse() {
    Account a = new Account(Name = 'A', Phone = '1'); insert a; Case e = new Case(Subject = 'E'); insert e;
    insert new List<Task>{ new Task(Subject = '1', WhatId = a.Id), new Task(Subject = '3', WhatId = e.Id) };
    String s = '';
    for (Task t : [SELECT TYPEOF What WHEN Account THEN Phone ELSE Type, Id END FROM Task ORDER BY Subject]) s += t.What.getSObjectType() + ' ' + (t.What instanceof Account ? ((Account) t.What).Phone : t.What.Type) + ' ';
    return s;
  }
  public static String mine() { ship(); return [SELECT Id FROM Ship__c USING SCOPE mine].size() + ' ' + Database.countQuery('SELECT COUNT() FROM Ship__c USING SCOPE mine WHERE Tonnage__c = 1'); }
  public static String near() { places(); Decimal y = 51.5; String s = ''; for (Port__c p : [SELECT Name, DISTANCE(Place__c, GEOLOCATION(:y, 0.0), 'km') d FROM Port__c WHERE DISTANCE(Place__c, GEOLOCATION(51.5, 0), 'mi') < 200 ORDER BY DISTANCE(Place__c, GEOLOCATION(51.5, 0), 'mi') DESC]) s += p.Name + Math.round((Decimal) p.get('d')) + ' '; return s; }
  public static String equalsList() { places(); List<String> names = new List<String>{ 'A', 'Z' }; return [SELECT Id FROM Account WHERE Name = :names].size() + ' ' + [SELECT Id FROM Account WHERE Name != :names].size(); }
  public static String access() {
    places(); Id a = [SELECT Id FROM Account WHERE Name = 'A'].Id; Set<Id> both = new Map<Id, Account>([SELECT Id FROM Account]).keySet();
    UserRecordAccess u = [SELECT RecordId, HasReadAccess, HasEditAccess, HasDeleteAccess, MaxAccessLevel FROM UserRecordAccess WHERE UserId = :UserInfo.getUserId() AND RecordId = :a];
    return (u.RecordId == a) + ' ' + u.HasEditAccess + ' ' + u.MaxAccessLevel + ' ' + [SELECT RecordId FROM UserRecordAccess WHERE UserId = :UserInfo.getUserId() AND RecordId IN :both AND HasDeleteAccess = true].size() + ' ' + Limits.getQueries();
  }
  public static String accessOfOther() {
    places(); Id a = [SELECT Id FROM Account WHERE Name = 'A'].Id;
    User u = new User(Username = 'x@y.zz', LastName = 'X', Email = 'x@y.zz', Alias = 'x', TimeZoneSidKey = 'GMT', LocaleSidKey = 'en_US', EmailEncodingKey = 'UTF-8', LanguageLocaleKey = 'en_US', ProfileId = [SELECT Id FROM Profile WHERE Name = 'Minimum Access - Salesforce'].Id);
    insert u;
    UserRecordAccess found = [SELECT RecordId, HasReadAccess, MaxAccessLevel FROM UserRecordAccess WHERE UserId = :u.Id AND RecordId = :a];
    return found.HasReadAccess + ' ' + found.MaxAccessLevel;
  }
  public static String accessOfAll() { return String.valueOf([SELECT RecordId FROM UserRecordAccess].size()); }
  public static String entity() { EntityDefinition e = [SELECT QualifiedApiName, Label, DeveloperName, KeyPrefix FROM EntityDefinition WHERE QualifiedApiName = 'Port__c']; return e.QualifiedApiName + ' ' + e.Label + ' ' + e.DeveloperName + ' ' + [SELECT DurableId FROM EntityDefinition WHERE QualifiedApiName IN ('Account', 'Nope__c')][0].DurableId; }
  public static String entities() { return String.valueOf([SELECT Label FROM EntityDefinition].size()); }
  public static String entityCount() { return String.valueOf([SELECT COUNT() FROM EntityDefinition WHERE QualifiedApiName = 'Account']); }
  public static String undescribedEntity() { return String.valueOf([SELECT Label FROM EntityDefinition WHERE QualifiedApiName = 'Entitlement'].size()); }
  // SalesforceFoundation/NPSP, CMT_MetadataAPI, line 159.
  public static String userIdText() { Id u = UserInfo.getUserId(); Set<Id> s = new Set<Id>{ UserInfo.getUserId(), UserInfo.getProfileId() }; return UserInfo.getUserId().left(3) + UserInfo.getOrganizationId().substring(0, 3) + s.contains(UserInfo.getUserId()) + [SELECT Id FROM User WHERE Id = :UserInfo.getUserId()].size(); }
  public static String fieldDefinition() { Rule__mdt r = [SELECT Object__r.QualifiedApiName, Field__r.QualifiedApiName, Field__c FROM Rule__mdt]; return r.Object__r.QualifiedApiName + ' ' + r.Field__c + ' ' + r.Field__r?.QualifiedApiName; }
  public static String fieldDefinitions() { return String.valueOf([SELECT QualifiedApiName FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'Account'].size()); }
  // SalesforceFoundation/EDA, ADDR_Addresses_UTIL_TEST and ReleaseGateAPIService_TEST.
  public static String nullList() { List<Id> none; try { return '' + [SELECT Id FROM Account WHERE Id IN :none].size(); } catch (NullPointerException e) { return e.getMessage(); } }
  public static String nullInText() { List<Id> none; return '' + Database.query('SELECT Id FROM Account WHERE Id IN :none').size(); }
  public static String heldSets() { PermissionSetAssignment held = [SELECT PermissionSet.IsOwnedByProfile, PermissionSet.PermissionsCustomizeApplication FROM PermissionSetAssignment WHERE AssigneeId = :UserInfo.getUserId()]; return held.PermissionSet.IsOwnedByProfile + ' ' + held.PermissionSet.PermissionsCustomizeApplication; }
  public static String besideTypeOf() { return [SELECT What.Name, TYPEOF What WHEN Account THEN Phone END FROM Task].size() + ''; }
  public static String allFields() { return String.valueOf(Database.query('SELECT FIELDS(ALL) FROM Account LIMIT 1')); }
}`;

describe('TYPEOF and others in SELECT lists', () => {
  const { runtime, run } = openProgram({ Main }, { ...FILES, ...METADATA });
  after(() => runtime.store.close());
  const cases: Readonly<Record<string, string | RegExp>> = {
    address: 'Hull Quay 1 null 53.75 -0.33',
    noAddress: 'true',
    parentAddress: 'Hull',
    component: /not supported by the local org: BillingCity of a record that was read with BillingAddress/,
    both: 'Hull Quay 1',
    location: '53.75 -0.33 251',
    nested: 'C S 3',
    label: 'Zebra/Zebra label/Zebra label',
    recordType: 'Liner',
    format: '1234.50 1,234.5 1/15/2026',
    money: /not supported by the local org: FORMAT\(\) of a currency/,
    typeOf: 'A1 New true true ',
    besideTypeOf: /not supported by the local org: TYPEOF What beside fields of What/,
    typeOfElse: 'Account 1 Name Case ',
    mine: '1 0',
    equalsList: '1 1',
    access: 'true true All 2 4',
    accessOfOther: 'false None',
    accessOfAll: /not supported by the local org: a query on UserRecordAccess other than/,
    entity: 'Port__c Port Port Account',
    entities: /not supported by the local org: a query on EntityDefinition without the names/,
    entityCount: /QueryException: The requested operation is not yet supported by this SObject storage type/,
    undescribedEntity: /not supported by the local org: EntityDefinition of Entitlement/,
    userIdText: '00500Dtrue1',
    fieldDefinition: 'Account null null',
    fieldDefinitions: /not supported by the local org: queries on FieldDefinition/,
    near: 'P251 Q0 ',
    nullList: 'Attempt to de-reference a null object',
    nullInText: /not supported by the local org: a collection after IN that is null in a dynamic query/,
    heldSets: 'true true',
    allFields: /QueryException: The SOQL FIELDS function is not supported with an unbounded set of fields in this API\./
  };
  for (const [method, result] of Object.entries(cases))
    it(method, () => {
      const found = run(method);
      if (result instanceof RegExp) assert.match(String(found), result);
      else assert.equal(found, result);
    });
});
