/** What follows a backslash and means the same inside and outside of brackets. */
import { patternError, unsupportedPattern } from './pattern-error.ts';
import { HORIZONTAL, OF_ONE_CASE, propertyClass, SPACE, VERTICAL } from './properties.ts';
import type { Reader } from './reader.ts';
import type { Flags } from './translator.ts';

/** One character, or the inside of brackets. */
export interface Escaped {
  readonly kind: 'char' | 'class';
  readonly text: string;
}

const CHARS: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f', a: '\u0007', e: '\u001B' };
const CLASSES: Readonly<Record<string, string>> = {
  d: '\\d',
  D: '\\D',
  w: '\\w',
  W: '\\W',
  s: SPACE,
  S: `[^${SPACE}]`,
  h: HORIZONTAL,
  H: `[^${HORIZONTAL}]`,
  v: VERTICAL,
  V: `[^${VERTICAL}]`
};

export class EscapeReader {
  readonly #reader: Reader;
  readonly #flags: Flags;

  constructor(reader: Reader, flags: Flags) {
    this.#reader = reader;
    this.#flags = flags;
  }

  /** @param index of the character after the backslash */
  read(index: number): Escaped {
    const reader = this.#reader;
    const { pattern } = reader;
    if (reader.atEnd) throw patternError(pattern, 'Unescaped trailing backslash', pattern.length);
    const char = reader.next();
    const text = CHARS[char];
    if (text !== undefined) return { kind: 'char', text };
    const known = CLASSES[char];
    if (known !== undefined) return { kind: 'class', text: known };
    if (char === 'p' || char === 'P') return this.#property(char === 'P');
    if (char === 'x' || char === 'u') return this.#codePoint(char);
    if (char === '0') return this.#octal();
    if (char === 'c') return { kind: 'char', text: String.fromCodePoint((reader.next().codePointAt(0) ?? 0) ^ 64) };
    if ('XGN'.includes(char)) unsupportedPattern(pattern, `\\${char}`);
    if (/[A-Za-z]/.test(char)) throw patternError(pattern, 'Illegal/unsupported escape sequence', index);
    return { kind: 'char', text: char };
  }

  #codePoint(kind: string): Escaped {
    const digits =
      kind === 'x'
        ? (this.#reader.match(/[0-9a-fA-F]{2}/y) ?? this.#reader.exec(/\{([0-9a-fA-F]{1,6})\}/y)?.[1])
        : this.#reader.match(/[0-9a-fA-F]{4}/y);
    const name = kind === 'x' ? 'hexadecimal' : 'Unicode';
    if (digits === null || digits === undefined)
      throw patternError(this.#reader.pattern, `Illegal ${name} escape sequence`, this.#reader.index);
    return { kind: 'char', text: String.fromCodePoint(parseInt(digits, 16)) };
  }

  #octal(): Escaped {
    const digits = this.#reader.match(/[0-3][0-7]{2}|[0-7]{1,2}/y);
    if (digits === null) throw patternError(this.#reader.pattern, 'Illegal octal escape sequence', this.#reader.index);
    return { kind: 'char', text: String.fromCodePoint(parseInt(digits, 8)) };
  }

  #property(negated: boolean): Escaped {
    const { pattern } = this.#reader;
    const [, inverse = '', braced, single] = this.#reader.exec(/\{(\^?)([\w=]+)\}|()([A-Z])/y) ?? [];
    const name = braced ?? single;
    if (name === undefined || inverse !== '')
      throw patternError(pattern, 'Unknown character property name', this.#reader.index);
    const found = propertyClass(name);
    if (found === undefined) unsupportedPattern(pattern, `\\p{${name}}`);
    if (found === null)
      throw patternError(pattern, `Unknown character property name {${name}}`, this.#reader.index - 1);
    if (this.#flags.i && OF_ONE_CASE.test(name)) unsupportedPattern(pattern, `\\p{${name}} whose case does not count`);
    return { kind: 'class', text: negated ? `[^${found}]` : found };
  }
}
