/** Method calls: which method a name means, on what. */
import {
  type DotExpressionContext,
  type ExpressionContext,
  IdPrimaryContext,
  type MethodCallContext,
  PrimaryExpressionContext
} from '@apexdevtools/apex-parser';
import { nameOf, positionOf } from '../parse.ts';
import { fail, unsupported } from '../problems.ts';
import type { Body } from '../scope.ts';
import type { ClassSymbol } from '../symbols.ts';
import type { Expression, FieldAccess } from '../tree.ts';
import type { ApexType, Position } from '../types.ts';
import { rowType } from '../typing/conversions.ts';
import { callText, type MethodCandidate, methodText } from '../typing/members.ts';
import { isException } from '../typing/hierarchy.ts';
import {
  elementType,
  isGenericSObject,
  isLibrary,
  sameType,
  STRING,
  typeName,
  unlessOfFacts
} from '../typing/names.ts';
import { chooseOverload } from '../typing/overloads.ts';
import { isVisible } from '../typing/visibility.ts';
import { checkArguments } from './check.ts';
import { checkConstructorCall } from './constructors.ts';
import { checkEnumStatic } from './enums.ts';
import { refuseOpenEnded, refuseUnknown } from './fields.ts';
import { operandOf, unknownName } from './operands.ts';
import { describeTokens } from './tokens.ts';
import { checkSObjectStatic } from './sobject-statics.ts';

interface CallSite {
  readonly name: string;
  readonly args: readonly Expression[];
  readonly position: Position;
  readonly body: Body;
}

/** `foo(…)`, `this(…)`, `super(…)`. */
export function checkUnqualifiedCall(tree: MethodCallContext, body: Body): Expression {
  const position = positionOf(tree);
  if (!tree.id()) return checkConstructorCall(tree.THIS() ? 'this' : 'super', tree.expressionList(), body, position);
  const site: CallSite = { name: nameOf(tree.id()), args: checkArguments(tree.expressionList(), body), position, body };
  for (let scope: ClassSymbol | null = body.owner; scope !== null; scope = scope.outer) {
    const type: ApexType = { kind: 'class', definition: scope };
    const candidates = body.services.members
      .methods(type, site.name)
      .filter((candidate) => scope === body.owner || candidate.isStatic);
    const chosen = choose(candidates, site);
    if (chosen) return ownCall(chosen.candidate, chosen.args, site);
    refuseOpenEnded(type, body);
  }
  return notFound(site, body.thisType, body.isStatic ? null : { kind: 'this', type: body.thisType, position });
}

function ownCall(candidate: MethodCandidate, args: readonly Expression[], site: CallSite): Expression {
  const { body, position } = site;
  if (candidate.isStatic) return call(candidate, null, args, false, site);
  if (body.isStatic) fail(position, `Non static method cannot be referenced from a static context: ${text(candidate)}`);
  if (body.inConstructorCall)
    fail(position, `Cannot reference instance methods in a constructor invocation: ${site.name}`);
  return call(candidate, { kind: 'this', type: body.thisType, position }, args, false, site);
}

/** `value.foo(…)`, `Type.foo(…)`, `super.foo(…)`. */
export function checkQualifiedCall(tree: DotExpressionContext, body: Body): Expression {
  const operand = operandOf(tree.expression(), body);
  const method = tree.dotMethodCall();
  const site: CallSite = {
    name: method.anyId().getText(),
    args: checkArguments(method.expressionList(), body),
    position: positionOf(method),
    body
  };
  const safe = Boolean(tree.QUESTIONDOT());
  switch (operand.kind) {
    case 'value':
      return platformStatic(operand.value, tree.expression(), site) ?? instanceCall(operand.value, safe, site);
    case 'super':
      if (body.isStatic) fail(positionOf(tree.expression()), 'Super cannot be referenced in a static context');
      return superCall(site);
    case 'describedFields':
      if (!operand.tokens && site.name.toLowerCase() === 'getmap')
        return instanceCall(describeTokens.fields(operand.sobject, site.position, body), safe, site);
      return fail(
        site.position,
        `Method does not exist or incorrect signature: ${callText(site.name, types(site))} from the type Schema.SObjectTypeFields`
      );
    case 'name':
      if (operand.type === null) return unknownName(operand.names, site.name, operand.position, body);
      if (safe) fail(site.position, 'Safe navigation operator is not allowed on a type');
      return staticCall(operand.type, site);
  }
}

function instanceCall(target: Expression, safe: boolean, site: CallSite): Expression {
  refuseUnknown(target);
  if (target.type.kind === 'void' || target.type.kind === 'null') return notFound(site, target.type, target);
  if (site.name.toLowerCase() === 'adderror' && target.type.kind === 'primitive') return fieldError(target, site);
  const candidates = site.body.services.members.methods(target.type, site.name);
  const row = rowType(target);
  // `[SELECT …].getSObjectType()`: what a list does not have is asked of its only row.
  if (row !== null && target.kind === 'query' && candidates.length === 0)
    return instanceCall({ ...target, type: row }, safe, site);
  const instance = choose(
    candidates.filter((candidate) => !candidate.isStatic),
    site
  );
  const chosen = instance ?? choose(candidates, site);
  if (!chosen) return notFound(site, target.type, target);
  refuseOtherLists(chosen.candidate, target, site);
  refuseOtherElements(target, chosen.candidate, site);
  if (chosen.candidate.isStatic)
    fail(site.position, `Static method cannot be referenced from a non static context: ${text(chosen.candidate)}`);
  return call(chosen.candidate, target, chosen.args, safe, site);
}

/**
 * A variable hides the type of its name. Only an inherited static does not hide a class of the platform from calls that
 * its own type does not know: fflib's `SObjectDomain.Test` leaves `Test.isRunningTest()` to the classes that extend it.
 * Null when the variable is meant.
 */
function platformStatic(value: Expression, tree: ExpressionContext, site: CallSite): Expression | null {
  const { members, resolver } = site.body.services;
  const primary = tree instanceof PrimaryExpressionContext ? tree.primary() : null;
  const isInherited = value.kind === 'field' && value.field.isStatic && value.field.owner !== site.body.owner;
  if (!isInherited || !(primary instanceof IdPrimaryContext)) return null;
  const type = resolver.lookup([nameOf(primary.id())], site.body.owner);
  if (type?.kind !== 'library' || members.methods(value.type, site.name).length > 0) return null;
  return staticCall(type, site);
}

/**
 * `addAll`, `removeAll` … of a Set take a List of the very same elements; a List takes no generic records for its own, a
 * Map no records of another object.
 */
function refuseOtherElements(target: Expression, chosen: MethodCandidate, site: CallSite): void {
  const [argument] = site.args;
  if (chosen.kind !== 'library' || !/all$/i.test(site.name) || !argument || !isLibrary(argument.type, 'List')) return;
  const { type } = argument;
  const converts = (to: ApexType): boolean =>
    rowType(argument) !== null || site.body.services.conversions.distance(elementType(type), to) !== null;
  const value = isLibrary(target.type, 'Map') ? target.type.args[1]! : null;
  if (value !== null && (value.kind !== 'sobject' || !converts(value)))
    fail(site.position, `Invalid putAll type ${typeName(argument.type)} found for ${typeName(target.type)}`);
  const fits = isLibrary(target.type, 'Set')
    ? sameType(elementType(argument.type), elementType(target.type))
    : !isLibrary(target.type, 'List') || converts(elementType(target.type));
  if (!fits)
    fail(
      site.position,
      `Illegal all method call for argument type, ${typeName(argument.type)}, for collection: ${typeName(target.type)}`
    );
}

function superCall(site: CallSite): Expression {
  const { body, position } = site;
  const parent = body.owner.superclass ?? fail(position, `No super type defined: ${body.owner.qualifiedName}`);
  const chosen = choose(body.services.members.methods(parent, site.name), site);
  if (!chosen) return notFound(site, parent);
  const self: Expression = { kind: 'this', type: body.thisType, position };
  const { candidate } = chosen;
  if (candidate.kind === 'project' && candidate.method.isAbstract)
    fail(position, `Abstract method cannot be called directly: ${text(candidate)}`);
  const built = call(candidate, candidate.isStatic ? null : self, chosen.args, false, site);
  return built.kind === 'call' && built.dispatch === 'virtual' ? { ...built, dispatch: 'super' } : built;
}

function staticCall(type: ApexType, site: CallSite): Expression {
  const { body, position } = site;
  if (type.kind === 'sobject') return checkSObjectStatic(type.name, site) ?? notFound(site, type);
  const special = isEnum(type) ? checkEnumStatic(type, site) : null;
  if (special) return special;
  const all = body.services.members.methods(type, site.name);
  // Statics belong to the class that declares them and are not reached through its subclasses.
  const candidates = all.filter(
    (candidate) =>
      !candidate.isStatic ||
      candidate.kind === 'library' ||
      (type.kind === 'class' && candidate.method.owner === type.definition)
  );
  const statics = candidates.filter((candidate) => candidate.isStatic);
  const chosen = choose(statics, site);
  if (chosen) return call(chosen.candidate, null, chosen.args, false, site);
  const instance = choose(
    candidates.filter((candidate) => !candidate.isStatic && !isObjectMethod(candidate)),
    site
  );
  if (instance)
    fail(position, `Non static method cannot be referenced from a static context: ${text(instance.candidate)}`);
  return notFound(site, type);
}

function isObjectMethod(candidate: MethodCandidate): boolean {
  return candidate.kind === 'library' && candidate.typed.member.owner === 'Object';
}

function isEnum(type: ApexType): boolean {
  return (type.kind === 'class' || type.kind === 'library') && type.definition.kind === 'enum';
}

function choose(
  candidates: readonly MethodCandidate[],
  site: CallSite
): { candidate: MethodCandidate; args: readonly Expression[] } | null {
  const choice = chooseOverload(candidates, site.args, site.body.services.conversions);
  if (choice.kind === 'ambiguous')
    fail(site.position, `Ambiguous method signature: ${callText(site.name, types(site))}`);
  return choice.kind === 'one' ? { candidate: choice.overload, args: choice.args } : null;
}

function call(
  candidate: MethodCandidate,
  target: Expression | null,
  args: readonly Expression[],
  safe: boolean,
  site: CallSite
): Expression {
  const { body, position } = site;
  if (candidate.kind === 'project') {
    const { method } = candidate;
    if (!isVisible(method.owner, method.visibility, method.annotations, body.owner))
      fail(position, `Method is not visible: ${methodText(method)}`);
    return {
      kind: 'call',
      type: candidate.type,
      position,
      method,
      target,
      args,
      dispatch: method.isStatic ? 'static' : 'virtual',
      safe
    };
  }
  const { member } = candidate.typed;
  return {
    kind: 'libraryCall',
    type: resultType(candidate, target),
    position,
    member,
    target,
    args,
    safe,
    locals: member.needs?.includes('localVariables') ? body.locals() : [],
    fields: member.needs?.includes('localVariables') ? bindableFields(body) : []
  };
}

/** Fields that `:name` in a dynamic query may mean (tests of PropicSignifi/Query.apex), locals aside. */
function bindableFields(body: Body): FieldAccess[] {
  return body.owner.fields.flatMap((field): FieldAccess[] => {
    if (body.local(field.name) || (body.isStatic && !field.isStatic)) return [];
    const { position } = field;
    const target = field.isStatic ? null : ({ kind: 'this', type: body.thisType, position } as const);
    return [{ kind: 'field', type: field.type, position, field, target, safe: false, direct: false }];
  });
}

/** A clone of a concrete sObject is of that type, whatever the generic signature says. */
function resultType(candidate: MethodCandidate, target: Expression | null): ApexType {
  const isClone =
    candidate.kind === 'library' &&
    candidate.typed.member.name.toLowerCase() === 'clone' &&
    isGenericSObject(candidate.type);
  return isClone && target?.type.kind === 'sobject' ? target.type : candidate.type;
}

function notFound(site: CallSite, type: ApexType, target: Expression | null = null): Expression {
  refuseOpenEnded(type, site.body);
  if (
    type.kind === 'class' &&
    type.definition.kind === 'class' &&
    site.name.toLowerCase() === 'clone' &&
    site.args.length === 0
  ) {
    return cloneCall(target, type, site);
  }
  const { world, conversions } = site.body.services;
  return fail(
    site.position,
    `Method does not exist or incorrect signature: ${callText(site.name, types(site))} from the type ${typeName(type)}${world.platform.method(type, site.name, site.args, conversions) || unlessOfFacts(...types(site))}`
  );
}

/** Every object of a project class can be copied, member by member. Source: what Salesforce's own compiler accepts. */
function cloneCall(target: Expression | null, type: ApexType, site: CallSite): Expression {
  if (target === null || isException(type, site.body.services.world.library))
    fail(site.position, `Method does not exist or incorrect signature: void clone() from the type ${typeName(type)}`);
  return { kind: 'shallowCopy', type, position: site.position, value: target };
}

/** `account.Name.addError(…)`: an error of the record, shown at the field. */
function fieldError(target: Expression, site: CallSite): Expression {
  const { position, body, args } = site;
  if (target.kind !== 'sobjectField')
    fail(position, 'addError must be invoked on an expression that is an exact SObject field reference');
  if (args.length === 0 || sameType(args[0]!.type, STRING) === false)
    unsupported(position, 'addError of a field with something other than a text');
  const field: Expression = { kind: 'literal', type: STRING, position, value: target.field };
  const onRecord = { ...site, args: [field, ...args] };
  const record: Expression = { ...target.target };
  const chosen = choose(body.services.members.methods(record.type, 'addError'), onRecord);
  return chosen ? call(chosen.candidate, record, chosen.args, target.safe, onRecord) : notFound(site, target.type);
}

/** `getSObjectType()` is there for lists and maps of records only. */
function refuseOtherLists(candidate: MethodCandidate, { type }: Expression, site: CallSite): void {
  if (candidate.kind !== 'library' || site.name.toLowerCase() !== 'getsobjecttype') return;
  if (isLibrary(type, 'Map') && type.args[1]!.kind !== 'sobject')
    unsupported(site.position, `getSObjectType() of a ${typeName(type)}`);
  if (!isLibrary(type, 'List')) return;
  if (elementType(type).kind !== 'sobject')
    fail(site.position, `Operation only applies to SObject list types: ${typeName(type)}`);
}

function types(site: CallSite): ApexType[] {
  return site.args.map((arg) => arg.type);
}

function text(candidate: MethodCandidate): string {
  if (candidate.kind === 'project') return methodText(candidate.method);
  return callText(
    `${candidate.typed.member.owner}.${candidate.typed.member.name}`,
    candidate.parameters,
    typeName(candidate.type)
  );
}

export type { CallSite };
