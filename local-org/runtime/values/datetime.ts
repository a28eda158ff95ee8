/** Apex Datetime: an instant in milliseconds, always GMT inside; users see it in their time zone. */
import { ApexDate, outOfCalendar, pad } from './date.ts';
import { instantOf, offsetAt, utcOf } from './time-zone.ts';
import { ApexTime } from './time.ts';

const DAY = 86_400_000;
/** The last instant of JavaScript's calendar. */
const LAST_MILLISECOND = 8_640_000_000_000_000;

export class ApexDatetime {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly milliseconds: number;

  constructor(milliseconds: number) {
    if (!(Math.abs(milliseconds) <= LAST_MILLISECOND)) outOfCalendar();
    this.milliseconds = milliseconds;
  }

  /** A wall-clock time in a zone; fields out of range roll over. */
  static of(
    zone: string,
    year: number,
    month: number,
    day: number,
    hour = 0,
    minute = 0,
    second = 0,
    millisecond = 0
  ): ApexDatetime {
    return new ApexDatetime(instantOf(utcOf(year, month, day, hour, minute, second, millisecond), zone));
  }

  static ofDateAndTime(zone: string, date: ApexDate, time: ApexTime): ApexDatetime {
    return new ApexDatetime(instantOf(date.epochMilliseconds + time.millisecondOfDay, zone));
  }

  /** The implicit conversion of a Date: midnight GMT, whatever the user's zone (salesforce.stackexchange.com/q/281180). */
  static fromDate(date: ApexDate): ApexDatetime {
    return new ApexDatetime(date.epochMilliseconds);
  }

  /** `yyyy-MM-dd HH:mm:ss` as a wall-clock time in a zone; null for anything else. */
  static parse(text: string, zone: string): ApexDatetime | null {
    const match = /^(\d{4}-\d{1,2}-\d{1,2})[ T](\d{1,2}:\d{1,2}:\d{1,2})(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?$/.exec(text);
    const date = match ? ApexDate.parse(match[1]!) : null;
    const time = match ? ApexTime.parse(match[2]!) : null;
    return date && time ? ApexDatetime.ofDateAndTime(zone, date, time) : null;
  }

  dateIn(zone: string): ApexDate {
    return new ApexDate(Math.floor(this.#wall(zone) / DAY));
  }

  timeIn(zone: string): ApexTime {
    return new ApexTime(this.#wall(zone) % DAY);
  }

  addMilliseconds(milliseconds: number): ApexDatetime {
    return new ApexDatetime(this.milliseconds + milliseconds);
  }

  compareTo(other: ApexDatetime): number {
    return Math.sign(this.milliseconds - other.milliseconds);
  }

  /** `2024-01-31 10:00:00` in the zone: String.valueOf; concatenation and debug texts use GMT. */
  textIn(zone: string): string {
    const time = this.timeIn(zone);
    return `${this.dateIn(zone).toString()} ${pad(time.hour, 2)}:${pad(time.minute, 2)}:${pad(time.second, 2)}`;
  }

  /** `2024-01-31T10:00:00.000Z`, as JSON writes it. */
  toIsoText(): string {
    return `${this.dateIn('GMT').toString()}T${this.timeIn('GMT').toString()}`;
  }

  toString(): string {
    return this.textIn('GMT');
  }

  #wall(zone: string): number {
    return this.milliseconds + offsetAt(this.milliseconds, zone);
  }
}
