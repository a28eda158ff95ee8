/** The properties of annotations, and what others call from outside: the verdicts of Salesforce's own compiler. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemsOf } from './fixture.ts';

type Verdict = readonly [source: string, ...problems: string[]];

function verdicts(table: readonly Verdict[], apiVersion?: number): void {
  const found = table.map(([source]) => {
    const name = /(?:class|interface) (\w+)/.exec(source)![1]!;
    const problems = problemsOf({ [name]: source }, apiVersion);
    return [source, ...problems.map(({ column, message }) => `${column} ${message}`)];
  });
  assert.deepEqual(found, table);
}

test('annotations and properties by API version', () => {
  const since: ReadonlyArray<readonly [version: number, source: string, refusal: string]> = [
    [33, 'public class T { @InvocableMethod public static void m() {} }', 'InvocableMethod methods'],
    [33, 'public class T { @InvocableVariable public String v; }', 'InvocableVariable fields'],
    [43, '@NamespaceAccessible public class T {}', 'NamespaceAccessible classes'],
    [21, 'public class T { @RemoteAction public static void m() {} }', 'RemoteAction methods'],
    [22, "@RestResource(urlMapping='/t') global class T {}", 'RestResource classes'],
    [24, '@IsTest private class T { @TestSetup static void m() {} }', 'TestSetup methods'],
    [23, '@IsTest(SeeAllData=true) private class T {}', 'Annotation property, seeAllData on IsTest,'],
    [40, '@IsTest(isParallel=true) private class T {}', 'Annotation property, isParallel on IsTest,'],
    [66, '@IsTest(critical=true) private class T {}', 'Annotation property, critical on IsTest,'],
    [66, "@IsTest(testFor='ApexClass:T') private class T {}", 'Annotation property, testFor on IsTest,'],
    [
      55,
      "public class T { @AuraEnabled(cacheable=true scope='global') public static void m() {} }",
      'Annotation property, scope on AuraEnabled,'
    ],
    [
      60,
      "public class T { @InvocableMethod(capabilityType='A://b') public static void m() {} }",
      'Annotation property, capabilityType on InvocableMethod,'
    ],
    [
      61,
      "public class T { @InvocableVariable(defaultValue='a') public String v; }",
      'Annotation property, defaultValue on InvocableVariable,'
    ]
  ];
  for (const [version, source, what] of since) {
    assert.deepEqual(problemsOf({ T: source }, version), [], source);
    const before = problemsOf({ T: source }, version - 1).map(({ message }) => message);
    assert.deepEqual(before, [`${what} must be in version ${version} or higher`]);
  }
  const anyClass = { T: 'public class T { static testMethod void m() {} }' };
  assert.deepEqual(problemsOf(anyClass, 27), []);
  assert.equal(problemsOf(anyClass, 28)[0]?.message, 'Defining type for testMethod methods must be declared as IsTest');
});

test('values of properties', () => {
  verdicts([
    ['@JsonAccess(serializable=1) public class T {}', "26 Unexpected token '1'."],
    [
      '@JsonAccess(serializable=true) public class T {}',
      '13 Invalid value for property serializable expected type String'
    ],
    ['@IsTest(isParallel=true, seeAllData=false) private class T {}', "24 Expecting ')' but was: ','"],
    ["public class T { @Future(callout='x') static void m() {} }"],
    [
      "public class T { @AuraEnabled(scope='global') public static void m() {} }",
      '31 Invalid combination of values for properties cacheable and scope on AuraEnabled'
    ],
    [
      "public class T { @AuraEnabled(cacheable=true scope='class') public static void m() {} }",
      '46 Annotation property, scope on AuraEnabled, unknown value: class'
    ],
    [
      "public class T { @InvocableMethod(capabilityType='A:b' iconName='') public static void m() {} }",
      '88 Required property is missing: iconName',
      '88 Annotation property, the format of capabilityType on InvocableMethod is invalid, please check if the capabilityType has the correct formats '
    ],
    ["public class T { @InvocableMethod(iconName='slds:standard:account') public static void m() {} }"]
  ]);
});

test('defaults and placeholders of invocable variables', () => {
  const defaults: Readonly<Record<string, readonly [right: string, wrong: string]>> = {
    Integer: ['-1 +2147483647', '1.5 2147483648 1L x'],
    Long: ['1L -5l', '1 1.5 x'],
    Double: ['1d 1.5D', '1 1.5'],
    Decimal: ['1 1.5 1e5', '1L x'],
    Boolean: ['true FALSE', '1']
  };
  const problems = (properties: string, type: string): string[] =>
    problemsOf({ T: `public class T { @InvocableVariable(${properties}) public ${type} v; }` }).map(
      ({ message }) => message
    );
  for (const [type, [right, wrong]] of Object.entries(defaults)) {
    for (const value of right.split(' ')) assert.deepEqual(problems(`defaultValue='${value}'`, type), [], value);
    for (const value of wrong.split(' '))
      assert.deepEqual(
        problems(`defaultValue='${value}'`, type),
        [
          `The data type of the value for the defaultValue annotation property doesn't match the data type of the 'v' variable. Specify a value with a data type of ${type}`
        ],
        value
      );
  }
  assert.deepEqual(problems("defaultValue=''", 'String'), []);
  assert.deepEqual(problems("placeholderText='x'", 'Id'), []);
  assert.deepEqual(problems("defaultValue='x'", 'Date'), [
    "The defaultValue annotation property doesn't support the Date data type"
  ]);
  assert.deepEqual(problems("placeholderText='x'", 'Account'), [
    "The placeholderText annotation property doesn't support the Account data type"
  ]);
  assert.deepEqual(problems("placeholderText=''", 'String'), [
    'Specify a value for the placeholderText annotation property'
  ]);
  assert.deepEqual(problems("required=true defaultValue='x'", 'String'), [
    'Invalid combination of values for properties required and defaultValue on InvocableVariable'
  ]);
});

test('methods for SOAP and for pages', () => {
  verdicts([
    ['global class T { webservice static Integer m(List<String> s, Account a) { return m(null, null); } }'],
    ['global class T { global class Part { webservice String s; } webservice static Part m() { return null; } }'],
    ['global class T { webservice void m() {} }', '34 webService methods must be declared as static'],
    ['global class T { private webservice static void m() {} }', '49 Declarations can only have one scope'],
    ['global class T { global webservice static void m() {} }', '48 Duplicate modifier: global'],
    [
      'global class T { webservice static void m() {} webservice static void m(Integer i) {} }',
      '14 Web Service does not support two web service methods with the same name: void T.m(Integer)'
    ],
    [
      'global class T { webservice static Set<String> m(Object o) { return null; } }',
      '48 webService methods do not support parameter type of Object',
      '48 webService methods do not support return type of Set<String>'
    ],
    [
      'global class T { webservice Map<String, String> f; }',
      '49 webService fields do not support type of Map<String,String>'
    ],
    ['public class T { @RemoteAction public static Map<String, Object> m(Object o) { return m(o); } }'],
    ['public class T { @RemoteAction public void m() {} }', '44 RemoteAction methods must be declared as static'],
    [
      'public class T { @RemoteAction static void m() {} }',
      '44 RemoteAction methods require at least one of the following global, public'
    ],
    ['public class T { @RemoteAction public static void m() {} @RemoteAction public static void m(Integer i) {} }'],
    [
      'public class T { @RemoteAction public static void m(Long l) {} @RemoteAction public static void m(Integer i) {} }',
      '14 Remote Action does not support two remote action methods with the same name and same number of parameters'
    ],
    ['global class T { @ReadOnly webservice static void m() {} }'],
    ['global class T { @ReadOnly @RemoteAction global static void m() {} }']
  ]);
  verdicts(
    [
      [
        'public class U { @ReadOnly public static void m() {} }',
        '47 ReadOnly methods require at least one of the following webService, RemoteAction'
      ]
    ],
    48
  );
});

test('global methods name global types only', () => {
  verdicts([
    [
      'global class T { public class P {} global static List<P> m(P p) { return null; } }',
      '58 global methods do not support parameter type of T.P',
      '58 global methods do not support return type of List<T.P>'
    ],
    ['global class T { public class P {} global T(P p) {} }', '43 global methods do not support parameter type of T.P'],
    [
      'global class T { public enum P { A } global interface I { P m(); } }',
      '61 global methods do not support return type of T.P'
    ],
    ['global class T { public class P {} global P p; }']
  ]);
});
