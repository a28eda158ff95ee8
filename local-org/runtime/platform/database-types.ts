/** The `Database` class, its results, locators and savepoints (Apex Reference Guide v65, "Database Namespace"). */
import { libraryType } from '../../apex/library.ts';
import type { LibraryMember, LibraryType } from '../../apex/library.ts';
import type { RowResult } from '../../store/results.ts';
import type { CallerContext } from '../machine/hooks.ts';
import { currentSharing } from '../machine/call-state.ts';
import { apexException } from '../machine/errors.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import type { RuntimeType } from '../machine/runtime-type.ts';
import type { ApexMap } from '../values/collections.ts';
import { ApexList } from '../values/collections.ts';
import { iteratorOf } from '../library/iteration.ts';
import type { SObjectRecord } from '../values/sobject.ts';
import { executeBatch } from './async-work.ts';
import type { Operation } from './dml.ts';
import { DatabaseError, recordsOf, runDml, throwFailures } from './dml.ts';
import type { CheckedQuery } from '../../soql/checked-query.ts';
import {
  QueryLocatorValue,
  locatedRows,
  dynamicCount,
  dynamicLocator,
  dynamicQuery,
  inlineLocator
} from './dynamic-queries.ts';
import { libraryEnumValue } from './describe.ts';
import { mergeMembers } from './merge-types.ts';
import { ENQUEUED } from './platform-events.ts';
import { SavepointValue, releaseSavepoint, rollbackTo, setSavepoint } from './savepoints.ts';
import { accessOf } from './user-types.ts';
import type { AccessLevelValue } from './user-types.ts';

/** What became of one record; which of the result types it is depends on the operation. */
export class DmlResultValue {
  readonly operation: Operation;
  readonly row: RowResult;
  constructor(operation: Operation, row: RowResult) {
    this.operation = operation;
    this.row = row;
  }
}

const RESULT_TYPE: Readonly<Record<Operation, string>> = {
  insert: 'Database.SaveResult',
  update: 'Database.SaveResult',
  upsert: 'Database.UpsertResult',
  delete: 'Database.DeleteResult',
  undelete: 'Database.UndeleteResult'
};

function isResult(...operations: readonly Operation[]): (value: unknown) => boolean {
  return (value) => value instanceof DmlResultValue && operations.includes(value.operation);
}

function isSuccess({ row }: DmlResultValue): boolean {
  return row.errors.every(({ statusCode }) => statusCode === ENQUEUED);
}

function savedId(result: DmlResultValue): string | null {
  return isSuccess(result) ? result.row.id : null;
}

const resultMembers = {
  'Boolean isSuccess()': isSuccess,
  'Id getId()': savedId,
  // Not documented, but tests of trailheadapps/apex-recipes read them.
  'Boolean success { get; }': { get: isSuccess },
  'Id id { get; }': { get: savedId },
  'List<Database.Error> getErrors()': (self: DmlResultValue) =>
    new ApexList(
      runtimeType('List<Database.Error>'),
      self.row.errors.map((error) => new DatabaseError(error))
    )
};

interface Options {
  readonly allOrNone?: boolean | null;
  readonly access?: 'user' | 'system' | 'default';
  readonly externalId?: string | null;
}

function save(operation: Operation, records: readonly SObjectRecord[], options: Options): DmlResultValue[] {
  const allOrNone = options.allOrNone ?? true;
  const results = runDml({
    operation,
    records,
    allOrNone,
    access: options.access ?? 'default',
    externalId: options.externalId ?? null
  });
  if (allOrNone) throwFailures(operation, records, results);
  return results.map((row) => new DmlResultValue(operation, row));
}

/** `Database.DMLOptions`: only what changes whether the call as a whole fails; other options do not exist here. */
class DmlOptionsValue {
  optAllOrNone: boolean | null = null;
}

/** Without a value, a call with options lets good rows pass ("optAllOrNone Property"). */
function withOptions(options: DmlOptionsValue | null): Options {
  if (options === null) throw apexException('NullPointerException', 'Argument cannot be null.');
  return { allOrNone: options.optAllOrNone ?? false };
}

function saveOne(operation: Operation, record: unknown, options: Options = {}): DmlResultValue {
  return save(operation, recordsOf(record), options)[0]!;
}

function saveAll(operation: Operation, records: unknown, options: Options = {}): ApexList {
  return new ApexList(runtimeType(`List<${RESULT_TYPE[operation]}>`), save(operation, recordsOf(records), options));
}

/** `Database.insert(record)`, `(records)`, with allOrNone, with AccessLevel, with both. */
function operationMembers(operation: 'insert' | 'update' | 'delete' | 'undelete'): Parameters<typeof libraryType>[2] {
  const type = RESULT_TYPE[operation];
  return {
    [`static ${type} ${operation}(SObject record)`]: (record: unknown) => saveOne(operation, record),
    [`static ${type} ${operation}(SObject record, Boolean allOrNone)`]: (record: unknown, allOrNone: boolean | null) =>
      saveOne(operation, record, { allOrNone }),
    [`static ${type} ${operation}(SObject record, AccessLevel level)`]: (
      record: unknown,
      level: AccessLevelValue | null
    ) => saveOne(operation, record, { access: accessOf(level) }),
    [`static ${type} ${operation}(SObject record, Boolean allOrNone, AccessLevel level)`]: (
      record: unknown,
      allOrNone: boolean | null,
      level: AccessLevelValue | null
    ) => saveOne(operation, record, { allOrNone, access: accessOf(level) }),
    ...(operation === 'insert' || operation === 'update'
      ? {
          [`static ${type} ${operation}(SObject record, Database.DMLOptions options)`]: (
            record: unknown,
            options: DmlOptionsValue | null
          ) => saveOne(operation, record, withOptions(options)),
          [`static List<${type}> ${operation}(List<SObject> records, Database.DMLOptions options)`]: (
            records: unknown,
            options: DmlOptionsValue | null
          ) => saveAll(operation, records, withOptions(options))
        }
      : {}),
    [`static List<${type}> ${operation}(List<SObject> records)`]: (records: unknown) => saveAll(operation, records),
    [`static List<${type}> ${operation}(List<SObject> records, Boolean allOrNone)`]: (
      records: unknown,
      allOrNone: boolean | null
    ) => saveAll(operation, records, { allOrNone }),
    [`static List<${type}> ${operation}(List<SObject> records, AccessLevel level)`]: (
      records: unknown,
      level: AccessLevelValue | null
    ) => saveAll(operation, records, { access: accessOf(level) }),
    [`static List<${type}> ${operation}(List<SObject> records, Boolean allOrNone, AccessLevel level)`]: (
      records: unknown,
      allOrNone: boolean | null,
      level: AccessLevelValue | null
    ) => saveAll(operation, records, { allOrNone, access: accessOf(level) })
  };
}

type FieldToken = { readonly schema: { readonly apiName: string } } | null;

const upsertMembers: Parameters<typeof libraryType>[2] = {
  'static Database.UpsertResult upsert(SObject record)': (record: unknown) => saveOne('upsert', record),
  'static Database.UpsertResult upsert(SObject record, Schema.SObjectField externalId)': (
    record: unknown,
    field: FieldToken
  ) => saveOne('upsert', record, { externalId: field?.schema.apiName ?? null }),
  'static Database.UpsertResult upsert(SObject record, Schema.SObjectField externalId, Boolean allOrNone)': (
    record: unknown,
    field: FieldToken,
    allOrNone: boolean | null
  ) => saveOne('upsert', record, { externalId: field?.schema.apiName ?? null, allOrNone }),
  'static Database.UpsertResult upsert(SObject record, AccessLevel level)': (
    record: unknown,
    level: AccessLevelValue | null
  ) => saveOne('upsert', record, { access: accessOf(level) }),
  'static Database.UpsertResult upsert(SObject record, Boolean allOrNone, AccessLevel level)': (
    record: unknown,
    allOrNone: boolean | null,
    level: AccessLevelValue | null
  ) => saveOne('upsert', record, { allOrNone, access: accessOf(level) }),
  'static List<Database.UpsertResult> upsert(List<SObject> records)': (records: unknown) => saveAll('upsert', records),
  'static List<Database.UpsertResult> upsert(List<SObject> records, Boolean allOrNone)': (
    records: unknown,
    allOrNone: boolean | null
  ) => saveAll('upsert', records, { allOrNone }),
  'static List<Database.UpsertResult> upsert(List<SObject> records, Schema.SObjectField externalId)': (
    records: unknown,
    field: FieldToken
  ) => saveAll('upsert', records, { externalId: field?.schema.apiName ?? null }),
  'static List<Database.UpsertResult> upsert(List<SObject> records, Schema.SObjectField externalId, Boolean allOrNone)':
    (records: unknown, field: FieldToken, allOrNone: boolean | null) =>
      saveAll('upsert', records, { externalId: field?.schema.apiName ?? null, allOrNone }),
  'static List<Database.UpsertResult> upsert(List<SObject> records, AccessLevel level)': (
    records: unknown,
    level: AccessLevelValue | null
  ) => saveAll('upsert', records, { access: accessOf(level) }),
  'static List<Database.UpsertResult> upsert(List<SObject> records, Boolean allOrNone, AccessLevel level)': (
    records: unknown,
    allOrNone: boolean | null,
    level: AccessLevelValue | null
  ) => saveAll('upsert', records, { allOrNone, access: accessOf(level) }),
  'static List<Database.UpsertResult> upsert(List<SObject> records, Schema.SObjectField externalId, Boolean allOrNone, AccessLevel level)':
    (records: unknown, field: FieldToken, allOrNone: boolean | null, level: AccessLevelValue | null) =>
      saveAll('upsert', records, { externalId: field?.schema.apiName ?? null, allOrNone, access: accessOf(level) })
};

function query(
  text: string | null,
  access: 'user' | 'system' | 'default',
  binds: Readonly<Record<string, unknown>>
): unknown {
  return dynamicQuery(text, { access, binds, sharing: currentSharing() });
}

/** An inline query that has not been run. */
interface InlineQuery {
  readonly query: CheckedQuery;
  readonly binds: readonly unknown[];
}

/** Binds of `queryWithBinds`: names in any case. */
function bindMap(map: ApexMap | null): Record<string, unknown> {
  if (map === null) throw apexException('NullPointerException', 'Argument cannot be null.');
  return Object.fromEntries(map.entries().map(([name, value]) => [String(name).toLowerCase(), value]));
}

const queryMembers: Parameters<typeof libraryType>[2] = {
  'static List<SObject> query(String query)': (text: string | null, context: CallerContext) =>
    query(text, 'default', context.localVariables),
  'static List<SObject> query(String query, AccessLevel level)': (
    text: string | null,
    level: AccessLevelValue | null,
    context: CallerContext
  ) => query(text, accessOf(level), context.localVariables),
  'static List<SObject> queryWithBinds(String query, Map<String,Object> binds, AccessLevel level)': (
    text: string | null,
    binds: ApexMap | null,
    level: AccessLevelValue | null
  ) => query(text, accessOf(level), bindMap(binds)),
  'static Integer countQuery(String query)': (text: string | null, context: CallerContext) =>
    dynamicCount(text, { access: 'default', binds: context.localVariables, sharing: currentSharing() }),
  'static Integer countQuery(String query, AccessLevel level)': (
    text: string | null,
    level: AccessLevelValue | null,
    context: CallerContext
  ) => dynamicCount(text, { access: accessOf(level), binds: context.localVariables, sharing: currentSharing() }),
  'static Integer countQueryWithBinds(String query, Map<String,Object> binds, AccessLevel level)': (
    text: string | null,
    binds: ApexMap | null,
    level: AccessLevelValue | null
  ) => dynamicCount(text, { access: accessOf(level), binds: bindMap(binds), sharing: currentSharing() }),
  'static Database.QueryLocator getQueryLocator(List<SObject> query)': ({ query: checked, binds }: InlineQuery) =>
    inlineLocator(checked, binds, { access: 'default', sharing: currentSharing(), binds: {} }),
  'static Database.QueryLocator getQueryLocator(List<SObject> query, AccessLevel level)': (
    { query: checked, binds }: InlineQuery,
    level: AccessLevelValue | null
  ) => inlineLocator(checked, binds, { access: accessOf(level), sharing: currentSharing(), binds: {} }),
  'static Database.QueryLocator getQueryLocator(String query)': (text: string | null, context: CallerContext) =>
    dynamicLocator(text, { access: 'default', binds: context.localVariables, sharing: currentSharing() }),
  'static Database.QueryLocator getQueryLocator(String query, AccessLevel level)': (
    text: string | null,
    level: AccessLevelValue | null,
    context: CallerContext
  ) => dynamicLocator(text, { access: accessOf(level), binds: context.localVariables, sharing: currentSharing() }),
  'static Database.QueryLocator getQueryLocatorWithBinds(String query, Map<String,Object> binds, AccessLevel level)': (
    text: string | null,
    binds: ApexMap | null,
    level: AccessLevelValue | null
  ) => dynamicLocator(text, { access: accessOf(level), binds: bindMap(binds), sharing: currentSharing() })
};

/** Members whose text may name variables of the caller. */
function withCaller(type: LibraryType): LibraryType {
  const takesCaller = /\b(?:query|countQuery|getQueryLocator)\(String query/;
  const takesQuery = /\bgetQueryLocator\(List<SObject> /;
  const needs = (signature: string): NonNullable<LibraryMember['needs']> =>
    takesCaller.test(signature) ? ['localVariables'] : takesQuery.test(signature) ? ['query'] : [];
  return { ...type, members: type.members.map((member) => ({ ...member, needs: needs(member.signature) })) };
}

export const databaseTypes: LibraryType[] = [
  withCaller(
    libraryType(
      'Database',
      {},
      {
        ...operationMembers('insert'),
        ...operationMembers('update'),
        ...operationMembers('delete'),
        ...operationMembers('undelete'),
        ...upsertMembers,
        ...mergeMembers,
        ...queryMembers,
        'static Id executeBatch(SObject.AnyBatchable batch)': (batch: unknown) => executeBatch(batch, null),
        'static Id executeBatch(SObject.AnyBatchable batch, Integer scope)': executeBatch,
        'static System.Savepoint setSavepoint()': setSavepoint,
        'static void rollback(System.Savepoint savepoint)': rollbackTo,
        'static void releaseSavepoint(System.Savepoint savepoint)': releaseSavepoint
      }
    )
  ),
  libraryType(
    'Database.DMLOptions',
    { isInstance: (value) => value instanceof DmlOptionsValue },
    {
      'new()': () => new DmlOptionsValue(),
      'Boolean optAllOrNone { get; set; }': {
        get: (self: DmlOptionsValue) => self.optAllOrNone,
        set: (self: DmlOptionsValue, value: boolean | null) => {
          self.optAllOrNone = value;
        }
      }
    }
  ),
  libraryType('Savepoint', { isInstance: (value) => value instanceof SavepointValue }, {}),
  libraryType('Database.SaveResult', { isInstance: isResult('insert', 'update') }, resultMembers),
  libraryType('Database.DeleteResult', { isInstance: isResult('delete') }, resultMembers),
  libraryType('Database.UndeleteResult', { isInstance: isResult('undelete') }, resultMembers),
  libraryType(
    'Database.UpsertResult',
    { isInstance: isResult('upsert') },
    { ...resultMembers, 'Boolean isCreated()': (self: DmlResultValue) => self.row.created }
  ),
  libraryType(
    'Database.Error',
    { isInstance: (value) => value instanceof DatabaseError },
    {
      'String getMessage()': (self: DatabaseError) => self.error.message,
      'System.StatusCode getStatusCode()': (self: DatabaseError) =>
        libraryEnumValue('System.StatusCode', self.error.statusCode),
      'List<String> getFields()': (self: DatabaseError) =>
        new ApexList(runtimeType('List<String>'), [...self.error.fields])
    }
  ),
  libraryType(
    'Database.QueryLocator',
    { implements: ['Iterable<SObject>'], isInstance: (value) => value instanceof QueryLocatorValue },
    {
      'String getQuery()': (self: QueryLocatorValue) => self.text,
      'Iterator<SObject> iterator()': (self: QueryLocatorValue) => iteratorOf(locatedRows(self))
    }
  ),
  libraryType(
    'DuplicateMessageException',
    { extends: 'Exception' },
    {
      'new()': (_type: RuntimeType) => apexException('DuplicateMessageException', null)
    }
  )
];
