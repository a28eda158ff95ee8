/** What public code that Salesforce compiles does, and a checker may wrongly refuse. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemsOf } from './fixture.ts';

const ACCEPTED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'a final property is assigned through its accessors': {
    A: 'public class A { public static final Integer N { get { if (N == null) { N = 1; } return N; } private set; } protected final Integer m { get; set; } void f() { m = 2; } }'
  },
  'constructors assign inherited finals': {
    A: 'public virtual class A { protected final Integer n; }',
    B: 'public class B extends A { public B() { this.n = 1; } }'
  },
  'a field hides the one of its parent': {
    A: 'public virtual class A { public String name; public static Integer count; }',
    B: 'public class B extends A { public Integer name; public static String count; void f() { name = 1; count = null; } }'
  },
  'interfaces are implemented with narrower results': {
    A: 'public class A { interface Maker { Maker make(); } class Machine implements Maker { public Machine make() { return this; } } }'
  },
  'static methods implement interfaces': {
    I: 'public interface I { void f(); }',
    A: 'public class A implements I, Comparable { public static void f() {} public static Integer compareTo(Object o) { return 0; } }'
  },
  'an override may be public where the parent is global': {
    A: 'global virtual class A { global virtual void f() {} }',
    B: 'public class B extends A { public override void f() {} }'
  },
  'inner classes have long names': {
    A: 'public class A { class AClassWhoseNameIsLongerThanFortyCharactersBecauseItIsInner {} }'
  },
  'a dynamic query stands for its only row': {
    A: "public class A { Account f() { Account a = Database.query('x'); SObject s = Database.query('x', null); a = (Account) Database.query('x'); return Database.query('x'); } }"
  },
  'Object and String are compared exactly': {
    A: "public class A { Boolean f(Account a) { return a.get('Name') === 'x' || 'x' !== a.get('Name'); } }"
  },
  'ids are texts in lists': {
    A: 'public class A { void f(List<Id> ids) { List<String> texts = ids; g(ids); } void g(List<String> texts) {} }'
  },
  'inner classes and statics around an ancestor': {
    A: "public virtual class A { public static final String POST = 'POST'; public abstract class Request { public Request(String s) {} } public class Part {} }",
    B: 'public virtual class B extends A { public class Get extends A.Request { public Get() { super(POST); } } }',
    C: 'public class C { Type t = B.Part.class; class Put extends A.Request { Put() { super(POST); } } }'
  },
  'field tokens by way of fields': {
    A: 'public class A { Schema.SObjectField f() { return Account.fields.Name; } Integer g() { return Account.fields.Name.getDescribe().getLength(); } }'
  },
  'static methods of the platform behind an inherited static of its name': {
    A: 'public virtual class A { public static A Math; public static void run() {} public void go() {} }',
    B: 'public class B extends A { Integer f() { A a = new A(); a.go(); return Math.max(1, 2); } }'
  },
  'a static method next to an inherited one of the same signature': {
    A: 'public virtual class A { public String f(String s) { return s; } }',
    B: 'public class B extends A { public static String f(String s) { return new B().f(s); } }'
  }
};

for (const [name, sources] of Object.entries(ACCEPTED)) {
  test(`public code: ${name}`, () => assert.deepEqual(problemsOf(sources), []));
}

/** Accepted by Salesforce, not by the local org: one problem of that kind, and nothing else. */
const UNSUPPORTED: ReadonlyArray<readonly [name: string, sources: Readonly<Record<string, string>>, message: RegExp]> =
  [
    [
      'String as the Id of an interface',
      { A: 'public class A implements QueueableContext { public String getJobId() { return null; } }' },
      /a String as the result of Id System\.QueueableContext\.getJobId/
    ],
    [
      'texts as ids in lists',
      { A: 'public class A { void f(List<String> texts) { List<Id> ids = texts; } }' },
      /a List<String> as a List<Id>/
    ],
    [
      'ids in a loop over texts',
      { A: 'public class A { void f(Set<String> texts) { for (Id i : texts) {} } }' },
      /a loop variable of type Id over elements of type String/
    ],
    [
      'collections compared with >',
      { A: 'public class A { void f(Set<Id> ids) { List<Account> l = [SELECT Id FROM Account WHERE Id > :ids]; } }' },
      /a Set<Id> compared with one value: use IN/
    ],
    [
      'iterables of objects as iterables of texts',
      { A: 'public class A { void f(Iterable<Object> o) { Iterable<String> t = o; } }' },
      /a System\.Iterable<Object> as a System\.Iterable<String>/
    ],
    [
      'properties that hide',
      {
        A: 'public virtual class A { public Integer n { get; set; } }',
        B: 'public class B extends A { public String n { get; set; } }'
      },
      /a property that hides A\.n/
    ],
    [
      'objects that are not described',
      { A: 'public class A { void f() { List<SObject> l = [SELECT Id FROM Nope]; } }' },
      /^sObject type 'Nope' is not supported.*not supported by the local org/
    ],
    [
      'fields of standard objects',
      { A: 'public class A { void f() { Account a = new Account(PersonEmail = null); } }' },
      /^Field does not exist: PersonEmail on Account \(or not/
    ],
    [
      'tokens of fields of standard objects',
      { A: 'public class A { Object f() { return Account.PersonEmail; } }' },
      /^Variable does not exist: PersonEmail \(or not/
    ]
  ];

for (const [name, sources, message] of UNSUPPORTED) {
  test(`public code, not supported: ${name}`, () => {
    const problems = problemsOf(sources);
    assert.equal(problems.length, 1, problems.map((problem) => problem.message).join('\n'));
    assert.match(problems[0]!.message, message);
    assert.equal(problems[0]!.kind, 'unsupported');
  });
}

/** A name that is not known is reported where it stands; nothing that follows from it is. */
const UNKNOWN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'as a parent': {
    A: 'public virtual class A extends Nope { public override Integer n() { return m + inherited(1); } }',
    B: 'public class B extends A { public override String x() { return y; } void f(A a) { a.z(); f(null); g(this); } void g(A a) {} }'
  },
  'as an interface': {
    A: 'public class A implements Nope { void f() { g(this); } void g(A a) {} void g(Integer i) {} }'
  },
  'as a result': {
    A: 'public class A { Nope f() { switch on f() { when 1 { } } insert f(); return f().x; } Boolean g() { return f() == 1; } }'
  },
  'as an exception': {
    A: 'public class A { class OwnException extends Nope {} void f() { throw new OwnException(); } }'
  }
};

for (const [name, sources] of Object.entries(UNKNOWN)) {
  test(`an unknown type ${name}`, () => {
    assert.deepEqual(
      problemsOf(sources).map(({ kind, message }) => `${kind}: ${message}`),
      ['error: Invalid type: Nope']
    );
  });
}

test('overloads with a parameter of an unknown type are neither doubles nor ambiguous', () => {
  const problems = problemsOf({
    A: 'public class A { void f(Nope n) {} void f(Never n) {} void f(Integer i) {} void g() { f(1); f(null); } }'
  });
  assert.deepEqual(
    problems.map(({ message }) => message),
    ['Invalid type: Nope', 'Invalid type: Never']
  );
});

test('names that only the project can define are errors', () => {
  const problems = problemsOf({
    A: 'public class A { Nope__c a; Nope__mdt b; Nope__e c; Nope__b d; Account__Feed e; void f(Account x) { x.Nope__c = 1; x.nope__r = null; nope(); lower.x(); } }'
  });
  assert.deepEqual(
    problems.map(({ kind }) => kind),
    ['error', 'error', 'error', 'unsupported', 'error', 'error', 'error', 'error', 'error']
  );
});

test('before API version 65 abstract methods needed no access modifier, and those without one no override', () => {
  const abstractMethod = {
    A: 'public abstract class A { abstract void f(); }',
    B: 'public class B extends A { public override void f() {} }'
  };
  assert.deepEqual(
    problemsOf(abstractMethod, 64).map(({ message }) => message),
    []
  );
  assert.deepEqual(
    problemsOf(abstractMethod, 65).map(({ message }) => message),
    ['abstract methods require at least one of the following global, public, protected']
  );
  const implementation = (declared: string): Record<string, string> => ({
    A: `public abstract class A { ${declared} void f(); }`,
    B: 'public class B extends A { public void f() {} }'
  });
  assert.deepEqual(problemsOf(implementation('abstract'), 64), []);
  assert.deepEqual(
    problemsOf(implementation('public abstract'), 64).map(({ message }) => message),
    ['Method must use the override keyword: void B.f()']
  );
});
