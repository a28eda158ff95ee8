/** A query after parsing and checking against the schema. Produced here, carried by the compiler's tree, run by the runtime. */
import type { FieldSchema } from '../metadata/schema.ts';
import type { SoqlQuery } from './syntax.ts';

/** One selected column, in order. */
export type ResultColumn =
  /** `path` holds relationship names from the queried object to the field's owner: ['Account','Owner']. */
  | { readonly kind: 'field'; readonly path: readonly string[]; readonly name: string; readonly field: FieldSchema }
  /** alias as given, or expr0, expr1 …; `field` is what it ranges over (null for COUNT(Id) style results see `resultType`). */
  | { readonly kind: 'aggregate'; readonly alias: string; readonly field: FieldSchema | null; readonly resultType: 'Integer' | 'Decimal' | 'field' }
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
  readonly binds: ReadonlyArray<{ readonly expected: FieldSchema | 'limit'; readonly list: boolean }>;
}
