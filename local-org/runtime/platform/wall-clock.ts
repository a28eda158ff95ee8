/** The wall clock of a time zone, as cron expressions need it. */
import { instantOf, offsetAt, utcOf } from '../values/time-zone.ts';
import type { WallClock } from './cron.ts';

export function wallClock(zone: string): WallClock {
  return {
    toParts(milliseconds) {
      const wall = new Date(milliseconds + offsetAt(milliseconds, zone));
      return { year: wall.getUTCFullYear(), month: wall.getUTCMonth() + 1, day: wall.getUTCDate() };
    },
    toInstant: (year, month, day, hour, minute, second) =>
      instantOf(utcOf(year, month, day, hour, minute, second), zone)
  };
}
