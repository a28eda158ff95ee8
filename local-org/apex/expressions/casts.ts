/** Casts and `instanceof`. */
import {
  type CastExpressionContext,
  type ExpressionContext,
  type InstanceOfExpressionContext,
  PreOpExpressionContext
} from '@apexdevtools/apex-parser';
import { positionOf } from '../parse.ts';
import { CompileFailure, fail, unsupported } from '../problems.ts';
import type { Body } from '../scope.ts';
import type { Expression } from '../tree.ts';
import type { ApexType } from '../types.ts';
import { BOOLEAN, sameType, typeName, unlessOfFacts } from '../typing/names.ts';
import { checkExpression } from './check.ts';

export function checkCast(tree: CastExpressionContext, body: Body): Expression {
  return castOf(tree, () => checkExpression(tree.expression(), body), body);
}

/** A cast of what `operand` gives. */
export function castOf(tree: CastExpressionContext, operand: () => Expression, body: Body): Expression {
  const type = castType(tree, body);
  const value = operand();
  const { conversions } = body.services;
  const position = positionOf(tree);
  if (type.kind === 'void' || value.type.kind === 'void') fail(position, 'Operation cast is not allowed on type: void');
  if (!conversions.castable(value.type, type)) {
    const converted = conversions.convert(value, type);
    return (
      converted ??
      fail(
        position,
        `Incompatible types since an instance of ${typeName(value.type)} is never an instance of ${typeName(type)}${unlessOfFacts(value.type, type)}`
      )
    );
  }
  const converted = conversions.convert(value, type);
  // An upcast still changes the static type, which decides about overloads and operators.
  if (converted && sameType(converted.type, type)) return converted;
  return { kind: 'cast', type, position, value };
}

/** The grammar reads `(a) - b` as a cast of `-b`: when `a` is no type, say what to write instead. */
function castType(tree: CastExpressionContext, body: Body): ApexType {
  try {
    return body.services.resolver.resolve(tree.typeRef(), body.owner, positionOf(tree));
  } catch (error) {
    if (error instanceof CompileFailure && isSigned(tree.expression()) && body.local(tree.typeRef().getText())) {
      unsupported(
        positionOf(tree),
        `a variable in parentheses before + or -: leave out the parentheses around ${tree.typeRef().getText()}`
      );
    }
    throw error;
  }
}

function isSigned(tree: ExpressionContext): boolean {
  return tree instanceof PreOpExpressionContext && Boolean(tree.ADD() ?? tree.SUB());
}

/** Before, null was an instance of everything (Apex Developer Guide, "Using the instanceof Keyword"). */
const NULL_IS_NO_INSTANCE_VERSION = 32;

export function checkInstanceOf(tree: InstanceOfExpressionContext, body: Body): Expression {
  const value = checkExpression(tree.expression(), body);
  const position = positionOf(tree);
  const checkedType = body.services.resolver.resolve(tree.typeRef(), body.owner, position);
  const { conversions } = body.services;
  if (value.type.kind === 'void' || checkedType.kind === 'void')
    fail(position, `Operation instanceof is not allowed on type: void`);
  const from = typeName(value.type);
  if (!conversions.couldBe(value.type, checkedType)) {
    fail(
      position,
      `Operation instanceof is always false since an instance of ${from} is never an instance of ${typeName(checkedType)}`
    );
  }
  // From API version 32 on it is an error to ask what the types already tell.
  if (value.type.kind === 'null' || conversions.isAlways(value.type, checkedType)) {
    fail(
      position,
      `Operation instanceof is always true since an instance of ${from} is always an instance of ${typeName(checkedType)}`
    );
  }
  return {
    kind: 'instanceOf',
    type: BOOLEAN,
    position,
    value,
    checkedType,
    takesNull: body.owner.apiVersion < NULL_IS_NO_INSTANCE_VERSION
  };
}
