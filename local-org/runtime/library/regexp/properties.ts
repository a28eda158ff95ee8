/** Classes of characters by name, as java.util.regex.Pattern lists them, in JavaScript's `v` mode. */

/** POSIX classes and Java's own; the text stands inside brackets. */
const CLASSES: Readonly<Record<string, string>> = {
  Lower: 'a-z',
  Upper: 'A-Z',
  ASCII: '\\x00-\\x7F',
  Alpha: 'a-zA-Z',
  Digit: '0-9',
  Alnum: 'a-zA-Z0-9',
  Punct: '\\x21-\\x2F\\x3A-\\x40\\x5B-\\x60\\x7B-\\x7E',
  Graph: '\\x21-\\x7E',
  Print: '\\x20-\\x7E',
  Blank: '\\x20\\t',
  Cntrl: '\\x00-\\x1F\\x7F',
  XDigit: '0-9a-fA-F',
  Space: '\\x20\\t\\n\\x0B\\f\\r',
  IsAlphabetic: '\\p{Alphabetic}',
  IsDigit: '\\p{Nd}',
  IsUppercase: '\\p{Uppercase}',
  IsLowercase: '\\p{Lowercase}',
  IsPunctuation: '\\p{P}',
  IsWhite_Space: '\\p{White_Space}',
  javaLowerCase: '\\p{Lowercase}',
  javaUpperCase: '\\p{Uppercase}'
};

/** Which letters are in them depends on their case. */
export const OF_ONE_CASE = /^(?:Is)?(?:Lower|Upper|Uppercase|Lowercase|L[ult])$|^java(?:Lower|Upper)Case$/;

/** Java's blanks: other than JavaScript's they are of ASCII. */
export const SPACE = CLASSES['Space']!;
export const HORIZONTAL = '\\x20\\t\\xA0\\u1680\\u180E\\u2000-\\u200A\\u202F\\u205F\\u3000';
export const VERTICAL = '\\n\\x0B\\f\\r\\x85\\u2028\\u2029';
/** What ends a line. */
export const LINE_ENDS = '\\n\\r\\x85\\u2028\\u2029';

/** The inside of brackets for `\p{name}`; null: there is no such property, undefined: JavaScript cannot say it. */
export function propertyClass(name: string): string | null | undefined {
  const known = CLASSES[name];
  if (known !== undefined) return known;
  if (/^(?:In|java|block=|blk=)/.test(name)) return undefined;
  const plain = name.replace(/^Is/, '');
  const candidates = [plain, `Script=${plain}`].map((text) => `\\p{${text}}`);
  return candidates.find(isKnown) ?? null;
}

function isKnown(escape: string): boolean {
  try {
    return new RegExp(escape, 'v').source !== '';
  } catch {
    return false;
  }
}
