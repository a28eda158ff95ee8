/** Apex text to parse tree, with every syntax error as a problem. The grammar is that of apex-parser. */
import {
  type AnonymousUnitContext,
  ApexErrorListener,
  ApexParserFactory,
  type ApexParser,
  type ApexParserRuleContext,
  type CompilationUnitContext,
  type IdContext,
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
    if (this.count === 1) this.#log.report(this.#file, { line, column }, salesforceWording(message));
  }
}

/** The grammar's messages list every token that could follow; the platform's do not. */
function salesforceWording(message: string): string {
  const missing = /^missing (?<what>.+) at (?<token>'.*')$/s.exec(message)?.groups;
  if (missing && !missing['what']!.startsWith('{')) return `Missing ${missing['what']!} at ${missing['token']!}`;
  const extraneous = /^extraneous input (?<token>'.*?') expecting /s.exec(message)?.groups;
  if (extraneous) return `Extra ${extraneous['token']!}`;
  const mismatched = /^mismatched input (?<token>'.*?') expecting (?<what>.+)$/s.exec(message)?.groups;
  if (mismatched) {
    if (mismatched['token'] === "'<EOF>'") return 'Unexpected <EOF>';
    return mismatched['what']!.startsWith('{')
      ? `Unexpected token ${mismatched['token']!}.`
      : `Expecting ${mismatched['what']!} but was: ${mismatched['token']!}`;
  }
  const viable = /^no viable alternative at input (?<text>'.*')$/s.exec(message)?.groups;
  if (viable) return `Unexpected token ${lastLine(viable['text']!)}.`;
  const recognition = /^token recognition error at: (?<text>'.*')$/s.exec(message)?.groups;
  if (recognition) return `Unexpected syntax error: ${lastLine(recognition['text']!)}.`;
  return `Unexpected syntax error: ${message}.`;
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

export function positionOf(context: ApexParserRuleContext): Position {
  return { line: context.start.line, column: context.start.column };
}

export function endPositionOf(context: ApexParserRuleContext): Position {
  const last = context.stop ?? context.start;
  return { line: last.line, column: last.column };
}

export function nameOf(id: IdContext): string {
  return id.getText();
}
