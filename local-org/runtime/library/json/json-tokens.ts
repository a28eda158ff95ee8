/** Splits JSON text into tokens, strictly by RFC 8259, with the platform's (Jackson's) messages for what is wrong. */
import { ApexException } from '../../machine/errors.ts';
import { jsonException } from './json-error.ts';

/** Names of System.JSONToken. */
export type TokenKind =
  | 'START_OBJECT'
  | 'END_OBJECT'
  | 'START_ARRAY'
  | 'END_ARRAY'
  | 'FIELD_NAME'
  | 'VALUE_STRING'
  | 'VALUE_NUMBER_INT'
  | 'VALUE_NUMBER_FLOAT'
  | 'VALUE_TRUE'
  | 'VALUE_FALSE'
  | 'VALUE_NULL';

export interface Token {
  readonly kind: TokenKind;
  /** The string's content, or the token as written. */
  readonly text: string;
  /** Offset in the input. */
  readonly at: number;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t'
};
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const WORDS: Readonly<Record<string, TokenKind>> = { true: 'VALUE_TRUE', false: 'VALUE_FALSE', null: 'VALUE_NULL' };

/** All tokens of one JSON value. @throws System.JSONException */
export function tokenise(input: string): Token[] {
  return new Tokeniser(input).run();
}

/** What can be read before the text goes wrong, or ends: a parser meets the error when it comes to it. */
export function tokensBeforeError(input: string): {
  readonly tokens: readonly Token[];
  readonly error: ApexException | null;
} {
  if (input.trim() === '') return { tokens: [], error: null };
  const tokeniser = new Tokeniser(input);
  try {
    return { tokens: tokeniser.run(), error: null };
  } catch (error) {
    if (!(error instanceof ApexException)) throw error;
    return { tokens: tokeniser.tokens, error };
  }
}

class Tokeniser {
  readonly #input: string;
  readonly tokens: Token[] = [];
  #at = 0;

  constructor(input: string) {
    this.#input = input;
  }

  run(): Token[] {
    if (this.#peek() === undefined) throw jsonException('No content to map to Object due to end of input');
    this.#value();
    if (this.#peek() !== undefined) throw this.#unexpected('expected end of input');
    return this.tokens;
  }

  #value(): void {
    const char = this.#peek();
    if (char === '{') this.#object();
    else if (char === '[') this.#array();
    else if (char === '"') this.#push('VALUE_STRING', this.#at, this.#string());
    else if (char !== undefined && /[-0-9]/.test(char)) this.#number();
    else if (char !== undefined && /[A-Za-z]/.test(char)) this.#word();
    else throw this.#unexpected("expected a valid value (number, String, array, object, 'true', 'false' or 'null')");
  }

  #object(): void {
    this.#mark('START_OBJECT');
    if (this.#peek() === '}') return this.#mark('END_OBJECT');
    for (;;) {
      if (this.#peek() !== '"') throw this.#unexpected('was expecting double-quote to start field name');
      const at = this.#at;
      this.#push('FIELD_NAME', at, this.#string());
      if (this.#peek() !== ':') throw this.#unexpected('was expecting a colon to separate field name and value');
      this.#at += 1;
      this.#value();
      if (this.#peek() === '}') return this.#mark('END_OBJECT');
      if (this.#peek() !== ',') throw this.#unexpected('was expecting comma to separate OBJECT entries');
      this.#at += 1;
    }
  }

  #array(): void {
    this.#mark('START_ARRAY');
    if (this.#peek() === ']') return this.#mark('END_ARRAY');
    for (;;) {
      this.#value();
      if (this.#peek() === ']') return this.#mark('END_ARRAY');
      if (this.#peek() !== ',') throw this.#unexpected('was expecting comma to separate ARRAY entries');
      this.#at += 1;
    }
  }

  #string(): string {
    let text = '';
    this.#at += 1;
    for (;;) {
      const char = this.#input[this.#at];
      if (char === undefined)
        throw jsonException(
          `Unexpected end-of-input: was expecting closing quote for a string value ${this.#location()}`
        );
      this.#at += 1;
      if (char === '"') return text;
      if (char < ' ')
        throw jsonException(
          `Illegal unquoted character ((CTRL-CHAR, code ${char.charCodeAt(0)})): has to be escaped using backslash to be included in string value ${this.#location()}`
        );
      text += char === '\\' ? this.#escape() : char;
    }
  }

  #escape(): string {
    const char = this.#input[this.#at] ?? '';
    this.#at += 1;
    if (char === 'u') {
      const digits = this.#input.slice(this.#at, this.#at + 4);
      if (!/^[0-9a-fA-F]{4}$/.test(digits))
        throw jsonException(
          `Unexpected character in a unicode escape: expected a hex-digit for character escape sequence ${this.#location()}`
        );
      this.#at += 4;
      return String.fromCharCode(parseInt(digits, 16));
    }
    const plain = ESCAPES[char];
    if (plain === undefined)
      throw jsonException(`Unrecognized character escape '${char}' (code ${char.charCodeAt(0)}) ${this.#location()}`);
    return plain;
  }

  #number(): void {
    const at = this.#at;
    NUMBER.lastIndex = at;
    const match = NUMBER.exec(this.#input);
    this.#at += match?.[0].length ?? 1;
    if (!match || /[0-9.A-Za-z]/.test(this.#input[this.#at] ?? '')) throw this.#unexpected('in a numeric value');
    this.#push(
      match[1] === undefined && match[2] === undefined ? 'VALUE_NUMBER_INT' : 'VALUE_NUMBER_FLOAT',
      at,
      match[0]
    );
  }

  #word(): void {
    const at = this.#at;
    const word = /^\w+/.exec(this.#input.slice(at, at + 40))![0];
    const kind = WORDS[word];
    this.#at += word.length;
    if (kind === undefined)
      throw jsonException(
        `Unrecognized token '${word}': was expecting ('true', 'false' or 'null') ${this.#location()}`
      );
    this.#push(kind, at, word);
  }

  /** The next character that is not white space. */
  #peek(): string | undefined {
    while (/[ \t\r\n]/.test(this.#input[this.#at] ?? '')) this.#at += 1;
    return this.#input[this.#at];
  }

  #mark(kind: TokenKind): void {
    this.#push(kind, this.#at, this.#input[this.#at]!);
    this.#at += 1;
  }

  #push(kind: TokenKind, at: number, text: string): void {
    this.tokens.push({ kind, text, at });
  }

  #unexpected(expectation: string): Error {
    const char = this.#input[this.#at];
    if (char === undefined) return jsonException(`Unexpected end-of-input: ${expectation} ${this.#location()}`);
    return jsonException(
      `Unexpected character ('${char}' (code ${char.charCodeAt(0)})): ${expectation} ${this.#location()}`
    );
  }

  /** One-based line and column, as the platform prints them. */
  #location(): string {
    const before = this.#input.slice(0, this.#at).split('\n');
    return `at input location [${before.length},${before.at(-1)!.length + 1}]`;
  }
}
