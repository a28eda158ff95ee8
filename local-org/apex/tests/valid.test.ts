/** Snippets that Salesforce compiles. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemsOf } from './fixture.ts';

/** Statements of a method, by what they show. */
const STATEMENTS: Readonly<Record<string, string>> = {
  'numbers widen':
    'Integer i = 1; Long l = i; Double d = l; Decimal m = d; Double e = 1.5; Long big = 5L; m += i; d *= 2;',
  'ids and strings': "Id i = '001000000000001'; String s = i; Boolean b = i == s;",
  dates: 'Date d = Date.today() + 1; Datetime t = d; Datetime u = Datetime.now() - 0.5; Boolean b = d < t;',
  'null goes everywhere':
    "Integer i = null; Account a = null; List<String> l = null; Boolean b = i == null; String s = b ? null : 'x';",
  'names ignore case':
    "Integer Count = 1; count = COUNT + 1; STRING s = 'a'; s.LENGTH(); list<account> l = new LIST<Account>();",
  'smallest literals': 'Integer i = -2147483647; Long l = -9223372036854775807L;',
  'string escapes': String.raw`String s = 'a\'b\n\t\\\u0041';`,
  'text from anything': "String s = 1 + 2 + 'a' + null + 1.5 + new List<Integer>(); s += 5;",
  ternary:
    "Decimal d = true ? 1 : 2.5; Object o = true ? (Object) 1 : 'a'; SObject r = true ? (SObject) new Account() : new Contact();",
  'coalesce and safe navigation':
    "String s = null; Integer n = s?.length() ?? 0; Account a; String p = a?.Parent?.Name ?? 'none';",
  bits: 'Integer i = 5 & 3 | 1 ^ 2; i <<= 2; Long l = 1L << 3; Boolean b = true & false; b |= true; Integer c = ~i; i = i >>> 1;',
  'exact equality': 'Account a = new Account(); Boolean b = a === a || a !== null;',
  loops:
    'for (Integer i = 0, j = 5; i < j; i++) { if (i == 2) continue; break; } while (false) {} do { Integer k; } while (false); for (;;) { break; }',
  'for over collections':
    "for (String s : new Set<String>{'a'}) {} for (Account a : new List<Account>()) {} for (Object o : new List<Integer>{1}) {} for (SObject r : new List<Contact>()) {}",
  'for over queries':
    'for (Account a : [SELECT Id FROM Account]) {} for (List<Account> l : [SELECT Id FROM Account]) {} for (SObject s : [SELECT Id FROM Account]) {} for (AggregateResult r : [SELECT COUNT(Id) n FROM Account GROUP BY Name]) {}',
  'queries as values':
    'Integer n = [SELECT COUNT() FROM Account]; Account a = [SELECT Id, Name FROM Account LIMIT 1]; String s = [SELECT Name FROM Account LIMIT 1].Name; Integer z = [SELECT Id FROM Account].size(); Map<Id, Account> m = new Map<Id, Account>([SELECT Id FROM Account]);',
  binds:
    "Set<Id> ids; Integer n = 5; List<Account> l = [SELECT Id FROM Account WHERE Id IN :ids AND Name = :'x'.toUpperCase() AND NumberOfEmployees > :n LIMIT :n]; Contact c; l = [SELECT Id FROM Account WHERE Id = :c.AccountId]; l = [SELECT Id FROM Account WHERE Id IN :l OR ParentId = :l[0]];",
  'generic query':
    "List<Account> l = Database.query('SELECT Id FROM Account'); for (Account a : Database.query('x')) {}",
  records:
    "Account a = new Account(Name = 'x', AnnualRevenue = 5, ParentId = null); a.Name = 'y'; a.Parent = a; a.Parent.Name += 'z'; List<Contact> c = a.Contacts; Account copy = a.clone(); SObject s = a; Id i = s.Id; Contact k = new Contact(Account = a); a.NumberOfEmployees++;",
  tokens:
    'Schema.SObjectType t = Account.SObjectType; String n = Schema.SObjectType.Account.getName(); Schema.SObjectField f = Account.Name; Integer l = Account.Name.getDescribe().getLength(); Integer m = Schema.SObjectType.Account.fields.Name.getLength(); SObjectType u = Schema.Account.SObjectType;',
  'custom data':
    "Map<String, Region__mdt> all = Region__mdt.getAll(); String u = Region__mdt.getInstance('eu').Url__c; Settings__c s = Settings__c.getOrgDefaults(); Decimal b = Settings__c.getInstance().Budget__c; Region__mdt r = new Region__mdt(Url__c = 'x');",
  collections:
    "List<Integer> l = new List<Integer>{1, 2}; Integer[] a = new Integer[5]; a[0] = l[1]; Integer[] b = new Integer[]{1}; Set<String> s = new Set<String>(); Map<String, List<Id>> m = new Map<String, List<Id>>{'a' => new List<Id>()}; m.get('a').add(null); Map<Id, String> e = new Map<Id, String>{};",
  'list covariance':
    'List<Object> o = new List<String>(); List<SObject> s = new List<Account>(); List<Account> a = s; Iterable<Object> i = new List<Integer>(); Map<String, Object> m = new Map<String, Integer>();',
  casts:
    "Object o = 'x'; String s = (String) o; Account a = (Account) (SObject) new Account(); Integer i = (Integer) o; Integer j = (Integer) 5.5; List<String> l = (List<String>) o; Id d = (Id) s; Decimal m = (Decimal) 1;",
  instanceof:
    'Object o = 1; Boolean b = o instanceof Integer; SObject s = new Account(); b = s instanceof Account && !(o instanceof List<Object>);',
  switch:
    "switch on 1 { when 1, -2 { } when else { } } switch on 'a' { when 'a', null { } } SObject r; switch on r { when Account a { a.Name = 'x'; } when null { } } LoggingLevel v; switch on v { when ERROR, NONE { } when else { } }",
  try: 'try { Integer i = 1; } catch (DmlException e) { e.getNumDml(); throw e; } catch (System.Exception e) { String s = e.getMessage(); } finally { Integer j; }',
  dml: 'Account a = new Account(); insert a; update as user a; upsert a Key__c; upsert new List<Account>{a}; delete as system [SELECT Id FROM Account]; undelete a; List<SObject> l = new List<SObject>(); insert l;',
  'library properties and enums':
    'HttpRequest r = new HttpRequest(); r.timeout = 5; r.timeout += 1; String m = r.method; LoggingLevel v = LoggingLevel.ERROR; String n = v.name() + LoggingLevel.values().size(); Integer o = System.LoggingLevel.DEBUG.ordinal();',
  'labels and types':
    'String s = Label.Greeting + System.Label.greeting; Type t = Account.class; Type u = List<String>.class; String n = t.getName();',
  'variables before types': "Account account = new Account(); account.Name = 'x'; String contact = 'a'; ",
  'statics through qualified names':
    "System.debug('x'); System.String.valueOf(1); Integer i = System.Integer.MAX_VALUE; Database.executeBatch(null);",
  'final locals': 'final Integer i = 1; Integer j = i + 1;',
  'scopes end':
    "{ Integer i = 1; } { String i = 'a'; } for (Integer k = 0; k < 1; k++) {} for (Integer k : new List<Integer>()) {}",
  'missing semicolon-free bodies': 'for (Integer i = 0; i < 3; i++); while (false);'
};

for (const [name, code] of Object.entries(STATEMENTS)) {
  test(`valid: ${name}`, () => {
    assert.deepEqual(problemsOf({ T: `public class T {\nvoid run() {\n${code}\n}\n}` }), []);
  });
}

/** Whole classes, by what they show. */
const CLASSES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  inheritance: {
    Base: 'public abstract class Base { protected Integer n = 1; public virtual Integer one() { return n; } public abstract void two(); protected Base(Integer n) { this.n = n; } }',
    Child:
      'public class Child extends Base { public Child() { super(2); } public Child(String s) { this(); } public override Integer one() { return super.one() + n; } public override void two() { two(1); } void two(Integer i) {} }'
  },
  interfaces: {
    Shape: 'public interface Shape extends Named { Decimal area(); }',
    Named: 'public interface Named { String name(); }',
    Square:
      'public class Square implements Shape { public Decimal area() { return 1; } public String name() { Shape s = this; Named n = s; return n.name() + s.area() + s.toString(); } }'
  },
  'library interfaces': {
    Job: 'public class Job implements Queueable, Comparable { public void execute(QueueableContext c) { Id i = c.getJobId(); System.enqueueJob(new Job()); } public Integer compareTo(Object o) { return 0; } }',
    Work: 'public class Work implements Database.Batchable<SObject>, Database.Stateful { public Database.QueryLocator start(Database.BatchableContext c) { return null; } public void execute(Database.BatchableContext c, List<Account> s) {} public void finish(Database.BatchableContext c) {} }',
    Range:
      'public class Range implements Iterable<Integer>, Iterator<Integer> { public Iterator<Integer> iterator() { return this; } public Boolean hasNext() { return false; } public Integer next() { for (Integer i : new Range()) { return i; } return 1; } }'
  },
  exceptions: {
    OddException:
      "public class OddException extends Exception { public Integer code; public OddException(Integer code) { this('code ' + code); this.code = code; } }",
    EvenException: 'public virtual class EvenException extends Exception {}',
    Use: "public class Use { void run() { try { throw new EvenException('x', new EvenException()); } catch (OddException e) { e.setMessage('' + e.code); } catch (EvenException e) { throw new OddException(2); } } class InnerException extends EvenException {} }"
  },
  properties: {
    P: "public class P { public Integer a { get; set; } public Integer b { get { return b == null ? 1 : b; } private set { b = value; } } public static String c { get { if (c == null) { c = 'x'; } return c; } set; } public Integer d { get { return a; } } public P() { this.a = 1; b = 2; P.c += d; a++; } }"
  },
  'inner types and enums': {
    Shell:
      'public class Shell { public enum Color { RED, GREEN } private static Integer n = 1; private class Core { Integer m = n; Color c = Color.RED; Shell make() { return new Shell(); } } interface Face { void f(); } Core i = new Core(); Color next(Color c) { switch on c { when RED { return Color.GREEN; } when else { return Color.valueOf(c.name()); } } } List<Color> all = Color.values(); Integer z = i.m; }',
    Other: 'public class Other { Shell.Color c = Shell.Color.GREEN; }'
  },
  'static initialisers and finals': {
    S: "public class S { static final Integer A; static { A = 1; } static Integer B = 2; final String c; { c = 'x'; } S() {} static Integer d = A + B; }"
  },
  'tests reach what is marked for them': {
    Secret:
      'public class Secret { @TestVisible private static Integer n = 1; @TestVisible private Secret() {} @TestVisible private void f() {} @TestVisible private class Inside {} }',
    SecretTest:
      '@IsTest private class SecretTest { @TestSetup static void make() {} @IsTest static void works() { Secret.n = 2; new Secret().f(); Secret.Inside i; System.runAs(new User()) { Integer j; } } static testMethod void old() {} }'
  },
  annotations: {
    A: "public with sharing class A { @AuraEnabled(cacheable=true) public static String get(Id i) { return null; } @future(callout=true) static void later(List<Id> ids) {} @InvocableMethod(label='x' description='y') public static void act(List<Id> ids) {} @SuppressWarnings('PMD') public void x() {} }"
  },
  'overloads by nearest type': {
    O: "public class O { void f(Long l) {} void f(Decimal d) {} void f(Object o) {} void g(String s) {} void g(Object o) {} void h(List<SObject> l) {} void h(SObject s) {} void run() { f(1); f(1.5); f('a'); g('a'); h(new List<Account>()); h(new Account()); h([SELECT Id FROM Account]); } }"
  },
  'returns on all paths': {
    R: 'public class R { Integer a(Boolean b) { if (b) { return 1; } else { throw new DmlException(); } } Integer c() { try { return 1; } finally { a(true); } } Integer d(Integer i) { switch on i { when 1 { return 1; } when else { return 2; } } } Integer e() { while (true) { return 1; } return 0; } }'
  },
  'user-defined equality': {
    K: "public class K { public Boolean equals(Object o) { return o instanceof K; } public Integer hashCode() { return 1; } public override String toString() { return 'k'; } }"
  },
  'locals for binds': { B: "public class B { void run(Integer p) { String s = 'a'; Binder.bind(s); } }" },
  'a class named like a library type': {
    Test: 'public class Test { public static void go() {} }',
    Uses: 'public class Uses { void run() { Test.go(); } }'
  }
};

for (const [name, sources] of Object.entries(CLASSES)) {
  test(`valid: ${name}`, () => {
    assert.deepEqual(problemsOf(sources), []);
  });
}
