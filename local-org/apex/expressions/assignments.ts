/** Assignments, compound assignments, increments. */
import {
  CastExpressionContext,
  type AssignExpressionContext,
  LiteralPrimaryContext,
  type PostOpExpressionContext,
  type PreOpExpressionContext,
  PrimaryExpressionContext,
  type ExpressionContext
} from '@apexdevtools/apex-parser';
import { positionOf } from '../parse.ts';
import { fail } from '../problems.ts';
import type { Body } from '../scope.ts';
import type { CurrentValue, Expression, Target, Update } from '../tree.ts';
import type { Position } from '../types.ts';
import { isNumeric, isPrimitive, typeName } from '../typing/names.ts';
import { castOf } from './casts.ts';
import { checkAs, checkExpression, convertTo } from './check.ts';
import { checkLiteral, isNumberLiteral } from './literals.ts';
import { additive, arithmetic, bitwise, one, shift } from './operators.ts';
import { checkTarget } from './targets.ts';

export function checkAssignment(tree: AssignExpressionContext, body: Body): Expression {
  const [targetTree, valueTree] = tree.expression_list();
  const position = positionOf(tree);
  const operator = tree.getChild(1).getText();
  if (operator === '=') {
    const target = checkTarget(targetTree!, body, 'write');
    return {
      kind: 'assignment',
      type: target.type,
      position,
      target,
      value: checkAs(valueTree!, target.type, body, position)
    };
  }
  const target = checkTarget(targetTree!, body, 'update');
  const value = checkExpression(valueTree!, body);
  const result = combine(operator.slice(0, -1), currentValue(target, position), value, body, position);
  return update(target, result, 'new', body, position);
}

function combine(operator: string, left: Expression, right: Expression, body: Body, position: Position): Expression {
  switch (operator) {
    case '+':
    case '-':
      return additive(operator, left, right, body, position);
    case '*':
    case '/':
      return arithmetic(operator, left, right, body, position);
    case '&':
    case '|':
    case '^':
      return bitwise(operator, left, right, body, position);
    case '<<':
    case '>>':
    case '>>>':
      return shift(operator, left, right, body, position);
    default:
      return fail(position, `Unexpected token '${operator}='.`);
  }
}

/** The grammar reads `(Object) i++` as a step of the cast, the platform as a cast of the step. */
export function checkPostfix(
  tree: PostOpExpressionContext,
  body: Body,
  operand: ExpressionContext = tree.expression()
): Expression {
  if (operand instanceof CastExpressionContext)
    return castOf(operand, () => checkPostfix(tree, body, operand.expression()), body);
  const position = positionOf(tree);
  const target = checkTarget(operand, body, 'update');
  if (!isNumeric(target.type))
    fail(
      position,
      `Unary postfix increment/decrement can only be applied to numeric expressions: ${typeName(target.type)}`
    );
  return step(target, tree.INC() ? '+' : '-', 'old', body, position);
}

export function checkPrefix(tree: PreOpExpressionContext, body: Body): Expression {
  const position = positionOf(tree);
  if (tree.INC() || tree.DEC()) {
    const target = checkTarget(tree.expression(), body, 'update');
    if (!isNumeric(target.type)) {
      fail(
        position,
        `Unary prefix ${tree.INC() ? 'increment' : 'decrement'} can only be applied to numeric expressions: ${typeName(target.type)}`
      );
    }
    return step(target, tree.INC() ? '+' : '-', 'new', body, position);
  }
  const literal = tree.SUB() ? signedLiteral(tree.expression(), position) : null;
  if (literal) return literal;
  const operand = checkExpression(tree.expression(), body);
  // Salesforce's compiler takes a plus before any value, texts and dates among them.
  if (tree.ADD() && operand.type.kind !== 'void') return operand;
  if (!isPrimitive(operand.type, 'Integer', 'Long', 'Double', 'Decimal'))
    fail(position, 'Unary negation must use a numeric argument');
  return { kind: 'negation', type: operand.type, position, operator: '-', domain: operand.type.name as never, operand };
}

function signedLiteral(tree: ExpressionContext, position: Position): Expression | null {
  if (!(tree instanceof PrimaryExpressionContext)) return null;
  const primary = tree.primary();
  if (!(primary instanceof LiteralPrimaryContext) || !isNumberLiteral(primary.literal())) return null;
  return { ...checkLiteral(primary.literal(), true), position };
}

function step(target: Target, operator: '+' | '-', yields: 'old' | 'new', body: Body, position: Position): Update {
  return update(
    target,
    arithmetic(operator, currentValue(target, position), one(position), body, position),
    yields,
    body,
    position
  );
}

function currentValue(target: Target, position: Position): CurrentValue {
  return { kind: 'currentValue', type: target.type, position };
}

function update(target: Target, result: Expression, yields: 'old' | 'new', body: Body, position: Position): Update {
  return {
    kind: 'update',
    type: target.type,
    position,
    target,
    result: convertTo(result, target.type, body, position),
    yields
  };
}
