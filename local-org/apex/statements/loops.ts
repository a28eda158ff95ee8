/** `for`, `while`, `do`. */
import type {
  DoWhileStatementContext,
  EnhancedForControlContext,
  ExpressionContext,
  ExpressionListContext,
  ForControlContext,
  ForStatementContext,
  StatementContext,
  WhileStatementContext
} from '@apexdevtools/apex-parser';
import { checkIdentifier } from '../declarations/identifiers.ts';
import { checkExpression } from '../expressions/check.ts';
import { checkCondition } from '../expressions/conditionals.ts';
import { refuseLoopStart } from '../expressions/grammar.ts';
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
  const [modifier] = init?.localVariableDeclaration()?.modifier_list() ?? [];
  if (modifier) fail(positionOf(modifier), `Unexpected token '${modifier.start.text}'.`);
  const initialise = init?.localVariableDeclaration()
    ? checkLocals(init.localVariableDeclaration(), body)
    : (init
        ?.expressionList()
        ?.expression_list()
        .map((expression): ExpressionStatement => {
          refuseLoopStart(expression, body);
          return { kind: 'expression', position: positionOf(expression), expression: checkEffect(expression, body) };
        }) ?? null);
  const condition = control.expression() ? checkCondition(control.expression(), body) : null;
  // Unlike the start, the step is one expression, whatever it does.
  const [step, second] = control.forUpdate()?.expressionList().expression_list() ?? [];
  if (second) fail(commaBefore(second), "Expecting ')' but was: ','");
  const update = step ? [checkExpression(step, body)] : [];
  return { kind: 'for', position, initialise, condition, update, body: loopBody(tree.statement(), body, position) };
}

function commaBefore(tree: ExpressionContext): Position {
  const siblings = (tree.parentCtx as ExpressionListContext).COMMA_list();
  return { line: siblings[0]!.symbol.line, column: siblings[0]!.symbol.column };
}

function checkForEach(control: EnhancedForControlContext, tree: ForStatementContext, body: Body): ForEach {
  const { services } = body;
  const position = positionOf(tree);
  const type = services.resolver.resolveOrReport(control.typeRef(), body.owner);
  const value = services.world.log.guard(body.owner.file, () => checkExpression(control.expression(), body));
  const over = value === null ? 'iterable' : iteration(value, type, body, position);
  if (over !== 'iterable' && !tree.statement()) fail(position, 'Loop with query must provide a statement');
  const name = nameOf(control.id());
  checkIdentifier(name, 'variable', positionOf(control.id()), body.owner.file, services.world.log);
  const variable = body.declare(name, type, false, positionOf(control.id()));
  return {
    kind: 'forEach',
    position,
    variable,
    over,
    value: value ?? missing(position),
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
  // Rows of a dynamic query and children are of whatever type is asked for, one by one or in lists.
  if (rowType(value) !== null || isChildren(value)) {
    if (variable.kind === 'sobject' || variable.kind === 'unknown') return 'iterable';
    if (isLibrary(variable, 'List') && elementType(variable).kind === 'sobject') return 'chunks';
    fail(position, 'Loop variable must be a generic SObject or List or a concrete SObject or List.');
  }
  if (!takes(variable, element, body, position))
    fail(position, `Invalid loop variable type expected ${typeName(element)} was ${typeName(variable)}`);
  return 'iterable';
}

function isChildren(value: Expression): boolean {
  return value.kind === 'libraryCall' && value.member.owner === 'SObject' && /^getSObjects$/i.test(value.member.name);
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

/** A variable takes what its element is or becomes by itself; records of an unknown kind are no concrete records. */
function takes(variable: ApexType, element: ApexType, body: Body, position: Position): boolean {
  if (variable.kind === 'unknown' || sameType(variable, element)) return true;
  if (isPrimitive(element, 'Id') && isPrimitive(variable, 'String')) return true;
  if (body.services.conversions.distance(element, variable) === null) return false;
  if (isPrimitive(variable) && !isPrimitive(variable, 'Object'))
    unsupported(position, `a loop variable of type ${typeName(variable)} over elements of type ${typeName(element)}`);
  return true;
}
