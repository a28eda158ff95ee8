/** What the code and the folders of public repositories rely on. Source: the repository named, whose tests pass on an org only so. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { checkFolder, withoutPlace } from '../../cli/check-command.ts';
import { MetadataError } from '../../metadata/errors.ts';
import { openProgram } from './org-program.ts';

const Main = `@IsTest
public class Main {
  String wanted = 'A'; static Integer most = 1; Boolean read = false;
  String asProperty { get { read = true; return 'A'; } }
  public static String bindFields() { insert new List<Account>{ new Account(Name = 'A'), new Account(Name = 'B') }; return new Main().find(); }
  String find() { String wanted2 = 'B'; return '' + Database.query('SELECT Id FROM Account WHERE Name IN (:wanted, :wanted2) LIMIT :most').size() + read + Database.countQuery('SELECT COUNT() FROM Account WHERE Name = :asProperty') + read; }
  public static String localFirst() { insert new Account(Name = 'B'); return new Main().hidden(); }
  String hidden() { String wanted = 'B'; return '' + Database.countQuery('SELECT COUNT() FROM Account WHERE Name = :wanted'); }
  public static String notFromStatic() { try { return '' + Database.countQuery('SELECT COUNT() FROM Account WHERE Name = :wanted'); } catch (QueryException e) { return e.getMessage(); } }
  public static String rowOrRecord() { insert new Account(Name = 'A'); List<Account> none = new List<Account>(); Account found = none.isEmpty() ? [SELECT Name FROM Account LIMIT 1] : none[0]; return found.Name; }
  public static String plusText() { return 'a' + + 'b'; }
  static String inserted(Boolean goOn) { List<String> all = new List<String>{ 'a', 'c' }; for (String each : all) { if (each == 'c') { all.add(1, 'b'); if (!goOn) break; } } return String.join(all, ''); }
  public static String insertedLast() { return inserted(false); }
  public static String insertedInBetween() { return inserted(true); }
  public static String appended() { List<String> all = new List<String>{ 'a' }; try { for (String each : all) all.add(each); } catch (FinalException e) { return e.getMessage(); } return null; }
  public static String wrong() { try { new Account().put('Nope__c', 1); } catch (SObjectException e) { return e.getMessage(); } return null; }
  public interface Loader { List<SObject> load(); String id(); List<Object> all(); }
  public class Accounts implements Loader { public List<Account> load() { return new List<Account>(); } public Id id() { return null; } public List<Object> all() { return null; } }
  public static String narrowed() { Loader loader = new Accounts(); return '' + loader.load().size() + loader.id(); }
  public class Context implements System.FinalizerContext { public ParentJobResult getResult() { return null; } public Id getRequestId() { return null; } public Exception getException() { return null; } public Id getAsyncApexJobId() { return null; } }
  public static String context() { FinalizerContext context = new Context(); return '' + context.getRequestId(); }
  public static String noValues() { Date none; Ship__c ship = new Ship__c(); return '' + String.valueOf(none) + Integer.valueOf((Object) null) + Integer.valueOf(new Account().AnnualRevenue); }
  public static String defaultFormula() { return '' + Ship__c.Flag__c.getDescribe().getDefaultValueFormula() + Account.Name.getDescribe().getDefaultValueFormula(); }
  public static String madeUpIds() { Map<Id, String> names = new Map<Id, String>{ '000000000000000001' => 'a', '000000000000000002' => 'b' }; return names.get('000000000000000002') + names.size(); }
  public static String recordOptions() { Database.DMLOptions options = new Database.DMLOptions(); options.DuplicateRuleHeader.allowSave = true; Account a = new Account(Name = 'A'); a.setOptions(options); insert a; return '' + a.getOptions().DuplicateRuleHeader.allowSave; }
  public static String recordTruncates() { Database.DMLOptions options = new Database.DMLOptions(); options.allowFieldTruncation = true; Account a = new Account(Name = 'A'); a.setOptions(options); insert a; return null; }
  public static String errorProperties() { Database.SaveResult saved = Database.insert(new Account(), false); return saved.errors[0].message + saved.errors[0].statusCode + saved.errors[0].fields; }
  public static String sortOptions() { List<SelectOption> all = new List<SelectOption>{ new SelectOption('b', 'B'), new SelectOption('a', 'A') }; all.sort(); return all[0].getValue(); }
  public static Object wrappedRecord() { return JSON.deserialize('{"Account":{"Name":"A"}}', Account.class); }
  public static Object bigObject() { return Database.query('SELECT Id FROM Logs__b'); }
  public class Hears implements StubProvider { public Object handleMethodCall(Object stub, String name, Type returns, List<Type> types, List<String> names, List<Object> args) { heard = String.valueOf(returns) + (returns == void.class); return null; } }
  static String heard;
  public static String voidClass() { ((Quiet) Test.createStub(Quiet.class, new Hears())).act(); Map<Type, Integer> byType = new Map<Type, Integer>{ void.class => 1 }; return heard + byType.get(void.class); }
  public static String emptyInTrigger() { Ship__c s = new Ship__c(Flag__c = ''); insert s; String seen = s.Flag__c + Flags.seen; s.Flag__c = ''; update s; return seen + Flags.seen; }
  public static String otherChildren() { Account a = new Account(Name = 'A'); insert a; return '' + [SELECT (SELECT Id FROM Contacts) FROM Account].Opportunities.isEmpty(); }
  public static String deletedSetting() { Listed__c one = new Listed__c(Name = 'One'); insert one; delete one; return '' + Listed__c.getInstance('One') + Listed__c.getAll().size(); }
  public static String settingNamedTwice() { insert new Listed__c(Name = 'One'); insert new Listed__c(Name = 'one'); return null; }
  public static String trailingBlanks() { insert new Ship__c(Flag__c = 'F'); return '[' + [SELECT Padded__c FROM Ship__c].Padded__c + ']'; }
  public static String resultInJson() { return JSON.serialize(Database.insert(new Account(Name = 'A'))); }
  public static String singleQuotes() { return String.format('can\\'t {0} \\'{0}\\' \\'\\'{0}\\'\\'', new List<Object>{ 1 }); }
  public static String lowerUsername() { User u = ((User) [SELECT Alias, TimeZoneSidKey, LocaleSidKey, EmailEncodingKey, LanguageLocaleKey, ProfileId FROM User WHERE Id = :UserInfo.getUserId()][0]).clone(false); u.Username = 'Mixed.Case@Local-Org.example'; u.LastName = 'M'; u.Email = 'a@b.example'; insert u; return [SELECT Username FROM User WHERE Id = :u.Id].Username; }
  public static String dateAndDatetime() { Object day = Date.newInstance(2026, 1, 2); Object noon = Datetime.newInstanceGmt(2026, 1, 2, 12, 0, 0); Assert.areEqual(day, Datetime.newInstanceGmt(2026, 1, 2, 0, 0, 0)); return '' + (day == noon) + (noon == day); }
  public static String testSession() { return UserInfo.getSessionId().substringAfter('!'); }
  public static String activityField() { Task t = new Task(Port__c = 'P'); Event e = new Event(Port__c = 'Q'); return t.Port__c + e.Port__c; }
}`;

const FIELD =
  '<CustomField><fullName>Port__c</fullName><label>Port</label><type>Text</type><length>20</length></CustomField>';

describe('what public code relies on', () => {
  const { run, runtime } = openProgram(
    {
      Main,
      Quiet: 'public virtual class Quiet { public virtual void act() {} }',
      Flags: 'public class Flags { public static String seen; }',
      'Seen.trigger': 'trigger Seen on Ship__c (before insert, before update) { Flags.seen = Trigger.new[0].Flag__c; }'
    },
    {
      'app/objects/Activity/fields/Port__c.field-meta.xml': FIELD,
      'app/objects/Listed__c/Listed__c.object-meta.xml':
        '<CustomObject><customSettingsType>List</customSettingsType><label>Listed</label><visibility>Public</visibility></CustomObject>',
      'app/objects/Ship__c/fields/Padded__c.field-meta.xml':
        '<CustomField><fullName>Padded__c</fullName><label>Padded</label><type>Text</type><formula>Flag__c &amp; ", " &amp; " "</formula></CustomField>',
      'app/objects/Ship__c/fields/Flag__c.field-meta.xml': FIELD.replace('Port__c', 'Flag__c').replace(
        '<type>',
        '<defaultValue>"gem"</defaultValue><type>'
      )
    }
  );
  after(() => runtime.close());

  const answers: ReadonlyArray<readonly [method: string, answer: string, source: string]> = [
    ['bindFields', '1false1true', 'PropicSignifi/Query.apex'],
    ['localFirst', '1', 'PropicSignifi/Query.apex'],
    ['notFromStatic', 'Variable does not exist: wanted', 'PropicSignifi/Query.apex'],
    ['rowOrRecord', 'A', 'fflib-apex-common-samplecode'],
    ['plusText', 'ab', 'j-fischer/rflib'],
    ['insertedLast', 'abc', 'benahm/TestDataFactory'],
    [
      'insertedInBetween',
      'not supported by the local org: a loop over a list that goes on after List.add(index, element)',
      'benahm/TestDataFactory'
    ],
    [
      'appended',
      'Cannot modify a collection while it is being iterated.',
      'Apex Developer Guide, "Iterating Collections"'
    ],
    ['wrong', 'Invalid field Nope__c for Account', 'Apex Reference Guide, "SObject Class"'],
    ['narrowed', '0null', 'SalesforceFoundation/NPSP'],
    ['context', 'null', 'SalesforceFoundation/NPSP'],
    ['noValues', 'nullnullnull', 'SalesforceFoundation/EDA'],
    ['defaultFormula', '"gem"null', 'SalesforceFoundation/EDA'],
    ['madeUpIds', 'b2', 'SalesforceFoundation/EDA'],
    ['recordOptions', 'true', 'SalesforceFoundation/EDA'],
    [
      'recordTruncates',
      'not supported by the local org: setOptions with optAllOrNone or allowFieldTruncation',
      'Apex Reference Guide, "SObject Class"'
    ],
    ['errorProperties', 'Required fields are missing: [Name]REQUIRED_FIELD_MISSING(Name)', 'SalesforceFoundation/EDA'],
    ['sortOptions', 'a', 'declarative-lookup-rollup-summaries'],
    [
      'wrappedRecord',
      'not supported by the local org: the member Account in JSON of a Account',
      'declarative-lookup-rollup-summaries'
    ],
    [
      'bigObject',
      'not supported by the local org: queries on Logs__b, which is not described here and which some orgs do not have',
      'j-fischer/rflib'
    ],
    ['voidClass', 'voidtrue1', 'apexfarm/ApexTestKit'],
    ['dateAndDatetime', 'falsefalse', 'j-fischer/rflib'],
    ['testSession', 'ApexTestSession', 'declarative-lookup-rollup-summaries'],
    ['activityField', 'PQ', 'SalesforceLabs/ActionPlansV4'],
    ['emptyInTrigger', 'nullnull', 'SalesforceFoundation/EDA'],
    ['lowerUsername', 'mixed.case@local-org.example', 'SalesforceFoundation/EDA'],
    ['otherChildren', 'true', 'SalesforceFoundation/EDA'],
    ['deletedSetting', 'null0', 'SalesforceFoundation/EDA'],
    [
      'settingNamedTwice',
      'not supported by the local org: a list setting with the name of another',
      'SalesforceFoundation/EDA'
    ],
    ['trailingBlanks', '[F,]', 'SalesforceFoundation/EDA'],
    ['resultInJson', 'not supported by the local org: results of DML in JSON', 'SalesforceFoundation/EDA'],
    ['singleQuotes', "can't 1 '1' '1'", 'SalesforceFoundation/EDA, NPSP']
  ];
  for (const [method, answer, source] of answers) it(`${method} [${source}]`, () => assert.equal(run(method), answer));
});

/** What `work` gives, or the refusal of metadata that cannot be read. */
function readable<T>(work: () => T): T | string {
  try {
    return work();
  } catch (error) {
    if (error instanceof MetadataError) return `error: ${withoutPlace(error.message)}`;
    throw error;
  }
}

describe('what public folders rely on', () => {
  const problems = (files: Readonly<Record<string, string>>): readonly string[] => {
    const root = mkdtempSync(path.join(tmpdir(), 'public-project-'));
    try {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(path.join(root, path.dirname(name)), { recursive: true });
        writeFileSync(path.join(root, name), text);
      }
      const report = readable(() => checkFolder(root));
      if (typeof report === 'string') return [report];
      return report.problems.map(({ kind, message }) => `${kind}: ${message}`);
    } finally {
      rmSync(root, { recursive: true });
    }
  };
  const meta = '<ApexClass><apiVersion>65.0</apiVersion></ApexClass>';
  const project = (namespace: string): string => JSON.stringify({ packageDirectories: [{ path: 'src' }], namespace });
  const main = (body: string): Record<string, string> => ({
    'src/classes/Main.cls': `public class Main { ${body} }`,
    'src/classes/Main.cls-meta.xml': meta
  });
  const ship =
    '<CustomObject><label>Ship</label><pluralLabel>Ships</pluralLabel><nameField><type>Text</type><label>Name</label></nameField><sharingModel>ReadWrite</sharingModel>' +
    '<fields><fullName>Port__c</fullName><label>Port</label><type>Text</type><length>20</length></fields></CustomObject>';
  const labels =
    '<CustomLabels><labels><fullName>Hello</fullName><value>Hi</value><language>en_US</language><protected>false</protected><shortDescription>s</shortDescription></labels></CustomLabels>';

  it('package directories in metadata format [Volunteers-for-Salesforce]', () =>
    assert.deepEqual(
      problems({
        'sfdx-project.json': project(''),
        'src/labels/CustomLabels.labels': labels,
        'src/objects/Ship__c.object': ship,
        ...main('String s = Label.Hello + new Ship__c().Port__c;')
      }),
      []
    ));

  it('the prefix of the namespace may be written [SalesforceFoundation/EDA]', () =>
    assert.deepEqual(
      problems({
        'sfdx-project.json': project('acme'),
        'src/labels/CustomLabels.labels': labels,
        'src/objects/Ship__c.object': ship,
        'src/pages/Port.page': '<apex:page/>',
        'src/pages/Port.page-meta.xml': '<ApexPage/>',
        ...main(
          "acme.Main other; String s = Label.acme.Hello + new acme__Ship__c(acme__Port__c = 'p').Port__c; PageReference p = Page.acme__Port;"
        )
      }),
      []
    ));

  it('what belongs to a package that is not there is left out [SalesforceFoundation/NPSP]', () =>
    assert.deepEqual(
      problems({
        'sfdx-project.json': project(''),
        'src/objects/npe01__Payment__c/fields/Port__c.field-meta.xml':
          '<CustomField><fullName>Port__c</fullName><label>Port</label><type>Text</type><length>20</length></CustomField>',
        ...main(
          'npe01__Payment__c p; String s = Label.npe01.Hello; void run() { npe01.Api.call(); [SELECT npe01__X__c FROM Account]; }'
        )
      }).map((problem) => problem.split(':', 1)[0]),
      ['unsupported', 'unsupported', 'unsupported', 'unsupported', 'unsupported']
    ));

  it('an object of the project itself that is not there is an error', () =>
    assert.match(
      String(
        problems({ 'sfdx-project.json': project(''), 'src/objects/Nope__c/fields/Port__c.field-meta.xml': FIELD })
      ),
      /^error: object Nope__c is not known here; add Nope__c\.object-meta\.xml$/
    ));

  it('two AuraEnabled methods of one name, before version 55 [SalesforceFoundation/NPSP]', () => {
    const files = {
      'sfdx-project.json': project(''),
      ...main('@AuraEnabled public static void a(String b) {} @AuraEnabled public static void a() {}')
    };
    assert.deepEqual(problems({ ...files, 'src/classes/Main.cls-meta.xml': meta.replace('65.0', '54.0') }), []);
    assert.match(problems(files)[0]!, /^error: Overload of AuraEnabled method/);
  });

  it('an interface may name what every object has; here that is not known [bobalicious/amoss]', () =>
    assert.deepEqual(
      problems({
        'sfdx-project.json': project(''),
        ...main('public interface Shown { String toString(); } public class Plain implements Shown {}')
      }),
      ['unsupported: not supported by the local org: String Main.Shown.toString(), left to what every object has']
    ));

  it('big objects are left out, and what names them is not judged [j-fischer/rflib]', () =>
    assert.deepEqual(
      problems({
        'sfdx-project.json': project(''),
        ...main('void run() { fflib_Archive__b.SObjectType.getDescribe(); }')
      }),
      ['unsupported: Variable does not exist: fflib_Archive__b (or not supported by the local org)']
    ));
});
