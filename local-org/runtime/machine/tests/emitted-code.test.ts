/** Emitted code on the machine: classes, control flow, hooks, reflection, casts. Exceptions: emitted-exceptions.test.ts. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { evaluate, failure, runs } from '../../tests/apex-program.ts';
import { currentSharing } from '../call-state.ts';
import { ApexException, limitException } from '../errors.ts';
import { failureOf } from '../failure.ts';
import { invokeInterface } from '../invoke-interface.ts';

describe('classes', () => {
  it('initialise fields and blocks in textual order, then construct the parent, then run the constructor', () => {
    const program = runs({
      Log: `public class Log { public static String text = ''; public static Integer add(String s) { text += s; return 0; } public static String read() { return text; } }`,
      Base: `public virtual class Base { Integer a = Log.add('a'); public Base() { Log.add('B'); } }`,
      Child: `public class Child extends Base { Integer c = Log.add('c'); { Log.add('d'); } Integer e = Log.add('e');
        public Child() { Log.add('C'); } public Child(Integer n) { this(); Log.add('N'); }
        public static String make() { new Child(1); return Log.text; } }`
    });
    assert.equal(program.call('Child', 'make'), 'cdeaBCN');
  });

  it('dispatch by the object, and super does not', () => {
    const program = runs({
      Animal: `public abstract class Animal { public abstract String sound(); public virtual String twice() { return sound() + sound(); } }`,
      Dog: `public class Dog extends Animal { public override String sound() { return 'wuff'; } public override String twice() { return super.twice() + '!'; }
        public static String run() { Animal a = new Dog(); return a.twice(); } }`
    });
    assert.equal(program.call('Dog', 'run'), 'wuffwuff!');
  });

  it('answer through interfaces of the project', () => {
    const program = runs({
      Shape: 'public interface Shape { Integer area(Integer scale); }',
      Square:
        'public class Square implements Shape { public Integer side = 3; public Integer area(Integer scale) { return side * side * scale; } public static Integer run() { Shape s = new Square(); return s.area(2); } }'
    });
    assert.equal(program.call('Square', 'run'), 18);
  });

  it('keep private fields of the same name apart', () => {
    const program = runs({
      Base: 'public virtual class Base { private Integer x = 1; public Integer baseX() { return x; } }',
      Child:
        'public class Child extends Base { private Integer x = 2; public static Integer run() { Child c = new Child(); return c.baseX() * 10 + c.x; } }'
    });
    assert.equal(program.call('Child', 'run'), 12);
  });

  it('call accessors and reach the stored value inside them', () => {
    const program = runs({
      Box: `public virtual class Box { public Integer reads = 0;
        public Integer size { get { reads++; return size; } set { size = value * 2; } }
        public String name { get { return 'box'; } }
        public static Integer shared { get { if (shared == null) { shared = 5; } return shared; } set; }
        public static String run() { Box b = new Box(); b.size = 4; b.size += 1; return b.size + '/' + b.reads + '/' + b.name + '/' + shared; } }`
    });
    assert.equal(program.call('Box', 'run'), '18/2/box/5');
  });

  it('load in cycles', () => {
    const program = runs({
      Ping: 'public class Ping { public static Integer n = 3; public static Integer go(Integer i) { return i == 0 ? Pong.m : Pong.go(i - 1); } }',
      Pong: 'public class Pong { public static Integer m = Ping.n + 1; public static Integer go(Integer i) { return i == 0 ? Ping.n : Ping.go(i - 1); } }'
    });
    assert.equal(program.call('Ping', 'go', 4), 4);
  });

  it('may be named like things of JavaScript', () => {
    assert.equal(
      evaluate('String', `new Error2('m').message() + Function.constructor() + new Function().arguments`, '', {
        Error2: `public class Error2 { String m; public Error2(String m) { this.m = m; } public String message() { return m; } }`,
        Function: `public class Function { public Integer arguments = 7; public static String constructor() { return 'c'; } public static String prototype() { return 'p'; } }`
      }),
      'mc7'
    );
  });
});

describe('assignments', () => {
  const Counter = `public class Counter { public static Integer calls = 0; public Integer n = 0; public static Counter one = new Counter(); public static Counter get() { calls++; return one; } }`;

  it('evaluate their target once', () => {
    assert.equal(
      evaluate(
        'String',
        `Counter.one.n + '/' + Counter.calls`,
        'Counter.get().n += 5; Counter.get().n++; Integer old = Counter.get().n--;',
        { Counter }
      ),
      '5/3'
    );
    assert.equal(
      evaluate(
        'String',
        `l[0] + '/' + i`,
        'Integer i = 0; List<Integer> l = new List<Integer>{ 10, 20 }; l[i++] += 5;'
      ),
      '15/1'
    );
  });

  it('are expressions', () => {
    assert.equal(evaluate('Integer', 'a + b + c', 'Integer a; Integer b; Integer c = a = b = 2;'), 6);
    assert.equal(evaluate('String', `x + '' + i++ + i + ++i + i-- + i`, `Integer i = 1; String x = 'r';`), 'r12332');
  });

  it('evaluate the object before the value, and fail on null after it', () => {
    const { stackTrace, typeName } = failure('Counter c; c.n = Counter.get().n;', { Counter });
    assert.equal(typeName, 'System.NullPointerException');
    assert.equal(stackTrace, 'Class.Main.run: line 1, column 1');
  });
});

describe('control flow', () => {
  it('loops', () => {
    assert.equal(
      evaluate(
        'String',
        'r',
        `String r = ''; for (Integer i = 0, j = 10; i < j; i += 3) { j--; if (i == 3) { continue; } r += i + ':' + j + ' '; }`
      ),
      '0:9 6:7 '
    );
    assert.equal(evaluate('Integer', 'n', 'Integer n = 0; while (true) { if (++n > 4) { break; } }'), 5);
    assert.equal(evaluate('Integer', 'n', 'Integer n = 0; do { n++; } while (n < 3);'), 3);
    assert.equal(
      evaluate('Integer', 'n', 'Integer n = 0; for (Integer x : new List<Integer>{ 1, 2, 3 }) { x = x * 2; n += x; }'),
      12
    );
  });

  it('switch on values, enums and nothing', () => {
    const source = (value: string): string =>
      `String r; Integer v = ${value}; switch on v { when 1, 2 { r = 'low'; } when null { r = 'null'; } when else { r = 'high'; } }`;
    assert.equal(evaluate('String', 'r', source('2')), 'low');
    assert.equal(evaluate('String', 'r', source('null')), 'null');
    assert.equal(evaluate('String', 'r', source('9')), 'high');
    assert.equal(
      evaluate(
        'String',
        'r',
        `String r = ''; Color c = Color.RED; switch on c { when BLUE { r = 'b'; } when RED { r = 'r'; } }`,
        { Color: 'public enum Color { BLUE, RED }' }
      ),
      'r'
    );
  });

  it('break inside switch leaves the loop', () => {
    assert.equal(
      evaluate(
        'Integer',
        'n',
        'Integer n = 0; for (Integer i = 0; i < 5; i++) { switch on i { when 2 { break; } when else { n++; } } }'
      ),
      2
    );
  });

  it('iterates over objects that implement Iterable', () => {
    assert.equal(
      evaluate('Integer', 'n', 'Integer n = 0; for (Integer i : new UpTo(3)) { n = n * 10 + i; }', {
        UpTo: `public class UpTo implements Iterable<Integer>, Iterator<Integer> { Integer last; Integer at = 0; public UpTo(Integer last) { this.last = last; }
        public Iterator<Integer> iterator() { return this; } public Boolean hasNext() { return at < last; } public Integer next() { return ++at; } }`
      }),
      123
    );
  });
});

describe('platform hooks', () => {
  it('statements are counted and reported with their line', () => {
    const program = runs({
      Foo: `public class Foo {\n  public static Integer run(Boolean b) {\n    Integer n = 1;\n    if (b) {\n      n = 2;\n    }\n    return n;\n  }\n}`
    });
    const before = program.machine.statements.executed;
    program.call('Foo', 'run', false);
    assert.equal(program.machine.statements.executed - before, 3);
    assert.deepEqual(program.machine.statements.coverage()[0], {
      path: 'classes/Foo.cls',
      coverable: [2, 3, 4, 5, 7],
      covered: [2, 3, 4, 7]
    });
  });

  it('an endless loop meets the statement callback', () => {
    const program = runs({
      Foo: 'public class Foo { public static void run() { try { while (true) { } } catch (Exception e) { } } }'
    });
    program.machine.statements.interval = 1000;
    let left = 3;
    program.platform.statementCallback = () => {
      if (--left === 0) throw limitException('Apex CPU time limit exceeded');
    };
    assert.equal(program.failure('Foo', 'run').text, 'System.LimitException: Apex CPU time limit exceeded');
  });

  it('DML says what it wants, with access and sharing', () => {
    const program = runs({
      Foo: `public with sharing class Foo { public static void run() { Account a = new Account(Name = 'x'); insert as user a; Loose.save(a); } }`,
      Loose: 'public without sharing class Loose { public static void save(Account a) { upsert a; Plain.save(a); } }',
      Plain: 'public class Plain { public static void save(Account a) { delete a; } }'
    });
    program.call('Foo', 'run');
    assert.deepEqual(
      program.platform.dmlCalls.map(({ operation, access, sharing }) => [operation, access, sharing]),
      [
        ['insert', 'user', 'with'],
        ['upsert', 'default', 'without'],
        ['delete', 'default', 'without']
      ]
    );
    assert.equal(currentSharing(), 'without', 'nothing is left behind');
  });

  it('queries get binds and give a list, one record, or rows in chunks that are closed early', () => {
    const program = runs({
      Foo: `public inherited sharing class Foo {
      public static Integer all(String name) { return [SELECT Id FROM Account WHERE Name = :name].size(); }
      public static Account one() { return [SELECT Id FROM Account]; }
      public static Integer loop(Integer stop) { Integer n = 0; for (Account a : [SELECT Id FROM Account]) { if (++n == stop) { break; } } return n; }
      public static Integer chunks() { Integer n = 0; for (List<Account> l : [SELECT Id FROM Account]) { n += l.size() * 1000 + 1; } return n; } }`
    });
    const { platform } = program;
    platform.rows = [1, 2, 3].map(() => platform.newSObject('Account'));
    assert.equal(program.call('Foo', 'all', 'x'), 3);
    assert.deepEqual(platform.queries[0]!.binds, ['x']);
    assert.equal(platform.queries[0]!.context.sharing, 'with');
    assert.equal(
      program.failure('Foo', 'one').text,
      'System.QueryException: List has more than 1 row for assignment to SObject'
    );
    platform.rows = [];
    assert.equal(
      program.failure('Foo', 'one').text,
      'System.QueryException: List has no rows for assignment to SObject'
    );
    platform.rows = Array.from({ length: 450 }, () => platform.newSObject('Account'));
    assert.equal(program.call('Foo', 'loop', 3), 3);
    assert.equal(platform.closedChunks, 1);
    assert.equal(program.call('Foo', 'chunks'), 450_003);
  });

  it('a query that finds nothing is null before ?. and ??', () => {
    const program = runs({
      Foo: `public class Foo {
      public static String safe() { return [SELECT Name FROM Account]?.Name; }
      public static Account other() { return [SELECT Name FROM Account] ?? new Account(Name = 'other'); } }`
    });
    assert.equal(program.call('Foo', 'safe'), null);
    assert.notEqual(program.call('Foo', 'other'), null);
  });

  it('runAs ends also when its block throws', () => {
    const program = runs({
      Foo: `@IsTest private class Foo { @IsTest static void run() { User u = new User(); System.runAs(u) { throw new MathException('x'); } } }`
    });
    assert.equal(program.failure('Foo', 'run').text, 'System.MathException: x');
    assert.equal(program.platform.runAsUsers.length, 1);
    assert.deepEqual(program.platform.runAsEnded, program.platform.runAsUsers);
  });
});

describe('reflection', () => {
  it('describes members in declaration order and reaches them', () => {
    const program = runs({
      Foo: `public class Foo { @AuraEnabled public String a; public transient Integer b { get; private set; } static Integer c = 1; public Integer d { get { return 4; } }
      @AuraEnabled(cacheable=true) public static Integer add(Integer x, List<Integer> more) { return x + more.size(); } }`
    });
    const foo = program.machine.findClass('FOO')!;
    assert.deepEqual(
      foo.fields.map((field) => [field.name, field.type.name, field.isStatic, field.isTransient, field.isProperty]),
      [
        ['a', 'String', false, false, false],
        ['b', 'Integer', false, true, true],
        ['c', 'Integer', true, false, false],
        ['d', 'Integer', false, false, true]
      ]
    );
    assert.deepEqual(foo.fields[0]!.annotations, [{ name: 'auraenabled', values: {} }]);
    const [add] = foo.methods;
    assert.deepEqual(
      add!.parameters.map(({ name, type }) => [name, type.name]),
      [
        ['x', 'Integer'],
        ['more', 'List<Integer>']
      ]
    );
    assert.equal(add!.annotations[0]!.values['cacheable'], 'true');
    const instance = foo.construct();
    foo.fields[0]!.set(instance, 'text');
    assert.equal(foo.fields[0]!.get(instance), 'text');
    assert.equal(foo.fields[3]!.get(instance), 4);
    assert.equal(foo.fields[2]!.get(null), 1);
  });

  it('allocates without running constructors and constructs with them', () => {
    const program = runs({
      Foo: 'public class Foo { public Integer a = 5; public Foo() { a++; } }',
      Bar: 'public class Bar { public Bar(Integer x) { } }'
    });
    const [a] = program.machine.findClass('Foo')!.fields;
    assert.equal(a!.getStored(program.machine.findClass('Foo')!.allocate()), null);
    assert.equal(a!.getStored(program.machine.findClass('Foo')!.construct()), 6);
    assert.equal(program.machine.findClass('Bar')!.hasDefaultConstructor, false);
    assert.throws(
      () => program.machine.findClass('Bar')!.construct(),
      (error) => error instanceof ApexException && failureOf(error).typeName === 'System.TypeException'
    );
  });

  it('calls members of library interfaces on objects of the project', () => {
    const program = runs({
      Foo: `public class Foo implements Comparable { public Integer n; public Foo(Integer n) { this.n = n; } public Integer compareTo(Object other) { return n - ((Foo) other).n; }
      public static Foo make(Integer n) { return new Foo(n); }
      public static Integer first() { List<Foo> l = new List<Foo>{ new Foo(3), new Foo(1), new Foo(2) }; l.sort(); return l[0].n; } }`
    });
    assert.equal(
      invokeInterface(
        program.call('Foo', 'make', 5),
        'Comparable.Integer compareTo(Object other)',
        program.call('Foo', 'make', 3)
      ),
      2
    );
    assert.equal(program.call('Foo', 'first'), 1);
  });
});

describe('casts and types', () => {
  it('refuse what does not fit, naming both types', () => {
    assert.equal(
      failure(`Object o = 'x'; Integer i = (Integer) o;`).text,
      'System.TypeException: Invalid conversion from runtime type String to Integer'
    );
    assert.equal(
      failure(`Object o = 5.2; Integer i = (Integer) o;`).text,
      'System.TypeException: Invalid conversion from runtime type Decimal to Integer'
    );
    assert.equal(
      failure('Base b = new Base(); Child c = (Child) b;', {
        Base: 'public virtual class Base { }',
        Child: 'public class Child extends Base { }'
      }).text,
      'System.TypeException: Invalid conversion from runtime type Base to Child'
    );
    assert.equal(evaluate('Integer', '(Integer) 5.9'), 5);
    assert.equal(evaluate('Integer', '(Integer) o', 'Object o;'), null);
  });

  it('instanceof knows parents, interfaces and type arguments', () => {
    const classes = {
      Face: 'public interface Face { }',
      Base: 'public virtual class Base implements Face { }',
      Child: 'public class Child extends Base { }'
    };
    assert.equal(
      evaluate(
        'Boolean',
        'o instanceof Face && o instanceof Base && !(n instanceof Base)',
        'Object o = new Child(); Object n;',
        classes
      ),
      true
    );
    assert.equal(
      evaluate(
        'Boolean',
        '(o instanceof List<Object>) && !(o instanceof List<Integer>) && !(s instanceof Set<Object>)',
        'Object o = new List<String>(); Object s = new Set<String>();'
      ),
      true
    );
  });

  it('Type values name and make classes', () => {
    assert.equal(
      evaluate('String', `Holder.Part.class.getName() + Type.forName('map<string, list<holder.part>>').getName()`, '', {
        Holder: 'public class Holder { public class Part { } }'
      }),
      'Holder.PartMap<String,List<Holder.Part>>'
    );
  });
});
