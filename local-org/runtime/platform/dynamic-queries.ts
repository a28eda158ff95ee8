/** `Database.query` and its like: text to a checked query, binds by name, then as any query. */
import type { OrgSchema } from '../../metadata/schema.ts';
import type { BindValue, Condition, SoqlQuery, SoqlValue } from '../../soql/syntax.ts';
import type { CheckedQuery } from '../../soql/checked-query.ts';
import { checkQuery } from '../../soql/check.ts';
import { parseSoql } from '../../soql/parse.ts';
import { apexException, notSupported } from '../machine/errors.ts';
import type { EffectiveSharing } from '../machine/hooks.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import type { ApexList, ApexMap } from '../values/collections.ts';
import { AGGREGATE_RESULT } from '../values/sobject.ts';
import { checkAccess, refusing, runQuery } from './queries.ts';
import { currentTransaction } from './transaction.ts';

export interface DynamicOptions {
  readonly access: 'user' | 'system' | 'default';
  readonly sharing: EffectiveSharing;
  /** By lower-case name. */
  readonly binds: Readonly<Record<string, unknown>>;
  /** Were they given as a map, rather than found among the variables? */
  readonly areMapped?: true;
}

/** How the forms `…WithBinds` query. */
export function withBinds(
  map: ApexMap | null,
  access: DynamicOptions['access'],
  sharing: EffectiveSharing
): DynamicOptions {
  return { access, binds: bindMap(map), areMapped: true, sharing };
}

/** Binds of `queryWithBinds`: names in any case. */
function bindMap(map: ApexMap | null): Record<string, unknown> {
  if (map === null) throw apexException('NullPointerException', 'Argument cannot be null.');
  const names = map.entries().map(([name]) => String(name));
  const twice = names.filter((name) => names.some((other) => other !== name && same(other, name)));
  // Words: Apex Developer Guide v65, "Dynamic SOQL".
  if (twice.length > 0)
    throw apexException(
      'QueryException',
      `The bindMap consists of duplicate case-insensitive keys: [${twice.join(', ')}].`
    );
  return Object.fromEntries(map.entries().map(([name, value]) => [String(name).toLowerCase(), value]));
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** `Database.QueryLocator`: the query with its binds; the rows are read by a batch. */
export class QueryLocatorValue {
  readonly text: string;
  readonly query: CheckedQuery;
  readonly binds: readonly unknown[];
  readonly options: DynamicOptions;

  constructor(text: string, query: CheckedQuery, binds: readonly unknown[], options: DynamicOptions) {
    this.text = text;
    this.query = query;
    this.binds = binds;
    this.options = options;
  }
}

export function dynamicQuery(text: string | null, options: DynamicOptions): unknown {
  const { query, binds } = prepare(text, options);
  if (query.shape === 'count')
    throw apexException(
      'QueryException',
      'SOQL statements cannot return aggregate results when used in a query method: COUNT()'
    );
  const element = query.shape === 'aggregate' ? AGGREGATE_RESULT : query.objectName;
  return runQuery(query, binds, options, runtimeType(`List<${element}>`));
}

export function dynamicCount(text: string | null, options: DynamicOptions): unknown {
  const { query, binds } = prepare(text, options);
  if (query.shape !== 'count')
    throw apexException('QueryException', `SOQL statement is not a count query: ${text ?? ''}`);
  return runQuery(query, binds, options, runtimeType('Integer'));
}

export function dynamicLocator(text: string | null, options: DynamicOptions): QueryLocatorValue {
  const { query, binds } = prepare(text, options);
  if (query.shape !== 'records')
    throw apexException('QueryException', 'Aggregate queries are not supported in a query locator');
  currentTransaction().limits.count('queries');
  checkAccess(currentTransaction(), query, options);
  return new QueryLocatorValue(query.text, query, binds, options);
}

export function inlineLocator(
  query: CheckedQuery,
  binds: readonly unknown[],
  options: DynamicOptions
): QueryLocatorValue {
  if (query.shape !== 'records')
    throw apexException('QueryException', 'Aggregate queries are not supported in a query locator');
  currentTransaction().limits.count('queries');
  checkAccess(currentTransaction(), query, options);
  return new QueryLocatorValue(query.text, query, binds, options);
}

/** The rows, for code that walks a locator itself. @throws System.LimitException as of any query */
export function locatedRows({ query, binds, options }: QueryLocatorValue): ApexList {
  return runQuery(query, binds, options, runtimeType(`List<${query.objectName}>`)) as ApexList;
}

/** "SOQL statements: maximum length 100,000 characters" (SOQL guide, limits); in which words more is refused is not published. */
const MAX_LENGTH = 100_000;

/** Dynamic queries repeat (one per object and chunk), and parsing is the dearest part of a small one. */
const CACHE_SIZE = 500;
const caches = new WeakMap<OrgSchema, Map<string, CheckedQuery>>();

function prepare(
  text: string | null,
  options: DynamicOptions
): { readonly query: CheckedQuery; readonly binds: readonly unknown[] } {
  if (text === null) throw apexException('NullPointerException', 'Argument cannot be null.');
  const query = checked(text);
  return { query, binds: bindsOf(query.syntax).map((bind) => bound(bind, options)) };
}

function checked(text: string): CheckedQuery {
  const { schema } = currentTransaction().org;
  let cache = caches.get(schema);
  if (cache === undefined) caches.set(schema, (cache = new Map<string, CheckedQuery>()));
  const known = cache.get(text);
  if (known !== undefined) return known;
  if (text.length > MAX_LENGTH) notSupported(`a query of ${text.length} characters, which the platform refuses`);
  const query = refusing(() => checkQuery(parseSoql(text), text, schema));
  if (cache.size >= CACHE_SIZE) cache.delete(cache.keys().next().value!);
  cache.set(text, query);
  return query;
}

function bound(bind: BindValue, { binds, areMapped }: DynamicOptions): unknown {
  const written = bind.expression.trim();
  const name = written.toLowerCase();
  // Fields of variables are none either (salesforce.stackexchange.com/q/8408).
  if (!/^[a-z_]\w*(?:\s*\.\s*[a-z_]\w*)*$/.test(name))
    throw apexException(
      'QueryException',
      // As an org says it to `:map.keySet()` (github.com/jongpie/NebulaLogger/issues/131).
      /^[a-z_][\w.\s]*\(/.test(name)
        ? "unexpected token: '('"
        : 'Only variable references are allowed in dynamic SOQL/SOSL'
    );
  if (!Object.hasOwn(binds, name))
    throw apexException(
      'QueryException',
      areMapped ? `Key '${written}' does not exist in the bindMap` : `Variable does not exist: ${written}`
    );
  return binds[name];
}

/** In the order of their index. */
function bindsOf(query: SoqlQuery): BindValue[] {
  const found: BindValue[] = [];
  const visitValue = (value: SoqlValue): void => {
    if (value.kind === 'bind') found.push(value);
    else if (value.kind === 'list') value.values.forEach(visitValue);
    else if (value.kind === 'subquery') visit(value.query);
  };
  const visitCondition = (condition: Condition): void => {
    if (condition.kind === 'comparison') visitValue(condition.value);
    else if (condition.kind === 'not') visitCondition(condition.operand);
    else condition.operands.forEach(visitCondition);
  };
  const visit = (each: SoqlQuery): void => {
    for (const item of each.select) if (item.kind === 'children') visit(item.query);
    if (each.where !== null) visitCondition(each.where);
    if (each.having !== null) visitCondition(each.having);
    for (const value of [each.limit, each.offset]) if (value !== null && typeof value !== 'number') found.push(value);
  };
  visit(query);
  return found.sort((a, b) => a.index - b.index);
}
