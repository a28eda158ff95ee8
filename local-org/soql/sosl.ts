/**
 * SOSL: `FIND … RETURNING …`. What each object returns is kept as a query on it whose first bind are the ids that the
 * search has found; how they are found is not done here (`runtime/platform/search.ts`).
 */
import { ApexErrorListener, ApexParserFactory } from '@apexdevtools/apex-parser';
import type {
  ApexParserRuleContext,
  FieldSpecContext,
  FieldSpecListContext,
  LimitClauseContext,
  SoslClausesContext,
  SoslWithClauseContext
} from '@apexdevtools/apex-parser';
import type { OrgSchema } from '../metadata/schema.ts';
import { checkQuery } from './check.ts';
import type { CheckedQuery } from './checked-query.ts';
import { SoqlError, unsupported } from './errors.ts';
import { parseQuery } from './parse.ts';
import type { BoundExpression } from './parse.ts';

/** One object of the RETURNING clause. */
export interface SearchTarget {
  /** Its first bind stands for the ids found. */
  readonly query: CheckedQuery;
  /** The further bind expressions. */
  readonly bound: readonly BoundExpression[];
}

export interface Search {
  readonly targets: readonly SearchTarget[];
  readonly accessMode: 'USER_MODE' | 'SYSTEM_MODE' | null;
  /** Of all objects together. */
  readonly limit: number | Pick<BoundExpression, 'expression'> | null;
}

/** @throws SoqlError for unknown objects and fields, and for clauses not supported here */
export function searchFromTree(tree: SoslClausesContext, schema: OrgSchema): Search {
  if (!tree.fieldSpecList()) refuse('SOSL without RETURNING', tree);
  if (tree.updateList()) refuse('UPDATE in SOSL', tree);
  return {
    targets: fieldSpecs(tree.fieldSpecList()).map((spec) => target(spec, schema)),
    accessMode: tree.soslWithClause_list().map(accessMode)[0] ?? null,
    limit: limitOf(tree.limitClause())
  };
}

function limitOf(tree: LimitClauseContext | null): Search['limit'] {
  if (!tree) return null;
  const bound = tree.boundExpression();
  return bound ? { expression: bound.expression() } : Number(tree.IntegerLiteral().getText());
}

/** The list nests to the right. */
function fieldSpecs(tree: FieldSpecListContext): FieldSpecContext[] {
  return [tree.fieldSpec(), ...tree.fieldSpecList_list().flatMap(fieldSpecs)];
}

/** What the platform says of a search that is wrong is not published. */
class Refusing extends ApexErrorListener {
  override apexSyntaxError(line: number, column: number, message: string): void {
    throw unsupported(`this search, which may be wrong: ${message}`, { line, column });
  }
}

function refuse(what: string, { start }: ApexParserRuleContext): never {
  throw unsupported(what, { line: start.line, column: start.column });
}

/** @throws SoqlError */
export function parseSearch(text: string, schema: OrgSchema): Search {
  const inBraces = /^\s*FIND\s*\{/i.test(text);
  const { parser } = ApexParserFactory.createLexerAndParser(`[${text.trim()}]`, new Refusing());
  const tree = inBraces ? parser.soslLiteralAlt() : parser.soslLiteral();
  return searchFromTree(tree.soslClauses(), schema);
}

function accessMode(tree: SoslWithClauseContext): NonNullable<Search['accessMode']> {
  if (tree.USER_MODE()) return 'USER_MODE';
  return tree.SYSTEM_MODE() ? 'SYSTEM_MODE' : refuse(`SOSL ${tree.getText()}`, tree);
}

function target(tree: FieldSpecContext, schema: OrgSchema): SearchTarget {
  if (tree.USING()) refuse('USING LISTVIEW in SOSL', tree);
  const [object] = tree.soslId_list();
  const fields = tree.fieldList();
  const where = tree.logicalExpression();
  const lines = (from: number, to: number): string => '\n'.repeat(Math.max(0, to - from));
  const start = object!.start.line;
  // Bind expressions keep their lines.
  const text =
    lines(1, start) +
    `SELECT ${fields ? textOf(fields) : 'Id'} FROM ${object!.getText()} WHERE Id IN :ids` +
    (where ? ` AND ${lines(start, where.start.line)}(${textOf(where)})` : '') +
    (tree.ORDER() ? ` ORDER BY ${textOf(tree.fieldOrderList())}` : '') +
    [tree.limitClause(), tree.offsetClause()].map((clause) => (clause ? ` ${textOf(clause)}` : '')).join('');
  const { syntax, binds } = parseQuery(text);
  const query = checkQuery(syntax, text.trim(), schema);
  if (schema.objects.get(query.objectName.toLowerCase())?.searchable !== true)
    refuse(`searching ${query.objectName}`, tree);
  if (query.shape !== 'records')
    throw new SoqlError(`unexpected aggregate in SOSL: ${text.trim()}`, { line: start, column: 0 });
  return { query, bound: binds.slice(1) };
}

function textOf(tree: ApexParserRuleContext): string {
  return tree.start.getInputStream().getText(tree.start.start, (tree.stop ?? tree.start).stop);
}
