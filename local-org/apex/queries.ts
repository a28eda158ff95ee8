/** Inline SOQL: `[SELECT …]`. */
import type { QueryContext, SoslLiteralContext } from '@apexdevtools/apex-parser';
import type { OrgSchema } from '../metadata/schema.ts';
import type { CheckedQuery } from '../soql/checked-query.ts';
import { checkQuery, SoqlError } from '../soql/check.ts';
import { requireInlineGrammar } from '../soql/inline-grammar.ts';
import { type BoundExpression, syntaxFromTree } from '../soql/parse.ts';
import { searchFromTree } from '../soql/sosl.ts';
import { checkExpression } from './expressions/check.ts';
import { positionOf } from './parse.ts';
import { fail, OR_UNSUPPORTED, unsupported } from './problems.ts';
import type { Body } from './scope.ts';
import { fieldApexType, sobjectType } from './sobjects.ts';
import type { Expression, Query, Search } from './tree.ts';
import type { ApexType, Position } from './types.ts';
import { asLibrary } from './typing/hierarchy.ts';
import {
  elementType,
  INTEGER,
  isLibrary,
  isNumeric,
  isPrimitive,
  type LibraryInstance,
  sameType,
  typeName
} from './typing/names.ts';

export function checkInlineQuery(tree: QueryContext, body: Body, position: Position): Query {
  const { query, bound } = checked(tree, body, position);
  const binds = bound.map(({ expression }, index) =>
    checkBind(checkExpression(expression, body), query.binds[index]!, body, positionOf(expression))
  );
  return { kind: 'query', type: resultType(query, body), position, query, binds, sharing: body.owner };
}

/** Refused from here on (glade-sh/glade-tools, what an org's compiler takes; its words are not known). */
const NO_SECURITY_ENFORCED_VERSION = 67;

function checked(
  tree: QueryContext,
  body: Body,
  position: Position
): { query: CheckedQuery; bound: readonly BoundExpression[] } {
  try {
    requireInlineGrammar(tree);
    const { syntax, binds } = syntaxFromTree(tree);
    if (syntax.accessMode === 'SECURITY_ENFORCED' && body.owner.apiVersion >= NO_SECURITY_ENFORCED_VERSION)
      fail(position, 'WITH SECURITY_ENFORCED is not supported from API version 67.0 on: use WITH USER_MODE');
    const { schema } = body.services.world.sobjects;
    const query = checkQuery(syntax, textOf(tree), schema);
    requireLockable(query, schema, position);
    if (query.binds.length !== binds.length)
      throw new Error(`${query.text}: ${binds.length} bind expressions, ${query.binds.length} places`);
    return { query, bound: binds };
  } catch (error) {
    return refused(error, body, position, 'inside');
  }
}

/** @param place where the problem is shown: at its own place in the query, or at its beginning */
function refused(error: unknown, body: Body, position: Position, place: 'inside' | 'start'): never {
  if (!(error instanceof SoqlError)) throw error;
  const { sobjects } = body.services.world;
  const isOwn = error.missing !== null && sobjects.withoutOwnPrefix(error.missing) !== error.missing.toLowerCase();
  const mayExist = isOwn || (error.missing !== null && sobjects.mayBePlatforms(error.missing));
  return fail(
    place === 'inside' && error.line > 0 ? { line: error.line, column: error.column } : position,
    error.message + (mayExist ? OR_UNSUPPORTED : '')
  );
}

/** Inline SOSL: `[FIND … RETURNING …]`. */
export function checkInlineSearch(tree: SoslLiteralContext, body: Body, position: Position): Search {
  const { world } = body.services;
  const termTree = tree.boundExpression()?.expression();
  const term = termTree ? checkExpression(termTree, body) : null;
  if (term !== null && !isPrimitive(term.type, 'String'))
    unsupported(positionOf(termTree), `a search for a ${typeName(term.type)}`);
  const { targets, limit, accessMode } = searchIn(tree, body, position);
  return {
    kind: 'search',
    type: world.library.list(world.library.list(sobjectType('SObject'))),
    position,
    term,
    targets: targets.map(({ query, bound }) => ({
      query,
      binds: bound.map(({ expression }, index) =>
        checkBind(checkExpression(expression, body), query.binds[index + 1]!, body, positionOf(expression))
      )
    })),
    limit:
      limit === null || typeof limit === 'number'
        ? limit
        : checkBind(
            checkExpression(limit.expression, body),
            { expected: 'limit', list: false },
            body,
            positionOf(limit.expression)
          ),
    accessMode
  };
}

function searchIn(tree: SoslLiteralContext, body: Body, position: Position): ReturnType<typeof searchFromTree> {
  try {
    return searchFromTree(tree.soslClauses(), body.services.world.sobjects.schema);
  } catch (error) {
    return refused(error, body, position, 'start');
  }
}

/** Wording and rule of the Apex language server. */
function requireLockable({ syntax, shape, objectName }: CheckedQuery, schema: OrgSchema, position: Position): void {
  if (!syntax.forUpdate || shape === 'count') return;
  const locked = shape === 'aggregate' ? 'AggregateResult' : objectName;
  if (shape === 'aggregate' || schema.objects.get(objectName.toLowerCase())?.updateable === false)
    fail(position, `Cannot lock rows for an SObject type that can not be updated: ${locked}`);
}

function textOf(tree: QueryContext): string {
  return tree.start.getInputStream().getText(tree.start.start, (tree.stop ?? tree.start).stop);
}

function resultType(query: CheckedQuery, body: Body): ApexType {
  if (query.shape === 'count') return INTEGER;
  return body.services.world.library.list(
    sobjectType(query.shape === 'aggregate' ? 'AggregateResult' : query.objectName)
  );
}

/** Checks a bind value against the column it is compared with; numbers and dates are converted as in an assignment. */
function checkBind(value: Expression, bind: CheckedQuery['binds'][number], body: Body, position: Position): Expression {
  const { world, conversions } = body.services;
  if (bind.expected === 'limit') {
    if (!isPrimitive(value.type, 'Integer', 'Long'))
      fail(position, `Invalid bind expression type of ${typeName(value.type)} for column of type Integer`);
    return value;
  }
  const column = fieldApexType(bind.expected, (name) => world.library.need(name));
  const refuse = (type: ApexType): never =>
    fail(position, `Invalid bind expression type of ${typeName(type)} for column of type ${typeName(column)}`);
  if (bind.list) {
    if (!isCollection(value.type)) {
      if (asLibrary(value.type, 'Iterable', world.library))
        unsupported(position, `${typeName(value.type)} as the values of IN: use a List or a Set`);
      fail(position, 'IN operator must be used with an iterable expression');
    }
    const element = elementType(value.type);
    return fits(element, column) ? value : refuse(element);
  }
  if (value.type.kind === 'null') return value;
  if (isCollection(value.type) && fits(elementType(value.type), column)) {
    if (bind.mayBeList === true) return value;
    unsupported(position, `a ${typeName(value.type)} compared with one value: use IN`);
  }
  if (!fits(value.type, column)) return refuse(value.type);
  const changes = (isNumeric(column) || isPrimitive(column, 'Datetime')) && !sameType(value.type, column);
  return (changes ? conversions.convert(value, column) : null) ?? value;
}

function isCollection(type: ApexType): type is LibraryInstance {
  return isLibrary(type, 'List') || isLibrary(type, 'Set');
}

/** Text stands for ids and ids for text, a record for its id; the database reads numbers of any kind. */
function fits(type: ApexType, column: ApexType): boolean {
  if (sameType(type, column) || isPrimitive(column, 'Object')) return true;
  if (type.kind === 'sobject') return isPrimitive(column, 'Id');
  if (isNumeric(type) && isNumeric(column)) return true;
  if (isPrimitive(type, 'String', 'Id') && isPrimitive(column, 'String', 'Id')) return true;
  return isPrimitive(type, 'Date') && isPrimitive(column, 'Datetime');
}
