/** Goes through a pattern. */
import { patternError } from './pattern-error.ts';

export interface Quantifier {
  readonly text: string;
  readonly minimum: number;
  /** May it repeat? */
  readonly isLoop: boolean;
  readonly isUnbounded: boolean;
  /** '?' takes as little as possible, '+' gives nothing back. */
  readonly mode: '' | '?' | '+';
}

export class Reader {
  readonly pattern: string;
  index = 0;

  constructor(pattern: string) {
    this.pattern = pattern;
  }

  get atEnd(): boolean {
    return this.index >= this.pattern.length;
  }

  /** The character that comes next; '' at the end. */
  peek(): string {
    return this.atEnd ? '' : String.fromCodePoint(this.pattern.codePointAt(this.index)!);
  }

  rest(): string {
    return this.pattern.slice(this.index, this.index + 12);
  }

  next(): string {
    const char = this.peek();
    this.index += char.length;
    return char;
  }

  accept(text: string): boolean {
    if (!this.pattern.startsWith(text, this.index)) return false;
    this.index += text.length;
    return true;
  }

  /** What a sticky expression finds here. */
  exec(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.index;
    const found = expression.exec(this.pattern);
    if (found !== null) this.index += found[0].length;
    return found;
  }

  match(expression: RegExp): string | null {
    return this.exec(expression)?.[0] ?? null;
  }

  /** The text after `\Q`, up to `\E` or the end. */
  quoted(): string {
    const end = this.pattern.indexOf('\\E', this.index);
    const text = this.pattern.slice(this.index, end < 0 ? undefined : end);
    this.index = end < 0 ? this.pattern.length : end + 2;
    return text;
  }

  quantifier(): Quantifier | null {
    const simple = this.match(/[*+?]/y);
    if (simple !== null) {
      const isUnbounded = simple !== '?';
      return { text: simple, minimum: simple === '+' ? 1 : 0, isLoop: isUnbounded, isUnbounded, mode: this.#mode() };
    }
    if (this.peek() !== '{') return null;
    return this.#counted(this.index);
  }

  #counted(index: number): Quantifier {
    const start = this.exec(/\{(\d+)/y);
    if (start === null) throw patternError(this.pattern, 'Illegal repetition', index + 1);
    const minimum = Number(start[1]);
    const [comma, last = ''] = this.exec(/,(\d*)/y) ?? [];
    if (!this.accept('}')) throw patternError(this.pattern, 'Unclosed counted closure', this.index);
    const isUnbounded = comma !== undefined && last === '';
    const maximum = comma === undefined ? minimum : last === '' ? Infinity : Number(last);
    if (maximum < minimum) throw patternError(this.pattern, 'Illegal repetition range', this.index - 1);
    const text = this.pattern.slice(index, this.index);
    return { text, minimum, isLoop: maximum > 1, isUnbounded, mode: this.#mode() };
  }

  #mode(): Quantifier['mode'] {
    return this.accept('?') ? '?' : this.accept('+') ? '+' : '';
  }
}
