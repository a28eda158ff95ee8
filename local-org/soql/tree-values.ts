/** Literals, lists and binds of a query's tree. */
import type {
  ApexParserRuleContext,
  BoundExpressionContext,
  CoordinateValueContext,
  DateFormulaContext,
  ExpressionContext,
  LimitClauseContext,
  OffsetClauseContext,
  SubQueryContext,
  ValueContext
} from '@apexdevtools/apex-parser';
import { SoqlError, unsupported } from './errors.ts';
import type { BindValue, SoqlPosition, SoqlQuery, SoqlValue } from './syntax.ts';

/** Stands for the backslash of `\%` and `\_`, which SOQL knows and the Apex lexer does not (private use area). */
export const LIKE_ESCAPE = '\uE000';

export function positionOf(tree: ApexParserRuleContext): SoqlPosition {
  return { line: tree.start.line, column: tree.start.column };
}

export class ValueBuilder {
  readonly binds: Array<{ expression: ExpressionContext; bind: BindValue }> = [];
  readonly #subquery: (tree: SubQueryContext) => SoqlQuery;

  constructor(subquery: (tree: SubQueryContext) => SoqlQuery) {
    this.#subquery = subquery;
  }

  value(tree: ValueContext): SoqlValue {
    const position = positionOf(tree);
    if (tree.NULL()) return { kind: 'null', position };
    if (tree.BooleanLiteral()) return { kind: 'boolean', value: tree.getText().toLowerCase() === 'true', position };
    if (tree.signedNumber()) return { kind: 'number', text: numberText(tree), position };
    if (tree.StringLiteral())
      return { kind: 'string', ...decodeString(tree.StringLiteral().getText(), position), position };
    if (tree.MultilineStringLiteral()) throw unsupported('a multi-line string in SOQL', position);
    if (tree.DateTimeLiteral()) return { kind: 'datetime', text: tree.getText(), position };
    if (tree.DateLiteral()) return { kind: 'date', text: tree.getText(), position };
    if (tree.TimeLiteral()) return { kind: 'time', text: tree.getText(), position };
    if (tree.dateFormula()) return dateLiteral(tree.dateFormula());
    if (tree.IntegralCurrencyLiteral()) throw unsupported('a currency literal in SOQL', position);
    if (tree.subQuery()) return { kind: 'subquery', query: this.#subquery(tree.subQuery()), position };
    if (tree.boundExpression()) return this.bind(tree.boundExpression());
    const values = tree
      .valueList()
      .value_list()
      .map((item) => this.value(item));
    const nested = values.find((value) => value.kind === 'list' || value.kind === 'subquery');
    if (nested) throw new SoqlError("unexpected token: '('", nested.position);
    return { kind: 'list', values, position };
  }

  /** Of GEOLOCATION(). */
  coordinate(tree: CoordinateValueContext): SoqlValue {
    if (tree.boundExpression()) return this.bind(tree.boundExpression());
    return { kind: 'number', text: numberText(tree), position: positionOf(tree) };
  }

  /** LIMIT or OFFSET. */
  count(tree: LimitClauseContext | OffsetClauseContext): number | BindValue {
    return tree.boundExpression() ? this.bind(tree.boundExpression()) : Number(tree.IntegerLiteral().getText());
  }

  private bind(tree: BoundExpressionContext): BindValue {
    const expression = tree.expression();
    const bind: BindValue = {
      kind: 'bind',
      index: this.binds.length,
      expression: sourceText(expression),
      position: positionOf(expression)
    };
    this.binds.push({ expression, bind });
    return bind;
  }
}

/** The text between a tree's first and last token, spaces included (`getText` drops them). */
function sourceText(tree: ApexParserRuleContext): string {
  return tree.start.getInputStream().getText(tree.start.start, (tree.stop ?? tree.start).stop);
}

/** What the parser would have stumbled over had it taken that word of the query for a clause. */
export function wordAfter(token: ApexParserRuleContext['start']): string {
  const rest = token.getInputStream().getText(token.stop + 1, Number.MAX_SAFE_INTEGER);
  return /\w+|\S/.exec(rest)?.[0] ?? '<EOF>';
}

function numberText(tree: ValueContext | CoordinateValueContext): string {
  const text = tree.getText();
  // The lexer is Apex's and reads `1.5d`; SOQL has no such suffix.
  if (/d$/i.test(text)) throw new SoqlError(`unexpected token: '${text.slice(-1)}'`, positionOf(tree));
  return text.startsWith('+') ? text.slice(1) : text;
}

function dateLiteral(tree: DateFormulaContext): SoqlValue {
  const count = tree.signedInteger();
  return {
    kind: 'dateLiteral',
    name: tree.getChild(0).getText().toUpperCase().replace(/:$/, ''),
    count: count ? Number(count.getText()) : null,
    position: positionOf(tree)
  };
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  '"': '"',
  "'": "'",
  '\\': '\\'
};

function decodeString(quoted: string, position: SoqlPosition): { value: string; pattern: string } {
  let value = '';
  let pattern = '';
  for (let at = 1; at < quoted.length - 1; at++) {
    const character = quoted[at]!;
    if (character === LIKE_ESCAPE && (quoted[at + 1] === '%' || quoted[at + 1] === '_')) {
      at++;
      value += quoted[at]!;
      pattern += `\\${quoted[at]!}`;
    } else if (character !== '\\') {
      value += character;
      pattern += character;
    } else {
      at++;
      const next = quoted[at]!;
      const unicode = next === 'u' ? quoted.slice(at + 1, at + 5) : null;
      const decoded =
        unicode === null ? ESCAPES[next.toLowerCase()] : String.fromCharCode(Number.parseInt(unicode, 16));
      if (decoded === undefined)
        throw new SoqlError(
          `Illegal string literal: Invalid string literal '${quoted.slice(1, -1)}'. Illegal character sequence '\\${next}' in string literal.`,
          position
        );
      if (unicode !== null) at += 4;
      value += decoded;
      pattern += decoded === '\\' ? '\\\\' : decoded;
    }
  }
  return { value, pattern };
}
