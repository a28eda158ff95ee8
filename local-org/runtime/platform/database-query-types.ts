/** Queries of the `Database` class, and locators (Apex Reference Guide v65, "Database Class", "QueryLocator Class"). */
import { libraryType } from '../../apex/library.ts';
import type { LibraryMember, LibraryType } from '../../apex/library.ts';
import type { CheckedQuery } from '../../soql/checked-query.ts';
import { ApexIterator, iteratorOf } from '../library/iteration.ts';
import { currentSharing } from '../machine/call-state.ts';
import type { CallerContext } from '../machine/hooks.ts';
import type { ApexMap } from '../values/collections.ts';
import { cursorMembers } from './cursor-types.ts';
import {
  QueryLocatorValue,
  dynamicCount,
  dynamicLocator,
  dynamicQuery,
  inlineLocator,
  locatedRows,
  withBinds
} from './dynamic-queries.ts';
import { accessOf } from './user-types.ts';
import type { AccessLevelValue } from './user-types.ts';

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

export const queryMembers: Parameters<typeof libraryType>[2] = {
  ...cursorMembers,
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
  ) => dynamicQuery(text, withBinds(binds, accessOf(level), currentSharing())),
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
  ) => dynamicCount(text, withBinds(binds, accessOf(level), currentSharing())),
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
  ) => dynamicLocator(text, withBinds(binds, accessOf(level), currentSharing()))
};

/** Members whose text may name variables of the caller. */
export function withCaller(type: LibraryType): LibraryType {
  const takesCaller = /\b(?:query|countQuery|getQueryLocator|getCursor|getPaginationCursor)\(String query/;
  const takesQuery = /\bgetQueryLocator\(List<SObject> /;
  const needs = (signature: string): NonNullable<LibraryMember['needs']> =>
    takesCaller.test(signature) ? ['localVariables'] : takesQuery.test(signature) ? ['query'] : [];
  return { ...type, members: type.members.map((member) => ({ ...member, needs: needs(member.signature) })) };
}

export const locatorTypes: LibraryType[] = [
  libraryType(
    'Database.QueryLocatorIterator',
    { implements: ['Iterator<SObject>'], isInstance: (value) => value instanceof ApexIterator },
    {
      'Boolean hasNext()': (self: ApexIterator) => self.hasNext(),
      'SObject next()': (self: ApexIterator) => self.next()
    }
  ),
  libraryType(
    'Database.QueryLocator',
    { implements: ['Iterable<SObject>'], isInstance: (value) => value instanceof QueryLocatorValue },
    {
      'String getQuery()': (self: QueryLocatorValue) => self.text,
      'Database.QueryLocatorIterator iterator()': (self: QueryLocatorValue) => iteratorOf(locatedRows(self))
    }
  )
];
