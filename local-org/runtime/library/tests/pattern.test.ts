import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { NotSupportedError } from '../../machine/errors.ts';
import { assertThrows, call, setUp } from './harness.ts';

setUp();
const matches = (pattern: string, input: string): unknown =>
  call('Pattern.static Boolean matches(String regExp, String input)', pattern, input);
const matcher = (pattern: string, input: string): unknown =>
  call(
    'Pattern.System.Matcher matcher(String input)',
    call('Pattern.static System.Pattern compile(String regExp)', pattern),
    input
  );

/** [pattern, inputs that match as a whole, inputs that do not] */
const TABLE: [string, string[], string[]][] = [
  ['[a-z]+', ['abc'], ['', 'aB', 'abc ']],
  ['a|ab', ['a', 'ab'], ['b']],
  ['(?i)abc', ['ABC'], ['ABCD']],
  ['^(?i)abc$', ['ABC'], ['ABCD']],
  ['\\p{Alpha}\\p{Digit}*', ['a12'], ['1a']],
  ['[\\p{Upper}_]+', ['A_B'], ['a']],
  ['\\p{L}+', ['éa'], ['1']],
  ['\\P{L}', ['1'], ['a']],
  ['\\Qa.b\\E+', ['a.b', 'a.bbb'], ['axb']],
  ['\\s', [' ', '\t'], ['\u00a0']],
  ['[\\s-]+', [' -'], ['a']],
  ['\\w+@\\w+\\.com', ['a_1@b.com'], ['a@b,com']],
  ['a{2,3}?', ['aa', 'aaa'], ['a']],
  ['(\\w)\\1', ['aa'], ['ab']],
  ['(?<year>\\d{4})-\\k<year>', ['2024-2024'], ['2024-2023']],
  ['.', ['😀'], ['ab', '\n']],
  ['(?s).', ['\n'], []],
  ['a\\-b\\_c\\:d', ['a-b_c:d'], []],
  ['[]a]+', [']a'], ['b']],
  ['[^-a\\]]', ['b'], ['-', 'a', ']']],
  ['\\Aab\\z', ['ab'], []],
  ['\\x41\\u0042', ['AB'], []],
  ['^https://[a-z0-9.-]+(:\\d+)?(/.*)?$', ['https://api.q9elements.com/x', 'https://a:1'], ['http://a']]
];
for (const [pattern, yes, no] of TABLE) {
  test(`pattern ${pattern}`, () => {
    for (const input of yes) assert.equal(matches(pattern, input), true, input);
    for (const input of no) assert.equal(matches(pattern, input), false, input);
  });
}

test('what JavaScript cannot do is refused, what Java cannot do fails', () => {
  for (const pattern of ['a++', '(?>a)', '[a-z&&[^b]]', 'a(?i)b', '^(?m)b', '\\07'])
    assert.throws(() => matches(pattern, 'a'), NotSupportedError, pattern);
  for (const pattern of ['(', '[a', 'a\\', '\\y', 'a{,2}']) {
    assert.throws(() => matches(pattern, 'a'), /Invalid regex/, pattern);
  }
});

test('a matcher finds, groups and positions', () => {
  const found = matcher('(\\d)([a-z])?', 'x1a 2');
  assert.equal(call('Matcher.Integer groupCount()', found), 2);
  assert.equal(call('Matcher.Boolean find()', found), true);
  assert.equal(call('Matcher.String group()', found), '1a');
  assert.equal(call('Matcher.String group(Integer group)', found, 2), 'a');
  assert.equal(call('Matcher.Integer start(Integer group)', found, 2), 2);
  assert.equal(call('Matcher.Integer end()', found), 3);
  assert.equal(call('Matcher.Boolean find()', found), true);
  assert.equal(call('Matcher.String group(Integer group)', found, 2), null);
  assert.equal(call('Matcher.Integer start(Integer group)', found, 2), -1);
  assert.equal(call('Matcher.Boolean find()', found), false);
  assertThrows(() => call('Matcher.String group()', found), 'System.StringException', 'No match found');
  assert.equal(call('Matcher.Boolean matches()', matcher('(?m)a$', 'a\nb')), false);
  assert.equal(call('Matcher.Boolean lookingAt()', matcher('b', 'ab')), false);
  assert.equal(call('Matcher.String replaceAll(String replacement)', matcher('(a)(b)?', 'abac'), '[$1]'), '[a][a]c');
  const empty = matcher('a*', 'ba');
  const ends: unknown[] = [];
  while (call('Matcher.Boolean find()', empty)) ends.push(call('Matcher.String group()', empty));
  assert.deepEqual(ends, ['', 'a', '']);
});

test('a quoted pattern matches its own text only', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.equal(matches(call('Pattern.static String quote(String text)', text) as string, text), true);
      assert.equal(matches(call('Pattern.static String quote(String text)', text) as string, `${text}x`), false);
    })
  );
});
