/** Days and instants in a time zone, by the runtime's own zone data. */
/** Name of the SQL function that shifts milliseconds to a time zone's local clock; every connection registers it. */
export const ZONE_SHIFT = 'org_zone_shift';

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      era: 'short'
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** Milliseconds to add to an instant to read its local clock as if it were UTC. */
export function zoneOffset(instant: number, timeZone: string): number {
  if (timeZone === 'GMT' || timeZone === 'UTC') return 0;
  const parts: Record<string, string> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(instant)) parts[type] = value;
  const number = (type: string) => Number(parts[type]);
  const year = parts['era'] === 'BC' ? 1 - number('year') : number('year');
  const local = Date.UTC(year, number('month') - 1, number('day'), number('hour'), number('minute'), number('second'));
  return local - Math.floor(instant / 1000) * 1000;
}

/** The instant at which a local day begins. `day` is that day's midnight written as UTC. */
export function startOfDay(day: number, timeZone: string): number {
  const guess = day - zoneOffset(day, timeZone);
  return day - zoneOffset(guess, timeZone);
}

/** The local day of an instant, as that day's midnight written as UTC. */
export function localDay(instant: number, timeZone: string): number {
  const local = instant + zoneOffset(instant, timeZone);
  return Math.floor(local / 86_400_000) * 86_400_000;
}
