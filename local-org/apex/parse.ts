/** Apex text to parse tree, with every syntax error as a problem. The grammar is that of apex-parser. */
import {
  type AnonymousUnitContext,
  ApexErrorListener,
  ApexParserFactory,
  type ApexParser,
  type ApexParserRuleContext,
  ArrayExpressionContext,
  Arth1ExpressionContext,
  Arth2ExpressionContext,
  AssignExpressionContext,
  BitAndExpressionContext,
  BitExpressionContext,
  BitNotExpressionContext,
  BitOrExpressionContext,
  CmpExpressionContext,
  CoalExpressionContext,
  type CompilationUnitContext,
  CondExpressionContext,
  DotExpressionContext,
  EqualityExpressionContext,
  ExpressionContext,
  type IdContext,
  IdPrimaryContext,
  InstanceOfExpressionContext,
  LogAndExpressionContext,
  LogOrExpressionContext,
  PostOpExpressionContext,
  PrimaryExpressionContext,
  SubExpressionContext,
  type TriggerUnitContext
} from '@apexdevtools/apex-parser';
import type { ProblemLog } from './problems.ts';
import type { SourceFile } from './symbols.ts';
import type { Position } from './types.ts';

class SyntaxErrors extends ApexErrorListener {
  readonly #log: ProblemLog;
  readonly #file: SourceFile;
  count = 0;

  constructor(log: ProblemLog, file: SourceFile) {
    super();
    this.#log = log;
    this.#file = file;
  }

  override apexSyntaxError(line: number, column: number, message: string): void {
    this.count += 1;
    // One mistake makes the parser stumble several times; the first stumble is the useful one.
    if (this.count === 1)
      this.#log.report(this.#file, { line, column }, salesforceWording(message, this.#file.text, line, column));
  }
}

/**
 * The grammar's messages list every token that could follow; the platform's do not. Compared with what Salesforce's own
 * compiler says of some 300 mutated classes.
 */
function salesforceWording(message: string, text: string, line: number, column: number): string {
  const source = text.split('\n')[line - 1]!.slice(column);
  const missing = /^missing (?<what>.+) at (?<token>'.*')$/s.exec(message)?.groups;
  if (missing)
    return missing['what']!.startsWith('{')
      ? `Unexpected token ${missing['token']!}.`
      : `Missing ${missing['what']!} at ${missing['token']!}`;
  const extraneous = /^extraneous input (?<token>'.*') expecting (?<what>.+)$/s.exec(message)?.groups;
  if (extraneous) return extra(extraneous['token']!, extraneous['what']!, source);
  const mismatched = /^mismatched input (?<token>'.*') expecting (?<what>.+)$/s.exec(message)?.groups;
  if (mismatched) {
    if (mismatched['token'] === END) return endOfFile(mismatched['what']!);
    return mismatched['what']!.startsWith('{')
      ? `Unexpected token ${mismatched['token']!}.`
      : `Expecting ${mismatched['what']!} but was: ${mismatched['token']!}`;
  }
  const viable = /^no viable alternative at input '(?<text>.*)'$/s.exec(message)?.groups;
  if (viable) return `Unexpected token '${lastWord(viable['text']!)}'.`;
  const recognition = /^token recognition error at: (?<text>'.*')$/s.exec(message)?.groups;
  return recognition ? unrecognised(recognition['text']!, source) : `Unexpected syntax error: ${message}.`;
}

const END = "'<EOF>'";

function endOfFile(expected: string): string {
  return expected.includes("'}'") ? `Expecting '}' but was: ${END}` : `Unexpected token ${END}.`;
}

/** A token too many, when the one that is expected follows it; else the expected one is missing, if there is just one. */
function extra(token: string, expected: string, source: string): string {
  if (token === END) return endOfFile(expected);
  const one = expected.startsWith('{') ? ["'}'", "';'"].find((closing) => expected.includes(closing)) : expected;
  if (one === undefined) return `Unexpected token ${token}.`;
  const next = source.slice(token.length - 2).trimStart();
  const follows = one === '<EOF>' ? next === '' : next.startsWith(one.slice(1, -1));
  return follows || one === '<EOF>'
    ? `Extra ${one === '<EOF>' ? END : one}, at ${literalText(token)}.`
    : `Expecting ${one} but was: ${literalText(token)}`;
}

/** Texts lose the quotes of their own: `''b''` is `'b'`. */
function literalText(token: string): string {
  return /^'('.*')'$/s.exec(token)?.[1] ?? token;
}

/** What is no token: a text that does not end or has an escape that Apex lacks, or a character without a meaning. */
function unrecognised(quoted: string, source: string): string {
  if (quoted === "'\"'") return "Unrecognized symbol '\"', which is not a valid Apex identifier.";
  if (/^'[#`]'$/.test(quoted)) return `Found punctuation symbol or operator ${quoted} that isn't valid in Apex.`;
  if (quoted.startsWith("''")) {
    const literal = /^'(?<body>(?:\\.|[^'\\])*)'/.exec(source)?.groups;
    if (!literal) return "Missing closing quote character ' on string.";
    const escape = /(?:^|[^\\])(?:\\\\)*(?<bad>\\[^btnfr"'\\u])/.exec(literal['body']!)?.groups;
    if (escape)
      return `Illegal string literal: Invalid string literal '${literal['body']!}'. Illegal character sequence ${escape['bad']!}' in string literal.`;
  }
  return `Unexpected syntax error: ${lastLine(quoted)}.`;
}

/** The token that does not fit is the last one of what was read so far. */
function lastWord(text: string): string {
  return /(?:\w+|[^\s\w])$/.exec(text.trim())?.[0] ?? text;
}

function lastLine(quoted: string): string {
  const lines = quoted.slice(1, -1).trim().split('\n');
  return `'${lines[lines.length - 1]!.trim()}'`;
}

/** The parser with its errors going to `log`; `failed()` tells after parsing whether there were any. */
function parserFor(file: SourceFile, log: ProblemLog): { parser: ApexParser; failed: () => boolean } {
  const errors = new SyntaxErrors(log, file);
  const { parser } = ApexParserFactory.createLexerAndParser(file.text, errors);
  return { parser, failed: () => errors.count > 0 };
}

/** Null when the text has syntax errors; these are then in `log`. */
export function parseClassFile(file: SourceFile, log: ProblemLog): CompilationUnitContext | null {
  const { parser, failed } = parserFor(file, log);
  const tree = parser.compilationUnit();
  return failed() ? null : tree;
}

/** Null when the text has syntax errors; these are then in `log`. */
export function parseTriggerFile(file: SourceFile, log: ProblemLog): TriggerUnitContext | null {
  const { parser, failed } = parserFor(file, log);
  const tree = parser.triggerUnit();
  return failed() ? null : tree;
}

/** Null when the text has syntax errors; these are then in `log`. */
export function parseAnonymous(file: SourceFile, log: ProblemLog): AnonymousUnitContext | null {
  const { parser, failed } = parserFor(file, log);
  const tree = parser.anonymousUnit();
  return failed() ? null : tree;
}

/** Where the platform sees a construct: at its first word, expressions aside (`placeOf`). */
export function positionOf(context: ApexParserRuleContext): Position {
  const token = context instanceof ExpressionContext ? placeOf(context) : context.start;
  return { line: token.line, column: token.column };
}

/**
 * The platform places calls and fields of values at their own name, a dotted name at its first part, operators at their
 * left side, `++` and `--` after a value at the sign, parentheses at what is inside.
 */
function placeOf(tree: ExpressionContext): ApexParserRuleContext['start'] {
  if (tree instanceof SubExpressionContext) return placeOf(tree.expression());
  if (tree instanceof PostOpExpressionContext) return (tree.INC() ?? tree.DEC()).symbol;
  if (tree instanceof DotExpressionContext) {
    const method = tree.dotMethodCall();
    if (method) return method.start;
    return isName(tree) ? placeOf(tree.expression()) : tree.anyId().start;
  }
  const left = BINARY.some((kind) => tree instanceof kind) ? tree.getChild(0) : null;
  return left instanceof ExpressionContext ? placeOf(left) : tree.start;
}

/** Is what stands before the dot a name, so that both are one dotted name? */
function isName(tree: DotExpressionContext): boolean {
  const left = tree.expression();
  if (tree.QUESTIONDOT()) return false;
  if (left instanceof DotExpressionContext) return Boolean(left.anyId());
  return left instanceof PrimaryExpressionContext && left.primary() instanceof IdPrimaryContext;
}

const BINARY = [
  Arth1ExpressionContext,
  Arth2ExpressionContext,
  ArrayExpressionContext,
  AssignExpressionContext,
  BitAndExpressionContext,
  BitExpressionContext,
  BitNotExpressionContext,
  BitOrExpressionContext,
  CmpExpressionContext,
  CoalExpressionContext,
  CondExpressionContext,
  EqualityExpressionContext,
  InstanceOfExpressionContext,
  LogAndExpressionContext,
  LogOrExpressionContext
];

export function endPositionOf(context: ApexParserRuleContext): Position {
  const last = context.stop ?? context.start;
  return { line: last.line, column: last.column };
}

export function nameOf(id: IdContext): string {
  return id.getText();
}
