/** A query after parsing and checking against the schema. Produced here, carried by the compiler's tree, run by the runtime. */
import type { FieldSchema } from '../metadata/schema.ts';
import type {
  AggregateFunction,
  ComparisonOperator,
  DateFunction,
  DistanceTo,
  GroupKind,
  SoqlQuery,
  SoqlValue
} from './syntax.ts';

/** One selected column, in order. */
export type ResultColumn =
  /** `path` holds relationship names from the queried object to the field's owner: ['Account','Owner']. */
  | {
      readonly kind: 'field';
      readonly path: readonly string[];
      readonly name: string;
      readonly field: FieldSchema;
      /** `toLabel(…)` and `FORMAT(…)`: what is shown in place of the value. */
      readonly shows: 'value' | 'label' | 'format';
      /** The record has the value under this name, beside its fields. */
      readonly alias: string | null;
      /** From `FIELDS()`: left out for users who may not see it. */
      readonly expanded: boolean;
      /** From TYPEOF: for records of this object only; `else` for those of no object that it names. */
      readonly onlyOf: string | null;
    }
  /** alias as given, or expr0, expr1 …; `field` is what it ranges over (null for COUNT(Id) style results see `resultType`). */
  | {
      readonly kind: 'aggregate';
      readonly alias: string;
      readonly field: FieldSchema | null;
      readonly resultType: 'Integer' | 'Decimal' | 'field';
      /** null for a grouped field and for a date function. */
      readonly aggregate: AggregateFunction | null;
    }
  | { readonly kind: 'children'; readonly relationship: string; readonly query: CheckedQuery };

export interface CheckedQuery {
  /** The text as written, `:bind` included. */
  readonly text: string;
  readonly syntax: SoqlQuery;
  readonly objectName: string;
  /** 'count': SELECT COUNT(); 'aggregate': rows are AggregateResult. */
  readonly shape: 'records' | 'aggregate' | 'count';
  readonly columns: readonly ResultColumn[];
  /** In textual order. `type` is what the position expects, so that the compiler checks and converts the bind. */
  readonly binds: ReadonlyArray<{
    readonly expected: FieldSchema | 'limit';
    readonly list: boolean;
    /** `=` and `!=` take a collection as IN and NOT IN do. */
    readonly mayBeList?: boolean;
  }>;
  /** The same query with every name resolved: what the translation to SQL reads. */
  readonly resolved: ResolvedQuery;
}

/** A field reached from the queried object. `steps` are the lookups to follow, in order. */
export interface FieldReference {
  readonly kind: 'field';
  readonly steps: readonly RelationshipStep[];
  /** API name of the object that owns `field`; `Name` for a polymorphic lookup's common fields. */
  readonly objectName: string;
  readonly field: FieldSchema;
}

export interface RelationshipStep {
  readonly relationship: string;
  /** The lookup on the previous object. */
  readonly field: FieldSchema;
  /** Objects it may point to, as far as the schema has them. */
  readonly targets: readonly string[];
  /** From TYPEOF: `targets` is the one object of a WHEN, `all` what the lookup may point to. */
  readonly branch?: { readonly all: readonly string[] };
}

export type Operand =
  | FieldReference
  | { readonly kind: 'aggregate'; readonly name: AggregateFunction; readonly of: FieldReference | null }
  | {
      readonly kind: 'dateFunction';
      readonly name: DateFunction;
      readonly of: FieldReference;
      readonly convertTimezone: boolean;
    }
  | {
      readonly kind: 'distance';
      readonly name: 'DISTANCE';
      /** The location or address, for what it is called and for who may see it. */
      readonly of: FieldReference;
      readonly latitude: FieldReference;
      readonly longitude: FieldReference;
      readonly to: DistanceTo;
    }
  /** 1 in the rows that subtotal the field, 0 in the others. */
  | { readonly kind: 'grouping'; readonly name: 'GROUPING'; readonly of: FieldReference };

export type ResolvedCondition =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly ResolvedCondition[] }
  | { readonly kind: 'not'; readonly operand: ResolvedCondition }
  | {
      readonly kind: 'comparison';
      readonly operand: Operand;
      readonly operator: ComparisonOperator;
      readonly value: SoqlValue;
      /** The checked inner query when `value` is a semi-join. */
      readonly inner: ResolvedQuery | null;
    };

export type ResolvedColumn =
  | { readonly kind: 'operand'; readonly operand: Operand }
  /** `lookup`: the child's field that points at the queried object. */
  | { readonly kind: 'children'; readonly query: ResolvedQuery; readonly lookup: FieldSchema };

export interface ResolvedQuery {
  readonly objectName: string;
  /** Parallel to `CheckedQuery.columns`. */
  readonly columns: readonly ResolvedColumn[];
  readonly where: ResolvedCondition | null;
  readonly groupBy: readonly Operand[];
  readonly groupKind: GroupKind;
  readonly having: ResolvedCondition | null;
  readonly orderBy: ReadonlyArray<{
    readonly operand: Operand;
    readonly descending: boolean;
    readonly nulls: 'first' | 'last';
  }>;
  readonly limit: SoqlQuery['limit'];
  readonly offset: SoqlQuery['offset'];
  readonly allRows: boolean;
  /** `USING SCOPE`, lower case. */
  readonly scope: string;
}
