/** Checks one expression: from its parse tree to a typed node. The kinds of expression live in the files beside this one. */
import {
  ArrayExpressionContext,
  Arth1ExpressionContext,
  Arth2ExpressionContext,
  AssignExpressionContext,
  BitAndExpressionContext,
  BitExpressionContext,
  BitNotExpressionContext,
  BitOrExpressionContext,
  CastExpressionContext,
  CmpExpressionContext,
  CoalExpressionContext,
  CondExpressionContext,
  DotExpressionContext,
  EqualityExpressionContext,
  InstanceOfExpressionContext,
  LogAndExpressionContext,
  LogOrExpressionContext,
  MethodCallExpressionContext,
  NegExpressionContext,
  NewExpressionContext,
  PostOpExpressionContext,
  PreOpExpressionContext,
  PrimaryExpressionContext,
  SubExpressionContext,
  type ExpressionContext,
  type ExpressionListContext
} from '@apexdevtools/apex-parser';
import { positionOf } from '../parse.ts';
import { fail, ReportedFailure, unsupported } from '../problems.ts';
import type { Body } from '../scope.ts';
import type { Expression } from '../tree.ts';
import type { ApexType, Position } from '../types.ts';
import { typeName, unlessOfFacts } from '../typing/names.ts';
import { checkAssignment, checkPostfix, checkPrefix } from './assignments.ts';
import { checkUnqualifiedCall } from './calls.ts';
import { checkCast, checkInstanceOf } from './casts.ts';
import { checkCoalesce, checkConditional } from './conditionals.ts';
import { checkNew } from './creation.ts';
import { refuseBareInstanceOf } from './grammar.ts';
import { checkElement, checkDot, checkPrimary } from './names.ts';
import {
  checkAdditive,
  checkBitwise,
  checkComparison,
  checkEquality,
  checkLogical,
  checkMultiplicative,
  checkNegation,
  checkShift
} from './operators.ts';

type Checker = (tree: never, body: Body) => Expression;

const CHECKERS: ReadonlyMap<unknown, Checker> = new Map<unknown, Checker>([
  [PrimaryExpressionContext, (tree: PrimaryExpressionContext, body) => checkPrimary(tree.primary(), body)],
  [DotExpressionContext, checkDot],
  [ArrayExpressionContext, checkElement],
  [
    MethodCallExpressionContext,
    (tree: MethodCallExpressionContext, body) => checkUnqualifiedCall(tree.methodCall(), body)
  ],
  [NewExpressionContext, (tree: NewExpressionContext, body) => checkNew(tree.creator(), body, positionOf(tree))],
  [CastExpressionContext, checkCast],
  [SubExpressionContext, (tree: SubExpressionContext, body) => checkExpression(tree.expression(), body)],
  [PostOpExpressionContext, checkPostfix],
  [PreOpExpressionContext, checkPrefix],
  [NegExpressionContext, checkNegation],
  [Arth1ExpressionContext, checkMultiplicative],
  [Arth2ExpressionContext, checkAdditive],
  [BitExpressionContext, checkShift],
  [CmpExpressionContext, checkComparison],
  [InstanceOfExpressionContext, checkInstanceOf],
  [EqualityExpressionContext, checkEquality],
  [BitAndExpressionContext, checkBitwise],
  [BitNotExpressionContext, checkBitwise],
  [BitOrExpressionContext, checkBitwise],
  [LogAndExpressionContext, checkLogical],
  [LogOrExpressionContext, checkLogical],
  [CoalExpressionContext, checkCoalesce],
  [CondExpressionContext, checkConditional],
  [AssignExpressionContext, checkAssignment]
] as ReadonlyArray<readonly [unknown, Checker]>);

/**
 * The typed node; void calls included.
 * @throws CompileFailure; ReportedFailure when its type is not known, because a declaration was wrong
 */
export function checkExpression(tree: ExpressionContext, body: Body): Expression {
  const check = CHECKERS.get(tree.constructor);
  if (!check) unsupported(positionOf(tree), `expression ${tree.getText()}`);
  refuseBareInstanceOf(tree, body);
  const expression = check(tree as never, body);
  if (expression.type.kind === 'unknown') throw new ReportedFailure();
  return expression;
}

/** An expression converted to `to`. Throws `Illegal assignment from X to Y` at `position`, where it is assigned. */
export function checkAs(tree: ExpressionContext, to: ApexType, body: Body, position: Position): Expression {
  return convertTo(checkExpression(tree, body), to, body, position);
}

export function convertTo(expression: Expression, to: ApexType, body: Body, position: Position): Expression {
  return (
    body.services.conversions.convert(expression, to) ??
    fail(
      position,
      `Illegal assignment from ${typeName(expression.type)} to ${typeName(to)}${unlessOfFacts(expression.type, to)}`
    )
  );
}

export function checkArguments(list: ExpressionListContext | null, body: Body): Expression[] {
  return (list?.expression_list() ?? []).map((argument) => checkExpression(argument, body));
}
