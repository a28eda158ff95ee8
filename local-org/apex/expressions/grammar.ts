/**
 * Where the platform's grammar takes less than that of apex-parser: `instanceof` beside comparisons, and what a `for` loop
 * may start with. Wording and places are those of Salesforce's own compiler, which stumbles at the next token.
 */
import {
  Arth1ExpressionContext,
  Arth2ExpressionContext,
  AssignExpressionContext,
  BitExpressionContext,
  CmpExpressionContext,
  CondExpressionContext,
  EqualityExpressionContext,
  ExpressionContext,
  ExpressionListContext,
  InstanceOfExpressionContext,
  ParExpressionContext,
  SubExpressionContext
} from '@apexdevtools/apex-parser';
import { fail } from '../problems.ts';
import type { Body } from '../scope.ts';
import type { Position } from '../types.ts';

type Token = ExpressionContext['start'];

interface Found {
  readonly position: Position;
  readonly text: string;
}

const GAP = /^(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/;
const TOKEN = /^(?:\w+|\+\+|--|===|!==|[-+*\/&|^<>=!]=|<>|\S)/;

/** What follows a token. */
export function tokenAfter(token: Token, { owner }: Body): Found {
  const { text } = owner.file;
  const start = token.stop + 1 + GAP.exec(text.slice(token.stop + 1))![0].length;
  const before = text.slice(0, start).split('\n');
  return {
    position: { line: before.length, column: before[before.length - 1]!.length },
    text: TOKEN.exec(text.slice(start))?.[0] ?? ''
  };
}

const BINARY = [
  Arth1ExpressionContext,
  Arth2ExpressionContext,
  BitExpressionContext,
  CmpExpressionContext,
  EqualityExpressionContext
];

/** `a instanceof B` is no side of a comparison, a sum or another `instanceof` unless it stands in parentheses. */
export function refuseBareInstanceOf(tree: ExpressionContext, body: Body): void {
  const left = tree.getChild(0);
  if (tree instanceof InstanceOfExpressionContext) {
    const compares = [CmpExpressionContext, EqualityExpressionContext, InstanceOfExpressionContext];
    if (compares.some((kind) => left instanceof kind))
      stumble(tree, tokenAfter((left as ExpressionContext).stop!, body));
  } else if (BINARY.some((kind) => tree instanceof kind)) {
    if (left instanceof InstanceOfExpressionContext) stumble(tree, tokenAfter(left.stop!, body));
    const right = tree.getChild(tree.getChildCount() - 1);
    if (right instanceof InstanceOfExpressionContext) stumble(tree, tokenAfter(right.expression().stop!, body));
  }
}

/** Stops at a token that cannot follow: what was read so far is complete, so whatever is around it should be closed. */
function stumble(tree: ExpressionContext, { position, text }: Found): never {
  const closing = closingOf(tree);
  return closing === 'inner )' || /^[-+]$/.test(text)
    ? fail(position, `Missing '${closing.slice(-1)}' at '${text}'`)
    : fail(position, `Expecting '${closing}' but was: '${text}'`);
}

/** The sign that ends what `tree` is the last part of; parentheses in expressions are told apart from those of statements. */
function closingOf(tree: ExpressionContext): ';' | ')' | ':' | 'inner )' {
  const around = tree.parentCtx;
  if (around instanceof ParExpressionContext) return ')';
  if (around instanceof SubExpressionContext || around instanceof ExpressionListContext) return 'inner )';
  if (around instanceof CondExpressionContext && around.expression_list()[1] === tree) return ':';
  return around instanceof ExpressionContext ? closingOf(around) : ';';
}

/** A loop starts with declarations or with plain assignments to names; any other effect is no start. */
export function refuseLoopStart(tree: ExpressionContext, body: Body): void {
  const target = tree instanceof AssignExpressionContext ? tree.expression_list()[0]! : null;
  if (target && tree.getChild(1).getText() === '=' && pathOf(target) === target.getText()) return;
  let last: Token | null = null;
  for (let part: ExpressionContext | null = tree; part !== null && last === null; part = firstPart(part))
    if (pathOf(part) === part.getText()) last = part.stop!;
  if (last === null && isWord(tree.start.text)) last = tree.start;
  const found = last ? tokenAfter(last, body) : { position: positionOfToken(tree.start), text: tree.start.text };
  fail(found.position, `Unexpected token '${found.text}'.`);
}

function firstPart(tree: ExpressionContext): ExpressionContext | null {
  const first = tree.getChild(0);
  return first instanceof ExpressionContext ? first : null;
}

/** The expression's text when it is a dotted name. */
function pathOf(tree: ExpressionContext): string | null {
  const text = tree.getText();
  return text.split('.').every(isWord) ? text : null;
}

function isWord(text: string): boolean {
  return /^(?!(?:null|true|false|new)$)[a-z]\w*$/i.test(text);
}

function positionOfToken({ line, column }: Token): Position {
  return { line, column };
}
