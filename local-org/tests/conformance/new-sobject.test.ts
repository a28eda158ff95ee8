/**
 * `SObjectType.newSObject(recordTypeId, loadDefaults)`. Sources: Apex Reference Guide v65, "SObjectType Class"; what an org
 * gives for Contact, github.com/octoberswimmer/aer-dist, issue 383; Platform Events Developer Guide v65.
 */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { field } from '../../metadata/tests/fixture.ts';
import { openProgram } from './org-program.ts';

const ship = (name: string) => `app/objects/Ship__c/fields/${name}.field-meta.xml`;
const withDefault = (value: string, rest = '') => `<defaultValue>${value}</defaultValue>${rest}`;
const number = '<precision>10</precision><scale>1</scale>';
const plainObject = (label: string, rest: string) =>
  `<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><label>${label}</label><pluralLabel>${label}s</pluralLabel>${rest}</CustomObject>`;
const cargo = `<RecordType xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>Cargo</fullName><active>true</active><label>Cargo</label>
  <picklistValues><picklist>Kind__c</picklist><values><fullName>Apple</fullName><default>true</default></values></picklistValues></RecordType>`;

const FILES = {
  [ship('Motto__c')]: field('Motto__c', 'Text', withDefault('"Avast"', '<length>20</length>')),
  [ship('Speed__c')]: field('Speed__c', 'Number', withDefault('12.5', number)),
  [ship('Due__c')]: field('Due__c', 'Date', withDefault('TODAY() + 7')),
  'app/objects/Contact/fields/Boss__c.field-meta.xml': field(
    'Boss__c',
    'Text',
    withDefault('$User.Alias', '<length>20</length>')
  ),
  'app/objects/Ship__c/recordTypes/Cargo.recordType-meta.xml': cargo,
  'app/objects/Fog__e/Fog__e.object-meta.xml': plainObject(
    'Fog',
    '<deploymentStatus>Deployed</deploymentStatus><eventType>HighVolume</eventType><publishBehavior>PublishAfterCommit</publishBehavior>'
  ),
  'app/objects/Fog__e/fields/Dense__c.field-meta.xml': field('Dense__c', 'Checkbox', withDefault('true')),
  'app/objects/Rules__c/Rules__c.object-meta.xml': plainObject(
    'Rules',
    '<customSettingsType>Hierarchy</customSettingsType><visibility>Public</visibility>'
  ),
  'app/objects/Rules__c/fields/Level__c.field-meta.xml': field(
    'Level__c',
    'Text',
    withDefault('"LOW"', '<length>9</length>')
  ),
  'app/objects/Rules__c/fields/From__c.field-meta.xml': field('From__c', 'Date', withDefault('TODAY()'))
};

const Main = `@IsTest public class Main {
  public static String heard = '';
  static Ship__c ship(Id type) { return (Ship__c) Ship__c.SObjectType.newSObject(type, true); }
  static Id typeId(String name) { return Ship__c.SObjectType.getDescribe().getRecordTypeInfosByDeveloperName().get(name).getRecordTypeId(); }
  public static String contact() { List<String> names = new List<String>(Contact.SObjectType.newSObject(null, true).getPopulatedFieldsAsMap().keySet()); names.sort(); return String.join(names, ' '); }
  public static String owner() { return '' + (((Contact) Contact.SObjectType.newSObject(null, true)).OwnerId == UserInfo.getUserId()); }
  public static String values() { Ship__c s = ship(null); return s.Motto__c + ' ' + s.Speed__c + ' ' + s.Due__c + ' ' + s.Active__c + ' ' + s.isDeleted; }
  public static String without() { return '' + Ship__c.SObjectType.newSObject(null, false).getPopulatedFieldsAsMap(); }
  public static String defaultType() { Ship__c s = ship(null); return s.Kind__c + (s.RecordTypeId == typeId('Cargo')); }
  public static String ownDefault() { return ship('012000000000000AAA').Kind__c; }
  public static String unavailable() { try { ship('012000000000001AAA'); } catch (SObjectException e) { return e.getMessage(); } return 'none'; }
  public static String notOfProfile() { return '' + ship(typeId('Liner')); }
  public static String saved() { Ship__c s = ship(null); s.Name = 'Ark'; insert s; return [SELECT Motto__c FROM Ship__c].Motto__c; }
  public static String savedAccount() { Account a = (Account) Account.SObjectType.newSObject(null, true); a.Name = 'A'; insert a; update a; return '' + [SELECT COUNT() FROM Account]; }
  public static String nulled() { Ship__c s = ship(null); s.Name = 'Ark'; s.Motto__c = null; insert s; return [SELECT Motto__c FROM Ship__c].Motto__c; }
  public static String unknown() { return ((Contact) Contact.SObjectType.newSObject(null, true)).Boss__c; }
  public static String user() { return '' + User.SObjectType.newSObject(null, true); }
  public static String event() {
    Fog__e e = (Fog__e) Fog__e.SObjectType.newSObject(null, true);
    String uuid = e.EventUuid;
    Database.SaveResult result = EventBus.publish(e);
    Test.getEventBus().deliver();
    return '' + new Fog__e().EventUuid + uuid.length() + e.Dense__c + (result.getErrors()[0].getMessage() == uuid) + (heard == uuid);
  }
  public static String setting() { Rules__c r = (Rules__c) Rules__c.SObjectType.newSObject(null, true); return r.Level__c + r.SetupOwnerId + r.From__c; }
  public static String unsavedSetting() { return '' + Rules__c.getInstance().From__c; }
}`;

describe('new records with default values', () => {
  const { run, runtime } = openProgram(
    {
      Main,
      'Hears.trigger': 'trigger Hears on Fog__e (after insert) { Main.heard = Trigger.new[0].EventUuid; }'
    },
    FILES
  );
  after(() => runtime.close());
  for (const [method, expected] of [
    ['contact', 'DoNotCall HasOptedOutOfEmail HasOptedOutOfFax IsDeleted IsEmailBounced OwnerId'],
    ['owner', 'true'],
    ['values', 'Avast 12.5 2026-01-22 00:00:00 true false'],
    ['without', '{}'],
    ['defaultType', 'Appletrue'],
    ['ownDefault', 'Zebra'],
    ['unavailable', 'Record Type is Unavailable'],
    [
      'notOfProfile',
      "not supported by the local org: newSObject with defaults of record type Liner, which the user's profile does not have"
    ],
    ['saved', 'Avast'],
    ['savedAccount', '1'],
    ['nulled', null],
    [
      'unknown',
      'not supported by the local org: Contact.Boss__c of a new record: a default value that is not evaluated here'
    ],
    ['user', 'not supported by the local org: newSObject of User with its default values'],
    ['event', 'null36truetruetrue'],
    ['setting', 'LOWnull2026-01-15 00:00:00'],
    ['unsavedSetting', '2026-01-15 00:00:00']
  ] as const)
    it(method, () => assert.equal(run(method), expected));
});
