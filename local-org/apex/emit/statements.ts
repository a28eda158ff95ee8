/** Statements to JavaScript. Every executable statement first calls the file's hook. */
import type { Block, Dml, Expression, For, ForEach, RunAs, Statement, Switch, Try } from '../tree.ts';
import { emitAssignment, emitUpdate } from './assignments.ts';
import { emitCondition, emitExpression, queryArguments } from './expressions.ts';
import { at, NOWHERE } from './marks.ts';
import { localName, quote } from './names.ts';
import type { FunctionScope } from './scope.ts';

/** The call of the statement hook. Made where it is emitted: each call makes the line coverable. */
export function hookAt({ position }: Pick<Statement, 'position'>, scope: FunctionScope): string {
  scope.line = position.line;
  return `${at(position)}${scope.pool.hook(position.line)}`;
}

/** Beside statements the platform counts the braces of loops and `catch`, `try`, and no `else`, `do` and `finally`. */
function coverBody(body: Statement, scope: FunctionScope): string {
  return body.kind === 'block' ? `${scope.pool.cover(body.position.line)};\n` : '';
}

export function emitStatement(node: Statement, scope: FunctionScope): string {
  switch (node.kind) {
    case 'block':
      return emitBlock(node, scope);
    case 'declaration':
      return node.variables
        .map(
          ({ variable, value, position }) =>
            `${hookAt({ position }, scope)};\nlet ${localName(variable)} = ${value === null ? 'null' : emitExpression(value, scope)};\n`
        )
        .join('');
    case 'expression':
      return `${hookAt(node, scope)};\n${emitEffect(node.expression, scope)};\n`;
    case 'if':
      return (
        `${hookAt(node, scope)};\nif (${emitCondition(node.condition, scope)}) {\n${emitStatement(node.then, scope)}}` +
        `${node.otherwise === null ? '' : ` else {\n${emitStatement(node.otherwise, scope)}}`}\n`
      );
    // The hook is part of the condition, so that an endless loop without a body still meets the CPU limit.
    case 'while':
      return `while ((${hookAt(node, scope)}, ${emitCondition(node.condition, scope)})) {\n${coverBody(node.body, scope)}${emitStatement(node.body, scope)}}\n`;
    case 'doWhile':
      return `do {\n${emitStatement(node.body, scope)}} while ((${hookAt(node.condition, scope)}, ${emitCondition(node.condition, scope)}));\n`;
    case 'for':
      return emitFor(node, scope);
    case 'forEach':
      return emitForEach(node, scope);
    case 'return':
      return `${hookAt(node, scope)};\nreturn${node.value === null ? '' : ` ${emitExpression(node.value, scope)}`};\n`;
    case 'throw':
      return `${hookAt(node, scope)};\nthrow ${at(node.position)}$.thrown(${emitExpression(node.value, scope)});\n`;
    case 'try':
      return emitTry(node, scope);
    case 'switch':
      return emitSwitch(node, scope);
    case 'break':
      return `${hookAt(node, scope)};\nbreak;\n`;
    case 'continue':
      return `${hookAt(node, scope)};\ncontinue;\n`;
    case 'dml':
      return `${hookAt(node, scope)};\n${emitDml(node, scope)}`;
    case 'runAs':
      return `${hookAt(node, scope)};\n${emitRunAs(node, scope)}`;
    // No hook: what cannot run is no line to cover.
    case 'unsupported':
      return `${at(node.position)}$.unsupported(${quote(node.what)});\n`;
    default:
      return unknownStatement(node);
  }
}

function unknownStatement(node: never): never {
  throw new Error(`no emitter for tree node ${JSON.stringify((node as { kind: unknown }).kind)}`);
}

export function emitBlock(node: Block, scope: FunctionScope): string {
  return `{\n${node.statements.map((statement) => emitStatement(statement, scope)).join('')}}\n`;
}

/** An expression whose value nobody wants. */
function emitEffect(node: Expression, scope: FunctionScope): string {
  switch (node.kind) {
    case 'assignment':
      return emitAssignment(node, scope, false);
    case 'update':
      return emitUpdate(node, scope, false);
    default:
      return emitExpression(node, scope);
  }
}

function emitFor(node: For, scope: FunctionScope): string {
  let initialise = '';
  if (node.initialise !== null) {
    initialise =
      'kind' in node.initialise
        ? `let ${node.initialise.variables.map(({ variable, value }) => `${localName(variable)} = ${value === null ? 'null' : emitExpression(value, scope)}`).join(', ')}`
        : node.initialise.map((statement) => emitEffect(statement.expression, scope)).join(', ');
  }
  // Without a start and a condition the platform has no line to cover.
  const place = node.initialise === null && node.condition === null ? node.body : node;
  const condition = `(${hookAt(place, scope)}, ${node.condition === null ? 'true' : emitCondition(node.condition, scope)})`;
  const update = node.update.map((expression) => emitEffect(expression, scope)).join(', ');
  return `for (${at(node.position)}${initialise}; ${condition}; ${at(node.position)}${update}) {\n${coverBody(node.body, scope)}${emitStatement(node.body, scope)}}\n`;
}

function emitForEach(node: ForEach, scope: FunctionScope): string {
  const hook = hookAt(node, scope);
  const source = emitSource(node, scope);
  const body = `${hook};\n${coverBody(node.body, scope)}${emitStatement(node.body, scope)}`;
  return `${hook};\nfor (let ${localName(node.variable)} of ${at(node.position)}${source}) {\n${body}}\n`;
}

function emitSource(node: ForEach, scope: FunctionScope): string {
  if (node.over === 'iterable') return `$.iterate(${emitExpression(node.value, scope)})`;
  const query = node.value;
  if (query.kind !== 'query') return `$.listChunks(${emitExpression(query, scope)})`;
  const rows = scope.pool.typeNamed(
    `List<${query.query.shape === 'aggregate' ? 'AggregateResult' : query.query.objectName}>`
  );
  return `$.${node.over === 'rows' ? 'queryRows' : 'queryChunks'}(${queryArguments(query, scope, rows)})`;
}

/** Only Apex exceptions are caught; `finally` is skipped when something uncatchable passes, as on the platform. */
function emitTry(node: Try, scope: FunctionScope): string {
  const body = `{\n${scope.pool.cover(node.position.line)};\n${emitBlock(node.body, scope)}}\n`;
  const guarded = node.catches.length === 0 ? body : `try ${body}${emitCatches(node, scope)}`;
  if (node.finally === null) return guarded;
  const passing = scope.temporary();
  const inner = node.catches.length === 0 ? guarded : `{\n${guarded}}\n`;
  return (
    `${passing} = false;\ntry ${inner}catch ($error) {\n${passing} = $.isUncatchable($error);\nthrow $error;\n} ` +
    `finally {\nif (!${passing}) ${emitBlock(node.finally, scope)}}\n`
  );
}

function emitCatches(node: Try, scope: FunctionScope): string {
  const branches = node.catches.map(
    ({ variable, body }) =>
      `if ($.isInstance(${scope.pool.type(variable.type)}, $caught)) {\nlet ${localName(variable)} = $caught;\n${coverBody(body, scope)}${emitBlock(body, scope)}}`
  );
  return `catch ($error) {\nconst $caught = $.caught($error);\n${branches.join(' else ')} else throw $error;\n}\n`;
}

function emitSwitch(node: Switch, scope: FunctionScope): string {
  const value = scope.temporary();
  const branches: string[] = [];
  let otherwise = '';
  for (const { when, body } of node.cases) {
    if (when.kind === 'else') {
      otherwise = ` else ${emitBlock(body, scope)}`;
    } else if (when.kind === 'sobject') {
      branches.push(
        `if ($.isInstance(${scope.pool.type(when.variable.type)}, ${value})) {\nlet ${localName(when.variable)} = ${value};\n${emitBlock(body, scope)}}`
      );
    } else {
      const tests = when.values.map((expression) => `${value} === ${emitExpression(expression, scope)}`);
      branches.push(`if (${tests.join(' || ')}) ${emitBlock(body, scope)}`);
    }
  }
  const chain = branches.length === 0 ? otherwise.replace(/^ else /, '') : branches.join(' else ') + otherwise;
  return `${hookAt(node, scope)};\n${value} = ${emitExpression(node.value, scope)};\n${chain}\n`;
}

function emitDml(node: Dml, scope: FunctionScope): string {
  const value = emitExpression(node.value, scope);
  const mergeWith = node.mergeWith === null ? 'null' : emitExpression(node.mergeWith, scope);
  const externalId = node.externalId === null ? 'null' : quote(node.externalId);
  return `${at(node.position)}$.dml(${quote(node.operation)}, ${value}, ${quote(node.access)}, ${externalId}, ${mergeWith});\n`;
}

function emitRunAs(node: RunAs, scope: FunctionScope): string {
  const state = scope.temporary();
  return (
    `${state} = ${at(node.position)}$.beginRunAs(${emitExpression(node.user, scope)});\n` +
    `try ${emitBlock(node.body, scope)}finally {\n${NOWHERE}$.endRunAs(${state});\n}\n`
  );
}
