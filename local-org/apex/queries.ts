/** Inline SOQL: `[SELECT …]`. */
import type { QueryContext } from '@apexdevtools/apex-parser';
import type { CheckedQuery } from '../soql/checked-query.ts';
import { checkQuery, SoqlError } from '../soql/check.ts';
import { type BoundExpression, syntaxFromTree } from '../soql/parse.ts';
import { checkExpression } from './expressions/check.ts';
import { positionOf } from './parse.ts';
import { fail, unsupported } from './problems.ts';
import type { Body } from './scope.ts';
import { fieldApexType, sobjectType } from './sobjects.ts';
import type { Expression, Query } from './tree.ts';
import type { ApexType, Position } from './types.ts';
import { asLibrary } from './typing/hierarchy.ts';
import { INTEGER, isNumeric, isPrimitive, sameType, typeName } from './typing/names.ts';

export function checkInlineQuery(tree: QueryContext, body: Body, position: Position): Query {
  const { query, bound } = checked(tree, body, position);
  const binds = bound.map(({ expression }, index) => checkBind(checkExpression(expression, body), query.binds[index]!, body, positionOf(expression)));
  return { kind: 'query', type: resultType(query, body), position, query, binds, sharing: body.owner };
}

function checked(tree: QueryContext, body: Body, position: Position): { query: CheckedQuery; bound: readonly BoundExpression[] } {
  try {
    const { syntax, binds } = syntaxFromTree(tree);
    const query = checkQuery(syntax, textOf(tree), body.services.world.sobjects.schema);
    if (query.binds.length !== binds.length) throw new Error(`${query.text}: ${binds.length} bind expressions, ${query.binds.length} places`);
    return { query, bound: binds };
  } catch (error) {
    if (!(error instanceof SoqlError)) throw error;
    return fail(error.line > 0 ? { line: error.line, column: error.column } : position, error.message);
  }
}

function textOf(tree: QueryContext): string {
  return tree.start.getInputStream().getText(tree.start.start, (tree.stop ?? tree.start).stop);
}

function resultType(query: CheckedQuery, body: Body): ApexType {
  if (query.shape === 'count') return INTEGER;
  return body.services.world.library.list(sobjectType(query.shape === 'aggregate' ? 'AggregateResult' : query.objectName));
}

/** Checks a bind value against the column it is compared with; numbers and dates are converted as in an assignment. */
function checkBind(value: Expression, bind: CheckedQuery['binds'][number], body: Body, position: Position): Expression {
  const { world, conversions } = body.services;
  if (bind.expected === 'limit') {
    if (!isPrimitive(value.type, 'Integer', 'Long')) fail(position, `Invalid bind expression type of ${typeName(value.type)} for column of type Integer`);
    return value;
  }
  const column = fieldApexType(bind.expected, (name) => world.library.need(name));
  const refuse = (type: ApexType): never => fail(position, `Invalid bind expression type of ${typeName(type)} for column of type ${typeName(column)}`);
  if (bind.list) {
    const holder = asLibrary(value.type, 'Iterable', world.library) ?? asLibrary(value.type, 'Set', world.library) ?? asLibrary(value.type, 'List', world.library);
    if (!holder) {
      if (value.type.kind === 'null' || value.type.kind === 'primitive') fail(position, 'IN operator must be used with an iterable expression');
      return refuse(value.type);
    }
    const element = holder.args[0]!;
    if (element.kind === 'sobject' && isPrimitive(column, 'Id')) unsupported(position, 'records as the values of IN: collect their ids first');
    return fits(element, column) ? value : refuse(element);
  }
  if (value.type.kind === 'null') return value;
  if (value.type.kind === 'sobject' && isPrimitive(column, 'Id')) unsupported(position, 'a record as the value of an id: use its Id');
  if (!fits(value.type, column)) return refuse(value.type);
  const changes = (isNumeric(column) || isPrimitive(column, 'Datetime')) && !sameType(value.type, column);
  return (changes ? conversions.convert(value, column) : null) ?? value;
}

/** Text stands for ids and ids for text; the database reads numbers of any kind. */
function fits(type: ApexType, column: ApexType): boolean {
  if (sameType(type, column) || isPrimitive(column, 'Object')) return true;
  if (isNumeric(type) && isNumeric(column)) return true;
  if (isPrimitive(type, 'String', 'Id') && isPrimitive(column, 'String', 'Id')) return true;
  return isPrimitive(type, 'Date') && isPrimitive(column, 'Datetime');
}
