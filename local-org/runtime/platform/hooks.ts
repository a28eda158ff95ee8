/** The platform as the machine sees it (`machine/hooks.ts`). */
import type { CheckedQuery } from '../../soql/checked-query.ts';
import { notSupported } from '../machine/errors.ts';
import type { DmlRequest, PlatformHooks, QueryContext } from '../machine/hooks.ts';
import { SObjectRecord } from '../values/sobject.ts';
import { enqueueFuture } from './async-work.ts';
import { describeObject, fieldToken, objectToken } from './describe.ts';
import type { SObjectTypeToken } from './describe.ts';
import { dmlStatement } from './dml.ts';
import { pageNamed } from './page-reference.ts';
import { checkStatics } from './heap.ts';
import { inUserLanguage } from './translations.ts';
import { runQuery, runQueryChunks } from './queries.ts';
import { readChildren, readField, readParent, recordOf, writeField, writeParent } from './record-access.ts';
import { search } from './search.ts';
import { triggerVariable } from './trigger-context.ts';
import { currentTransaction } from './transaction.ts';

/** Called at every fault point: may end the thread or throw. Set by kill tests through the worker. */
export type FaultPoint = (path: string, line: number) => void;

function token(name: string): SObjectTypeToken {
  return objectToken(currentTransaction().org.schema, name) ?? notSupported(`object ${name}`);
}

function beginRunAs(user: unknown): unknown {
  const transaction = currentTransaction();
  // The platform's words for it are not published.
  if (transaction.test === null) notSupported('System.runAs outside of a test');
  const state = { user: transaction.user, family: transaction.dmlFamily, object: transaction.dmlFirstObject };
  const record = recordOf(user);
  transaction.dmlFamily = null;
  // Each runAs counts as a DML statement, and lets setup and other objects be changed in one test. A user who has not
  // been saved is saved by it (Apex Developer Guide v65, "Using the runAs Method", whose example relies on it).
  if (record.id === null) {
    const call = { sharing: 'without', externalId: null, mergeWith: null } as const;
    dmlStatement({ ...call, operation: 'insert', value: record, access: 'system' });
  } else transaction.limits.count('dmlStatements');
  transaction.user = transaction.org.user(record.id!);
  transaction.org.store.userId = record.id!;
  transaction.dmlFamily = null;
  transaction.dmlFirstObject = null;
  return state;
}

function endRunAs(state: unknown): void {
  const transaction = currentTransaction();
  const before = state as {
    user: typeof transaction.user;
    family: typeof transaction.dmlFamily;
    object: string | null;
  };
  transaction.user = before.user;
  transaction.org.store.userId = before.user.id;
  transaction.dmlFamily = before.family;
  transaction.dmlFirstObject = before.object;
}

export function platformHooks(faultPoint: FaultPoint | null = null): PlatformHooks {
  return {
    statics: () => currentTransaction().statics,
    onStatements(executed, path, line) {
      const transaction = currentTransaction();
      transaction.limits.addStatements(executed);
      checkStatics(transaction, executed);
      faultPoint?.(path, line);
    },
    query: (query: CheckedQuery, binds: readonly unknown[], { sharing, resultType }: QueryContext) =>
      runQuery(query, binds, { sharing, access: 'default', isInline: true }, resultType),
    queryChunks: (query: CheckedQuery, binds: readonly unknown[], { sharing, resultType }: QueryContext) =>
      runQueryChunks(query, binds, { sharing, access: 'default', isInline: true }, resultType),
    search,
    dml: (request: DmlRequest) => dmlStatement(request),
    future: enqueueFuture,
    newSObject: (sobject) => new SObjectRecord(token(sobject).schema),
    getField: (record, field) => readField(recordOf(record), field),
    setField: (record, field, value) => writeField(recordOf(record), field, value),
    getParent: (record, relationship) => readParent(recordOf(record), relationship),
    setParent: (record, relationship, value) => writeParent(recordOf(record), relationship, value),
    getChildren: (record, relationship) => readChildren(recordOf(record), relationship),
    sobjectToken: (sobject) => token(sobject),
    sobjectDescribe: (sobject) => describeObject(token(sobject)),
    fieldToken: (sobject, field) => fieldToken(token(sobject), field) ?? notSupported(`field ${sobject}.${field}`),
    triggerVariable,
    label: (name) => inUserLanguage(currentTransaction().org.label(name), 'project'),
    page: pageNamed,
    beginRunAs,
    endRunAs
  };
}
