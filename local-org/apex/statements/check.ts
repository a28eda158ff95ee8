/** Checks statements. An error ends the checking of its statement, not of the body. */
import {
  type BlockContext,
  CastExpressionContext,
  type ExpressionContext,
  type FieldDeclarationContext,
  type IfStatementContext,
  type LocalVariableDeclarationContext,
  type ModifierContext,
  type ReturnStatementContext,
  type RunAsStatementContext,
  type StatementContext,
  type ThrowStatementContext,
  type TryStatementContext
} from '@apexdevtools/apex-parser';
import { checkIdentifier } from '../declarations/identifiers.ts';
import { checkModifiers } from '../declarations/modifier-rules.ts';
import { readModifiers } from '../declarations/modifiers.ts';
import { checkAs, checkExpression } from '../expressions/check.ts';
import { checkCondition } from '../expressions/conditionals.ts';
import { nameOf, positionOf } from '../parse.ts';
import { fail, unsupported } from '../problems.ts';
import type { Body } from '../scope.ts';
import type { Block, Expression, LocalDeclaration, Statement, Try } from '../tree.ts';
import type { ApexType, Position } from '../types.ts';
import { isException } from '../typing/hierarchy.ts';
import { isLibrary, typeName, unlessOfFacts } from '../typing/names.ts';
import { checkDml } from './dml.ts';
import { checkDoWhile, checkFor, checkWhile } from './loops.ts';
import { checkSwitch } from './switch.ts';

/** The statements that are right; wrong ones are reported and left out. */
export function checkBlock(tree: BlockContext, body: Body): Block {
  return body.scoped(() => ({
    kind: 'block',
    position: positionOf(tree),
    statements: checkStatements(tree.statement_list(), body, checkStatement)
  }));
}

export function checkStatements<T>(
  trees: readonly T[],
  body: Body,
  check: (tree: T, body: Body) => Statement
): Statement[] {
  const statements: Statement[] = [];
  for (const statement of trees) {
    const checked = body.services.world.log.guard(body.owner.file, () => check(statement, body));
    if (checked) statements.push(checked);
    body.constructorCallAllowed = false;
  }
  return statements;
}

/** A statement with a scope of its own, as branches and loop bodies have. Wrong ones become an empty block. */
export function checkScoped(tree: StatementContext, body: Body): Statement {
  return body.scoped(
    () =>
      body.services.world.log.guard(body.owner.file, () => checkStatement(tree, body)) ?? emptyBlock(positionOf(tree))
  );
}

export function emptyBlock(position: Position): Block {
  return { kind: 'block', position, statements: [] };
}

export function checkStatement(tree: StatementContext, body: Body): Statement {
  const position = positionOf(tree);
  if (tree.block()) return checkBlock(tree.block(), body);
  if (tree.localVariableDeclarationStatement())
    return checkLocals(tree.localVariableDeclarationStatement().localVariableDeclaration(), body);
  if (tree.expressionStatement())
    return { kind: 'expression', position, expression: checkEffect(tree.expressionStatement().expression(), body) };
  if (tree.ifStatement()) return checkIf(tree.ifStatement(), body);
  if (tree.returnStatement()) return checkReturn(tree.returnStatement(), body);
  if (tree.forStatement()) return checkFor(tree.forStatement(), body);
  if (tree.whileStatement()) return checkWhile(tree.whileStatement(), body);
  if (tree.doWhileStatement()) return checkDoWhile(tree.doWhileStatement(), body);
  if (tree.tryStatement()) return checkTry(tree.tryStatement(), body);
  if (tree.throwStatement()) return checkThrow(tree.throwStatement(), body);
  if (tree.switchStatement()) return checkSwitch(tree.switchStatement(), body);
  if (tree.runAsStatement()) return checkRunAs(tree.runAsStatement(), body);
  if (tree.breakStatement() || tree.continueStatement()) {
    const kind = tree.breakStatement() ? 'break' : 'continue';
    if (body.loopDepth === 0) fail(position, `${kind === 'break' ? 'Break' : 'Continue'} statement must be in loop`);
    return { kind, position };
  }
  return checkDml(tree, body);
}

/** Expressions that do something, and so may be statements. */
const EFFECTS: ReadonlySet<Expression['kind']> = new Set<Expression['kind']>([
  'assignment',
  'update',
  'call',
  'libraryCall',
  'shallowCopy',
  'constructorCall',
  'new',
  'newLibrary',
  'newSObject',
  'newCollection',
  'newMap',
  'newArray'
]);

export function checkEffect(tree: ExpressionContext, body: Body): Expression {
  const expression = checkExpression(tree, body);
  // A cast that changes nothing leaves the expression itself.
  if (!EFFECTS.has(expression.kind) || tree instanceof CastExpressionContext)
    fail(positionOf(tree), 'Expression cannot be a statement.');
  return expression;
}

/** Declarations of locals; the body of a trigger parses them as fields. */
export function checkLocals(
  tree: LocalVariableDeclarationContext | FieldDeclarationContext,
  body: Body,
  modifierTrees: readonly ModifierContext[] = []
): LocalDeclaration {
  const { world, resolver } = body.services;
  const { file } = body.owner;
  const [first] = tree.variableDeclarators().variableDeclarator_list();
  const place = positionOf(first!.id());
  const modifiers = readModifiers(
    'modifier_list' in tree ? tree.modifier_list() : modifierTrees,
    file,
    world.log,
    place
  );
  // An org's compiler takes any modifier of fields there (glade-sh/glade-tools; apex-ls); what `static` means is not known.
  const inTrigger = !('modifier_list' in tree);
  if (inTrigger && modifiers.isStatic) unsupported(place, 'static variables declared in a trigger');
  checkModifiers(modifiers, inTrigger ? 'field' : 'local', place, body.owner, world.log);
  const type = resolver.resolveOrReport(tree.typeRef(), body.owner);
  if (type.kind === 'void') fail(positionOf(tree), 'Variables cannot be of type void');
  const variables: Array<LocalDeclaration['variables'][number]> = [];
  for (const declarator of tree.variableDeclarators().variableDeclarator_list()) {
    const position = positionOf(declarator.id());
    const name = nameOf(declarator.id());
    checkIdentifier(name, 'variable', position, file, world.log);
    const value = world.log.guard(file, () =>
      declarator.expression() ? checkAs(declarator.expression(), type, body, position) : null
    );
    const variable = body.declare(name, type, modifiers.isFinal, position);
    variables.push({ variable, value, position });
  }
  return { kind: 'declaration', position: positionOf(tree), variables };
}

function checkIf(tree: IfStatementContext, body: Body): Statement {
  const [then, otherwise] = tree.statement_list();
  const condition = body.services.world.log.guard(body.owner.file, () =>
    checkCondition(tree.parExpression().expression(), body)
  );
  const position = positionOf(tree);
  const thenStatement = checkScoped(then!, body);
  const otherwiseStatement = otherwise ? checkScoped(otherwise, body) : null;
  return {
    kind: 'if',
    position,
    condition: condition ?? missing(position),
    then: thenStatement,
    otherwise: otherwiseStatement
  };
}

/** Stands for an expression that was reported; the program never gets past the problems. */
export function missing(position: Position): Expression {
  return { kind: 'literal', type: { kind: 'null' }, value: null, position };
}

function checkReturn(tree: ReturnStatementContext, body: Body): Statement {
  const position = positionOf(tree);
  const value = tree.expression();
  if (body.returnType?.kind === 'void' && value) checkExpression(value, body);
  if (body.returnType === null) {
    if (!body.isStatic) fail(position, 'Return must be called from a method');
    if (value) fail(position, 'Void method must not return a value');
    unsupported(position, 'return in a static initialiser');
  }
  if (body.returnType.kind === 'void') {
    if (value)
      fail(
        position,
        body.isConstructor
          ? 'Constructors must not return a value'
          : body.body.kind === 'trigger'
            ? 'Trigger bodies must not return a value'
            : 'Void method must not return a value'
      );
    return { kind: 'return', position, value: null };
  }
  if (!value) fail(position, `Missing return statement required return type: ${typeName(body.returnType)}`);
  const returned = checkExpression(value, body);
  const converted = body.services.conversions.convert(returned, body.returnType);
  if (converted === null)
    fail(
      position,
      `Illegal conversion from ${typeName(returned.type)} to ${typeName(body.returnType)}${unlessOfFacts(returned.type, body.returnType)}`
    );
  return { kind: 'return', position, value: converted };
}

function checkThrow(tree: ThrowStatementContext, body: Body): Statement {
  const position = positionOf(tree);
  const value = checkExpression(tree.expression(), body);
  // `throw null` is a NullPointerException when it runs.
  if (value.type.kind !== 'null' && !isException(value.type, body.services.world.library))
    fail(position, `Throw expression must be of type exception: ${typeName(value.type)}${unlessOfFacts(value.type)}`);
  return { kind: 'throw', position, value };
}

function checkTry(tree: TryStatementContext, body: Body): Statement {
  const { world, conversions } = body.services;
  const caught: ApexType[] = [];
  const block = checkBlock(tree.block(), body);
  const catches: Array<Try['catches'][number]> = [];
  for (const clause of tree.catchClause_list()) {
    const checked = world.log.guard(body.owner.file, () => {
      const type = exceptionType(clause.qualifiedName().id_list().map(nameOf), positionOf(clause.block()), body);
      if (caught.some((earlier) => conversions.isSubtype(type, earlier)))
        fail(positionOf(clause.block()), `Exception type already caught: ${typeName(type)}`);
      caught.push(type);
      return body.scoped(() => {
        const position = positionOf(clause.id());
        checkIdentifier(nameOf(clause.id()), 'variable', position, body.owner.file, world.log);
        const variable = body.declare(nameOf(clause.id()), type, false, position);
        return { variable, body: checkBlock(clause.block(), body), position: positionOf(clause) };
      });
    });
    if (checked) catches.push(checked);
  }
  return {
    kind: 'try',
    position: positionOf(tree),
    body: block,
    catches,
    finally: tree.finallyBlock() ? checkBlock(tree.finallyBlock().block(), body) : null
  };
}

function exceptionType(names: readonly string[], position: Position, body: Body): ApexType {
  const type = body.services.resolver.lookup(names, body.owner);
  if (type === null) {
    fail(position, `Invalid type: ${names.join('.')}${body.services.world.platform.typeName(names)}`);
  }
  if (!isException(type, body.services.world.library))
    fail(position, `Catch block variable must be of type exception: ${typeName(type)}${unlessOfFacts(type)}`);
  return type;
}

function checkRunAs(tree: RunAsStatementContext, body: Body): Statement {
  const args = (tree.expressionList()?.expression_list() ?? []).map((argument) => checkExpression(argument, body));
  const [user] = args;
  if (args.length === 1 && user !== undefined && isLibrary(user.type, 'Version'))
    fail(positionOf(tree), 'not supported by the local org: System.runAs(Version)');
  const isUser = user?.type.kind === 'sobject' && user.type.name === 'User';
  if (args.length !== 1 || !isUser)
    fail(positionOf(tree), "runAs requires a single argument of type 'User' or 'Version'");
  return { kind: 'runAs', position: positionOf(tree), user: user, body: checkBlock(tree.block(), body) };
}
