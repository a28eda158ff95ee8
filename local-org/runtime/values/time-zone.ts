/** Wall-clock time in a named zone, through the zone data that Node ships (Intl). */

/** Formatters are costly to make; a process sees few zones. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  let found = formatters.get(zone);
  if (!found) {
    found = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric'
    });
    formatters.set(zone, found);
  }
  return found;
}

/** The zone's name as Java and Intl both understand it; null when there is no such zone. */
export function knownZone(name: string): string | null {
  const custom = /^GMT([+-])(\d{1,2}):?(\d{2})$/.exec(name);
  if (custom) return `${custom[1]}${custom[2]!.padStart(2, '0')}:${custom[3]}`;
  try {
    formatter(name);
    return name;
  } catch {
    return null;
  }
}

/** Milliseconds to add to UTC to get the zone's wall clock at that instant. */
export function offsetAt(instant: number, zone: string): number {
  if (zone === 'GMT' || zone === 'UTC') return 0;
  const fixed = /^([+-])(\d{2}):(\d{2})$/.exec(zone);
  if (fixed) return (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3])) * 60_000;
  const parts: Record<string, string> = {};
  for (const part of formatter(zone).formatToParts(instant)) parts[part.type] = part.value;
  const year = parts['era'] === 'BC' ? 1 - Number(parts['year']) : Number(parts['year']);
  const wall = utcOf(
    year,
    Number(parts['month']),
    Number(parts['day']),
    Number(parts['hour']),
    Number(parts['minute']),
    Number(parts['second']),
    0
  );
  return wall - Math.floor(instant / 1000) * 1000;
}

/**
 * The instant of a wall-clock time (given as if it were UTC). As java.util.GregorianCalendar: in an autumn overlap the
 * later, standard-time instant; in a spring gap the time moves forward by the gap.
 */
export function instantOf(wall: number, zone: string): number {
  const before = offsetAt(wall - 86_400_000, zone);
  const after = offsetAt(wall + 86_400_000, zone);
  const late = wall - after;
  if (offsetAt(late, zone) === after) return late;
  return wall - before;
}

/** Date.UTC for all years (Date.UTC itself reads 0-99 as 1900-1999); fields may be out of range and roll over. */
export function utcOf(
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
  millisecond = 0
): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, millisecond);
  return date.getTime();
}
