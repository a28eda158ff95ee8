import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ApexDate } from '../date.ts';
import { ApexDatetime } from '../datetime.ts';
import { instantOf, offsetAt, utcOf } from '../time-zone.ts';
import { ApexTime } from '../time.ts';

const days = fc.integer({ min: -200_000, max: 700_000 });
const ZONES = [
  'GMT',
  'Europe/London',
  'America/Los_Angeles',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'America/Sao_Paulo'
];

test('date parts agree with JavaScript dates', () => {
  fc.assert(
    fc.property(days, (day) => {
      const date = new ApexDate(day);
      const model = new Date(day * 86_400_000);
      assert.deepEqual(
        [date.year, date.month, date.day, date.weekday],
        [model.getUTCFullYear(), model.getUTCMonth() + 1, model.getUTCDate(), model.getUTCDay()]
      );
      assert.equal(date.dayOfYear, (day * 86_400_000 - Date.UTC(model.getUTCFullYear(), 0, 1)) / 86_400_000 + 1);
      assert.equal(ApexDate.of(date.year, date.month, date.day).epochDay, day);
      assert.equal(date.toString(), model.toISOString().slice(0, 10));
      assert.equal(ApexDate.parse(date.toString())!.epochDay, day);
    })
  );
});

test('addMonths keeps the day or takes the last of the month', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: -600, max: 600 }), (day, months) => {
      const from = new ApexDate(day);
      const to = from.addMonths(months);
      assert.equal((to.year - from.year) * 12 + to.month - from.month, months);
      assert.equal(to.day, Math.min(from.day, ApexDate.daysInMonth(to.year, to.month)));
    })
  );
});

test('lenient fields roll over, texts do not', () => {
  assert.equal(ApexDate.of(2023, 2, 30).toString(), '2023-03-02');
  assert.equal(ApexDate.of(2024, 13, 1).toString(), '2025-01-01');
  assert.equal(ApexDate.of(50, 1, 1).year, 50);
  for (const bad of ['2023-02-29', '2023-13-01', '23-01-01', '2023/01/01', ''])
    assert.equal(ApexDate.parse(bad), null, bad);
  assert.ok(ApexDate.isLeapYear(2000) && !ApexDate.isLeapYear(1900));
});

test('wall-clock times come back to their instant in every zone', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ZONES),
      fc.date({ min: new Date('1975-01-01'), max: new Date('2060-01-01'), noInvalidDate: true }),
      (zone, date) => {
        const instant = Math.floor(date.getTime() / 1000) * 1000;
        const wall = instant + offsetAt(instant, zone);
        const back = instantOf(wall, zone);
        // In an autumn overlap two instants share a wall clock; then the later one is meant.
        assert.equal(back + offsetAt(back, zone), wall);
        assert.ok(back >= instant);
      }
    )
  );
});

test('gaps and overlaps follow java.util.GregorianCalendar', () => {
  const at = (zone: string, ...fields: [number, number, number, number, number]): string =>
    new Date(instantOf(utcOf(...fields), zone)).toISOString();
  assert.equal(at('America/New_York', 2024, 3, 10, 2, 30), '2024-03-10T07:30:00.000Z');
  assert.equal(at('America/New_York', 2024, 11, 3, 1, 30), '2024-11-03T06:30:00.000Z');
  assert.equal(at('Europe/London', 2024, 7, 1, 12, 0), '2024-07-01T11:00:00.000Z');
});

test('datetimes print and parse', () => {
  const value = new ApexDatetime(Date.UTC(2024, 6, 1, 23, 5, 9, 70));
  assert.equal(value.toString(), '2024-07-01 23:05:09');
  assert.equal(value.textIn('Europe/London'), '2024-07-02 00:05:09');
  assert.equal(value.toIsoText(), '2024-07-01T23:05:09.070Z');
  assert.equal(
    ApexDatetime.parse('2024-07-02 00:05:09', 'Europe/London')!.milliseconds,
    Date.UTC(2024, 6, 1, 23, 5, 9)
  );
  assert.equal(ApexDatetime.parse('2024-07-02', 'GMT'), null);
  assert.equal(ApexDatetime.fromDate(ApexDate.of(2024, 7, 1)).toString(), '2024-07-01 00:00:00');
});

test('times wrap around midnight', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 86_399_999 }),
      fc.integer({ min: -2_000_000_000, max: 2_000_000_000 }),
      (start, add) => {
        const time = new ApexTime(start);
        assert.equal(ApexTime.of(time.hour, time.minute, time.second, time.millisecond).millisecondOfDay, start);
        assert.equal(time.addMilliseconds(add).addMilliseconds(-add).millisecondOfDay, start);
        assert.equal(ApexTime.parse(time.toString())!.millisecondOfDay, start);
      }
    )
  );
  assert.equal(ApexTime.of(25, 0, 0, 0).hour, 1);
});

test('days and instants that this calendar can not hold are refused, not printed as NaN', () => {
  assert.throws(
    () => ApexDate.of(2024, 1, 1).addDays(2_147_483_647),
    /not supported by the local org: a Date or Datetime beyond the year 275760/
  );
  assert.throws(
    () => new ApexDatetime(0).addMilliseconds(2_147_483_647 * 86_400_000),
    /not supported by the local org/
  );
  assert.equal(new ApexDate(100_000_000).year, 275_760);
});
