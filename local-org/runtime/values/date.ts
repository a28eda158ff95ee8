/** Apex Date: a day of the Gregorian calendar, without time or zone. Arithmetic and lenient fields are java.util.Calendar's. */
import { notSupported } from '../machine/errors.ts';
import { utcOf } from './time-zone.ts';

const DAY = 86_400_000;
/** JavaScript's calendar ends so many days before and after 1970; Java's goes on. */
const LAST_DAY = 100_000_000;

export class ApexDate {
  /** Days since 1970-01-01. */
  readonly epochDay: number;

  constructor(epochDay: number) {
    // NaN fails the test too.
    if (!(Math.abs(epochDay) <= LAST_DAY)) outOfCalendar();
    this.epochDay = epochDay;
  }

  /** Month 1-12; months and days out of range roll over (2024-02-30 is 2024-03-01). */
  static of(year: number, month: number, day: number): ApexDate {
    return new ApexDate(utcOf(year, month, day) / DAY);
  }

  /** `yyyy-MM-dd` of a real day; null for anything else. */
  static parse(text: string): ApexDate | null {
    const match = /^(\d{4,})-(\d{1,2})-(\d{1,2})$/.exec(text);
    if (!match) return null;
    const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
    return month >= 1 && month <= 12 && day >= 1 && day <= ApexDate.daysInMonth(year, month)
      ? ApexDate.of(year, month, day)
      : null;
  }

  static daysInMonth(year: number, month: number): number {
    return new Date(utcOf(year, month + 1, 0)).getUTCDate();
  }

  static isLeapYear(year: number): boolean {
    return ApexDate.daysInMonth(year, 2) === 29;
  }

  get year(): number {
    return this.#utc().getUTCFullYear();
  }
  /** 1-12. */
  get month(): number {
    return this.#utc().getUTCMonth() + 1;
  }
  get day(): number {
    return this.#utc().getUTCDate();
  }
  /** 0 for Sunday. */
  get weekday(): number {
    return this.#utc().getUTCDay();
  }
  get dayOfYear(): number {
    return this.epochDay - ApexDate.of(this.year, 1, 1).epochDay + 1;
  }
  /** Midnight of the day in UTC, in milliseconds. */
  get epochMilliseconds(): number {
    return this.epochDay * DAY;
  }

  addDays(days: number): ApexDate {
    return new ApexDate(this.epochDay + days);
  }

  /** The same day of the month, or the month's last. */
  addMonths(months: number): ApexDate {
    const index = this.year * 12 + this.month - 1 + months;
    const year = Math.floor(index / 12);
    const month = index - year * 12 + 1;
    return ApexDate.of(year, month, Math.min(this.day, ApexDate.daysInMonth(year, month)));
  }

  compareTo(other: ApexDate): number {
    return Math.sign(this.epochDay - other.epochDay);
  }

  /** `2024-01-31`. */
  toString(): string {
    return `${pad(this.year, 4)}-${pad(this.month, 2)}-${pad(this.day, 2)}`;
  }

  #utc(): Date {
    return new Date(this.epochDay * DAY);
  }
}

export function outOfCalendar(): never {
  notSupported('a Date or Datetime beyond the year 275760');
}

export function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
