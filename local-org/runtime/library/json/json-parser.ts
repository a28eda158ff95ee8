/** System.JSONParser and System.JSONToken: JSON read token by token. */
import { libraryType } from '../../../apex/library.ts';
import type { LibraryType } from '../../../apex/library.ts';
import type { ApexException } from '../../machine/errors.ts';
import { runtimeType } from '../../machine/runtime-type.ts';
import type { RuntimeType } from '../../machine/runtime-type.ts';
import { given } from '../members.ts';
import { typedValue } from './deserialise.ts';
import { jsonException } from './json-error.ts';
import { tokensBeforeError } from './json-tokens.ts';
import type { Token, TokenKind } from './json-tokens.ts';
import { readTree } from './json-tree.ts';

const TOKENS = [
  'END_ARRAY',
  'END_OBJECT',
  'FIELD_NAME',
  'NOT_AVAILABLE',
  'START_ARRAY',
  'START_OBJECT',
  'VALUE_EMBEDDED_OBJECT',
  'VALUE_FALSE',
  'VALUE_NULL',
  'VALUE_NUMBER_FLOAT',
  'VALUE_NUMBER_INT',
  'VALUE_STRING',
  'VALUE_TRUE'
];

export class ApexJsonParser {
  readonly #tokens: readonly Token[];
  /** Behind the last token; null for the end of the text. */
  readonly #error: ApexException | null;
  /** -1 before the first token. */
  #at = -1;
  #cleared: TokenKind | null = null;
  #isCleared = false;

  constructor(text: string) {
    // Nothing is read before the first token is asked for (tests of trailheadapps/purealoe-lwc parse an empty answer).
    const { tokens, error } = tokensBeforeError(text);
    this.#tokens = tokens;
    this.#error = error;
  }

  get current(): Token | null {
    return this.#isCleared ? null : (this.#tokens[this.#at] ?? null);
  }

  get lastCleared(): TokenKind | null {
    return this.#cleared;
  }

  next(): Token | null {
    this.#isCleared = false;
    this.#at = Math.min(this.#at + 1, this.#tokens.length);
    if (this.#at === this.#tokens.length && this.#error !== null) throw this.#error;
    return this.current;
  }

  /** Like `next`, past a field name to its value. */
  nextValue(): Token | null {
    const token = this.next();
    return token?.kind === 'FIELD_NAME' ? this.next() : token;
  }

  clear(): void {
    this.#cleared = this.current?.kind ?? this.#cleared;
    this.#isCleared = true;
  }

  /** The name of the field whose name or value is current; null elsewhere. */
  currentName(): string | null {
    const token = this.#tokens[this.#at];
    if (token?.kind === 'FIELD_NAME') return token.text;
    const start = token?.kind === 'END_ARRAY' || token?.kind === 'END_OBJECT' ? this.#openingOf(this.#at) : this.#at;
    const before = this.#tokens[start - 1];
    return before?.kind === 'FIELD_NAME' ? before.text : null;
  }

  skipChildren(): void {
    const kind = this.current?.kind;
    if (kind === 'START_OBJECT' || kind === 'START_ARRAY') this.#at = this.#tree().next - 1;
  }

  /** The value at the current token, which is consumed. A field name stands for its value. */
  read(type: RuntimeType, strict: boolean): unknown {
    if (this.current === null || this.current.kind === 'FIELD_NAME') this.next();
    if (this.current === null) throw jsonException('No content to map to Object due to end of input');
    const { node, next } = this.#tree();
    this.#at = next - 1;
    return typedValue(node, type, strict);
  }

  /** The current scalar as a type. @throws System.JSONException when it is not one of the kinds */
  scalar(typeName: string, kinds: readonly TokenKind[]): unknown {
    const token = this.current;
    if (token === null || !kinds.includes(token.kind)) {
      throw jsonException(`Current token (${token?.kind ?? 'null'}) not of the type ${typeName}`);
    }
    return typedValue(this.#tree().node, runtimeType(typeName), false);
  }

  /** The value at the current token. @throws what is wrong in it */
  #tree(): ReturnType<typeof readTree> {
    if (this.#error !== null && !this.#isWhole(this.#at)) throw this.#error;
    return readTree(this.#tokens, this.#at);
  }

  #isWhole(start: number): boolean {
    let depth = 0;
    for (let at = start; at < this.#tokens.length; at += 1) {
      const { kind } = this.#tokens[at]!;
      if (kind === 'START_ARRAY' || kind === 'START_OBJECT') depth += 1;
      else if (kind === 'END_ARRAY' || kind === 'END_OBJECT') depth -= 1;
      if (depth === 0) return true;
    }
    return false;
  }

  #openingOf(end: number): number {
    let depth = 0;
    for (let at = end; at >= 0; at -= 1) {
      const { kind } = this.#tokens[at]!;
      if (kind === 'END_ARRAY' || kind === 'END_OBJECT') depth += 1;
      else if (kind === 'START_ARRAY' || kind === 'START_OBJECT') depth -= 1;
      if (depth === 0) return at;
    }
    return 0;
  }
}

function tokenValue(kind: TokenKind | null): unknown {
  if (kind === null) return null;
  return runtimeType('JSONToken').enumValues.find((value) => value.name === kind)!;
}

const scalar =
  (typeName: string, ...kinds: TokenKind[]) =>
  (self: ApexJsonParser): unknown =>
    self.scalar(typeName, kinds);

export const jsonParserTypes: LibraryType[] = [
  libraryType('JSONToken', { kind: 'enum', enumValues: TOKENS }, {}),
  libraryType(
    'JSONParser',
    { isInstance: (value) => value instanceof ApexJsonParser },
    {
      'void clearCurrentToken()': (self: ApexJsonParser) => self.clear(),
      'Blob getBlobValue()': scalar('Blob', 'VALUE_STRING'),
      'Boolean getBooleanValue()': scalar('Boolean', 'VALUE_TRUE', 'VALUE_FALSE'),
      'String getCurrentName()': (self: ApexJsonParser) => self.currentName(),
      'System.JSONToken getCurrentToken()': (self: ApexJsonParser) => tokenValue(self.current?.kind ?? null),
      'Datetime getDatetimeValue()': scalar('Datetime', 'VALUE_STRING'),
      'Date getDateValue()': scalar('Date', 'VALUE_STRING'),
      'Decimal getDecimalValue()': scalar('Decimal', 'VALUE_NUMBER_INT', 'VALUE_NUMBER_FLOAT'),
      'Double getDoubleValue()': scalar('Double', 'VALUE_NUMBER_INT', 'VALUE_NUMBER_FLOAT'),
      'Id getIdValue()': scalar('Id', 'VALUE_STRING'),
      'Integer getIntegerValue()': scalar('Integer', 'VALUE_NUMBER_INT'),
      'System.JSONToken getLastClearedToken()': (self: ApexJsonParser) => tokenValue(self.lastCleared),
      'Long getLongValue()': scalar('Long', 'VALUE_NUMBER_INT'),
      'String getText()': (self: ApexJsonParser) => self.current?.text ?? null,
      'Time getTimeValue()': scalar('Time', 'VALUE_STRING'),
      'Boolean hasCurrentToken()': (self: ApexJsonParser) => self.current !== null,
      'System.JSONToken nextToken()': (self: ApexJsonParser) => tokenValue(self.next()?.kind ?? null),
      'System.JSONToken nextValue()': (self: ApexJsonParser) => tokenValue(self.nextValue()?.kind ?? null),
      'Object readValueAs(System.Type type)': (self: ApexJsonParser, type: RuntimeType | null) =>
        self.read(given(type), false),
      'Object readValueAsStrict(System.Type type)': (self: ApexJsonParser, type: RuntimeType | null) =>
        self.read(given(type), true),
      'void skipChildren()': (self: ApexJsonParser) => self.skipChildren()
    }
  )
];
