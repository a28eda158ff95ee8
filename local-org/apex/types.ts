/**
 * The static types of Apex as the compiler sees them. Names keep their declared spelling; comparison of names is
 * always case-insensitive (use `sameType`).
 */
import type { ClassSymbol } from './symbols.ts';
import type { LibraryType } from './library.ts';

export type PrimitiveName =
  | 'Boolean'
  | 'Integer'
  | 'Long'
  | 'Double'
  | 'Decimal'
  | 'String'
  | 'Id'
  | 'Date'
  | 'Datetime'
  | 'Time'
  | 'Blob'
  | 'Object';

export type ApexType =
  | { readonly kind: 'void' }
  /** The type of the literal `null`: converts to every other type. */
  | { readonly kind: 'null' }
  /** A type that could not be resolved, which has been reported: nothing more is said about it. Never in a checked program. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'primitive'; readonly name: PrimitiveName }
  /** A concrete sObject (`Account`, `Foo__c`, `AggregateResult`) or the generic one, named `SObject`. */
  | { readonly kind: 'sobject'; readonly name: string }
  /** A type of the Apex library, `List<Id>` and `Schema.SObjectType` included. */
  | { readonly kind: 'library'; readonly definition: LibraryType; readonly args: readonly ApexType[] }
  /** A class, interface or enum of the project. */
  | { readonly kind: 'class'; readonly definition: ClassSymbol }
  /** `E`, `K`, `V` inside the signatures of a generic library type; never in a checked program. */
  | { readonly kind: 'parameter'; readonly name: string };

/** One-based line, zero-based column, as the platform prints them (column + 1 when shown). */
export interface Position {
  readonly line: number;
  readonly column: number;
}
