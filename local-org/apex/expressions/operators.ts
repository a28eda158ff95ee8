/** Operators whose operands are values: arithmetic, bits, comparison, logic. */
import type {
  Arth1ExpressionContext,
  Arth2ExpressionContext,
  BitAndExpressionContext,
  BitExpressionContext,
  BitNotExpressionContext,
  BitOrExpressionContext,
  CmpExpressionContext,
  EqualityExpressionContext,
  ExpressionContext,
  LogAndExpressionContext,
  LogOrExpressionContext,
  NegExpressionContext
} from '@apexdevtools/apex-parser';
import { positionOf } from '../parse.ts';
import { fail, unsupported } from '../problems.ts';
import type { Body } from '../scope.ts';
import type { Arithmetic, Comparison, Expression, NumericDomain } from '../tree.ts';
import type { ApexType, Position } from '../types.ts';
import { promote } from '../typing/conversions.ts';
import {
  BOOLEAN,
  DATE,
  DATETIME,
  INTEGER,
  isPrimitive,
  LONG,
  STRING,
  TIME,
  typeName,
  unlessOfFacts
} from '../typing/names.ts';
import { checkExpression } from './check.ts';

type Binary = { expression_list(): ExpressionContext[] };

function operands(tree: Binary, body: Body): [Expression, Expression] {
  const [left, right] = tree.expression_list();
  return [checkExpression(left!, body), checkExpression(right!, body)];
}

function to(expression: Expression, type: ApexType, body: Body): Expression {
  return (
    body.services.conversions.convert(expression, type) ??
    fail(
      expression.position,
      `Illegal conversion from ${typeName(expression.type)} to ${typeName(type)}${unlessOfFacts(expression.type, type)}`
    )
  );
}

export function checkMultiplicative(tree: Arth1ExpressionContext, body: Body): Expression {
  const [left, right] = operands(tree, body);
  return arithmetic(tree.MUL() ? '*' : '/', left, right, body, positionOf(tree));
}

export function checkAdditive(tree: Arth2ExpressionContext, body: Body): Expression {
  const [left, right] = operands(tree, body);
  return additive(tree.ADD() ? '+' : '-', left, right, body, positionOf(tree));
}

/** `+` and `-`, also those inside `+=`, `-=`, `++` and `--`. */
export function additive(
  operator: '+' | '-',
  left: Expression,
  right: Expression,
  body: Body,
  position: Position
): Expression {
  refuseVoid(left, right, position);
  if (operator === '+' && (isPrimitive(left.type, 'String') || isPrimitive(right.type, 'String')))
    return concatenate(left, right, position);
  const days = datePlus(operator, left, right, body, position);
  return days ?? arithmetic(operator, left, right, body, position);
}

function refuseVoid(left: Expression, right: Expression, position: Position): void {
  if (left.type.kind === 'void' || right.type.kind === 'void')
    fail(position, 'Arithmetic expressions are not allowed on void types');
}

function concatenate(left: Expression, right: Expression, position: Position): Expression {
  const parts = left.kind === 'concatenation' ? [...left.parts, right] : [left, right];
  return { kind: 'concatenation', type: STRING, position, parts };
}

function datePlus(
  operator: '+' | '-',
  left: Expression,
  right: Expression,
  body: Body,
  position: Position
): Arithmetic | null {
  const build = (type: ApexType, domain: Arithmetic['domain'], amount: Expression): Arithmetic => ({
    kind: 'arithmetic',
    type,
    position,
    operator,
    domain,
    left,
    right: amount
  });
  const isWhole = isPrimitive(right.type, 'Integer', 'Long');
  if (isPrimitive(left.type, 'Date')) {
    if (!isWhole) fail(position, 'Date expressions must use Integer or Long');
    return build(DATE, 'DatePlusDays', right);
  }
  if (isPrimitive(left.type, 'Datetime')) {
    if (!isPrimitive(right.type, 'Integer', 'Double', 'Decimal'))
      fail(position, 'Date/time expressions must use Integer or Double or Decimal');
    return build(DATETIME, 'DatetimePlusDays', right);
  }
  if (isPrimitive(left.type, 'Time')) {
    if (!isWhole) fail(position, 'Time expressions must use Integer or Long');
    return build(TIME, 'TimePlusMilliseconds', isPrimitive(right.type, 'Integer') ? to(right, LONG, body) : right);
  }
  return null;
}

export function arithmetic(
  operator: '+' | '-' | '*' | '/',
  left: Expression,
  right: Expression,
  body: Body,
  position: Position
): Arithmetic {
  refuseVoid(left, right, position);
  const type = promote(left.type, right.type);
  if (type === null) fail(position, 'Arithmetic expressions must use numeric arguments');
  return {
    kind: 'arithmetic',
    type,
    position,
    operator,
    domain: type.name as NumericDomain,
    left: to(left, type, body),
    right: to(right, type, body)
  };
}

export function checkShift(tree: BitExpressionContext, body: Body): Expression {
  const [left, right] = operands(tree, body);
  const operator = tree.LT_list().length === 2 ? '<<' : tree.GT_list().length === 3 ? '>>>' : '>>';
  return shift(operator, left, right, body, positionOf(tree));
}

export function shift(
  operator: '<<' | '>>' | '>>>',
  left: Expression,
  right: Expression,
  body: Body,
  position: Position
): Arithmetic {
  const { type } = left;
  if (!isPrimitive(type, 'Integer', 'Long') || !isPrimitive(right.type, 'Integer', 'Long'))
    fail(position, `${operator} operation can only be applied to Integer or Long types`);
  return {
    kind: 'arithmetic',
    type,
    position,
    operator,
    domain: type.name as NumericDomain,
    left,
    right
  };
}

export function checkBitwise(
  tree: BitAndExpressionContext | BitNotExpressionContext | BitOrExpressionContext,
  body: Body
): Expression {
  const [left, right] = operands(tree, body);
  const operator = tree.getChild(1).getText() as '&' | '|' | '^';
  return bitwise(operator, left, right, body, positionOf(tree));
}

export function bitwise(
  operator: '&' | '|' | '^',
  left: Expression,
  right: Expression,
  body: Body,
  position: Position
): Arithmetic {
  if (isPrimitive(left.type, 'Boolean') && isPrimitive(right.type, 'Boolean')) {
    return { kind: 'arithmetic', type: BOOLEAN, position, operator, domain: 'Boolean', left, right };
  }
  const type = promote(left.type, right.type);
  if (type === null || !isPrimitive(type, 'Integer', 'Long')) {
    fail(position, `${operator} operator can only be applied to Boolean expressions or to Integer or Long expressions`);
  }
  return {
    kind: 'arithmetic',
    type,
    position,
    operator,
    domain: type.name as NumericDomain,
    left: to(left, type, body),
    right: to(right, type, body)
  };
}

export function checkLogical(tree: LogAndExpressionContext | LogOrExpressionContext, body: Body): Expression {
  const [left, right] = operands(tree, body);
  for (const operand of [left, right]) {
    if (!isPrimitive(operand.type, 'Boolean'))
      fail(positionOf(tree), 'Logical operator can only be applied to Boolean');
  }
  return {
    kind: 'logical',
    type: BOOLEAN,
    position: positionOf(tree),
    operator: tree.getChild(1).getText() as '&&' | '||',
    left,
    right
  };
}

export function checkNegation(tree: NegExpressionContext, body: Body): Expression {
  const operand = checkExpression(tree.expression(), body);
  const position = positionOf(tree);
  if (tree.BANG()) {
    if (!isPrimitive(operand.type, 'Boolean')) fail(position, '! operator can only be applied to boolean expressions');
    return { kind: 'negation', type: BOOLEAN, position, operator: '!', domain: 'Boolean', operand };
  }
  if (!isPrimitive(operand.type, 'Integer', 'Long'))
    fail(position, `Invalid type for bitwise negate: ${typeName(operand.type)}`);
  return {
    kind: 'negation',
    type: operand.type,
    position,
    operator: '~',
    domain: operand.type.name as NumericDomain,
    operand
  };
}

export function checkComparison(tree: CmpExpressionContext, body: Body): Expression {
  const [left, right] = operands(tree, body);
  const position = positionOf(tree);
  const operator = tree.LT() ? (tree.ASSIGN() ? '<=' : '<') : tree.ASSIGN() ? '>=' : '>';
  const domain = comparisonDomain(left.type, right.type);
  const isVoid = [left, right].filter(({ type }) => type.kind === 'void').length === 1;
  if (domain === null || isVoid || left.type.kind === 'null' || right.type.kind === 'null')
    fail(
      position,
      `Comparison arguments must be compatible types: ${typeName(left.type)}, ${typeName(right.type)}${unlessOfFacts(left.type, right.type)}`
    );
  if (domain === 'Object' || domain === 'Boolean')
    fail(position, `Inequality operator not allowed for this type: ${typeName(left.type)}`);
  return compare(operator, domain, left, right, body, position);
}

export function checkEquality(tree: EqualityExpressionContext, body: Body): Expression {
  const [left, right] = operands(tree, body);
  const position = positionOf(tree);
  const text = tree.getChild(1).getText();
  if (text === '===' || text === '!==') return exactly(text, left, right, body, position);
  return equality(text === '==' ? '==' : '!=', left, right, body, position);
}

function exactly(
  operator: '===' | '!==',
  left: Expression,
  right: Expression,
  body: Body,
  position: Position
): Comparison {
  if ([left, right].some(({ type }) => type.kind === 'null') && comparedAs(left.type, right.type) !== null)
    fail(
      position,
      `Comparison arguments must be compatible types: ${typeName(left.type)}, ${typeName(right.type)}${unlessOfFacts(left.type, right.type)}`
    );
  requireCompatible(left, right, body, position);
  const values = [left.type, right.type].filter((type) => isPrimitive(type) && !isPrimitive(type, 'Object'));
  if (values.length === 2)
    fail(
      position,
      `Exact equality operator only allowed for reference types: ${typeName(comparedAs(left.type, right.type)!)}`
    );
  if (values.length === 1 && !isPrimitive(values[0]!, 'String'))
    unsupported(position, `${operator} of ${typeName(left.type)} and ${typeName(right.type)}`);
  return { kind: 'comparison', type: BOOLEAN, position, operator, domain: 'Object', left, right };
}

const NUMBERS = ['Integer', 'Long', 'Double', 'Decimal'] as const;

/** The primitive that both values become, or the one of them that is a primitive; null when neither is. */
function comparedAs(left: ApexType, right: ApexType): ApexType | null {
  const [a, b] = [left, right].filter((type) => isPrimitive(type) && !isPrimitive(type, 'Object'));
  if (a === undefined || b === undefined) return a ?? null;
  if (isPrimitive(b, 'Id')) return b;
  const rank = (type: ApexType): number => NUMBERS.findIndex((name) => isPrimitive(type, name));
  return rank(b) > rank(a) ? b : a;
}

/** `==` and `!=`. */
export function equality(
  operator: '==' | '!=',
  left: Expression,
  right: Expression,
  body: Body,
  position: Position
): Comparison {
  const domain = comparisonDomain(left.type, right.type);
  if (domain === null || domain === 'Object') {
    requireCompatible(left, right, body, position);
    return { kind: 'comparison', type: BOOLEAN, position, operator, domain: 'Object', left, right };
  }
  return compare(operator, domain, left, right, body, position);
}

function requireCompatible(left: Expression, right: Expression, body: Body, position: Position): void {
  const { conversions } = body.services;
  if (conversions.related(left.type, right.type)) return;
  fail(
    position,
    `Comparison arguments must be compatible types: ${typeName(left.type)}, ${typeName(right.type)}${unlessOfFacts(left.type, right.type)}`
  );
}

function compare(
  operator: Comparison['operator'],
  domain: Exclude<Comparison['domain'], 'Object'>,
  left: Expression,
  right: Expression,
  body: Body,
  position: Position
): Comparison {
  const type: ApexType = { kind: 'primitive', name: domain };
  const side = (operand: Expression): Expression => (operand.type.kind === 'null' ? operand : to(operand, type, body));
  return { kind: 'comparison', type: BOOLEAN, position, operator, domain, left: side(left), right: side(right) };
}

/** The type both sides are compared in; `Object` when it is none of the ordered ones, null when primitives clash. */
function comparisonDomain(left: ApexType, right: ApexType): Comparison['domain'] | null {
  const a = left.kind === 'null' ? right : left;
  const b = right.kind === 'null' ? left : right;
  const promoted = promote(a, b);
  if (promoted) return promoted.name as NumericDomain;
  if (!isPrimitive(a) || !isPrimitive(b)) return 'Object';
  if (a.name === 'Object' || b.name === 'Object') return 'Object';
  if (a.name === b.name) return a.name === 'Blob' ? 'Object' : a.name;
  if (isPrimitive(a, 'String', 'Id') && isPrimitive(b, 'String', 'Id')) return 'Id';
  return isPrimitive(a, 'Date', 'Datetime') && isPrimitive(b, 'Date', 'Datetime') ? 'Datetime' : null;
}

/** The 1 of `++` and `--`. */
export function one(position: Position): Expression {
  return { kind: 'literal', type: INTEGER, value: 1, position };
}
