/** What stands left of an assignment. */
import {
  ArrayExpressionContext,
  DotExpressionContext,
  type ExpressionContext,
  PrimaryExpressionContext,
  SubExpressionContext
} from '@apexdevtools/apex-parser';
import { positionOf } from '../parse.ts';
import { fail } from '../problems.ts';
import type { Body } from '../scope.ts';
import type { Expression, Target } from '../tree.ts';
import { checkElement } from './names.ts';
import type { Access } from './fields.ts';
import { operandOf, valueOf } from './operands.ts';

/** Throws `Expression cannot be assigned` for what is no place. */
export function checkTarget(tree: ExpressionContext, body: Body, access: Exclude<Access, 'read'>): Target {
  if (tree instanceof SubExpressionContext) return checkTarget(tree.expression(), body, access);
  const position = positionOf(tree);
  const isPath =
    tree instanceof PrimaryExpressionContext || (tree instanceof DotExpressionContext && Boolean(tree.anyId()));
  if (!isPath && !(tree instanceof ArrayExpressionContext)) fail(position, 'Expression cannot be assigned');
  const value =
    tree instanceof ArrayExpressionContext
      ? checkElement(tree, body)
      : valueOf(operandOf(tree, body, access), position, body);
  if (!isTarget(value)) fail(position, 'Expression cannot be assigned');
  return value;
}

function isTarget(value: Expression): value is Target {
  switch (value.kind) {
    case 'local':
    case 'field':
    case 'sobjectField':
    case 'sobjectParent':
    case 'element':
      return true;
    case 'libraryField':
      return value.member.set !== undefined;
    default:
      return false;
  }
}
