/** Literals. */
import type { LiteralContext } from '@apexdevtools/apex-parser';
import { positionOf } from '../parse.ts';
import { fail } from '../problems.ts';
import type { Literal } from '../tree.ts';
import type { ApexType, Position } from '../types.ts';
import { BOOLEAN, DECIMAL, DOUBLE, INTEGER, LONG, NULL, STRING } from '../typing/names.ts';

const MAX_INTEGER = 2147483647n;
const MAX_LONG = 9223372036854775807n;

/** `negative`: a minus sign stands right before; it goes into the value, but not into the range, as on the platform. */
export function checkLiteral(tree: LiteralContext, negative = false): Literal {
  const position = positionOf(tree);
  const text = tree.getText();
  if (tree.IntegerLiteral())
    return literal(INTEGER, Number(whole(text, MAX_INTEGER, negative, position, 'Illegal integer')), position);
  if (tree.LongLiteral())
    return literal(LONG, whole(text.slice(0, -1), MAX_LONG, negative, position, 'Illegal long'), position);
  if (tree.NumberLiteral()) return numberLiteral(text, negative, position);
  if (tree.BooleanLiteral()) return literal(BOOLEAN, text.toLowerCase() === 'true', position);
  if (tree.NULL()) return literal(NULL, null, position);
  return literal(STRING, stringValue(text, position), position);
}

function literal(type: ApexType, value: Literal['value'], position: Position): Literal {
  return { kind: 'literal', type, value, position };
}

/** Is it a number, so that a minus sign before it belongs to it? */
export function isNumberLiteral(tree: LiteralContext): boolean {
  return Boolean(tree.IntegerLiteral() ?? tree.LongLiteral() ?? tree.NumberLiteral());
}

function whole(digits: string, max: bigint, negative: boolean, position: Position, message: string): bigint {
  const value = BigInt(digits);
  if (value > max) fail(position, message);
  return negative ? -value : value;
}

/** Characters of a decimal without its sign, the dot included, in Salesforce's own compiler. */
const LONGEST_DECIMAL = 50;

function numberLiteral(text: string, negative: boolean, position: Position): Literal {
  const sign = negative ? '-' : '';
  if (/d$/i.test(text)) {
    const value = Number(text.slice(0, -1));
    if (!Number.isFinite(value)) fail(position, 'Illegal double');
    return literal(DOUBLE, negative ? -value : value, position);
  }
  if (text.length > LONGEST_DECIMAL) fail(position, 'Illegal decimal');
  return literal(
    DECIMAL,
    sign + (text.startsWith('.') ? `0${text}` : text.endsWith('.') ? `${text}0` : text),
    position
  );
}

const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  '"': '"',
  "'": "'",
  '\\': '\\'
};

/** The value of a quoted literal, `'''` ones included. */
export function stringValue(text: string, position: Position): string {
  if (!text.startsWith("'''") && /[\r\n]/.test(text)) fail(position, 'Line breaks are not allowed in string literals');
  const inner = text.startsWith("'''") && text.length >= 6 ? multilineBody(text) : text.slice(1, -1);
  return inner.replace(/\\(u[0-9a-fA-F]{4}|u+|.)/gs, (sequence, escape: string) => {
    if (/^u[0-9a-fA-F]{4}$/.test(escape)) return String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    const value = ESCAPES[escape] ?? ESCAPES[escape.toLowerCase()];
    return (
      value ??
      fail(position, `Invalid string literal ${text}. Illegal character sequence '${sequence}' in string literal.`)
    );
  });
}

/** The line break after the opening quotes does not count. */
function multilineBody(text: string): string {
  return text.slice(3, -3).replace(/^[ \t]*\r?\n/, '');
}
