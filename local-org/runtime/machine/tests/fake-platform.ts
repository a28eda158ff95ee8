/** A platform in memory, enough to run emitted code: one transaction, records without rules, no database. */
import type { CheckedQuery } from '../../../soql/checked-query.ts';
import { ApexList } from '../../values/collections.ts';
import { provideUserContext } from '../../values/user-context.ts';
import type { DmlRequest, FutureCall, PlatformHooks, QueryContext } from '../hooks.ts';
import { runtimeType } from '../runtime-type.ts';
import { StaticsStore } from '../statics.ts';

/** A record: what was set, in a plain map. */
export class FakeRecord {
  readonly sobject: string;
  readonly values = new Map<string, unknown>();

  constructor(sobject: string) {
    this.sobject = sobject;
  }
}

export interface QueryCall {
  readonly query: CheckedQuery;
  readonly binds: readonly unknown[];
  readonly context: QueryContext;
}

export class FakePlatform implements PlatformHooks {
  store = new StaticsStore();
  /** Rows that the next queries return. */
  rows: unknown[] = [];
  readonly queries: QueryCall[] = [];
  readonly dmlCalls: DmlRequest[] = [];
  readonly runAsUsers: unknown[] = [];
  readonly runAsEnded: unknown[] = [];
  closedChunks = 0;
  /** Replaced by tests that want the callback. */
  statementCallback: (executed: number, path: string, line: number) => void = () => {};

  constructor() {
    provideUserContext(() => ({ timeZone: 'Europe/London', locale: 'en_GB', now: () => 0 }));
  }

  /** As if a new transaction began. */
  newTransaction(): void {
    this.store = new StaticsStore();
  }

  statics(): StaticsStore {
    return this.store;
  }
  onStatements(executed: number, path: string, line: number): void {
    this.statementCallback(executed, path, line);
  }

  query(query: CheckedQuery, binds: readonly unknown[], context: QueryContext): unknown {
    this.queries.push({ query, binds, context });
    return query.shape === 'count' ? this.rows.length : new ApexList(context.resultType, [...this.rows]);
  }

  *queryChunks(query: CheckedQuery, binds: readonly unknown[], context: QueryContext): Iterable<unknown> {
    this.queries.push({ query, binds, context });
    try {
      for (let start = 0; start < this.rows.length; start += 200)
        yield new ApexList(context.resultType, this.rows.slice(start, start + 200));
    } finally {
      this.closedChunks += 1;
    }
  }

  triggerVariable(): unknown {
    return null;
  }

  readonly futureCalls: FutureCall[] = [];

  future(call: FutureCall): void {
    this.futureCalls.push(call);
  }

  search(): unknown {
    throw new Error('no searches here');
  }
  dml(request: DmlRequest): void {
    this.dmlCalls.push(request);
  }
  newSObject(sobject: string): unknown {
    return new FakeRecord(sobject);
  }
  getField(record: unknown, field: string): unknown {
    return (record as FakeRecord).values.get(field) ?? null;
  }
  setField(record: unknown, field: string, value: unknown): void {
    (record as FakeRecord).values.set(field, value);
  }
  getParent(record: unknown, relationship: string): unknown {
    return (record as FakeRecord).values.get(relationship) ?? null;
  }
  setParent(record: unknown, relationship: string, value: unknown): void {
    (record as FakeRecord).values.set(relationship, value);
  }
  getChildren(record: unknown, relationship: string): unknown {
    return (record as FakeRecord).values.get(relationship) ?? new ApexList(runtimeType('List<SObject>'));
  }

  sobjectToken(sobject: string): unknown {
    return `token:${sobject}`;
  }
  sobjectDescribe(sobject: string): unknown {
    return `describe:${sobject}`;
  }
  fieldToken(sobject: string, field: string): unknown {
    return `token:${sobject}.${field}`;
  }
  page(name: string): unknown {
    return `page:${name}`;
  }

  label(name: string): string {
    return `label:${name}`;
  }
  beginRunAs(user: unknown): unknown {
    this.runAsUsers.push(user);
    return user;
  }
  endRunAs(state: unknown): void {
    this.runAsEnded.push(state);
  }
}
