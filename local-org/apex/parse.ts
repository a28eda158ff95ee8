/** Apex text to parse tree, with every syntax error as a problem. The grammar is that of apex-parser. */
import {
  type AnonymousUnitContext,
  ApexErrorListener,
  ApexParserFactory,
  ApexParser,
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
import { inSalesforcesWords } from './syntax-messages.ts';
import type { Position } from './types.ts';
import { withKnownValues } from './when-values.ts';

class SyntaxErrors extends ApexErrorListener {
  readonly #log: Pick<ProblemLog, 'report'>;
  readonly #file: SourceFile;
  /** The innermost construct that the parser is in when it stumbles. */
  #within: ApexParserRuleContext | null = null;
  count = 0;

  constructor(log: Pick<ProblemLog, 'report'>, file: SourceFile) {
    super();
    this.#log = log;
    this.#file = file;
  }

  override syntaxError(...args: Parameters<ApexErrorListener['syntaxError']>): void {
    const [recogniser] = args;
    this.#within = recogniser instanceof ApexParser ? recogniser._ctx : null;
    super.syntaxError(...args);
  }

  override apexSyntaxError(line: number, column: number, message: string): void {
    this.count += 1;
    // One mistake makes the parser stumble several times; the first stumble is the useful one.
    if (this.count > 1) return;
    const stumble = { message, text: this.#file.text, position: { line, column }, within: this.#within };
    const { position, message: wording } = inSalesforcesWords(stumble);
    this.#log.report(this.#file, position, wording);
  }
}

/** The parser with its errors going to `log`; `failed()` tells after parsing whether there were any. */
function parserFor(file: SourceFile, log: Pick<ProblemLog, 'report'>): { parser: ApexParser; failed: () => boolean } {
  const errors = new SyntaxErrors(log, file);
  const { parser } = ApexParserFactory.createLexerAndParser(file.text, errors);
  return { parser, failed: () => errors.count > 0 };
}

function parsed<T>(file: SourceFile, log: Pick<ProblemLog, 'report'>, read: (parser: ApexParser) => T): T | null {
  const { parser, failed } = parserFor(file, log);
  const tree = read(parser);
  return failed() ? null : tree;
}

/** Values of `when` that only the platform's grammar knows are read as texts; the checker finds what is written there. */
function parsedFile<T>(file: SourceFile, log: ProblemLog, read: (parser: ApexParser) => T): T | null {
  const errors: Array<Parameters<ProblemLog['report']>> = [];
  const tree = parsed(
    file,
    {
      report: (...error) => {
        errors.push(error);
      }
    },
    read
  );
  if (tree !== null) return tree;
  const text = withKnownValues(file.text);
  const again = text === file.text ? null : parsed({ ...file, text }, { report: () => undefined }, read);
  if (again === null) for (const error of errors) log.report(...error);
  return again;
}

/** Null when the text has syntax errors; these are then in `log`. */
export function parseClassFile(file: SourceFile, log: ProblemLog): CompilationUnitContext | null {
  return parsedFile(file, log, (parser) => parser.compilationUnit());
}

/** Null when the text has syntax errors; these are then in `log`. */
export function parseTriggerFile(file: SourceFile, log: ProblemLog): TriggerUnitContext | null {
  return parsedFile(file, log, (parser) => parser.triggerUnit());
}

/** Null when the text has syntax errors; these are then in `log`. */
export function parseAnonymous(file: SourceFile, log: ProblemLog): AnonymousUnitContext | null {
  return parsedFile(file, log, (parser) => parser.anonymousUnit());
}

/** The expression from offset `start` to `end` of the file, or null when it is none. */
export function parseExpressionAt(file: SourceFile, start: number, end: number): ExpressionContext | null {
  const text = file.text.slice(0, start).replace(/[^\n]/g, ' ') + file.text.slice(start, end);
  const tree = parsed({ ...file, text }, { report: () => undefined }, (parser) => parser.expression());
  return tree?.stop?.stop === end - 1 ? tree : null;
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
