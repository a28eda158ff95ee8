/** Modifiers and annotations by place, as Salesforce's own compiler takes or refuses each. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemsOf } from './fixture.ts';

const MODIFIERS =
  'public private protected global static virtual abstract override transient withSharing withoutSharing inheritedSharing testMethod';
const ANNOTATIONS =
  'AuraEnabled Deprecated Future HttpGet InvocableMethod InvocableVariable IsTest JsonAccess NamespaceAccessible ReadOnly SuppressWarnings TestSetup TestVisible';
const NAMES = `${MODIFIERS} ${ANNOTATIONS}`.split(' ');

/** Where they stand (`%`), what the place is called, and what may not stand there. */
const PLACES: ReadonlyArray<readonly [source: string, where: string, refused: string]> = [
  [
    'public class T { % class I { } }',
    'classes',
    'protected static override transient testMethod AuraEnabled Future HttpGet InvocableMethod InvocableVariable ReadOnly TestSetup'
  ],
  [
    'public class T { % interface I { } }',
    'interfaces',
    'protected static abstract override transient withSharing withoutSharing inheritedSharing testMethod AuraEnabled Future HttpGet InvocableMethod InvocableVariable IsTest JsonAccess ReadOnly TestSetup'
  ],
  [
    'public class T { % enum I { A } }',
    'enums',
    'protected static virtual abstract override transient withSharing withoutSharing inheritedSharing testMethod AuraEnabled Future HttpGet InvocableMethod InvocableVariable IsTest JsonAccess ReadOnly TestSetup'
  ],
  [
    'public abstract class T { % void m() { } }',
    'methods',
    'transient withSharing withoutSharing inheritedSharing InvocableVariable JsonAccess'
  ],
  [
    'public virtual class T { % T() { } }',
    'constructors',
    'static virtual abstract override transient withSharing withoutSharing inheritedSharing testMethod AuraEnabled Future HttpGet InvocableMethod InvocableVariable IsTest JsonAccess ReadOnly TestSetup'
  ],
  [
    'public virtual class T { % Integer i; }',
    'fields',
    'virtual abstract override withSharing withoutSharing inheritedSharing testMethod Future HttpGet InvocableMethod IsTest JsonAccess ReadOnly TestSetup'
  ],
  [
    'public virtual class T { % Integer i { get; set; } }',
    'properties',
    'virtual abstract override withSharing withoutSharing inheritedSharing testMethod Future HttpGet InvocableMethod InvocableVariable IsTest JsonAccess ReadOnly TestSetup'
  ],
  [
    'public class T { void m() { % Integer i; } }',
    'locals',
    NAMES.filter((name) => !['transient', 'TestVisible', 'SuppressWarnings'].includes(name)).join(' ')
  ],
  [
    'public class T { void m(% Integer i) { } }',
    'parameters',
    NAMES.filter((name) => name !== 'SuppressWarnings').join(' ')
  ]
];

function written(name: string): string {
  if (/^[A-Z]/.test(name)) return `@${name}`;
  return name.endsWith('Sharing') ? name.replace('Sharing', ' sharing') : name;
}

for (const [source, where, refused] of PLACES) {
  test(`what may not stand on ${where}`, () => {
    const found = NAMES.filter((name) =>
      problemsOf({ T: source.replace('%', written(name)) }).some(
        ({ message }) => message === `${name} is not allowed on ${where}`
      )
    );
    assert.equal(found.join(' '), refused);
  });
}

/** Members of `public virtual class T`, and columns and messages. */
const CLASHES: ReadonlyArray<readonly [code: string, ...problems: string[]]> = [
  ['final class A {}', '13 classes are by default final'],
  ['final void m() {}', '12 methods are by default final'],
  ['virtual abstract class A {}', '24 abstract are by default virtual'],
  ['with sharing without sharing class A {}', '36 withSharing classes cannot be withoutSharing'],
  ['static virtual void m() {}', '21 static methods cannot be virtual'],
  ['virtual static void m() {}', '21 virtual methods cannot be static'],
  ['static abstract Integer i;', '25 abstract is not allowed on fields', '25 static fields cannot be abstract'],
  ['protected static Integer i { get; }', '26 protected properties cannot be static'],
  ['private protected Integer i;'],
  ['private public Integer i;', '24 Declarations can only have one scope'],
  ['global T() {}', '8 Defining type for global constructors must be declared as global'],
  ['class A { protected A() {} }', '21 New protected methods cannot be defined in non-virtual classes'],
  ['class A { testMethod void m() {} }', '27 testMethod can only be used on methods of a top level type'],
  ['Integer i { static get; set; }', "13 Unexpected token 'static'."],
  ['Integer i { private get; public set; }', '33 Cannot declare public accessor on private property'],
  [';', "1 Expecting '}' but was: ';'"],
  ['interface A { public void m(); }', "15 Missing '}' at 'public'"],
  ['public Boolean equals(Object o) { return true; } public Integer hashCode() { return 1; }'],
  ['public override Integer hashCode() { return 1; }'],
  [
    'public override Boolean equals(Object o) { return true; }',
    '25 @Override specified for non-overriding method: Boolean T.equals(Object)'
  ],
  [
    'interface A { void m(); } class B implements A { public override void m() {} }',
    '71 @Override specified for non-overriding method: void T.B.m()'
  ],
  [
    'class A implements Comparable { public override Integer compareTo(Object o) { return 1; } }',
    '57 @Override specified for non-overriding method: Integer T.A.compareTo(Object)'
  ],
  [
    'abstract class A { public abstract void m(); } class B extends A { public void m() {} }',
    '80 Method must use the override keyword: void T.B.m()'
  ],
  [
    'abstract class A { public abstract void m(); } class B extends A { }',
    '41 Class T.B must implement the abstract method: void T.A.m()'
  ],
  [
    'virtual class A { void m() {} } class B extends A { void m() {} }',
    '58 Non-virtual, non-abstract methods cannot be overridden: void T.B.m()'
  ],
  [
    'virtual class A { virtual void m() {} } class B extends A { void m() {} }',
    '66 Method must use the override keyword: void T.B.m()'
  ]
];

test('modifiers that do not go together, or not with what they stand in', () => {
  const found = CLASHES.map(([code]) => [
    code,
    ...problemsOf({ T: `public virtual class T {\n${code}\n}` }).map(({ column, message }) => `${column} ${message}`)
  ]);
  assert.deepEqual(found, CLASHES);
});
