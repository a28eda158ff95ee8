/** What a random expression is: its text and its value by the model, and how texts are put together. */
import { nullPointer } from './apex-model.ts';
import type { Type, Value } from './apex-model.ts';

export type Environment = Map<string, Value>;

export interface Expression {
  readonly type: Type;
  readonly text: string;
  /** How tightly the outermost operator binds: see `LEVEL`. */
  readonly level: number;
  readonly run: (environment: Environment) => Value;
}

export const LEVEL = {
  conditional: 0,
  coalesce: 1,
  or: 2,
  and: 3,
  equality: 4,
  relation: 5,
  bits: 6,
  sum: 7,
  product: 8,
  unary: 9,
  primary: 10
};

export const NUMBERS: readonly Type[] = ['Integer', 'Long', 'Double', 'Decimal'];
export function binary(left: Expression, operator: string, right: Expression, level: number): string {
  return `${within(left, level)} ${operator} ${within(right, level + 1)}`;
}

export function within(expression: Expression, level: number): string {
  return expression.level >= level ? expression.text : `(${expression.text})`;
}

/** A call's receiver: literals can not have members. */
export function receiver({ text }: Expression): string {
  return /^v[A-Z]$/.test(text) ? text : `(${text})`;
}

/** The receiver of a method call, which is looked at before the arguments are evaluated. */
export function present<T>(value: Value): T {
  if (value === null) nullPointer();
  return value as T;
}

/** `target.name(…)`. */
export function callOn(type: Type, target: Expression, call: string, apply: (value: never) => Value): Expression {
  return {
    type,
    text: `${receiver(target)}.${call}`,
    level: LEVEL.primary,
    run: (e) => apply(present<never>(target.run(e)))
  };
}
