import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dateRange, datetimeRange } from '../date-literals.ts';
import { localDay, startOfDay, zoneOffset } from '../../store/time-zones.ts';

const position = { line: 1, column: 0 };
/** A Wednesday. */
const NOW = Date.UTC(2024, 1, 28, 15, 30);

describe('date literals', () => {
  const expected: ReadonlyArray<readonly [name: string, count: number | null, from: string, to: string]> = [
    ['TODAY', null, '2024-02-28', '2024-02-29'],
    ['YESTERDAY', null, '2024-02-27', '2024-02-28'],
    ['TOMORROW', null, '2024-02-29', '2024-03-01'],
    ['LAST_WEEK', null, '2024-02-18', '2024-02-25'],
    ['THIS_WEEK', null, '2024-02-25', '2024-03-03'],
    ['NEXT_WEEK', null, '2024-03-03', '2024-03-10'],
    ['LAST_MONTH', null, '2024-01-01', '2024-02-01'],
    ['THIS_QUARTER', null, '2024-01-01', '2024-04-01'],
    ['NEXT_YEAR', null, '2025-01-01', '2026-01-01'],
    ['LAST_90_DAYS', null, '2023-11-30', '2024-02-29'],
    ['NEXT_90_DAYS', null, '2024-02-29', '2024-05-29'],
    ['LAST_N_DAYS', 2, '2024-02-26', '2024-02-29'],
    ['NEXT_N_DAYS', 2, '2024-02-29', '2024-03-02'],
    ['N_DAYS_AGO', 2, '2024-02-26', '2024-02-27'],
    ['LAST_N_WEEKS', 2, '2024-02-11', '2024-02-25'],
    ['N_WEEKS_AGO', 1, '2024-02-18', '2024-02-25'],
    ['LAST_N_MONTHS', 2, '2023-12-01', '2024-02-01'],
    ['NEXT_N_MONTHS', 1, '2024-03-01', '2024-04-01'],
    ['N_MONTHS_AGO', 3, '2023-11-01', '2023-12-01'],
    ['LAST_N_QUARTERS', 1, '2023-10-01', '2024-01-01'],
    ['LAST_N_YEARS', 2, '2022-01-01', '2024-01-01'],
    ['N_YEARS_AGO', 1, '2023-01-01', '2024-01-01']
  ];
  for (const [name, count, from, to] of expected) {
    it(count === null ? name : `${name}:${count}`, () => {
      assert.deepEqual(dateRange({ kind: 'dateLiteral', name, count, position }, NOW, 'UTC'), { from, to });
    });
  }

  it('begin days where the clocks change', () => {
    const day = { kind: 'dateLiteral', name: 'TODAY', count: null, position } as const;
    const { from, to } = datetimeRange(day, Date.UTC(2024, 2, 31, 12), 'Europe/London');
    assert.equal(new Date(from).toISOString(), '2024-03-31T00:00:00.000Z');
    assert.equal(new Date(to).toISOString(), '2024-03-31T23:00:00.000Z');
  });

  it('take the fiscal year for the calendar year, as in a new org', () => {
    const range = (name: string, count: number | null) =>
      dateRange({ kind: 'dateLiteral', name, count, position }, NOW, 'UTC');
    assert.deepEqual(range('THIS_FISCAL_YEAR', null), range('THIS_YEAR', null));
    assert.deepEqual(range('N_FISCAL_QUARTERS_AGO', 2), range('N_QUARTERS_AGO', 2));
  });
});

describe('time zones', () => {
  it('know offsets on both sides of UTC', () => {
    assert.equal(zoneOffset(Date.UTC(2024, 0, 1), 'America/Los_Angeles'), -8 * 3_600_000);
    assert.equal(zoneOffset(Date.UTC(2024, 6, 1), 'Asia/Kolkata'), 5.5 * 3_600_000);
    assert.equal(localDay(Date.UTC(2024, 0, 1, 3), 'America/Los_Angeles'), Date.UTC(2023, 11, 31));
    assert.equal(startOfDay(Date.UTC(2024, 0, 1), 'America/Los_Angeles'), Date.UTC(2024, 0, 1, 8));
  });
});
