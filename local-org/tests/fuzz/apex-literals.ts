/**
 * Random literals, close to where rules change: zero, the ends of a range, halves, accents, month ends. Apex has no
 * literal for the smallest Integer and Long: the sign is not part of it.
 */
import { decimal } from './apex-model.ts';
import type { Dec, Type, Value } from './apex-model.ts';
import { LEVEL } from './apex-expression.ts';
import type { Expression } from './apex-expression.ts';
import type { Tape } from './tape.ts';

const INTEGERS = [
  '0',
  '1',
  '2',
  '-1',
  '7',
  '10',
  '31',
  '33',
  '64',
  '100',
  '2147483647',
  '-2147483647',
  '123456789',
  '-65536'
];
const LONGS = [
  '0',
  '1',
  '-1',
  '3',
  '1000',
  '4294967296',
  '9223372036854775807',
  '-9223372036854775807',
  '-4294967297',
  '12345678901'
];
const DOUBLES = ['0.0', '1.0', '-2.5', '0.1', '3.0', '1234567.0', '12345678.9', '0.001', '0.00025', '-1000000.0'];
const DECIMALS = [
  '0.0',
  '1.0',
  '1.10',
  '-2.5',
  '0.05',
  '3.0',
  '7.000',
  '33.333',
  '-0.0001',
  '1000000.00',
  '99999999999.99',
  '0.5',
  '2.5'
];
const STRINGS = ['', 'a', 'A', 'ab', 'Ab', 'b', 'é', 'E', '1', '10', 'a b', 'null', 'zZ', 'ü'];

export function randomLiteral(tape: Tape, type: Type): Expression {
  const of = (text: string, value: Value): Expression => ({
    type,
    text,
    level: text.startsWith('-') ? LEVEL.unary : LEVEL.primary,
    run: () => value
  });
  switch (type) {
    case 'Integer': {
      const text = tape.of(INTEGERS);
      return of(text, BigInt(text));
    }
    case 'Long': {
      const text = tape.of(LONGS);
      return of(`${text}L`, BigInt(text));
    }
    case 'Double': {
      const text = tape.of(DOUBLES);
      return of(`${text}d`, Number(text));
    }
    case 'Decimal': {
      const text = tape.of(DECIMALS);
      return of(text, signedDecimal(text));
    }
    case 'Boolean': {
      const value = tape.pick(2) === 0;
      return of(String(value), value);
    }
    case 'String': {
      const text = tape.of(STRINGS);
      return of(`'${text}'`, text);
    }
    case 'Date': {
      const [year, month, day] = randomDay(tape);
      return of(`Date.newInstance(${year}, ${month}, ${day})`, dayOf(year, month, day));
    }
    case 'Datetime': {
      const [year, month, day] = randomDay(tape);
      const [hour, minute, second] = [tape.pick(24), tape.pick(60), tape.pick(60)];
      const time = BigInt((hour * 60 + minute) * 60 + second) * 1000n;
      return of(
        `Datetime.newInstanceGmt(${year}, ${month}, ${day}, ${hour}, ${minute}, ${second})`,
        dayOf(year, month, day) * 86_400_000n + time
      );
    }
  }
}

function randomDay(tape: Tape): [number, number, number] {
  return [tape.of([2024, 1999, 2000, 1900, 2023, 2100]), 1 + tape.pick(12), 1 + tape.pick(28)];
}

function signedDecimal(text: string): Dec {
  const { digits, scale } = decimal(text.replace('-', ''));
  return { digits: text.startsWith('-') ? -digits : digits, scale };
}

function dayOf(year: number, month: number, day: number): bigint {
  return BigInt(Date.UTC(year, month - 1, day)) / 86_400_000n;
}
