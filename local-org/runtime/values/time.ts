/** Apex Time: a time of day to the millisecond, without zone. */
import { pad } from './date.ts';

const DAY = 86_400_000;

export class ApexTime {
  /** 0 to 86,399,999. */
  readonly millisecondOfDay: number;

  /** Wraps around midnight. */
  constructor(millisecondOfDay: number) {
    this.millisecondOfDay = ((millisecondOfDay % DAY) + DAY) % DAY;
  }

  static of(hour: number, minute: number, second: number, millisecond: number): ApexTime {
    return new ApexTime(((hour * 60 + minute) * 60 + second) * 1000 + millisecond);
  }

  /** `10:15:30`, with optional milliseconds and `Z`; null for anything else. */
  static parse(text: string): ApexTime | null {
    const match = /^(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,3}))?)?Z?$/.exec(text);
    if (!match) return null;
    const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
    if (hour > 23 || minute > 59 || second > 59) return null;
    return ApexTime.of(hour, minute, second, Number((match[4] ?? '0').padEnd(3, '0')));
  }

  get hour(): number {
    return Math.floor(this.millisecondOfDay / 3_600_000);
  }
  get minute(): number {
    return Math.floor(this.millisecondOfDay / 60_000) % 60;
  }
  get second(): number {
    return Math.floor(this.millisecondOfDay / 1000) % 60;
  }
  get millisecond(): number {
    return this.millisecondOfDay % 1000;
  }

  addMilliseconds(milliseconds: number): ApexTime {
    return new ApexTime(this.millisecondOfDay + milliseconds);
  }

  compareTo(other: ApexTime): number {
    return Math.sign(this.millisecondOfDay - other.millisecondOfDay);
  }

  /** `10:15:30.000Z`. */
  toString(): string {
    return `${pad(this.hour, 2)}:${pad(this.minute, 2)}:${pad(this.second, 2)}.${pad(this.millisecond, 3)}Z`;
  }
}
