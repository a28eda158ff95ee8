/** `new …`. */
import {
  AssignExpressionContext,
  type CreatorContext,
  type ExpressionContext,
  IdPrimaryContext,
  PrimaryExpressionContext
} from '@apexdevtools/apex-parser';
import { nameOf, positionOf } from '../parse.ts';
import { fail, OR_UNSUPPORTED } from '../problems.ts';
import type { Body } from '../scope.ts';
import { fieldApexType, sobjectType } from '../sobjects.ts';
import type { Expression, NewSObject } from '../tree.ts';
import type { ApexType, Position } from '../types.ts';
import {
  elementType,
  INTEGER,
  isGenericSObject,
  isLibrary,
  type LibraryInstance,
  sameType,
  typeName
} from '../typing/names.ts';
import { chooseOverload } from '../typing/overloads.ts';
import { checkArguments, checkAs, checkExpression } from './check.ts';
import { chooseConstructor } from './constructors.ts';

export function checkNew(tree: CreatorContext, body: Body, position: Position): Expression {
  const type = body.services.resolver.resolveCreated(tree.createdName(), body.owner);
  if (tree.classCreatorRest()) {
    const list = tree.classCreatorRest().arguments().expressionList();
    if (type.kind === 'sobject') return newRecord(type.name, list?.expression_list() ?? [], body, position);
    return construct(type, checkArguments(list, body), body, position);
  }
  const array = tree.arrayCreatorRest();
  if (array) {
    const listType = body.services.world.library.list(type);
    const elements = array.arrayInitializer()?.expression_list() ?? [];
    if (array.expression())
      return { kind: 'newArray', type: listType, position, size: checkAs(array.expression(), INTEGER, body) };
    return {
      kind: 'newCollection',
      type: listType,
      position,
      elements: elements.map((element) => initial(element, type, body))
    };
  }
  if (isLibrary(type, 'Map') && (tree.mapCreatorRest() || tree.noRest())) return newMap(type, tree, body, position);
  if (isLibrary(type, 'List') || isLibrary(type, 'Set')) {
    if (tree.mapCreatorRest()) fail(position, `Invalid initializer type found for ${typeName(type)}`);
    const elements = tree.setCreatorRest()?.expression_list() ?? [];
    return {
      kind: 'newCollection',
      type,
      position,
      elements: elements.map((element) => initial(element, elementType(type), body))
    };
  }
  return fail(position, `Type cannot be constructed: ${typeName(type)}`);
}

function initial(tree: ExpressionContext, type: ApexType, body: Body): Expression {
  const value = checkExpression(tree, body);
  return (
    body.services.conversions.convert(value, type) ??
    fail(
      positionOf(tree),
      `Initial expression is of incorrect type, expected: ${typeName(type)} but was: ${typeName(value.type)}`
    )
  );
}

function newMap(type: LibraryInstance, tree: CreatorContext, body: Body, position: Position): Expression {
  const [keyType, valueType] = type.args as [ApexType, ApexType];
  const { conversions } = body.services;
  const entries = (tree.mapCreatorRest()?.mapCreatorRestPair_list() ?? []).map((pair) => {
    const [keyTree, valueTree] = pair.expression_list();
    const key = checkExpression(keyTree!, body);
    const value = checkExpression(valueTree!, body);
    return [
      conversions.convert(key, keyType) ??
        fail(positionOf(keyTree!), `Invalid key type ${typeName(key.type)} for ${typeName(type)}`),
      conversions.convert(value, valueType) ??
        fail(positionOf(valueTree!), `Invalid value type ${typeName(value.type)} for ${typeName(type)}`)
    ] as const;
  });
  return { kind: 'newMap', type, position, entries };
}

function construct(type: ApexType, args: readonly Expression[], body: Body, position: Position): Expression {
  if (type.kind === 'class') {
    const { definition } = type;
    if (definition.kind !== 'class') fail(position, `Type cannot be constructed: ${definition.qualifiedName}`);
    if (definition.isAbstract) fail(position, `Abstract classes cannot be constructed: ${definition.qualifiedName}`);
    const chosen = chooseConstructor(definition, args, body, position);
    return { kind: 'new', type, position, definition, constructor: chosen.method, args: chosen.args };
  }
  if (type.kind !== 'library') return fail(position, `Type cannot be constructed: ${typeName(type)}`);
  const { library } = body.services.world;
  const constructors = library.declaredMembers(type, 'new');
  if (constructors.length === 0 || type.definition.kind !== 'class')
    fail(position, `Type cannot be constructed: ${typeName(type)}${OR_UNSUPPORTED}`);
  const choice = chooseOverload(constructors, args, body.services.conversions);
  const list = `(${args.map((arg) => typeName(arg.type)).join(', ')})`;
  const [source] = args;
  if (
    source &&
    isLibrary(type, 'Map') &&
    isLibrary(source.type, 'List') &&
    !mayHold(elementType(source.type), type.args[1]!)
  ) {
    const [key, value] = type.args as [ApexType, ApexType];
    fail(
      position,
      `Invalid initializer type ${typeName(source.type)} found for Map<${typeName(key)},${typeName(value)}>: expected a Map with the same key and value types, or a valid SObject List`
    );
  }
  if (choice.kind === 'none')
    fail(position, `Constructor not defined: [${typeName(type)}].<Constructor>${list}${OR_UNSUPPORTED}`);
  if (choice.kind === 'ambiguous') fail(position, `Ambiguous method signature: void <Constructor>${list}`);
  return { kind: 'newLibrary', type, position, member: choice.overload.member, args: choice.args };
}

/** Can records of one type be the values of a map from another? */
function mayHold(record: ApexType, value: ApexType): boolean {
  return (
    record.kind === 'sobject' &&
    value.kind === 'sobject' &&
    (isGenericSObject(record) || isGenericSObject(value) || sameType(record, value))
  );
}

/** `new Account(Name = 'x')`. */
function newRecord(
  objectName: string,
  trees: readonly ExpressionContext[],
  body: Body,
  position: Position
): Expression {
  const type = sobjectType(objectName);
  if (isGenericSObject(type) || objectName === 'AggregateResult')
    fail(position, `Type cannot be constructed: ${objectName}`);
  const fields: Array<NewSObject['fields'][number]> = [];
  for (const tree of trees) {
    const [nameTree, valueTree] = tree instanceof AssignExpressionContext ? tree.expression_list() : [];
    const primary = nameTree instanceof PrimaryExpressionContext ? nameTree.primary() : null;
    if (!(primary instanceof IdPrimaryContext) || tree.getChild(1).getText() !== '=')
      fail(positionOf(tree), `Type requires name=value pair construction: ${objectName}`);
    const place = recordField(objectName, nameOf(primary.id()), body, positionOf(tree));
    if (fields.some((other) => other.field === place.field))
      fail(positionOf(tree), `Duplicate field initialization: ${place.field}`);
    const value = checkAs(valueTree!, place.type, body);
    fields.push({ field: place.field, isParent: place.isParent, value, position: positionOf(tree) });
  }
  return { kind: 'newSObject', type, position, fields };
}

/** A field, or a relationship that takes the parent record. */
function recordField(
  objectName: string,
  name: string,
  body: Body,
  position: Position
): { field: string; isParent: boolean; type: ApexType } {
  const { sobjects, library } = body.services.world;
  const field = sobjects.field(objectName, name);
  if (field) {
    if (!sobjects.isWritable(objectName, field))
      fail(position, `Field is not writeable: ${objectName}.${field.apiName}`);
    return { field: field.apiName, isParent: false, type: fieldApexType(field, (typeText) => library.need(typeText)) };
  }
  const parent = sobjects.parent(objectName, name);
  if (parent) {
    const type = sobjectType(parent.target === 'Name' ? 'SObject' : parent.target);
    return { field: parent.name, isParent: true, type };
  }
  return fail(
    position,
    `Field does not exist: ${name} on ${objectName}${sobjects.mayHave(objectName, name) ? OR_UNSUPPORTED : ''}`
  );
}
