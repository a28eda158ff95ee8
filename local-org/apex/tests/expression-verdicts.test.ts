/**
 * Every kind of expression where another is expected: what Salesforce's own compiler (that of its Apex language server)
 * says, and where. Each line was put to it; the ones without a message it compiles.
 */
import { test } from 'node:test';
import { assertStatementVerdicts, type Verdict } from './statement-verdicts.ts';

const MEMBERS =
  'enum Kind { A } class Thing { Thing(Integer size) {} Integer size; } Integer amount; Boolean flag; Object obj; Account account;\n' +
  'List<Integer> amounts; Integer read { get; } Integer stored { set; } void nothing() {} void take(Object o) {}';

const VERDICTS: readonly Verdict[] = [
  // What has no value
  ['take(nothing());', '1 Method does not exist or incorrect signature: void take(void) from the type T'],
  [
    'amounts.add(nothing());',
    '9 Method does not exist or incorrect signature: void add(void) from the type List<Integer>'
  ],
  ['obj = new Thing(nothing());', '7 Constructor not defined: [T.Thing].<Constructor>(void)'],
  [
    'obj = new List<Integer>(nothing());',
    '7 Invalid initializer type void found for List<Integer>: expected an Integer or a List of type Integer'
  ],
  ['obj = amount + nothing();', '7 Arithmetic expressions are not allowed on void types'],
  ['amount += nothing();', '1 Arithmetic expressions are not allowed on void types'],
  ['obj = flag && nothing();', '7 Logical operator can only be applied to Boolean'],
  ['obj = nothing() == 1;', '7 Comparison arguments must be compatible types: void, Integer'],
  ['obj = nothing() < 1;', '7 Comparison arguments must be compatible types: void, Integer'],
  ['obj = nothing() >> 1;', '7 >> operation can only be applied to Integer or Long types'],
  ['obj = (Object) nothing();', '7 Operation cast is not allowed on type: void'],
  // Casts and instanceof
  ['obj = (Object) amount++;'],
  ['obj = (Object) (amount)--;'],
  ['obj = (Nope) obj;', '7 Invalid type: Nope'],
  ['flag = account.Name instanceof Nope;', '8 Invalid type: Nope'],
  ['flag = obj instanceof Thing && flag;'],
  ['flag = (obj instanceof Thing) == true;'],
  ['flag = flag | obj instanceof Thing;'],
  ['flag = obj instanceof Thing == true;', "29 Expecting ';' but was: '=='"],
  ['flag = flag == obj instanceof Thing;', "20 Expecting ';' but was: 'instanceof'"],
  ['flag = amount < 1 instanceof Thing;', "19 Expecting ';' but was: 'instanceof'"],
  ['flag = flag && obj instanceof Thing != flag;', "37 Expecting ';' but was: '!='"],
  ['flag = flag ? obj instanceof Thing == flag : flag;', "36 Expecting ':' but was: '=='"],
  ['if (obj instanceof Thing == true) {}', "26 Expecting ')' but was: '=='"],
  ['take(obj instanceof Thing == true);', "27 Missing ')' at '=='"],
  ["obj = obj instanceof Thing + 'a';", "28 Missing ';' at '+'"],
  // Paths
  ['if (account.Name) {}', '13 Condition expression must be of type Boolean: String'],
  ['obj = new Map<Integer, Integer>{ account.Name => 1 };', '42 Invalid key type String for Integer'],
  ['obj = account.Name.length;', '15 A non foreign key field cannot be referenced in a path expression: Name'],
  ['obj = account.Contacts.size;', '15 A non foreign key field cannot be referenced in a path expression: Contacts'],
  ['obj = new Thing(1).class;', "20 Unexpected token 'class'."],
  ['read = 1;', '1 Variable is not visible: T.read'],
  ['amount = stored;', '10 Variable is not visible: T.stored'],
  ['[SELECT Id FROM Account].Name = null;', '26 Expression cannot be assigned'],
  // Constructors
  [
    'obj = new Thing(size = 1);',
    '7 Invalid constructor syntax, name=value pairs can only be used for SObjects: T.Thing'
  ],
  [
    'obj = new Thing(amount = 1, 2);',
    '7 Invalid constructor syntax, name=value pairs can only be used for SObjects: T.Thing'
  ],
  ['obj = new Thing(1, nope = 1);', '20 Variable does not exist: nope'],
  // What a loop starts with
  ['for (amount = 0, this.amount = 1;;) {}'],
  ['for (amount++;;) {}', "12 Unexpected token '++'."],
  ['for (amount += 1;;) {}', "13 Unexpected token '+='."],
  ['for (nothing();;) {}', "13 Unexpected token '('."],
  ['for (new Thing(1);;) {}', "6 Unexpected token 'new'."],
  ['for (amounts[0] = 1;;) {}', "13 Unexpected token '['."],
  // What a switch compares with
  ['switch on flag { when true { } }', '11 Boolean is not a valid switch expression type'],
  ['switch on 1.5 { when 1.5, 2.5 { } }', '11 Decimal is not a valid switch expression type'],
  [
    'switch on amount { when true { } }',
    '1 Boolean value in when expression cannot be implicitly converted to the Integer type in switch expression'
  ],
  ['switch on amount { when 1, 1 + 1 { } }', '28 When clause must be a literal or a non null constant literal: {0}'],
  [
    'switch on amount { when amounts.size() { } }',
    '33 When clause must be a literal or a non null constant literal: {0}'
  ],
  ['Integer n; switch on amount { when n { } }', '36 Variable does not exist: n'],
  ['switch on amount { when Kind.A { } }', "30 Enum value used in 'when expression' should be unqualified"],
  ['switch on account.Parent { when Nope { } }', '19 Account is not a valid switch expression type'],
  // Collections of nothing
  ['List l = null;', "1 Unexpected token 'List'."],
  ['Set s;', "5 Extra ';', at 's'."],
  ['Map<String, List> m;', "1 Unexpected token 'Map'."],
  ['obj = (Map) obj;', "8 Unexpected token 'Map'."],
  ['for (List l : amounts) {}', "11 Missing '<' at 'l'"],
  // Merges
  ['merge amounts account;', '1 Merge requires a concrete SObject type: List<Integer>'],
  ['SObject record; merge account record;', '17 Invalid type for duplicate records']
];

test('expressions that the platform takes, and those that it refuses', () => {
  assertStatementVerdicts(VERDICTS, MEMBERS);
});
