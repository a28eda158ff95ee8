/** JSON as a tree that keeps the text of numbers, and the untyped Apex values it stands for. */
import { runtimeType } from '../../machine/runtime-type.ts';
import { ApexList, ApexMap } from '../../values/collections.ts';
import { Decimal } from '../../values/decimal.ts';
import { jsonException } from './json-error.ts';
import type { Token } from './json-tokens.ts';

export type JsonNode =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
  /** In the order of the text; a name may stand twice. */
  | { readonly kind: 'object'; readonly fields: ReadonlyArray<readonly [name: string, value: JsonNode]> };

/** The value that begins at `start`, and the index of the token after it. */
export function readTree(tokens: readonly Token[], start = 0): { readonly node: JsonNode; readonly next: number } {
  const token = tokens[start]!;
  switch (token.kind) {
    case 'START_OBJECT':
      return readObject(tokens, start + 1);
    case 'START_ARRAY':
      return readArray(tokens, start + 1);
    case 'VALUE_STRING':
      return { node: { kind: 'string', text: token.text }, next: start + 1 };
    case 'VALUE_NUMBER_INT':
    case 'VALUE_NUMBER_FLOAT':
      return { node: { kind: 'number', text: token.text }, next: start + 1 };
    case 'VALUE_TRUE':
    case 'VALUE_FALSE':
      return { node: { kind: 'boolean', value: token.kind === 'VALUE_TRUE' }, next: start + 1 };
    case 'VALUE_NULL':
      return { node: { kind: 'null' }, next: start + 1 };
    default:
      throw new RangeError(`no value begins with ${token.kind}`);
  }
}

function readObject(tokens: readonly Token[], start: number): { node: JsonNode; next: number } {
  const fields: [string, JsonNode][] = [];
  let at = start;
  while (tokens[at]!.kind === 'FIELD_NAME') {
    const { node, next } = readTree(tokens, at + 1);
    fields.push([tokens[at]!.text, node]);
    at = next;
  }
  return { node: { kind: 'object', fields }, next: at + 1 };
}

function readArray(tokens: readonly Token[], start: number): { node: JsonNode; next: number } {
  const items: JsonNode[] = [];
  let at = start;
  while (tokens[at]!.kind !== 'END_ARRAY') {
    const { node, next } = readTree(tokens, at);
    items.push(node);
    at = next;
  }
  return { node: { kind: 'array', items }, next: at + 1 };
}

/**
 * JSON.deserializeUntyped: Map<String,Object>, List<Object>, String, Boolean, null; whole numbers are Integer, else Long,
 * numbers with a point or exponent Decimal.
 *
 * @throws System.JSONException for a whole number beyond a Long (glade-sh/glade-tools, what an org answered)
 */
export function untypedValue(node: JsonNode): unknown {
  switch (node.kind) {
    case 'null':
      return null;
    case 'boolean':
      return node.value;
    case 'string':
      return node.text;
    case 'number':
      return untypedNumber(node.text);
    case 'array':
      return new ApexList(runtimeType('List<Object>'), node.items.map(untypedValue));
    case 'object':
      return new ApexMap(
        runtimeType('Map<String,Object>'),
        node.fields.map(([name, value]) => [name, untypedValue(value)])
      );
  }
}

function untypedNumber(text: string): number | bigint | Decimal {
  if (!/^-?\d+$/.test(text)) return Decimal.parse(text)!;
  const value = BigInt(text);
  if (value === BigInt.asIntN(32, value)) return Number(value);
  // The platform adds the place in the text, from a position of its parser that is not published.
  if (value !== BigInt.asIntN(64, value)) throw jsonException(`For input string: "${text}"`);
  return value;
}
