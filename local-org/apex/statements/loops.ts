/** `for`, `while`, `do`. */
import type {
  DoWhileStatementContext,
  EnhancedForControlContext,
  ForControlContext,
  ForStatementContext,
  StatementContext,
  WhileStatementContext
} from '@apexdevtools/apex-parser';
import { checkIdentifier } from '../declarations/identifiers.ts';
import { checkExpression } from '../expressions/check.ts';
import { checkCondition } from '../expressions/conditionals.ts';
import { nameOf, positionOf } from '../parse.ts';
import { fail, unsupported } from '../problems.ts';
import type { Body } from '../scope.ts';
import type { Expression, ExpressionStatement, For, ForEach, Statement } from '../tree.ts';
import type { ApexType, Position } from '../types.ts';
import { rowType } from '../typing/conversions.ts';
import { asLibrary } from '../typing/hierarchy.ts';
import { elementType, isGenericSObject, isLibrary, isPrimitive, sameType, typeName } from '../typing/names.ts';
import { checkBlock, checkEffect, checkLocals, checkScoped, emptyBlock, missing } from './check.ts';

export function checkWhile(tree: WhileStatementContext, body: Body): Statement {
  const position = positionOf(tree);
  const condition = body.services.world.log.guard(body.owner.file, () =>
    checkCondition(tree.parExpression().expression(), body)
  );
  return {
    kind: 'while',
    position,
    condition: condition ?? missing(position),
    body: loopBody(tree.statement(), body, position)
  };
}

export function checkDoWhile(tree: DoWhileStatementContext, body: Body): Statement {
  const block = body.inLoop(() => checkBlock(tree.block(), body));
  return {
    kind: 'doWhile',
    position: positionOf(tree),
    body: block,
    condition: checkCondition(tree.parExpression().expression(), body)
  };
}

export function checkFor(tree: ForStatementContext, body: Body): Statement {
  const control = tree.forControl();
  return body.scoped(() =>
    control.enhancedForControl()
      ? checkForEach(control.enhancedForControl(), tree, body)
      : checkClassicFor(control, tree, body)
  );
}

function loopBody(tree: StatementContext | null, body: Body, position: Position): Statement {
  return tree ? body.inLoop(() => checkScoped(tree, body)) : emptyBlock(position);
}

function checkClassicFor(control: ForControlContext, tree: ForStatementContext, body: Body): For {
  const position = positionOf(tree);
  const init = control.forInit();
  const initialise = init?.localVariableDeclaration()
    ? checkLocals(init.localVariableDeclaration(), body)
    : (init
        ?.expressionList()
        ?.expression_list()
        .map((expression): ExpressionStatement => ({
          kind: 'expression',
          position: positionOf(expression),
          expression: checkEffect(expression, body)
        })) ?? null);
  const condition = control.expression() ? checkCondition(control.expression(), body) : null;
  const update =
    control
      .forUpdate()
      ?.expressionList()
      .expression_list()
      .map((expression) => checkEffect(expression, body)) ?? [];
  return { kind: 'for', position, initialise, condition, update, body: loopBody(tree.statement(), body, position) };
}

function checkForEach(control: EnhancedForControlContext, tree: ForStatementContext, body: Body): ForEach {
  const { services } = body;
  const position = positionOf(tree);
  const type = services.resolver.resolveOrReport(control.typeRef(), body.owner);
  const valuePosition = positionOf(control.expression());
  const value = services.world.log.guard(body.owner.file, () => checkExpression(control.expression(), body));
  const over = value === null ? 'iterable' : iteration(value, type, body, valuePosition);
  if (over !== 'iterable' && !tree.statement()) fail(position, 'Loop with query must provide a statement');
  const name = nameOf(control.id());
  checkIdentifier(name, 'variable', positionOf(control.id()), body.owner.file, services.world.log);
  const variable = body.declare(name, type, false, positionOf(control.id()));
  return {
    kind: 'forEach',
    position,
    variable,
    over,
    value: value ?? missing(valuePosition),
    body: loopBody(tree.statement(), body, position)
  };
}

/** How the loop runs over `value`, once it is sure that the variable takes what comes. */
function iteration(value: Expression, variable: ApexType, body: Body, position: Position): ForEach['over'] {
  const row = value.kind === 'query' ? rowType(value) : null;
  if (row !== null) return overQuery(row, variable, position);
  const { library } = body.services.world;
  const holder =
    isLibrary(value.type, 'Set') || isLibrary(value.type, 'List')
      ? value.type
      : asLibrary(value.type, 'Iterable', library);
  if (!holder) fail(position, `Loop must iterate over collection: ${typeName(value.type)}`);
  const element = elementType(holder);
  if (!takes(variable, element, body, position))
    fail(position, `Invalid loop variable type expected ${typeName(element)} was ${typeName(variable)}`);
  return 'iterable';
}

function overQuery(row: ApexType, variable: ApexType, position: Position): 'rows' | 'chunks' {
  if (variable.kind === 'unknown') return 'rows';
  const fits = (type: ApexType): boolean => isGenericSObject(type) || sameType(type, row);
  if (variable.kind === 'sobject' && fits(variable)) return 'rows';
  if (isLibrary(variable, 'List') && fits(elementType(variable))) return 'chunks';
  return fail(
    position,
    `Loop variable must be a generic SObject or List or a concrete SObject or List of: ${typeName(row)}`
  );
}

/** Elements are not converted, except that any sObject may come out of a list of generic ones, and ids are texts. */
function takes(variable: ApexType, element: ApexType, body: Body, position: Position): boolean {
  if (variable.kind === 'unknown') return true;
  if (sameType(variable, element)) return true;
  if (isPrimitive(element, 'Id') && isPrimitive(variable, 'String')) return true;
  if (isPrimitive(element, 'String') && isPrimitive(variable, 'Id'))
    unsupported(position, 'a loop variable of type Id over Strings');
  if (isGenericSObject(element) && variable.kind === 'sobject') return true;
  if (isPrimitive(variable) && !isPrimitive(variable, 'Object')) return false;
  return body.services.conversions.distance(element, variable) !== null;
}
