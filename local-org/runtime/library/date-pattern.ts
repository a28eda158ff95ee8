/**
 * java.text.SimpleDateFormat patterns, which `Datetime.format(pattern)` takes (Apex Reference Guide, "Datetime Class").
 * Names of months, days and zones are English, whatever the user's locale.
 */
import { apexException, notSupported } from '../machine/errors.ts';
import { pad } from '../values/date.ts';
import type { ApexDatetime } from '../values/datetime.ts';
import { offsetAt } from '../values/time-zone.ts';
import { shortZoneName } from './zone-names.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December'
];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** @throws System.IllegalArgumentException for a letter that means nothing */
export function formatPattern(value: ApexDatetime, pattern: string, zone: string): string {
  return pattern.replace(
    /'((?:[^']|'')*)'|([A-Za-z])\2*|'/g,
    (token, quoted: string | undefined, letter: string | undefined) => {
      if (letter !== undefined) return field(letter, token.length, value, zone);
      if (quoted === undefined) throw apexException('IllegalArgumentException', 'Unterminated quote');
      return quoted === '' ? "'" : quoted.replace(/''/g, "'");
    }
  );
}

function field(letter: string, count: number, value: ApexDatetime, zone: string): string {
  const date = value.dateIn(zone);
  const time = value.timeIn(zone);
  const number = (n: number): string => pad(n, count);
  switch (letter) {
    case 'G':
      return 'AD';
    case 'y':
      return count === 2 ? pad(date.year % 100, 2) : number(date.year);
    case 'u':
      return number(date.weekday === 0 ? 7 : date.weekday);
    case 'M':
    case 'L':
      return monthText(date.month, count);
    case 'd':
      return number(date.day);
    case 'D':
      return number(date.dayOfYear);
    case 'E':
      return count >= 4 ? DAYS[date.weekday]! : DAYS[date.weekday]!.slice(0, 3);
    case 'F':
      return number(Math.ceil(date.day / 7));
    case 'W':
      return number(weekOf(date.day, date.weekday));
    case 'w':
      return number(weekOfYear(date.dayOfYear, date.weekday, daysInYear(date.year)));
    case 'Y':
      return weekYearText(date, count);
    case 'a':
      return time.hour < 12 ? 'AM' : 'PM';
    case 'H':
      return number(time.hour);
    case 'k':
      return number(time.hour || 24);
    case 'K':
      return number(time.hour % 12);
    case 'h':
      return number(time.hour % 12 || 12);
    case 'm':
      return number(time.minute);
    case 's':
      return number(time.second);
    case 'S':
      return number(time.millisecond);
    case 'z':
      return zoneName(value.milliseconds, zone, count >= 4 ? 'long' : 'short');
    case 'Z':
      return offsetText(value.milliseconds, zone, '');
    case 'X':
      return isoOffset(value.milliseconds, zone, count);
    default:
      throw apexException('IllegalArgumentException', `Illegal pattern character '${letter}'`);
  }
}

function monthText(month: number, count: number): string {
  if (count < 3) return pad(month, count);
  return count === 3 ? MONTHS[month - 1]!.slice(0, 3) : MONTHS[month - 1]!;
}

/** Weeks begin on Sunday, as in the en_US calendar that the platform formats with. */
function weekOf(dayNumber: number, weekday: number): number {
  return Math.floor((dayNumber + 6 - weekday + 6) / 7);
}

function daysInYear(year: number): number {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 366 : 365;
}

/** The last days of December belong to week 1 when their week reaches into January. */
function weekOfYear(dayOfYear: number, weekday: number, length: number): number {
  return dayOfYear + (6 - weekday) > length ? 1 : weekOf(dayOfYear, weekday);
}

function weekYearText(date: { year: number; dayOfYear: number; weekday: number }, count: number): string {
  const year = date.dayOfYear + (6 - date.weekday) > daysInYear(date.year) ? date.year + 1 : date.year;
  return count === 2 ? pad(year % 100, 2) : pad(year, count);
}

function zoneName(instant: number, zone: string, style: 'long' | 'short'): string {
  if (zone === 'GMT' || zone === 'UTC') return style === 'long' ? 'Greenwich Mean Time' : 'GMT';
  if (/^[+-]/.test(zone)) return notSupported('names of custom time zones');
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: style }).formatToParts(instant);
  const name = parts.find((part) => part.type === 'timeZoneName')!.value;
  if (style === 'long' || !name.startsWith('GMT')) return name;
  return shortZoneName(zone, isSummer(instant, zone)) ?? notSupported(`the short name of the time zone ${zone}`);
}

/** The clock is ahead of where it is at another time of the year. */
function isSummer(instant: number, zone: string): boolean {
  const year = new Date(instant).getUTCFullYear();
  return offsetAt(instant, zone) > Math.min(offsetAt(Date.UTC(year, 0), zone), offsetAt(Date.UTC(year, 6), zone));
}

function offsetText(instant: number, zone: string, separator: string): string {
  const minutes = Math.round(offsetAt(instant, zone) / 60_000);
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60), 2)}${separator}${pad(size % 60, 2)}`;
}

function isoOffset(instant: number, zone: string, count: number): string {
  if (count > 3) throw apexException('IllegalArgumentException', `invalid ISO 8601 format: length=${count}`);
  if (offsetAt(instant, zone) === 0) return 'Z';
  const text = offsetText(instant, zone, count === 3 ? ':' : '');
  return count === 1 ? text.slice(0, 3) : text;
}
