/** `TODAY`, `LAST_N_DAYS:30` … as ranges of days. Source: SOQL guide, "Date Formats and Date Literals". */
import { unsupported } from './errors.ts';
import type { SoqlValue } from './syntax.ts';
import { localDay, startOfDay } from '../store/time-zones.ts';

const DAY = 86_400_000;
type Unit = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';

/** From the first day to the day after the last, as midnights written as UTC. */
interface DayRange {
  readonly from: number;
  readonly to: number;
}

type DateLiteral = Extract<SoqlValue, { kind: 'dateLiteral' }>;

const FIXED = /^(?<which>LAST|THIS|NEXT)_(?<unit>WEEK|MONTH|QUARTER|YEAR)$/;
const COUNTED = /^(?<which>LAST|NEXT)_N_(?<unit>DAY|WEEK|MONTH|QUARTER|YEAR)S$/;
const AGO = /^N_(?<unit>DAY|WEEK|MONTH|QUARTER|YEAR)S_AGO$/;

/** The range of a date literal for a date field (`YYYY-MM-DD`, end exclusive). */
export function dateRange(
  literal: DateLiteral,
  now: number,
  timeZone: string
): { readonly from: string; readonly to: string } {
  const { from, to } = dayRange(literal, localDay(now, timeZone));
  const text = (day: number) => new Date(day).toISOString().slice(0, 10);
  return { from: text(from), to: text(to) };
}

/** The range of a date literal for a date-time field (milliseconds, end exclusive). */
export function datetimeRange(
  literal: DateLiteral,
  now: number,
  timeZone: string
): { readonly from: number; readonly to: number } {
  const { from, to } = dayRange(literal, localDay(now, timeZone));
  return { from: startOfDay(from, timeZone), to: startOfDay(to, timeZone) };
}

function dayRange(literal: DateLiteral, today: number): DayRange {
  const { count } = literal;
  // The fiscal year of a new org begins in January.
  const name = literal.name.replace('FISCAL_', '');
  switch (name) {
    case 'TODAY':
      return { from: today, to: today + DAY };
    case 'YESTERDAY':
      return { from: today - DAY, to: today };
    case 'TOMORROW':
      return { from: today + DAY, to: today + 2 * DAY };
    case 'LAST_90_DAYS':
      return { from: today - 90 * DAY, to: today + DAY };
    case 'NEXT_90_DAYS':
      return { from: today + DAY, to: today + 91 * DAY };
  }
  const fixed = FIXED.exec(name)?.groups;
  if (fixed) {
    const shift = fixed['which'] === 'LAST' ? -1 : fixed['which'] === 'NEXT' ? 1 : 0;
    return units(today, fixed['unit'] as Unit, shift, shift + 1);
  }
  const n = count ?? 0;
  const counted = COUNTED.exec(name)?.groups;
  if (counted) {
    const unit = counted['unit'] as Unit;
    // The last n days include today; the last n weeks, months … are whole ones before the current.
    if (counted['which'] === 'LAST')
      return unit === 'DAY' ? { from: today - n * DAY, to: today + DAY } : units(today, unit, -n, 0);
    return units(today, unit, 1, n + 1);
  }
  const ago = AGO.exec(name)?.groups;
  if (ago) return units(today, ago['unit'] as Unit, -n, -n + 1);
  throw unsupported(`date literal ${literal.name}`, literal.position);
}

/** From the start of the unit `first` units after the current one to the start of the unit `last`. */
function units(today: number, unit: Unit, first: number, last: number): DayRange {
  return { from: unitStart(today, unit, first), to: unitStart(today, unit, last) };
}

function unitStart(today: number, unit: Unit, shift: number): number {
  const date = new Date(today);
  switch (unit) {
    case 'DAY':
      return today + shift * DAY;
    // Weeks begin on Sunday, as in the locale en_US.
    case 'WEEK':
      return today - date.getUTCDay() * DAY + shift * 7 * DAY;
    case 'MONTH':
      return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + shift, 1);
    case 'QUARTER':
      return Date.UTC(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / 3) * 3 + shift * 3, 1);
    case 'YEAR':
      return Date.UTC(date.getUTCFullYear() + shift, 0, 1);
  }
}
