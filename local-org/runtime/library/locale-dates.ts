/**
 * Dates as users of a locale read and write them. Facts: Salesforce Help, "Supported Date and Time Formats (ICU)"; only
 * the locales listed here are known, others are refused.
 */
import { notSupported } from '../machine/errors.ts';
import { ApexDate, pad } from '../values/date.ts';
import { ApexDatetime } from '../values/datetime.ts';
import { ApexTime } from '../values/time.ts';
import { userContext } from '../values/user-context.ts';
import { typeException } from './members.ts';

export interface LocaleDates {
  /** 0 for Sunday. */
  readonly firstWeekday: number;
  date(date: ApexDate): string;
  time(time: ApexTime): string;
  /** Order of the numbers of a written date. */
  readonly order: 'mdy' | 'dmy';
}

const KNOWN: Readonly<Record<string, LocaleDates>> = {
  en_US: {
    firstWeekday: 0,
    order: 'mdy',
    date: (date) => `${date.month}/${date.day}/${date.year}`,
    time: (time) => `${time.hour % 12 || 12}:${pad(time.minute, 2)} ${time.hour < 12 ? 'AM' : 'PM'}`
  },
  en_GB: {
    firstWeekday: 1,
    order: 'dmy',
    date: (date) => `${pad(date.day, 2)}/${pad(date.month, 2)}/${date.year}`,
    time: (time) => `${pad(time.hour, 2)}:${pad(time.minute, 2)}`
  }
};

/** @throws NotSupportedError for a locale whose formats are not known */
export function dateFormat(locale: string): LocaleDates {
  return KNOWN[locale] ?? notSupported(`date formats of locale ${locale}`);
}

/** `Datetime.format()`: `1/31/2024, 10:00 AM`. */
export function userDatetimeText(value: ApexDatetime): string {
  const { locale, timeZone } = userContext();
  const format = dateFormat(locale);
  return `${format.date(value.dateIn(timeZone))}, ${format.time(value.timeIn(timeZone))}`;
}

/** `Date.parse` in the user's locale. @throws System.TypeException `Invalid date: …` */
export function parseUserDate(text: string): ApexDate {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text.trim());
  const [first, second, year] = match ? [Number(match[1]), Number(match[2]), Number(match[3])] : [0, 0, 0];
  const [month, day] = dateFormat(userContext().locale).order === 'mdy' ? [first, second] : [second, first];
  if (month < 1 || month > 12 || day < 1 || day > ApexDate.daysInMonth(year, month))
    throw typeException(`Invalid date: ${text}`);
  return ApexDate.of(year, month, day);
}

/** `Datetime.parse` in the user's locale and time zone. @throws System.TypeException `Invalid date/time: …` */
export function parseUserDatetime(text: string): ApexDatetime {
  const match = /^(\S+?),? (\d{1,2}):(\d{2})(?: ([AaPp])[Mm])?$/.exec(text.trim());
  const hour = Number(match?.[2] ?? 99);
  const half = match?.[4]?.toLowerCase();
  const twelve = dateFormat(userContext().locale).order === 'mdy';
  const valid =
    match !== null &&
    Number(match[3]) < 60 &&
    (twelve ? half !== undefined && hour >= 1 && hour <= 12 : half === undefined && hour < 24);
  if (!valid) throw typeException(`Invalid date/time: ${text}`);
  const hour24 = twelve ? (hour % 12) + (half === 'p' ? 12 : 0) : hour;
  return ApexDatetime.ofDateAndTime(
    userContext().timeZone,
    parseUserDate(match[1]!),
    ApexTime.of(hour24, Number(match[3]), 0, 0)
  );
}
