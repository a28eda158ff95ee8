/**
 * Cursors (Apex Developer Guide v65, "Apex Cursors"; Apex Reference Guide v65, "Cursor Class", "PaginationCursor Class"). A
 * cursor keeps the ids that its query found; fetching reads the records as they are, and counts as a query with its rows.
 * Refused is what the guides leave open: positions past the end, records that were deleted meanwhile, how many fetches a
 * transaction has (10 and 100 are documented).
 */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { currentSharing } from '../machine/call-state.ts';
import { notSupported } from '../machine/errors.ts';
import type { CallerContext } from '../machine/hooks.ts';
import { given } from '../library/members.ts';
import type { Members } from '../library/members.ts';
import type { ApexList, ApexMap } from '../values/collections.ts';
import { CursorValue } from './cursor-value.ts';
import { dynamicLocator, withBinds } from './dynamic-queries.ts';
import type { DynamicOptions } from './dynamic-queries.ts';
import type { GovernorLimits } from './limits.ts';
import { locatedIds, locatedRecords } from './located-records.ts';
import { heapOf } from './queries.ts';
import { currentTransaction } from './transaction.ts';
import { accessOf } from './user-types.ts';
import type { AccessLevelValue } from './user-types.ts';

type Kind = CursorValue['kind'];

/** Fetches of a transaction that every release of the guide allows. */
const CERTAIN_FETCHES = 10;
/** "The maximum number of rows per pagination cursor is 100,000"; what more than that gives is not documented. */
const MAXIMUM_PAGINATION_ROWS = 100_000;
/** From memory: larger pages are refused on the platform, in which words is not known here. */
const MAXIMUM_PAGE = 2_000;

interface Use {
  fetches: number;
  opened: number;
}

const uses = new WeakMap<GovernorLimits, Use>();

function useOf({ limits }: { readonly limits: GovernorLimits }): Use {
  let use = uses.get(limits);
  if (use === undefined) uses.set(limits, (use = { fetches: 0, opened: 0 }));
  return use;
}

/** Limits that cursors use; figures: "Execution Governors and Limits", v65. */
export const cursorLimitMembers: Members = {
  'static Integer getApexCursorRows()': () =>
    useOf(currentTransaction()).opened === 0 ? 0 : notSupported('Limits.getApexCursorRows() after a cursor was opened'),
  'static Integer getLimitApexCursorRows()': () => 50_000_000,
  'static Integer getFetchCallsOnApexCursor()': () => useOf(currentTransaction()).fetches,
  'static Integer getLimitFetchCallsOnApexCursor()': () => 10
};

function open(kind: Kind, text: string | null, options: DynamicOptions): CursorValue {
  const locator = dynamicLocator(text, options);
  const ids = [...locatedIds(locator, 'a cursor')];
  if (kind === 'pagination' && ids.length > MAXIMUM_PAGINATION_ROWS)
    notSupported(`a pagination cursor with more than ${MAXIMUM_PAGINATION_ROWS} rows`);
  useOf(currentTransaction()).opened++;
  return new CursorValue(kind, locator.text, ids);
}

function fetched(cursor: CursorValue, position: number | null, count: number | null): ApexList {
  const [start, length] = [given(position), given(count)];
  if (start < 0 || length <= 0 || start >= cursor.ids.length)
    return notSupported(`fetching ${length} rows at ${start} of a cursor of ${cursor.ids.length}`);
  const transaction = currentTransaction();
  const use = useOf(transaction);
  if (++use.fetches > CERTAIN_FETCHES) notSupported(`more than ${CERTAIN_FETCHES} fetches of cursors in a transaction`);
  const { limits } = transaction;
  limits.count('queries');
  const ids = cursor.ids.slice(start, start + length);
  limits.count('queryRows', ids.length);
  const records = locatedRecords(cursor.text, ids, (row) => limits.addHeap(heapOf(row)));
  return records.size === ids.length ? records : notSupported('fetching rows of a cursor that were deleted meanwhile');
}

class PageValue {
  readonly records: ApexList;
  readonly next: number;
  readonly total: number;

  constructor(records: ApexList, next: number, total: number) {
    this.records = records;
    this.next = next;
    this.total = total;
  }
}

function page(cursor: CursorValue, start: number | null, size: number | null): PageValue {
  if (given(size) > MAXIMUM_PAGE) notSupported(`pages of more than ${MAXIMUM_PAGE} rows`);
  const records = fetched(cursor, start, size);
  return new PageValue(records, given(start) + records.size, cursor.ids.length);
}

function opening(kind: Kind, type: string, method: string): Members {
  return {
    [`static ${type} ${method}(String query)`]: (text: string | null, context: CallerContext) =>
      open(kind, text, { access: 'default', binds: context.localVariables, sharing: currentSharing() }),
    [`static ${type} ${method}(String query, AccessLevel level)`]: (
      text: string | null,
      level: AccessLevelValue | null,
      context: CallerContext
    ) => open(kind, text, { access: accessOf(level), binds: context.localVariables, sharing: currentSharing() }),
    [`static ${type} ${method}WithBinds(String query, Map<String,Object> binds, AccessLevel level)`]: (
      text: string | null,
      binds: ApexMap | null,
      level: AccessLevelValue | null
    ) => open(kind, text, withBinds(binds, accessOf(level), currentSharing()))
  };
}

export const cursorMembers: Members = {
  ...opening('rows', 'Database.Cursor', 'getCursor'),
  ...opening('pagination', 'Database.PaginationCursor', 'getPaginationCursor')
};

export const cursorTypes: LibraryType[] = [
  libraryType(
    'Database.Cursor',
    { isInstance: (value) => value instanceof CursorValue && value.kind === 'rows' },
    {
      'List<SObject> fetch(Integer position, Integer count)': fetched,
      'Integer getNumRecords()': (self: CursorValue) => self.ids.length
    }
  ),
  libraryType(
    'Database.PaginationCursor',
    { isInstance: (value) => value instanceof CursorValue && value.kind === 'pagination' },
    {
      'Database.CursorFetchResult fetchPage(Integer start, Integer pageSize)': page,
      'Integer getNumRecords()': (self: CursorValue) => self.ids.length
    }
  ),
  libraryType(
    'Database.CursorFetchResult',
    { isInstance: (value) => value instanceof PageValue },
    {
      'List<SObject> getRecords()': (self: PageValue) => self.records,
      'Integer getNextIndex()': (self: PageValue) => self.next,
      'Integer getNumDeletedRecords()': () => 0,
      // "Returns true if the pagination cursor has reached either the page size … or the end of the result set."
      'Boolean isDone()': (self: PageValue) =>
        self.next >= self.total || notSupported('isDone() of a page before the end of its cursor')
    }
  )
];
