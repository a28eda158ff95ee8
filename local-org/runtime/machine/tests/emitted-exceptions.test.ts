/** Exceptions, limits, stack depth and stack traces in emitted code. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { evaluate, failure, runs } from '../../tests/apex-program.ts';
import { limitException, UncatchableError } from '../errors.ts';

describe('exceptions', () => {
  const Own = 'public class OwnException extends Exception { public Integer code = 7; }';

  it('are caught by type, in order, and finally runs', () => {
    assert.equal(
      evaluate(
        'String',
        'r',
        `String r = ''; Integer zero = 0; try { Integer x = 1 / zero; r += 'no'; } catch (NullPointerException e) { r += 'n'; } catch (MathException e) { r += 'm' + e.getMessage(); } finally { r += 'f'; }`
      ),
      'mDivide by 0f'
    );
  });

  it('of the project carry message, cause, fields and the type name', () => {
    assert.equal(
      evaluate(
        'String',
        'r',
        `String r; try { throw new OwnException('boo', new NullPointerException()); } catch (OwnException e) { r = e.getMessage() + e.code + e.getTypeName() + e.getCause().getTypeName(); }`,
        { OwnException: Own }
      ),
      'boo7OwnExceptionSystem.NullPointerException'
    );
    assert.equal(
      evaluate('String', 'new OwnException().getMessage()', '', { OwnException: Own }),
      'Script-thrown exception'
    );
  });

  it('of the project can extend one another, with constructors', () => {
    assert.equal(
      evaluate(
        'String',
        'r',
        `String r; try { throw new SpecialException(3); } catch (OwnException e) { r = e.getMessage() + e.getTypeName(); }`,
        {
          OwnException: 'public virtual class OwnException extends Exception { }',
          SpecialException: `public class SpecialException extends OwnException { public SpecialException(Integer n) { super('n' + n); } }`
        }
      ),
      'n3SpecialException'
    );
  });

  it('with constructors of their own keep those for message and cause', () => {
    const CodeException = `public class CodeException extends Exception { public Integer code = 1; public CodeException(Integer code) { this('code ' + code); this.code = code; } }`;
    assert.equal(
      evaluate(
        'String',
        `new CodeException(5).getMessage() + new CodeException(5).code + new CodeException('m').getMessage() + new CodeException('m').code`,
        '',
        { CodeException }
      ),
      'code 55m1'
    );
  });

  it('thrown from a finally or not caught go on', () => {
    assert.equal(
      failure(`try { throw new MathException('a'); } finally { Integer i = 1; }`).text,
      'System.MathException: a'
    );
    assert.equal(failure(`MathException e; throw e;`).typeName, 'System.NullPointerException');
  });

  it('limits pass catch and finally', () => {
    const program = runs({
      Foo: `public class Foo { public static String log = '';
        public static void run() { try { try { Account a = [SELECT Id FROM Account]; } catch (Exception e) { log += 'c'; } finally { log += 'f'; } } catch (Exception e) { log += 'C'; } finally { log += 'F'; } }
        public static String read() { return log; } }`
    });
    program.platform.query = () => {
      throw limitException('Too many SOQL queries: 101');
    };
    assert.throws(
      () => program.call('Foo', 'run'),
      (error) =>
        error instanceof UncatchableError && error.message === 'System.LimitException: Too many SOQL queries: 101'
    );
    assert.equal(program.call('Foo', 'read'), '');
  });

  it('errors of our own pass too, and are not taken for Apex exceptions', () => {
    const program = runs({
      Foo: 'public class Foo { public static void run() { try { insert new Account(); } catch (Exception e) { } } }'
    });
    program.platform.dml = () => {
      throw new TypeError('a bug');
    };
    assert.throws(() => program.call('Foo', 'run'), TypeError);
  });

  it('the stack holds 1,000 frames', () => {
    const program = runs({
      Foo: 'public class Foo { public static Integer down(Integer n) { return n == 0 ? 0 : 1 + down(n - 1); } public static Integer caught() { try { return down(5000); } catch (Exception e) { return -1; } } }'
    });
    assert.equal(program.call('Foo', 'down', 999), 999);
    assert.equal(program.failure('Foo', 'caught').text, 'System.LimitException: Maximum stack depth reached: 1001');
    assert.equal(program.call('Foo', 'down', 999), 999, 'the depth is as before afterwards');
  });
});

describe('stack traces', () => {
  it('name class, method and line of every frame', () => {
    const program = runs({
      Holder: `public class Holder {
  public static void run() {
    new Part(1);
  }
  public class Part {
    Integer x = 1;
    public Part(Integer n) {
      helper(
        n);
    }
    void helper(Integer n) {
      List<Integer> l = new List<Integer>();
      Integer y = n
        + l[n];
    }
  }
}`
    });
    assert.equal(
      program.failure('Holder', 'run').stackTrace,
      [
        'Class.Holder.Part.helper: line 14, column 1',
        'Class.Holder.Part.<init>: line 8, column 1',
        'Class.Holder.run: line 3, column 1'
      ].join('\n')
    );
  });

  it('leave one frame for field initialisers', () => {
    const program = runs({
      Foo: `public class Foo {\n  String s;\n  Integer n = s.length();\n  public static void run() {\n    new Foo();\n  }\n}`
    });
    assert.equal(
      program.failure('Foo', 'run').stackTrace,
      'Class.Foo.<init>: line 3, column 1\nClass.Foo.run: line 5, column 1'
    );
  });

  it('are taken where the exception is made', () => {
    const program = runs({
      Foo: `public class Foo {\n  public static String run() {\n    return make().getStackTraceString() + make().getLineNumber();\n  }\n  static Exception make() {\n    return new DmlException();\n  }\n}`
    });
    assert.equal(program.call('Foo', 'run'), 'Class.Foo.make: line 6, column 1\nClass.Foo.run: line 3, column 16');
  });
});
