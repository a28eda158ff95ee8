/**
 * The Apex language, end to end: text -> compiler -> emitter -> machine, with the core library and no database.
 * Sources: [Gnnn] a line of the Apex Developer Guide v65, [J…] what Salesforce's own compiler lowers the operator to,
 * [A#n] an issue of octoberswimmer/aer-dist whose reporter ran it on an org.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { evaluate, failure, runs } from './apex-program.ts';

/** Expression of type Boolean that must be true, with statements before it. */
const holds = (condition: string, statements = ''): void =>
  assert.equal(evaluate('Boolean', condition, statements), true, `${statements} ${condition}`);
const text = (expression: string, statements = ''): unknown =>
  evaluate('String', `String.valueOf(${expression})`, statements);

describe('1. Integer and Long wrap silently [G3639, J m01 m03]', () => {
  it('Integer', () => {
    assert.equal(text('i + 1', 'Integer i = 2147483647;'), '-2147483648');
    assert.equal(text('i * j', 'Integer i = 123456789; Integer j = 987654321;'), '-67153019');
    assert.equal(text('-i', 'Integer i = -2147483647 - 1;'), '-2147483648');
  });

  it('Long', () => {
    assert.equal(text('l + 1', 'Long l = 9223372036854775807L;'), '-9223372036854775808');
    assert.equal(text('i * l', 'Integer i = 2147483647; Long l = 2;'), '4294967294');
  });

  it('an expression of Integers wraps before it is assigned to a Long', () => {
    assert.equal(text('l', 'Integer i = 2147483647; Long l = i + 1;'), '-2147483648');
  });
});

describe('2. Division truncates and refuses zero [J m02 m06 m17]', () => {
  it('truncates toward zero', () => {
    assert.equal(text('-7 / 2'), '-3');
    assert.equal(text('7 / -2'), '-3');
  });

  it('throws MathException for Integer, Long, Double and Decimal', () => {
    for (const [type, zero] of [
      ['Integer', '0'],
      ['Long', '0L'],
      ['Double', '0.0d'],
      ['Decimal', '0.0']
    ]) {
      assert.equal(
        failure(`${type} zero = ${zero}; ${type} x = zero / zero;`).text,
        'System.MathException: Divide by 0',
        type
      );
    }
  });

  it('a null operand is noticed before a zero divisor', () => {
    for (const type of ['Integer', 'Long', 'Double', 'Decimal']) {
      assert.equal(
        failure(`${type} none; ${type} zero = 0; ${type} x = none / zero;`).typeName,
        'System.NullPointerException',
        type
      );
    }
  });

  it('a cast from Double stops at the limits, one from Decimal and Long wraps', () => {
    assert.equal(text('(Integer) x', 'Double x = 10000000000.0d;'), '2147483647');
    assert.equal(text('(Long) x', 'Double x = -10000000000000000000.0d;'), '-9223372036854775808');
    assert.equal(text('(Integer) d', 'Decimal d = 4294967297.9;'), '1');
    assert.equal(text('(Integer) l', 'Long l = 4294967297L;'), '1');
  });

  it('masks shift counts', () => {
    assert.equal(text('1 << 33'), '2');
    assert.equal(text('i >>> 28', 'Integer i = -1;'), '15');
    assert.equal(text('i >> 28', 'Integer i = -1;'), '-1');
    assert.equal(text('l << 65', 'Long l = 1;'), '2');
  });
});

describe('3. and 4. Decimal keeps its scale, Double converts through text [G1612-1627, J m24 m14 m07]', () => {
  it('literals keep their zeros, == ignores them', () => {
    assert.equal(text('1.10'), '1.10');
    holds('1.10 == 1.1');
    holds('new Set<Decimal>{ 1.10, 1.1 }.size() == 2');
  });

  it('a Double comes out with the digits it prints', () => {
    assert.equal(text('d', 'Double x = 1.1; Decimal d = x;'), '1.1');
    holds('d == null', 'Double x = null; Decimal d = x;');
  });

  it('Integer operands make Decimals', () => {
    assert.equal(text('d + 1', 'Decimal d = 1.50;'), '2.50');
    assert.equal(text('3.0 / 2'), '1.5');
  });
});

describe('5. Strings [G2838, 2904, 3879, 2200; J m08 m39]', () => {
  it('== and < ignore case, equals does not', () => {
    holds(`'abc' == 'ABC'`);
    holds(`'a' < 'B' && 'A' < 'b'`);
    holds(`!('abc'.equals('ABC'))`);
    holds(`a != b`, `String a = 'x'; String b = 'y';`);
  });

  it('switch compares with case', () => {
    assert.equal(
      evaluate(
        'String',
        'r',
        `String r; switch on 'abc' { when 'ABC' { r = 'upper'; } when 'abc' { r = 'lower'; } when else { r = 'none'; } }`
      ),
      'lower'
    );
  });

  it('keys of maps and elements of sets keep case', () => {
    holds(`new Set<String>{ 'a', 'A' }.size() == 2`);
    holds(`!new Map<String, Integer>{ 'a' => 1 }.containsKey('A')`);
  });
});

describe('6. Ids [G1641-1654, 2841; J m10 m21]', () => {
  it('15 and 18 characters are one Id', () => {
    holds('a == b', `Id a = '001000000000001'; Id b = '001000000000001AAA';`);
    assert.equal(evaluate('String', 'a', `Id a = '001000000000001';`), '001000000000001AAA');
  });

  it('a String beside an Id is taken as an Id', () => {
    holds(`a == s`, `Id a = '001000000000001AAA'; String s = '001000000000001';`);
    assert.equal(
      failure(`Id a = '001000000000001AAA'; String s = 'no id'; Boolean b = a == s;`).text,
      'System.StringException: Invalid id: no id'
    );
  });

  it('an invalid text is refused when assigned', () => {
    assert.equal(failure(`String s = 'abc'; Id a = s;`).text, 'System.StringException: Invalid id: abc');
  });

  it('instanceof looks at the text', () => {
    holds(`o instanceof Id`, `Object o = '001000000000001AAA';`);
    holds(`!(o instanceof Id)`, `Object o = 'hello';`);
  });
});

describe('7. Equality [G2838-2860, 2877; J m13 m36 m37]', () => {
  it('lists, sets and maps compare by content', () => {
    holds(
      'a == b && a !== b',
      'List<Integer> a = new List<Integer>{ 1, 2 }; List<Integer> b = new List<Integer>{ 1, 2 };'
    );
    holds(
      'a == b',
      `Map<String, List<Integer>> a = new Map<String, List<Integer>>{ 'x' => new List<Integer>{ 1 } }; Map<String, List<Integer>> b = new Map<String, List<Integer>>{ 'x' => new List<Integer>{ 1 } };`
    );
    holds('a == b', 'Set<Integer> a = new Set<Integer>{ 1, 2 }; Set<Integer> b = new Set<Integer>{ 2, 1 };');
  });

  it('objects compare by reference unless the class says otherwise', () => {
    const classes = {
      Plain: 'public class Plain { public Integer x = 1; }',
      Point: `public class Point {
        public Integer x; public Point(Integer x) { this.x = x; }
        public Boolean equals(Object other) { return other instanceof Point && ((Point) other).x == x; }
        public Integer hashCode() { return x; } }`
    };
    assert.equal(evaluate('Boolean', 'new Plain() == new Plain()', '', classes), false);
    assert.equal(evaluate('Boolean', 'new Point(1) == new Point(1)', '', classes), true);
    assert.equal(evaluate('Boolean', 'new Point(1) === new Point(1)', '', classes), false);
    assert.equal(evaluate('Boolean', 'new Set<Point>{ new Point(1), new Point(1) }.size() == 1', '', classes), true);
  });
});

describe('7. Equality behind Object [G2838-2860; J m36; salesforce.stackexchange.com/q/204178, q/226832]', () => {
  const Point = `public class Point {
    public Integer x; public Point(Integer x) { this.x = x; }
    public Boolean equals(Object other) { return other instanceof Point && ((Point) other).x == x; }
    public Integer hashCode() { return x; } }`;
  const truth = (condition: string, statements: string): void =>
    assert.equal(evaluate('Boolean', condition, statements, { Point }), true, `${statements} ${condition}`);

  it('equals and hashCode of a class count in ==, lists, sets and maps', () => {
    const two = 'Object a = new Point(1); Object b = new Point(1); Object c = new Point(2);';
    truth('a == b && a != c && a !== b', two);
    truth('new List<Object>{ a }.contains(b) && new List<Object>{ a }.indexOf(c) == -1', two);
    truth('new Set<Object>{ a, b, c }.size() == 2', two);
    truth(`new Map<Object, String>{ a => 'x' }.get(b) == 'x'`, two);
  });

  it('values compare by value, collections by content', () => {
    truth('a == b', 'Object a = 1; Object b = 1;');
    truth('a == b', 'Object a = Date.newInstance(2026, 1, 2); Object b = Date.newInstance(2026, 1, 2);');
    truth('a == b', 'Object a = new List<Integer>{ 1 }; Object b = new List<Integer>{ 1 };');
  });

  it('texts keep their case in collections, and == refuses to tell texts that differ in case only', () => {
    const two = `Object a = 'x'; Object b = 'X';`;
    truth('!new List<Object>{ a }.contains(b) && !new Set<Object>{ a }.contains(b)', two);
    truth(`!new Map<Object, Integer>{ a => 1 }.containsKey(b)`, two);
    assert.match(failure(`${two} Boolean same = a == b;`).text, /== between texts behind Object/);
    truth('a != c', `Object a = 'x'; Object c = 'y';`);
  });
});

describe('8. null [J m16 m23]', () => {
  it('a null Boolean can not be a condition', () => {
    for (const code of [
      'if (b) { }',
      'Boolean c = b && true;',
      'Boolean c = !b;',
      'while (b) { }',
      'Integer x = b ? 1 : 2;'
    ]) {
      assert.equal(
        failure(`Boolean b; ${code}`).text,
        'System.NullPointerException: Attempt to de-reference a null object',
        code
      );
    }
  });

  it('nor an operand of & and |, whatever the other side says', () => {
    for (const code of ['Boolean c = false & b;', 'Boolean c = true | b;', 'Boolean c = b & false;']) {
      assert.equal(failure(`Boolean b; ${code}`).typeName, 'System.NullPointerException', code);
    }
  });

  it('comparisons with null are false, equality works', () => {
    holds('!(i < 1) && !(i > 1) && !(i <= 1) && !(i >= 1) && i == null && i != 1', 'Integer i;');
    holds('!(d < e)', 'Decimal d; Decimal e = 1;');
  });

  it('arithmetic with null throws', () => {
    assert.equal(failure('Integer i; Integer j = i + 1;').typeName, 'System.NullPointerException');
    assert.equal(failure('Integer i; i++;').typeName, 'System.NullPointerException');
  });

  it('prints as null in concatenation', () => {
    assert.equal(evaluate('String', `'a' + s + 1 + i`, 'String s; Integer i;'), 'anull1null');
  });

  it('?. gives null and skips the rest of the chain', () => {
    holds('b?.child.child.name() == null', 'Node b; ', {
      Node: 'public class Node { public Node child; public String name() { return null; } }'
    });
    assert.equal(evaluate('Integer', 's?.trim().length()', 'String s;'), null);
    assert.equal(evaluate('Integer', 's?.length()', `String s = 'abc';`), 3);
  });

  it('?? takes the right side only for null', () => {
    assert.equal(evaluate('String', `s ?? 'x'`, 'String s;'), 'x');
    assert.equal(evaluate('String', `s ?? 'x'`, `String s = '';`), '');
  });

  it('a call on null throws', () => {
    assert.equal(failure('String s; Integer i = s.length();').typeName, 'System.NullPointerException');
    assert.equal(failure('List<Integer> l; Integer i = l[0];').typeName, 'System.NullPointerException');
  });

  function holds(condition: string, statements: string, classes: Record<string, string> = {}): void {
    assert.equal(evaluate('Boolean', condition, statements, classes), true, condition);
  }
});

describe('9. Names have no case [G2503-2514]', () => {
  it('variables, methods, fields and classes', () => {
    assert.equal(
      evaluate('Integer', 'FOO.BAR(x) + Foo.total', 'Integer X = 2;', {
        Foo: 'public class Foo { public static Integer Total = 40; public static Integer bar(Integer A) { return a; } }'
      }),
      42
    );
  });

  it('a local hides a field', () => {
    assert.equal(
      evaluate('Integer', 'new Foo().value(1)', '', {
        Foo: 'public class Foo { Integer a = 5; public Integer value(Integer A) { return a; } }'
      }),
      1
    );
  });
});

describe('10. Overloads [J m20 m21 m22]', () => {
  const Over = `public class Over {
    public static String of(Long x) { return 'Long'; } public static String of(Decimal x) { return 'Decimal'; }
    public static String of(Object x) { return 'Object'; } public static String of(String x) { return 'String'; } }`;

  it('an Integer goes to Long before Decimal and Object', () =>
    assert.equal(evaluate('String', 'Over.of(1)', '', { Over }), 'Long'));
  it('a Double goes to Decimal', () =>
    assert.equal(evaluate('String', 'Over.of(d)', 'Double d = 1;', { Over }), 'Decimal'));
  it('an Id goes to String', () =>
    assert.equal(evaluate('String', 'Over.of(i)', `Id i = '001000000000001AAA';`, { Over }), 'String'));
  it('anything else goes to Object', () => assert.equal(evaluate('String', 'Over.of(true)', '', { Over }), 'Object'));
});

describe('11. Statics [G5113-5119, 5301]', () => {
  it('initialise in textual order, once per transaction', () => {
    const program = runs({
      Foo: `public class Foo {
        public static String log = 'a'; static { log += 'b'; } public static Integer n = next(); static { log += 'd'; }
        static Integer next() { log += 'c'; return 1; }
        public static String read() { return log; } public static void add(String s) { log += s; } }`
    });
    assert.equal(program.call('Foo', 'read'), 'abcd');
    program.call('Foo', 'add', 'x');
    assert.equal(program.call('Foo', 'read'), 'abcdx');
    program.platform.newTransaction();
    assert.equal(program.call('Foo', 'read'), 'abcd');
  });

  it('an exception in a static initialiser names <clinit>', () => {
    const program = runs({
      Foo: 'public class Foo {\n static Integer zero = 0;\n static Integer n = 1 / zero;\n public static Integer read() { return n; } }'
    });
    assert.equal(program.failure('Foo', 'read').stackTrace, 'Class.Foo.<clinit>: line 3, column 1');
  });
});

describe('14. Maps and sets keep the order of insertion [G2119, 2192]', () => {
  it('in loops and views', () => {
    assert.equal(
      evaluate(
        'String',
        'r',
        `String r = ''; Map<String, Integer> m = new Map<String, Integer>(); m.put('z', 1); m.put('a', 2); m.put('m', 3); m.put('z', 9); for (String k : m.keySet()) { r += k + m.get(k); }`
      ),
      'z9a2m3'
    );
    assert.equal(
      evaluate('String', 'r', `String r = ''; for (Integer i : new Set<Integer>{ 3, 1, 2, 1 }) { r += i; }`),
      '312'
    );
  });
});

describe('methods that others call', () => {
  it('a static method answers for an interface (apex-ls pull request 521)', () => {
    const program = runs({
      Face: 'public interface Face { String name(); }',
      One: "public class One implements Face, Comparable { public static String name() { return 'one'; } public static Integer compareTo(Object o) { return 7; } public static String run() { Face face = new One(); Comparable other = new One(); return face.name() + other.compareTo(null); } }"
    });
    assert.equal(program.call('One', 'run'), 'one7');
  });

  it('web services and remote actions are statics to Apex', () => {
    const program = runs({
      Svc: "global class Svc { webservice static String soap(String s) { return s + 'x'; } @RemoteAction global static String page(String s) { return s + 'y'; } public static String run() { return soap('a') + Svc.page('b'); } }"
    });
    assert.equal(program.call('Svc', 'run'), 'axby');
  });
});
