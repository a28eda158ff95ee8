/** What the code and the folders of public repositories rely on. Source: the repository named, whose tests pass on an org only so. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { checkFolder } from '../../cli/check-command.ts';
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
  public static Object undescribed() { return new Account().get('SicDescription'); }
  public static String wrong() { try { new Account().put('Nope__c', 1); } catch (SObjectException e) { return e.getMessage(); } return null; }
  public static String activityField() { Task t = new Task(Port__c = 'P'); Event e = new Event(Port__c = 'Q'); return t.Port__c + e.Port__c; }
}`;

const FIELD =
  '<CustomField><fullName>Port__c</fullName><label>Port</label><type>Text</type><length>20</length></CustomField>';

describe('what public code relies on', () => {
  const { run, runtime } = openProgram({ Main }, { 'app/objects/Activity/fields/Port__c.field-meta.xml': FIELD });
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
    [
      'undescribed',
      'not supported by the local org: the field or relationship SicDescription of Account, if it has one',
      'benahm/TestDataFactory'
    ],
    ['wrong', 'Invalid field Nope__c for Account', 'Apex Reference Guide, "SObject Class"'],
    ['activityField', 'PQ', 'SalesforceLabs/ActionPlansV4']
  ];
  for (const [method, answer, source] of answers) it(`${method} [${source}]`, () => assert.equal(run(method), answer));
});

describe('what public folders rely on', () => {
  const problems = (files: Readonly<Record<string, string>>): readonly string[] => {
    const root = mkdtempSync(path.join(tmpdir(), 'public-project-'));
    try {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(path.join(root, path.dirname(name)), { recursive: true });
        writeFileSync(path.join(root, name), text);
      }
      return checkFolder(root).problems.map(({ kind, message }) => `${kind}: ${message}`);
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

  it('big objects are left out, and what names them is not judged [j-fischer/rflib]', () =>
    assert.deepEqual(
      problems({
        'sfdx-project.json': project(''),
        ...main('void run() { fflib_Archive__b.SObjectType.getDescribe(); }')
      }),
      ['unsupported: Variable does not exist: fflib_Archive__b (or not supported by the local org)']
    ));
});
