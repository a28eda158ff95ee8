/** Variables, fields and properties, with the rules on who may read and write them. */
import { fail, OR_UNSUPPORTED, ReportedFailure, unsupported } from '../problems.ts';
import type { Body } from '../scope.ts';
import type { World } from '../world.ts';
import { fieldApexType, sobjectType } from '../sobjects.ts';
import type { ClassSymbol, FieldSymbol } from '../symbols.ts';
import type { Expression } from '../tree.ts';
import type { ApexType, Position } from '../types.ts';
import { rowType } from '../typing/conversions.ts';
import { classChain, isOpenEnded } from '../typing/hierarchy.ts';
import { ID, isGenericSObject, typeName } from '../typing/names.ts';
import { isVisible } from '../typing/visibility.ts';
import { fieldSetNamed, fieldToken, sharingReason, sobjectToken } from './tokens.ts';

export type Access = 'read' | 'write' | 'update';

/** A local or a field by its simple name; null when there is none. */
export function variable(name: string, position: Position, body: Body, access: Access): Expression | null {
  const local = body.local(name);
  if (local) {
    return { kind: 'local', type: local.type, position, variable: local };
  }
  const own = body.services.members.field(body.owner, name);
  if (own && (own.owner === body.owner || isVisible(own.owner, own.visibility, own.annotations, body.owner))) {
    refuseForwardReference(own, position, body);
    if (own.isStatic) return projectField(own, null, false, position, body, access);
    if (body.isStatic) fail(position, `Variable does not exist: ${name}`);
    if (body.inConstructorCall)
      fail(position, `Cannot reference instance variables in a constructor invocation: ${own.name}`);
    return projectField(own, { kind: 'this', type: body.thisType, position }, false, position, body, access);
  }
  // The classes around it, then those around its ancestors.
  for (const { outer } of classChain(body.owner)) {
    const field = outer && body.services.members.field(outer, name);
    if (field?.isStatic) return projectField(field, null, false, position, body, access);
  }
  return null;
}

/** Initialisers run in textual order: what stands further down has no value yet. */
function refuseForwardReference(field: FieldSymbol, position: Position, body: Body): void {
  if (body.body.kind !== 'initialiser' && body.body.kind !== 'fieldInitialiser') return;
  if (field.owner !== body.owner || field.isStatic !== body.isStatic || field.property !== null) return;
  const isSelf = body.body.kind === 'fieldInitialiser' && body.body.field === field;
  const isLater =
    field.position.line > position.line ||
    (field.position.line === position.line && field.position.column > position.column);
  if (isSelf || isLater) fail(position, `Illegal forward reference: ${field.name}`);
}

/** Members of something whose declared type was wrong: reported there. */
export function refuseUnknown(value: Expression): void {
  if (value.type.kind === 'unknown') throw new ReportedFailure();
}

/** For names that are not found: they may come from an ancestor that is not known, which has been reported. */
export function refuseOpenEnded(type: ApexType, body: Body): void {
  if (isOpenEnded(type, body.services.world.library)) throw new ReportedFailure();
}

/** A field of a value: `value.name`. */
export function fieldOfValue(
  value: Expression,
  name: string,
  safe: boolean,
  position: Position,
  body: Body,
  access: Access
): Expression {
  refuseUnknown(value);
  if (safe && access !== 'read') fail(position, 'Expression cannot be assigned');
  const reason = sharingReason(value, name, position, body);
  if (reason) return access === 'read' ? reason : fail(position, 'Expression cannot be assigned');
  const fieldSet = access === 'read' ? fieldSetNamed(value, name, position, body) : null;
  if (fieldSet) return fieldSet;
  const { type } = value;
  if ((value.kind === 'sobjectField' && type.kind !== 'library') || value.kind === 'sobjectChildren')
    fail(
      value.position,
      `A non foreign key field cannot be referenced in a path expression: ${value.kind === 'sobjectField' ? value.field : value.relationship}`
    );
  switch (type.kind) {
    case 'class':
      return classField(value, type.definition, name, safe, position, body, access);
    case 'sobject':
      return sobjectField(value, type.name, name, safe, position, body, access);
    case 'library':
    case 'primitive':
      return libraryField(value, name, safe, position, body, access);
    default:
      return fail(position, `Variable does not exist: ${name}`);
  }
}

function classField(
  value: Expression,
  owner: ClassSymbol,
  name: string,
  safe: boolean,
  position: Position,
  body: Body,
  access: Access
): Expression {
  const field = body.services.members.field(owner, name);
  if (!field) {
    refuseOpenEnded(value.type, body);
    fail(position, `Variable does not exist: ${name}`);
  }
  if (field.isStatic)
    fail(
      position,
      `Static field cannot be referenced from a non static context: ${field.name} from the type ${field.owner.qualifiedName}`
    );
  return projectField(field, value, safe, position, body, access);
}

/** The checked access to a project field; `target` is null for statics. */
function projectField(
  field: FieldSymbol,
  target: Expression | null,
  safe: boolean,
  position: Position,
  body: Body,
  access: Access
): Expression {
  if (!isVisible(field.owner, field.visibility, field.annotations, body.owner))
    fail(position, `Variable is not visible: ${field.owner.qualifiedName}.${field.name}`);
  const isOwnAccessor =
    body.body.kind === 'accessor' && body.body.field === field && (target === null || target.kind === 'this');
  if (field.property) checkAccessors(field, position, body, access);
  // Who may assign a property says its accessor, even when the property is final.
  if (access !== 'read' && field.isFinal && field.property === null && !mayAssignFinal(field, body)) {
    fail(
      position,
      `Final members can only be assigned in their declaration, init blocks, or constructors: ${field.name}`
    );
  }
  return { kind: 'field', type: field.type, position, field, target, safe, direct: isOwnAccessor };
}

function checkAccessors(field: FieldSymbol, position: Position, body: Body, access: Access): void {
  const { getter, setter } = field.property!;
  const check = (accessor: typeof getter): void => {
    if (accessor === null || !isVisible(field.owner, accessor.visibility, field.annotations, body.owner))
      fail(position, `Variable is not visible: ${field.owner.qualifiedName}.${field.name}`);
  };
  if (access !== 'write') check(getter);
  if (access !== 'read') check(setter);
}

/** Initialisers assign every final field of their class, static or not; constructors the fields of any instance. */
function mayAssignFinal(field: FieldSymbol, body: Body): boolean {
  if (body.isConstructor) return !field.isStatic && classChain(body.owner).includes(field.owner);
  return field.owner === body.owner && body.body.kind === 'initialiser';
}

/** The library's type of compound fields. */
function compoundType(world: World, name: string, position: Position): ApexType {
  return world.library.find(name) === null ? unsupported(position, `fields of type ${name}`) : world.library.need(name);
}

function sobjectField(
  value: Expression,
  objectName: string,
  name: string,
  safe: boolean,
  position: Position,
  body: Body,
  access: Access
): Expression {
  const { world } = body.services;
  if (isGenericSObject(value.type)) {
    if (name.toLowerCase() !== 'id') fail(position, `Variable does not exist: ${name}`);
    return { kind: 'sobjectField', type: ID, position, target: value, field: 'Id', safe };
  }
  const field = world.sobjects.field(objectName, name);
  if (field) {
    const unwritable = access === 'read' ? null : world.sobjects.unwritable(objectName);
    if (unwritable !== null) unsupported(position, unwritable);
    if (access !== 'read' && !world.sobjects.isWritable(objectName, field))
      fail(position, `Field is not writeable: ${objectName}.${field.apiName}`);
    return {
      kind: 'sobjectField',
      type: fieldApexType(field, (type) => compoundType(world, type, position)),
      position,
      target: value,
      field: field.apiName,
      safe
    };
  }
  const parent = world.sobjects.parent(objectName, name);
  if (parent) {
    if (parent.target !== 'Name' && !world.sobjects.find(parent.target))
      unsupported(position, `the object ${parent.target}, which ${objectName}.${parent.name} points to`);
    return {
      kind: 'sobjectParent',
      type: sobjectType(parent.target),
      position,
      target: value,
      relationship: parent.name,
      safe
    };
  }
  const children = world.sobjects.children(objectName, name);
  if (children) {
    if (access !== 'read') fail(position, `Field is not writeable: ${objectName}.${children.relationshipName!}`);
    if (!world.sobjects.find(children.childObject)) unsupported(position, `the object ${children.childObject}`);
    return {
      kind: 'sobjectChildren',
      type: world.library.list(sobjectType(children.childObject)),
      position,
      target: value,
      relationship: children.relationshipName!,
      safe
    };
  }
  if (objectName === 'Name' && !world.sobjects.find('Name'))
    unsupported(position, `the field ${name} of a lookup to several objects`);
  return fail(
    position,
    `Variable does not exist: ${name}${world.sobjects.mayHave(objectName, name) ? OR_UNSUPPORTED : ''}`
  );
}

function libraryField(
  value: Expression,
  name: string,
  safe: boolean,
  position: Position,
  body: Body,
  access: Access
): Expression {
  const row = rowType(value);
  if (row !== null && value.kind === 'query' && access !== 'read') fail(position, 'Expression cannot be assigned');
  if (row !== null && value.kind === 'query')
    return fieldOfValue({ ...value, type: row }, name, safe, position, body, access);
  const { library } = body.services.world;
  const holder = library.methodsType(value.type);
  const typed =
    holder &&
    library
      .members(holder, name)
      .find((candidate) => candidate.member.kind === 'property' && !candidate.member.isStatic);
  if (!typed) fail(position, `Variable does not exist: ${name}${body.services.world.platform.field(value.type, name)}`);
  if (access !== 'write' && !typed.member.get)
    fail(position, `A value cannot be read from ${typed.member.name} in type ${typeName(value.type)}`);
  if (access !== 'read' && !typed.member.set)
    fail(position, `A value cannot be stored to ${typed.member.name} in type ${typeName(value.type)}`);
  return { kind: 'libraryField', type: typed.type, position, member: typed.member, target: value, safe };
}

/** `Type.name` where the name is a value: a static, an enum value, a token. Null when there is none; it may be an inner type. */
export function staticMember(
  type: ApexType,
  name: string,
  position: Position,
  body: Body,
  access: Access
): Expression | null {
  switch (type.kind) {
    case 'class':
      return classStatic(type.definition, name, position, body, access);
    case 'primitive': {
      const holder = body.services.world.library.methodsType(type);
      return holder ? staticMember(holder, name, position, body, access) : null;
    }
    case 'library': {
      const { library } = body.services.world;
      const value = type.definition.enumValues.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
      if (value !== undefined) return { kind: 'enumConstant', type, position, value };
      const typed = library
        .members(type, name)
        .find(
          (candidate) =>
            candidate.member.isStatic && (candidate.member.kind === 'constant' || candidate.member.kind === 'property')
        );
      return typed
        ? { kind: 'libraryField', type: typed.type, position, member: typed.member, target: null, safe: false }
        : null;
    }
    case 'sobject':
      if (isGenericSObject(type)) return null;
      return name.toLowerCase() === 'sobjecttype'
        ? sobjectToken(type.name, position, body)
        : fieldToken(type.name, name, position, body);
    default:
      return null;
  }
}

function classStatic(
  symbol: ClassSymbol,
  name: string,
  position: Position,
  body: Body,
  access: Access
): Expression | null {
  const lower = name.toLowerCase();
  if (symbol.kind === 'enum') {
    const value = symbol.enumValues.find((candidate) => candidate.toLowerCase() === lower);
    return value === undefined
      ? null
      : { kind: 'enumConstant', type: { kind: 'class', definition: symbol }, position, value };
  }
  const field = symbol.fields.find((candidate) => candidate.name.toLowerCase() === lower);
  if (!field) return null;
  if (!field.isStatic) {
    if (symbol.inner.some((inner) => inner.name.toLowerCase() === lower)) return null;
    fail(position, `Variable does not exist: ${name}`);
  }
  return projectField(field, null, false, position, body, access);
}
