/** Functions of dates, datetimes and times. */
import { FormulaNumber } from './decimal.ts';
import { EvaluationError } from './errors.ts';
import { expression, plain, requireCount, requireType, strict, wrongType } from './expression.ts';
import type { Builder, Expression } from './expression.ts';
import { MILLISECONDS_PER_DAY } from './values.ts';
import type { FormulaValue } from './values.ts';

/** What dates need to know of the moment and the user. */
export interface Moment {
  /** Milliseconds since 1970 UTC. */
  readonly now: Expression;
  /** The local day of an instant in the user's time zone, as days since 1970. */
  readonly localDay: (row: readonly FormulaValue[], instant: number) => number;
}

const DATETIME = /^(?<day>\d{4}-\d{2}-\d{2}) (?<clock>\d{2}:\d{2}:\d{2})Z?$/;
const TIME = /^(?<hour>\d{1,2}):(?<minute>\d{2}):(?<second>\d{2})(?:\.(?<fraction>\d{1,3}))?$/;

export function dateFunctions({ now, localDay }: Moment): Readonly<Record<string, Builder>> {
  return {
    ADDMONTHS(call) {
      requireCount(call, 2);
      const [from, months] = call.args as [Expression, Expression];
      if (from.type !== 'date' && from.type !== 'datetime') throw wrongType(call, ['date', 'datetime'], from);
      requireType(call, months, 'number');
      const unit = from.type === 'date' ? MILLISECONDS_PER_DAY : 1;
      return expression(from.type, (row) => {
        const start = from.run(row) as number | null;
        const count = months.run(row) as FormulaNumber | null;
        return start === null || count === null ? null : addMonths(start * unit, count.toInteger()) / unit;
      });
    },
    DATE: strict(
      'date',
      ['number', 'number', 'number'],
      (year: FormulaNumber, month: FormulaNumber, day: FormulaNumber) =>
        dayNumber(year.toInteger(), month.toInteger(), day.toInteger())
    ),
    DATEVALUE(call) {
      requireCount(call, 1);
      const arg = call.args[0]!;
      if (arg.type === 'number' || arg.type === 'boolean' || arg.type === 'time')
        throw wrongType(call, ['text', 'datetime'], arg);
      return expression('date', (row) => {
        const value = arg.run(row);
        if (value === null || arg.type === 'date') return value;
        return arg.type === 'datetime' ? localDay(row, value as number) : parsedDay(value as string);
      });
    },
    DATETIMEVALUE(call) {
      requireCount(call, 1);
      const arg = call.args[0]!;
      if (arg.type === 'number' || arg.type === 'boolean' || arg.type === 'time')
        throw wrongType(call, ['text', 'date', 'datetime'], arg);
      return expression('datetime', (row) => {
        const value = arg.run(row);
        if (value === null || arg.type === 'datetime') return value;
        return arg.type === 'date' ? (value as number) * MILLISECONDS_PER_DAY : parsedInstant(value as string);
      });
    },
    DAY: ofDate((date) => date.getUTCDate()),
    HOUR: ofTime((date) => date.getUTCHours()),
    MILLISECOND: ofTime((date) => date.getUTCMilliseconds()),
    MINUTE: ofTime((date) => date.getUTCMinutes()),
    MONTH: ofDate((date) => date.getUTCMonth() + 1),
    NOW: (call) => moment(call.args.length, 'datetime', call, (row) => now.run(row)),
    SECOND: ofTime((date) => date.getUTCSeconds()),
    TIMENOW: (call) => moment(call.args.length, 'time', call, (row) => (now.run(row) as number) % MILLISECONDS_PER_DAY),
    TIMEVALUE(call) {
      requireCount(call, 1);
      const arg = call.args[0]!;
      if (arg.type !== 'text' && arg.type !== 'datetime' && arg.type !== 'time' && arg.type !== 'null')
        throw wrongType(call, ['text', 'datetime'], arg);
      return expression('time', (row) => {
        const value = arg.run(row);
        if (value === null || arg.type === 'time') return value;
        if (arg.type === 'text') return parsedTime(value as string);
        return (((value as number) % MILLISECONDS_PER_DAY) + MILLISECONDS_PER_DAY) % MILLISECONDS_PER_DAY;
      });
    },
    TODAY: (call) => moment(call.args.length, 'date', call, (row) => localDay(row, now.run(row) as number)),
    WEEKDAY: ofDate((date) => date.getUTCDay() + 1),
    YEAR: ofDate((date) => date.getUTCFullYear())
  };
}

function moment(
  count: number,
  type: 'date' | 'datetime' | 'time',
  call: Parameters<Builder>[0],
  run: Expression['run']
): Expression {
  if (count > 0) requireCount(call, 0);
  return expression(type, run);
}

function ofDate(part: (date: Date) => number): Builder {
  return strict('number', ['date'], (day: number) => FormulaNumber.of(part(new Date(day * MILLISECONDS_PER_DAY))));
}

function ofTime(part: (date: Date) => number): Builder {
  return plain('number', ['time'], (time: number | null) =>
    time === null ? null : FormulaNumber.of(part(new Date(time)))
  );
}

function dayNumber(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (year < 1 || year > 9999 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day)
    throw new EvaluationError('Month or Day out of range in DATE() function');
  return date.getTime() / MILLISECONDS_PER_DAY;
}

function parsedDay(text: string): number {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) throw new EvaluationError('no date');
  return dayNumber(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}

function parsedInstant(text: string): number {
  const groups = DATETIME.exec(text)?.groups;
  const parsed = groups ? Date.parse(`${groups['day']!}T${groups['clock']!}Z`) : NaN;
  if (Number.isNaN(parsed)) throw new EvaluationError('no date and time');
  return parsed;
}

function parsedTime(text: string): number {
  const groups = TIME.exec(text)?.groups;
  const [hour, minute, second] = ['hour', 'minute', 'second'].map((name) => Number(groups?.[name])) as [
    number,
    number,
    number
  ];
  if (!groups || hour > 23 || minute > 59 || second > 59) throw new EvaluationError('no time');
  return ((hour * 60 + minute) * 60 + second) * 1000 + Number((groups['fraction'] ?? '').padEnd(3, '0'));
}

/** The last day of a month moves to the last day of another. */
function addMonths(instant: number, months: number): number {
  const date = new Date(instant);
  const isLast = new Date(instant + MILLISECONDS_PER_DAY).getUTCMonth() !== date.getUTCMonth();
  const target = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0));
  const day = isLast ? target.getUTCDate() : Math.min(date.getUTCDate(), target.getUTCDate());
  const clock = instant - Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
  return Date.UTC(target.getUTCFullYear(), target.getUTCMonth(), day) + clock;
}
