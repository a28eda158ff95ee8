/**
 * What the parser says of a syntax error, in the words of Salesforce's own compiler (that of its Apex language server) and
 * where that places it. Compared with what it says of some 300 mutated classes.
 */
import {
  type ApexParserRuleContext,
  BlockContext,
  ClassBodyContext,
  SwitchStatementContext,
  TryStatementContext
} from '@apexdevtools/apex-parser';
import type { Position } from './types.ts';

/** Where the parser stumbles, and in what. */
interface Stumble {
  readonly message: string;
  readonly text: string;
  readonly position: Position;
  /** Null for what the lexer does not know. */
  readonly within: ApexParserRuleContext | null;
}

interface Placed {
  readonly position: Position;
  readonly message: string;
}

export function inSalesforcesWords(stumble: Stumble): Placed {
  const { text, position, within } = stumble;
  const lines = text.split('\n');
  const line = lines[position.line - 1]!;
  const source = line.slice(position.column);
  const message = wordingOf(stumble.message, source);
  if (within instanceof TryStatementContext && message !== `Unexpected token ${END}.`)
    return { position: startOf(within), message: 'Try block must have at least one catch block or a finally block' };
  if (within instanceof SwitchStatementContext && source.startsWith('}'))
    return { position: startOf(within), message: 'Switch statement requires at least one when block' };
  const before = line.slice(0, position.column);
  return (
    (isInBlock(within) ? memberInBlock(before, message, position, lines) : null) ??
    unclosed(before, source, message, position) ??
    queryPart(before, source, message, position) ?? { position, message: keywordMessage(message, source, before) }
  );
}

function startOf({ start }: ApexParserRuleContext): Position {
  return { line: start.line, column: start.column };
}

function isInBlock(within: ApexParserRuleContext | null): boolean {
  for (let context = within; context; context = context.parentCtx ?? null) {
    if (context instanceof BlockContext) return true;
    if (context instanceof ClassBodyContext) return false;
  }
  return false;
}

/** A member after a block that lacks its brace: the platform stumbles at the first word that no statement begins with. */
function memberInBlock(before: string, message: string, position: Position, lines: readonly string[]): Placed | null {
  const scope = /^\s*(?<word>public|private|protected|global)\b[^{};]*$/i.exec(before)?.groups;
  if (scope) {
    let row = position.line - 1;
    while (row > 0 && /^\s*@\w+(?:\(.*\))?\s*$/.test(lines[row - 1]!)) row -= 1;
    const column = lines[row]!.search(/\S/);
    const token = row === position.line - 1 ? scope['word']! : '@';
    return { position: { line: row + 1, column }, message: `Unexpected token '${token}'.` };
  }
  const named = /[\w>\]]\s+(?<name>\w+)\s*$/.exec(before)?.groups?.['name'];
  if (named !== undefined && /^(?:Missing ';' at '\('|Expecting ';' but was: '==')$/.test(message))
    return {
      position: { line: position.line, column: before.lastIndexOf(named) },
      message: `Missing ';' at '${named}'`
    };
  return null;
}

/** What follows an opening parenthesis that has nothing in it. */
function unclosed(before: string, source: string, message: string, position: Position): Placed | null {
  const nothing = /^(?<open>\(\s*);/.exec(source)?.groups;
  if (nothing && message.startsWith('Extra'))
    return {
      position: { line: position.line, column: position.column + nothing['open']!.length },
      message: "Missing ')' at ';'"
    };
  return /\(\s*$/.test(before) && /^[;{]/.test(source) && message.startsWith('Unexpected token')
    ? { position, message: `Missing ')' at '${source[0]!}'` }
    : null;
}

/** Parts of queries that lack what belongs to them. */
function queryPart(before: string, source: string, message: string, position: Position): Placed | null {
  const empty = /^(?<word>(?:where|limit|offset|having)\s*)\]/i.exec(source)?.groups;
  if (empty && message.startsWith("Extra ']'"))
    return {
      position: { line: position.line, column: position.column + empty['word']!.length },
      message: "Unexpected token ']'."
    };
  const from = /(?:select|,)\s+(?<word>from)\b[^\[]*$/i.exec(before);
  if (from && /^Expecting 'from'/i.test(message)) {
    const word = from.groups!['word']!;
    const column = from.index + from[0].toLowerCase().indexOf('from');
    return { position: { line: position.line, column }, message: `Unexpected token '${word}'.` };
  }
  return null;
}

/** Keywords and signs for which the platform has another message than for other tokens. */
function keywordMessage(message: string, source: string, before: string): string {
  const missing = /^Expecting '\}' but was: '(?<word>class|interface|enum|catch|finally)'$/i.exec(message)?.groups;
  if (missing) return `Missing '}' at '${missing['word']!}'`;
  const end = /^Extra ';', at '(?<word>return|throw|break|continue)'\.$/i.exec(message)?.groups;
  if (end) return `Unexpected token '${end['word']!}'.`;
  const name = /\bvoid\s+$/i.test(before)
    ? /^Expecting '\.' but was: (?<name>'\w+')$/.exec(message)?.groups
    : undefined;
  if (name) return `Missing ';' at ${name['name']!}`;
  if (message === "Unexpected token '='." && source.startsWith('==')) return "Unexpected token '=='.";
  return message;
}

/** The grammar's messages list every token that could follow; the platform's do not. */
function wordingOf(message: string, source: string): string {
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
    if (mismatched['what'] === '<EOF>') return `Missing ${END} at ${mismatched['token']!}`;
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
  if (/^'[#`%]'$/.test(quoted)) return `Found punctuation symbol or operator ${quoted} that isn't valid in Apex.`;
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
