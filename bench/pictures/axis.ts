/** A logarithmic axis. */
export interface Axis {
  readonly ticks: readonly number[];
  /** Where a value stands, in pixels, to a tenth of one. */
  readonly place: (value: number) => number;
  readonly label: (value: number) => string;
}

/** Ticks between the powers of ten where there are few of those. */
const STEPS = [1, 2, 5];
const FEW_POWERS = 3;
const NAMES = [
  { from: 1e9, name: ' bn' },
  { from: 1e6, name: ' m' },
  { from: 1e3, name: ' k' }
];

/**
 * An axis from `start` to `end` that takes in all values, and ends on ticks.
 * @throws RangeError for values that are not above zero
 */
export function axis(values: readonly number[], start: number, end: number): Axis {
  const lowest = Math.min(...values);
  const highest = Math.max(...values);
  if (!(lowest > 0) || !Number.isFinite(highest))
    throw new RangeError(`no logarithmic axis from ${lowest} to ${highest}`);
  const powers = Math.log10(highest / lowest);
  const steps = powers > FEW_POWERS ? [1] : STEPS;
  const ticks = ticksAround(lowest, highest, steps);
  const [from, to] = [Math.log10(ticks[0]!), Math.log10(ticks.at(-1)!)];
  return {
    ticks,
    place: (value) => Math.round((start + ((Math.log10(value) - from) / (to - from)) * (end - start)) * 10) / 10,
    label
  };
}

/** From the last tick at or below the lowest value to the first at or above the highest, two at least. */
function ticksAround(lowest: number, highest: number, steps: readonly number[]): number[] {
  const first = Math.floor(Math.log10(lowest));
  const last = Math.ceil(Math.log10(highest)) + 1;
  const all: number[] = [];
  for (let power = first; power <= last; power++) {
    for (const step of steps) all.push(Number(`${step}e${power}`));
  }
  const from = all.findLastIndex((tick) => tick <= lowest);
  const to = Math.max(
    all.findIndex((tick) => tick >= highest),
    from + 1
  );
  return all.slice(from, to + 1);
}

function label(value: number): string {
  const unit = NAMES.find(({ from }) => value >= from);
  const number = unit === undefined ? value : value / unit.from;
  return number.toLocaleString('en-US', { maximumSignificantDigits: 3 }) + (unit?.name ?? '');
}
