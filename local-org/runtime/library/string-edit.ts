/** String members that give another string. Most follow Apache Commons Lang's StringUtils, as the guide's wording shows. */
import { ApexList } from '../values/collections.ts';
import { requireRepeatedLength } from '../values/heap.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import { javaRegExp, replaceAll, replaceFirst, splitByRegExp } from './java-regexp.ts';
import type { Members } from './members.ts';
import { given, stringException } from './members.ts';
import { differenceIndex, units, WHITESPACE } from './string-search.ts';

/** `trim` removes everything up to U+0020, as Java's. */
const trim = (text: string): string => text.replace(/^[\u0000-\u0020]+|[\u0000-\u0020]+$/g, '');

export const stringEditMembers: Members = {
  'String trim()': trim,
  'String toLowerCase()': (self: string) => self.toLowerCase(),
  'String toLowerCase(String locale)': (self: string, locale: string | null) =>
    self.toLocaleLowerCase(languageTag(given(locale))),
  'String toUpperCase()': (self: string) => self.toUpperCase(),
  'String toUpperCase(String locale)': (self: string, locale: string | null) =>
    self.toLocaleUpperCase(languageTag(given(locale))),
  'String capitalize()': (self: string) => self.charAt(0).toUpperCase() + self.slice(1),
  'String uncapitalize()': (self: string) => self.charAt(0).toLowerCase() + self.slice(1),
  'String swapCase()': (self: string) =>
    self.replace(/\p{L}/gu, (letter) =>
      letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()
    ),
  'String reverse()': (self: string) => [...self].reverse().join(''),
  'String repeat(Integer times)': (self: string, times: number | null) => repeat(self, '', given(times)),
  'String repeat(String separator, Integer times)': (self: string, separator: string | null, times: number | null) =>
    repeat(self, given(separator), given(times)),
  'String deleteWhitespace()': (self: string) => self.replace(new RegExp(WHITESPACE, 'g'), ''),
  'String normalizeSpace()': (self: string) => self.replace(/\s+/g, ' ').trim(),
  'String abbreviate(Integer width)': (self: string, width: number | null) => abbreviate(self, 0, given(width)),
  'String abbreviate(Integer width, Integer offset)': (self: string, width: number | null, offset: number | null) =>
    abbreviate(self, given(offset), given(width)),

  'String substring(Integer start)': (self: string, start: number | null) => substring(self, given(start), self.length),
  'String substring(Integer start, Integer end)': (self: string, start: number | null, end: number | null) =>
    substring(self, given(start), given(end)),
  'String left(Integer length)': (self: string, length: number | null) => self.slice(0, Math.max(given(length), 0)),
  'String right(Integer length)': (self: string, length: number | null) =>
    given(length) <= 0 ? '' : self.slice(-length!),
  'String mid(Integer start, Integer length)': (self: string, start: number | null, length: number | null) =>
    mid(self, given(start), given(length)),
  'String substringBefore(String separator)': (self: string, separator: string | null) =>
    before(self, self.indexOf(given(separator))),
  'String substringBeforeLast(String separator)': (self: string, separator: string | null) =>
    given(separator) === '' ? self : before(self, self.lastIndexOf(separator!)),
  'String substringAfter(String separator)': (self: string, separator: string | null) =>
    after(self, self.indexOf(given(separator)), separator!),
  'String substringAfterLast(String separator)': (self: string, separator: string | null) =>
    given(separator) === '' ? '' : after(self, self.lastIndexOf(separator!), separator!),
  'String substringBetween(String tag)': (self: string, tag: string | null) => between(self, given(tag), tag!),
  'String substringBetween(String open, String close)': (self: string, open: string | null, close: string | null) =>
    between(self, given(open), given(close)),
  'String difference(String other)': (self: string, other: string | null) => {
    const index = differenceIndex(self, given(other));
    return index < 0 ? '' : other!.slice(index);
  },

  'String leftPad(Integer size)': (self: string, size: number | null) => self.padStart(given(size)),
  'String leftPad(Integer size, String padding)': (self: string, size: number | null, padding: string | null) =>
    self.padStart(given(size), padding || ' '),
  'String rightPad(Integer size)': (self: string, size: number | null) => self.padEnd(given(size)),
  'String rightPad(Integer size, String padding)': (self: string, size: number | null, padding: string | null) =>
    self.padEnd(given(size), padding || ' '),
  'String center(Integer size)': (self: string, size: number | null) => center(self, given(size), ' '),
  'String center(Integer size, String padding)': (self: string, size: number | null, padding: string | null) =>
    center(self, given(size), padding || ' '),

  'String remove(String part)': (self: string, part: string | null) =>
    given(part) === '' ? self : self.split(part!).join(''),
  'String removeStart(String part)': (self: string, part: string | null) =>
    self.startsWith(given(part)) ? self.slice(part!.length) : self,
  'String removeStartIgnoreCase(String part)': (self: string, part: string | null) =>
    self.toLowerCase().startsWith(given(part).toLowerCase()) ? self.slice(part!.length) : self,
  'String removeEnd(String part)': (self: string, part: string | null) =>
    self.endsWith(given(part)) ? self.slice(0, self.length - part!.length) : self,
  'String removeEndIgnoreCase(String part)': (self: string, part: string | null) =>
    self.toLowerCase().endsWith(given(part).toLowerCase()) ? self.slice(0, self.length - part!.length) : self,

  'String replace(String target, String replacement)': (
    self: string,
    target: string | null,
    replacement: string | null
  ) => replaceText(self, given(target), given(replacement)),
  'String replaceAll(String regExp, String replacement)': (
    self: string,
    regExp: string | null,
    replacement: string | null
  ) => replaceAll(self, javaRegExp(given(regExp)), given(replacement)),
  'String replaceFirst(String regExp, String replacement)': (
    self: string,
    regExp: string | null,
    replacement: string | null
  ) => replaceFirst(self, javaRegExp(given(regExp)), given(replacement)),
  'List<String> split(String regExp)': (self: string, regExp: string | null) =>
    strings(splitByRegExp(self, javaRegExp(given(regExp)), 0)),
  'List<String> split(String regExp, Integer limit)': (self: string, regExp: string | null, limit: number | null) =>
    strings(splitByRegExp(self, javaRegExp(given(regExp)), given(limit))),
  'List<String> splitByCharacterType()': (self: string) =>
    strings(self.match(/\p{Lu}+|\p{Ll}+|\p{Nd}+|\s+|[^\p{Lu}\p{Ll}\p{Nd}\s]+/gu) ?? []),
  'List<String> splitByCharacterTypeCamelCase()': (self: string) =>
    strings(
      self.match(/\p{Lu}(?=\p{Ll})\p{Ll}+|\p{Lu}+(?!\p{Ll})|\p{Ll}+|\p{Nd}+|\s+|[^\p{Lu}\p{Ll}\p{Nd}\s]+/gu) ?? []
    ),
  'List<Integer> getChars()': (self: string) =>
    new ApexList(
      runtimeType('List<Integer>'),
      units(self).map((unit) => unit.charCodeAt(0))
    ),
  'String stripHtmlTags()': (self: string) => self.replace(/<[^>]*>/g, '')
};

export function strings(texts: readonly string[]): ApexList {
  return new ApexList(runtimeType('List<String>'), [...texts]);
}

/** Salesforce writes locales as `en_US`. */
function languageTag(locale: string): string {
  return locale.replace(/_/g, '-');
}

function substring(text: string, start: number, end: number): string {
  if (start < 0 || start > text.length) throw stringException(`Starting position out of bounds: ${start}`);
  if (end < start || end > text.length) throw stringException(`Ending position out of bounds: ${end}`);
  return text.slice(start, end);
}

function mid(text: string, start: number, length: number): string {
  if (length < 0 || start > text.length) return '';
  const from = Math.max(start, 0);
  return text.slice(from, from + length);
}

function before(text: string, index: number): string {
  return index < 0 ? text : text.slice(0, index);
}

function after(text: string, index: number, separator: string): string {
  return index < 0 ? '' : text.slice(index + separator.length);
}

/** Null when a tag is missing. */
function between(text: string, open: string, close: string): string | null {
  const start = text.indexOf(open);
  if (start < 0) return null;
  const end = text.indexOf(close, start + open.length);
  return end < 0 ? null : text.slice(start + open.length, end);
}

function center(text: string, size: number, padding: string): string {
  const missing = size - text.length;
  return missing <= 0 ? text : text.padStart(text.length + Math.floor(missing / 2), padding).padEnd(size, padding);
}

/** Every occurrence; an empty target stands between all units, as in Java. */
function replaceText(text: string, target: string, replacement: string): string {
  if (target === '') return ['', ...units(text)].map((unit) => unit + replacement).join('');
  return text.split(target).join(replacement);
}

/** StringUtils.abbreviate of Commons Lang: three dots where text was cut off. */
function abbreviate(text: string, offset: number, width: number): string {
  if (width < 4) throw stringException('Minimum abbreviation width is 4');
  if (text.length <= width) return text;
  const start = Math.min(offset, text.length, text.length - offset < width - 3 ? text.length - (width - 3) : offset);
  if (start <= 4) return `${text.slice(0, width - 3)}...`;
  if (width < 7) throw stringException('Minimum abbreviation width with offset is 7');
  return start + width - 3 < text.length
    ? `...${abbreviate(text.slice(start), 0, width - 3)}`
    : `...${text.slice(text.length - (width - 3))}`;
}

function repeat(text: string, separator: string, times: number): string {
  if (times <= 0) return '';
  requireRepeatedLength((text.length + separator.length) * times - separator.length);
  return (text + separator).repeat(times - 1) + text;
}
