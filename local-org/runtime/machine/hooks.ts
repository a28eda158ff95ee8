/**
 * What emitted code needs from the platform. `runtime/platform` implements it once; the machine calls it, so that
 * neither knows the other's insides. Records and lists are opaque here except where a type says otherwise.
 */
import type { CheckedQuery } from '../../soql/checked-query.ts';
import type { RuntimeType } from './runtime-type.ts';
import type { StaticsStore } from './statics.ts';

/** The sharing mode that applies to the running code, after `inherited` and unmarked classes took their caller's. */
export type EffectiveSharing = 'with' | 'without';

export interface QueryContext {
  readonly sharing: EffectiveSharing;
  /** `List<Account>`, `List<AggregateResult>` …; `Integer` for COUNT(). */
  readonly resultType: RuntimeType;
}

export interface DmlRequest {
  readonly operation: 'insert' | 'update' | 'upsert' | 'delete' | 'undelete' | 'merge';
  /** A record or a list of records; null is refused by the platform as Salesforce does. */
  readonly value: unknown;
  /** `as user`, `as system`, or neither. */
  readonly access: 'user' | 'system' | 'default';
  readonly sharing: EffectiveSharing;
  /** Field after `upsert x`, or null. */
  readonly externalId: string | null;
  /** Second operand of `merge`, or null. */
  readonly mergeWith: unknown;
}

/** Passed as an extra last argument to library members that declare `needs`. */
export interface CallerContext {
  /** Values of the locals in scope under lower-case names, for `:binds` of dynamic queries. */
  readonly localVariables: Readonly<Record<string, unknown>>;
}

/** A call of an `@future` method. */
export interface FutureCall {
  /** Qualified. */
  readonly className: string;
  readonly method: string;
  /** Emitted name of the body. */
  readonly key: string;
  readonly callout: boolean;
}

/** SOSL. */
export interface SearchRequest {
  readonly term: unknown;
  /** For each object a query whose first bind is to be the ids found, and its further binds. */
  readonly targets: ReadonlyArray<{ readonly query: CheckedQuery; readonly binds: readonly unknown[] }>;
  /** Of all objects together; NaN for an expression that is null. */
  readonly limit: number | null;
  readonly accessMode: 'USER_MODE' | 'SYSTEM_MODE' | null;
}

export interface PlatformHooks {
  /** Statics of the running transaction. @throws when no transaction runs */
  statics(): StaticsStore;
  /**
   * Called after every `machine.statements.interval` statements (and never when that is 0) with how many ran since
   * the last call, and where: CPU limit and fault points. May throw `UncatchableError`.
   */
  onStatements(executed: number, path: string, line: number): void;

  /** Runs an inline query; the result is an `ApexList`, or a number for COUNT(). */
  query(query: CheckedQuery, binds: readonly unknown[], context: QueryContext): unknown;
  /** Rows of a SOQL for-loop in chunks (`ApexList` of at most 200). Closed early when the loop breaks or throws. */
  queryChunks(query: CheckedQuery, binds: readonly unknown[], context: QueryContext): Iterable<unknown>;
  /** Runs an inline search; the result is a list of lists of records. */
  search(request: SearchRequest): unknown;
  dml(request: DmlRequest): void;

  /** Enqueues the call; it runs after the transaction has committed. */
  future(call: FutureCall, args: readonly unknown[]): void;

  newSObject(sobject: string): unknown;
  getField(record: unknown, field: string): unknown;
  setField(record: unknown, field: string, value: unknown): void;
  /** `contact.Account`. */
  getParent(record: unknown, relationship: string): unknown;
  setParent(record: unknown, relationship: string, value: unknown): void;
  /** `account.Contacts`: an `ApexList`. */
  getChildren(record: unknown, relationship: string): unknown;

  /** `Schema.SObjectType`. */
  sobjectToken(sobject: string): unknown;
  /** `Schema.DescribeSObjectResult`. */
  sobjectDescribe(sobject: string): unknown;
  /** `Schema.SObjectField`. */
  fieldToken(sobject: string, field: string): unknown;
  label(name: string): string;
  /** A reference to the Visualforce page of that name. */
  page(name: string): unknown;
  /** `Trigger.new` and its like, by lower-case name. */
  triggerVariable(name: string): unknown;

  /** Enters `System.runAs(user)`; what it returns goes back to `endRunAs`, also when the block throws. */
  beginRunAs(user: unknown): unknown;
  endRunAs(state: unknown): void;
}
