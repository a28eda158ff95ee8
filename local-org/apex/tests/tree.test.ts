/** The shape of the typed tree: conversions, domains, chosen overloads. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Expression } from '../tree.ts';
import { typeName } from '../typing/names.ts';
import { classNamed, lastValue, programOf, statementsOf } from './fixture.ts';

/** A readable form: `+Decimal((Decimal)1, d)`. */
function show(node: Expression): string {
  switch (node.kind) {
    case 'literal':
      return node.value === null ? 'null' : typeof node.value === 'bigint' ? `${node.value}L` : String(node.value);
    case 'local':
      return node.variable.name;
    case 'this':
      return 'this';
    case 'conversion':
      return `(${typeName(node.type)})${show(node.value)}`;
    case 'cast':
      return `cast<${typeName(node.type)}>(${show(node.value)})`;
    case 'arithmetic':
    case 'comparison':
      return `${node.operator}${node.domain}(${show(node.left)}, ${show(node.right)})`;
    case 'concatenation':
      return `concat(${node.parts.map(show).join(', ')})`;
    case 'conditional':
      return `${show(node.condition)} ? ${show(node.then)} : ${show(node.otherwise)}`;
    case 'coalesce':
      return `${show(node.left)} ?? ${show(node.right)}`;
    case 'call':
      return `${node.dispatch} ${node.target ? `${show(node.target)}.` : ''}${node.method.mangledName}(${node.args.map(show).join(', ')})`;
    case 'libraryCall':
      return `${node.target ? `${show(node.target)}${node.safe ? '?.' : '.'}` : ''}[${node.member.key}](${node.args.map(show).join(', ')})`;
    case 'newLibrary':
      return `new [${node.member.key}] ${typeName(node.type)}(${node.args.map(show).join(', ')})`;
    case 'newCollection':
      return `${typeName(node.type)}{${node.elements.map(show).join(', ')}}`;
    case 'enumConstant':
      return `${typeName(node.type)}.${node.value}`;
    case 'field':
      return `${node.target ? `${show(node.target)}.` : ''}${node.field.name}${node.direct ? '!' : ''}`;
    case 'sobjectField':
      return `${show(node.target)}${node.safe ? '?.' : '.'}${node.field}`;
    case 'sobjectParent':
      return `${show(node.target)}${node.safe ? '?.' : '.'}${node.relationship}`;
    case 'sobjectToken':
      return `token ${node.sobject}${node.describe ? ' described' : ''}`;
    case 'fieldToken':
      return `token ${node.sobject}.${node.field}`;
    case 'classLiteral':
      return `${typeName(node.named)}.class`;
    case 'query':
      return `query<${typeName(node.type)}>(${node.binds.map(show).join(', ')})`;
    case 'assignment':
      return `${show(node.target)} = ${show(node.value)}`;
    case 'update':
      return `${show(node.target)} := ${show(node.result)} yields ${node.yields}`;
    case 'currentValue':
      return 'current';
    case 'negation':
      return `${node.operator}${node.domain}(${show(node.operand)})`;
    case 'element':
      return `${show(node.target)}[${show(node.index)}]`;
    default:
      return node.kind;
  }
}

const SHAPES: ReadonlyArray<readonly [code: string, shape: string]> = [
  ['Integer i = 1 + 2;', '+Integer(1, 2)'],
  ['Long l = 1 + 2;', '(Long)+Integer(1, 2)'],
  ['Decimal d = 1 + 2L;', '(Decimal)+Long((Long)1, 2L)'],
  ['Double e = 1.5d; Decimal d = e * 1.10;', '*Decimal((Decimal)e, 1.10)'],
  ['Double d = 1.5;', '(Double)1.5'],
  ['Integer i = -2147483647;', '-2147483647'],
  ["String s = 1 + 2 + 'a' + 1 + 2;", 'concat(+Integer(1, 2), a, 1, 2)'],
  ["String s = 'a' + (1 + 2);", 'concat(a, +Integer(1, 2))'],
  ["String s = 'a' + ('b' + 'c');", 'concat(a, concat(b, c))'],
  ['Date d; Date e = d + 1;', '+DatePlusDays(d, 1)'],
  ['Date d; Datetime t = d;', '(Datetime)d'],
  ['Datetime t; Datetime u = t - 0.5;', '-DatetimePlusDays(t, 0.5)'],
  ['Boolean b = 1 < 2.5;', '<Decimal((Decimal)1, 2.5)'],
  ['Id i; String s; Boolean b = i == s;', '==Id(i, (Id)s)'],
  ['Date d; Datetime t; Boolean b = d == t;', '==Datetime((Datetime)d, t)'],
  ['Integer i; Boolean b = i == null;', '==Integer(i, null)'],
  ['Object o; Boolean b = o == 1;', '==Object(o, 1)'],
  ['Decimal d = true ? 1 : 2.5;', 'true ? (Decimal)1 : 2.5'],
  ['Long l = null ?? 5;', '(Long)null ?? 5'],
  ['List<SObject> s; List<Account> a = s;', 's'],
  ['List<Account> a; List<SObject> s = a;', 'a'],
  ['Integer i = (Integer) 5.5;', 'cast<Integer>(5.5)'],
  ['Decimal d = (Decimal) 5;', '(Decimal)5'],
  ['Object o = (Object) 5;', 'cast<Object>(5)'],
  ['Account a = [SELECT Id FROM Account];', 'query<Account>()'],
  ['String s = [SELECT Name FROM Account].Name;', 'query<Account>().Name'],
  ['Integer n = [SELECT COUNT() FROM Account];', 'query<Integer>()'],
  [
    'Integer n; List<Account> a = [SELECT Id FROM Account WHERE AnnualRevenue > :n];',
    'query<List<Account>>((Decimal)n)'
  ],
  ['Account a; String s = a?.Parent.Name;', 'a?.Parent.Name'],
  [
    'String s = Schema.SObjectType.Account.fields.Name.getName();',
    '[Schema.SObjectField.Schema.DescribeFieldResult getDescribe()]'
  ],
  ['Object o = Account.SObjectType;', 'token Account'],
  [
    "Object o = Region__mdt.getInstance('x');",
    '[SObject.CustomMetadata.static SObject getInstance(Schema.SObjectType type, String name)](token Region__mdt, x)'
  ],
  [
    'Object o = LoggingLevel.values();',
    'List<System.LoggingLevel>{System.LoggingLevel.NONE, System.LoggingLevel.ERROR, System.LoggingLevel.DEBUG}'
  ],
  [
    "Object o = LoggingLevel.valueOf('NONE');",
    '[Enum.static Object valueOf(System.Type type, String name)](System.LoggingLevel.class, NONE)'
  ],
  ['Object o = Math.max(1, 2L);', '[Math.static Long max(Long a, Long b)]((Long)1, 2L)'],
  ['Object o = Math.max(1, 2.5);', '[Math.static Decimal max(Decimal a, Decimal b)]((Decimal)1, 2.5)'],
  ['Id i; Object o = String.valueOf(i);', '[String.static String valueOf(Id value)](i)'],
  [
    'Object o = new Map<Id, Account>([SELECT Id FROM Account]);',
    'new [Map.new(List<SObject> records)] Map<Id,Account>(query<List<Account>>())'
  ],
  ['Integer i; i += 2;', 'i := +Integer(current, 2) yields new'],
  ['Integer i; i++;', 'i := +Integer(current, 1) yields old'],
  ['Decimal d; --d;', 'd := -Decimal(current, (Decimal)1) yields new'],
  ['String s; s += 1;', 's := concat(current, 1) yields new'],
  ['Account a; a.AnnualRevenue *= 2;', 'a.AnnualRevenue := *Decimal(current, (Decimal)2) yields new'],
  ['Account a; a.Parent.Name = null;', 'a.Parent.Name = null']
];

for (const [code, shape] of SHAPES) {
  test(`tree: ${code}`, () => {
    const shown = show(lastValue(code));
    if (code.includes('.fields.')) assert.ok(shown.includes(shape), shown);
    else assert.equal(shown, shape);
  });
}

test('tree: overloads of a class go by distance', () => {
  const members =
    'public void f(Long n) {} public void f(Decimal n) {} public void f(Object o) {} public void f(List<SObject> l) {} public void f(String s) {}';
  const chosen = (argument: string): string => show(lastValue(`${argument};`, members));
  assert.equal(chosen('f(1)'), 'virtual this.f$long((Long)1)');
  assert.equal(chosen('f(1.5d)'), 'virtual this.f$decimal((Decimal)1.5)');
  assert.equal(chosen('f(true)'), 'virtual this.f$object(true)');
  assert.equal(chosen('f(new List<Account>())'), 'virtual this.f$list$Lsobject$R(new [List.new()] List<Account>())');
  assert.equal(chosen('f(new Account().Id)'), 'virtual this.f$string((String)newSObject.Id)');
});

test('tree: inside its own accessor a property is its backing field', () => {
  const program = programOf({
    P: 'public class P { Integer a { get { return a + b; } set { a = value; this.a = value; } } Integer b { get; set; } }'
  });
  const property = classNamed(program, 'P').fields[0]!.property!;
  const statement = (body: unknown, index: number): Expression => {
    const inner = (body as { statements: Array<{ value?: Expression; expression?: Expression }> }).statements[index]!;
    return (inner.value ?? inner.expression)!;
  };
  assert.equal(show(statement(property.getter!.body, 0)), '+Integer(this.a!, this.b)');
  assert.equal(show(statement(property.setter!.body, 0)), 'this.a! = value');
  assert.equal(show(statement(property.setter!.body, 1)), 'this.a! = value');
});

test('tree: loops over queries read rows or chunks', () => {
  const over = (code: string): string => {
    const [statement] = statementsOf(code);
    return statement?.kind === 'forEach' ? statement.over : 'no loop';
  };
  assert.equal(over('for (Account a : [SELECT Id FROM Account]) {}'), 'rows');
  assert.equal(over('for (List<Account> a : [SELECT Id FROM Account]) {}'), 'chunks');
  assert.equal(over('for (Account a : new List<Account>()) {}'), 'iterable');
});

test('tree: library interfaces are tied to the methods that implement them', () => {
  const program = programOf({
    Base: 'public abstract class Base implements Queueable, Comparable { public Integer compareTo(Object o) { return 0; } }',
    Job: 'public class Job extends Base { public void execute(QueueableContext c) {} public override String toString() { return null; } }',
    Work: 'public class Work implements Database.Batchable<SObject> { public Iterable<SObject> start(Database.BatchableContext c) { return null; } public void execute(Database.BatchableContext c, List<Account> s) {} public void finish(Database.BatchableContext c) {} }'
  });
  const implementations = (name: string): Record<string, string> =>
    Object.fromEntries(
      [...classNamed(program, name).implementations].map(([key, method]) => [
        key,
        `${method.owner.name}.${method.name}`
      ])
    );
  assert.deepEqual(implementations('Job'), {
    'Queueable.void execute(QueueableContext context)': 'Job.execute',
    'Comparable.Integer compareTo(Object other)': 'Base.compareTo',
    'Object.String toString()': 'Job.toString'
  });
  assert.deepEqual(implementations('Work'), {
    'Database.Batchable.Iterable<T> start(Database.BatchableContext context)': 'Work.start',
    'Database.Batchable.void execute(Database.BatchableContext context, List<T> scope)': 'Work.execute',
    'Database.Batchable.void finish(Database.BatchableContext context)': 'Work.finish'
  });
});

test('tree: supertypes come before subtypes', () => {
  const program = programOf({
    A: 'public class A extends B {}',
    B: 'public virtual class B implements C {}',
    C: 'public interface C {}'
  });
  assert.deepEqual(
    program.classes.map((symbol) => symbol.name),
    ['C', 'B', 'A']
  );
});

test('tree: members that ask for locals get those in scope', () => {
  const call = lastValue('Integer n; { Integer gone; } String s; Binder.bind(s);');
  assert.ok(call.kind === 'libraryCall');
  assert.deepEqual(
    call.locals.map((local) => local.name),
    ['n', 's']
  );
});

test('tree: locals are numbered, parameters first', () => {
  const method = classNamed(
    programOf({ T: 'public class T { void f(Integer a, Integer b) { Integer c; { Integer d; } Integer e; } }' }),
    'T'
  ).methods[0]!;
  assert.deepEqual(
    method.parameters.map((local) => local.index),
    [0, 1]
  );
  assert.ok(method.body?.kind === 'block');
  const declared = method.body.statements.flatMap((statement) =>
    statement.kind === 'block' ? statement.statements : [statement]
  );
  assert.deepEqual(
    declared.map((statement) => (statement.kind === 'declaration' ? statement.variables[0]!.variable.index : -1)),
    [2, 3, 4]
  );
});
