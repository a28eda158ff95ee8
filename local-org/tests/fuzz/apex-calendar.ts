/** Days and civil dates by the arithmetic of the Gregorian 400-year cycle, in whole numbers only. */

export interface Civil {
  readonly year: bigint;
  readonly month: bigint;
  readonly day: bigint;
}

const DAYS_PER_ERA = 146_097n;
const MILLISECONDS_PER_DAY = 86_400_000n;

const floorDivide = (a: bigint, b: bigint): bigint => (a >= 0n ? a / b : -((b - 1n - a) / b));

/** Days since 1970-01-01. The year is counted from March, so that the leap day is its last. */
export function epochDay({ year, month, day }: Civil): bigint {
  const marchYear = month <= 2n ? year - 1n : year;
  const era = floorDivide(marchYear, 400n);
  const ofEra = marchYear - era * 400n;
  const dayOfYear = (153n * ((month + 9n) % 12n) + 2n) / 5n + day - 1n;
  return era * DAYS_PER_ERA + ofEra * 365n + ofEra / 4n - ofEra / 100n + dayOfYear - 719_468n;
}

export function civil(days: bigint): Civil {
  const shifted = days + 719_468n;
  const era = floorDivide(shifted, DAYS_PER_ERA);
  const dayOfEra = shifted - era * DAYS_PER_ERA;
  const yearOfEra = (dayOfEra - dayOfEra / 1460n + dayOfEra / 36_524n - dayOfEra / 146_096n) / 365n;
  const dayOfYear = dayOfEra - (365n * yearOfEra + yearOfEra / 4n - yearOfEra / 100n);
  const marchMonth = (5n * dayOfYear + 2n) / 153n;
  const month = marchMonth < 10n ? marchMonth + 3n : marchMonth - 9n;
  return {
    year: yearOfEra + era * 400n + (month <= 2n ? 1n : 0n),
    month,
    day: dayOfYear - (153n * marchMonth + 2n) / 5n + 1n
  };
}

function monthLength(year: bigint, month: bigint): bigint {
  if (month === 2n) return year % 4n === 0n && (year % 100n !== 0n || year % 400n === 0n) ? 29n : 28n;
  return month === 4n || month === 6n || month === 9n || month === 11n ? 30n : 31n;
}

/** The same day of the month, or the last one it has. */
export function plusMonths(days: bigint, months: bigint): bigint {
  const { year, month, day } = civil(days);
  const index = year * 12n + month - 1n + months;
  const target = { year: floorDivide(index, 12n), month: index - floorDivide(index, 12n) * 12n + 1n };
  const last = monthLength(target.year, target.month);
  return epochDay({ ...target, day: day < last ? day : last });
}

const two = (value: bigint): string => String(value).padStart(2, '0');

/** `2024-01-31`, for years of four digits. */
export function civilText(days: bigint): string {
  const { year, month, day } = civil(days);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** `2024-01-31 10:00:00` in GMT. */
export function datetimeText(milliseconds: bigint): string {
  const days = floorDivide(milliseconds, MILLISECONDS_PER_DAY);
  const seconds = (milliseconds - days * MILLISECONDS_PER_DAY) / 1000n;
  return `${civilText(days)} ${two(seconds / 3600n)}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}`;
}
