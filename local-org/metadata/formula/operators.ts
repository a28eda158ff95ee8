/** Operators: three-valued where a number or a date is empty, while empty text is text like any other. */
import { FormulaNumber } from './decimal.ts';
import { EvaluationError } from './errors.ts';
import { commonType, expression, illegalType, requireCount, requireType, wrongType } from './expression.ts';
import type { Builder, Call, Expression } from './expression.ts';
import { MILLISECONDS_PER_DAY } from './values.ts';
import type { FormulaType, FormulaValue } from './values.ts';

const DAY = new FormulaNumber(BigInt(MILLISECONDS_PER_DAY), 0);
const SECONDS_PER_DAY = new FormulaNumber(86_400n, 0);

export const OPERATORS: Readonly<Record<string, Builder>> = {
  '+': (call) => additive(call, 1),
  '-': (call) => additive(call, -1),
  '*': numeric((a, b) => a.times(b)),
  '/': numeric((a, b) => a.dividedBy(b)),
  '^': numeric((a, b) => a.power(b)),
  '&'(call) {
    requireCount(call, 2);
    for (const arg of call.args) requireType(call, arg, 'text');
    return concatenation(call.args[0]!, call.args[1]!);
  },
  '=': (call) => equality(call, false),
  '<>': (call) => equality(call, true),
  '<': (call) => comparison(call, (order) => order < 0),
  '<=': (call) => comparison(call, (order) => order <= 0),
  '>': (call) => comparison(call, (order) => order > 0),
  '>=': (call) => comparison(call, (order) => order >= 0),
  AND: (call) => logical(call, false),
  OR: (call) => logical(call, true),
  NOT(call) {
    requireCount(call, 1);
    const arg = call.args[0]!;
    requireType(call, arg, 'boolean');
    return expression('boolean', (row) => {
      const value = arg.run(row);
      return value === null ? null : !value;
    });
  }
};

function numeric(work: (a: FormulaNumber, b: FormulaNumber) => FormulaNumber | null): Builder {
  return (call) => {
    requireCount(call, 2);
    for (const arg of call.args) requireType(call, arg, 'number');
    const [left, right] = call.args as [Expression, Expression];
    return expression('number', (row) => {
      const a = left.run(row) as FormulaNumber | null;
      const b = right.run(row) as FormulaNumber | null;
      if (a === null || b === null) return null;
      const result = work(a, b);
      if (result === null) throw new EvaluationError(`no result for ${call.name}`);
      return result;
    });
  };
}

/** AND ends at the first argument that is not true, OR at the first that is; empty counts as not true. */
function logical(call: Call, decisive: boolean): Expression {
  requireCount(call, 2, Infinity);
  for (const arg of call.args) requireType(call, arg, 'boolean');
  const { args } = call;
  return expression('boolean', (row) => {
    for (const arg of args) if ((arg.run(row) === true) === decisive) return decisive;
    return !decisive;
  });
}

export function isEqual(a: FormulaValue, b: FormulaValue): boolean {
  return a instanceof FormulaNumber && b instanceof FormulaNumber ? a.compare(b) === 0 : a === b;
}

function equality(call: Call, negated: boolean): Expression {
  requireCount(call, 2);
  const [left, right] = call.args as [Expression, Expression];
  if (isPicklist(left.type) || isPicklist(right.type)) throw illegalType(call);
  if (commonType(left.type, right.type) === null) throw wrongType(call, [left.type], right);
  const asText = left.type === 'text' || right.type === 'text';
  return expression('boolean', (row) => {
    const a = left.run(row);
    const b = right.run(row);
    return !asText && (a === null || b === null) ? null : isEqual(a, b) !== negated;
  });
}

function isPicklist(type: FormulaType): boolean {
  return type === 'picklist' || type === 'multipicklist';
}

function comparison(call: Call, holds: (order: number) => boolean): Expression {
  requireCount(call, 2);
  const [left, right] = call.args as [Expression, Expression];
  if (commonType(left.type, right.type) === null) throw wrongType(call, [left.type], right);
  for (const { type } of [left, right]) if (type === 'boolean' || isPicklist(type)) throw illegalType(call);
  return expression('boolean', (row) => {
    const a = left.run(row);
    const b = right.run(row);
    if (a === null || b === null) return null;
    if (a instanceof FormulaNumber) return holds(a.compare(b as FormulaNumber));
    return holds(a < b ? -1 : a > b ? 1 : 0);
  });
}

function concatenation(left: Expression, right: Expression): Expression {
  return expression('text', (row) => {
    const a = left.run(row) as string | null;
    const b = right.run(row) as string | null;
    return a === null ? b : b === null ? a : a + b;
  });
}

/** Result of `left ± right` by their types. */
function additiveType(call: Call, direction: 1 | -1): FormulaType {
  const [left, right] = call.args as [Expression, Expression];
  const [a, b] = [left.type, right.type];
  if (a === 'null' || b === 'null') return 'null';
  if (b === 'number' && (a === 'number' || isMoment(a))) return a;
  if (a === 'number' && direction === 1 && (b === 'date' || b === 'datetime')) return b;
  if (isMoment(a) && a === b && direction === -1) return 'number';
  if (a === 'text' && direction === 1) {
    if (b === 'text') return 'text';
    throw wrongType(call, ['text'], right);
  }
  throw wrongType(call, ['number', 'date', 'datetime'], a === 'number' || isMoment(a) ? right : left);
}

function isMoment(type: FormulaType): boolean {
  return type === 'date' || type === 'datetime' || type === 'time';
}

function additive(call: Call, direction: 1 | -1): Expression {
  requireCount(call, 1, 2);
  if (call.args.length === 1) return signed(call, direction);
  const type = additiveType(call, direction);
  const [left, right] = call.args as [Expression, Expression];
  if (type === 'null') return expression('null', () => null);
  if (type === 'text') return concatenation(left, right);
  const work = additiveWork(left.type, right.type, direction);
  return expression(type, (row) => {
    const a = left.run(row);
    const b = right.run(row);
    return a === null || b === null ? null : work(a, b);
  });
}

function signed(call: Call, direction: 1 | -1): Expression {
  const arg = call.args[0]!;
  requireType(call, arg, 'number');
  return expression('number', (row) => {
    const value = arg.run(row) as FormulaNumber | null;
    return value === null || direction === 1 ? value : value.negated();
  });
}

type Work = (a: FormulaValue, b: FormulaValue) => FormulaValue;

function additiveWork(left: FormulaType, right: FormulaType, direction: 1 | -1): Work {
  if (left === 'number' && right === 'number')
    return (a, b) =>
      direction === 1 ? (a as FormulaNumber).plus(b as FormulaNumber) : (a as FormulaNumber).minus(b as FormulaNumber);
  if (left === 'number') return (a, b) => move(right, b as number, a as FormulaNumber, 1);
  if (right === 'number') return (a, b) => move(left, a as number, b as FormulaNumber, direction);
  return (a, b) => difference(left, a as number, b as number);
}

/** Dates move by whole days, datetimes by days rounded to the second, times by milliseconds within the day. */
function move(type: FormulaType, moment: number, by: FormulaNumber, direction: 1 | -1): number {
  if (type === 'date') return moment + direction * by.toInteger();
  if (type === 'time') return withinDay(moment + direction * by.toInteger());
  const seconds = by.times(SECONDS_PER_DAY).rounded(0).toInteger();
  return moment + direction * seconds * 1000;
}

function difference(type: FormulaType, a: number, b: number): FormulaNumber {
  if (type === 'date') return new FormulaNumber(BigInt(a - b), 0);
  if (type === 'time') return new FormulaNumber(BigInt(withinDay(a - b)), 0);
  return new FormulaNumber(BigInt(a - b), 0).dividedBy(DAY)!;
}

function withinDay(milliseconds: number): number {
  return ((milliseconds % MILLISECONDS_PER_DAY) + MILLISECONDS_PER_DAY) % MILLISECONDS_PER_DAY;
}
