/** `switch on`. */
import type {
  IdContext,
  SwitchStatementContext,
  WhenControlContext,
  WhenLiteralContext
} from '@apexdevtools/apex-parser';
import { checkIdentifier } from '../declarations/identifiers.ts';
import { convertTo, checkExpression } from '../expressions/check.ts';
import { staticMember } from '../expressions/fields.ts';
import { variable } from '../expressions/fields.ts';
import { stringValue } from '../expressions/literals.ts';
import { nameOf, parseExpressionAt, positionOf } from '../parse.ts';
import { fail } from '../problems.ts';
import type { Body } from '../scope.ts';
import type { Expression, Switch } from '../tree.ts';
import type { ApexType, Position } from '../types.ts';
import { INTEGER, isGenericSObject, isPrimitive, LONG, NULL, STRING, typeName } from '../typing/names.ts';
import { checkBlock } from './check.ts';

type Case = Switch['cases'][number];

export function checkSwitch(tree: SwitchStatementContext, body: Body): Switch {
  const value = checkExpression(tree.expression(), body);
  if (!isSwitchable(value.type)) fail(value.position, `${typeName(value.type)} is not a valid switch expression type`);
  const branches = tree.whenControl_list();
  if (branches.length === 0) fail(positionOf(tree), 'Switch statement requires at least one when block');
  const seen = new Set<string>();
  const cases: Case[] = [];
  branches.forEach((branch, index) => {
    const checked = body.services.world.log.guard(body.owner.file, () => {
      if (branch.whenValue().ELSE() && index < branches.length - 1)
        fail(positionOf(tree), "'when else' must be the last when block");
      return body.scoped(() => checkWhen(branch, value.type, seen, positionOf(tree), body));
    });
    if (checked) cases.push(checked);
  });
  return { kind: 'switch', position: positionOf(tree), value, cases };
}

function isSwitchable(type: ApexType): boolean {
  return isPrimitive(type, 'Integer', 'Long', 'String') || isGenericSObject(type) || isEnum(type);
}

function isEnum(type: ApexType): boolean {
  return (type.kind === 'class' || type.kind === 'library') && type.definition.kind === 'enum';
}

function checkWhen(tree: WhenControlContext, on: ApexType, seen: Set<string>, whole: Position, body: Body): Case {
  const position = positionOf(tree);
  const value = tree.whenValue();
  if (value.ELSE()) return { when: { kind: 'else' }, body: checkBlock(tree.block(), body), position };
  if (value.typeRef()) {
    const type = body.services.resolver.resolve(value.typeRef(), body.owner, positionOf(value.id()));
    if (on.kind !== 'sobject' || type.kind !== 'sobject')
      fail(positionOf(value.id()), `${typeName(on)} cannot be a when type variable block`);
    if (!isGenericSObject(on) || isGenericSObject(type))
      fail(position, `${typeName(type)} in the when expression is already matching the switch expression type`);
    once(typeName(type), seen, positionOf(value.id()));
    const name = nameOf(value.id());
    const place = positionOf(value.id());
    checkIdentifier(name, 'variable', place, body.owner.file, body.services.world.log);
    const declared = body.declareHideable(name, type, place);
    return { when: { kind: 'sobject', variable: declared }, body: checkBlock(tree.block(), body), position };
  }
  const values = value.whenLiteral_list().map((literal) => whenValue(literal, on, seen, whole, body));
  return { when: { kind: 'values', values }, body: checkBlock(tree.block(), body), position };
}

function once(text: string, seen: Set<string>, position: Position): void {
  if (seen.has(text)) fail(position, `${text} occurs as more than one when branch for this switch statement`);
  seen.add(text);
}

function whenValue(tree: WhenLiteralContext, on: ApexType, seen: Set<string>, whole: Position, body: Body): Expression {
  if (tree.whenLiteral()) return whenValue(tree.whenLiteral(), on, seen, whole, body);
  const position = positionOf(tree);
  refuseExpression(tree, on, whole, body);
  if (tree.NULL()) {
    once(on.kind === 'sobject' ? 'NULL' : 'null', seen, whole);
    return { kind: 'literal', type: NULL, value: null, position };
  }
  if (on.kind === 'sobject' && !tree.qualifiedName()) fail(whole, ONLY_TYPES);
  const expression = tree.qualifiedName()
    ? named(tree.qualifiedName().id_list(), on, position, body)
    : literal(tree, position);
  once(
    expression.kind === 'literal'
      ? String(expression.value)
      : expression.kind === 'enumConstant'
        ? expression.value
        : tree.getText(),
    seen,
    whole
  );
  if (body.services.conversions.distance(expression.type, on) === null)
    fail(whole, notConvertible(expression.type, on));
  return convertTo(expression, on, body, position);
}

/** Where the parser read a text for what only the platform's grammar takes: of all that, nothing is a value of `when`. */
function refuseExpression(tree: WhenLiteralContext, on: ApexType, whole: Position, body: Body): void {
  const { file } = body.owner;
  const [start, end] = [tree.start.start, tree.stop!.stop + 1];
  if (!tree.StringLiteral() || file.text.slice(start, end) === tree.getText()) return;
  const written = parseExpressionAt(file, start, end);
  if (written === null) fail(positionOf(tree), `Unexpected token '${/\w+|\S/.exec(file.text.slice(start))![0]}'.`);
  const value = checkExpression(written, body);
  if (value.kind !== 'literal')
    fail(value.position, 'When clause must be a literal or a non null constant literal: {0}');
  if (on.kind === 'sobject') fail(whole, ONLY_TYPES);
  fail(whole, notConvertible(value.type, on));
}

const UNQUALIFIED = "Enum value used in 'when expression' should be unqualified";
const ONLY_TYPES = "Switching on SObject types must be a 'when type variable' or 'when null'";

function notConvertible(from: ApexType, to: ApexType): string {
  return `${typeName(from)} value in when expression cannot be implicitly converted to the ${typeName(to)} type in switch expression`;
}

function literal(tree: WhenLiteralContext, position: Position): Expression {
  const negative = tree.SUB_list().length % 2 === 1;
  if (tree.IntegerLiteral()) {
    const value = Number(tree.IntegerLiteral().getText()) * (negative ? -1 : 1);
    if (value > 2147483647 || value < -2147483648) fail(position, 'Illegal integer');
    return { kind: 'literal', type: INTEGER, value, position };
  }
  if (tree.LongLiteral()) {
    const value = BigInt(tree.LongLiteral().getText().slice(0, -1)) * (negative ? -1n : 1n);
    if (BigInt.asIntN(64, value) !== value) fail(position, 'Illegal long');
    return { kind: 'literal', type: LONG, value, position };
  }
  return { kind: 'literal', type: STRING, value: stringValue(tree.getText(), position), position };
}

/** An enum value without its type, or a constant. */
function named(ids: readonly IdContext[], on: ApexType, position: Position, body: Body): Expression {
  const names = ids.map(nameOf);
  if (isEnum(on)) {
    if (ids.length > 1) fail(positionOf(ids[ids.length - 1]!), UNQUALIFIED);
    return (
      staticMember(on, names[0]!, position, body, 'read') ?? fail(position, `Variable does not exist: ${names[0]!}`)
    );
  }
  const owner = names.length > 1 ? body.services.resolver.lookup(names.slice(0, -1), body.owner) : null;
  const name = names[names.length - 1]!;
  const constant =
    names.length > 1
      ? owner && staticMember(owner, name, position, body, 'read')
      : body.local(name)
        ? null
        : variable(name, position, body, 'read');
  if (!constant) fail(position, `Variable does not exist: ${names.join('.')}`);
  if (constant.kind === 'enumConstant') fail(positionOf(ids[ids.length - 1]!), UNQUALIFIED);
  if (constant.kind !== 'field')
    fail(position, "'when expression' must be a literal, a constant literal field or enum value");
  return fail(position, 'Field must be an enum reference');
}
