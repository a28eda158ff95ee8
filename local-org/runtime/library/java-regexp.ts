/**
 * Java regular expressions (java.util.regex, which Apex uses: Apex Reference Guide, "Pattern Class") as JavaScript ones.
 * The pattern is rewritten token by token for JavaScript's unicode mode; what has no equivalent (possessive quantifiers,
 * atomic groups, class intersections, flags in the middle) is refused.
 */
import { apexException, notSupported, limitException } from '../machine/errors.ts';
import type { ApexException } from '../machine/errors.ts';

/** POSIX and Java classes; the text stands inside brackets. */
const CLASSES: Readonly<Record<string, string>> = {
  Lower: 'a-z',
  Upper: 'A-Z',
  ASCII: '\\x00-\\x7F',
  Alpha: 'a-zA-Z',
  Digit: '0-9',
  Alnum: 'a-zA-Z0-9',
  Punct: '!-\\/:-@\\[-`\\{-~',
  Graph: '!-~',
  Print: ' -~',
  Blank: ' \\t',
  Cntrl: '\\x00-\\x1F\\x7F',
  XDigit: '0-9a-fA-F',
  Space: ' \\t\\n\\x0B\\f\\r',
  IsAlphabetic: '\\p{Alphabetic}',
  IsDigit: '\\p{Nd}',
  IsUppercase: '\\p{Uppercase}',
  IsLowercase: '\\p{Lowercase}',
  IsPunctuation: '\\p{P}',
  IsWhite_Space: '\\p{White_Space}',
  javaLowerCase: '\\p{Lowercase}',
  javaUpperCase: '\\p{Uppercase}',
  javaWhitespace: '\\s'
};
/** Letters whose escapes mean the same in both languages. `\s` differs: Java's is ASCII. */
const SAME_ESCAPES = 'dDwWtnrfbB';
const JAVA_SPACE = ' \\t\\n\\x0B\\f\\r';
const SYNTAX = /[\^$\\.*+?()[\]{}|/]/;

/** @throws System.StringException when the pattern is not a regular expression */
export function javaRegExp(pattern: string, flags = ''): RegExp {
  const translator = new Translator(pattern);
  const source = translator.translate();
  try {
    return new RegExp(source, `u${flags}${translator.flags}`);
  } catch (error) {
    throw regexException(pattern, error instanceof Error ? error.message : String(error));
  }
}

export function regexException(pattern: string, reason: string): ApexException {
  return apexException(
    'StringException',
    `Invalid regex: ${reason.replace(/^Invalid regular expression: /, '')} (${pattern})`
  );
}

/** Longest texts in characters, as octoberswimmer/aer found them (CHANGELOG, v1.2.2). */
const LONGEST_FOR_PARTS = 500_000;
const LONGEST = 1_000_000;

/** @throws UncatchableError for a text that is too long to be split or to have its first match replaced */
export function requirePartsInput(text: string): string {
  return requireInput(text, LONGEST_FOR_PARTS);
}

/** @throws UncatchableError for a text that is too long for every other use of a regular expression */
export function requireMatchInput(text: string): string {
  return requireInput(text, LONGEST);
}

function requireInput(text: string, longest: number): string {
  if (text.length > longest) throw limitException('Regex too complicated');
  return text;
}

/** A pattern that matches the text itself: Pattern.quote. */
export function quotePattern(text: string): string {
  return `\\Q${text.split('\\E').join('\\E\\\\E\\Q')}\\E`;
}

/** A Java replacement (`$1`, `${name}`, `\$`) as a JavaScript one. */
export function javaReplacement(replacement: string): string {
  return replacement.replace(
    /\\([\s\S])|\$(?:\{(\w+)\}|(\d))|\$|\\/g,
    (whole, escaped: string | undefined, name: string | undefined, digit: string | undefined) => {
      if (escaped !== undefined) return escaped === '$' ? '$$' : escaped;
      if (name !== undefined) return `$<${name}>`;
      if (digit !== undefined) return digit === '0' ? '$&' : `$${digit}`;
      throw apexException(
        'StringException',
        whole === '$' ? 'Illegal group reference' : 'character to be escaped is missing'
      );
    }
  );
}

/**
 * java.lang.String.split: trailing empty strings are dropped for limit 0, a match of no width at the start gives no
 * leading empty string, a positive limit bounds the number of parts.
 */
export function splitByRegExp(text: string, global: RegExp, limit: number): string[] {
  requirePartsInput(text);
  const parts: string[] = [];
  let start = 0;
  for (const match of text.matchAll(global)) {
    if (limit > 0 && parts.length === limit - 1) break;
    const end = match.index + match[0].length;
    if (end === 0) continue;
    parts.push(text.slice(start, match.index));
    start = end;
  }
  if (parts.length === 0 && start === 0) return [text];
  parts.push(text.slice(start));
  if (limit === 0) while (parts.length > 0 && parts[parts.length - 1] === '') parts.pop();
  return parts;
}

class Translator {
  flags = '';
  readonly #pattern: string;
  #at = 0;

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  translate(): string {
    let out = this.#leadingFlags();
    while (this.#at < this.#pattern.length) out += this.#token();
    return out;
  }

  #token(): string {
    const char = this.#next();
    if (char === '\\') return this.#escape(false);
    if (char === '[') return this.#class();
    if (char === '(') return this.#group();
    if ('*+?}'.includes(char)) return this.#quantifierEnd(char);
    if (char === '{' && /\\b$/.test(this.#pattern.slice(0, this.#at - 1)))
      return notSupported(`\\b{…} in regular expressions (${this.#pattern})`);
    if (char === '{' && !/^\{\d+(,\d*)?\}/.test(this.#pattern.slice(this.#at - 1)))
      throw regexException(this.#pattern, 'Illegal repetition');
    return char === ']' ? `\\${char}` : char;
  }

  /** After a quantifier `+` would make it possessive. */
  #quantifierEnd(char: string): string {
    const isQuantifier = char !== '}' || /\{\d+(,\d*)?\}$/.test(this.#pattern.slice(0, this.#at));
    if (!isQuantifier) return '\\}';
    if (this.#pattern[this.#at] === '+')
      return notSupported(`possessive quantifiers in regular expressions (${this.#pattern})`);
    if (this.#pattern[this.#at] === '?') {
      this.#at += 1;
      return `${char}?`;
    }
    return char;
  }

  #group(): string {
    const rest = this.#pattern.slice(this.#at);
    if (rest.startsWith('?>')) return notSupported(`atomic groups in regular expressions (${this.#pattern})`);
    if (/^\?[a-zA-Z-]+[:)]/.test(rest))
      return notSupported(`flags in the middle of regular expressions (${this.#pattern})`);
    const special = /^\?(?:[:=!]|<[=!]|<[A-Za-z]\w*>)/.exec(rest)?.[0];
    this.#at += special?.length ?? 0;
    return `(${special ?? ''}`;
  }

  /** @returns what stands before the flags */
  #leadingFlags(): string {
    // After an anchor they hold for all that can match, unless they change the anchor itself.
    const match = /^(?:((?:\(\?[a-zA-Z]+\))+)|\^((?:\(\?[a-ln-zA-Z]+\))+))/.exec(this.#pattern);
    if (!match) return '';
    for (const flag of new Set((match[1] ?? match[2]!).replace(/\W/g, ''))) {
      if (!'imsu'.includes(flag)) notSupported(`flag ${flag} in regular expressions (${this.#pattern})`);
      if (flag !== 'u') this.flags += flag;
    }
    this.#at = match[0].length;
    return match[2] === undefined ? '' : '^';
  }

  #escape(inClass: boolean): string {
    if (this.#at >= this.#pattern.length) throw regexException(this.#pattern, '\\ at end of pattern');
    const char = this.#next();
    if (char === 'Q') return this.#quoted();
    if (char === 'p' || char === 'P') return this.#property(char === 'P', inClass);
    if (char === 's') return inClass ? JAVA_SPACE : `[${JAVA_SPACE}]`;
    if (char === 'S' && !inClass) return `[^${JAVA_SPACE}]`;
    if (char === 'h') return inClass ? ' \\t\\xA0' : '[ \\t\\xA0]';
    if (char === 'R' && !inClass) return '(?:\\r\\n|[\\n\\x0B\\f\\r\\x85\\u2028\\u2029])';
    if (char === 'A' && !inClass) return '(?<![\\s\\S])';
    if (char === 'z' && !inClass) return '(?![\\s\\S])';
    if (char === 'Z' && !inClass) return '(?=\\n?(?![\\s\\S]))';
    if (char === 'x' || char === 'u') return this.#codeUnit(char);
    if (char === 'k' || /[1-9]/.test(char) || SAME_ESCAPES.includes(char)) return `\\${char}`;
    if (char === '0') return notSupported(`octal escapes in regular expressions (${this.#pattern})`);
    if ('XGNHvVea'.includes(char)) return notSupported(`\\${char} in regular expressions (${this.#pattern})`);
    if (/[A-Za-z]/.test(char))
      throw regexException(this.#pattern, `Illegal/unsupported escape sequence near index ${this.#at - 1}`);
    return literal(char, inClass);
  }

  #codeUnit(kind: string): string {
    const digits = new RegExp(kind === 'x' ? '^[0-9a-fA-F]{2}' : '^[0-9a-fA-F]{4}').exec(
      this.#pattern.slice(this.#at)
    )?.[0];
    if (digits === undefined)
      throw regexException(this.#pattern, `Illegal hexadecimal escape sequence near index ${this.#at}`);
    this.#at += digits.length;
    return `\\${kind}${digits}`;
  }

  #quoted(): string {
    const end = this.#pattern.indexOf('\\E', this.#at);
    const text = this.#pattern.slice(this.#at, end < 0 ? undefined : end);
    this.#at = end < 0 ? this.#pattern.length : end + 2;
    return [...text].map((char) => literal(char, false)).join('');
  }

  #property(negated: boolean, inClass: boolean): string {
    const match = /^(?:\{(\^?)([\w=]+)\}|([A-Z]))/.exec(this.#pattern.slice(this.#at));
    if (!match) throw regexException(this.#pattern, `Unknown character property near index ${this.#at}`);
    this.#at += match[0].length;
    const name = match[2] ?? match[3]!;
    const known = CLASSES[name];
    if (known !== undefined) {
      if (!inClass) return `[${negated ? '^' : ''}${known}]`;
      return negated ? notSupported(`\\P{${name}} inside brackets of regular expressions (${this.#pattern})`) : known;
    }
    return `\\${negated ? 'P' : 'p'}{${/^Is[A-Z][a-z]/.test(name) ? `Script=${name.slice(2)}` : name.replace(/^Is/, '')}}`;
  }

  #class(): string {
    let out = '[';
    if (this.#pattern[this.#at] === '^') out += this.#next();
    // Directly after the bracket `]` is a member.
    if (this.#pattern[this.#at] === ']') out += `\\${this.#next()}`;
    while (this.#at < this.#pattern.length) {
      const char = this.#next();
      if (char === ']') return `${out}]`;
      if (char === '[') return notSupported(`nested classes in regular expressions (${this.#pattern})`);
      if (char === '&' && this.#pattern[this.#at] === '&')
        return notSupported(`class intersections in regular expressions (${this.#pattern})`);
      out += char === '\\' ? this.#escape(true) : char;
    }
    throw regexException(this.#pattern, `Unclosed character class near index ${this.#pattern.length - 1}`);
  }

  #next(): string {
    const char = String.fromCodePoint(this.#pattern.codePointAt(this.#at)!);
    this.#at += char.length;
    return char;
  }
}

function literal(char: string, inClass: boolean): string {
  return SYNTAX.test(char) || (inClass && char === '-') ? `\\${char}` : char;
}
