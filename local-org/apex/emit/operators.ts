/** Operators, each by its domain. The functions called are in `runtime/machine/`. */
import type { Arithmetic, Comparison, Expression, Negation } from '../tree.ts';
import { emitCondition, emitExpression, isNeverNull } from './expressions.ts';
import { at } from './marks.ts';
import type { FunctionScope } from './scope.ts';

const ARITHMETIC_NAMES: Readonly<Record<Arithmetic['operator'], string>> = {
  '+': 'Add',
  '-': 'Subtract',
  '*': 'Multiply',
  '/': 'Divide',
  '&': 'And',
  '|': 'Or',
  '^': 'Xor',
  '<<': 'ShiftLeft',
  '>>': 'ShiftRight',
  '>>>': 'ShiftRightUnsigned'
};

const DOMAIN_PREFIX: Readonly<Record<Arithmetic['domain'], string>> = {
  Integer: 'integer',
  Long: 'long',
  Double: 'double',
  Decimal: 'decimal',
  Boolean: 'boolean',
  DatePlusDays: 'date',
  DatetimePlusDays: 'datetime',
  TimePlusMilliseconds: 'time'
};

export function emitArithmetic(node: Arithmetic, scope: FunctionScope): string {
  const name = DOMAIN_PREFIX[node.domain] + ARITHMETIC_NAMES[node.operator];
  const left = emitExpression(node.left, scope);
  const right = emitExpression(node.right, scope);
  return `${at(node.position)}$.${name}(${left}, ${right})`;
}

export function emitNegation(node: Negation, scope: FunctionScope): string {
  if (node.operator === '!') return `!${emitCondition(node.operand, scope)}`;
  const operand = emitExpression(node.operand, scope);
  return `${at(node.position)}$.${DOMAIN_PREFIX[node.domain]}${node.operator === '-' ? 'Negate' : 'Not'}(${operand})`;
}

/** Domains whose values JavaScript's own `===` compares as Apex does. */
const IDENTICAL = new Set<Comparison['domain']>(['Integer', 'Long', 'Boolean', 'Id']);

const ORDER_NAMES: Readonly<Record<string, string>> = {
  '<': 'Less',
  '<=': 'LessOrEqual',
  '>': 'Greater',
  '>=': 'GreaterOrEqual'
};

export function emitComparison(node: Comparison, scope: FunctionScope): string {
  const left = emitExpression(node.left, scope);
  const right = emitExpression(node.right, scope);
  const { operator, domain } = node;
  if (operator === '===' || operator === '!==') {
    return IDENTICAL.has(domain) || domain === 'String' || isNull(node.left) || isNull(node.right)
      ? `(${left} ${operator} ${right})`
      : `${operator === '!==' ? '!' : ''}$.same(${left}, ${right})`;
  }
  if (operator === '==' || operator === '!=') {
    // Nothing but null equals null, whatever the domain.
    if (IDENTICAL.has(domain) || isNull(node.left) || isNull(node.right)) return `(${left} ${operator}= ${right})`;
    const negation = operator === '!=' ? '!' : '';
    return `${at(node.position)}${negation}$.${domain.toLowerCase()}Equals(${left}, ${right})`;
  }
  if ((domain === 'Integer' || domain === 'Long') && isNeverNull(node.left) && isNeverNull(node.right))
    return `(${left} ${operator} ${right})`;
  return `${at(node.position)}$.${domain.toLowerCase()}${ORDER_NAMES[operator]}(${left}, ${right})`;
}

function isNull(node: Expression): boolean {
  return node.kind === 'literal' && node.value === null;
}
