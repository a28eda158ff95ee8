/**
 * What Salesforce's own compiler (that of its Apex language server) says about the finer rules of types: which
 * conversions, casts and comparisons it takes, and where exactly it places what it refuses. Each line was put to it; the
 * ones without a message it compiles.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemsOf } from './fixture.ts';
import { assertStatementVerdicts, type Verdict } from './statement-verdicts.ts';

const MEMBERS =
  'interface Face { void m(); } virtual class Base {} class Derived extends Base {} class Alone {} enum Kind { X }\n' +
  'static final Integer FIVE = 5; Integer amount; Account account; List<Integer> amounts; List<SObject> records;\n' +
  'void nothing() {} void takesDouble(Double d) {} void either(Base b) {} void either(Derived d) {}\n' +
  'void pair(List<Base> a, String b) {} void pair(List<Object> a, Date b) {}';

const VERDICTS: readonly Verdict[] = [
  // Conversions of collections
  ['List<Object> l = new List<String>();'],
  ['List<Account> l = records;'],
  ['List<Iterable<String>> l = new List<Set<String>>();'],
  ['Iterable<String> i = new Set<Id>();'],
  ['Map<Id, Object> m = new Map<Id, String>();'],
  ['Map<String, String> m = new Map<String, Id>();'],
  ['Iterable<Account> i = records;', '19 Illegal assignment from List<SObject> to System.Iterable<Account>'],
  ['Iterable<String> i = new List<Object>();', '18 Illegal assignment from List<Object> to System.Iterable<String>'],
  ['Map<Id, Account> m = new Map<Id, SObject>();', '18 Illegal assignment from Map<Id,SObject> to Map<Id,Account>'],
  ['Set<Object> s = new Set<String>();', '13 Illegal assignment from Set<String> to Set<Object>'],
  // What collections are made from
  ['Object o = new Set<Id>(new List<Id>());'],
  ['Object o = new Map<Id, SObject>(new List<Account>());'],
  [
    'Object o = new Set<Object>(new List<String>());',
    '12 Invalid initializer type List<String> found for Set<Object>: expected a List or a Set of type: Object'
  ],
  [
    'Object o = new List<Account>(records);',
    '12 Invalid initializer type List<SObject> found for List<Account>: expected an Integer or a List of type Account'
  ],
  [
    'Object o = new Map<Id, Account>(records);',
    '12 Invalid initializer type List<SObject> found for Map<Id,Account>: expected a Map with the same key and value types, or a valid SObject List'
  ],
  [
    'new List<Account>().addAll(records);',
    '21 Illegal all method call for argument type, List<SObject>, for collection: List<Account>'
  ],
  // Loops
  ['for (SObject r : new List<Account>()) {}'],
  ['for (Account a : records) {}', '1 Invalid loop variable type expected SObject was Account'],
  ['for (Integer i = 0, j = 0; i < 1; i++, j++) {}', "38 Expecting ')' but was: ','"],
  ['for (Integer i = 0; i < 1; amount) {}'],
  ["for (List<Account> l : Database.query('x')) {}"],
  [
    "for (Integer i : Database.query('x')) {}",
    '1 Loop variable must be a generic SObject or List or a concrete SObject or List.'
  ],
  // Casts and instanceof
  ['(Object) new Base();', '1 Expression cannot be a statement.'],
  ['nothing();'],
  ['(nothing());'],
  ['Object o = (Face) new Alone();'],
  ['Object o = (Alone) (Face) null;'],
  ['Boolean b = new Alone() instanceof Face;'],
  ['Boolean b = amount instanceof Iterable<String>;'],
  ['Object o = (Date) Datetime.now();'],
  [
    'Object o = (Base) new Alone();',
    '12 Incompatible types since an instance of T.Alone is never an instance of T.Base'
  ],
  [
    'Boolean b = null instanceof Integer;',
    '13 Operation instanceof is always true since an instance of NULL is always an instance of Integer'
  ],
  [
    'Boolean b = new List<Account>() instanceof List<SObject>;',
    '13 Operation instanceof is always true since an instance of List<Account> is always an instance of List<SObject>'
  ],
  // Operators
  ['Boolean b = 1 < null;', '13 Comparison arguments must be compatible types: Integer, NULL'],
  ['Boolean b = (Face) null == new Alone();', '13 Comparison arguments must be compatible types: T.Face, T.Alone'],
  ['amount <<= 1L;'],
  ['Datetime d = Datetime.now() + 1L;', '23 Date/time expressions must use Integer or Double or Decimal'],
  ['Boolean b = this.amount == true;', '18 Comparison arguments must be compatible types: Integer, Boolean'],
  ['Boolean b = account.Parent.Name == 1;', '13 Comparison arguments must be compatible types: String, Integer'],
  ['Boolean b = account?.Name == 1;', '22 Comparison arguments must be compatible types: String, Integer'],
  ['Boolean b = amounts.size() == true;', '21 Comparison arguments must be compatible types: Integer, Boolean'],
  ['Boolean b = (amount) == true;', '14 Comparison arguments must be compatible types: Integer, Boolean'],
  ['Boolean b = amount++ == true;', '19 Comparison arguments must be compatible types: Integer, Boolean'],
  ['if (amounts.size()) {}', '13 Condition expression must be of type Boolean: Integer'],
  // Arguments
  ['Double d = 1.5;'],
  ['takesDouble(1.5);', '1 Method does not exist or incorrect signature: void takesDouble(Decimal) from the type T'],
  ['either(new Derived());'],
  ['either(null);', '1 Ambiguous method signature: void either(NULL)'],
  ['pair(new List<Base>(), null);'],
  ['nothing().toString();', '11 Method does not exist or incorrect signature: void toString() from the type void'],
  // Names
  [
    'Base T = null; T.nothing();',
    '18 Method does not exist or incorrect signature: void nothing() from the type T.Base'
  ],
  ['T T = null; T.sum();', '15 Static method cannot be referenced from a non static context: void T.sum()'],
  // Targets and signs
  ['(amount) = 1;'],
  ['(this.amount)++;'],
  ["String s = 'a' + + 'b';"],
  ['Date d = + Date.today();'],
  ['Boolean b = - true;', '13 Unary negation must use a numeric argument'],
  // Statements
  ['switch on records[0] { when Account a { Integer a; if (true) { a = 1; } } }'],
  ['switch on records[0] { when Account a { Integer b; Integer b; } }', '60 Duplicate variable: b'],
  ['for (final Integer i = 0; i < 1;) {}', "6 Unexpected token 'final'."],
  ['final final Integer i;', '21 Duplicate modifier: final'],
  ['final Integer i = 1; i = 2;'],
  ['throw null;'],
  ['throw new Exception();', '7 Type cannot be constructed: Exception'],
  ['while (true) { break; return; }'],
  ['try { } finally { return; } amount = 1;'],
  ['try { return; } finally { } amount = 1;', '29 Unreachable statement'],
  ['try { } catch (Base e) { }', '24 Catch block variable must be of type exception: T.Base'],
  ['switch on 5 { when FIVE { } }', '20 Field must be an enum reference'],
  ['switch on account { when null { } }', '11 Account is not a valid switch expression type'],
  ['switch on 5 { when 1 { } when 2, 1 { } }', '1 1 occurs as more than one when branch for this switch statement'],
  ['merge account new Contact();', '1 Invalid type for duplicate records'],
  ["amount = 'a';", '1 Illegal assignment from String to Integer'],
  ['return amount + true;', '8 Arithmetic expressions must use numeric arguments']
];

test('statements that the platform compiles, and those that it refuses', () => {
  assertStatementVerdicts(VERDICTS, `static void sum() {} ${MEMBERS}`);
});

/** Members of a class with inner classes, and every `column message`; annotations are placed in the first line. */
const DECLARATIONS: ReadonlyArray<readonly [code: string, ...refusals: readonly string[]]> = [
  ['@AuraEnabled static void f() {}', '26 AuraEnabled methods require at least one of the following global, public'],
  ['@AuraEnabled public static Integer f;', '36 AuraEnabled fields cannot be static'],
  [
    "@AuraEnabled(scope='global') public static void f() {}",
    '14 Invalid combination of values for properties cacheable and scope on AuraEnabled'
  ],
  [
    '@future public static void f(List<List<Id>> ids) {}',
    '28 Future methods do not support parameter type of List<List<Id>>'
  ],
  [
    '@InvocableMethod public static Integer f(List<Id> i) { return 1; }',
    '40 InvocableMethod methods do not support return type of Integer'
  ],
  [
    '@InvocableMethod public static void f(List<Map<String, String>> i) {}',
    '37 InvocableMethod methods do not support parameter type of List<Map<String,String>>'
  ],
  [
    'class R {} @InvocableMethod public static void f(List<R> i) {}',
    '48 InvocableMethod methods do not support parameter type of List<T.R>'
  ],
  [
    '@InvocableMethod @AuraEnabled public static void f(List<Id> i) {}',
    '50 The only annotation that can be used with InvocableMethod is Deprecated'
  ],
  ['@InvocableVariable public Integer i { get; set; }', '35 InvocableVariable is not allowed on properties'],
  ['@InvocableVariable public final Integer i;', '41 InvocableVariable fields cannot be final'],
  ['@InvocableVariable public Set<Id> i;', '35 InvocableVariable fields do not support type of Set<Id>'],
  [
    '@NamespaceAccessible public void f() {}',
    '34 Defining type for NamespaceAccessible methods require at least one of the following NamespaceAccessible, global'
  ],
  [
    "@JsonAccess(serializable='nope') class A {}",
    '13 Annotation property, serializable on JsonAccess, unknown value: nope'
  ],
  ['@JsonAccess class A {}', '19 At least one JSON serialization control parameter must be specified'],
  ['void f(@Deprecated Integer i) {}', '28 Deprecated is not allowed on parameters'],
  ['global Integer i;', '16 Defining type for global fields must be declared as global'],
  ['global Integer i { get; }', '16 Defining type for global properties must be declared as global'],
  ['abstract interface I {}', '20 abstract is not allowed on interfaces'],
  [
    'class OneException extends Exception {} class TwoException extends OneException {}',
    '47 Non-virtual and non-abstract type cannot be extended: T.OneException'
  ],
  [
    '@AuraEnabled public static void f(Set<Id> ids) {}',
    '33 AuraEnabled methods do not support parameter type of Set<Id>'
  ],
  [
    '@AuraEnabled public static Map<String, Set<Id>> f() { return null; }',
    '49 AuraEnabled methods do not support return type of Map<String,Set<Id>>'
  ],
  ['@AuraEnabled public static Iterable<Blob> f(Map<Integer, Blob> m) { return null; }'],
  [
    '@AuraEnabled Integer i { get; set; }',
    '22 AuraEnabled properties require at least one of the following global, public'
  ],
  ['abstract class A { public abstract virtual void f(); }', '49 abstract are by default virtual'],
  ['protected T() {}', '11 New protected methods cannot be defined in non-virtual classes'],
  ['protected class A {}', '17 protected is not allowed on classes'],
  ['static enum E { X }', '13 static is not allowed on enums'],
  ['Integer a { get; set; get; }', "23 Missing '}' at 'get'"],
  ['private Integer a { get; public set; }', '33 Cannot declare public accessor on private property'],
  ['@TestVisible @TestVisible Integer a;', '35 Duplicate modifier: TestVisible'],
  [
    'virtual class A { A g() { return null; } } class B extends A { B g() { return null; } }',
    '66 Non-virtual, non-abstract methods cannot be overridden: T.B T.B.g()'
  ],
  ['interface A {} interface B {} interface C extends A, B {}', "52 Expecting '{' but was: ','"],
  ['final static Integer a; { a = 1; } static { a = 2; }'],
  [
    'final static Integer a; T() { a = 1; }',
    '31 Final members can only be assigned in their declaration, init blocks, or constructors: a'
  ],
  ['Integer a { get { a = 1; return a; } }', '19 Variable is not visible: T.a'],
  // What implements an interface's method may take more
  ['interface I { void f(Account a); } class A implements I { public void f(SObject s) {} }'],
  ['interface I { void f(Id i); } class A implements I { public void f(String s) {} }'],
  ['interface I { void f(List<SObject> l); } class A implements I { public void f(List<Account> l) {} }'],
  [
    'interface I { void f(SObject s); } class A implements I { public void f(Account a) {} }',
    '42 Class T.A must implement the method: void T.I.f(SObject)'
  ],
  ['{ return; }', '3 Return must be called from a method'],
  ['static { return 1; }', '10 Void method must not return a value'],
  ['static { return; }', '10 not supported by the local org: return in a static initialiser'],
  ['@SuppressWarnings(1) void f() {}', "1 Unexpected token '@'."],
  ['static { a = 1; } static Integer a;', '10 Illegal forward reference: a'],
  ['T() { super(); }', '7 No super type defined: T'],
  [
    'virtual class A { A(Object o) {} } class B extends A { Integer i; B() { super(this.i); } }',
    '79 Cannot reference instance variables in a constructor invocation: this'
  ],
  ['Integer f() { try { } finally { return 1; } }', '9 Missing return statement required return type: Integer'],
  ["Integer f() { return 'a'; }", '15 Illegal conversion from String to Integer'],
  [
    '@ReadOnly static void f() {}',
    '23 ReadOnly methods require at least one of the following webService, RemoteAction, HttpGet, HttpPost, HttpPatch, HttpPut, HttpDelete'
  ],
  [
    '@ReadOnly void f() {}',
    '16 Only WebService, RemoteAction or Schedulable.execute(SchedulableContext) methods can be marked ReadOnly'
  ],
  [
    '@InvocableMethod @TestVisible public static void f() {}',
    '50 The only annotation that can be used with InvocableMethod is Deprecated'
  ],
  [
    'class R { public String a; } @InvocableMethod public static void f(List<R> r) {}',
    '66 InvocableMethod methods do not support parameter type of List<T.R>'
  ],
  [
    'public class R { @InvocableVariable public String a; } @InvocableMethod public static List<R> f(List<List<R>> r) { return null; }'
  ],
  [
    '@InvocableMethod public static List<HttpRequest> f() { return null; }',
    '50 InvocableMethod methods do not support return type of List<System.HttpRequest>'
  ],
  [
    '@NamespaceAccessible Integer i;',
    '30 NamespaceAccessible fields require at least one of the following public, protected',
    '30 Defining type for NamespaceAccessible fields require at least one of the following NamespaceAccessible, global'
  ],
  [
    '@NamespaceAccessible public Integer i { get; }',
    '37 Defining type for NamespaceAccessible properties require at least one of the following NamespaceAccessible, global'
  ],
  [
    '@NamespaceAccessible T() {}',
    '22 NamespaceAccessible constructors require at least one of the following public, protected'
  ],
  [
    '@NamespaceAccessible class A {}',
    '28 NamespaceAccessible classes require at least one of the following public, protected'
  ]
];

test('declarations that the platform refuses', () => {
  const found = DECLARATIONS.map(([code]) => [
    code,
    ...problemsOf({ T: `public class T {\n${code}\n}` }).map(({ column, message }) => `${column} ${message}`)
  ]);
  assert.deepEqual(found, DECLARATIONS);
});

/** Texts of a class that do not parse, and the first `line:column message`. */
const SYNTAX: ReadonlyArray<readonly [code: string, refusal: string]> = [
  ['class T {', "1:10 Expecting '}' but was: '<EOF>'"],
  ['class T { void f() {', "1:21 Expecting '}' but was: '<EOF>'"],
  ['class', "1:6 Unexpected token '<EOF>'."],
  ['class T { } x', "1:13 Extra '<EOF>', at 'x'."],
  ['class { }', "1:7 Unexpected token '{'."],
  ["class T { String s = 'a' 'b'; }", "1:26 Extra ';', at 'b'."],
  ['class T { Integer i = 1x; }', "1:24 Extra ';', at 'x'."],
  ['class T { Integer f() { return , 1; } }', "1:32 Expecting ';' but was: ','"],
  ['class T { Integer i = ~; }', "1:24 Unexpected token ';'."],
  ['class T { Integer i = 1 # 2; }', "1:25 Found punctuation symbol or operator '#' that isn't valid in Apex."],
  ['class T { String s = "a"; }', "1:22 Unrecognized symbol '\"', which is not a valid Apex identifier."],
  ["class T { String s = 'a; }", "1:22 Missing closing quote character ' on string."],
  [
    "class T { String s = '\\d x'; }",
    "1:22 Illegal string literal: Invalid string literal '\\d x'. Illegal character sequence \\d' in string literal."
  ]
];

test('syntax errors in the words of the platform', () => {
  const found = SYNTAX.map(([code]) => {
    const [first] = problemsOf({ T: code });
    return [code, first && `${first.line}:${first.column} ${first.message}`];
  });
  assert.deepEqual(found, SYNTAX);
});

/** Whole classes, one mistake each, and `line:column message` of the first problem. */
const MISTAKES: ReadonlyArray<readonly [source: string, problem: string]> = [
  ['public class T {\nvoid a() {\nInteger i = 1;\npublic void b() {}\n}', "4:1 Unexpected token 'public'."],
  ['public class T {\nvoid a() {\nInteger i = 1;\n@TestVisible\nprivate void b() {}\n}', "4:1 Unexpected token '@'."],
  ['public class T {\nvoid a() {\nInteger i = 1;\nString b(String s) {}\n}', "4:8 Missing ';' at 'b'"],
  ['public class T {\nvoid a() {\n}\n}\npublic void b() {}\n}', "5:1 Missing '<EOF>' at 'public'"],
  ['public class T {\nvoid a() {\na(;\n}\n}', "3:3 Missing ')' at ';'"],
  ['public class T {\nvoid a( {\n}\n}', "2:9 Missing ')' at '{'"],
  [
    'public class T {\nvoid a() {\ntry { a(); }\n}\n}',
    '3:1 Try block must have at least one catch block or a finally block'
  ],
  ['public class T {\nvoid a() {\nswitch on 1 { }\n}\n}', '3:1 Switch statement requires at least one when block'],
  ['public class T {\nvoid a() {\na()\nreturn;\n}\n}', "4:1 Unexpected token 'return'."],
  [
    'public class T {\nInteger i = 5 % 2;\n}',
    "2:15 Found punctuation symbol or operator '%' that isn't valid in Apex."
  ],
  ["public class T {\nObject o = new List<String>{ 'a' => 'b' };\n}", "2:34 Expecting '}' but was: '=>'"],
  ["public class T {\nObject o = new Map<String, String>{ 'a', 'b' };\n}", "2:40 Expecting '=>' but was: ','"],
  ['public class T {\nInteger[] i = new Integer[];\n}', "2:28 Expecting '{' but was: ';'"],
  ['public class T {\nInteger i; static Integer j = i;\n}', '2:31 Variable does not exist: i'],
  ['public class T {\nvoid a() {\nreturn;\nthis.a();\n}\n}', '4:6 Unreachable statement'],
  ['public class T {\nInteger i { get { } }\n}', '2:9 Missing return statement required return type: Integer'],
  ['public class T {\nclass A { class B {} }\n}', '2:11 Inner types are not allowed to have inner types'],
  ['public class T {\nvirtual class A extends B {} virtual class B extends A {}\n}', '2:15 Circular definition: T.B'],
  ['public class T {\nstatic void a() { super.toString(); }\n}', '2:19 Super cannot be referenced in a static context'],
  [
    'public class T implements Comparable {\nInteger compareTo(Object o) { return 1; }\n}',
    '1:14 T: Overriding implementations of global or public interface methods must be global or public: Integer System.Comparable.compareTo(Object)'
  ]
];

test('mistakes as people make them', () => {
  const found = MISTAKES.map(([source]) => {
    const [first] = problemsOf({ T: source });
    return [source, first ? `${first.line}:${first.column} ${first.message}` : ''];
  });
  assert.deepEqual(found, MISTAKES);
});
