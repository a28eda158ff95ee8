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
  // Oracle cases of glade-sh/glade-tools (logs of an org), and what java.util.regex.Pattern documents.
  ['[a-z&&[^aeiou]]+', ['xyz'], ['abc']],
  ['[a-z&&[b-d&&[^c]]]+', ['bd'], ['bcd']],
  ['[a-z&&[^m-p]]+', ['az'], ['am']],
  ['[a-d[m-p]]+', ['am'], ['ae']],
  ['[\\s\\S]+', ['a \n'], ['']],
  ['[^\\S\\n]+', [' \t'], ['\n', 'a']],
  ['[\\P{Alpha}]', ['1'], ['a']],
  ['[\\w.+-]+@[a-z&&[^x]]+', ['a.b+c-d@yz'], ['a@x']],
  ['[!"#$%&\'()*+,./:;<=>?@^_`{|}~-]+', ['!"#$%&\'()*+,./:;<=>?@^_`{|}~-'], ['a']],
  ['[\\Q[]\\E]+', ['[]'], ['a']],
  ['a++b', ['aab'], []],
  ['a++ab', [], ['aab']],
  ['(?>a|ab)c', ['ac'], ['abc']],
  ['(?>(a)|b)\\w?+', ['ax', 'b'], ['ab1']],
  ['a(?i)b', ['aB'], ['AB']],
  ['a(?i:b)c', ['aBc'], ['aBC']],
  ['((?i)a|b)c', ['Bc', 'Ac'], ['BC']],
  ['(?i)[a-c]_[^x]', ['B_y'], ['B_X']],
  ['(?i)é', ['é'], ['É']],
  ['(?iu)é', ['É'], []],
  ['(?i-i)a', ['a'], ['A']],
  ['^(?m)b', ['b'], []],
  ['\\07\\x{1F600}\\e', ['\u0007😀\u001b'], []],
  ['\\Qa.b\\E{2}', ['a.bb'], ['a.ba.b']],
  ['(a)\\10', ['aa0'], []],
  ['a\\3', [], ['a']],
  ['(?:a)(?=b)*b', ['ab'], []],
  ['.+', ['ab'], ['a\u0085b']],
  ['^https://[a-z0-9.-]+(:\\d+)?(/.*)?$', ['https://api.q9elements.com/x', 'https://a:1'], ['http://a']]
];
for (const [pattern, yes, no] of TABLE) {
  test(`pattern ${pattern}`, () => {
    for (const input of yes) assert.equal(matches(pattern, input), true, input);
    for (const input of no) assert.equal(matches(pattern, input), false, input);
  });
}

test('what JavaScript cannot do is refused', () => {
  for (const pattern of [
    '\\X',
    '\\b{g}',
    '(?x)a',
    '[^a[b]]',
    '(?i)(a)\\1',
    '(?i)\\p{Lower}',
    '\\p{InGreek}',
    '(a)?\\1',
    '(?<=a+)b',
    '{1}',
    '[a-&&b]'
  ])
    assert.throws(() => matches(pattern, 'a'), NotSupportedError, pattern);
});

/** java.util.regex.PatternSyntaxException: what it says before the pattern. */
const WRONG: ReadonlyArray<readonly [pattern: string, reason: string]> = [
  ['(', 'Unclosed group near index 1'],
  ['a)', "Unmatched closing ')' near index 0"],
  [')', "Unmatched closing ')'"],
  ['[a', 'Unclosed character class near index 1'],
  ['*a', "Dangling meta character '*' near index 0"],
  ['a**', "Dangling meta character '*' near index 2"],
  ['{a', 'Illegal repetition near index 1'],
  ['a{,2}', 'Illegal repetition near index 2'],
  ['a{2,1}', 'Illegal repetition range near index 5'],
  ['a{2', 'Unclosed counted closure near index 3'],
  ['\\y', 'Illegal/unsupported escape sequence near index 1'],
  ['a\\', 'Unescaped trailing backslash near index 2'],
  ['[z-a]', 'Illegal character range near index 3'],
  ['\\p{Nope}', 'Unknown character property name {Nope} near index 7'],
  ['(?<a>.)(?<a>.)', 'Named capturing group <a> is already defined near index 11'],
  ['\\k<a>', 'named capturing group <a> does not exist near index 4']
];
test('what Java cannot read fails with its words', () => {
  for (const [pattern, reason] of WRONG) {
    const index = /near index (\d+)$/.exec(reason)?.[1];
    const arrow = index !== undefined && Number(index) < pattern.length ? `\n${' '.repeat(Number(index))}^` : '';
    assertThrows(() => matches(pattern, 'a'), 'System.StringException', `Invalid regex: ${reason}\n${pattern}${arrow}`);
  }
});

const all = (pattern: string, input: string): string[] => {
  const found = matcher(pattern, input);
  const spans: string[] = [];
  while (call('Matcher.Boolean find()', found))
    spans.push([call('Matcher.Integer start()', found), call('Matcher.Integer end()', found)].join('-'));
  return spans;
};

test('anchors hold where Java has them', () => {
  assert.deepEqual(all('c$', 'abc\n'), ['2-3']);
  assert.deepEqual(all('c\\z', 'abc\n'), []);
  assert.deepEqual(all('$', 'a\r\n'), ['1-1', '3-3']);
  assert.deepEqual(all('(?m)^', 'a\r\nb\n'), ['0-0', '3-3']);
  assert.deepEqual(all('(?m)$', 'a\nb'), ['1-1', '3-3']);
  assert.deepEqual(all('(?m)^.*$', 'a\n\nb'), ['0-1', '2-2', '3-4']);
});

test('a matcher keeps its place, its region and its groups', () => {
  const found = matcher('^b|(?<=b)c', 'abc');
  call('Matcher.System.Matcher region(Integer start, Integer end)', found, 1, 3);
  assert.equal(call('Matcher.Boolean find()', found), true);
  assert.deepEqual([call('Matcher.Integer start()', found), call('Matcher.Integer end()', found)], [1, 2]);
  assert.equal(call('Matcher.Boolean find()', found), true);
  assert.equal(call('Matcher.Boolean find()', found), false);
  const after = matcher('a', 'aa');
  assert.equal(call('Matcher.Boolean lookingAt()', after), true);
  assert.equal(call('Matcher.Boolean find()', after), true);
  assert.equal(call('Matcher.Integer start()', after), 1);
  assertThrows(
    () => call('Matcher.Integer start()', matcher('a', 'a')),
    'System.StringException',
    'No match available'
  );
  for (const [pattern, input] of [
    ['(?:(a)|b)*', 'ab'],
    ['(a?)*', 'a'],
    ['(a?)?', '']
  ] as const) {
    const loop = matcher(pattern, input);
    assert.equal(call('Matcher.Boolean matches()', loop), true);
    assert.throws(() => call('Matcher.String group(Integer group)', loop, 1), NotSupportedError, pattern);
  }
});

test('replacements name groups by number and by name', () => {
  const replace = (pattern: string, replacement: string): unknown =>
    call('Matcher.String replaceAll(String replacement)', matcher(pattern, 'ab'), replacement);
  assert.equal(replace('(a)(?<x>b)', '${x}$1\\$$11'), 'ba$a1');
  assert.equal(replace('(a)|(b)', '[$2]'), '[][b]');
  assert.equal(replace('(?>a)(b)', '$1'), 'b');
  assertThrows(() => replace('(a)', '$2'), 'System.StringException', 'No group 2');
  assertThrows(() => replace('(a)', '${y}'), 'System.StringException', 'No group with name {y}');
  assertThrows(() => replace('a', '$'), 'System.StringException', 'Illegal group reference');
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
