/**
 * What the parser takes in inline SOQL (`[SELECT …]`) and Salesforce's compiler does not. Rules and wordings are those of
 * the Apex language server, compared over thousands of generated queries.
 */
import {
  BoundExpressionContext,
  DateFormulaContext,
  FieldExpressionContext,
  FieldNameContext,
  ForClausesContext,
  FromNameListContext,
  LimitClauseContext,
  OffsetClauseContext,
  SelectEntryContext,
  SoqlFunctionContext,
  SubFieldEntryContext,
  SubQueryContext,
  ValueContext
} from '@apexdevtools/apex-parser';
import type { ApexParserRuleContext, ApexTerminalNode, QueryContext, SoqlIdContext } from '@apexdevtools/apex-parser';
import { SoqlError } from './errors.ts';
import { requireMoment } from './inline-moments.ts';
import { positionOf } from './tree-values.ts';

/** Words that are no names in SOQL unless a dot stands before or after them. */
const RESERVED: ReadonlySet<string> = new Set(
  (
    'SELECT FROM WHERE AND OR NOT IN LIKE INCLUDES EXCLUDES LIMIT BY ROLLUP CUBE HAVING ASC DESC NULLS FIRST LAST WITH ' +
    'USING AS COUNT FIND RETURNING SHARING GET SET TRIGGER'
  ).split(' ')
);
/** Whole numbers of inline SOQL are Integers of Apex, without their sign. */
const MAX_INTEGER = 2_147_483_647;

/** @throws SoqlError in the compiler's wording, at the place that it names */
export function requireInlineGrammar(query: QueryContext): void {
  visit(query as unknown as Node);
}

interface Node {
  getChildCount(): number;
  getChild(index: number): Node;
}

function visit(node: Node): void {
  // What is bound is Apex; queries in it are checked where Apex is.
  if (node instanceof BoundExpressionContext) return;
  if (node instanceof SelectEntryContext || node instanceof SubFieldEntryContext) requireEntry(node);
  if (node instanceof FieldNameContext) requireName(node);
  if (node instanceof FromNameListContext) for (const alias of node.soqlId_list()) requireAlias(alias, "']'");
  if (node instanceof SoqlFunctionContext) requireFunction(node);
  if (node instanceof ForClausesContext) requireLocks(node);
  if (node instanceof FieldExpressionContext) requireOperand(node);
  if (node instanceof ValueContext) requireValue(node);
  if (node instanceof DateFormulaContext) requireCount(node);
  if (node instanceof LimitClauseContext || node instanceof OffsetClauseContext) {
    if (node.IntegerLiteral()) requireInteger(node, node.IntegerLiteral().getText());
  }
  for (let at = 0; at < node.getChildCount(); at++) visit(node.getChild(at));
}

function fail(node: ApexParserRuleContext, message: string): never {
  throw new SoqlError(message, positionOf(node));
}

function unexpected(node: ApexParserRuleContext, text = node.start.text): never {
  return fail(node, `Unexpected token '${text.replace(/^'(?<inner>.*)'$/s, '$<inner>')}'.`);
}

function isReserved(word: ApexParserRuleContext): boolean {
  return RESERVED.has(word.getText().toUpperCase());
}

function requireName(name: FieldNameContext): void {
  const words = name.soqlId_list();
  if (words.length === 1 && isReserved(words[0]!)) unexpected(words[0]!);
}

function requireAlias(alias: SoqlIdContext | null, instead: string): void {
  if (alias && isReserved(alias)) fail(alias, `Extra ${instead}, at '${alias.getText()}'.`);
}

/** `COUNT()` is the only thing that its query selects, and has no alias. */
function requireEntry(entry: SelectEntryContext | SubFieldEntryContext): void {
  requireAlias(entry.soqlId(), "'FROM'");
  const call = entry.soqlFunction();
  if (!call || !isBareCount(call)) return;
  const siblings = entry.parentCtx as ApexParserRuleContext;
  if (siblings.getChild(0) !== entry) unexpected(call, ')');
  if (entry.soqlId())
    fail(
      entry.soqlId(),
      siblings.getChildCount() > 1
        ? `Missing 'FROM' at '${entry.soqlId().getText()}'`
        : `Extra 'FROM', at '${entry.soqlId().getText()}'.`
    );
  if (siblings.getChildCount() > 1) fail(entry, "Expecting 'FROM' but was: ','");
}

function isBareCount(call: SoqlFunctionContext): boolean {
  return Boolean(call.COUNT()) && !call.fieldName();
}

function requireFunction(call: SoqlFunctionContext): void {
  const { parentCtx } = call;
  const selected = parentCtx instanceof SelectEntryContext || parentCtx instanceof SubFieldEntryContext;
  if (isBareCount(call) && !selected) unexpected(call, ')');
  if (!call.DISTANCE()) return;
  const [first, second] = call.locationValue_list();
  if (first?.GEOLOCATION()) unexpected(first.coordinateValue(0));
  if (second?.fieldName()) unexpected(second);
}

/** One of VIEW and REFERENCE, then UPDATE. */
function requireLocks(clauses: ForClausesContext): void {
  const inChild = clauses.parentCtx instanceof SubQueryContext;
  const kinds = clauses.FOR_list().map((_, at) => (clauses.getChild(2 * at + 1) as ApexTerminalNode).getText());
  const upper = kinds.map((kind) => kind.toUpperCase());
  const locks = upper.indexOf('UPDATE');
  if (inChild && locks >= 0) fail(clauses, "Expecting ')' but was: 'FOR'");
  if (locks >= 0 && locks < kinds.length - 1) fail(clauses, "Expecting ']' but was: 'FOR'");
  if (kinds.length > 1 && locks !== 1) fail(clauses, `Expecting 'UPDATE' but was: '${kinds[1]}'`);
}

function requireOperand(comparison: FieldExpressionContext): void {
  const operator = comparison.comparisonOperator();
  const value = comparison.value();
  const opened = Boolean(value.subQuery() ?? value.valueList());
  if (operator.INCLUDES() || operator.EXCLUDES()) {
    if (value.subQuery()) unexpected(value.subQuery());
    if (!opened) fail(value, `Missing '(' at '${value.start.text.replace(/^'(?<inner>.*)'$/s, '$<inner>')}'`);
  } else if (operator.IN()) {
    if (!opened && !value.boundExpression()) unexpected(value);
  } else if (opened) unexpected(value);
  if (value.subQuery()) requireSemiJoin(value.subQuery());
}

/** Of its clauses a semi-join has FROM and WHERE only. */
function requireSemiJoin(query: SubQueryContext): void {
  const locks = query.forClauses();
  const clauses: Array<ApexParserRuleContext | null> = [query.orderByClause(), query.limitClause()];
  const clause = clauses.find(Boolean) ?? (locks.FOR_list().length > 0 ? locks : null);
  if (clause) fail(clause, `Missing ')' at '${clause.start.text}'`);
  if (query.updateList()) fail(query.updateList(), "Missing ')' at 'UPDATE'");
}

function requireValue(value: ValueContext): void {
  for (const item of value.valueList()?.value_list() ?? []) {
    if (item.subQuery() ?? item.valueList()) unexpected(item);
  }
  const number = value.signedNumber();
  if (number?.IntegerLiteral()) requireInteger(number, number.IntegerLiteral().getText());
  if (value.DateLiteral()) requireMoment('Date', value.getText(), positionOf(value));
  if (value.DateTimeLiteral()) requireMoment('DateTime', value.getText(), positionOf(value));
  if (value.TimeLiteral()) requireMoment('Time', value.getText(), positionOf(value));
}

function requireCount(literal: DateFormulaContext): void {
  const count = literal.signedInteger();
  if (count?.SUB() ?? count?.ADD()) fail(count, `Extra 'INTEGER_LITERAL', at '${count.start.text}'.`);
}

function requireInteger(node: ApexParserRuleContext, digits: string): void {
  if (Number(digits) > MAX_INTEGER) fail(node, 'Illegal integer');
}
