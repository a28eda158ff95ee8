/**
 * Clauses and functions of SOQL beyond the everyday ones. Source: SOQL and SOSL Reference v65, the page of each: "GROUP BY
 * ROLLUP", "GROUP BY CUBE", "Using GROUPING(fieldName)", "toLabel()", "FIELDS()", "FOR VIEW", "Date Functions".
 */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { openProgram, problems } from './org-program.ts';

const Main = `@IsTest public class Main {
  static void ships() {
    insert new List<Ship__c>{ new Ship__c(Name = 'A', Kind__c = 'Zebra', Tonnage__c = 10, Active__c = true), new Ship__c(Name = 'B', Kind__c = 'Zebra', Tonnage__c = 20, Active__c = false), new Ship__c(Name = 'C', Kind__c = 'Apple', Tonnage__c = 5, Active__c = true) };
  }
  static String rows(List<AggregateResult> rows) { String s = ''; for (AggregateResult r : rows) s += r.get('k') + '/' + r.get('a') + '=' + r.get('n') + ' '; return s; }
  public static String rollup() { ships(); return rows([SELECT Kind__c k, Active__c a, COUNT(Id) n FROM Ship__c GROUP BY ROLLUP(Kind__c, Active__c) ORDER BY Kind__c NULLS LAST, Active__c NULLS LAST]); }
  public static String cube() { ships(); return rows([SELECT Kind__c k, Active__c a, SUM(Tonnage__c) n FROM Ship__c WHERE Name != 'D' GROUP BY CUBE(Kind__c, Active__c) HAVING SUM(Tonnage__c) > 9 ORDER BY SUM(Tonnage__c), Kind__c, Active__c]); }
  public static String grouping() { ships(); String s = ''; for (AggregateResult r : [SELECT Kind__c, GROUPING(Kind__c) g, COUNT(Id) FROM Ship__c GROUP BY ROLLUP(Kind__c) ORDER BY GROUPING(Kind__c), Kind__c]) s += r.get('Kind__c') + ' ' + r.get('g') + ' ' + r.get('expr0') + '; '; return s; }
  public static String rollupPage() { ships(); return String.valueOf(Database.query('SELECT Kind__c, COUNT(Id) FROM Ship__c GROUP BY ROLLUP(Kind__c) ORDER BY COUNT(Id) DESC LIMIT 2').size()); }
  public static String label() { ships(); Ship__c s = [SELECT Name, toLabel(Kind__c), toLabel(Flags__c) FROM Ship__c WHERE Name = 'A']; return s.Kind__c + ' ' + s.Flags__c; }
  public static String standardFields() { ships(); Ship__c s = [SELECT FIELDS(STANDARD) FROM Ship__c WHERE Name = 'A']; return s.Name + ' ' + (s.CreatedDate != null) + ' ' + s.isSet('Kind__c'); }
  public static String unselected() { ships(); Ship__c s = [SELECT FIELDS(STANDARD) FROM Ship__c LIMIT 1]; return s.Kind__c; }
  public static String viewed() { insert new Account(Name = 'A'); Account a = [SELECT Id, LastViewedDate FROM Account FOR VIEW]; return a.LastViewedDate + ' ' + ([SELECT LastViewedDate FROM Account].LastViewedDate != null); }
  public static String everything() { ships(); return String.valueOf([SELECT Id FROM Ship__c USING SCOPE everything].size()); }
  public static String aggregateType() { ships(); SObject r = [SELECT COUNT(Id) FROM Ship__c][0]; return (r.getSObjectType() == AggregateResult.SObjectType) + ' ' + AggregateResult.SObjectType + ' ' + AggregateResult.SObjectType.getDescribe().isQueryable(); }
  static String binding(Map<String, Object> binds) { try { Database.queryWithBinds('SELECT Id FROM Ship__c WHERE Name = :Wanted', binds, AccessLevel.SYSTEM_MODE); return 'found'; } catch (QueryException e) { return e.getMessage(); } }
  public static String boundByMap() { return binding(new Map<String, Object>{ 'wanted' => 'A' }) + '; ' + binding(new Map<String, Object>{ 'other' => 'A' }) + '; ' + binding(new Map<String, Object>{ 'wanted' => 'A', 'WANTED' => 'B' }); }
  public static String inSeveral() { insert new List<Ship__c>{ new Ship__c(Name = 'A', Flags__c = 'Red'), new Ship__c(Name = 'B', Flags__c = 'Red;Blue'), new Ship__c(Name = 'C') }; return [SELECT COUNT() FROM Ship__c WHERE Flags__c IN ('Red')] + ' ' + [SELECT COUNT() FROM Ship__c WHERE Flags__c NOT IN ('Red')]; }
  public static String tooLong() { return String.valueOf(Database.query('SELECT Id FROM Ship__c' + ' '.repeat(100000)).size()); }
  public static String searched() { Integer most = 5; Integer none = null; String s = String.valueOf([FIND 'x' RETURNING Account(Id) LIMIT :most].size()); try { return s + [FIND 'x' RETURNING Account(Id) LIMIT :none].size(); } catch (NullPointerException e) { return s + ' null'; } }
  public static String settings() { insert new Setting__c(Note__c = 'n', SetupOwnerId = UserInfo.getOrganizationId()); return [SELECT Note__c FROM Setting__c WITH USER_MODE].Note__c; }
  public static String fiscal() { insert new Opportunity(Name = 'O', StageName = 'Prospecting', CloseDate = Date.newInstance(2026, 5, 3)); AggregateResult r = [SELECT FISCAL_YEAR(CloseDate) y, FISCAL_QUARTER(CloseDate) q, FISCAL_MONTH(CloseDate) m FROM Opportunity WHERE CloseDate = THIS_FISCAL_YEAR GROUP BY FISCAL_YEAR(CloseDate), FISCAL_QUARTER(CloseDate), FISCAL_MONTH(CloseDate)]; return r.get('y') + ' ' + r.get('q') + ' ' + r.get('m'); }
}`;

const SETTING = {
  'app/objects/Setting__c/Setting__c.object-meta.xml': `<?xml version="1.0" encoding="UTF-8"?>
<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><customSettingsType>Hierarchy</customSettingsType><label>Setting</label><visibility>Public</visibility></CustomObject>`,
  'app/objects/Setting__c/fields/Note__c.field-meta.xml': `<?xml version="1.0" encoding="UTF-8"?>
<CustomField xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>Note__c</fullName><label>Note</label><type>Text</type><length>10</length></CustomField>`
};

describe('SOQL clauses', () => {
  const { runtime, run } = openProgram({ Main }, SETTING);
  after(() => runtime.store.close());
  const cases: Readonly<Record<string, string | RegExp>> = {
    // Picklists sort in their defined order.
    rollup: 'Zebra/false=1 Zebra/true=1 Zebra/null=2 Apple/true=1 Apple/null=1 null/null=3 ',
    cube: 'Zebra/true=10.00 null/true=15.00 null/false=20.00 Zebra/false=20.00 Zebra/null=30.00 null/null=35.00 ',
    grouping: 'Zebra 0 2; Apple 0 1; null 1 3; ',
    rollupPage: '2',
    label: 'Zebra label Red label',
    standardFields: 'A true false',
    unselected: /SObject row was retrieved via SOQL without querying the requested field: Ship__c.Kind__c$/,
    viewed: 'null true',
    everything: '3',
    boundByMap:
      "found; Key 'Wanted' does not exist in the bindMap; The bindMap consists of duplicate case-insensitive keys: [wanted, WANTED].",
    inSeveral: '2 1',
    tooLong: /not supported by the local org: a query of 10\d{4} characters, which the platform refuses/,
    searched: '1 null',
    // Fields of custom settings have no security of their own in queries (octoberswimmer/aer, CHANGELOG v1.2.4).
    settings: 'n',
    aggregateType: 'true AggregateResult false',
    fiscal: '2026 2 5'
  };
  for (const [method, result] of Object.entries(cases))
    it(method, () => {
      const found = run(method);
      if (result instanceof RegExp) assert.match(String(found), result);
      else assert.equal(found, result);
    });

  const refused: ReadonlyArray<readonly [query: string, message: RegExp]> = [
    ['SELECT GROUPING(Name), COUNT(Id) FROM Account GROUP BY Name', /GROUPING\(\) of what is not grouped/],
    ['SELECT COUNT(Id) FROM Account GROUP BY CUBE(Name, Site, Phone, Fax)', /CUBE of more than 3 fields/],
    ['SELECT toLabel(Name) FROM Account', /toLabel\(\) of Name, which is no picklist/],
    ["SELECT Id FROM Account WHERE toLabel(Industry) = 'x'", /toLabel\(\) outside the fields/],
    ['SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact LIMIT 1)', /Missing '\)' at 'LIMIT'/],
    ['SELECT COUNT(Id) FROM Account FOR UPDATE', /Cannot lock rows for an SObject type that can not be updated: Agg/],
    ['SELECT Id FROM Account ORDER BY Name FOR UPDATE', /ORDER BY with FOR UPDATE/]
  ];
  for (const [query, message] of refused)
    it(`refuses ${query}`, () => {
      const [first] = problems({ Main: `public class Main { Object o = [${query}]; }` });
      assert.match(first ?? '', message);
    });
});
