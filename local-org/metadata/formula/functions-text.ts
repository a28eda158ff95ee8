/** Text functions. Empty text and null are the same. */
import { FormulaNumber } from './decimal.ts';
import { EvaluationError } from './errors.ts';
import { expression, illegalType, plain, requireCount, requireType, strict, wrongType } from './expression.ts';
import type { Builder, Expression } from './expression.ts';
import { dateText } from './values.ts';
import type { FormulaValue } from './values.ts';

type Text = string | null;

export const TEXT_FUNCTIONS: Readonly<Record<string, Builder>> = {
  ASCII: strict('number', ['text'], (text: string) => FormulaNumber.of(text.codePointAt(0)!)),
  BEGINS: plain('boolean', ['text', 'text'], (text: Text, start: Text) =>
    start === null ? true : text === null ? null : text.startsWith(start)
  ),
  BR: plain('text', [], () => '<br>'),
  CASESAFEID: strict('text', ['text'], caseSafeId),
  CHR: strict('text', ['number'], (code: FormulaNumber) => String.fromCodePoint(code.toInteger())),
  CONTAINS: plain('boolean', ['text', 'text'], (text: Text, part: Text) =>
    part === null ? true : text === null ? null : text.includes(part)
  ),
  FIND: plain(
    'number',
    ['text', 'text', 'number'],
    (part: Text, text: Text, start?: FormulaNumber | null) => {
      const from = start === undefined ? 0 : (start?.toInteger() ?? 0) - 1;
      return FormulaNumber.of(part === null || text === null ? 0 : text.indexOf(part, from) + 1);
    },
    1
  ),
  HYPERLINK: plain(
    'text',
    ['text', 'text', 'text'],
    (url: Text, label: Text, target?: Text) =>
      `<a href="${url ?? ''}" target="${target ?? '_blank'}">${label ?? ''}</a>`,
    1
  ),
  IMAGE: plain(
    'text',
    ['text', 'text', 'number', 'number'],
    (url: Text, label: Text, height?: FormulaNumber | null, width?: FormulaNumber | null) => {
      const size = height && width ? ` style="height:${String(height)}px; width:${String(width)}px;"` : '';
      return `<img src="${url ?? ''}" alt="${label ?? ''}"${size} border="0"/>`;
    },
    2
  ),
  INCLUDES(call) {
    requireCount(call, 2);
    const [field, choice] = call.args as [Expression, Expression];
    if (field.type !== 'multipicklist') throw wrongType(call, ['multipicklist'], field);
    if (choice.literal === null) throw illegalType(call);
    const { literal } = choice;
    return expression('boolean', (row) =>
      ((field.run(row) as Text) ?? '').split(';').some((each) => each === literal && each !== '')
    );
  },
  INITCAP: strict('text', ['text'], (text: string) =>
    text.toLowerCase().replace(/[\p{L}\p{N}]+/gu, (word) => word[0]!.toUpperCase() + word.slice(1))
  ),
  ISNUMBER: plain('boolean', ['text'], (text: Text) => text !== null && FormulaNumber.parse(text) !== null),
  ISPICKVAL(call) {
    requireCount(call, 2);
    const [field, value] = call.args as [Expression, Expression];
    if (field.type !== 'picklist') throw wrongType(call, ['picklist'], field);
    if (value.literal === null) throw wrongType(call, ['text'], value);
    const wanted = value.literal === '' ? null : value.literal;
    return expression('boolean', (row) => field.run(row) === wanted);
  },
  LEFT: strict('text', ['text', 'number'], (text: string, count: FormulaNumber) =>
    orNull(text.slice(0, Math.max(0, count.toInteger())))
  ),
  LEN: plain('number', ['text'], (text: Text) => FormulaNumber.of(text?.length ?? 0)),
  LOWER: plain('text', ['text', 'text'], (text: Text) => text?.toLowerCase() ?? null, 1),
  LPAD: padded((text, padding) => padding + text),
  MID: strict('text', ['text', 'number', 'number'], (text: string, start: FormulaNumber, count: FormulaNumber) => {
    const from = Math.max(1, start.toInteger()) - 1;
    return orNull(text.slice(from, from + Math.max(0, count.toInteger())));
  }),
  REVERSE: strict('text', ['text'], (text: string) => [...text].reverse().join('')),
  RIGHT: strict('text', ['text', 'number'], (text: string, count: FormulaNumber) =>
    orNull(text.slice(Math.max(0, text.length - Math.max(0, count.toInteger()))))
  ),
  RPAD: padded((text, padding) => text + padding),
  SUBSTITUTE: plain('text', ['text', 'text', 'text'], (text: Text, old: Text, other: Text) =>
    text === null || old === null ? null : orNull(text.replaceAll(old, () => other ?? ''))
  ),
  TEXT(call) {
    requireCount(call, 1);
    const arg = call.args[0]!;
    if (arg.type === 'text' || arg.type === 'boolean' || arg.type === 'multipicklist')
      throw wrongType(call, ['number', 'date', 'datetime', 'picklist'], arg);
    return expression('text', (row) => textOf(arg, arg.run(row)));
  },
  TRIM: strict('text', ['text'], (text: string) => orNull(text.replace(/^ +| +$/g, ''))),
  UPPER: plain('text', ['text', 'text'], (text: Text) => text?.toUpperCase() ?? null, 1),
  VALUE: strict('number', ['text'], (text: string) => {
    const number = FormulaNumber.parse(text);
    if (number === null) throw new EvaluationError("The value 'null' is not a valid number.");
    return number;
  })
};

function orNull(text: string): Text {
  return text === '' ? null : text;
}

/** To `count` characters; text that is longer is cut off. */
function padded(join: (text: string, padding: string) => string): Builder {
  return (call) => {
    requireCount(call, 2, 3);
    requireType(call, call.args[0]!, 'text');
    requireType(call, call.args[1]!, 'number');
    const [text, count, padding] = call.args as [Expression, Expression, Expression | undefined];
    if (padding) requireType(call, padding, 'text');
    return expression('text', (row) => {
      const value = text.run(row) as Text;
      const length = (count.run(row) as FormulaNumber | null)?.toInteger() ?? 0;
      const fill = padding ? (padding.run(row) as Text) : ' ';
      if (value === null || length <= 0) return null;
      if (length <= value.length) return value.slice(0, length);
      if (fill === null) return value;
      const missing = length - value.length;
      return join(value, fill.repeat(Math.ceil(missing / fill.length)).slice(0, missing));
    });
  };
}

/** Datetimes in GMT with a Z, whatever the user's time zone. */
function textOf({ type }: Expression, value: FormulaValue): Text {
  if (value === null) return null;
  switch (type) {
    case 'date':
      return dateText(value as number);
    case 'datetime':
      return `${new Date(value as number).toISOString().slice(0, 19).replace('T', ' ')}Z`;
    case 'time':
      return new Date(value as number).toISOString().slice(11, 23);
    default:
      return String(value);
  }
}

const SUFFIXES = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The three characters that say which letters of the fifteen are capitals. */
function caseSafeId(id: string): string {
  if (!/^[A-Za-z0-9]{15}$/.test(id)) return id;
  const suffix = [0, 5, 10].map((start) => {
    const bits = [...id.slice(start, start + 5)].map((letter, index) => (/[A-Z]/.test(letter) ? 1 << index : 0));
    return SUFFIXES[bits.reduce((sum, bit) => sum + bit, 0)]!;
  });
  return id + suffix.join('');
}
