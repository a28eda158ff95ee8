/**
 * What a project's fields, record types and rules forbid when records are saved. Sources: Salesforce Help, "Lookup
 * Relationship Field Options" (deletion of the looked-up record), "Considerations for Restricted Picklists", "Lookup Filters".
 */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { field } from '../../metadata/tests/fixture.ts';
import { openProgram } from './org-program.ts';

const ship = (name: string): string => `app/objects/Ship__c/fields/${name}.field-meta.xml`;
const lookup = (name: string, rest: string): string =>
  field(
    name,
    'Lookup',
    `<referenceTo>Account</referenceTo><relationshipName>${name.replace('__c', 's')}</relationshipName>${rest}`
  );
const filter = (optional: boolean): string =>
  `<lookupFilter><active>true</active><filterItems><field>Account.Name</field><operation>equals</operation><value>Hull</value></filterItems><isOptional>${optional}</isOptional></lookupFilter>`;
const recordType = (name: string, values: string): string =>
  `<RecordType xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>${name}</fullName><active>true</active><label>${name}</label>${values}</RecordType>`;

const FILES = {
  [ship('Port__c')]: lookup('Port__c', '<deleteConstraint>Restrict</deleteConstraint>'),
  [ship('Yard__c')]: lookup('Yard__c', filter(false)),
  [ship('Agent__c')]: lookup('Agent__c', filter(true)),
  'app/objects/Ship__c/recordTypes/Liner.recordType-meta.xml': recordType(
    'Liner',
    '<picklistValues><picklist>Kind__c</picklist><values><fullName>Apple</fullName><default>false</default></values></picklistValues>'
  )
};

const Main = `@IsTest public class Main {
  static Id type(String name) { return Schema.SObjectType.Ship__c.getRecordTypeInfosByDeveloperName().get(name).getRecordTypeId(); }
  static Account account() { Account a = new Account(Name = 'A'); insert a; return a; }
  static String save(SObject one) { try { upsert one; return 'saved'; } catch (DmlException e) { return e.getDmlType(0) + ' ' + e.getDmlMessage(0); } }
  public static String inType() { return save(new Ship__c(RecordTypeId = type('Liner'), Kind__c = 'Apple')); }
  public static String notInType() { return save(new Ship__c(RecordTypeId = type('Liner'), Kind__c = 'Mango')); }
  public static String allInType() { return save(new Ship__c(RecordTypeId = type('Cargo'), Kind__c = 'Mango')); }
  public static String changed() { Ship__c one = new Ship__c(RecordTypeId = type('Liner'), Kind__c = 'Apple'); insert one; one.Kind__c = 'Zebra'; return save(new Ship__c(Id = one.Id, Kind__c = 'Zebra')); }
  public static String restricted() {
    Account a = account(); Ship__c one = new Ship__c(Port__c = a.Id); insert one;
    try { delete a; return 'deleted'; } catch (DmlException e) { return e.getDmlType(0) + ' ' + e.getDmlMessage(0).replace(String.valueOf(a.Id).left(15), 'A').replace(String.valueOf(one.Id).left(15), 'S'); }
  }
  public static String emptied() { Account a = account(); Ship__c one = new Ship__c(Agent__c = a.Id); insert one; delete a; return String.valueOf([SELECT Agent__c FROM Ship__c].Agent__c); }
  public static String filtered() { return save(new Ship__c(Yard__c = account().Id)); }
}`;

describe('rules of fields and record types', () => {
  const { runtime, run } = openProgram({ Main }, FILES);
  after(() => runtime.store.close());
  const bad = 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST Kind: bad value for restricted picklist field: ';
  const cases: ReadonlyArray<readonly [method: string, result: RegExp | string | null]> = [
    ['inType', 'saved'],
    ['notInType', `${bad}Mango`],
    ['allInType', 'saved'],
    ['changed', `${bad}Zebra`],
    [
      'restricted',
      'DELETE_FAILED Your attempt to delete A could not be completed because it is associated with the following Ships: S'
    ],
    ['emptied', null],
    ['filtered', /not supported by the local org: the lookup filter of Ship__c\.Yard__c/]
  ];
  for (const [method, result] of cases)
    it(method, () => {
      const found = run(method);
      if (result instanceof RegExp) assert.match(String(found), result);
      else assert.equal(found, result);
    });
});
