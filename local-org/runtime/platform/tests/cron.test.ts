import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CronError, nextFire, parseCron } from '../cron.ts';
import type { WallClock } from '../cron.ts';

const UTC: WallClock = {
  toParts: (ms) => {
    const date = new Date(ms);
    return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
  },
  toInstant: (year, month, day, hour, minute, second) => Date.UTC(year, month - 1, day, hour, minute, second)
};

function firings(expression: string, after: string, count: number): string[] {
  const cron = parseCron(expression);
  const result: string[] = [];
  let at = Date.parse(after);
  for (let index = 0; index < count; index++) {
    const next = nextFire(cron, at, UTC);
    if (next === null) break;
    result.push(new Date(next).toISOString().slice(0, 19));
    at = next;
  }
  return result;
}

test('daily, weekly and monthly schedules fire at their time', () => {
  assert.deepEqual(firings('0 30 2 * * ?', '2026-03-01T02:30:00Z', 2), ['2026-03-02T02:30:00', '2026-03-03T02:30:00']);
  assert.deepEqual(firings('0 0 13 ? * MON-WED', '2026-03-01T00:00:00Z', 4), [
    '2026-03-02T13:00:00',
    '2026-03-03T13:00:00',
    '2026-03-04T13:00:00',
    '2026-03-09T13:00:00'
  ]);
  assert.deepEqual(firings('0 0 22 L * ?', '2028-01-31T22:00:00Z', 2), ['2028-02-29T22:00:00', '2028-03-31T22:00:00']);
});

test('the special day marks follow Quartz', () => {
  // 1 February 2026 is a Sunday: the nearest weekday stays within the month.
  assert.deepEqual(firings('0 0 0 1W * ?', '2026-01-31T00:00:00Z', 1), ['2026-02-02T00:00:00']);
  assert.deepEqual(firings('0 0 10 ? * 6#3', '2026-02-01T00:00:00Z', 1), ['2026-02-20T10:00:00']);
  assert.deepEqual(firings('0 0 10 ? * FRIL', '2026-02-01T00:00:00Z', 1), ['2026-02-27T10:00:00']);
  assert.deepEqual(firings('0 0 8-10 ? * 1/3', '2026-02-01T09:30:00Z', 2), [
    '2026-02-01T10:00:00',
    '2026-02-04T08:00:00'
  ]);
});

test('an expression whose years have passed never fires', () => {
  assert.deepEqual(firings('0 0 1 1 1 ? 2020', '2026-02-01T00:00:00Z', 1), []);
  assert.deepEqual(firings('0 0 1 1 1 ? 2030', '2026-02-01T00:00:00Z', 5), ['2030-01-01T01:00:00']);
});

test('refuses what Salesforce refuses', () => {
  for (const [expression, message] of [
    ['0 0/5 * * * ?', /Seconds and minutes must be specified as integers/],
    ['0 0 1 1 1 MON', /both a day-of-week AND a day-of-month/],
    ['0 0 1 ? * ?', /'\?' can only be specified/],
    ['0 0 25 * * ?', /Hour values/],
    ['0 0 1 * *', /Unexpected end/],
    // Quartz reads the first field before it misses the others.
    ['invalid', /^Illegal characters for this position: 'INV'$/]
  ] as const) {
    assert.throws(
      () => parseCron(expression),
      (error) => error instanceof CronError && message.test(error.message),
      expression
    );
  }
});
