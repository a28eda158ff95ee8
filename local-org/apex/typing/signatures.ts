/** Reads the small grammar of library signatures (see `library.ts`). */

export interface TypeText {
  readonly name: string;
  readonly args: readonly TypeText[];
}

export interface SignatureText {
  /** Null for a constructor. */
  readonly type: TypeText | null;
  readonly name: string;
  readonly parameters: readonly TypeText[];
}

/** `Map<String, List<E>>`, `E[]`. Throws TypeError when the text is not a type. */
export function parseTypeText(text: string): TypeText {
  const reader = new Reader(text);
  const type = reader.type();
  reader.end();
  return type;
}

/** Any member signature, `static` and property accessors included. Throws TypeError when it cannot be read. */
export function parseSignature(signature: string): SignatureText {
  const reader = new Reader(signature.replace(/\{.*\}\s*$/s, '').replace(/^\s*static\s+/, ''));
  const first = reader.type();
  if (first.name === 'new' && reader.accept('(')) return { type: null, name: 'new', parameters: reader.parameters() };
  const name = reader.name();
  const parameters = reader.accept('(') ? reader.parameters() : [];
  reader.end();
  return { type: first, name, parameters };
}

class Reader {
  readonly #text: string;
  readonly #tokens: string[];
  #index = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = text.match(/[\w.]+|[^\s\w.]/g) ?? [];
  }

  accept(token: string): boolean {
    if (this.#tokens[this.#index] !== token) return false;
    this.#index += 1;
    return true;
  }

  name(): string {
    const token = this.#tokens[this.#index];
    if (token === undefined || !/^[\w.]+$/.test(token)) this.#refuse();
    this.#index += 1;
    return token;
  }

  type(): TypeText {
    const name = this.name();
    const args: TypeText[] = [];
    if (this.accept('<')) {
      do args.push(this.type());
      while (this.accept(','));
      this.#expect('>');
    }
    let type: TypeText = { name, args };
    while (this.accept('[')) {
      this.#expect(']');
      type = { name: 'List', args: [type] };
    }
    return type;
  }

  /** After the opening bracket: `Type name, Type name)`. */
  parameters(): TypeText[] {
    const parameters: TypeText[] = [];
    if (this.accept(')')) return parameters;
    do {
      parameters.push(this.type());
      this.name();
    } while (this.accept(','));
    this.#expect(')');
    return parameters;
  }

  end(): void {
    if (this.#index < this.#tokens.length) this.#refuse();
  }

  #expect(token: string): void {
    if (!this.accept(token)) this.#refuse();
  }

  #refuse(): never {
    throw new TypeError(`Not a library signature: ${this.#text}`);
  }
}
