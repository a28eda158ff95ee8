import { ApexErrorListener, ApexParserFactory } from '@apexdevtools/apex-parser';
import { SoqlError } from './errors.ts';
import { syntaxFromTree } from './tree-to-syntax.ts';
import type { SyntaxAndBinds } from './tree-to-syntax.ts';
import { LIKE_ESCAPE } from './tree-values.ts';
import type { SoqlQuery } from './syntax.ts';

export { syntaxFromTree } from './tree-to-syntax.ts';
export type { BoundExpression, SyntaxAndBinds } from './tree-to-syntax.ts';

/**
 * Parses one query given as text (dynamic SOQL, APIs).
 * @throws SoqlError with Salesforce's wording for syntax errors.
 */
export function parseSoql(text: string): SoqlQuery {
  return parseQuery(text).syntax;
}

/** With the trees of its bind expressions. @throws SoqlError */
export function parseQuery(text: string): SyntaxAndBinds {
  const { parser } = ApexParserFactory.createLexerAndParser(protectLikeEscapes(text), new FirstErrorThrower());
  const tree = parser.query();
  const rest = parser.getCurrentToken();
  if (rest.type !== -1) {
    throw new SoqlError(`unexpected token: '${rest.text}'`, { line: rest.line, column: rest.column });
  }
  return syntaxFromTree(tree);
}

class FirstErrorThrower extends ApexErrorListener {
  override apexSyntaxError(line: number, column: number, message: string): void {
    throw new SoqlError(salesforceWording(message), { line, column });
  }
}

/** Salesforce names the token it stumbled over; the parser's own messages list everything it would have taken. */
function salesforceWording(message: string): string {
  const token =
    /(?:mismatched input|extraneous input|no viable alternative at input|missing .+ at) '(?<token>(?:[^']|'(?!\s|$))*)'/.exec(
      message
    )?.groups?.['token'];
  if (token === '<EOF>') return 'unexpected token: <EOF>';
  if (token === undefined) return message;
  const last = token.trim().split(/\s+/).at(-1) ?? token;
  return `unexpected token: '${last}'`;
}

function protectLikeEscapes(text: string): string {
  if (!text.includes('\\%') && !text.includes('\\_')) return text;
  return text.replace(/\\(?<next>[\s\S])/g, (whole, next: string) =>
    next === '%' || next === '_' ? LIKE_ESCAPE + next : whole
  );
}
