/** Functions that choose: only the branch that is taken is evaluated. */
import { FormulaSyntaxError } from './errors.ts';
import { commonType, expression, illegalType, requireCount, requireType, wrongType } from './expression.ts';
import type { Builder, Call, Expression } from './expression.ts';
import { isEqual } from './operators.ts';
import type { FormulaType, FormulaValue } from './values.ts';

export const LOGIC_FUNCTIONS: Readonly<Record<string, Builder>> = {
  BLANKVALUE: (call) => valueOr(call, true),
  CASE: caseOf,
  IF(call) {
    requireCount(call, 3);
    const [condition, then, otherwise] = call.args as [Expression, Expression, Expression];
    if (condition.type !== 'boolean') throw wrongType(call, ['boolean'], condition);
    const type = resultType(call, then, otherwise);
    return expression(type, (row) => (condition.run(row) === true ? then : otherwise).run(row));
  },
  ISBLANK: (call) => isNull(call, true),
  ISNULL: (call) => isNull(call, false),
  NULLVALUE: (call) => valueOr(call, false)
};

function resultType(call: Call, first: Expression, second: Expression): FormulaType {
  for (const { type } of [first, second]) requireNoPicklist(call, type);
  const type = commonType(first.type, second.type);
  if (type === null) throw wrongType(call, [first.type], second);
  return type;
}

function requireNoPicklist(call: Call, type: FormulaType): void {
  if (type === 'picklist' || type === 'multipicklist') throw illegalType(call);
}

/** For ISNULL text is never null. */
function isNull(call: Call, blank: boolean): Expression {
  requireCount(call, 1);
  const arg = call.args[0]!;
  if (arg.type === 'boolean') throw illegalType(call);
  if (!blank && arg.type === 'text') return expression('boolean', () => false);
  return expression('boolean', (row) => arg.run(row) === null);
}

function valueOr(call: Call, blank: boolean): Expression {
  requireCount(call, 2);
  const [value, other] = call.args as [Expression, Expression];
  if (value.type === 'boolean') throw illegalType(call);
  const type = resultType(call, value, other);
  if (!blank && value.type === 'text') return value;
  return expression(type, (row) => value.run(row) ?? other.run(row));
}

/** `CASE(expression, value, result, …, otherwise)`; of picklists the values are text literals. */
function caseOf(call: Call): Expression {
  const { args } = call;
  if (args.length < 4 || args.length % 2 !== 0) {
    const expected = Math.max(4, args.length - (args.length % 2));
    throw new FormulaSyntaxError(
      `Incorrect number of parameters for ${call.name}. Expected ${expected}, received ${args.length}`
    );
  }
  const subject = args[0]!;
  if (subject.type === 'boolean' || subject.type === 'multipicklist') throw illegalType(call);
  const otherwise = args.at(-1)!;
  const branches: Array<{ readonly value: Expression; readonly result: Expression }> = [];
  let type: FormulaType = 'null';
  for (let index = 1; index < args.length - 1; index += 2) {
    const branch = { value: args[index]!, result: args[index + 1]! };
    checkCase(call, subject, branch.value);
    type = mergedType(call, type, branch.result);
    branches.push(branch);
  }
  type = mergedType(call, type, otherwise);
  const asText = subject.type === 'text' || subject.type === 'picklist';
  return expression(type, (row) => {
    const wanted = subject.run(row);
    const chosen = branches.find(({ value }) => matches(wanted, value.run(row), asText));
    return (chosen?.result ?? otherwise).run(row);
  });
}

function checkCase(call: Call, subject: Expression, value: Expression): void {
  if (subject.type === 'picklist') {
    if (value.literal === null) throw wrongType(call, ['text'], value);
    return;
  }
  if (value.type === 'boolean') throw illegalType(call);
  if (commonType(subject.type, value.type) === null) requireType(call, value, subject.type);
}

function mergedType(call: Call, known: FormulaType, { type }: Expression): FormulaType {
  if (type === 'boolean' || type === 'picklist' || type === 'multipicklist') throw illegalType(call);
  const merged = commonType(known, type);
  if (merged === null)
    throw wrongType(
      call,
      [known],
      expression(type, () => null)
    );
  return merged;
}

function matches(wanted: FormulaValue, value: FormulaValue, asText: boolean): boolean {
  return !asText && (wanted === null || value === null) ? false : isEqual(wanted, value);
}
