/**
 * What the part before a dot can be: a value, or a name that is not a value yet (a class, a namespace). Variables come
 * before types of the same name, as on the platform.
 */
import {
  DotExpressionContext,
  type ExpressionContext,
  IdPrimaryContext,
  PrimaryExpressionContext,
  SuperPrimaryContext
} from '@apexdevtools/apex-parser';
import { nameOf, positionOf } from '../parse.ts';
import { fail, OR_UNSUPPORTED, unsupported } from '../problems.ts';
import type { Body } from '../scope.ts';
import type { ClassSymbol } from '../symbols.ts';
import type { Expression } from '../tree.ts';
import type { ApexType, Position } from '../types.ts';
import { isGenericSObject } from '../typing/names.ts';
import { isClassVisible } from '../typing/visibility.ts';
import { checkExpression } from './check.ts';
import { type Access, fieldOfValue, refuseOpenEnded, staticMember, variable } from './fields.ts';
import { contextVariables } from '../trigger-variables.ts';
import { describeTokens, labelNamed, pageNamed } from './tokens.ts';

export type Operand =
  | { readonly kind: 'value'; readonly value: Expression }
  | { readonly kind: 'super' }
  /** `type` is null while the names are only a namespace, or nothing. */
  | {
      readonly kind: 'name';
      readonly names: readonly string[];
      readonly type: ApexType | null;
      readonly position: Position;
    }
  /** `Schema.SObjectType.Account.fields`, and with `tokens` `Account.fields`: its members are tokens, not describes. */
  | { readonly kind: 'describedFields'; readonly sobject: string; readonly tokens: boolean };

/** `access` is what happens to the last name of the path. */
export function operandOf(tree: ExpressionContext, body: Body, access: Access = 'read'): Operand {
  if (tree instanceof PrimaryExpressionContext) {
    const primary = tree.primary();
    if (primary instanceof SuperPrimaryContext) return { kind: 'super' };
    if (primary instanceof IdPrimaryContext) {
      const name = nameOf(primary.id());
      const position = positionOf(tree);
      const value = isTypeHere(name, body) ? null : variable(name, position, body, access);
      return value ? { kind: 'value', value } : named([name], position, body);
    }
  }
  if (tree instanceof DotExpressionContext && tree.anyId()) {
    const left = operandOf(tree.expression(), body);
    if (left.kind === 'value' && tree.anyId().getText().toLowerCase() === 'class')
      refuseClassOfValue(tree, positionOf(tree.anyId()));
    return member(left, tree.anyId().getText(), Boolean(tree.QUESTIONDOT()), positionOf(tree.anyId()), body, access);
  }
  return { kind: 'value', value: checkExpression(tree, body) };
}

/** The grammar knows `.class` after names only; what is no type of that name is refused where types are. */
function refuseClassOfValue(tree: DotExpressionContext, position: Position): never {
  const path = tree.expression().getText();
  return /^[\w.]+$/.test(path)
    ? fail(positionOf(tree), `Invalid type: ${path}`)
    : fail(position, "Unexpected token 'class'.");
}

/** Where there is no instance, an instance field of a type's name (`operator` of `Operator`) does not hide the type. */
function isTypeHere(name: string, body: Body): boolean {
  if (!body.isStatic || body.local(name)) return false;
  const field = body.services.members.field(body.owner, name);
  return field !== null && !field.isStatic && body.services.resolver.lookup([name], body.owner) !== null;
}

function named(names: readonly string[], position: Position, body: Body): Operand {
  const type = body.services.resolver.lookup(names, body.owner);
  if (type?.kind === 'class' && !isClassVisible(type.definition, body.owner))
    fail(position, `Type is not visible: ${type.definition.qualifiedName}`);
  return { kind: 'name', names, type, position };
}

function member(left: Operand, name: string, safe: boolean, position: Position, body: Body, access: Access): Operand {
  switch (left.kind) {
    case 'value':
      if (left.value.kind === 'sobjectToken' && name.toLowerCase() === 'fields') {
        return { kind: 'describedFields', sobject: left.value.sobject, tokens: !left.value.describe };
      }
      return { kind: 'value', value: fieldOfValue(left.value, name, safe, position, body, access) };
    case 'super': {
      const self: Expression = { kind: 'this', type: body.thisType, position };
      const parent = body.owner.superclass;
      if (parent?.kind !== 'class') fail(position, `Variable does not exist: ${name}`);
      const value = fieldOfValue({ ...self, type: parent }, name, false, position, body, access);
      return { kind: 'value', value: value.kind === 'field' ? { ...value, target: self, direct: true } : value };
    }
    case 'describedFields': {
      const value = left.tokens
        ? describeTokens.fieldToken(left.sobject, name, position, body)
        : describeTokens.field(left.sobject, name, position, body);
      return { kind: 'value', value };
    }
    case 'name':
      return memberOfName(left, name, safe, position, body, access);
  }
}

function memberOfName(
  left: Extract<Operand, { kind: 'name' }>,
  name: string,
  safe: boolean,
  position: Position,
  body: Body,
  access: Access
): Operand {
  if (left.type === null && left.names.length === 1 && left.names[0]!.toLowerCase() === 'trigger') {
    return { kind: 'value', value: triggerVariable(name, position, body, access) };
  }
  const label = labelNamed([...left.names, name], position, body);
  if (label === 'namespace') return { kind: 'name', names: [...left.names, name], type: null, position };
  if (label) return { kind: 'value', value: label };
  const page = left.type === null ? pageNamed([...left.names, name], position, body) : null;
  if (page) return { kind: 'value', value: page };
  if (describeTokens.isRoot(left.names)) return { kind: 'value', value: describeTokens.object(name, position, body) };
  if (left.type) {
    const value = staticMember(left.type, name, position, body, access);
    if (value) {
      if (safe) fail(position, 'Safe navigation operator is not allowed on a type');
      return { kind: 'value', value };
    }
    if (left.type.kind === 'sobject' && !isGenericSObject(left.type) && name.toLowerCase() === 'fields')
      return { kind: 'describedFields', sobject: left.type.name, tokens: true };
  }
  const longer = named([...left.names, name], left.position, body);
  if (longer.kind === 'name' && (longer.type || describeTokens.isRoot(longer.names))) return longer;
  if (left.names.length === 1 && left.names[0]!.toLowerCase() === 'system' && isNamespace([name], body)) return longer;
  if (left.type) {
    refuseOpenEnded(left.type, body);
    const { platform, sobjects } = body.services.world;
    const ofObject = (object: string): string => (sobjects.mayHave(object, name) ? OR_UNSUPPORTED : '');
    const suffix =
      left.type.kind === 'sobject'
        ? ofObject(left.type.name)
        : platform.field(left.type, name) || platform.innerType([...left.names, name]);
    fail(position, `Variable does not exist: ${name}${suffix}`);
  }
  if (isNamespace(left.names, body)) return longer;
  return unknownName(left.names, name, left.position, body);
}

/** `Trigger.new` and its like. */
function triggerVariable(name: string, position: Position, body: Body, access: Access): Expression {
  if (access !== 'read') fail(position, 'Expression cannot be assigned');
  const variables =
    body.body.kind === 'trigger'
      ? body.body.variables
      : contextVariables({ kind: 'sobject', name: 'SObject' }, body.services);
  const type = variables.get(name.toLowerCase()) ?? fail(position, `Variable does not exist: ${name}`);
  return { kind: 'triggerVariable', type, position, name: name.toLowerCase() };
}

function isNamespace(names: readonly string[], body: Body): boolean {
  const { world } = body.services;
  return (
    names.length === 1 &&
    (world.library.isNamespace(names[0]!) ||
      world.isOwnNamespace(names[0]!) ||
      ['label', 'page'].includes(names[0]!.toLowerCase()))
  );
}

/**
 * Fails because of a name that means nothing, unless it may come from an ancestor that is not known.
 * @param next what stands after the dot; null when the name stands alone, which no type may
 */
export function unknownName(names: readonly string[], next: string | null, position: Position, body: Body): never {
  for (let scope: ClassSymbol | null = body.owner; scope !== null; scope = scope.outer)
    refuseOpenEnded({ kind: 'class', definition: scope }, body);
  const hidden = body.services.members.field(body.owner, names[0]!);
  if (hidden) fail(position, `Variable is not visible: ${hidden.owner.qualifiedName}.${hidden.name}`);
  const suffix = next === null ? '' : body.services.world.platform.beforeDot(names, next);
  return fail(position, `Variable does not exist: ${names.join('.')}${suffix}`);
}

/** The operand as a value; a bare type or namespace is none. */
export function valueOf(operand: Operand, position: Position, body: Body): Expression {
  if (operand.kind === 'value') return operand.value;
  if (operand.kind === 'name') return unknownName(operand.names, null, position, body);
  return unsupported(position, operand.kind === 'super' ? 'super as a value' : 'a map of described fields');
}
