/**
 * What the platform derives and demands when it saves events and tasks. Source: Object Reference v65, "Event", "Task";
 * what it refuses in words that are not published is refused here.
 */
import type { SqliteValue } from './driver.ts';
import type { ObjectRules, SavedRow } from './object-rules.ts';
import { dmlError, refuse } from './results.ts';
import type { DmlError } from './results.ts';
import type { Store } from './store.ts';
import { localDay } from './time-zones.ts';

export const ACTIVITY_RULES: Readonly<Record<string, ObjectRules>> = {
  Event: { before: event },
  Task: { before: ({ row }) => people(row) }
};

const MINUTE = 60_000;
const DAY_MINUTES = 1440;

/** "If WhoId refers to a lead, then the WhatId field must be empty." */
function people(row: SavedRow['row']): DmlError[] {
  const [who, what] = [row.get('WhoId') ?? null, row.get('WhatId') ?? null];
  return typeof who === 'string' && who.startsWith('00Q') && what !== null
    ? refuse('an activity of a lead that is related to another record (WhatId), which the platform refuses')
    : [];
}

/** Start, end and duration follow from each other; an update that changes one of them keeps the duration. */
function event(saved: SavedRow): DmlError[] {
  const { store, row, given, id } = saved;
  if (row.get('IsRecurrence') === 1) return refuse('recurring events');
  if (id !== null && !TIMES.some((name) => given.has(name))) return people(row);
  const isAllDay = row.get('IsAllDayEvent') === 1;
  const start = startOf(saved, isAllDay);
  const minutes = minutesOf(saved, start, isAllDay);
  if (start === null || minutes === null) {
    // The names are from memory: which fields the platform lists is not published.
    const missing = [
      ...(minutes === null ? ['DurationInMinutes'] : []),
      ...(start === null ? [isAllDay ? 'ActivityDate' : 'ActivityDateTime'] : [])
    ];
    return [dmlError('REQUIRED_FIELD_MISSING', `Required fields are missing: [${missing.join(', ')}]`, missing)];
  }
  row.set('StartDateTime', start);
  row.set('ActivityDateTime', isAllDay ? null : start);
  row.set('ActivityDate', new Date(isAllDay ? start : dayOf(store, start)).toISOString().slice(0, 10));
  row.set('DurationInMinutes', minutes);
  row.set('EndDateTime', start + (isAllDay ? Math.max(minutes - DAY_MINUTES, 0) : minutes) * MINUTE);
  return people(row);
}

const TIMES = [
  'StartDateTime',
  'ActivityDateTime',
  'ActivityDate',
  'EndDateTime',
  'DurationInMinutes',
  'IsAllDayEvent'
];

function dayOf(store: Store, instant: number): number {
  const [zone] = store.all('SELECT TimeZoneSidKey FROM "User" WHERE Id = ?', store.userId)[0] ?? [];
  return localDay(instant, typeof zone === 'string' ? zone : 'GMT');
}

function startOf({ row, given }: SavedRow, isAllDay: boolean): number | null {
  const [start, due] = [value(row, given, 'StartDateTime'), value(row, given, 'ActivityDateTime')];
  if (start !== null && due !== null && start !== due)
    refuse('an event whose StartDateTime and ActivityDateTime differ');
  const day = given.has('ActivityDate') && isAllDay ? row.get('ActivityDate') : null;
  if (typeof day === 'string') return Date.parse(`${day}T00:00:00Z`);
  const instant = start ?? due ?? kept(row, 'StartDateTime');
  return instant === null || !isAllDay ? instant : localDay(instant, 'GMT');
}

function minutesOf({ row, given }: SavedRow, start: number | null, isAllDay: boolean): number | null {
  const [end, duration] = [value(row, given, 'EndDateTime'), value(row, given, 'DurationInMinutes')];
  if (start === null) return duration;
  const between = end === null ? null : (end - start) / MINUTE + (isAllDay ? DAY_MINUTES : 0);
  if (between !== null && between < 0) refuse('an event that ends before it starts, which the platform refuses');
  if (between !== null && duration !== null && between !== duration)
    refuse('an event whose duration and end differ, which the platform refuses');
  return duration ?? between ?? kept(row, 'DurationInMinutes') ?? (isAllDay ? DAY_MINUTES : null);
}

/** What the caller gives; a number. */
function value(row: SavedRow['row'], given: ReadonlySet<string>, name: string): number | null {
  return given.has(name) ? kept(row, name) : null;
}

function kept(row: ReadonlyMap<string, SqliteValue>, name: string): number | null {
  const stored = row.get(name);
  return typeof stored === 'number' || typeof stored === 'bigint' ? Number(stored) : null;
}
