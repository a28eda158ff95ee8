import { ApexErrorListener, ApexParserFactory } from '@apexdevtools/apex-parser';
import { SoqlError } from './errors.ts';
import { CLAUSE_WORDS, syntaxFromTree } from './tree-to-syntax.ts';
import type { SyntaxAndBinds } from './tree-to-syntax.ts';
import { LIKE_ESCAPE, wordAfter } from './tree-values.ts';
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
  refuseReserved(text);
  const { parser } = ApexParserFactory.createLexerAndParser(protectLikeEscapes(text), new FirstErrorThrower());
  const tree = parser.query();
  const rest = parser.getCurrentToken();
  if (rest.type !== -1) {
    const found = CLAUSE_WORDS.has(rest.text.toUpperCase()) ? wordAfter(rest) : rest.text;
    throw new SoqlError(`unexpected token: '${found}'`, { line: rest.line, column: rest.column });
  }
  return syntaxFromTree(tree);
}

class FirstErrorThrower extends ApexErrorListener {
  override apexSyntaxError(line: number, column: number, message: string): void {
    throw new SoqlError(salesforceWording(line, column, message), { line, column });
  }
}

/**
 * What Salesforce makes of its parser's messages: it names what the parser stumbled over, not what it would have taken
 * (release notes of Summer '24, "Changed Error Messages", and of Winter '25, "Understand SOQL Error and Functionality
 * Changes to Update Your Code").
 */
function salesforceWording(line: number, column: number, message: string): string {
  const found =
    /^(?<problem>token recognition error at:|mismatched input|extraneous input|no viable alternative at input|missing .+ at) '(?<token>[^]*?)'(?: expecting [^]*)?$/.exec(
      message
    )?.groups;
  if (found === undefined) return message;
  const { problem = '', token } = found;
  if (problem.startsWith('token')) return `line ${line}:${column} unexpected token: '${token}'`;
  return problem.startsWith('missing') ? `missing value at '${token}'` : `unexpected token: '${token}'`;
}

const STRINGS = /'(?:\\[^]|[^'\\])*'/g;

/**
 * Words and signs that the grammar here takes for names and Salesforce's does not. The first, the second and the last are
 * in the release notes named above; that of a word after a comma or FROM is from memory.
 */
const RESERVED: ReadonlyArray<readonly [pattern: RegExp, located: boolean]> = [
  [/\bSELECT\s+FROM\b/i, false],
  [/(?<![\w$])\$/, true],
  [/(?<=,\s*)FROM\b/i, false],
  [/(?<=\bFROM\s+)(?:WHERE|(?:GROUP|ORDER)(?=\s+BY\b)|LIMIT|HAVING|WITH|USING)\b/i, false],
  [/(?<=(?:[=<>]|\b(?:IN|LIKE|LIMIT|OFFSET|INCLUDES|EXCLUDES))\s*:\s*)\d+/i, false]
];

function refuseReserved(text: string): void {
  const bare = text.replace(STRINGS, (whole) => `'${' '.repeat(whole.length - 2)}'`);
  for (const [pattern, located] of RESERVED) {
    const found = pattern.exec(bare);
    if (found === null) continue;
    const before = bare.slice(0, found.index).split('\n');
    const position = { line: before.length, column: before.at(-1)!.length };
    const place = located ? `line ${position.line}:${position.column} ` : '';
    throw new SoqlError(`${place}unexpected token: '${found[0]}'`, position);
  }
}

function protectLikeEscapes(text: string): string {
  if (!text.includes('\\%') && !text.includes('\\_')) return text;
  return text.replace(/\\(?<next>[\s\S])/g, (whole, next: string) =>
    next === '%' || next === '_' ? LIKE_ESCAPE + next : whole
  );
}
