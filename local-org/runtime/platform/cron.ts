/**
 * Cron expressions of `System.schedule`: seconds, minutes, hours, day of month, month, day of week, optional year
 * (Apex Developer Guide v65, "Apex Scheduler"). Quartz's rules, minus what Salesforce refuses: seconds and minutes are
 * plain integers, and exactly one of the two day fields is `?`.
 */

import { notSupported } from '../machine/errors.ts';

/** Refusals carry the message of the exception that System.schedule throws. */
export class CronError extends Error {
  override readonly name = 'CronError';
}

export interface CronExpression {
  readonly text: string;
  readonly second: number;
  readonly minute: number;
  readonly hours: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly years: ReadonlySet<number> | null;
  /** Does the job run on this calendar day? Month is 1 to 12. */
  readonly onDay: (year: number, month: number, day: number) => boolean;
}

/** Local wall-clock time to instant and back, for the scheduling user's time zone. */
export interface WallClock {
  toParts(milliseconds: number): { readonly year: number; readonly month: number; readonly day: number };
  /** The first instant that shows this wall-clock time; a time that daylight saving skips moves forward. */
  toInstant(year: number, month: number, day: number, hour: number, minute: number, second: number): number;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
/** Quartz's own last year: Salesforce's documentation says 2099, but 2100 is taken (SFDO-Community/declarative-lookup-rollup-summaries). */
const LAST_YEAR = 2299;

export function parseCron(text: string): CronExpression {
  const parts = text.trim().split(/\s+/);
  if (parts.length < 6) throw tooShort(parts);
  if (parts.length > 7) throw new CronError(`Invalid cron expression: ${text}`);
  const [seconds, minutes, hours, dayOfMonth, month, dayOfWeek, year] = parts as [
    string,
    string,
    string,
    string,
    string,
    string,
    string?
  ];
  if (!/^\d+$/.test(seconds) || !/^\d+$/.test(minutes)) {
    throw new CronError(`Seconds and minutes must be specified as integers: ${text}`);
  }
  const noDayOfMonth = dayOfMonth === '?';
  const noDayOfWeek = dayOfWeek === '?';
  if (noDayOfMonth && noDayOfWeek) throw new CronError(`'?' can only be specified for Day-of-Month -OR- Day-of-Week.`);
  if (!noDayOfMonth && !noDayOfWeek) {
    throw new CronError('Support for specifying both a day-of-week AND a day-of-month parameter is not implemented.');
  }
  const second = Number(seconds);
  const minute = Number(minutes);
  if (second > 59 || minute > 59) throw new CronError('Minute and Second values must be between 0 and 59');
  return {
    text,
    second,
    minute,
    hours: values(hours, 0, 23, [], 'Hour values must be between 0 and 23'),
    months: values(month, 1, 12, MONTHS, 'Month values must be between 1 and 12'),
    years:
      year === undefined || year === '*'
        ? null
        : values(year, 1970, LAST_YEAR, [], `Year values must be between 1970 and ${LAST_YEAR}`),
    onDay: noDayOfWeek ? dayOfMonthRule(dayOfMonth) : dayOfWeekRule(dayOfWeek)
  };
}

/** Quartz reads field by field, so that one it cannot read is met before the missing ones. */
function tooShort(parts: readonly string[]): CronError {
  const letters = /^[A-Z]{3}/.exec(parts[0]!.toUpperCase());
  if (letters !== null) return new CronError(`Illegal characters for this position: '${letters[0]}'`);
  if (parts.every((part) => /^(?:\d{1,2}|\*|\?)$/.test(part) || part === ''))
    return new CronError('Unexpected end of expression.');
  return notSupported(`the refusal of the cron expression ${parts.join(' ')}`);
}

/** The first firing after the instant, or null when there is none up to LAST_YEAR. */
export function nextFire(cron: CronExpression, after: number, clock: WallClock): number | null {
  const start = clock.toParts(after);
  // Calendar days are counted in UTC here, only to step through them; the wall clock places them.
  const cursor = new Date(Date.UTC(start.year, start.month - 1, start.day));
  while (cursor.getUTCFullYear() <= LAST_YEAR) {
    const year = cursor.getUTCFullYear();
    const month = cursor.getUTCMonth() + 1;
    const day = cursor.getUTCDate();
    if (cron.years && !cron.years.has(year)) {
      if (![...cron.years].some((candidate) => candidate > year)) return null;
      cursor.setTime(Date.UTC(year + 1, 0, 1));
      continue;
    }
    if (!cron.months.has(month)) {
      cursor.setTime(Date.UTC(year, month, 1));
      continue;
    }
    if (cron.onDay(year, month, day)) {
      for (const hour of [...cron.hours].sort((a, b) => a - b)) {
        const instant = clock.toInstant(year, month, day, hour, cron.minute, cron.second);
        if (instant > after) return instant;
      }
    }
    cursor.setTime(Date.UTC(year, month - 1, day + 1));
  }
  return null;
}

/** `*`, `a`, `a-b`, `a/n`, `*&#47;n`, and lists of them, with names where the field has them. */
function values(
  text: string,
  low: number,
  high: number,
  names: readonly string[],
  outOfRange: string
): ReadonlySet<number> {
  const result = new Set<number>();
  for (const part of text.toUpperCase().split(',')) {
    const match = /^(?:(?<all>\*)|(?<from>\w+)(?:-(?<to>\w+))?)(?:\/(?<step>\d+))?$/.exec(part)?.groups;
    if (!match) throw new CronError(`Illegal cron expression format (${text})`);
    const number = (word: string): number => {
      const named = names.indexOf(word);
      // Quartz's own words.
      if (named < 0 && names.length > 0 && /^[A-Z]/.test(word))
        throw new CronError(`Invalid ${names === MONTHS ? 'Month' : 'Day-of-Week'} value: '${word}'`);
      const value = named >= 0 ? named + low : /^\d+$/.test(word) ? Number(word) : NaN;
      if (!(value >= low && value <= high)) throw new CronError(outOfRange);
      return value;
    };
    const step = match['step'] === undefined ? 1 : Number(match['step']);
    if (step < 1) throw new CronError(`Illegal cron expression format (${text})`);
    const from = match['all'] ? low : number(match['from']!);
    const to = match['to'] ? number(match['to']) : match['all'] || match['step'] ? high : from;
    // Quartz lets a range wrap: FRI-MON, 22-2.
    const span = to >= from ? to - from : to + (high - low + 1) - from;
    for (let offset = 0; offset <= span; offset += step) result.add(((from - low + offset) % (high - low + 1)) + low);
  }
  return result;
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** 1 is Sunday. */
function weekday(year: number, month: number, day: number): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;
}

function nearestWeekday(year: number, month: number, day: number): number {
  const of = weekday(year, month, day);
  if (of === 7) return day > 1 ? day - 1 : day + 2;
  if (of === 1) return day < daysInMonth(year, month) ? day + 1 : day - 2;
  return day;
}

function dayOfMonthRule(text: string): CronExpression['onDay'] {
  const upper = text.toUpperCase();
  if (upper === 'L') return (year, month, day) => day === daysInMonth(year, month);
  if (upper === 'LW' || upper === 'WL')
    return (year, month, day) => day === nearestWeekday(year, month, daysInMonth(year, month));
  const nearest = /^(\d+)W$/.exec(upper);
  if (nearest) {
    const wanted = Number(nearest[1]);
    if (wanted < 1 || wanted > 31) throw new CronError('Day of month values must be between 1 and 31');
    return (year, month, day) => wanted <= daysInMonth(year, month) && day === nearestWeekday(year, month, wanted);
  }
  const days = values(text, 1, 31, [], 'Day of month values must be between 1 and 31');
  return (_year, _month, day) => days.has(day);
}

function dayOfWeekRule(text: string): CronExpression['onDay'] {
  const upper = text.toUpperCase();
  const outOfRange = 'Day-of-Week values must be between 1 and 7';
  if (upper === 'L') return (year, month, day) => weekday(year, month, day) === 7;
  const single = (word: string): number => [...values(word, 1, 7, DAYS, outOfRange)][0]!;
  const last = /^(\w+)L$/.exec(upper);
  if (last && !DAYS.includes(upper)) {
    const wanted = single(last[1]!);
    return (year, month, day) => weekday(year, month, day) === wanted && day + 7 > daysInMonth(year, month);
  }
  const nth = /^(\w+)#(\d)$/.exec(upper);
  if (nth) {
    const wanted = single(nth[1]!);
    const which = Number(nth[2]);
    if (which < 1 || which > 5) throw new CronError("A numeric value between 1 and 5 must follow the '#' option");
    return (year, month, day) => weekday(year, month, day) === wanted && Math.ceil(day / 7) === which;
  }
  const days = values(text, 1, 7, DAYS, outOfRange);
  return (year, month, day) => days.has(weekday(year, month, day));
}
