/**
 * A SOQL query as written: names are not resolved, nothing is checked. Function names and operators are upper case,
 * field and object names keep their spelling. Positions are those of the parsed text (the Apex file for inline SOQL).
 */

/** One-based line, zero-based column. */
export interface SoqlPosition {
  readonly line: number;
  readonly column: number;
}

/** `Account.Owner.Name` as ['Account', 'Owner', 'Name']; a leading alias of the FROM clause is still in it. */
export interface FieldPath {
  readonly kind: 'path';
  readonly names: readonly string[];
  readonly position: SoqlPosition;
}

export type AggregateFunction = 'COUNT' | 'COUNT_DISTINCT' | 'SUM' | 'AVG' | 'MIN' | 'MAX';
export type DateFunction =
  | 'CALENDAR_MONTH'
  | 'CALENDAR_QUARTER'
  | 'CALENDAR_YEAR'
  | 'DAY_IN_MONTH'
  | 'DAY_IN_WEEK'
  | 'DAY_IN_YEAR'
  | 'DAY_ONLY'
  | 'FISCAL_MONTH'
  | 'FISCAL_QUARTER'
  | 'FISCAL_YEAR'
  | 'HOUR_IN_DAY'
  | 'WEEK_IN_MONTH'
  | 'WEEK_IN_YEAR';

/** Miles or kilometres between a field and a point. */
export interface DistanceTo {
  readonly latitude: SoqlValue;
  readonly longitude: SoqlValue;
  readonly unit: 'mi' | 'km';
}

export interface FunctionCall {
  readonly kind: 'call';
  readonly name: AggregateFunction | DateFunction | 'TOLABEL' | 'GROUPING' | 'FORMAT' | 'DISTANCE';
  /** null only for COUNT(). */
  readonly argument: FieldPath | null;
  /** `CALENDAR_YEAR(convertTimezone(CreatedDate))`: in the user's time zone, not UTC. */
  readonly convertTimezone: boolean;
  /** Of DISTANCE only. */
  readonly to: DistanceTo | null;
  readonly position: SoqlPosition;
}

export type SelectItem =
  | { readonly kind: 'field'; readonly path: FieldPath; readonly alias: string | null; readonly position: SoqlPosition }
  | {
      readonly kind: 'function';
      readonly call: FunctionCall;
      readonly alias: string | null;
      readonly position: SoqlPosition;
    }
  | { readonly kind: 'children'; readonly query: SoqlQuery; readonly position: SoqlPosition }
  | { readonly kind: 'fields'; readonly set: 'ALL' | 'CUSTOM' | 'STANDARD'; readonly position: SoqlPosition }
  /** `TYPEOF What WHEN Account THEN Phone ELSE Name END`. */
  | {
      readonly kind: 'typeof';
      readonly relationship: FieldPath;
      /** `object` is null for ELSE. */
      readonly branches: ReadonlyArray<{ readonly object: string | null; readonly fields: readonly FieldPath[] }>;
      readonly position: SoqlPosition;
    };

export type GroupKind = 'plain' | 'rollup' | 'cube';

export type ComparisonOperator =
  '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE' | 'IN' | 'NOT IN' | 'INCLUDES' | 'EXCLUDES';

/** `index` counts the binds of the whole query, subqueries included, in textual order. */
export interface BindValue {
  readonly kind: 'bind';
  readonly index: number;
  /** The expression after the colon, as written: `accountIds`, `this.limit + 1`. */
  readonly expression: string;
  readonly position: SoqlPosition;
}

export type SoqlValue =
  | { readonly kind: 'null'; readonly position: SoqlPosition }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly position: SoqlPosition }
  | { readonly kind: 'number'; readonly text: string; readonly position: SoqlPosition }
  /** `pattern` keeps the backslashes, which LIKE reads as escapes. */
  | { readonly kind: 'string'; readonly value: string; readonly pattern: string; readonly position: SoqlPosition }
  | { readonly kind: 'date' | 'datetime' | 'time'; readonly text: string; readonly position: SoqlPosition }
  /** `TODAY`, `LAST_N_DAYS:30` as name `LAST_N_DAYS` with count 30. */
  | {
      readonly kind: 'dateLiteral';
      readonly name: string;
      readonly count: number | null;
      readonly position: SoqlPosition;
    }
  | BindValue
  | { readonly kind: 'list'; readonly values: readonly SoqlValue[]; readonly position: SoqlPosition }
  | { readonly kind: 'subquery'; readonly query: SoqlQuery; readonly position: SoqlPosition };

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Condition[] }
  | { readonly kind: 'not'; readonly operand: Condition }
  | Comparison;

export interface Comparison {
  readonly kind: 'comparison';
  readonly left: FieldPath | FunctionCall;
  readonly operator: ComparisonOperator;
  readonly value: SoqlValue;
  readonly position: SoqlPosition;
}

export interface Ordering {
  readonly by: FieldPath | FunctionCall;
  readonly descending: boolean;
  /** The platform's default is nulls first in both directions. */
  readonly nulls: 'first' | 'last';
}

export interface SoqlQuery {
  readonly select: readonly SelectItem[];
  /** The object; the relationship name in a child subquery. */
  readonly from: string;
  readonly fromAlias: string | null;
  /** `USING SCOPE`, lower case. */
  readonly scope: string;
  readonly where: Condition | null;
  /** What `WITH …` asks for; null leaves it to the caller's default. */
  readonly accessMode: 'USER_MODE' | 'SYSTEM_MODE' | 'SECURITY_ENFORCED' | null;
  readonly groupBy: ReadonlyArray<FieldPath | FunctionCall>;
  readonly groupKind: GroupKind;
  readonly having: Condition | null;
  readonly orderBy: readonly Ordering[];
  readonly limit: number | BindValue | null;
  readonly offset: number | BindValue | null;
  readonly allRows: boolean;
  readonly forUpdate: boolean;
  /** `FOR VIEW` and `FOR REFERENCE`: the rows count as seen, or as seen beside another record. */
  readonly seen: 'VIEW' | 'REFERENCE' | null;
  readonly position: SoqlPosition;
}
