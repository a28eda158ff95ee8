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
}`;

describe('SELECT lists', () => {
  const { runtime, run } = openProgram({ Main }, FILES);
  after(() => runtime.store.close());
  const cases: Readonly<Record<string, string | RegExp>> = {
    address: 'Hull Quay 1 null 53.75 -0.33',
    noAddress: 'true',
    parentAddress: 'Hull',
    component: /not supported by the local org: BillingCity of a record that was read with BillingAddress/,
    both: 'Hull Quay 1',
    location: '53.75 -0.33 251',
    nested: 'C S 3'
  };
  for (const [method, result] of Object.entries(cases))
    it(method, () => {
      const found = run(method);
      if (result instanceof RegExp) assert.match(String(found), result);
      else assert.equal(found, result);
    });
});
