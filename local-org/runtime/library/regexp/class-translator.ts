/** What stands in brackets: characters, ranges, classes inside of the class, and intersections (`[a-z&&[^b]]`). */
import { EscapeReader } from './escape-reader.ts';
import { patternError, unsupportedPattern } from './pattern-error.ts';
import type { Reader } from './reader.ts';
import type { Flags } from './translator.ts';

export class ClassTranslator {
  readonly #reader: Reader;
  readonly #flags: Flags;

  constructor(reader: Reader, flags: Flags) {
    this.#reader = reader;
    this.#flags = flags;
  }

  /** After the opening bracket, to the closing one. */
  translate(): string {
    const isNegated = this.#reader.accept('^');
    const operands = [this.#members(true)];
    while (this.#reader.accept('&&')) {
      if (this.#reader.peek() === '&') unsupportedPattern(this.#reader.pattern, '&&&');
      operands.push(this.#members(false));
    }
    this.#reader.next();
    const nested = operands.filter(({ text }) => text !== '');
    if (isNegated && (operands.length > 1 || nested.some(({ hasClass }) => hasClass)))
      unsupportedPattern(this.#reader.pattern, 'classes inside of a negated class');
    const texts = nested.map(({ text }) => text);
    return operands.length === 1
      ? `[${isNegated ? '^' : ''}${texts[0] ?? ''}]`
      : `[${texts.map((text) => `[${text}]`).join('&&')}]`;
  }

  /** Up to `&&` or the closing bracket, which as the first member is itself. */
  #members(isFirst: boolean): { readonly text: string; readonly hasClass: boolean } {
    const reader = this.#reader;
    let text = '';
    let hasClass = false;
    for (let atStart = isFirst; ; atStart = false) {
      if (reader.atEnd) throw patternError(reader.pattern, 'Unclosed character class', reader.pattern.length - 1);
      if ((!atStart && reader.peek() === ']') || reader.rest().startsWith('&&')) return { text, hasClass };
      if (reader.accept('[')) {
        text += new ClassTranslator(reader, this.#flags).translate();
        hasClass = true;
      } else text += this.#member();
    }
  }

  #member(): string {
    const first = this.#single();
    if (first.kind === 'class') return first.text;
    if (this.#reader.rest().startsWith('-&&')) unsupportedPattern(this.#reader.pattern, 'a hyphen before &&');
    const isRange = this.#reader.peek() === '-' && !/^-(?:\]|\[|$)/.test(this.#reader.rest());
    if (!isRange) return this.#range(first.text, first.text);
    this.#reader.next();
    const last = this.#single();
    if (last.kind === 'class' || last.text.codePointAt(0)! < first.text.codePointAt(0)!)
      throw patternError(this.#reader.pattern, 'Illegal character range', this.#reader.index - 1);
    return this.#range(first.text, last.text);
  }

  #single(): { readonly kind: 'char' | 'class'; readonly text: string } {
    const reader = this.#reader;
    const index = reader.index + 1;
    const char = reader.next();
    if (char !== '\\') return { kind: 'char', text: char };
    if (reader.accept('Q'))
      return { kind: 'class', text: [...reader.quoted()].map((each) => this.#range(each, each)).join('') };
    return new EscapeReader(reader, this.#flags).read(index);
  }

  /** With the letters of the other case where case does not count. */
  #range(first: string, last: string): string {
    const from = first.codePointAt(0)!;
    const to = last.codePointAt(0)!;
    const others = this.#flags.i ? [shifted(from, to, 'A', 'Z', 32), shifted(from, to, 'a', 'z', -32)] : [];
    return [rangeText(from, to), ...others].join('');
  }
}

/** The letters between two that the range has, moved to the other case. */
function shifted(from: number, to: number, first: string, last: string, by: number): string {
  const low = Math.max(from, first.charCodeAt(0));
  const high = Math.min(to, last.charCodeAt(0));
  return low > high ? '' : rangeText(low + by, high + by);
}

function rangeText(from: number, to: number): string {
  return from === to ? member(from) : `${member(from)}-${member(to)}`;
}

/** Signs have meanings of their own in JavaScript's brackets. */
function member(code: number): string {
  const char = String.fromCodePoint(code);
  return /[A-Za-z0-9]/.test(char) ? char : `\\u{${code.toString(16)}}`;
}
