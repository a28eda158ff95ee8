/** Datetime and TimeZone. Members without `Gmt` in their name speak of the user's time zone. */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { ApexDate } from '../values/date.ts';
import { ApexDatetime } from '../values/datetime.ts';
import { deepEquals } from '../values/equality.ts';
import { hashCode } from '../values/keys.ts';
import { textOf } from '../values/text.ts';
import { knownZone, offsetAt } from '../values/time-zone.ts';
import type { ApexTime } from '../values/time.ts';
import { userContext } from '../values/user-context.ts';
import { formatPattern } from './date-pattern.ts';
import { parseUserDatetime, userDatetimeText } from './locale-dates.ts';
import type { Members } from './members.ts';
import { given, typeException } from './members.ts';

type Whole = number | null;

const userZone = (): string => userContext().timeZone;
const ofFields = (zone: string, ...fields: Whole[]): ApexDatetime => {
  const [year, month, day, hour, minute, second] = fields.map((field) => given(field));
  return ApexDatetime.of(zone, year!, month!, day!, hour ?? 0, minute ?? 0, second ?? 0);
};

/** @throws System.TypeException `Invalid date/time: …` */
function parse(text: string, zone: string): ApexDatetime {
  // What follows the seconds (an offset, milliseconds) is passed over, as a public suite (force-di) shows.
  const parsed = ApexDatetime.parse(text.trim().replace(/(?<= \d{1,2}:\d{1,2}:\d{1,2}\b).*$/, ''), zone);
  if (parsed === null) throw typeException(`Invalid date/time: ${text}`);
  return parsed;
}

function fromObject(value: unknown): ApexDatetime {
  const present = given(value);
  if (present instanceof ApexDatetime) return present;
  if (present instanceof ApexDate) return ApexDatetime.fromDate(present);
  if (typeof present === 'string') return parse(present, userZone());
  throw typeException(`Invalid date/time: ${textOf(present)}`);
}

/** Keeps the GMT time of day; the day is the month's last where the month is shorter. */
function addMonths(self: ApexDatetime, months: number): ApexDatetime {
  return ApexDatetime.ofDateAndTime('GMT', self.dateIn('GMT').addMonths(months), self.timeIn('GMT'));
}

/** A zone name that the platform does not know means GMT, as java.util.TimeZone.getTimeZone does. */
function zoneOrGmt(name: string): string {
  return knownZone(name) ?? 'GMT';
}

/** One part of a Datetime, in the user's zone and in GMT. */
function part(
  type: string,
  name: string,
  gmtName: string,
  read: (self: ApexDatetime, zone: string) => unknown
): Members {
  return {
    [`${type} ${name}()`]: (self: ApexDatetime) => read(self, userZone()),
    [`${type} ${gmtName}()`]: (self: ApexDatetime) => read(self, 'GMT')
  };
}

/** `newInstance` and `newInstanceGmt` in one zone. */
function constructors(name: string, zone: () => string): Members {
  return {
    [`static Datetime ${name}(Date date, Time time)`]: (date: ApexDate | null, time: ApexTime | null) =>
      ApexDatetime.ofDateAndTime(zone(), given(date), given(time)),
    [`static Datetime ${name}(Integer year, Integer month, Integer day)`]: (year: Whole, month: Whole, day: Whole) =>
      ofFields(zone(), year, month, day),
    [`static Datetime ${name}(Integer year, Integer month, Integer day, Integer hour, Integer minute, Integer second)`]:
      (year: Whole, month: Whole, day: Whole, hour: Whole, minute: Whole, second: Whole) =>
        ofFields(zone(), year, month, day, hour, minute, second)
  };
}

const datetimeType = libraryType(
  'Datetime',
  { isInstance: (value) => value instanceof ApexDatetime },
  {
    'Datetime addDays(Integer days)': (self: ApexDatetime, days: Whole) =>
      self.addMilliseconds(given(days) * 86_400_000),
    'Datetime addHours(Integer hours)': (self: ApexDatetime, hours: Whole) =>
      self.addMilliseconds(given(hours) * 3_600_000),
    'Datetime addMinutes(Integer minutes)': (self: ApexDatetime, minutes: Whole) =>
      self.addMilliseconds(given(minutes) * 60_000),
    'Datetime addSeconds(Integer seconds)': (self: ApexDatetime, seconds: Whole) =>
      self.addMilliseconds(given(seconds) * 1000),
    'Datetime addMonths(Integer months)': (self: ApexDatetime, months: Whole) => addMonths(self, given(months)),
    'Datetime addYears(Integer years)': (self: ApexDatetime, years: Whole) => addMonths(self, given(years) * 12),
    ...part('Date', 'date', 'dateGmt', (self, zone) => self.dateIn(zone)),
    ...part('Time', 'time', 'timeGmt', (self, zone) => self.timeIn(zone)),
    ...part('Integer', 'year', 'yearGmt', (self, zone) => self.dateIn(zone).year),
    ...part('Integer', 'month', 'monthGmt', (self, zone) => self.dateIn(zone).month),
    ...part('Integer', 'day', 'dayGmt', (self, zone) => self.dateIn(zone).day),
    ...part('Integer', 'dayOfYear', 'dayOfYearGmt', (self, zone) => self.dateIn(zone).dayOfYear),
    ...part('Integer', 'hour', 'hourGmt', (self, zone) => self.timeIn(zone).hour),
    ...part('Integer', 'minute', 'minuteGmt', (self, zone) => self.timeIn(zone).minute),
    ...part('Integer', 'second', 'secondGmt', (self, zone) => self.timeIn(zone).second),
    ...part('Integer', 'millisecond', 'millisecondGmt', (self, zone) => self.timeIn(zone).millisecond),
    'Boolean equals(Object other)': deepEquals,
    'Integer hashCode()': hashCode,
    'Long getTime()': (self: ApexDatetime) => BigInt(self.milliseconds),
    'Boolean isSameDay(Datetime other)': (self: ApexDatetime, other: ApexDatetime | null) =>
      given(other).dateIn(userZone()).epochDay === self.dateIn(userZone()).epochDay,
    'String format()': userDatetimeText,
    'String format(String pattern)': (self: ApexDatetime, pattern: string | null) =>
      formatPattern(self, given(pattern), userZone()),
    'String format(String pattern, String timeZone)': (
      self: ApexDatetime,
      pattern: string | null,
      zone: string | null
    ) => formatPattern(self, given(pattern), zoneOrGmt(given(zone))),
    'String formatGmt(String pattern)': (self: ApexDatetime, pattern: string | null) =>
      formatPattern(self, given(pattern), 'GMT'),

    'static Datetime newInstance(Long milliseconds)': (milliseconds: bigint | null) =>
      new ApexDatetime(Number(given(milliseconds))),
    ...constructors('newInstance', userZone),
    ...constructors('newInstanceGmt', () => 'GMT'),
    'static Datetime now()': () => new ApexDatetime(userContext().now()),
    'static Datetime parse(String text)': (text: string | null) => parseUserDatetime(given(text)),
    'static Datetime valueOf(String text)': (text: string | null) => parse(given(text), userZone()),
    'static Datetime valueOf(Object value)': fromObject,
    'static Datetime valueOfGmt(String text)': (text: string | null) => parse(given(text), 'GMT')
  }
);

/** A time zone by its IANA name. */
export class ApexTimeZone {
  readonly id: string;

  constructor(id: string) {
    this.id = id;
  }

  /** The id, as debug logs show it. */
  toString(): string {
    return this.id;
  }
}

/** `(GMT+01:00) Central European Summer Time (Europe/Berlin)`, for the current instant. */
function displayName(zone: ApexTimeZone): string {
  const now = new ApexDatetime(userContext().now());
  const offset = formatPattern(now, 'XXX', zone.id).replace('Z', '+00:00');
  return `(GMT${offset}) ${formatPattern(now, 'zzzz', zone.id)} (${zone.id})`;
}

const timeZoneType = libraryType(
  'TimeZone',
  { isInstance: (value) => value instanceof ApexTimeZone },
  {
    'String getDisplayName()': displayName,
    'String getID()': (self: ApexTimeZone) => self.id,
    'Integer getOffset(Datetime date)': (self: ApexTimeZone, date: ApexDatetime | null) =>
      offsetAt(given(date).milliseconds, self.id),
    'String toString()': (self: ApexTimeZone) => self.id,
    'static System.TimeZone getTimeZone(String id)': (id: string | null) => new ApexTimeZone(zoneOrGmt(given(id)))
  }
);

export const datetimeTypes: LibraryType[] = [datetimeType, timeZoneType];
