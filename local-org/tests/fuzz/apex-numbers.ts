/** Random expressions of the number types. */
import {
  arithmetic,
  bitsOf,
  bitwise,
  compare,
  convert,
  nullArgument,
  nullPointer,
  rounded,
  wrap
} from './apex-model.ts';
import type { ArithmeticOperator, BitOperator, Dec, Type, Value } from './apex-model.ts';
import { binary, callOn, LEVEL, NUMBERS, within } from './apex-expression.ts';
import type { Environment, Expression } from './apex-expression.ts';
import type { ExpressionMaker } from './apex-expressions.ts';
import { dateNumber } from './apex-texts-and-dates.ts';

export function anyNumber(maker: ExpressionMaker, depth: number): Expression {
  return maker.make(maker.tape.of(NUMBERS), depth);
}

export function arithmeticOf(maker: ExpressionMaker, type: Type, depth: number): Expression {
  const operator = maker.tape.of<ArithmeticOperator>(['+', '-', '*', '/']);
  const other = maker.make(maker.assignable(type), depth);
  const same = maker.make(type, depth);
  const [left, right] = maker.tape.pick(2) === 0 ? [same, other] : [other, same];
  const level = operator === '+' || operator === '-' ? LEVEL.sum : LEVEL.product;
  const run = (e: Environment): Value =>
    arithmetic(type, operator, convert(left.type, type, left.run(e)), convert(right.type, type, right.run(e)));
  return { type, text: binary(left, operator, right, level), level, run };
}

function bitsOfType(maker: ExpressionMaker, type: Type, depth: number): Expression {
  const operator = maker.tape.of<BitOperator>(['&', '|', '^', '<<', '>>', '>>>']);
  const left = maker.make(type, depth);
  const right = maker.make(operator.length > 1 ? 'Integer' : type, depth);
  const run = (e: Environment): Value => bitwise(type, operator, left.run(e), right.run(e));
  return {
    type,
    text: `(${within(left, LEVEL.sum)} ${operator} ${within(right, LEVEL.sum)})`,
    level: LEVEL.primary,
    run
  };
}

function unaryOf(maker: ExpressionMaker, type: Type, depth: number): Expression {
  const operand = maker.make(type, depth);
  const operator = type === 'Integer' || type === 'Long' ? maker.tape.of(['-', '~']) : '-';
  const inner = within(operand, LEVEL.unary);
  const text = `${operator}${inner.startsWith('-') || /^\d/.test(inner) ? `(${operand.text})` : inner}`;
  const run = (e: Environment): Value => {
    const value = operand.run(e);
    if (value === null) return nullPointer();
    if (operator === '~') return -(value as bigint) - 1n;
    if (type === 'Double') return -(value as number);
    return type === 'Decimal'
      ? { digits: -(value as Dec).digits, scale: (value as Dec).scale }
      : wrap(bitsOf(type), -(value as bigint));
  };
  return { type, text, level: LEVEL.unary, run };
}

export function castTo(type: Type, operand: Expression): Expression {
  return {
    type,
    text: `(${type}) ${within(operand, LEVEL.unary)}`,
    level: LEVEL.unary,
    run: (e) => convert(operand.type, type, operand.run(e))
  };
}

export function modulusOf(maker: ExpressionMaker, type: 'Integer' | 'Long', depth: number, by: bigint): Expression {
  const operand = maker.make(type, depth);
  const run = (e: Environment): Value => ((operand.run(e) as bigint | null) ?? nullArgument()) % by;
  return { type, text: `Math.mod(${operand.text}, ${by}${type === 'Long' ? 'L' : ''})`, level: LEVEL.primary, run };
}

function extremeOf(maker: ExpressionMaker, type: Type, depth: number): Expression {
  const [left, right] = [maker.make(type, depth), maker.make(type, depth)];
  const name = maker.tape.of(['max', 'min']);
  const run = (e: Environment): Value => {
    const [a, b] = [left.run(e), right.run(e)];
    if (a === null || b === null) return nullArgument();
    return compare(type, name === 'max' ? '>=' : '<=', a, b) ? a : b;
  };
  return { type, text: `Math.${name}(${left.text}, ${right.text})`, level: LEVEL.primary, run };
}

export function integerExpression(maker: ExpressionMaker, depth: number): Expression {
  switch (maker.tape.pick(10)) {
    case 0:
      return bitsOfType(maker, 'Integer', depth);
    case 1:
      return unaryOf(maker, 'Integer', depth);
    case 2:
      return castTo('Integer', anyNumber(maker, depth));
    case 3:
      return callOn('Integer', maker.make('String', depth), 'length()', (text: string) => BigInt(text.length));
    case 4:
      return dateNumber(maker, depth);
    case 5:
      return modulusOf(maker, 'Integer', depth, maker.tape.of([7n, 10n, 1000n]));
    case 6:
      return callOn('Integer', maker.make('Decimal', depth), 'intValue()', (value: Dec) =>
        convert('Decimal', 'Integer', value)
      );
    default:
      return arithmeticOf(maker, 'Integer', depth);
  }
}

export function longExpression(maker: ExpressionMaker, depth: number): Expression {
  switch (maker.tape.pick(8)) {
    case 0:
      return bitsOfType(maker, 'Long', depth);
    case 1:
      return unaryOf(maker, 'Long', depth);
    case 2:
      return castTo('Long', anyNumber(maker, depth));
    case 3:
      return modulusOf(maker, 'Long', depth, maker.tape.of([7n, 4294967296n]));
    case 4:
      return callOn('Long', maker.make('Decimal', depth), 'longValue()', (value: Dec) =>
        convert('Decimal', 'Long', value)
      );
    default:
      return arithmeticOf(maker, 'Long', depth);
  }
}

export function decimalExpression(maker: ExpressionMaker, depth: number): Expression {
  switch (maker.tape.pick(9)) {
    case 0:
      return unaryOf(maker, 'Decimal', depth);
    case 1:
      return castTo('Decimal', anyNumber(maker, depth));
    case 2: {
      const scale = maker.tape.pick(9);
      return callOn('Decimal', maker.make('Decimal', depth), `setScale(${scale})`, (value: Dec) =>
        rounded(value, scale, 'even')
      );
    }
    case 3: {
      const [scale, half] = [maker.tape.pick(5), maker.tape.of(['up', 'down', 'even'] as const)];
      return callOn(
        'Decimal',
        maker.make('Decimal', depth),
        `setScale(${scale}, System.RoundingMode.HALF_${half.toUpperCase()})`,
        (value: Dec) => rounded(value, scale, half)
      );
    }
    case 4:
      return extremeOf(maker, 'Decimal', depth);
    default:
      return arithmeticOf(maker, 'Decimal', depth);
  }
}
