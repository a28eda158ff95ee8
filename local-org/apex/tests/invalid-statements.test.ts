/** Statements that Salesforce refuses, with the place and its wording. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemsOf } from './fixture.ts';

/** Statements of a method; the message, and the column (one-based) when it matters. */
const STATEMENTS: ReadonlyArray<readonly [code: string, message: string | RegExp, column?: number]> = [
  ['Integer i = x;', 'Variable does not exist: x', 13],
  ["Integer i = 'a';", 'Illegal assignment from String to Integer', 9],
  ['Integer i = 1; i = 2L;', 'Illegal assignment from Long to Integer', 16],
  ['Integer i = 1.5;', 'Illegal assignment from Decimal to Integer'],
  ['Integer i = 1; i += 1.5;', 'Illegal assignment from Decimal to Integer'],
  ['Integer i = 2147483648;', 'Illegal integer', 13],
  ['Long l = 9223372036854775808L;', 'Illegal long'],
  ['Long l = -9223372036854775808L;', 'Illegal long'],
  ['Integer i = -2147483648;', 'Illegal integer'],
  ['Integer i = null + 1;', 'Arithmetic expressions must use numeric arguments'],
  ["String s = 'a\nb';", 'Line breaks are not allowed in string literals'],
  ['static Integer i = 1;', 'static is not allowed on locals'],
  ['public Integer i = 1;', 'public is not allowed on locals'],
  [
    'Map<Id, Account> m = new Map<Id, Account>([SELECT Id FROM Contact]);',
    /^Invalid initializer type List<Contact> found for Map<Id,Account>/
  ],
  ['Integer i = 5; Object o = 5; Boolean b = o === i;', 'not supported by the local org: === of Object and Integer'],
  ["Boolean b = 'a' === 'a';", 'Exact equality operator only allowed for reference types: String'],
  ['List<String> l = new List<Integer>();', 'Illegal assignment from List<Integer> to List<String>'],
  ['Set<String> s = new Set<Id>();', 'Illegal assignment from Set<Id> to Set<String>'],
  ["String s = 'a\\q';", /^Illegal string literal: Invalid string literal 'a\\q'/],
  ['Foo f;', 'Invalid type: Foo', 1],
  ['Foo__c f;', 'Invalid type: Foo__c', 1],
  ['List<Foo__c> f; f.add(null); f[0].x.y();', 'Invalid type: Foo__c', 1],
  ['List l;', "Unexpected token 'List'."],
  ['Map<String> m;', 'Invalid type argument count for Map: expected 2 but found 1'],
  ['Integer<String> m;', 'Type arguments provided for a non-parameterized type: Integer'],
  ['Integer i; String I;', 'Duplicate variable: I', 19],
  ['for (Integer i = 0; i < 1; i++) { Integer i; }', 'Duplicate variable: i'],
  ['foo(1);', 'Method does not exist or incorrect signature: void foo(Integer) from the type T', 1],
  [
    "'a'.foo(1, null);",
    'Method does not exist or incorrect signature: void foo(Integer, NULL) from the type String',
    5
  ],
  ["String.foo('a');", 'Method does not exist or incorrect signature: void foo(String) from the type String'],
  ['T.nothing();', 'Non static method cannot be referenced from a static context: void T.nothing()'],
  ['Unknown.call();', 'Variable does not exist: Unknown', 1],
  ['unknown.call();', 'Variable does not exist: unknown', 1],
  ['Account a; a.Nope__c = 1;', 'Variable does not exist: Nope__c', 14],
  ['Account a = new Account(Nope__c = 1);', 'Field does not exist: Nope__c on Account', 13],
  ["Account a = new Account(Name = 'a', name = 'b');", 'Duplicate field initialization: Name'],
  ["Account a = new Account('a');", 'Type requires name=value pair construction: Account'],
  ['Account a = new Account(Name = 1);', 'Illegal assignment from Integer to String', 13],
  ['Account a; a.CreatedDate = null;', 'Field is not writeable: Account.CreatedDate', 14],
  ['Account a = new Account(CreatedDate = null);', 'Field is not writeable: Account.CreatedDate', 13],
  ['SObject s = new SObject();', 'Type cannot be constructed: SObject'],
  ['SObject s; String n = s.Name;', 'Variable does not exist: Name'],
  ['SObject s; Account a = s;', 'Illegal assignment from SObject to Account'],
  ['Account a = new Contact();', 'Illegal assignment from Contact to Account'],
  ['Set<Object> o = new Set<String>();', 'Illegal assignment from Set<String> to Set<Object>'],
  ['List<Long> l = new List<Integer>();', 'not supported by the local org: a List<Integer> as a List<Long>'],
  ['List<Account> l = new List<Contact>();', 'Illegal assignment from List<Contact> to List<Account>'],
  ["Boolean b = 1 == 'a';", 'Comparison arguments must be compatible types: Integer, String', 13],
  ['Boolean b = new Account() == new Contact();', 'Comparison arguments must be compatible types: Account, Contact'],
  ['Boolean b = true < false;', 'Inequality operator not allowed for this type: Boolean'],
  ['Boolean b = new Account() < new Account();', 'Inequality operator not allowed for this type: Account'],
  ['Boolean b = 1 === 1;', 'Exact equality operator only allowed for reference types: Integer'],
  ['Boolean b = 1 && true;', 'Logical operator can only be applied to Boolean', 13],
  ['Boolean b = !1;', '! operator can only be applied to boolean expressions'],
  ["Integer i = 'a' - 1;", 'Arithmetic expressions must use numeric arguments'],
  ["Integer i = -'a';", 'Unary negation must use a numeric argument'],
  ['Integer i = 1 & 1.5;', '& operator can only be applied to Boolean expressions or to Integer or Long expressions'],
  ['Integer i = 1 << 1.5;', '<< operation can only be applied to Integer or Long types'],
  ["String s = 'a'; s++;", 'Unary postfix increment/decrement can only be applied to numeric expressions: String', 18],
  ['Date d = Date.today() + 1.5;', 'Date expressions must use Integer or Long'],
  ['if (1) {}', 'Condition expression must be of type Boolean: Integer', 5],
  ["Integer i = true ? 1 : 'a';", 'Incompatible types in ternary operator: String, Integer'],
  ["Object o = 1 ?? 'a';", 'Incompatible types in null coalescing operator: Integer, String'],
  ["Integer i = (Integer) 'a';", 'Incompatible types since an instance of String is never an instance of Integer'],
  [
    'Account a = (Account) new Contact();',
    'Incompatible types since an instance of Contact is never an instance of Account'
  ],
  [
    "Boolean b = 'a' instanceof String;",
    'Operation instanceof is always true since an instance of String is always an instance of String'
  ],
  [
    "Boolean b = 'a' instanceof Integer;",
    'Operation instanceof is always false since an instance of String is never an instance of Integer'
  ],
  ['1 + 1;', 'Expression cannot be a statement.', 1],
  ['1 = 2;', 'Expression cannot be assigned', 1],
  ["'a'.length() = 2;", 'Expression cannot be assigned'],
  ["Account a; a?.Name = 'x';", 'Expression cannot be assigned'],
  ['break;', 'Break statement must be in loop'],
  ['continue;', 'Continue statement must be in loop'],
  ['return 1;', 'Void method must not return a value'],
  ['return; Integer i;', 'Unreachable statement', 9],
  ['while (true) { return; Integer i; }', 'Unreachable statement', 24],
  ["throw 'a';", 'Throw expression must be of type exception: String'],
  ['try { } catch (Account e) { }', 'Catch block variable must be of type exception: Account'],
  ['try { } catch (Exception e) { } catch (DmlException f) { }', 'Exception type already caught: System.DmlException'],
  ['for (Integer i : 5) {}', 'Loop must iterate over collection: Integer', 1],
  ['for (Integer i : new List<String>()) {}', 'Invalid loop variable type expected String was Integer'],
  [
    'for (Contact c : [SELECT Id FROM Account]) {}',
    'Loop variable must be a generic SObject or List or a concrete SObject or List of: Account'
  ],
  ['for (String k : new Map<String, String>()) {}', 'Loop must iterate over collection: Map<String,String>'],
  ['switch on 1.5 { when else { } }', 'Decimal is not a valid switch expression type'],
  [
    "switch on 1 { when 'a' { } }",
    'String value in when expression cannot be implicitly converted to the Integer type in switch expression'
  ],
  ['switch on 1 { when 1 { } when 1 { } }', '1 occurs as more than one when branch for this switch statement'],
  ['switch on 1 { when else { } when 1 { } }', "'when else' must be the last when block"],
  [
    'LoggingLevel l; switch on l { when LoggingLevel.ERROR { } }',
    "Enum value used in 'when expression' should be unqualified"
  ],
  ['insert 5;', 'DML requires SObject or SObject list type: Integer', 1],
  ['insert new Region__mdt();', 'DML operation INSERT not allowed on Region__mdt'],
  [
    'upsert new Account() Name;',
    'Invalid field for upsert, must be an External Id custom or standard indexed field: Name'
  ],
  [
    "List<Integer> l = new List<Integer>{'a'};",
    'Initial expression is of incorrect type, expected: Integer but was: String',
    19
  ],
  ["Map<Integer, String> m = new Map<Integer, String>{'a' => 'b'};", 'Invalid key type String for Integer'],
  ["List<String> l; l['a'] = 'b';", 'List index must be of type Integer: String'],
  ["String s = 'a'; Integer i = s[0];", 'Expression must be a list type: String'],
  [
    "HttpRequest r = new HttpRequest(); r.method = 'x';",
    'A value cannot be stored to method in type System.HttpRequest'
  ],
  ['Queueable q = new Queueable();', 'Type cannot be constructed: System.Queueable'],
  ['String s = new String();', 'Type cannot be constructed: String'],
  ['DmlException e = new DmlException(1);', 'Constructor not defined: [System.DmlException].<Constructor>(Integer)'],
  ['String s = Label.Nope;', 'External string does not exist: Nope'],
  ['Integer for_ = 1;', 'Invalid character in identifier: for_'],
  [
    'Region__mdt.getNothing();',
    'Method does not exist or incorrect signature: void getNothing() from the type Region__mdt'
  ],
  ['this(1);', "Call to 'this()' must be the first statement in a constructor method"],
  ['SObject.CustomMetadata.getAll(Account.SObjectType);', 'Variable does not exist: CustomMetadata'],
  ['List<Account> a = [SELECT Nope FROM Account];', /^No such column 'Nope' on entity 'Account'/],
  ['List<Account> a = [SELECT Id FROM Nope];', /^sObject type 'Nope' is not supported/],
  [
    'List<Account> a = [SELECT Id FROM Account WHERE NumberOfEmployees = :true];',
    'Invalid bind expression type of Boolean for column of type Integer'
  ],
  [
    'List<Account> a = [SELECT Id FROM Account WHERE Name IN :true];',
    'IN operator must be used with an iterable expression'
  ],
  [
    'List<Account> a; a = [SELECT Id FROM Account WHERE Name IN :a];',
    'Invalid bind expression type of Account for column of type String'
  ],
  [
    "List<Account> a = [SELECT Id FROM Account LIMIT :'a'];",
    'Invalid bind expression type of String for column of type Integer'
  ],
  ['Account a = [SELECT Id FROM Contact];', 'Illegal assignment from List<Contact> to Account'],
  [
    'System.debug(nothing());',
    'Method does not exist or incorrect signature: void debug(void) from the type System.System'
  ],
  ['both(null);', 'Ambiguous method signature: void both(NULL)']
];

for (const [code, message, column] of STATEMENTS) {
  test(`invalid: ${code}`, () => {
    const problems = problemsOf({
      T: `public class T {\nvoid nothing() {} void both(Date d) {} void both(String s) {} void run() {\n${code}\n}\n}`
    });
    assert.equal(problems.length, 1, problems.map((problem) => problem.message).join('\n'));
    if (typeof message === 'string') assert.equal(problems[0]!.message, message);
    else assert.match(problems[0]!.message, message);
    assert.equal(problems[0]!.line, 3);
    if (column !== undefined) assert.equal(problems[0]!.column, column);
  });
}
