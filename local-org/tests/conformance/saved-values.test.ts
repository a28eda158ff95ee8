/**
 * What the platform makes of values that it saves, and what it does not take. Sources: octoberswimmer/aer, CHANGELOG
 * v1.2.1 … v1.2.22 (compared with an org there); Salesforce Help, articles 000231088, 000383587 and
 * 000386557 (case of picklist values).
 */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { openProgram } from './org-program.ts';

const Main = `public class Main {
  static String saving(Kept__c k) { try { upsert k; return 'saved'; } catch (DmlException e) { return e.getMessage().substringAfter('first error: ').replaceAll('\\\\w{15}: \\\\[', 'ID: ['); } }
  static Kept__c again(Kept__c k) { insert k; return [SELECT Name, Many__c, At__c, CreatedDate FROM Kept__c WHERE Id = :k.Id]; }
  public static String order() { return again(new Kept__c(Many__c = 'C;A')).Many__c + ' ' + again(new Kept__c(Many__c = 'B; B ;A;')).Many__c + ' ' + again(new Kept__c(Many__c = 'Z;B')).Many__c; }
  public static String anyOrder() { insert new List<Kept__c>{ new Kept__c(Many__c = 'A;C'), new Kept__c(Many__c = 'A;B;C'), new Kept__c() }; String many = 'C;A'; return String.valueOf([SELECT COUNT() FROM Kept__c WHERE Many__c = 'c;A']) + [SELECT COUNT() FROM Kept__c WHERE Many__c = :many] + [SELECT COUNT() FROM Kept__c WHERE Many__c != 'C;A'] + [SELECT COUNT() FROM Kept__c WHERE Many__c IN ('C;B;A', 'A')] + [SELECT COUNT() FROM Kept__c WHERE Many__c INCLUDES ('C;A')]; }
  public static String cases() { Kept__c k = new Kept__c(Strict__c = 'rED'); insert k; Account a = new Account(Name = 'a', Industry = 'BANKING', Rating = 'Odd'); insert a; a = [SELECT Industry, Rating FROM Account]; return again(new Kept__c(Many__c = 'c;A;b')).Many__c + ' ' + [SELECT Strict__c FROM Kept__c WHERE Id = :k.Id].Strict__c + ' ' + k.Strict__c + ' ' + a.Industry + ' ' + a.Rating; }
  public static String seconds() { Kept__c k = again(new Kept__c(At__c = Datetime.newInstance(1577836800123L))); return k.At__c.getTime() + ' ' + Math.mod(k.CreatedDate.getTime(), 1000); }
  public static String halfPlace() { return saving(new Kept__c(Place__Latitude__s = 1)); }
  public static String halvedPlace() { Kept__c k = new Kept__c(Place__Latitude__s = 1, Place__Longitude__s = 2); insert k; return saving(new Kept__c(Id = k.Id, Place__Longitude__s = 3)) + saving(new Kept__c(Id = k.Id, Place__Longitude__s = null)); }
  public static String nameless() { Kept__c k = new Kept__c(Name = 'n'); insert k; k.Name = null; update k; String id = k.Id; return String.valueOf([SELECT Name FROM Kept__c].Name == id.left(15)); }
  public static String taken() { insert new Kept__c(Key__c = 'a'); return saving(new Kept__c(Key__c = 'A')); }
  public static String early() { return saving(new Kept__c(Day__c = Date.newInstance(1699, 12, 31))); }
  public static String late() { return saving(new Kept__c(At__c = Datetime.newInstanceGmt(4001, 1, 1, 0, 0, 0))); }
  public static String inYears() { return saving(new Kept__c(Day__c = Date.newInstance(4000, 12, 31))) + saving(new Kept__c(Day__c = Date.newInstance(1700, 1, 1))); }
  public static String noAccount() { return saving(new Kept__c(Account__c = '001000000000999AAA')); }
  public static String noOwner() { return saving(new Kept__c(OwnerId = '005000000000999AAA')); }
  static Kept__c held() { Kept__c k = new Kept__c(Name = 'k'); insert k; insert new Part__c(Kept__c = k.Id); insert new Holder__c(Name = 'h', Kept__c = k.Id); return k; }
  public static String keptWhole() { Kept__c k = held(); Database.DeleteResult r = Database.delete(k, false); return r.isSuccess() + ' ' + [SELECT COUNT() FROM Part__c] + ' ' + r.getErrors()[0].getMessage(); }
  public static String purged() { Kept__c k = held(); Holder__c h = [SELECT Id FROM Holder__c]; delete h; delete k; undelete k; Database.UndeleteResult r = Database.undelete(h, false); return [SELECT COUNT() FROM Part__c] + ' ' + r.isSuccess(); }
  public static String hiddenField() { List<Database.SaveResult> all = Database.insert(new List<Kept__c>{ new Kept__c(Name = 'a', Day__c = Date.today(), Key__c = 'k'), new Kept__c(Name = 'b') }, false, AccessLevel.USER_MODE); Database.Error e = all[0].getErrors()[0]; return e.getStatusCode() + ' ' + e.getFields() + ' ' + all[1].isSuccess() + ' ' + [SELECT COUNT() FROM Kept__c]; }
  static String closed() { Case c = [SELECT IsClosed, ClosedDate FROM Case]; return c.IsClosed + ' ' + (c.ClosedDate != null); }
  public static String closedCase() { Case c = new Case(Subject = 's'); insert c; String s = closed(); c.Status = 'Closed'; update c; s += ' ' + closed(); c.Status = 'New'; update c; return s + ' ' + closed(); }
  public static String failedFields() { try { insert new Kept__c(Name = 'n', Account__c = UserInfo.getUserId()); return 'saved'; } catch (DmlException e) { return String.valueOf(e.getDmlFields(0)[0] == Kept__c.Account__c) + e.getDmlFields(0).size(); } }
  static String hidden(String query, AccessLevel level) { try { Database.query(query, level); return 'found'; } catch (QueryException e) { return e.getMessage().substringBefore('.') + ' ' + e.getInaccessibleFields(); } }
  public static String hiddenFields() { return hidden('SELECT Name, Day__c, Account__r.Name, (SELECT Name FROM Parts__r) FROM Kept__c WHERE Key__c = null', AccessLevel.USER_MODE) + '; ' + hidden('SELECT Day__c FROM Kept__c WITH SECURITY_ENFORCED', AccessLevel.SYSTEM_MODE) + '; ' + hidden('SELECT Name FROM Kept__c', AccessLevel.USER_MODE); }
  static Opportunity deal() { Opportunity o = new Opportunity(Name = 'O', StageName = 'Prospecting', CloseDate = Date.today()); insert o; return [SELECT Name, StageName, Probability, ForecastCategoryName FROM Opportunity]; }
  static String found() { Opportunity o = [SELECT Probability, IsWon, ForecastCategory, ForecastCategoryName FROM Opportunity]; return o.Probability + ' ' + o.IsWon + ' ' + o.ForecastCategory + ' ' + o.ForecastCategoryName; }
  public static String stage() { Opportunity o = deal(); o.StageName = 'Closed Won'; update o; return found(); }
  public static String sameStage() { Opportunity o = deal(); o.Probability = 33; o.ForecastCategoryName = 'Best Case'; update o; o.Name = 'P'; update o; return found(); }
  public static String bothGiven() { Opportunity o = deal(); o.StageName = 'Value Proposition'; o.Probability = 77; update o; return found(); }
}`;

const field = (name: string, type: string, more = '', object = 'Kept'): [string, string] => [
  `app/objects/${object}__c/fields/${name}__c.field-meta.xml`,
  `<?xml version="1.0" encoding="UTF-8"?>
<CustomField xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>${name}__c</fullName><label>${name}</label><type>${type}</type>${more}</CustomField>`
];
const value = (name: string): string =>
  `<value><fullName>${name}</fullName><default>false</default><label>${name}</label></value>`;

const object = (name: string, sharing = 'ReadWrite'): [string, string] => [
  `app/objects/${name}__c/${name}__c.object-meta.xml`,
  `<?xml version="1.0" encoding="UTF-8"?>
<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><deploymentStatus>Deployed</deploymentStatus><label>${name}</label><pluralLabel>${name}s</pluralLabel><nameField><label>Name</label><type>Text</type></nameField><sharingModel>${sharing}</sharingModel></CustomObject>`
];

const FILES = {
  ...Object.fromEntries([
    object('Kept'),
    object('Part', 'ControlledByParent'),
    object('Holder'),
    field(
      'Kept',
      'MasterDetail',
      '<referenceTo>Kept__c</referenceTo><relationshipName>Parts</relationshipName><relationshipOrder>0</relationshipOrder>',
      'Part'
    ),
    field(
      'Kept',
      'Lookup',
      '<deleteConstraint>Restrict</deleteConstraint><referenceTo>Kept__c</referenceTo><relationshipName>Holders</relationshipName>',
      'Holder'
    ),
    field(
      'Many',
      'MultiselectPicklist',
      `<valueSet><valueSetDefinition><sorted>false</sorted>${['A', 'B', 'C'].map(value).join('')}</valueSetDefinition></valueSet><visibleLines>4</visibleLines>`
    ),
    field(
      'Strict',
      'Picklist',
      `<valueSet><restricted>true</restricted><valueSetDefinition><sorted>false</sorted>${['Red', 'Blue'].map(value).join('')}</valueSetDefinition></valueSet>`
    ),
    field('Place', 'Location', '<displayLocationInDecimal>true</displayLocationInDecimal><scale>4</scale>'),
    field('At', 'DateTime'),
    field('Day', 'Date'),
    field('Key', 'Text', '<length>20</length><unique>true</unique><caseSensitive>false</caseSensitive>'),
    field('Account', 'Lookup', '<referenceTo>Account</referenceTo><relationshipName>Kept</relationshipName>')
  ])
};

describe('values that are saved', () => {
  const { runtime, run } = openProgram({ Main }, FILES);
  after(() => runtime.store.close());
  const cases: Readonly<Record<string, string | RegExp>> = {
    order: 'A;C A;B B;Z',
    anyOrder: '11212',
    cases: 'A;B;C Red rED Banking Odd',
    seconds: '1577836800000 0',
    halfPlace: 'not supported by the local org: half a location in Kept__c.Place__c',
    halvedPlace: 'not supported by the local org: half a location in Kept__c.Place__c',
    nameless: 'true',
    taken: 'DUPLICATE_VALUE, duplicate value found: Key__c duplicates value on record with id: ID: []',
    early: /not supported by the local org: 1699-12-31 in Day__c, which the platform refuses/,
    late: /not supported by the local org: 4001-01-01T00:00:00.000Z in At__c, which the platform refuses/,
    inYears: 'savedsaved',
    noAccount:
      'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY, insufficient access rights on cross-reference id: ID: []',
    noOwner: 'INVALID_CROSS_REFERENCE_KEY, invalid cross reference id: []',
    keptWhole:
      /^false 1 Your attempt to delete k could not be completed because it is associated with the following holders/,
    purged: '1 false',
    hiddenField: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY (Day__c, Key__c) true 1',
    closedCase: 'false false true true false false',
    failedFields: 'true1',
    hiddenFields:
      "No such column 'Day__c' on entity 'Kept__c' {Kept__c={Day__c, Key__c}}; Insufficient permissions: secure query included inaccessible field {}; found",
    stage: '100 true Closed Closed',
    sameStage: '33 false BestCase Best Case',
    bothGiven: '77 false Pipeline Pipeline'
  };
  for (const [method, expected] of Object.entries(cases))
    it(method, () => {
      const found = String(run(method));
      if (expected instanceof RegExp) assert.match(found, expected);
      else assert.equal(found, expected);
    });
});
