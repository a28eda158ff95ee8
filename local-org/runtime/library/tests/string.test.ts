import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ApexList } from '../../values/collections.ts';
import { assertThrows, call, decimal, double, list, set, setUp } from './harness.ts';
import { ApexDate } from '../../values/date.ts';
import { ApexDatetime } from '../../values/datetime.ts';

setUp();
const texts = (value: unknown): readonly unknown[] => (value as ApexList).toArray();

/** [member, self and arguments, result] */
const TABLE: [string, unknown[], unknown][] = [
  ['Integer length()', ['añ😀'], 4],
  ['Integer hashCode()', ['hello'], 99162322],
  ['Integer compareTo(String other)', ['abc', 'abd'], -1],
  ['Integer compareTo(String other)', ['abc', 'ab'], 1],
  ['Boolean equals(String other)', ['a', 'A'], false],
  ['Boolean equals(Object other)', ['a', 'a'], true],
  ['Boolean equalsIgnoreCase(String other)', ['aBc', 'AbC'], true],
  ['Boolean equalsIgnoreCase(String other)', ['a', null], false],
  ['Boolean contains(String part)', ['Hello', 'hell'], false],
  ['Boolean containsIgnoreCase(String part)', ['Hello', 'HELL'], true],
  ['Boolean containsOnly(String characters)', ['abba', 'ab'], true],
  ['Boolean containsNone(String characters)', ['abc', 'xc'], false],
  ['Boolean containsWhitespace()', ['a b'], true],
  // java.lang.Character.isWhitespace: U+00A0 is none, U+001C is one.
  ['Boolean containsWhitespace()', ['a\u00a0b'], false],
  ['Boolean isWhitespace()', ['\u001c\u2003'], true],
  ['Boolean isWhitespace()', ['\u00a0'], false],
  ['String deleteWhitespace()', ['a \u00a0b'], 'a\u00a0b'],
  ['Integer countMatches(String part)', ['aXbXX', 'X'], 3],
  ['Integer countMatches(String part)', ['abc', ''], 0],
  ['Integer indexOf(String part, Integer start)', ['abcabc', 'c', 3], 5],
  ['Integer lastIndexOf(String part, Integer end)', ['abcabc', 'c', 4], 2],
  ['Integer lastIndexOf(String part, Integer end)', ['abc', 'a', -1], -1],
  ['Integer indexOfAny(String characters)', ['zzab', 'ba'], 2],
  ['Integer indexOfDifference(String other)', ['i am', 'i was'], 2],
  ['Boolean isNumeric()', ['1.2'], false],
  ['Boolean isNumeric()', [''], false],
  ['Boolean isAlphaSpace()', [''], true],
  ['Boolean isAllUpperCase()', ['ÀB'], true],
  ['Integer charAt(Integer index)', ['abc', 1], 98],
  ['Integer codePointAt(Integer index)', ['a😀', 1], 0x1f600],
  ['Integer codePointBefore(Integer index)', ['a😀', 3], 0x1f600],
  ['Integer codePointCount(Integer start, Integer end)', ['a😀b', 0, 4], 3],
  ['Integer offsetByCodePoints(Integer index, Integer offset)', ['a😀b', 0, 2], 3],
  ['Integer getLevenshteinDistance(String other)', ['kitten', 'sitting'], 3],
  ['Integer getLevenshteinDistance(String other, Integer threshold)', ['kitten', 'sitting', 2], -1],
  ['String trim()', ['\t a \n'], 'a'],
  ['String trim()', ['\u00a0a'], '\u00a0a'],
  ['String capitalize()', ['hello you'], 'Hello you'],
  ['String swapCase()', ['Force.com'], 'fORCE.COM'],
  ['String reverse()', ['a😀b'], 'b😀a'],
  ['String normalizeSpace()', ['  a \n b '], 'a b'],
  ['String abbreviate(Integer width)', ['Hello Maximillian', 8], 'Hello...'],
  ['String abbreviate(Integer width)', ['Hello', 8], 'Hello'],
  ['String abbreviate(Integer width, Integer offset)', ['Hello Maximillian', 9, 6], '...Max...'],
  ['String substring(Integer start)', ['hamburger', 4], 'urger'],
  ['String substring(Integer start, Integer end)', ['hamburger', 4, 8], 'urge'],
  ['String substring(Integer start, Integer end)', ['abc', 3, 3], ''],
  ['String left(Integer length)', ['abc', 5], 'abc'],
  ['String right(Integer length)', ['abc', 2], 'bc'],
  ['String right(Integer length)', ['abc', 0], ''],
  ['String mid(Integer start, Integer length)', ['abcde', 1, 3], 'bcd'],
  ['String mid(Integer start, Integer length)', ['abcde', 9, 3], ''],
  ['String substringBefore(String separator)', ['a.b.c', '.'], 'a'],
  ['String substringBeforeLast(String separator)', ['a.b.c', '.'], 'a.b'],
  ['String substringAfter(String separator)', ['a.b.c', '.'], 'b.c'],
  ['String substringAfter(String separator)', ['abc', '.'], ''],
  ['String substringAfterLast(String separator)', ['a.b.c', '.'], 'c'],
  ['String substringBetween(String open, String close)', ['x(y)z', '(', ')'], 'y'],
  ['String substringBetween(String tag)', ['xyz', '-'], null],
  ['String difference(String other)', ['i am', 'i was'], 'was'],
  ['String leftPad(Integer size, String padding)', ['ab', 5, 'xy'], 'xyxab'],
  ['String rightPad(Integer size)', ['ab', 4], 'ab  '],
  ['String center(Integer size, String padding)', ['ab', 5, '-'], '-ab--'],
  ['String remove(String part)', ['banana', 'an'], 'ba'],
  ['String removeEndIgnoreCase(String part)', ['file.TXT', '.txt'], 'file'],
  ['String replace(String target, String replacement)', ['a.b.c', '.', '$&'], 'a$&b$&c'],
  ['String replace(String target, String replacement)', ['ab', '', '-'], '-a-b-'],
  ['String replaceAll(String regExp, String replacement)', ['a1b22', '([0-9]+)', '<$1>'], 'a<1>b<22>'],
  ['String replaceAll(String regExp, String replacement)', ['a.b', '\\.', '\\$'], 'a$b'],
  ['String replaceFirst(String regExp, String replacement)', ['aaa', 'a', 'b'], 'baa'],
  ['String stripHtmlTags()', ['<b>hi</b>'], 'hi'],
  ['String escapeCsv()', ['a"b'], '"a""b"'],
  ['String unescapeCsv()', ['"a""b"'], 'a"b'],
  ['String escapeHtml4()', ['"<é & €>"'], '&quot;&lt;&eacute; &amp; &euro;&gt;&quot;'],
  ['String escapeHtml3()', ['é €'], '&eacute; €'],
  ['String unescapeHtml4()', ['&lt;&eacute;&#65;&#x42;&nope;'], '<éAB&nope;'],
  ['String escapeXml()', ['<a b="c">\'&'], '&lt;a b=&quot;c&quot;&gt;&apos;&amp;'],
  ['String unescapeXml()', ['&apos;&amp;'], "'&"],
  ['String escapeJava()', ['"a\n\u00e9/'], '\\"a\\n\\u00E9/'],
  ['String unescapeJava()', ['\\"a\\n\\u00E9'], '"a\né'],
  ['String escapeEcmaScript()', ['it\'s "/"'], 'it\\\'s \\"\\/\\"'],
  ['String escapeUnicode()', ['é'], '\\u00E9'],
  ['String unescapeUnicode()', ['\\u00E9'], 'é']
];

for (const [member, args, expected] of TABLE) {
  test(`${member} of ${JSON.stringify(args)}`, () => assert.equal(call(`String.${member}`, ...args), expected));
}

test('Latin-1 entities are in step with their characters', () => {
  assert.equal(
    call('String.String escapeHtml3()', '\u00a0\u00bf\u00c6\u00d7\u00ff'),
    '&nbsp;&iquest;&AElig;&times;&yuml;'
  );
});

test('split follows java.lang.String', () => {
  const split = (text: string, pattern: string): readonly unknown[] =>
    texts(call('String.List<String> split(String regExp)', text, pattern));
  assert.deepEqual(split('a,b,,', ','), ['a', 'b']);
  assert.deepEqual(split(',a', ','), ['', 'a']);
  assert.deepEqual(split('abc', ''), ['a', 'b', 'c']);
  assert.deepEqual(split('', ','), ['']);
  assert.deepEqual(split(',,', ','), []);
  assert.deepEqual(split('a|b', '\\|'), ['a', 'b']);
  assert.deepEqual(split('boo:and:foo', 'o'), ['b', '', ':and:f']);
  const limited = (limit: number): readonly unknown[] =>
    texts(call('String.List<String> split(String regExp, Integer limit)', 'boo:and:foo', 'o', limit));
  assert.deepEqual(limited(2), ['b', 'o:and:foo']);
  assert.deepEqual(limited(5), ['b', '', ':and:f', '', '']);
  assert.deepEqual(limited(-2), ['b', '', ':and:f', '', '']);
});

test('splitting by character type', () => {
  assert.deepEqual(texts(call('String.List<String> splitByCharacterTypeCamelCase()', 'Lightning.platform2UIXml')), [
    'Lightning',
    '.',
    'platform',
    '2',
    'UI',
    'Xml'
  ]);
  assert.deepEqual(texts(call('String.List<String> splitByCharacterType()', 'ab  cD3')), ['ab', '  ', 'c', 'D', '3']);
});

test('join, format and the blank tests', () => {
  assert.equal(
    call('String.static String join(Iterable<Object> iterable, String separator)', list('Object', 'a', 1, null), '-'),
    'a-1-'
  );
  assert.equal(
    call('String.static String join(Iterable<Object> iterable, String separator)', set('Integer', 3, 1), ','),
    '3,1'
  );
  const format = (pattern: string, ...values: unknown[]): unknown =>
    call('String.static String format(String pattern, List<Object> values)', pattern, list('Object', ...values));
  assert.equal(format('{0} {1} {0} {2}', 'a', null), 'a null a {2}');
  assert.equal(format("it''s '{0}' {0}", 'x'), "it's 'x' x");
  assertThrows(() => format('{0,number}', '1'), 'System.StringException', 'Cannot format given Object as a Number');
  assert.equal(call('String.static Boolean isBlank(String text)', ' \t'), true);
  assert.equal(call('String.static Boolean isNotEmpty(String text)', ' '), true);
  assert.equal(call('String.static Boolean isEmpty(String text)', null), true);
  assert.equal(call('String.static String escapeSingleQuotes(String text)', "O'Neill \\"), "O\\'Neill \\\\");
  assert.equal(
    call('String.static String getCommonPrefix(List<String> texts)', list('String', 'interview', 'internet', 'inter')),
    'inter'
  );
  assert.equal(call('String.static String fromCharArray(List<Integer> characters)', list('Integer', 97, 98)), 'ab');
});

test('valueOf prints each type as the platform does', () => {
  assert.equal(call('String.static String valueOf(Decimal value)', decimal('1.10')), '1.10');
  assert.equal(call('String.static String valueOf(Double value)', double(5)), '5.0');
  assert.equal(call('String.static String valueOf(Date value)', ApexDate.of(2024, 2, 29)), '2024-02-29');
  assert.equal(call('String.static String valueOf(Datetime value)', null), null);
  assert.equal(call('String.static String valueOf(Object value)', ApexDate.of(2024, 2, 29)), '2024-02-29 00:00:00');
  assert.equal(
    call('String.static String valueOf(Datetime value)', new ApexDatetime(Date.UTC(2024, 6, 1, 12))),
    '2024-07-01 13:00:00'
  );
  assert.equal(
    call('String.static String valueOfGmt(Datetime value)', new ApexDatetime(Date.UTC(2024, 6, 1, 12))),
    '2024-07-01 12:00:00'
  );
  assert.equal(call('String.static String valueOf(Object value)', null), null);
});

test('positions out of bounds and null arguments', () => {
  assertThrows(
    () => call('String.String substring(Integer start)', 'abc', 4),
    'System.StringException',
    'Starting position out of bounds: 4'
  );
  assertThrows(
    () => call('String.String substring(Integer start, Integer end)', 'abc', 1, 9),
    'System.StringException',
    'Ending position out of bounds: 9'
  );
  assertThrows(
    () => call('String.String abbreviate(Integer width)', 'abcdef', 3),
    'System.StringException',
    'Minimum abbreviation width is 4'
  );
  assertThrows(
    () => call('String.Boolean contains(String part)', 'abc', null),
    'System.NullPointerException',
    'Argument cannot be null.'
  );
});

test('escaping and unescaping undo each other', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      for (const kind of ['Csv', 'Java', 'Unicode', 'EcmaScript'] as const) {
        if (kind === 'Unicode' && text.includes('\\')) continue;
        assert.equal(call(`String.String unescape${kind}()`, call(`String.String escape${kind}()`, text)), text, kind);
      }
      assert.equal(call('String.String unescapeHtml4()', call('String.String escapeHtml4()', text)), text);
      assert.equal(call('String.String unescapeXml()', call('String.String escapeXml()', text)), text);
    })
  );
});
