import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { ApexDate } from '../../values/date.ts';
import { ApexDatetime } from '../../values/datetime.ts';
import { ApexTime } from '../../values/time.ts';
import { NotSupportedError } from '../../machine/errors.ts';
import { assertThrows, call, NOW, setUp } from './harness.ts';

beforeEach(() => setUp());
const summer = new ApexDatetime(Date.UTC(2024, 6, 1, 23, 5, 9, 70));
const format = (pattern: string, zone: string): unknown =>
  call('Datetime.String format(String pattern, String timeZone)', summer, pattern, zone);

test('SimpleDateFormat patterns', () => {
  const table: [pattern: string, text: string][] = [
    ["yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", '2024-07-01T23:05:09.070Z'],
    ['yy M d', '24 7 1'],
    ['EEE, d MMM yyyy', 'Mon, 1 Jul 2024'],
    ['EEEE MMMM', 'Monday July'],
    ['h:mm a', '11:05 PM'],
    ['k K H', '23 11 23'],
    ['D w W F u', '183 27 1 1 1'],
    ["''yyyy'' 'o''clock'", "'2024' o'clock"],
    ['z Z X XXX', 'GMT +0000 Z Z']
  ];
  for (const [pattern, text] of table) assert.equal(format(pattern, 'GMT'), text, pattern);
  assert.equal(format('HH:mm z Z X XXX', 'America/New_York'), '19:05 EDT -0400 -04 -04:00');
  assert.equal(format('HH:mm XXX', 'GMT+05:30'), '04:35 +05:30');
  assert.equal(format('HH', 'Nowhere/Land'), '23');
  assertThrows(() => format('b', 'GMT'), 'System.IllegalArgumentException', "Illegal pattern character 'b'");
  assertThrows(() => format("'x", 'GMT'), 'System.IllegalArgumentException', 'Unterminated quote');
});

test('members with and without Gmt', () => {
  assert.equal(call('Datetime.Integer day()', summer), 2);
  assert.equal(call('Datetime.Integer dayGmt()', summer), 1);
  assert.equal(call('Datetime.Integer hour()', summer), 0);
  assert.equal(String(call('Datetime.Date date()', summer)), '2024-07-02');
  assert.equal(String(call('Datetime.Time timeGmt()', summer)), '23:05:09.070Z');
  assert.equal(call('Datetime.Long getTime()', summer), BigInt(summer.milliseconds));
  const made = (name: string): unknown =>
    (
      call(
        `Datetime.static Datetime ${name}(Integer year, Integer month, Integer day, Integer hour, Integer minute, Integer second)`,
        2024,
        7,
        1,
        12,
        0,
        0
      ) as ApexDatetime
    ).toIsoText();
  assert.equal(made('newInstance'), '2024-07-01T11:00:00.000Z');
  assert.equal(made('newInstanceGmt'), '2024-07-01T12:00:00.000Z');
  assert.equal(
    (
      call(
        'Datetime.static Datetime newInstance(Date date, Time time)',
        ApexDate.of(2024, 7, 1),
        ApexTime.of(12, 0, 0, 0)
      ) as ApexDatetime
    ).toIsoText(),
    '2024-07-01T11:00:00.000Z'
  );
});

test('arithmetic', () => {
  assert.equal(
    String(call('Datetime.Datetime addMonths(Integer months)', new ApexDatetime(Date.UTC(2024, 0, 31, 10)), 1)),
    '2024-02-29 10:00:00'
  );
  assert.equal(String(call('Datetime.Datetime addDays(Integer days)', summer, -1)), '2024-06-30 23:05:09');
  assert.equal(String(call('Date.Date addYears(Integer years)', ApexDate.of(2024, 2, 29), 1)), '2025-02-28');
  assert.equal(call('Date.Integer daysBetween(Date other)', ApexDate.of(2024, 2, 1), ApexDate.of(2024, 3, 1)), 29);
  assert.equal(call('Date.Integer monthsBetween(Date other)', ApexDate.of(2023, 12, 31), ApexDate.of(2024, 2, 1)), 2);
  assert.equal(call('Date.static Integer daysInMonth(Integer year, Integer month)', 2024, 2), 29);
  assert.equal(String(call('Time.Time addHours(Integer hours)', ApexTime.of(23, 0, 0, 0), 2)), '01:00:00.000Z');
});

test("the clock is the transaction's, in the user's zone", () => {
  setUp({ timeZone: 'Pacific/Auckland' });
  assert.equal((call('Datetime.static Datetime now()') as ApexDatetime).milliseconds, NOW);
  assert.equal(String(call('Date.static Date today()')), '2024-01-31');
  setUp({ timeZone: 'Pacific/Kiritimati' });
  assert.equal(String(call('Date.static Date today()')), '2024-02-01');
});

test('texts in and out', () => {
  assert.equal(call('Date.String format()', ApexDate.of(2024, 1, 5)), '1/5/2024');
  assert.equal(call('Datetime.String format()', summer), '7/2/2024, 12:05 AM');
  assert.equal(
    (call('Datetime.static Datetime parse(String text)', '7/2/2024, 12:05 AM') as ApexDatetime).toIsoText(),
    '2024-07-01T23:05:00.000Z'
  );
  assert.equal(String(call('Date.static Date parse(String text)', '2/29/2024')), '2024-02-29');
  assert.equal(String(call('Date.Date toStartOfWeek()', ApexDate.of(2024, 7, 3))), '2024-06-30');
  setUp({ locale: 'en_GB' });
  assert.equal(call('Datetime.String format()', summer), '02/07/2024, 00:05');
  assert.equal(String(call('Date.Date toStartOfWeek()', ApexDate.of(2024, 7, 3))), '2024-07-01');
  setUp({ locale: 'de_DE' });
  assert.throws(() => call('Date.String format()', ApexDate.of(2024, 1, 5)), NotSupportedError);
});

test('valueOf', () => {
  assert.equal(String(call('Date.static Date valueOf(String text)', '2024-02-29 10:00:00')), '2024-02-29');
  assert.equal(String(call('Date.static Date valueOf(String text)', '2024-02-29 10:00:00+1')), '2024-02-29');
  assert.equal(
    (call('Datetime.static Datetime valueOfGmt(String text)', '2006-5-4 3:2:1') as ApexDatetime).toIsoText(),
    '2006-05-04T03:02:01.000Z'
  );
  assert.equal(
    (call('Datetime.static Datetime valueOf(String text)', '2024-07-01 12:00:00+7') as ApexDatetime).toIsoText(),
    '2024-07-01T11:00:00.000Z'
  );
  assertThrows(
    () => call('Date.static Date valueOf(String text)', '2023-02-29'),
    'System.TypeException',
    'Invalid date: 2023-02-29'
  );
  assert.equal(
    (call('Datetime.static Datetime valueOf(String text)', '2024-07-01 12:00:00') as ApexDatetime).toIsoText(),
    '2024-07-01T11:00:00.000Z'
  );
  assert.equal(
    (call('Datetime.static Datetime valueOfGmt(String text)', '2024-07-01 12:00:00') as ApexDatetime).toIsoText(),
    '2024-07-01T12:00:00.000Z'
  );
  assertThrows(
    () => call('Datetime.static Datetime valueOf(String text)', 'soon'),
    'System.TypeException',
    'Invalid date/time: soon'
  );
});

test('time zones', () => {
  const zone = call('TimeZone.static System.TimeZone getTimeZone(String id)', 'America/New_York');
  assert.equal(call('TimeZone.Integer getOffset(Datetime date)', zone, summer), -4 * 3_600_000);
  assert.equal(call('TimeZone.String getDisplayName()', zone), '(GMT-05:00) Eastern Standard Time (America/New_York)');
});
