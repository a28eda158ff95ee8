/** Classes end to end: what inheritance and visibility mean when the program runs. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluate } from './apex-program.ts';

test('exceptions keep the built-in constructors beside their own', () => {
  const classes = {
    OddException:
      "public class OddException extends Exception { public Integer code = 7; public OddException(Integer n) { this('code ' + n); code += n; } }"
  };
  assert.equal(
    evaluate('String', 'new OddException(1).getMessage() + new OddException(1).code', '', classes),
    'code 18'
  );
  assert.equal(
    evaluate('String', "new OddException('x', new OddException('y')).getCause().getMessage()", '', classes),
    'y'
  );
});

test('a private method is not overridden by one of the same signature', () => {
  const classes = {
    Base: "public virtual class Base { private String f() { return 'base'; } public String g() { return f(); } }",
    Child:
      "public class Child extends Base { private String f() { return 'child'; } public String h() { return f(); } }"
  };
  assert.equal(evaluate('String', "new Child().g() + ' ' + new Child().h()", '', classes), 'base child');
});
