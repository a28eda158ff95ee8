/**
 * The rest of what the compiler refuses: annotations, modifiers, members, less common expressions and statements. The
 * wordings are those of Salesforce's own compiler (that of its Apex language server).
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemsOf } from './fixture.ts';

/** Classes, and every problem as `path:line message`. */
const CLASSES: ReadonlyArray<
  readonly [name: string, sources: Readonly<Record<string, string>>, expected: readonly string[]]
> = [
  [
    'invocable methods',
    {
      A: 'public class A {\n@InvocableMethod public void f(List<Id> i) {} }',
      B: 'public class B {\n@InvocableMethod public static void f(List<Id> i, Integer n) {} }',
      C: 'public class C {\n@InvocableMethod public static void f(String s) {} }'
    },
    [
      'A:2 InvocableMethod methods must be declared as static',
      'B:2 Only one parameter is supported on methods with @Invocable annotation',
      'B:2 Unsupported parameter type Integer. Valid invocable parameters must be List types like List<T> where T is a supported type',
      'C:2 Unsupported parameter type String. Valid invocable parameters must be List types like List<T> where T is a supported type'
    ]
  ],
  [
    'aura-enabled methods of instances',
    {
      A: 'public class A {\n@AuraEnabled public String getName(Integer i) { return null; }\n@AuraEnabled public String name() { return null; } }'
    },
    [
      'A:2 Non static AuraEnabled methods may not have parameters',
      "A:3 Non static AuraEnabled methods must be named with a prefix 'get'"
    ]
  ],
  [
    'test classes',
    {
      A: 'public class A {\n@IsTest class B {} }',
      D: '@IsTest class D {\n@IsTest static Integer f() { return 1; } }',
      OddException: '@IsTest public class OddException extends Exception {}',
      E: '@IsTest public enum E { A }'
    },
    [
      'A:2 IsTest can only be used on a top level type',
      'D:2 not supported by the local org: a test method that returns Integer',
      'E:1 IsTest is not allowed on enums',
      'OddException:1 Only top-level non-exception class types can be marked as tests'
    ]
  ],
  [
    'modifiers twice',
    {
      A: 'public class A {\n@TestVisible @TestVisible private Integer i;\nprivate static static Integer j;\npublic private Integer k;\nwebservice static void f() {} }',
      B: 'public with sharing without sharing class B {}',
      C: 'public virtual abstract class C {}'
    },
    [
      'A:2 Duplicate modifier: TestVisible',
      'A:3 Duplicate modifier: static',
      'A:4 Declarations can only have one scope',
      'A:5 Defining type for webService methods must be declared as global',
      'B:1 withSharing classes cannot be withoutSharing',
      'C:1 abstract are by default virtual'
    ]
  ],
  [
    'interfaces twice',
    { A: 'public class A implements Queueable, Queueable { public void execute(QueueableContext c) {} }' },
    ['A:1 Interface already implemented: Queueable']
  ],
  [
    'properties and bodies',
    {
      A: 'public class A {\npublic Integer p { }\npublic abstract void f();\npublic void g();\npublic static virtual void h() {} }',
      B: 'public abstract class B {\npublic abstract void f() {} }',
      I: 'public interface I {\npublic void f(); }'
    },
    [
      "A:2 Unexpected token '}'.",
      'A:3 Defining type for abstract methods must be declared as abstract',
      'A:4 Method must have a body',
      'A:5 static methods cannot be virtual',
      'B:2 Abstract methods cannot have a body',
      "I:2 Expecting '}' but was: 'public'"
    ]
  ],
  [
    'too much',
    {
      A: `public class A {\nvoid f(${Array.from({ length: 33 }, (_, index) => `Integer p${index}`).join(', ')}) {}\nInteger ${'x'.repeat(256)};\n${'List<'.repeat(11)}String${'>'.repeat(11)} deep; }`
    },
    [
      'A:2 Invalid number of parameters exceeds: 32',
      `A:3 Identifier name is too long: ${'x'.repeat(256)}`,
      `A:4 Exceeded max parameterized type depth: ${'List<'.repeat(11)}String${'>'.repeat(11)}, depth: 9`
    ]
  ],
  [
    'statics that would override',
    {
      A: 'public virtual class A { public static void f() {} public virtual String toString() { return null; } }',
      B: 'public class B extends A {\npublic override void f() {} }'
    },
    [
      'A:1 Method must use the override keyword: String A.toString()',
      'B:2 Cannot override static method: void A.f() with void B.f()'
    ]
  ],
  [
    'constructors',
    {
      A: 'public virtual class A { public A(Integer i) {} }',
      B: 'public class B extends A {\nInteger n() { return 1; }\nB() { super(n()); } }',
      C: 'public class C {\nC() { super(1); }\nstatic void f() { super.toString(); } }'
    },
    [
      'B:3 Cannot reference instance methods in a constructor invocation: n',
      'C:2 No super type defined: C',
      'C:3 Super cannot be referenced in a static context'
    ]
  ]
];

/** Statements of a method, and the message. */
const STATEMENTS: ReadonlyArray<readonly [code: string, message: string]> = [
  ['Integer i = 1 + nothing();', 'Arithmetic expressions are not allowed on void types'],
  ['String s; s += nothing();', 'Arithmetic expressions are not allowed on void types'],
  ['Object o = (String) nothing();', 'Operation cast is not allowed on type: void'],
  ['Boolean b = nothing() instanceof String;', 'Operation instanceof is not allowed on type: void'],
  ['nothing n;', 'Invalid type: nothing'],
  [
    "List<Integer> l = new List<Integer>('a');",
    'Invalid initializer type String found for List<Integer>: expected an Integer or a List of type Integer'
  ],
  ["Map<String, Integer> m = new Map<String, Integer>{ 'a' => 'b' };", 'Invalid value type String for Integer'],
  [
    'Map<String, Integer> m = new Map<String, Integer>(new List<String>());',
    'Invalid initializer type List<String> found for Map<String,Integer>: expected a Map with the same key and value types, or a valid SObject List'
  ],
  [`Double d = ${'9'.repeat(400)}.0d;`, 'Illegal double'],
  [`Decimal d = -0.${'1'.repeat(48)} + 0.${'1'.repeat(49)};`, 'Illegal decimal'],
  [`Decimal d = 0.${'1'.repeat(49)}; Double e = 0.${'1'.repeat(60)}d;`, 'Illegal decimal'],
  ["String s = '\\u00zz';", "Unexpected syntax error: ''\\u00z'."],
  ['String?.valueOf(1);', 'Safe navigation operator is not allowed on a type'],
  ['Datetime t = Datetime.now() + new Account();', 'Date/time expressions must use Integer or Double or Decimal'],
  ["Datetime t = Datetime.now() + 'a';", 'Illegal assignment from String to Datetime'],
  [
    'Time t = Datetime.now().time() + 1.5;',
    'Method does not exist or incorrect signature: void time() from the type Datetime (or not supported by the local org)'
  ],
  ['Integer i = ~1.5;', 'Invalid type for bitwise negate: Decimal'],
  ["List<SObject> r = [FIND 'x' RETURNING Account];", 'Illegal assignment from List<List<SObject>> to List<SObject>'],
  [
    "Object r = [FIND 'x' RETURNING Account(Nope__c)];",
    "No such column 'Nope__c' on entity 'Account'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names."
  ],
  ["Object r = [FIND 'x'];", 'not supported by the local org: SOSL without RETURNING'],
  ['System.runAs(1) { }', "runAs requires a single argument of type 'User' or 'Version'"],
  ['merge new Account() 1;', 'Invalid type for duplicate records'],
  ['List<SObject> l; upsert l Account.Name;', 'Upsert with a field specification requires a concrete SObject type'],
  ['for (Account a : [SELECT Id FROM Account]);', 'Loop with query must provide a statement'],
  ['Object o; switch on o { when Integer i { } }', 'Object is not a valid switch expression type'],
  [
    'SObject o; switch on o { when SObject a { } }',
    'SObject in the when expression is already matching the switch expression type'
  ],
  ['SObject o; switch on o { when 1 { } }', "Switching on SObject types must be a 'when type variable' or 'when null'"],
  ['Integer n = 1; switch on 1 { when n { } }', 'Variable does not exist: n'],
  ['switch on 1 { when T.COUNT { } }', 'Field must be an enum reference'],
  [
    'List<Account> a = [SELECT Id FROM Account WHERE Name IN :(new Map<String, String>())];',
    'IN operator must be used with an iterable expression'
  ]
];

for (const [name, sources, expected] of CLASSES) {
  test(`refused: ${name}`, () => {
    const found = problemsOf(sources).map(
      (problem) => `${problem.path.slice('classes/'.length, -'.cls'.length)}:${problem.line} ${problem.message}`
    );
    assert.deepEqual(found, expected);
  });
}

for (const [code, message] of STATEMENTS) {
  test(`refused: ${code}`, () => {
    const found = problemsOf({
      T: `public class T {\nvoid nothing() {} static Integer COUNT = 1; void run() {\n${code}\n}\n}`
    });
    assert.equal(found.length, 1, found.map((problem) => problem.message).join('\n'));
    assert.equal(found[0]!.message, message);
  });
}
