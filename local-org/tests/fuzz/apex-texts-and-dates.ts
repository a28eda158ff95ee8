/** Random expressions of Boolean, String, Date and Datetime, and the numbers that Dates give. */
import { civil, civilText, plusMonths } from './apex-calendar.ts';
import { compare, convert, nullArgument, nullPointer, textOf } from './apex-model.ts';
import type { ComparisonOperator, Type, Value } from './apex-model.ts';
import { binary, callOn, LEVEL, NUMBERS, present, receiver, within } from './apex-expression.ts';
import type { Environment, Expression } from './apex-expression.ts';
import type { ExpressionMaker } from './apex-expressions.ts';
import { anyNumber, modulusOf } from './apex-numbers.ts';

export function dateNumber(maker: ExpressionMaker, depth: number): Expression {
  const date = maker.make('Date', depth);
  switch (maker.tape.pick(5)) {
    case 0:
      return callOn('Integer', date, 'day()', (days: bigint) => civil(days).day);
    case 1:
      return callOn('Integer', date, 'month()', (days: bigint) => civil(days).month);
    case 2:
      return callOn('Integer', date, 'year()', (days: bigint) => civil(days).year);
    default: {
      const [other, months] = [maker.make('Date', depth), maker.tape.pick(2) === 0];
      const run = (e: Environment): Value => {
        const from = present<bigint>(date.run(e));
        const to = other.run(e) ?? nullArgument();
        if (!months) return (to as bigint) - from;
        const [a, b] = [civil(from), civil(to as bigint)];
        return (b.year - a.year) * 12n + b.month - a.month;
      };
      return {
        type: 'Integer',
        text: `${receiver(date)}.${months ? 'monthsBetween' : 'daysBetween'}(${other.text})`,
        level: LEVEL.primary,
        run
      };
    }
  }
}

export function booleanExpression(maker: ExpressionMaker, depth: number): Expression {
  switch (maker.tape.pick(7)) {
    case 0:
      return logicalOf(maker, depth);
    case 1: {
      const operand = maker.make('Boolean', depth);
      return {
        type: 'Boolean',
        text: `!${within(operand, LEVEL.unary)}`,
        level: LEVEL.unary,
        run: (e) => !present<boolean>(operand.run(e))
      };
    }
    case 2: {
      const operand =
        maker.tape.pick(2) === 0
          ? anyNumber(maker, depth)
          : maker.make(maker.tape.of(['String', 'Date', 'Boolean']), depth);
      return {
        type: 'Boolean',
        text: `${within(operand, LEVEL.relation)} == null`,
        level: LEVEL.equality,
        run: (e) => operand.run(e) === null
      };
    }
    default:
      return comparisonOf(maker, depth);
  }
}

function logicalOf(maker: ExpressionMaker, depth: number): Expression {
  const [left, right] = [maker.make('Boolean', depth), maker.make('Boolean', depth)];
  const and = maker.tape.pick(2) === 0;
  if (maker.tape.pick(3) === 0) {
    const text = `(${within(left, LEVEL.sum)} ${and ? '&' : '^'} ${within(right, LEVEL.sum)})`;
    return { type: 'Boolean', text, level: LEVEL.primary, run: (e) => eager(and, left.run(e), right.run(e)) };
  }
  const level = and ? LEVEL.and : LEVEL.or;
  const run = (e: Environment): Value =>
    present<boolean>(left.run(e)) === and ? present<boolean>(right.run(e)) : !and;
  return { type: 'Boolean', text: binary(left, and ? '&&' : '||', right, level), level, run };
}

function comparisonOf(maker: ExpressionMaker, depth: number): Expression {
  const [a, b] = comparableTypes(maker);
  const domain = NUMBERS.includes(a)
    ? NUMBERS[Math.max(NUMBERS.indexOf(a), NUMBERS.indexOf(b))]!
    : a === b
      ? a
      : 'Datetime';
  const [left, right] = [maker.make(a, depth), maker.make(b, depth)];
  const operator =
    domain === 'Boolean'
      ? maker.tape.of<ComparisonOperator>(['==', '!='])
      : maker.tape.of<ComparisonOperator>(['==', '!=', '<', '<=', '>', '>=']);
  const level = operator === '==' || operator === '!=' ? LEVEL.equality : LEVEL.relation;
  const run = (e: Environment): Value =>
    compare(domain, operator, convert(a, domain, left.run(e)), convert(b, domain, right.run(e)));
  return { type: 'Boolean', text: binary(left, operator, right, level), level, run };
}

function comparableTypes(maker: ExpressionMaker): [Type, Type] {
  const tape = maker.tape;
  switch (tape.pick(6)) {
    case 0:
      return ['String', 'String'];
    case 1:
      return ['Date', 'Date'];
    case 2:
      return tape.of<[Type, Type]>([
        ['Datetime', 'Date'],
        ['Date', 'Datetime'],
        ['Datetime', 'Datetime'],
        ['Boolean', 'Boolean']
      ]);
    default:
      return [tape.of(NUMBERS), tape.of(NUMBERS)];
  }
}

export function stringExpression(maker: ExpressionMaker, depth: number): Expression {
  switch (maker.tape.pick(6)) {
    case 0:
      return dateString(maker, depth);
    case 1:
      return callOn('String', maker.make('String', depth), 'toUpperCase()', (text: string) => text.toUpperCase());
    case 2:
      return callOn('String', maker.make('String', depth), 'toLowerCase()', (text: string) => text.toLowerCase());
    default: {
      const other = maker.make(maker.tape.of<Type>([...NUMBERS, 'String', 'Boolean', 'Date', 'Datetime']), depth);
      const same = maker.make('String', depth);
      const [left, right] = maker.tape.pick(2) === 0 ? [same, other] : [other, same];
      const run = (e: Environment): Value => textOf(left.type, left.run(e)) + textOf(right.type, right.run(e));
      return { type: 'String', text: binary(left, '+', right, LEVEL.sum), level: LEVEL.sum, run };
    }
  }
}

function dateString(maker: ExpressionMaker, depth: number): Expression {
  const date = maker.make('Date', depth);
  return {
    type: 'String',
    text: `String.valueOf(${date.text})`,
    level: LEVEL.primary,
    run: (e) => {
      const days = date.run(e) as bigint | null;
      return days === null ? null : civilText(days);
    }
  };
}

export function dateExpression(maker: ExpressionMaker, depth: number): Expression {
  const date = maker.make('Date', depth);
  switch (maker.tape.pick(4)) {
    case 0:
      return callOn('Date', date, 'toStartOfMonth()', (days: bigint) => days - civil(days).day + 1n);
    case 1: {
      const months = modulusOf(maker, 'Integer', depth, 100n);
      const run = (e: Environment): Value => {
        const days = present<bigint>(date.run(e));
        return plusMonths(days, months.run(e) as bigint);
      };
      return { type: 'Date', text: `${receiver(date)}.addMonths(${months.text})`, level: LEVEL.primary, run };
    }
    default:
      return plusDays(maker, date, depth, 1n);
  }
}

export function datetimeExpression(maker: ExpressionMaker, depth: number): Expression {
  return plusDays(maker, maker.make('Datetime', depth), depth, 86_400_000n);
}

function plusDays(maker: ExpressionMaker, moment: Expression, depth: number, unit: bigint): Expression {
  // A Datetime takes no Long, says the platform's compiler.
  const whole: ReadonlyArray<'Integer' | 'Long'> = moment.type === 'Date' ? ['Integer', 'Long'] : ['Integer'];
  const amount = modulusOf(maker, maker.tape.of(whole), depth, 1000n);
  const operator = maker.tape.of(['+', '-']);
  const run = (e: Environment): Value => {
    const [from, days] = [moment.run(e), amount.run(e)];
    if (from === null) return nullPointer();
    return (from as bigint) + (operator === '+' ? 1n : -1n) * (days as bigint) * unit;
  };
  return { type: moment.type, text: binary(moment, operator, amount, LEVEL.sum), level: LEVEL.sum, run };
}

/** `&` and `^` unbox both sides. */
function eager(and: boolean, a: Value, b: Value): boolean {
  const [left, right] = [present<boolean>(a), present<boolean>(b)];
  return and ? left && right : left !== right;
}
