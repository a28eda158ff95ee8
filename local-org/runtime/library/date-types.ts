/** Date and Time. */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { ApexDate } from '../values/date.ts';
import { ApexDatetime } from '../values/datetime.ts';
import { deepEquals } from '../values/equality.ts';
import { hashCode } from '../values/keys.ts';
import { textOf } from '../values/text.ts';
import { ApexTime } from '../values/time.ts';
import { userContext } from '../values/user-context.ts';
import { dateFormat, parseUserDate } from './locale-dates.ts';
import { given, typeException } from './members.ts';

type Whole = number | null;

/** `2024-01-31`, with or without a time, which is dropped. @throws System.TypeException `Invalid date: …` */
function dateOf(text: string): ApexDate {
  const date = ApexDate.parse(/^(\S+)(?: \d{1,2}:\d{2}:\d{2}.*)?$/.exec(text.trim())?.[1] ?? '');
  if (date === null) throw typeException(`Invalid date: ${text}`);
  return date;
}

/** History-tracking values: a Date, a Datetime (its date in GMT) or a text. */
function dateFromObject(value: unknown): ApexDate {
  const present = given(value);
  if (present instanceof ApexDate) return present;
  if (present instanceof ApexDatetime) return present.dateIn('GMT');
  if (typeof present === 'string') return dateOf(present);
  throw typeException(`Invalid date: ${textOf(present)}`);
}

function monthsBetween(from: ApexDate, to: ApexDate): number {
  return (to.year - from.year) * 12 + to.month - from.month;
}

function timeOf(hour: Whole, minute: Whole, second: Whole, millisecond: Whole): ApexTime {
  return ApexTime.of(given(hour), given(minute), given(second), given(millisecond));
}

/** First day of the week in the user's locale: Sunday in the Americas and Japan, Monday in most of Europe. */
function startOfWeek(self: ApexDate): ApexDate {
  const first = dateFormat(userContext().locale).firstWeekday;
  return self.addDays(-((self.weekday - first + 7) % 7));
}

export const dateTypes: LibraryType[] = [
  libraryType(
    'Date',
    { isInstance: (value) => value instanceof ApexDate },
    {
      'Date addDays(Integer days)': (self: ApexDate, days: Whole) => self.addDays(given(days)),
      'Date addMonths(Integer months)': (self: ApexDate, months: Whole) => self.addMonths(given(months)),
      'Date addYears(Integer years)': (self: ApexDate, years: Whole) => self.addMonths(given(years) * 12),
      'Integer day()': (self: ApexDate) => self.day,
      'Integer dayOfYear()': (self: ApexDate) => self.dayOfYear,
      'Integer daysBetween(Date other)': (self: ApexDate, other: ApexDate | null) =>
        given(other).epochDay - self.epochDay,
      'Boolean equals(Object other)': deepEquals,
      'String format()': (self: ApexDate) => dateFormat(userContext().locale).date(self),
      'Integer hashCode()': hashCode,
      'Boolean isSameDay(Date other)': (self: ApexDate, other: ApexDate | null) =>
        given(other).epochDay === self.epochDay,
      'Integer month()': (self: ApexDate) => self.month,
      'Integer monthsBetween(Date other)': (self: ApexDate, other: ApexDate | null) =>
        monthsBetween(self, given(other)),
      'Date toStartOfMonth()': (self: ApexDate) => ApexDate.of(self.year, self.month, 1),
      'Date toStartOfWeek()': startOfWeek,
      'Integer year()': (self: ApexDate) => self.year,
      'static Integer daysInMonth(Integer year, Integer month)': (year: Whole, month: Whole) =>
        ApexDate.daysInMonth(given(year), given(month)),
      'static Boolean isLeapYear(Integer year)': (year: Whole) => ApexDate.isLeapYear(given(year)),
      'static Date newInstance(Integer year, Integer month, Integer day)': (year: Whole, month: Whole, day: Whole) =>
        ApexDate.of(given(year), given(month), given(day)),
      'static Date parse(String text)': (text: string | null) => parseUserDate(given(text)),
      'static Date today()': () => new ApexDatetime(userContext().now()).dateIn(userContext().timeZone),
      'static Date valueOf(String text)': (text: string | null) => dateOf(given(text)),
      'static Date valueOf(Object value)': dateFromObject
    }
  ),
  libraryType(
    'Time',
    { isInstance: (value) => value instanceof ApexTime },
    {
      'Time addHours(Integer hours)': (self: ApexTime, hours: Whole) => self.addMilliseconds(given(hours) * 3_600_000),
      'Time addMilliseconds(Integer milliseconds)': (self: ApexTime, milliseconds: Whole) =>
        self.addMilliseconds(given(milliseconds)),
      'Time addMinutes(Integer minutes)': (self: ApexTime, minutes: Whole) =>
        self.addMilliseconds(given(minutes) * 60_000),
      'Time addSeconds(Integer seconds)': (self: ApexTime, seconds: Whole) =>
        self.addMilliseconds(given(seconds) * 1000),
      'Boolean equals(Object other)': deepEquals,
      'Integer hashCode()': hashCode,
      'Integer hour()': (self: ApexTime) => self.hour,
      'Integer millisecond()': (self: ApexTime) => self.millisecond,
      'Integer minute()': (self: ApexTime) => self.minute,
      'Integer second()': (self: ApexTime) => self.second,
      'static Time newInstance(Integer hour, Integer minute, Integer second, Integer millisecond)': timeOf
    }
  )
];
