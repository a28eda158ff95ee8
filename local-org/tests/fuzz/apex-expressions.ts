/** Random Apex expressions that compile: each as text, and as a function that gives its value by the model. */
import { arithmetic, convert, Refused, textOf } from './apex-model.ts';
import type { ArithmeticOperator, Type, Value } from './apex-model.ts';
import { LEVEL, NUMBERS, present, within } from './apex-expression.ts';
import type { Environment, Expression } from './apex-expression.ts';
import { randomLiteral } from './apex-literals.ts';
import {
  anyNumber,
  arithmeticOf,
  castTo,
  decimalExpression,
  integerExpression,
  longExpression
} from './apex-numbers.ts';
import { booleanExpression, dateExpression, datetimeExpression, stringExpression } from './apex-texts-and-dates.ts';
import type { Tape } from './tape.ts';

/** Can a value behind Object be cast so? A number is an instance of every type that it converts to by itself. */
function becomes(from: Type, to: Type): boolean {
  if (from === to || (from === 'Decimal' && to === 'Double')) return true;
  return NUMBERS.includes(from) && NUMBERS.indexOf(from) < NUMBERS.indexOf(to);
}

/** Static fields of the class under test: two of the types that matter most, so that aliases and orders show. */
export const FIELDS: ReadonlyMap<string, Type> = new Map<string, Type>([
  ['vI', 'Integer'],
  ['vJ', 'Integer'],
  ['vL', 'Long'],
  ['vM', 'Long'],
  ['vX', 'Double'],
  ['vD', 'Decimal'],
  ['vE', 'Decimal'],
  ['vS', 'String'],
  ['vT', 'String'],
  ['vA', 'Date'],
  ['vB', 'Date'],
  ['vZ', 'Datetime'],
  ['vP', 'Boolean']
]);

export class ExpressionMaker {
  readonly tape: Tape;
  /** Variables that expressions may read and change. */
  readonly variables: Map<string, Type>;

  constructor(tape: Tape, variables: ReadonlyMap<string, Type> = FIELDS) {
    this.tape = tape;
    this.variables = new Map(variables);
  }

  make(type: Type, depth: number): Expression {
    if (depth <= 0) return this.#leaf(type);
    switch (this.tape.pick(8)) {
      case 0:
        return this.#leaf(type);
      case 1:
        return this.#shared(type, depth - 1);
      default:
        return this.#own(type, depth - 1);
    }
  }

  #own(type: Type, depth: number): Expression {
    switch (type) {
      case 'Integer':
        return integerExpression(this, depth);
      case 'Long':
        return longExpression(this, depth);
      case 'Double':
        return this.tape.pick(5) === 0 ? castTo(type, anyNumber(this, depth)) : arithmeticOf(this, type, depth);
      case 'Decimal':
        return decimalExpression(this, depth);
      case 'Boolean':
        return booleanExpression(this, depth);
      case 'String':
        return stringExpression(this, depth);
      case 'Date':
        return dateExpression(this, depth);
      case 'Datetime':
        return datetimeExpression(this, depth);
    }
  }

  variable(type: Type): string {
    return this.tape.of([...this.variables].filter(([, each]) => each === type).map(([name]) => name));
  }

  #leaf(type: Type): Expression {
    if (this.tape.pick(3) > 0) {
      const name = this.variable(type);
      return { type, text: name, level: LEVEL.primary, run: (environment) => environment.get(name)! };
    }
    return randomLiteral(this.tape, type);
  }

  /** What every type has: conditionals, `??`, assignments, casts through Object. */
  #shared(type: Type, depth: number): Expression {
    switch (this.tape.pick(5)) {
      case 0: {
        const condition = this.make('Boolean', depth);
        const [left, right] = [this.make(type, depth), this.make(type, depth)];
        const text = `${within(condition, 1)} ? ${within(left, 1)} : ${within(right, 1)}`;
        return {
          type,
          text,
          level: LEVEL.conditional,
          run: (e) => (present<boolean>(condition.run(e)) ? left.run(e) : right.run(e))
        };
      }
      case 1: {
        const [left, right] = [this.#leaf(type), this.make(type, depth)];
        return {
          type,
          text: `${within(left, 2)} ?? ${within(right, 2)}`,
          level: LEVEL.coalesce,
          run: (e) => left.run(e) ?? right.run(e)
        };
      }
      case 2: {
        const inner = this.make(this.tape.pick(2) === 0 ? type : this.tape.of(NUMBERS), depth);
        const run = (e: Environment): Value => {
          const value = inner.run(e);
          if (value !== null && !becomes(inner.type, type))
            throw new Refused(`System.TypeException: Invalid conversion from runtime type ${inner.type} to ${type}`);
          return convert(inner.type, type, value);
        };
        return { type, text: `(${type}) (Object) ${within(inner, LEVEL.unary)}`, level: LEVEL.unary, run };
      }
      case 3:
        return this.assignment(type, this.make(this.assignable(type), depth));
      default:
        return this.compound(type, depth);
    }
  }

  /** A type that converts to `type` by itself. */
  assignable(type: Type): Type {
    const rank = NUMBERS.indexOf(type);
    return rank < 0 ? type : NUMBERS[this.tape.pick(rank + 1)]!;
  }

  assignment(type: Type, value: Expression): Expression {
    const name = this.variable(type);
    const run = (e: Environment): Value => {
      const result = convert(value.type, type, value.run(e));
      e.set(name, result);
      return result;
    };
    return { type, text: `(${name} = ${value.text})`, level: LEVEL.primary, run };
  }

  /** `x += e` and `x++`; types that have neither get an assignment. The variable is read before the right side runs. */
  compound(type: Type, depth: number): Expression {
    const name = this.variable(type);
    if (type === 'String') {
      const right = this.make(this.tape.of([...NUMBERS, 'String', 'Boolean', 'Date']), depth);
      return this.#update(
        name,
        type,
        `(${name} += ${right.text})`,
        (old, e) => textOf('String', old) + textOf(right.type, right.run(e)),
        'new'
      );
    }
    if (!NUMBERS.includes(type)) return this.assignment(type, this.make(type, depth));
    if (this.tape.pick(3) === 0) {
      const [operator, prefix] = [this.tape.of(['++', '--']), this.tape.pick(2) === 0];
      const next = (old: Value): Value =>
        arithmetic(type, operator === '++' ? '+' : '-', old, convert('Integer', type, 1n));
      return this.#update(
        name,
        type,
        prefix ? `(${operator}${name})` : `(${name}${operator})`,
        next,
        prefix ? 'new' : 'old'
      );
    }
    const operator = this.tape.of<ArithmeticOperator>(['+', '-', '*', '/']);
    const right = this.make(this.assignable(type), depth);
    return this.#update(
      name,
      type,
      `(${name} ${operator}= ${right.text})`,
      (old, e) => arithmetic(type, operator, old, convert(right.type, type, right.run(e))),
      'new'
    );
  }

  #update(
    name: string,
    type: Type,
    text: string,
    next: (old: Value, environment: Environment) => Value,
    yields: 'old' | 'new'
  ): Expression {
    const run = (e: Environment): Value => {
      const old = e.get(name)!;
      const updated = next(old, e);
      e.set(name, updated);
      return yields === 'old' ? old : updated;
    };
    return { type, text, level: LEVEL.primary, run };
  }
}
