/**
 * Members of the library that describe results, results of DML, records and addresses have beside their older ones. Source
 * of the expectations: the Apex Reference Guide v65 for each class, and java.net.URL for URL.
 */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { openProgram, problems } from './org-program.ts';

/** Expressions, or bodies that return a text, and the text. */
const CASES: ReadonlyArray<readonly [code: string, result: string]> = [
  ["new URL('https://user:pw@host.com:8080/a/b?x=1#r').getAuthority()", 'user:pw@host.com:8080'],
  ["new URL('https://user:pw@host.com:8080/a/b?x=1#r').getUserInfo()", 'user:pw'],
  ["new URL('https://host.com/a').getUserInfo()", 'null'],
  ["new URL('https', 'h.com', '/p').toExternalForm()", 'https://h.com/p'],
  ["new URL('https', 'h.com', 8443, '/p?q').toExternalForm()", 'https://h.com:8443/p?q'],
  ["new URL(new URL('https://h.com/a/b'), 'c').toExternalForm()", 'https://h.com/a/c'],
  ["new URL('https://h.com/a#x').sameFile(new URL('https://h.com/a#y'))", 'true'],
  ["new URL('https://h.com/a').sameFile(new URL('https://h.com/b'))", 'false'],
  ['Account.SObjectType.getDescribe().Name + Account.SObjectType.getDescribe().KeyPrefix', 'Account001'],
  ['Account.Industry.getDescribe().Type', 'PICKLIST'],
  ['Account.Industry.getDescribe().Nillable', 'true'],
  ['Account.Industry.getDescribe().PicklistValues[0].Value', 'Agriculture'],
  ['Schema.Account.SObjectType.fields.Name', 'Name'],
  ['Account.SObjectType.fields.Name.getDescribe().getName()', 'Name'],
  ['new Map<Id, Account>().getSObjectType()', 'Account'],
  ["new Account(Id = '001000000000001AAA').clone().isClone()", 'true'],
  ["new Account(Id = '001000000000001AAA').clone().getCloneSourceId()", '001000000000001AAA'],
  ["new Account(Id = '001000000000001AAA').clone(true).getCloneSourceId()", 'null'],
  ['new Account().isClone()', 'false'],
  ['new List<String>(2)', '(null, null)'],
  ['Contact.SObjectType.getDescribe().isMergeable()', 'true'],
  ['Opportunity.SObjectType.getDescribe().Mergeable', 'false'],
  ['Account.Name.getDescribe().isFormulaTreatNullNumberAsZero()', 'false'],
  ['Account.Name.getDescribe().isWriteRequiresMasterRead()', 'false'],
  // jongpie/NebulaQueryAndSearch selects it as the name of a task.
  ['Task.Subject.getDescribe().isNameField()', 'true'],
  ['Account.SObjectType.getDescribe().getAssociateEntityType()', 'null'],
  ['User.SObjectType.getDescribe().isFeedEnabled()', 'true'],
  ['Product2.SObjectType.getDescribe().isFeedEnabled()', 'not supported by the local org: isFeedEnabled() of Product2'],
  ['Account.Name.getDescribe().isSearchPrefilterable()', 'false'],
  ['Ship__c.Built__c.getDescribe().getInlineHelpText()', 'null'],
  ['Account.Name.getDescribe().getInlineHelpText()', 'not supported by the local org: the help text of Name'],
  ["OrgLimits.getMap().get('SingleEmail')", 'not supported by the local org: the org limit SingleEmail'],
  ['StatusCode.CANNOT_FREEZE_SELF', 'CANNOT_FREEZE_SELF'],
  [
    'String s; try { insert new Account(); } catch (Exception e) { s = e.getDmlMessage(0) + e.getNumDml(); } return s;',
    'Required fields are missing: [Name]1'
  ],
  [
    "Account a = new Account(Name = 'x'); a.Name.addError('bad', false); return a.getErrors()[0].Message + a.getErrors()[0].Fields;",
    'bad(Name)'
  ],
  [
    "Account a = new Account(); a.addError('Name', 'bad', true); a.addError(Account.Name, 'worse', true); return a.getErrors()[1].Message + a.getErrors().size();",
    'worse2'
  ],
  [
    'return Database.insert(new List<Account>{ new Account() }, false)[0].Errors[0].StatusCode.name();',
    'REQUIRED_FIELD_MISSING'
  ],
  [
    "List<Account> l = new List<Account>{ new Account(Name = 'b'), new Account(Name = 'a') }; l.sort(new ByName()); return l[0].Name;",
    'a'
  ]
];

const ByName = `public class ByName implements Comparator<SObject> {
  public Integer compare(SObject a, SObject b) { return ((String) a.get('Name')).compareTo((String) b.get('Name')); }
}`;

it('gives what the Apex Reference Guide says', () => {
  const methods = CASES.map(([code], index) => {
    const body = code.includes('return ') ? code : `return String.valueOf(${code});`;
    return `public static String case${index}() { ${body} }`;
  });
  const { run } = openProgram({ Main: `public class Main {\n${methods.join('\n')}\n}`, ByName });
  for (const [index, [code, expected]] of CASES.entries()) assert.equal(String(run(`case${index}`)), expected, code);
});

it('refuses arguments that no signature takes', () => {
  const refused = (statement: string): readonly string[] =>
    problems({ A: `public class A { void m() { ${statement} } }` });
  const notThere = 'Method does not exist or incorrect signature: void';
  assert.deepEqual(refused("new Http().send('x');"), [`${notThere} send(String) from the type System.Http`]);
  assert.deepEqual(refused("System.enqueueJob('x');"), [`${notThere} enqueueJob(String) from the type System.System`]);
  assert.deepEqual(refused('UserInfo.getUserId().getSObjectType();'), [
    `${notThere} getSObjectType() from the type String`
  ]);
  // Salesforce's own compiler knows these for texts, doubles and longs only, and joins nothing but iterables.
  const rows: ReadonlyArray<readonly [statement: string, refusal: string]> = [
    ['Decimal.valueOf(1.5);', 'valueOf(Decimal) from the type Decimal'],
    ['Object o; Decimal.valueOf(o);', 'valueOf(Object) from the type Decimal'],
    ['Long.valueOf(1);', 'valueOf(Integer) from the type Long'],
    ["String.join(1, ',');", 'join(Integer, String) from the type String'],
    ["String.join('a', ',');", 'join(String, String) from the type String']
  ];
  for (const [statement, refusal] of rows) assert.deepEqual(refused(statement), [`${notThere} ${refusal}`], statement);
  assert.deepEqual(refused('new Map<Id, Account>().putAll(new List<Contact>());'), [
    'Invalid putAll type List<Contact> found for Map<Id,Account>'
  ]);
});

it('knows which fields standard objects have that are not described here', () => {
  const refused = (statement: string): readonly string[] =>
    problems({ A: `public class A { void m(Account a) { ${statement} } }` });
  assert.deepEqual(refused('a.Naem = null;'), ['Variable does not exist: Naem']);
  assert.deepEqual(refused('a.Parrent.Name = null;'), ['Variable does not exist: Parrent']);
  assert.deepEqual(refused("a = new Account(Naem = 'a');"), ['Field does not exist: Naem on Account']);
  assert.deepEqual(refused('Object o = Account.Naem;'), ['Variable does not exist: Naem']);
  assert.deepEqual(refused('a.PersonEmail = null;'), [
    'Variable does not exist: PersonEmail (or not supported by the local org)'
  ]);
});
