/** Classes that Salesforce refuses, with the place and its wording. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemsOf } from './fixture.ts';

/** Classes; `path:line` and message of each problem. */
const CLASSES: ReadonlyArray<
  readonly [name: string, sources: Readonly<Record<string, string>>, expected: readonly string[]]
> = [
  [
    'every statement is checked',
    { A: 'public class A {\nvoid a() {\nx = 1;\nInteger i = 1;\ny = i;\n}\nInteger b() { return z; } }' },
    ['A:3 Variable does not exist: x', 'A:5 Variable does not exist: y', 'A:7 Variable does not exist: z']
  ],
  [
    'files are sorted',
    { B: 'public class B { X b; }', A: 'public class A { Y a; }' },
    ['A:1 Invalid type: Y', 'B:1 Invalid type: X']
  ],
  ['syntax', { A: 'public class A {\nvoid a() {\nInteger i = 1\n}\n}' }, ["A:4 Missing ';' at '}'"]],
  [
    'missing return',
    { A: 'public class A {\nInteger a() {\n}\nInteger b(Boolean c) { if (c) { return 1; } } }' },
    [
      'A:2 Missing return statement required return type: Integer',
      'A:4 Missing return statement required return type: Integer'
    ]
  ],
  [
    'interface methods',
    { I: 'public interface I { void f(Integer i); }', C: 'public class C implements I { public void f(Long l) {} }' },
    ['C:1 not supported by the local org: a Integer as the Long of a parameter of void I.f(Integer)']
  ],
  [
    'interface methods are public',
    { I: 'public interface I { void f(); }', C: 'public class C implements I { void f() {} }' },
    ['C:1 C: Overriding implementations of global or public interface methods must be global or public: void I.f()']
  ],
  [
    'library interface methods',
    { Q: 'public class Q implements Queueable { }' },
    ['Q:1 Class Q must implement the method: void System.Queueable.execute(System.QueueableContext)']
  ],
  [
    'abstract methods',
    {
      A: 'public abstract class A { public abstract void f(); }',
      B: 'public class B extends A { }',
      C: 'public class C { A a = new A(); }'
    },
    ['B:1 Class B must implement the abstract method: void A.f()', 'C:1 Abstract classes cannot be constructed: A']
  ],
  [
    'overrides',
    {
      A: 'public virtual class A { public void f() {} public virtual Integer g() { return 1; } public virtual void h() {} }',
      B: 'public class B extends A {\npublic override void f() {}\npublic override String g() { return null; }\npublic void h() {}\npublic override void k() {} }'
    },
    [
      'B:2 Non-virtual, non-abstract methods cannot be overridden: void B.f()',
      'B:3 Method return types clash: String vs Integer from the type B',
      'B:4 Method must use the override keyword: void B.h()',
      'B:5 @Override specified for non-overriding method: void B.k()'
    ]
  ],
  [
    'super types',
    {
      A: 'public class A {}',
      B: 'public class B extends A {}',
      C: 'public class C implements A {}',
      D: 'public class D extends String {}',
      E: 'public virtual class E extends E {}'
    },
    [
      'B:1 Non-virtual and non-abstract type cannot be extended: A',
      'C:1 Invalid interface: A',
      'D:1 Non-virtual and non-abstract type cannot be extended: String',
      'E:1 Circular definition: E'
    ]
  ],
  [
    'exceptions are named so',
    { Odd: 'public class Odd extends Exception {}', OddException: 'public class OddException {}' },
    [
      'Odd:1 Classes extending Exception must have a name ending in Exception: Odd',
      'OddException:1 Exception class must extend another Exception class: OddException'
    ]
  ],
  [
    'visibility',
    {
      A: 'public class A { private Integer n; private void f() {} private A(Integer i) {} public A() {} private class Core {} public Integer p { get; private set; } }',
      B: 'public class B { void run() {\nA a = new A();\na.n = 1;\na.f();\na = new A(1);\nA.Core c;\na.p = 2;\n} }'
    },
    [
      'B:3 Variable is not visible: A.n',
      'B:4 Method is not visible: void A.f()',
      'B:5 Method is not visible: void A.<init>(Integer)',
      'B:6 Type is not visible: A.Core',
      'B:7 Variable is not visible: A.p'
    ]
  ],
  [
    'what is marked for tests is for tests',
    { A: 'public class A { @TestVisible private static Integer n; }', B: 'public class B { Integer m = A.n; }' },
    ['B:1 Variable is not visible: A.n']
  ],
  [
    'static and not',
    {
      A: 'public class A { static void s() {\ni();\nn = 1;\nthis.n = 2;\nA.i();\n} void i() {} Integer n; static Integer m; void j() {\nA other = this;\nother.s();\nother.m = 1;\n} }'
    },
    [
      'A:2 Non static method cannot be referenced from a static context: void A.i()',
      'A:3 Variable does not exist: n',
      'A:4 This cannot be referenced in a static context',
      'A:5 Non static method cannot be referenced from a static context: void A.i()',
      'A:8 Static method cannot be referenced from a non static context: void A.s()',
      'A:9 Static field cannot be referenced from a non static context: m from the type A'
    ]
  ],
  [
    'constructors',
    {
      A: 'public virtual class A { public A(Integer i) {} }',
      B: 'public class B extends A {\n}',
      C: 'public class C extends A {\npublic C() {}\npublic C(Integer i) { Integer j; super(j); }\npublic C(Long l) { super(n); } Integer n;\npublic D() {} }'
    },
    [
      'B:1 No default constructor available in super type: A',
      'C:2 No default constructor available in super type: A',
      "C:3 Call to 'super()' must be the first statement in a constructor method",
      'C:4 Cannot reference instance variables in a constructor invocation: n',
      'C:5 Invalid constructor name: D'
    ]
  ],
  [
    'finals',
    { A: 'public class A { final Integer n = 1; void f() {\nn = 2;\n} }' },
    ['A:2 Final members can only be assigned in their declaration, init blocks, or constructors: n']
  ],
  [
    'forward references',
    { A: 'public class A {\nstatic Integer a = b;\nstatic Integer b = 1; }' },
    ['A:2 Illegal forward reference: b']
  ],
  [
    'doubles',
    {
      A: 'public class A {\nInteger n;\nString N;\nvoid f(Integer i) {}\nvoid F(Integer j) {}\nclass Core {}\nclass CORE {} }'
    },
    [
      'A:3 Duplicate field: N',
      'A:5 Method already defined: F void A.F(Integer) from the type A',
      'A:7 Type name already in use: A.CORE'
    ]
  ],
  [
    'top-level classes',
    { A: 'class A {}', B: '@IsTest class B {}' },
    ['A:1 Top-level type must have public or global visibility']
  ],
  [
    'inner classes',
    { A: 'public class A { class B {\nclass C {}\nstatic Integer n;\nstatic void f() {}\nstatic { Integer i; } } }' },
    [
      'A:2 Inner types are not allowed to have inner types',
      'A:3 static can only be used on fields of a top level type',
      'A:4 static can only be used on methods of a top level type',
      'A:5 Inner types are not allowed to have static blocks'
    ]
  ],
  [
    'annotations',
    {
      A: 'public class A {\n@Nope void f() {}\n@future void g() {}\n@future static Integer h(Account a) { return 1; }\n@AuraEnabled public static void i() {}\n@AuraEnabled public static void i(Integer n) {}\n@IsTest static void t() {}\n@RemoteAction void r() {} }'
    },
    [
      'A:2 Annotation does not exist: Nope',
      'A:3 Future methods must be declared as static',
      'A:4 Future methods do not support return type of Integer',
      'A:4 Future methods do not support parameter type of Account',
      'A:5 Overload of AuraEnabled method: i overload is not permitted',
      'A:6 Overload of AuraEnabled method: i overload is not permitted',
      'A:7 Defining type for IsTest methods must be declared as IsTest',
      'A:8 RemoteAction methods must be declared as static',
      'A:8 RemoteAction methods require at least one of the following global, public'
    ]
  ],
  [
    'properties',
    {
      A: 'public class A { public Integer a { get; } public Integer b { set; } void f() {\na = 1;\nInteger i = b;\n} private Integer c {\npublic get; } }'
    },
    [
      'A:2 Variable is not visible: A.a',
      'A:3 Variable is not visible: A.b',
      'A:5 Cannot declare public accessor on private property'
    ]
  ],
  [
    'modifiers',
    {
      A: 'public final class A {\nstatic A() {}\nvirtual A(Integer i) {}\nglobal void f() {}\npublic abstract Integer p { get; }\nclass B { protected static void g() {} }\ninterface I {\nstatic void h(); } }'
    },
    [
      'A:1 classes are by default final',
      'A:2 static is not allowed on constructors',
      'A:3 virtual is not allowed on constructors',
      'A:4 Defining type for global methods must be declared as global',
      'A:5 abstract is not allowed on properties',
      'A:6 protected methods cannot be static',
      'A:6 static can only be used on methods of a top level type',
      'A:6 New protected methods cannot be defined in non-virtual classes',
      "A:8 Missing '}' at 'static'"
    ]
  ],
  [
    // Sources: Apex Developer Guide, "Access Modifiers" (protected is for instance members); the refusals as deployments
    // word them in apex-ls issue 130 and IlluminatedCloud issue 2720.
    'protected is for members of instances',
    {
      A: 'public virtual class A {\nprotected static void f() {}\nprotected static final Integer N = 1;\nprotected static Integer p { get; set; }\nprotected void g() {} protected Integer m; }'
    },
    [
      'A:2 protected methods cannot be static',
      'A:3 protected fields cannot be static',
      'A:4 protected properties cannot be static'
    ]
  ],
  [
    'overrides without access',
    {
      A: 'public virtual class A { public virtual void f() {} }',
      B: 'public class B extends A {\noverride void f() {} }'
    },
    [
      'B:2 override methods require at least one of the following global, public, protected',
      'B:2 Cannot reduce the visibility of method: void B.f()'
    ]
  ],
  [
    'overrides of global methods',
    {
      A: 'global virtual class A { global virtual void f() {} }',
      B: 'public class B extends A {\nprotected override void f() {} }'
    },
    ['B:2 Cannot reduce the visibility of method: void B.f()']
  ],
  [
    'inherited finals outside of constructors',
    {
      A: 'public virtual class A { protected final Integer n; }',
      B: 'public class B extends A { void f() {\nn = 1; } }'
    },
    ['B:2 Final members can only be assigned in their declaration, init blocks, or constructors: n']
  ],
  [
    'properties of annotations',
    {
      A: '@IsTest(Nope=true) public class A {\n@AuraEnabled(cacheable=7) public static void f() {}\n@future(callout=true nope=1) static void g() {}\n@TestVisible(x=1) private Integer i; }'
    },
    [
      'A:1 No such property, Nope, defined on this annotation: IsTest',
      "A:2 Unexpected token '@'.",
      "A:3 Unexpected token '@'.",
      'A:3 No such property, nope, defined on this annotation: Future',
      "A:4 Unexpected token '@'.",
      'A:4 No such property, x, defined on this annotation: TestVisible'
    ]
  ],
  [
    'annotations of which a class has one',
    {
      A: '@IsTest private class A { @TestSetup static void f() {}\n@TestSetup static void g() {} }',
      B: 'public class B { @InvocableMethod public static void f(List<Id> i) {}\n@InvocableMethod public static void g(List<Id> i) {}\n@ReadOnly public void h() {} }',
      C: 'public class C { @InvocableMethod static void f(List<Id> i) {} }'
    },
    [
      'A:1 Only one method per type can be defined with: TestSetup',
      'B:1 Only one method per type can be defined with: InvocableMethod',
      'B:3 Only WebService, RemoteAction or Schedulable.execute(SchedulableContext) methods can be marked ReadOnly',
      'C:1 InvocableMethod methods require at least one of the following global, public'
    ]
  ],
  [
    'constructors that exceptions have',
    {
      OddException:
        'public class OddException extends Exception {\npublic OddException() {}\npublic OddException(String s) {}\npublic OddException(Exception cause) {}\npublic OddException(String s, Exception cause) {}\npublic OddException(Integer i) {} }'
    },
    [
      'OddException:2 System exception constructor already defined: void <init>()',
      'OddException:3 System exception constructor already defined: void <init>(String)',
      'OddException:4 System exception constructor already defined: void <init>(Exception)',
      'OddException:5 System exception constructor already defined: void <init>(String, Exception)'
    ]
  ],
  [
    'files are named like their classes',
    { A: 'public class B {}' },
    ["A:1 The type's name has to be that of its file, A: B"]
  ],
  ['enums', { E: 'public enum E { A, B, a }' }, ['E:1 Duplicate field: a']],
  [
    'reserved names',
    { A: 'public class A { void f() {\nInteger select_ = 1;\nInteger commit = 1;\n} }' },
    ['A:2 Invalid character in identifier: select_', "A:3 Unexpected token 'commit'."]
  ],
  [
    'inherited statics are not reached through the subclass',
    {
      A: 'public virtual class A { public static void f() {} }',
      B: 'public class B extends A { void g() { f(); } }',
      C: 'public class C { void g() {\nB.f();\n} }'
    },
    ['C:2 Method does not exist or incorrect signature: void f() from the type B']
  ],
  [
    'abstract methods have no super',
    {
      A: 'public abstract class A { public abstract void f(); }',
      B: 'public class B extends A { public override void f() {\nsuper.f();\n} }'
    },
    ['B:2 Abstract method cannot be called directly: void A.f()']
  ]
];

for (const [name, sources, expected] of CLASSES) {
  test(`invalid: ${name}`, () => {
    assert.deepEqual(
      problemsOf(sources).map(
        (problem) => `${problem.path.slice('classes/'.length, -'.cls'.length)}:${problem.line} ${problem.message}`
      ),
      expected
    );
  });
}
