/**
 * SOSL. In a test a search finds the records that `Test.setFixedSearchResults` named, and none otherwise; WHERE, ORDER BY
 * and LIMIT are applied to them (Apex Developer Guide v65, "Adding SOSL Queries to Unit Tests"). Outside of tests it is
 * refused: there is no search index here.
 */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import type { CheckedQuery } from '../../soql/checked-query.ts';
import { parseSearch } from '../../soql/sosl.ts';
import type { Search } from '../../soql/sosl.ts';
import { currentSharing } from '../machine/call-state.ts';
import { apexException, notSupported, nullPointer } from '../machine/errors.ts';
import type { SearchRequest } from '../machine/hooks.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import { ApexList } from '../values/collections.ts';
import { accessOf } from './user-types.ts';
import type { AccessLevelValue } from './user-types.ts';
import { objectOfId } from './object-of-id.ts';
import { refusing, runQuery } from './queries.ts';
import { currentTransaction } from './transaction.ts';

/** The lists of records, one for each object asked for. */
export function search({ term, targets, limit, accessMode }: SearchRequest): ApexList {
  const { test, limits, org } = currentTransaction();
  limits.count('soslQueries');
  if (test === null) notSupported('SOSL outside of tests');
  if (term === null) notSupported('a search for null');
  if (Number.isNaN(limit)) throw nullPointer();
  const found = test.fixedSearchResults;
  const access = accessMode === 'USER_MODE' ? 'user' : accessMode === 'SYSTEM_MODE' ? 'system' : 'default';
  const lists = targets.map(({ query, binds }) => {
    const ids = found.filter((id) => objectOfId(org.schema, id).apiName === query.objectName);
    const options = { sharing: currentSharing(), access, isSearch: true } as const;
    return runQuery(query, [idList(ids), ...binds], options, runtimeType(`List<${query.objectName}>`)) as ApexList;
  });
  const total = lists.reduce((sum, list) => sum + list.size, 0);
  if (limit !== null && total > limit)
    notSupported(`a search with LIMIT ${limit} that finds more: which of them it gives is not published`);
  return new ApexList(runtimeType('List<List<SObject>>'), lists);
}

function idList(ids: readonly string[]): ApexList {
  return new ApexList(runtimeType('List<Id>'), [...ids]);
}

/** `Search.query`. @throws System.QueryException */
function searchText(text: string | null, accessMode: Search['accessMode']): ApexList {
  if (text === null) throw apexException('NullPointerException', 'Argument cannot be null.');
  const parsed = refusing(() => parseSearch(text, currentTransaction().org.schema));
  return search({
    term: text,
    targets: parsed.targets.map(({ query, bound }) => ({ query: withoutBinds(query, bound.length), binds: [] })),
    limit:
      typeof parsed.limit === 'object' && parsed.limit !== null
        ? notSupported('bind expressions in Search.query')
        : parsed.limit,
    accessMode: parsed.accessMode ?? accessMode
  });
}

function withoutBinds(query: CheckedQuery, count: number): CheckedQuery {
  if (count > 0) notSupported('bind expressions in Search.query');
  return query;
}

export const searchTypes: LibraryType[] = [
  libraryType(
    'Search',
    {},
    {
      'static List<List<SObject>> query(String query)': (text: string | null) => searchText(text, null),
      'static List<List<SObject>> query(String query, AccessLevel accessLevel)': (
        text: string | null,
        level: AccessLevelValue | null
      ) => searchText(text, accessOf(level) === 'user' ? 'USER_MODE' : 'SYSTEM_MODE')
    }
  )
];
