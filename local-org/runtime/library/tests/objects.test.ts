/** Library and project classes together: interfaces, keys, exceptions, assertions, types. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { evaluate, failure } from '../../tests/apex-program.ts';

const text = (expression: string, statements: string, classes: Readonly<Record<string, string>> = {}): unknown =>
  evaluate('String', `String.valueOf(${expression})`, statements, classes);

describe('interfaces', () => {
  const classes = {
    Version: `public class Version implements Comparable {
      public Integer major;
      public Version(Integer major) { this.major = major; }
      public Integer compareTo(Object other) { return major - ((Version) other).major; }
      public override String toString() { return 'v' + major; }
    }`,
    Descending: `public class Descending implements Comparator<Integer> {
      public Integer compare(Integer left, Integer right) { return right - left; }
    }`,
    Range: `public class Range implements Iterable<Integer>, Iterator<Integer> {
      Integer at = 0; Integer size;
      public Range(Integer size) { this.size = size; }
      public Iterator<Integer> iterator() { return this; }
      public Boolean hasNext() { return at < size; }
      public Integer next() { return at++; }
    }`
  };

  it('Comparable and Comparator order lists', () => {
    assert.equal(
      text(
        'versions',
        'List<Version> versions = new List<Version>{ new Version(3), null, new Version(1) }; versions.sort();',
        classes
      ),
      '(null, v1, v3)'
    );
    assert.equal(
      text('numbers', 'List<Integer> numbers = new List<Integer>{ 1, 3, 2 }; numbers.sort(new Descending());', classes),
      '(3, 2, 1)'
    );
  });

  it('Iterable can be joined and looped over', () => {
    assert.equal(evaluate('String', "String.join(new Range(3), '-')", '', classes), '0-1-2');
    assert.equal(text('sum', 'Integer sum = 0; for (Integer i : new Range(4)) { sum += i; }', classes), '6');
    assert.equal(
      text(
        'sum',
        'Integer sum = 0; Iterator<Integer> i = new List<Integer>{ 4, 5 }.iterator(); while (i.hasNext()) { sum += i.next(); }'
      ),
      '9'
    );
  });

  it('objects without order are not sorted', () => {
    assert.equal(
      failure('List<Object> items = new List<Object>{ new Foo(), new Foo() }; items.sort();', {
        Foo: 'public class Foo {}'
      }).text,
      'System.ListException: One or more of the items in this list is not Comparable.'
    );
  });
});

describe('keys and texts of project classes', () => {
  const classes = {
    Point: `public class Point {
      public Integer x; public Integer y;
      public Point(Integer x, Integer y) { this.x = x; this.y = y; }
      public Boolean equals(Object other) { return other instanceof Point && ((Point) other).x == x && ((Point) other).y == y; }
      public Integer hashCode() { return x; }
    }`,
    Plain:
      'public class Plain { public Integer a = 1; private String b; public Plain next; public class Nested { Integer c = 2; } public static String show() { return String.valueOf(new Nested()); } }'
  };

  it('equals and hashCode decide', () => {
    assert.equal(
      text(
        'points.size()',
        'Set<Point> points = new Set<Point>{ new Point(1, 2), new Point(1, 2), new Point(1, 3) };',
        classes
      ),
      '2'
    );
    assert.equal(
      text(
        'names.get(new Point(1, 3))',
        "Map<Point, String> names = new Map<Point, String>{ new Point(1, 2) => 'a', new Point(1, 3) => 'b' };",
        classes
      ),
      'b'
    );
    assert.equal(evaluate('Boolean', 'new Point(1, 2) == new Point(1, 2)', '', classes), true);
    assert.equal(evaluate('Boolean', 'new Point(1, 2) === new Point(1, 2)', '', classes), false);
  });

  it('identity decides without them', () => {
    assert.equal(
      text(
        'plains.size()',
        'Plain one = new Plain(); Set<Plain> plains = new Set<Plain>{ one, one, new Plain() };',
        classes
      ),
      '2'
    );
  });

  it('an object without toString shows its fields', () => {
    assert.equal(
      text('p', 'Plain p = new Plain(); p.next = p;', classes),
      'Plain:[a=1, b=null, next=(already output)]'
    );
    assert.equal(evaluate('String', 'Plain.show()', '', classes), 'Nested:[c=2]');
  });
});

describe('exceptions', () => {
  const classes = { BrokenException: 'public class BrokenException extends Exception {}' };
  const caught = (thrown: string, expression: string): unknown =>
    text('shown', `String shown; try { ${thrown} } catch (Exception e) { shown = ${expression}; }`, classes);

  it('built-in ones have their names and messages', () => {
    assert.equal(
      caught("Integer.valueOf('abc');", "e.getTypeName() + '|' + e.getMessage()"),
      'System.TypeException|Invalid integer: abc'
    );
    assert.equal(
      caught("throw new IllegalArgumentException('no');", 'String.valueOf(e)'),
      'IllegalArgumentException:[]: no'
    );
    assert.equal(
      caught('throw new DmlException();', 'e.getMessage() + ((DmlException) e).getNumDml()'),
      'Script-thrown exception0'
    );
    assert.equal(caught("throw new AuraHandledException('shown');", 'e.getTypeName()'), 'System.AuraHandledException');
  });

  it('own ones carry message and cause', () => {
    assert.equal(
      caught(
        "throw new BrokenException('outer', new BrokenException('inner'));",
        "e.getMessage() + '|' + e.getCause().getMessage() + '|' + e.getTypeName()"
      ),
      'outer|inner|BrokenException'
    );
    assert.equal(
      caught(
        "BrokenException b = new BrokenException(); b.setMessage('set'); b.initCause(new MathException('why')); throw b;",
        'e.getMessage() + e.getCause().getTypeName()'
      ),
      'setSystem.MathException'
    );
    assert.equal(
      failure(
        "BrokenException b = new BrokenException('a', new MathException('b')); b.initCause(new MathException('c'));",
        classes
      ).text,
      "System.IllegalStateException: Can't overwrite cause"
    );
  });

  it('know where they were made', () => {
    assert.equal(
      caught("throw new BrokenException('x');", 'e.getStackTraceString()'),
      'Class.Main.run: line 1, column 1'
    );
    assert.equal(caught("throw new BrokenException('x');", 'String.valueOf(e.getLineNumber())'), '1');
  });
});

describe('assertions', () => {
  const table: [string, string][] = [
    ['Assert.areEqual(1, 2);', 'Assertion Failed: Expected: 1, Actual: 2'],
    ["Assert.areEqual('a', 'A', 'case');", 'Assertion Failed: case: Expected: a, Actual: A'],
    ['Assert.areNotEqual(1, 1);', 'Assertion Failed: Same value: 1'],
    ["Assert.isTrue(false, 'why');", 'Assertion Failed: why'],
    ["Assert.fail('stop');", 'Assertion Failed: stop'],
    ['Assert.isNotNull(null);', 'Assertion Failed: Same value: null']
  ];
  for (const [statement, message] of table) {
    it(`${statement} can not be caught`, () =>
      assert.equal(
        failure(`try { ${statement} } catch (Exception e) { Integer x = 1; }`).text,
        `System.AssertException: ${message}`
      ));
  }

  it('pass', () => {
    assert.equal(
      text(
        '1',
        "Assert.areEqual(1, 1.0); Assert.isFalse(false); Assert.isNull(null); Assert.isInstanceOfType('a', String.class); Assert.areEqual(new List<Integer>{ 1 }, new List<Integer>{ 1 });"
      ),
      '1'
    );
  });
});

describe('Type, Id, UUID, Callable', () => {
  const classes = {
    Greeter: `public class Greeter implements Callable {
      public Object call(String action, Map<String, Object> args) { return action + args.get('name'); }
    }`
  };

  it('types are found by name and make objects', () => {
    assert.equal(
      text(
        "((Callable) Type.forName('Greeter').newInstance()).call('Hello ', new Map<String, Object>{ 'name' => 'you' })",
        '',
        classes
      ),
      'Hello you'
    );
    assert.equal(text("Type.forName('', 'List<String>')", ''), 'List<String>');
    assert.equal(text("Type.forName('Nobody')", ''), null);
    assert.equal(text('Map<String, List<Integer>>.class.getName()', ''), 'Map<String,List<Integer>>');
    assert.equal(text('IllegalArgumentException.class.getName()', ''), 'System.IllegalArgumentException');
    assert.equal(evaluate('Boolean', 'Callable.class.isAssignableFrom(Greeter.class)', '', classes), true);
  });

  it('ids grow to 18 characters and are checked', () => {
    assert.equal(text("Id.valueOf('001D000000IRFma')", ''), '001D000000IRFmaIAH');
    assert.equal(text("Id.valueOf('001D000000IRFma').to15()", ''), '001D000000IRFma');
    assert.equal(text("Id.valueOf('001d000000irfmaiah', true)", ''), '001D000000IRFmaIAH');
    assert.equal(failure("Id.valueOf('001D000000IRFm');").text, 'System.StringException: Invalid id: 001D000000IRFm');
  });

  it('UUIDs', () => {
    assert.match(
      text('UUID.randomUUID()', '') as string,
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
    );
    assert.equal(
      evaluate(
        'Boolean',
        'UUID.fromString(s).equals(UUID.fromString(s))',
        "String s = '00000000-0000-4000-8000-00000000000A';"
      ),
      true
    );
  });
});
