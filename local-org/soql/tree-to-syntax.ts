/** Builds the query's syntax from the parser's tree: the one way in, for inline and for dynamic SOQL. */
import type {
  ApexParserRuleContext,
  ConditionalExpressionContext,
  ExpressionContext,
  FieldExpressionContext,
  FieldGroupByContext,
  FieldNameContext,
  FieldOrderContext,
  ForClausesContext,
  FromNameListContext,
  LocationValueContext,
  LogicalExpressionContext,
  QueryContext,
  SelectEntryContext,
  SoqlFunctionContext,
  SubFieldEntryContext,
  SubQueryContext,
  TypeOfContext,
  UpdateListContext,
  WhereConditionalExpressionContext,
  WhereLogicalExpressionContext,
  WithClauseContext
} from '@apexdevtools/apex-parser';
import { SoqlError, unsupported } from './errors.ts';
import { ValueBuilder, positionOf, wordAfter } from './tree-values.ts';
import type {
  BindValue,
  ComparisonOperator,
  Condition,
  DistanceTo,
  FieldPath,
  FunctionCall,
  Ordering,
  SelectItem,
  SoqlQuery,
  SoqlValue
} from './syntax.ts';

/** One `:expression` of the query, in textual order. */
export interface BoundExpression {
  readonly expression: ExpressionContext;
  readonly bind: BindValue;
}

export interface SyntaxAndBinds {
  readonly syntax: SoqlQuery;
  readonly binds: readonly BoundExpression[];
}

/**
 * Turns a parsed query into its syntax; `binds` are the trees of the bind expressions, for the compiler to resolve.
 * @throws SoqlError for what the grammar lets through and Salesforce does not, and for clauses not supported here.
 */
export function syntaxFromTree(tree: QueryContext): SyntaxAndBinds {
  const builder = new SyntaxBuilder();
  const syntax = builder.query(tree);
  return { syntax, binds: builder.values.binds };
}

export const UNSUPPORTED_FUNCTIONS = new Set(['CONVERTCURRENCY']);
export const CLAUSE_WORDS: ReadonlySet<string> = new Set([
  'WHERE',
  'WITH',
  'GROUP',
  'ORDER',
  'LIMIT',
  'OFFSET',
  'ALL',
  'FOR',
  'USING',
  'UPDATE',
  'HAVING',
  'SELECT',
  'FROM'
]);

class SyntaxBuilder {
  readonly values = new ValueBuilder((tree) => this.subquery(tree));

  query(tree: QueryContext): SoqlQuery {
    const select = tree
      .selectList()
      .selectEntry_list()
      .map((entry) => this.selectItem(entry));
    const from = this.from(tree.fromNameList());
    const where = tree.whereClause() ? this.whereExpression(tree.whereClause().whereLogicalExpression()) : null;
    const accessMode = tree.withClause() ? withMode(tree.withClause()) : null;
    const group = tree.groupByClause();
    const groupKind = group?.ROLLUP() ? 'rollup' : group?.CUBE() ? 'cube' : 'plain';
    const groupBy = group
      ? group
          .fieldGroupByList()
          .fieldGroupBy_list()
          .map((item) => this.pathOrCall(item))
      : [];
    const having = group?.logicalExpression() ? this.havingExpression(group.logicalExpression()) : null;
    const orderBy = tree.orderByClause()
      ? tree
          .orderByClause()
          .fieldOrderList()
          .fieldOrder_list()
          .map((item) => this.ordering(item))
      : [];
    const limit = tree.limitClause() ? this.values.count(tree.limitClause()) : null;
    const offset = tree.offsetClause() ? this.values.count(tree.offsetClause()) : null;
    const locks = forClauses(tree.forClauses());
    refuseTracking(tree.updateList());
    return {
      select,
      ...from,
      scope: tree.usingScope()?.soqlId().getText().toLowerCase() ?? 'everything',
      where,
      accessMode,
      groupBy,
      groupKind,
      having,
      orderBy,
      limit,
      offset,
      allRows: Boolean(tree.allRowsClause()),
      ...locks,
      position: positionOf(tree)
    };
  }

  private subquery(tree: SubQueryContext): SoqlQuery {
    const select = tree
      .subFieldList()
      .subFieldEntry_list()
      .map((entry) => this.selectItem(entry));
    const from = this.from(tree.fromNameList());
    const where = tree.whereClause() ? this.whereExpression(tree.whereClause().whereLogicalExpression()) : null;
    const orderBy = tree.orderByClause()
      ? tree
          .orderByClause()
          .fieldOrderList()
          .fieldOrder_list()
          .map((item) => this.ordering(item))
      : [];
    const limit = tree.limitClause() ? this.values.count(tree.limitClause()) : null;
    const locks = forClauses(tree.forClauses());
    if (locks.seen !== null) throw unsupported(`FOR ${locks.seen} in a child query`, positionOf(tree));
    refuseTracking(tree.updateList());
    return {
      select,
      ...from,
      scope: 'everything',
      where,
      accessMode: null,
      groupBy: [],
      groupKind: 'plain',
      having: null,
      orderBy,
      limit,
      offset: null,
      allRows: false,
      ...locks,
      position: positionOf(tree)
    };
  }

  private from(tree: FromNameListContext): { from: string; fromAlias: string | null } {
    const names = tree.fieldName_list();
    if (names.length > 1) throw unsupported('more than one name in FROM', positionOf(tree));
    const name = names[0]!;
    const aliasTree = tree.soqlId_list()[0];
    const alias = aliasTree ? aliasTree.getText() : null;
    // The grammar takes any word for an alias, so a clause without its body would pass as one.
    if (aliasTree && CLAUSE_WORDS.has(aliasTree.getText().toUpperCase())) {
      throw new SoqlError(`unexpected token: '${wordAfter(aliasTree.start)}'`, positionOf(aliasTree));
    }
    return { from: name.getText(), fromAlias: alias };
  }

  private selectItem(entry: SelectEntryContext | SubFieldEntryContext): SelectItem {
    const position = positionOf(entry);
    if (entry.typeOf()) return typeOf(entry.typeOf());
    const alias = entry.soqlId() ? entry.soqlId().getText() : null;
    if (entry.subQuery()) {
      if (alias !== null) throw unsupported('an alias for a child query', position);
      return { kind: 'children', query: this.subquery(entry.subQuery()), position };
    }
    if (entry.soqlFunction()?.FIELDS()) return fieldsOf(entry.soqlFunction(), alias);
    if (entry.soqlFunction()) return { kind: 'function', call: this.call(entry.soqlFunction()), alias, position };
    return { kind: 'field', path: path(entry.fieldName()), alias, position };
  }

  private call(tree: SoqlFunctionContext): FunctionCall {
    const position = positionOf(tree);
    const name = tree.getChild(0).getText().toUpperCase();
    if (UNSUPPORTED_FUNCTIONS.has(name)) throw unsupported(`${tree.getChild(0).getText()}() in SOQL`, position);
    if (tree.soqlFunction()) throw unsupported(`FORMAT() of a function`, position);
    const dateField = tree.dateFieldName();
    const [place, point] = tree.locationValue_list();
    const field = dateField ? dateField.fieldName() : (place?.fieldName() ?? tree.fieldName());
    return {
      kind: 'call',
      name: name as FunctionCall['name'],
      argument: field ? path(field) : null,
      convertTimezone: Boolean(dateField?.CONVERT_TIMEZONE()),
      to: point ? this.distanceTo(point, tree) : null,
      position
    };
  }

  private distanceTo(point: LocationValueContext, call: SoqlFunctionContext): DistanceTo {
    const position = positionOf(call);
    const coordinates = point.coordinateValue_list();
    if (!call.locationValue(0).fieldName() || coordinates.length !== 2)
      throw unsupported('DISTANCE() of other than a field and GEOLOCATION()', position);
    const unit = call.StringLiteral()?.getText().slice(1, -1).trim().toLowerCase();
    if (unit !== 'mi' && unit !== 'km') throw unsupported(`DISTANCE() in ${unit ?? 'this unit'}`, position);
    const [latitude, longitude] = coordinates.map((item) => this.values.coordinate(item)) as [SoqlValue, SoqlValue];
    return { latitude, longitude, unit };
  }

  private pathOrCall(tree: FieldGroupByContext | FieldOrderContext | FieldExpressionContext): FieldPath | FunctionCall {
    return tree.soqlFunction() ? this.call(tree.soqlFunction()) : path(tree.fieldName());
  }

  private ordering(tree: FieldOrderContext): Ordering {
    return {
      by: this.pathOrCall(tree),
      descending: Boolean(tree.DESC()),
      nulls: tree.NULLS() && tree.LAST() ? 'last' : 'first'
    };
  }

  private whereExpression(tree: WhereLogicalExpressionContext): Condition {
    return logical(
      tree,
      tree.whereConditionalExpression_list().map((item) => this.whereOperand(item))
    );
  }

  private whereOperand(tree: WhereConditionalExpressionContext): Condition {
    if (tree.whereLogicalExpression()) return this.whereExpression(tree.whereLogicalExpression());
    const field = tree.whereFieldExpression();
    if (!field.fieldExpression()) throw unsupported('FORMULA() in WHERE', positionOf(field));
    return this.comparison(field.fieldExpression());
  }

  private havingExpression(tree: LogicalExpressionContext): Condition {
    return logical(
      tree,
      tree.conditionalExpression_list().map((item) => this.havingOperand(item))
    );
  }

  private havingOperand(tree: ConditionalExpressionContext): Condition {
    return tree.logicalExpression()
      ? this.havingExpression(tree.logicalExpression())
      : this.comparison(tree.fieldExpression());
  }

  private comparison(tree: FieldExpressionContext): Condition {
    const left = this.pathOrCall(tree);
    const operator = comparisonOperator(tree.comparisonOperator());
    return { kind: 'comparison', left, operator, value: this.values.value(tree.value()), position: positionOf(tree) };
  }
}

function fieldsOf(tree: SoqlFunctionContext, alias: string | null): SelectItem {
  const position = positionOf(tree);
  if (alias !== null) throw unsupported('an alias for FIELDS()', position);
  return { kind: 'fields', set: tree.soqlFieldsParameter().getText().toUpperCase() as 'ALL', position };
}

function typeOf(tree: TypeOfContext): SelectItem {
  const branches: Array<{ object: string | null; fields: FieldPath[] }> = tree.whenClause_list().map((when) => ({
    object: when.fieldName().getText(),
    fields: when.fieldNameList().fieldName_list().map(path)
  }));
  const others = tree.elseClause();
  if (others) branches.push({ object: null, fields: others.fieldNameList().fieldName_list().map(path) });
  return { kind: 'typeof', relationship: path(tree.fieldName()), branches, position: positionOf(tree) };
}

function logical(tree: WhereLogicalExpressionContext | LogicalExpressionContext, operands: Condition[]): Condition {
  if (tree.NOT()) return { kind: 'not', operand: operands[0]! };
  if (operands.length === 1) return operands[0]!;
  return { kind: tree.SOQLAND_list().length > 0 ? 'and' : 'or', operands };
}

function comparisonOperator(tree: ApexParserRuleContext): ComparisonOperator {
  const text = tree.getText().toUpperCase();
  if (text === '<>') return '!=';
  return text === 'NOTIN' ? 'NOT IN' : (text as ComparisonOperator);
}

function path(tree: FieldNameContext): FieldPath {
  return { kind: 'path', names: tree.soqlId_list().map((id) => id.getText()), position: positionOf(tree) };
}

function withMode(tree: WithClauseContext): SoqlQuery['accessMode'] {
  if (tree.USER_MODE()) return 'USER_MODE';
  if (tree.SYSTEM_MODE()) return 'SYSTEM_MODE';
  if (tree.SECURITY_ENFORCED()) return 'SECURITY_ENFORCED';
  throw unsupported(tree.DATA() ? 'WITH DATA CATEGORY' : 'a WITH condition', positionOf(tree));
}

function forClauses(tree: ForClausesContext): Pick<SoqlQuery, 'forUpdate' | 'seen'> {
  const seen = tree.VIEW_list().length > 0 ? 'VIEW' : tree.REFERENCE_list().length > 0 ? 'REFERENCE' : null;
  return { forUpdate: tree.UPDATE_list().length > 0, seen };
}

function refuseTracking(tree: UpdateListContext | null): void {
  if (tree) throw unsupported('UPDATE TRACKING and UPDATE VIEWSTAT', positionOf(tree));
}
