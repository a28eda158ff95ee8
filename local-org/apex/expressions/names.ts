/** Primaries, dotted names and list elements. */
import {
  type ArrayExpressionContext,
  type DotExpressionContext,
  IdPrimaryContext,
  LiteralPrimaryContext,
  type PrimaryContext,
  SoqlPrimaryContext,
  SoslPrimaryContext,
  SuperPrimaryContext,
  ThisPrimaryContext,
  TypeRefPrimaryContext,
  VoidPrimaryContext
} from '@apexdevtools/apex-parser';
import { nameOf, positionOf } from '../parse.ts';
import { fail, unsupported } from '../problems.ts';
import { checkInlineQuery, checkInlineSearch } from '../queries.ts';
import type { Body } from '../scope.ts';
import type { Expression, ListElement } from '../tree.ts';
import { elementType, INTEGER, isLibrary, typeName, VOID } from '../typing/names.ts';
import { checkQualifiedCall } from './calls.ts';
import { checkExpression } from './check.ts';
import { refuseUnknown, variable } from './fields.ts';
import { checkLiteral } from './literals.ts';
import { operandOf, unknownName, valueOf } from './operands.ts';

export function checkPrimary(tree: PrimaryContext, body: Body): Expression {
  const position = positionOf(tree);
  if (tree instanceof IdPrimaryContext) {
    const name = nameOf(tree.id());
    return (
      variable(name, position, body, 'read') ??
      (body.services.resolver.lookup([name], body.owner)
        ? fail(position, `Variable does not exist: ${name}`)
        : unknownName([name], null, position, body))
    );
  }
  if (tree instanceof LiteralPrimaryContext) return checkLiteral(tree.literal());
  if (tree instanceof ThisPrimaryContext) {
    if (body.isStatic) fail(position, 'This cannot be referenced in a static context');
    if (body.inConstructorCall) fail(position, 'Cannot reference instance variables in a constructor invocation: this');
    return { kind: 'this', type: body.thisType, position };
  }
  if (tree instanceof VoidPrimaryContext)
    return { kind: 'classLiteral', type: body.services.world.library.need('Type'), position, named: VOID };
  if (tree instanceof TypeRefPrimaryContext) {
    // Salesforce's compiler takes `Account.SObjectType.class` (SalesforceFoundation/NPSP).
    if (/\.sobjecttype$/i.test(tree.typeRef().getText())) unsupported(position, `${tree.typeRef().getText()}.class`);
    const named = body.services.resolver.resolve(tree.typeRef(), body.owner);
    return { kind: 'classLiteral', type: body.services.world.library.need('Type'), position, named };
  }
  if (tree instanceof SoqlPrimaryContext) return checkInlineQuery(tree.soqlLiteral().query(), body, position);
  if (tree instanceof SoslPrimaryContext) return checkInlineSearch(tree.soslLiteral(), body, position);
  if (tree instanceof SuperPrimaryContext) unsupported(position, 'super as a value');
  return unsupported(position, tree.getText());
}

export function checkDot(tree: DotExpressionContext, body: Body): Expression {
  if (tree.dotMethodCall()) return checkQualifiedCall(tree, body);
  return valueOf(operandOf(tree, body), positionOf(tree), body);
}

/** `list[index]`. */
export function checkElement(tree: ArrayExpressionContext, body: Body): ListElement {
  const [listTree, indexTree] = tree.expression_list();
  const target = checkExpression(listTree!, body);
  const position = positionOf(tree);
  refuseUnknown(target);
  if (!isLibrary(target.type, 'List')) fail(position, `Expression must be a list type: ${typeName(target.type)}`);
  const index = checkExpression(indexTree!, body);
  if (index.type.kind !== 'primitive' || index.type.name !== 'Integer')
    fail(position, `List index must be of type ${typeName(INTEGER)}: ${typeName(index.type)}`);
  return { kind: 'element', type: elementType(target.type), position, target, index };
}
