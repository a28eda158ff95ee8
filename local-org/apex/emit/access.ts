/**
 * Members reached through a dot, and calls. A chain such as `a?.b.c()` is one unit: when `a` is null nothing of the
 * rest is evaluated and the whole chain is null (Apex Developer Guide, "Safe Navigation Operator").
 */
import type {
  Call,
  Expression,
  FieldAccess,
  LibraryCall,
  LibraryFieldAccess,
  ListElement,
  SObjectChildrenAccess,
  SObjectFieldAccess,
  SObjectParentAccess
} from '../tree.ts';
import { emitCall, emitLibraryCall } from './calls.ts';
import { emitExpression, emitNullable, isNeverNull, onItsLine } from './expressions.ts';
import { at } from './marks.ts';
import { fieldKey, getterKey, isPlainRead, quote } from './names.ts';
import type { FunctionScope } from './scope.ts';

export type ChainLink =
  | FieldAccess
  | LibraryFieldAccess
  | SObjectFieldAccess
  | SObjectParentAccess
  | SObjectChildrenAccess
  | ListElement
  | Call
  | LibraryCall;

const CHAIN_KINDS = new Set<Expression['kind']>([
  'field',
  'libraryField',
  'sobjectField',
  'sobjectParent',
  'sobjectChildren',
  'element',
  'call',
  'libraryCall'
]);

export function isChainLink(node: Expression): node is ChainLink {
  return CHAIN_KINDS.has(node.kind);
}

export function emitChain(node: ChainLink, scope: FunctionScope): string {
  const guards: string[] = [];
  const code = emitLink(node, scope, guards);
  return guards.reduceRight((rest, guard) => `(${guard} === null ? null : ${rest})`, code);
}

/**
 * The receiver of a member access: checked against null, or, for `?.`, remembered in a variable and added to `guards`.
 */
export function emitReceiver(target: Expression, safe: boolean, scope: FunctionScope, guards: string[]): string {
  const code = isChainLink(target)
    ? onItsLine(target, emitLink(target, scope, guards), scope)
    : safe
      ? emitNullable(target, scope)
      : emitExpression(target, scope);
  if (safe) {
    const variable = scope.temporary();
    guards.push(`(${variable} = ${code})`);
    return variable;
  }
  return isNeverNull(target) ? code : `${at(target.position)}$.notNull(${code})`;
}

function emitLink(node: ChainLink, scope: FunctionScope, guards: string[]): string {
  switch (node.kind) {
    case 'field':
      return emitFieldRead(node, scope, guards);
    case 'libraryField': {
      if (node.target === null)
        return node.member.kind === 'property'
          ? `${at(node.position)}${scope.pool.getter(node.member)}(null)`
          : `${at(node.position)}${scope.pool.member(node.member)}()`;
      const target = emitReceiver(node.target, node.safe, scope, guards);
      return `${at(node.position)}${scope.pool.getter(node.member)}(${target})`;
    }
    case 'sobjectField':
      return emitRecordRead(node, (record) => `$.getField(${record}, ${quote(node.field)})`, scope, guards);
    case 'sobjectParent':
      return emitRecordRead(node, (record) => `$.getParent(${record}, ${quote(node.relationship)})`, scope, guards);
    case 'sobjectChildren': {
      const target = emitReceiver(node.target, node.safe, scope, guards);
      return `${at(node.position)}$.getChildren(${target}, ${quote(node.relationship)})`;
    }
    case 'element': {
      const target = emitReceiver(node.target, false, scope, guards);
      return `${at(node.position)}$.getElement(${target}, ${emitExpression(node.index, scope)})`;
    }
    case 'call':
      return emitCall(node, scope, guards);
    default:
      return emitLibraryCall(node, scope, guards);
  }
}

/**
 * "When being read as a value, if c.Account is null, then c.Account.Name evaluates to null, but does not yield a
 * NullPointerException" (Apex Developer Guide, "Accessing SObject Fields Through Relationships"). What follows in the
 * chain, such as a method call, sees that null.
 */
function emitRecordRead(
  node: SObjectFieldAccess | SObjectParentAccess,
  read: (record: string) => string,
  scope: FunctionScope,
  guards: string[]
): string {
  if (node.safe || node.target.kind !== 'sobjectParent')
    return `${at(node.position)}${read(emitReceiver(node.target, node.safe, scope, guards))}`;
  const parent = scope.temporary();
  return `((${parent} = ${emitLink(node.target, scope, guards)}) === null ? null : ${at(node.position)}${read(parent)})`;
}

function emitFieldRead(node: FieldAccess, scope: FunctionScope, guards: string[]): string {
  const { field } = node;
  const backing = node.direct && scope.accessorOf === field;
  const stored = isPlainRead(field) || backing;
  const mark = stored && !backing ? scope.pool.coverProperty(field, scope.owner) : null;
  const marked = (code: string): string => (mark === null ? code : `(${mark}, ${code})`);
  if (node.target === null) {
    return stored
      ? marked(`${at(node.position)}${scope.pool.statics(field.owner)}().${fieldKey(field)}`)
      : `${at(node.position)}${scope.pool.classReference(field.owner)}()[${quote(getterKey(field))}]()`;
  }
  if (stored) return marked(`${emitReceiver(node.target, node.safe, scope, guards)}.${fieldKey(field)}`);
  if (node.direct) return `super${at(node.position)}[${quote(getterKey(field))}]()`;
  return `${emitReceiver(node.target, node.safe, scope, guards)}${at(node.position)}[${quote(getterKey(field))}]()`;
}
