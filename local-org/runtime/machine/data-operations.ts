/** Records, queries, DML and collections as emitted code calls them; the platform does the work. */
import type { CheckedQuery } from '../../soql/checked-query.ts';
import { ApexList, ApexMap, ApexSet } from '../values/collections.ts';
import { currentSharing } from './call-state.ts';
import { apexException } from './errors.ts';
import type { DmlRequest, FutureCall, PlatformHooks, SearchRequest } from './hooks.ts';
import { notNull } from './numeric-operators.ts';
import { setElement } from './element-store.ts';
import type { RuntimeType } from './runtime-type.ts';

/** Records that a query loop gives at a time. Source: "SOQL For Loops" in the Apex Developer Guide. */
const LOOP_CHUNK = 200;

export function dataOperations(hooks: PlatformHooks) {
  const chunks = (query: CheckedQuery, binds: readonly unknown[], resultType: RuntimeType): Iterable<unknown> =>
    hooks.queryChunks(query, binds, { sharing: currentSharing(), resultType });
  return {
    query: (query: CheckedQuery, binds: readonly unknown[], resultType: RuntimeType): unknown =>
      hooks.query(query, binds, { sharing: currentSharing(), resultType }),
    queryChunks: chunks,
    search: (request: SearchRequest): unknown => hooks.search(request),
    *queryRows(
      query: CheckedQuery,
      binds: readonly unknown[],
      resultType: RuntimeType
    ): Generator<unknown, void, undefined> {
      for (const chunk of chunks(query, binds, resultType)) yield* (chunk as ApexList).toArray();
    },
    /** The rows of a dynamic query in a loop over lists. */
    *listChunks(list: ApexList | null): Generator<unknown, void, undefined> {
      const rows = notNull(list);
      for (let start = 0; start < rows.toArray().length; start += LOOP_CHUNK)
        yield new ApexList(rows.type, rows.toArray().slice(start, start + LOOP_CHUNK));
    },
    dml: (
      operation: DmlRequest['operation'],
      value: unknown,
      access: DmlRequest['access'],
      externalId: string | null,
      mergeWith: unknown
    ): void => hooks.dml({ operation, value, access, externalId, mergeWith, sharing: currentSharing() }),

    future: (call: FutureCall, args: readonly unknown[]): void => hooks.future(call, args),

    newSObject: (
      sobject: string,
      fields: ReadonlyArray<readonly [name: string, value: unknown, isParent: boolean]>
    ): unknown => {
      const record = hooks.newSObject(sobject);
      for (const [name, value, isParent] of fields)
        if (isParent) hooks.setParent(record, name, value);
        else hooks.setField(record, name, value);
      return record;
    },
    getField: (record: unknown, field: string): unknown => hooks.getField(notNull(record), field),
    setField: (record: unknown, field: string, value: unknown): void => hooks.setField(notNull(record), field, value),
    getParent: (record: unknown, relationship: string): unknown => hooks.getParent(notNull(record), relationship),
    setParent: (record: unknown, relationship: string, value: unknown): void =>
      hooks.setParent(notNull(record), relationship, value),
    getChildren: (record: unknown, relationship: string): unknown => hooks.getChildren(notNull(record), relationship),
    sobjectToken: (sobject: string): unknown => hooks.sobjectToken(sobject),
    sobjectDescribe: (sobject: string): unknown => hooks.sobjectDescribe(sobject),
    fieldToken: (sobject: string, field: string): unknown => hooks.fieldToken(sobject, field),
    /** What a dynamic query may name: locals, and fields that are read when it does. */
    bindable(
      locals: Record<string, unknown>,
      fields: Readonly<Record<string, () => unknown>>
    ): Readonly<Record<string, unknown>> {
      for (const [name, get] of Object.entries(fields)) Object.defineProperty(locals, name, { get });
      return locals;
    },
    label: (name: string): string => hooks.label(name),
    page: (name: string): unknown => hooks.page(name),
    triggerVariable: (name: string): unknown => hooks.triggerVariable(name),
    beginRunAs: (user: unknown): unknown => hooks.beginRunAs(user),
    endRunAs: (state: unknown): void => hooks.endRunAs(state)
  };
}

export const collectionOperations = {
  getElement: (list: ApexList | null, index: number | null): unknown => notNull(list).get(notNull(index)),
  setElement: (list: ApexList | null, index: number | null, value: unknown): void =>
    setElement(notNull(list), notNull(index), value),
  newCollection: (type: RuntimeType, elements: unknown[]): ApexList | ApexSet =>
    type.baseName === 'Set' ? new ApexSet(type, elements) : new ApexList(type, elements),
  newMap: (type: RuntimeType, entries: ReadonlyArray<readonly [unknown, unknown]>): ApexMap =>
    new ApexMap(type, entries),
  newArray: (type: RuntimeType, size: number | null): ApexList => {
    const length = notNull(size);
    if (length < 0) throw apexException('ListException', `List size must be non-negative: ${length}`);
    return new ApexList(type, new Array<unknown>(length).fill(null));
  }
};
