/** Functions of numbers. Roots, logarithms and powers of e have the precision of a double. */
import { FormulaNumber } from './decimal.ts';
import { EvaluationError } from './errors.ts';
import { expression, requireCount, requireType, strict } from './expression.ts';
import type { Builder } from './expression.ts';

export const MATH_FUNCTIONS: Readonly<Record<string, Builder>> = {
  ABS: strict('number', ['number'], (value: FormulaNumber) => (value.sign < 0 ? value.negated() : value)),
  // Away from zero, while MCEILING goes up.
  CEILING: strict('number', ['number'], (value: FormulaNumber) => value.rounded(0, 'up')),
  EXP: double(Math.exp),
  // Towards zero, while MFLOOR goes down.
  FLOOR: strict('number', ['number'], (value: FormulaNumber) => value.rounded(0, 'down')),
  LN: double(Math.log),
  LOG: double(Math.log10),
  MAX: extreme(1),
  MCEILING: strict('number', ['number'], (value: FormulaNumber) => value.rounded(0, 'ceiling')),
  MFLOOR: strict('number', ['number'], (value: FormulaNumber) => value.rounded(0, 'floor')),
  MIN: extreme(-1),
  MOD: strict('number', ['number', 'number'], (value: FormulaNumber, divisor: FormulaNumber) =>
    orError(value.remainder(divisor))
  ),
  PI: strict('number', [], () => FormulaNumber.of(Math.PI)),
  ROUND: strict('number', ['number', 'number'], (value: FormulaNumber, places: FormulaNumber) =>
    value.rounded(places.toInteger())
  ),
  SQRT: double(Math.sqrt),
  TRUNC: strict(
    'number',
    ['number', 'number'],
    (value: FormulaNumber, places?: FormulaNumber) => value.rounded(places?.toInteger() ?? 0, 'down'),
    1
  )
};

function orError(value: FormulaNumber | null): FormulaNumber {
  if (value === null) throw new EvaluationError('division by zero');
  return value;
}

function double(work: (value: number) => number): Builder {
  return strict('number', ['number'], (value: FormulaNumber) => {
    const result = work(value.toDouble());
    if (!Number.isFinite(result)) throw new EvaluationError('out of range');
    return FormulaNumber.of(result);
  });
}

/** The greatest or the least; nothing when one of them is empty. */
function extreme(direction: 1 | -1): Builder {
  return (call) => {
    requireCount(call, 1, Infinity);
    for (const arg of call.args) requireType(call, arg, 'number');
    return expression('number', (row) => {
      let best: FormulaNumber | null = null;
      for (const arg of call.args) {
        const value = arg.run(row) as FormulaNumber | null;
        if (value === null) return null;
        if (best === null || value.compare(best) * direction > 0) best = value;
      }
      return best;
    });
  };
}
