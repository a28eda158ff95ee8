/** `new …`. */
import {
  AssignExpressionContext,
  type CreatorContext,
  type ExpressionContext,
  IdPrimaryContext,
  PrimaryExpressionContext
} from '@apexdevtools/apex-parser';
import { positionOf } from '../parse.ts';
import { fail, OR_UNSUPPORTED, unsupported } from '../problems.ts';
import type { Body } from '../scope.ts';
import { fieldApexType, sobjectType } from '../sobjects.ts';
import type { Expression, NewSObject } from '../tree.ts';
import type { ApexType, Position } from '../types.ts';
import { rowType } from '../typing/conversions.ts';
import {
  elementType,
  INTEGER,
  isGenericSObject,
  isLibrary,
  isPrimitive,
  type LibraryInstance,
  sameType,
  typeName,
  unlessOfFacts
} from '../typing/names.ts';
import { chooseOverload } from '../typing/overloads.ts';
import { checkArguments, checkAs, checkExpression } from './check.ts';
import { chooseConstructor } from './constructors.ts';
import { tokenAfter } from './grammar.ts';

export function checkNew(tree: CreatorContext, body: Body, position: Position): Expression {
  const type = body.services.resolver.resolveCreated(tree.createdName(), body.owner, position);
  if (tree.classCreatorRest()) {
    const list = tree.classCreatorRest().arguments().expressionList();
    if (type.kind === 'sobject') return newRecord(type.name, list?.expression_list() ?? [], body, position);
    const [first] = list?.expression_list() ?? [];
    if (
      first &&
      isNameValuePair(first) &&
      (type.kind === 'class' || (type.kind === 'library' && type.args.length === 0))
    )
      fail(position, `Invalid constructor syntax, name=value pairs can only be used for SObjects: ${typeName(type)}`);
    return construct(type, checkArguments(list, body), body, position);
  }
  const array = tree.arrayCreatorRest();
  if (array) {
    const listType = body.services.world.library.list(type);
    // To the platform's grammar `new Account[]` lacks its elements: it stumbles at what follows.
    if (!array.expression() && !array.arrayInitializer()) {
      const { position: next, text } = tokenAfter(array.RBRACK().symbol, body);
      fail(next, `Expecting '{' but was: '${text}'`);
    }
    const elements = array.arrayInitializer()?.expression_list() ?? [];
    if (array.expression())
      return { kind: 'newArray', type: listType, position, size: arraySize(array.expression(), type, body, position) };
    return {
      kind: 'newCollection',
      type: listType,
      position,
      elements: elements.map((element) => initial(element, type, body, position))
    };
  }
  const pairs = tree.mapCreatorRest();
  const values = tree.setCreatorRest();
  if (isLibrary(type, 'Map') && values) {
    const next = values.COMMA_list()[0]?.symbol ?? values.RBRACE().symbol;
    fail({ line: next.line, column: next.column }, `Expecting '=>' but was: '${next.text}'`);
  }
  if (pairs && (isLibrary(type, 'List') || isLibrary(type, 'Set'))) {
    const arrow = pairs.mapCreatorRestPair_list()[0]?.MAPTO().symbol;
    if (arrow) fail({ line: arrow.line, column: arrow.column }, "Expecting '}' but was: '=>'");
  }
  if (isLibrary(type, 'Map') && (pairs || tree.noRest())) return newMap(type, tree, body, position);
  if (isLibrary(type, 'List') || isLibrary(type, 'Set')) {
    const elements = values?.expression_list() ?? [];
    return {
      kind: 'newCollection',
      type,
      position,
      elements: elements.map((element) => initial(element, elementType(type), body, position))
    };
  }
  return fail(position, `Type cannot be constructed: ${typeName(type)}`);
}

function isNameValuePair(tree: ExpressionContext): boolean {
  if (!(tree instanceof AssignExpressionContext) || tree.getChild(1).getText() !== '=') return false;
  const [name] = tree.expression_list();
  return name instanceof PrimaryExpressionContext && name.primary() instanceof IdPrimaryContext;
}

function arraySize(tree: ExpressionContext, element: ApexType, body: Body, position: Position): Expression {
  const size = checkExpression(tree, body);
  return (
    body.services.conversions.convert(size, INTEGER) ??
    fail(
      position,
      `Invalid initializer type ${typeName(size.type)} found for List<${typeName(element)}>: expected an Integer or a List of type ${typeName(element)}`
    )
  );
}

function initial(tree: ExpressionContext, type: ApexType, body: Body, position: Position): Expression {
  const value = checkExpression(tree, body);
  return (
    body.services.conversions.convert(value, type) ??
    fail(
      position,
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
        fail(key.position, `Invalid key type ${typeName(key.type)} for ${typeName(keyType)}`),
      conversions.convert(value, valueType) ??
        fail(value.position, `Invalid value type ${typeName(value.type)} for ${typeName(valueType)}`)
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
  if (type.definition.name === 'Exception') fail(position, 'Type cannot be constructed: Exception');
  checkInitialiser(type, args, position);
  const { library, platform } = body.services.world;
  const constructors = library.declaredMembers(type, 'new');
  const missing = (): string => platform.constructorOf(type, args, body.services.conversions);
  if (constructors.length === 0 || type.definition.kind !== 'class')
    fail(position, `Type cannot be constructed: ${typeName(type)}${missing()}`);
  const choice = chooseOverload(constructors, args, body.services.conversions);
  const list = `(${args.map((arg) => typeName(arg.type)).join(', ')})`;
  if (choice.kind === 'none')
    fail(position, `Constructor not defined: [${typeName(type)}].<Constructor>${list}${missing()}`);
  if (choice.kind === 'ambiguous') fail(position, `Ambiguous method signature: void <init>${list}`);
  return { kind: 'newLibrary', type, position, member: choice.overload.member, args: choice.args };
}

/** What a List, Set or Map can be made from: the element types have to be the same, nothing is converted. */
function checkInitialiser(type: LibraryInstance, args: readonly Expression[], position: Position): void {
  const [source] = args;
  if (args.length !== 1 || source!.type.kind === 'null' || source!.type.kind === 'unknown') return;
  const refuse = (expected: string): never =>
    fail(
      position,
      `Invalid initializer type ${typeName(source!.type)} found for ${typeName(type)}: expected ${expected}${unlessOfFacts(source!.type, type)}`
    );
  if (isLibrary(type, 'Map')) {
    if (!isMapInitialiser(type, source!)) refuse('a Map with the same key and value types, or a valid SObject List');
    return;
  }
  if (!isLibrary(type, 'List') && !isLibrary(type, 'Set')) return;
  const element = elementType(type);
  const from = source!.type;
  const isCollection =
    (isLibrary(from, 'List') || isLibrary(from, 'Set')) &&
    (sameType(elementType(from), element) || isRow(source!, element));
  if (isCollection) return;
  if (isLibrary(type, 'Set')) refuse(`a List or a Set of type: ${typeName(element)}`);
  if (!isPrimitive(from, 'Integer')) refuse(`an Integer or a List of type ${typeName(element)}`);
}

function isMapInitialiser(type: LibraryInstance, source: Expression): boolean {
  const [key, value] = type.args as [ApexType, ApexType];
  if (isLibrary(source.type, 'Map')) return sameType(source.type, type);
  if (!isLibrary(source.type, 'List') || !isPrimitive(key, 'Id', 'String')) return false;
  const record = elementType(source.type);
  return record.kind === 'sobject' && (isGenericSObject(value) || sameType(record, value) || isRow(source, value));
}

/** The rows of a dynamic query are of whatever type is asked for. */
function isRow(source: Expression, element: ApexType): boolean {
  return rowType(source) !== null && source.kind !== 'query' && element.kind === 'sobject';
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
    if (!isNameValuePair(tree)) fail(position, `Type requires name=value pair construction: ${objectName}`);
    const [nameTree, valueTree] = (tree as AssignExpressionContext).expression_list();
    const place = recordField(objectName, nameTree!.getText(), body, position);
    if (fields.some((other) => other.field === place.field))
      fail(position, `Duplicate field initialization: ${place.field}`);
    const value = checkAs(valueTree!, place.type, body, position);
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
    const unwritable = sobjects.unwritable(objectName);
    if (unwritable !== null) unsupported(position, unwritable);
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
