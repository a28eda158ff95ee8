/** Typed expressions, and the checks that every function and operator makes of its arguments. */
import { FormulaSyntaxError } from './errors.ts';
import { TYPE_NAMES } from './values.ts';
import type { FormulaType, FormulaValue } from './values.ts';

/** Values of the formula's inputs for one record. */
export type FormulaRow = readonly FormulaValue[];

export interface Expression {
  readonly type: FormulaType;
  readonly run: (row: FormulaRow) => FormulaValue;
  /** The text of a text literal. */
  readonly literal: string | null;
}

export interface Call {
  /** As messages name it: `function 'LEN()'`. */
  readonly name: string;
  readonly args: readonly Expression[];
}

export type Builder = (call: Call) => Expression;

export function expression(type: FormulaType, run: Expression['run']): Expression {
  return { type, run, literal: null };
}

export function requireCount(call: Call, minimum: number, maximum = minimum): void {
  const { length } = call.args;
  if (length >= minimum && length <= maximum) return;
  throw new FormulaSyntaxError(
    `Incorrect number of parameters for ${call.name}. Expected ${length < minimum ? minimum : maximum}, received ${length}`
  );
}

export function wrongType(call: Call, expected: readonly FormulaType[], received: Expression): FormulaSyntaxError {
  const { type } = received;
  const names = expected.map((each) => TYPE_NAMES[each]).join(', ');
  return new FormulaSyntaxError(
    `Incorrect parameter type for ${call.name}. Expected ${names}, received ${TYPE_NAMES[type]}`
  );
}

export function illegalType(call: Call): FormulaSyntaxError {
  return new FormulaSyntaxError(`Incorrect argument type for ${call.name}. `);
}

export function requireType(call: Call, arg: Expression, expected: FormulaType): void {
  if (arg.type !== expected && arg.type !== 'null') throw wrongType(call, [expected], arg);
}

/** The type that both have, a null literal having any; null when there is none. */
export function commonType(a: FormulaType, b: FormulaType): FormulaType | null {
  if (a === 'null') return b;
  return b === 'null' || a === b ? a : null;
}

/** A function of values; it sees nulls, and evaluates all its arguments. */
export function plain(
  result: FormulaType,
  parameters: readonly FormulaType[],
  work: (...values: never[]) => FormulaValue,
  optional = 0
): Builder {
  return (call) => {
    requireCount(call, parameters.length - optional, parameters.length);
    call.args.forEach((arg, index) => requireType(call, arg, parameters[index]!));
    const { args } = call;
    const apply = work as (...values: FormulaValue[]) => FormulaValue;
    return expression(result, (row) => apply(...args.map((arg) => arg.run(row))));
  };
}

/** As `plain`; gives null as soon as one argument is null. */
export function strict(
  result: FormulaType,
  parameters: readonly FormulaType[],
  work: (...values: never[]) => FormulaValue,
  optional = 0
): Builder {
  const apply = work as (...values: FormulaValue[]) => FormulaValue;
  return plain(
    result,
    parameters,
    (...values: FormulaValue[]) => (values.includes(null) ? null : apply(...values)),
    optional
  );
}
