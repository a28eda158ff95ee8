/** Expressions to JavaScript: the dispatcher, and what needs no file of its own. */
import type { Cast, ClassLiteral, Conversion, Expression, Literal, Query, Search } from '../tree.ts';
import type { ApexType } from '../types.ts';
import { emitChain, isChainLink } from './access.ts';
import { emitAssignment, emitUpdate } from './assignments.ts';
import { emitNew, emitConstructorCall } from './calls.ts';
import { at } from './marks.ts';
import { localName, quote } from './names.ts';
import { emitArithmetic, emitComparison, emitNegation } from './operators.ts';
import type { FunctionScope } from './scope.ts';

/** A JavaScript expression, safe as an operand or argument. */
/** The value; what stands on a line of its own marks that line as run. */
export function emitExpression(node: Expression, scope: FunctionScope): string {
  return onItsLine(node, emitValue(node, scope), scope);
}

export function onItsLine({ position }: Expression, code: string, scope: FunctionScope): string {
  return position.line === scope.line ? code : `(${scope.pool.cover(position.line)}, ${code})`;
}

function emitValue(node: Expression, scope: FunctionScope): string {
  if (isChainLink(node)) return emitChain(node, scope);
  switch (node.kind) {
    case 'literal':
      return emitLiteral(node, scope);
    case 'local':
      return localName(node.variable);
    case 'this':
      return 'this';
    case 'constructorCall':
      return emitConstructorCall(node, scope);
    case 'new':
    case 'newLibrary':
    case 'newCollection':
    case 'newMap':
    case 'newArray':
    case 'newSObject':
      return emitNew(node, scope);
    case 'arithmetic':
      return emitArithmetic(node, scope);
    case 'concatenation':
      return `${at(node.position)}$.concatenate(${node.parts.map((part) => emitExpression(part, scope)).join(', ')})`;
    case 'negation':
      return emitNegation(node, scope);
    case 'logical':
      return `(${emitCondition(node.left, scope)} ${node.operator} ${emitCondition(node.right, scope)})`;
    case 'comparison':
      return emitComparison(node, scope);
    case 'conditional':
      return `(${emitCondition(node.condition, scope)} ? ${emitExpression(node.then, scope)} : ${emitExpression(node.otherwise, scope)})`;
    case 'coalesce':
      return `(${emitNullable(node.left, scope)} ?? ${emitExpression(node.right, scope)})`;
    case 'assignment':
      return emitAssignment(node, scope, true);
    case 'update':
      return emitUpdate(node, scope, true);
    case 'currentValue':
      return scope.currentValue;
    case 'conversion':
      return emitConversion(node, scope);
    case 'cast':
      return emitCast(node, scope);
    case 'instanceOf':
      return `$.${node.takesNull ? 'isInstanceOrNull' : 'isInstance'}(${scope.pool.type(node.checkedType)}, ${emitExpression(node.value, scope)})`;
    case 'shallowCopy':
      return `${at(node.position)}$.shallowCopy($.notNull(${emitExpression(node.value, scope)}))`;
    case 'query':
      return emitQuery(node, scope, 'onlyRow');
    case 'search':
      return emitSearch(node, scope);
    case 'classLiteral':
      return emitClassLiteral(node, scope);
    case 'sobjectToken':
      return `$.${node.describe ? 'sobjectDescribe' : 'sobjectToken'}(${quote(node.sobject)})`;
    case 'fieldToken':
      return `$.fieldToken(${quote(node.sobject)}, ${quote(node.field)})`;
    case 'enumConstant':
      return scope.pool.enumValue(node.type, node.value);
    case 'triggerVariable':
      return `$.triggerVariable(${quote(node.name)})`;
    case 'label':
      return `${at(node.position)}$.label(${quote(node.label)})`;
    case 'page':
      return `$.page(${quote(node.page)})`;
    default:
      return unknownNode(node);
  }
}

function unknownNode(node: never): never {
  throw new Error(`no emitter for tree node ${JSON.stringify((node as { kind: unknown }).kind)}`);
}

/** A JavaScript boolean: a null Boolean throws NullPointerException (the platform unboxes conditions). */
export function emitCondition(node: Expression, scope: FunctionScope): string {
  const code = emitExpression(node, scope);
  return isNeverNull(node) ? code : `${at(node.position)}$.condition(${code})`;
}

/** Is the value certainly not null, so that checks can be left out? */
export function isNeverNull(node: Expression): boolean {
  switch (node.kind) {
    case 'literal':
      return node.value !== null;
    case 'this':
    case 'new':
    case 'newLibrary':
    case 'newCollection':
    case 'newMap':
    case 'newArray':
    case 'newSObject':
    case 'arithmetic':
    case 'concatenation':
    case 'negation':
    case 'logical':
    case 'comparison':
    case 'instanceOf':
    case 'classLiteral':
    case 'sobjectToken':
    case 'fieldToken':
    case 'enumConstant':
    case 'label':
    case 'page':
      return true;
    case 'coalesce':
      return isNeverNull(node.right);
    case 'conditional':
      return isNeverNull(node.then) && isNeverNull(node.otherwise);
    case 'conversion':
    case 'cast':
      return isNeverNull(node.value);
    default:
      return false;
  }
}

/** Can evaluating it neither throw nor change anything, so that its place in the order of evaluation is free? */
export function isPure(node: Expression): boolean {
  return node.kind === 'literal' || node.kind === 'local' || node.kind === 'this' || node.kind === 'enumConstant';
}

function emitLiteral(node: Literal, scope: FunctionScope): string {
  const value = node.value;
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'bigint') return value < 0n ? `(${value}n)` : `${value}n`;
  const name = node.type.kind === 'primitive' ? node.type.name : 'String';
  if (name === 'Decimal') return scope.pool.decimal(String(value));
  if (name === 'Double') return scope.pool.double(String(value));
  if (typeof value === 'number') return value < 0 ? `(${value})` : String(value);
  return quote(value);
}

function primitiveName(type: ApexType): string | null {
  return type.kind === 'primitive' ? type.name : null;
}

const NUMBERS = new Set(['Integer', 'Long', 'Double', 'Decimal']);

/** Implicit conversions. Between reference types they change nothing. */
function emitConversion(node: Conversion, scope: FunctionScope): string {
  const code = emitExpression(node.value, scope);
  const from = node.from.kind === 'null' ? null : primitiveName(node.from);
  const to = primitiveName(node.type);
  const mark = at(node.position);
  if (node.type.kind === 'sobject' && node.from.kind === 'library' && node.from.definition.name === 'List')
    return `${mark}$.onlyRow(${code})`;
  if (from === null || to === null || from === to || to === 'Object') return code;
  if (NUMBERS.has(from) && NUMBERS.has(to)) return `${mark}$.to${to}(${code})`;
  if (from === 'Id' && to === 'String') return code;
  if (from === 'String' && to === 'Id') return `${mark}$.toId(${code})`;
  if (from === 'Date' && to === 'Datetime') return `$.toDatetime(${code})`;
  throw new Error(`no implicit conversion from ${from} to ${to}`);
}

/** Explicit casts: numbers of known type change their type, everything else is checked. */
function emitCast(node: Cast, scope: FunctionScope): string {
  const code = emitExpression(node.value, scope);
  const from = primitiveName(node.value.type);
  const to = primitiveName(node.type);
  const mark = at(node.position);
  if (
    node.type.kind === 'sobject' &&
    node.value.type.kind === 'library' &&
    node.value.type.definition.name === 'List'
  ) {
    return `${mark}$.cast(${scope.pool.type(node.type)}, $.onlyRow(${code}))`;
  }
  if (from !== null && to !== null && from !== 'Object') {
    if (from === to) return code;
    if (NUMBERS.has(from) && NUMBERS.has(to)) return `${mark}$.to${to}(${code})`;
    if (from === 'Date' && to === 'Datetime') return `$.toDatetime(${code})`;
  }
  return `${mark}$.cast(${scope.pool.type(node.type)}, ${code})`;
}

/** The checked query, its binds and the type of its result, as arguments of a machine function. */
export function queryArguments(node: Query, scope: FunctionScope, resultType: string): string {
  const binds = node.binds.map((bind) => emitExpression(bind, scope)).join(', ');
  return `${scope.pool.query(node.query)}, [${binds}], ${resultType}`;
}

/**
 * An operand that may be null: before `?.` and `??` a query for one record that finds none is null instead of an
 * exception (Apex Developer Guide, "Safe Navigation Operator" and "Null Coalescing Operator").
 */
export function emitNullable(node: Expression, scope: FunctionScope): string {
  return node.kind === 'query' ? emitQuery(node, scope, 'onlyRowOrNull') : emitExpression(node, scope);
}

function emitQuery(node: Query, scope: FunctionScope, taking: 'onlyRow' | 'onlyRowOrNull'): string {
  const single = node.type.kind === 'sobject';
  const resultType = single
    ? scope.pool.typeNamed(`List<${node.query.shape === 'aggregate' ? 'AggregateResult' : node.query.objectName}>`)
    : scope.pool.type(node.type);
  const call = `${at(node.position)}$.query(${queryArguments(node, scope, resultType)})`;
  return single ? `${at(node.position)}$.${taking}(${call})` : call;
}

function emitSearch({ term, targets, limit, accessMode, position }: Search, scope: FunctionScope): string {
  const parts = targets.map(
    ({ query, binds }) =>
      `{ query: ${scope.pool.query(query)}, binds: [${binds.map((bind) => emitExpression(bind, scope)).join(', ')}] }`
  );
  const what = term === null ? quote('') : emitExpression(term, scope);
  const most =
    limit === null || typeof limit === 'number' ? String(limit) : `Number(${emitExpression(limit, scope)} ?? NaN)`;
  return `${at(position)}$.search({ term: ${what}, targets: [${parts.join(', ')}], limit: ${most}, accessMode: ${JSON.stringify(accessMode)} })`;
}

function emitClassLiteral(node: ClassLiteral, scope: FunctionScope): string {
  return node.named.kind === 'void' ? scope.pool.typeNamed('void') : scope.pool.type(node.named);
}
