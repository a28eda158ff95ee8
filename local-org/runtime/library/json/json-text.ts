/**
 * Writes JSON text piece by piece, compact or pretty, as Jackson does (the platform's library, as its error texts show):
 * pretty objects have one field a line, arrays stay on the line (`[ 1, 2 ]`), empty ones are `{ }` and `[ ]`.
 */
import { jsonException } from './json-error.ts';

interface Level {
  readonly kind: 'object' | 'array';
  count: number;
  /** Between a field's name and its value. */
  expectsValue: boolean;
}

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r'
};

export class JsonText {
  readonly #pretty: boolean;
  readonly #pieces: string[] = [];
  readonly #levels: Level[] = [];

  constructor(pretty: boolean) {
    this.#pretty = pretty;
  }

  startObject(): void {
    this.#beforeValue();
    this.#pieces.push('{');
    this.#levels.push({ kind: 'object', count: 0, expectsValue: false });
  }

  /** @throws System.JSONException when no object is open */
  endObject(): void {
    const level = this.#close('object');
    this.#pieces.push(level.count === 0 ? (this.#pretty ? ' }' : '}') : `${this.#lineBreak()}}`);
  }

  startArray(): void {
    this.#beforeValue();
    this.#pieces.push('[');
    this.#levels.push({ kind: 'array', count: 0, expectsValue: false });
  }

  /** @throws System.JSONException when no array is open */
  endArray(): void {
    this.#close('array');
    this.#pieces.push(this.#pretty ? ' ]' : ']');
  }

  /** @throws System.JSONException outside objects, and where a value is due */
  fieldName(name: string): void {
    const level = this.#levels.at(-1);
    if (level?.kind !== 'object' || level.expectsValue)
      throw jsonException('Can not write a field name, expecting a value');
    if (level.count > 0) this.#pieces.push(',');
    level.count += 1;
    level.expectsValue = true;
    this.#pieces.push(this.#lineBreak(), quote(name), this.#pretty ? ' : ' : ':');
  }

  string(text: string): void {
    this.raw(quote(text));
  }

  /** A number, true, false or null, as written. */
  raw(text: string): void {
    this.#beforeValue();
    this.#pieces.push(text);
  }

  /** The text so far; complete when everything that was opened is closed. */
  toString(): string {
    return this.#pieces.join('');
  }

  /** Closes whatever is open, as Jackson's generator does. */
  closeAll(): void {
    while (this.#levels.length > 0) {
      if (this.#levels.at(-1)!.kind === 'object') this.endObject();
      else this.endArray();
    }
  }

  #beforeValue(): void {
    const level = this.#levels.at(-1);
    if (level === undefined) {
      if (this.#pieces.length > 0) this.#pieces.push(' ');
      return;
    }
    if (level.kind === 'object') {
      if (!level.expectsValue) throw jsonException('Can not write a value, expecting field name');
      level.expectsValue = false;
      return;
    }
    if (level.count > 0) this.#pieces.push(this.#pretty ? ', ' : ',');
    else if (this.#pretty) this.#pieces.push(' ');
    level.count += 1;
  }

  #close(kind: Level['kind']): Level {
    const level = this.#levels.pop();
    if (level?.kind !== kind) throw jsonException(`Current context not an ${kind} but ${level?.kind ?? 'root'}`);
    if (level.expectsValue) throw jsonException('Can not write end of object, expecting a value');
    return level;
  }

  #lineBreak(): string {
    if (!this.#pretty) return '';
    return `\n${'  '.repeat(this.#levels.filter((level) => level.kind === 'object').length)}`;
  }
}

/** Quotes as Jackson does: only what must be escaped is, control characters in upper-case hexadecimal. */
export function quote(text: string): string {
  return `"${text.replace(/["\\\u0000-\u001f]/g, (char) => SHORT[char] ?? `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`)}"`;
}
