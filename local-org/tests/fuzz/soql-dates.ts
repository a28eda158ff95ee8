/** Date literals in Los Angeles, from the rule of its clocks rather than from a time zone database. */

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** Sundays of a month as midnights UTC. */
function sunday(year: number, month: number, which: number): number {
  const first = new Date(Date.UTC(year, month, 1)).getUTCDay();
  return Date.UTC(year, month, 1 + ((7 - first) % 7) + 7 * (which - 1));
}

/** Daylight time: from 2:00 on the second Sunday of March to 2:00 on the first of November. */
function offset(instant: number): number {
  const year = new Date(instant).getUTCFullYear();
  const summer = instant >= sunday(year, 2, 2) + 10 * HOUR && instant < sunday(year, 10, 1) + 9 * HOUR;
  return (summer ? -7 : -8) * HOUR;
}

/** The instant of a local midnight; the clocks never change at midnight there. */
export function midnight(day: number): number {
  const guess = day + 8 * HOUR;
  return day - offset(guess);
}

export const LOS_ANGELES = 'America/Los_Angeles';

/** From the first day to the day after the last, as midnights written in UTC. */
export interface Days {
  readonly from: number;
  readonly to: number;
}

/** SOQL guide, "Date Formats and Date Literals"; weeks begin on Sunday. */
export function literalDays(literal: string, now: number): Days {
  const local = now + offset(now);
  const today = local - (((local % DAY) + DAY) % DAY);
  const date = new Date(today);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const week = today - date.getUTCDay() * DAY;
  const [name, count = '0'] = literal.split(':') as [string, string?];
  const n = Number(count);
  const months = (from: number, to: number): Days => ({
    from: Date.UTC(year, month + from, 1),
    to: Date.UTC(year, month + to, 1)
  });
  const quarter = month - (month % 3);
  switch (name) {
    case 'TODAY':
      return { from: today, to: today + DAY };
    case 'YESTERDAY':
      return { from: today - DAY, to: today };
    case 'TOMORROW':
      return { from: today + DAY, to: today + 2 * DAY };
    case 'LAST_WEEK':
      return { from: week - 7 * DAY, to: week };
    case 'THIS_WEEK':
      return { from: week, to: week + 7 * DAY };
    case 'NEXT_WEEK':
      return { from: week + 7 * DAY, to: week + 14 * DAY };
    case 'LAST_MONTH':
      return months(-1, 0);
    case 'THIS_MONTH':
      return months(0, 1);
    case 'NEXT_MONTH':
      return months(1, 2);
    case 'THIS_QUARTER':
      return { from: Date.UTC(year, quarter, 1), to: Date.UTC(year, quarter + 3, 1) };
    case 'LAST_QUARTER':
      return { from: Date.UTC(year, quarter - 3, 1), to: Date.UTC(year, quarter, 1) };
    case 'THIS_YEAR':
      return { from: Date.UTC(year, 0, 1), to: Date.UTC(year + 1, 0, 1) };
    case 'LAST_YEAR':
      return { from: Date.UTC(year - 1, 0, 1), to: Date.UTC(year, 0, 1) };
    case 'LAST_N_DAYS':
      return { from: today - n * DAY, to: today + DAY };
    case 'NEXT_N_DAYS':
      return { from: today + DAY, to: today + (n + 1) * DAY };
    case 'N_DAYS_AGO':
      return { from: today - n * DAY, to: today - (n - 1) * DAY };
    case 'LAST_N_WEEKS':
      return { from: week - 7 * n * DAY, to: week };
    case 'LAST_N_MONTHS':
      return months(-n, 0);
    case 'NEXT_N_MONTHS':
      return months(1, n + 1);
    case 'N_YEARS_AGO':
      return { from: Date.UTC(year - n, 0, 1), to: Date.UTC(year - n + 1, 0, 1) };
    default:
      throw new Error(`the model does not know ${literal}`);
  }
}

export const LITERALS = [
  'TODAY',
  'YESTERDAY',
  'TOMORROW',
  'LAST_WEEK',
  'THIS_WEEK',
  'NEXT_WEEK',
  'LAST_MONTH',
  'THIS_MONTH',
  'NEXT_MONTH',
  'THIS_QUARTER',
  'LAST_QUARTER',
  'THIS_YEAR',
  'LAST_YEAR',
  'LAST_N_DAYS:3',
  'LAST_N_DAYS:1',
  'NEXT_N_DAYS:2',
  'N_DAYS_AGO:1',
  'LAST_N_WEEKS:2',
  'LAST_N_MONTHS:2',
  'NEXT_N_MONTHS:1',
  'N_YEARS_AGO:1'
];
