/** `a ? b : c` and `a ?? b`. */
import type { CoalExpressionContext, CondExpressionContext } from '@apexdevtools/apex-parser';
import { positionOf } from '../parse.ts';
import { fail } from '../problems.ts';
import type { Body } from '../scope.ts';
import type { Expression } from '../tree.ts';
import type { ApexType } from '../types.ts';
import { rowType } from '../typing/conversions.ts';
import { isPrimitive, typeName } from '../typing/names.ts';
import { checkExpression } from './check.ts';

export function checkConditional(tree: CondExpressionContext, body: Body): Expression {
  const [conditionTree, thenTree, otherwiseTree] = tree.expression_list();
  const condition = checkCondition(conditionTree!, body);
  const then = checkExpression(thenTree!, body);
  const otherwise = checkExpression(otherwiseTree!, body);
  const { conversions } = body.services;
  // Beside a record a query stands for its only row.
  const type =
    conversions.common(then.type, otherwise.type) ?? conversions.common(branchRow(then), branchRow(otherwise));
  const position = positionOf(tree);
  const message = `Incompatible types in ternary operator: ${typeName(otherwise.type)}, ${typeName(then.type)}`;
  if (type === null) fail(position, message);
  return {
    kind: 'conditional',
    type,
    position,
    condition,
    then: conversions.convert(then, type) ?? fail(position, message),
    otherwise: conversions.convert(otherwise, type) ?? fail(position, message)
  };
}

function branchRow(branch: Expression): ApexType {
  return (branch.kind === 'query' ? rowType(branch) : null) ?? branch.type;
}

export function checkCoalesce(tree: CoalExpressionContext, body: Body): Expression {
  const [left, right] = tree.expression_list().map((operand) => checkExpression(operand, body)) as [
    Expression,
    Expression
  ];
  const { conversions } = body.services;
  // A query stands for its only row here: none is null, and the right side counts.
  const row = left.kind === 'query' ? rowType(left) : null;
  const type = conversions.common(left.type, right.type) ?? (row === null ? null : conversions.common(row, right.type));
  const position = positionOf(tree);
  const message = `Incompatible types in null coalescing operator: ${typeName(left.type)}, ${typeName(right.type)}`;
  if (type === null) fail(position, message);
  return {
    kind: 'coalesce',
    type,
    position,
    left: conversions.convert(left, type) ?? fail(position, message),
    right: conversions.convert(right, type) ?? fail(position, message)
  };
}

/** A Boolean: the condition of `if`, loops and `?`. */
export function checkCondition(tree: Parameters<typeof checkExpression>[0], body: Body): Expression {
  const condition = checkExpression(tree, body);
  if (!isPrimitive(condition.type, 'Boolean'))
    fail(condition.position, `Condition expression must be of type Boolean: ${typeName(condition.type)}`);
  return condition;
}
