/** String members that look into a string: positions, comparisons, tests of its content. */
import type { Members } from './members.ts';
import { given, stringException } from './members.ts';
import { notSupported } from '../machine/errors.ts';
import { deepEquals } from '../values/equality.ts';
import { stringHash } from '../values/keys.ts';

const lower = (text: string | null): string => given(text).toLowerCase();
const matches =
  (pattern: RegExp) =>
  (self: string): boolean =>
    pattern.test(self);

/** java.lang.Character.isWhitespace, which Commons Lang asks: no space that keeps a line together is one. */
export const WHITESPACE = /[\t-\r\x1C-\x20\u1680\u2000-\u2006\u2008-\u200A\u2028\u2029\u205F\u3000]/;
/** Nothing else, or nothing at all. */
export const BLANK = new RegExp(`^${WHITESPACE.source}*$`);

export const stringSearchMembers: Members = {
  'Integer length()': (self: string) => self.length,
  'Integer hashCode()': (self: string) => stringHash(self),
  'Boolean equals(Object other)': (self: string, other: unknown) => deepEquals(self, other),
  'Boolean equals(String other)': (self: string, other: string | null) => self === other,
  'Boolean equalsIgnoreCase(String other)': (self: string, other: string | null) =>
    other !== null && self.toLowerCase() === other.toLowerCase(),
  'Integer compareTo(String other)': (self: string, other: string | null) => compareStrings(self, given(other)),

  'Boolean contains(String part)': (self: string, part: string | null) => self.includes(given(part)),
  'Boolean containsIgnoreCase(String part)': (self: string, part: string | null) =>
    self.toLowerCase().includes(lower(part)),
  'Boolean containsAny(String characters)': (self: string, characters: string | null) =>
    units(given(characters)).some((unit) => self.includes(unit)),
  'Boolean containsNone(String characters)': (self: string, characters: string | null) =>
    !units(given(characters)).some((unit) => self.includes(unit)),
  'Boolean containsOnly(String characters)': (self: string, characters: string | null) =>
    units(self).every((unit) => given(characters).includes(unit)),
  'Boolean containsWhitespace()': matches(WHITESPACE),
  'Boolean startsWith(String prefix)': (self: string, prefix: string | null) => self.startsWith(given(prefix)),
  'Boolean startsWithIgnoreCase(String prefix)': (self: string, prefix: string | null) =>
    self.toLowerCase().startsWith(lower(prefix)),
  'Boolean endsWith(String suffix)': (self: string, suffix: string | null) => self.endsWith(given(suffix)),
  'Boolean endsWithIgnoreCase(String suffix)': (self: string, suffix: string | null) =>
    self.toLowerCase().endsWith(lower(suffix)),
  'Integer countMatches(String part)': (self: string, part: string | null) =>
    given(part) === '' ? 0 : self.split(part!).length - 1,

  'Integer indexOf(String part)': (self: string, part: string | null) => self.indexOf(given(part)),
  'Integer indexOf(String part, Integer start)': (self: string, part: string | null, start: number | null) =>
    self.indexOf(given(part), given(start)),
  'Integer indexOfIgnoreCase(String part)': (self: string, part: string | null) =>
    self.toLowerCase().indexOf(lower(part)),
  'Integer indexOfIgnoreCase(String part, Integer start)': (self: string, part: string | null, start: number | null) =>
    self.toLowerCase().indexOf(lower(part), given(start)),
  'Integer indexOfAny(String characters)': (self: string, characters: string | null) =>
    units(self).findIndex((unit) => given(characters).includes(unit)),
  'Integer indexOfAnyBut(String characters)': (self: string, characters: string | null) =>
    units(self).findIndex((unit) => !given(characters).includes(unit)),
  'Integer indexOfChar(Integer character)': (self: string, character: number | null) =>
    self.indexOf(String.fromCodePoint(given(character))),
  'Integer indexOfChar(Integer character, Integer start)': (
    self: string,
    character: number | null,
    start: number | null
  ) => self.indexOf(String.fromCodePoint(given(character)), given(start)),
  'Integer indexOfDifference(String other)': (self: string, other: string | null) =>
    differenceIndex(self, given(other)),
  'Integer lastIndexOf(String part)': (self: string, part: string | null) => self.lastIndexOf(given(part)),
  'Integer lastIndexOf(String part, Integer end)': (self: string, part: string | null, end: number | null) =>
    lastIndex(self, given(part), given(end)),
  'Integer lastIndexOfChar(Integer character)': (self: string, character: number | null) =>
    self.lastIndexOf(String.fromCodePoint(given(character))),
  'Integer lastIndexOfChar(Integer character, Integer end)': (
    self: string,
    character: number | null,
    end: number | null
  ) => lastIndex(self, String.fromCodePoint(given(character)), given(end)),
  'Integer lastIndexOfIgnoreCase(String part)': (self: string, part: string | null) =>
    self.toLowerCase().lastIndexOf(lower(part)),
  'Integer lastIndexOfIgnoreCase(String part, Integer end)': (self: string, part: string | null, end: number | null) =>
    lastIndex(self.toLowerCase(), lower(part), given(end)),

  'Boolean isAllLowerCase()': matches(/^\p{Ll}+$/u),
  'Boolean isAllUpperCase()': matches(/^\p{Lu}+$/u),
  'Boolean isAlpha()': matches(/^\p{L}+$/u),
  'Boolean isAlphaSpace()': matches(/^[\p{L} ]*$/u),
  'Boolean isAlphanumeric()': matches(/^[\p{L}\p{Nd}]+$/u),
  'Boolean isAlphanumericSpace()': matches(/^[\p{L}\p{Nd} ]*$/u),
  'Boolean isAsciiPrintable()': matches(/^[\x20-\x7e]*$/),
  'Boolean isNumeric()': matches(/^\p{Nd}+$/u),
  'Boolean isNumericSpace()': matches(/^[\p{Nd} ]*$/u),
  'Boolean isWhitespace()': matches(BLANK),

  'Integer charAt(Integer index)': (self: string, index: number | null) =>
    self.charCodeAt(position(self, given(index))),
  'Integer codePointAt(Integer index)': (self: string, index: number | null) =>
    self.codePointAt(position(self, given(index)))!,
  'Integer codePointBefore(Integer index)': (self: string, index: number | null) =>
    [...self.slice(0, position(self, given(index) - 1) + 1)].at(-1)!.codePointAt(0)!,
  'Integer codePointCount(Integer start, Integer end)': (self: string, start: number | null, end: number | null) =>
    codePointCount(self, given(start), given(end)),
  'Integer offsetByCodePoints(Integer index, Integer offset)': (
    self: string,
    index: number | null,
    offset: number | null
  ) => offsetByCodePoints(self, given(index), given(offset)),
  'Integer getLevenshteinDistance(String other)': (self: string, other: string | null) =>
    levenshtein(self, given(other)),
  'Integer getLevenshteinDistance(String other, Integer threshold)': (
    self: string,
    other: string | null,
    threshold: number | null
  ) => {
    const distance = levenshtein(self, given(other));
    if (given(threshold) < 0) notSupported('getLevenshteinDistance with a negative threshold');
    return distance > given(threshold) ? -1 : distance;
  }
};

/** java.lang.String.compareTo: the difference of the first units that differ, else of the lengths. */
export function compareStrings(left: string, right: string): number {
  const index = differenceIndex(left, right);
  if (index < 0) return 0;
  if (index >= left.length || index >= right.length) return left.length - right.length;
  return left.charCodeAt(index) - right.charCodeAt(index);
}

/** Where two strings begin to differ; -1 when they are equal. */
export function differenceIndex(left: string, right: string): number {
  if (left === right) return -1;
  let index = 0;
  while (index < left.length && index < right.length && left[index] === right[index]) index += 1;
  return index;
}

/** UTF-16 units, as Java's chars. */
export function units(text: string): string[] {
  return text.split('');
}

/** JavaScript reads a negative position as 0; Java finds nothing there. */
function lastIndex(text: string, part: string, end: number): number {
  return end < 0 ? -1 : text.lastIndexOf(part, end);
}

function position(text: string, index: number): number {
  if (index < 0 || index >= text.length) throw stringException(`String index out of bounds: ${index}`);
  return index;
}

function codePointCount(text: string, start: number, end: number): number {
  if (start < 0 || end > text.length || start > end) throw stringException('Index out of bounds');
  return [...text.slice(start, end)].length;
}

function offsetByCodePoints(text: string, index: number, offset: number): number {
  if (index < 0 || index > text.length) throw stringException('Index out of bounds');
  const points = [...(offset >= 0 ? text.slice(index) : text.slice(0, index))];
  if (points.length < Math.abs(offset)) throw stringException('Index out of bounds');
  const passed = offset >= 0 ? points.slice(0, offset) : points.slice(points.length + offset);
  return index + Math.sign(offset) * passed.join('').length;
}

/** How many characters have to be put in, taken out or exchanged to make one text the other. */
export function levenshtein(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const replace = row[j - 1]! + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(replace, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[right.length]!;
}
