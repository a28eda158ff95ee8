/**
 * Random SOQL against the same question asked of rows in memory by the model in `soql-model.ts`: parsed, checked,
 * translated and run by the local org, for a user in Los Angeles, at moments around midnights and changes of the clocks.
 *
 * `npm test` runs 4,000 queries; `FUZZ_QUERIES=50000 node --import tsx --test local-org/tests/fuzz/soql-fuzz.test.ts`
 * runs as many as are asked for. `FUZZ_SEED` repeats a run; a failure prints the seed and the query.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkQuery } from '../../soql/check.ts';
import { parseSoql } from '../../soql/parse.ts';
import { planQuery } from '../../soql/plan.ts';
import { runPlan } from '../../soql/run.ts';
import { loadData } from './soql-data.ts';
import type { Cell } from './soql-data.ts';
import { LOS_ANGELES } from './soql-dates.ts';
import { exact } from './soql-model.ts';
import { randomQuery } from './soql-queries.ts';
import type { Query } from './soql-queries.ts';
import { Tape } from './tape.ts';

const QUERIES = Number(process.env['FUZZ_QUERIES'] ?? 4_000);
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_260_308);
const MOMENTS = [
  '2026-03-08T07:59:59.999Z',
  '2026-03-08T08:00:00Z',
  '2026-03-08T10:00:00Z',
  '2026-03-09T06:59:59Z',
  '2026-03-09T07:00:00Z',
  '2026-01-01T07:59:59Z',
  '2026-01-01T08:00:00Z',
  '2026-02-28T20:00:00Z',
  '2026-11-02T07:59:00Z'
].map((text) => Date.parse(text));

const [choices] = fc.sample(fc.noBias(fc.array(fc.nat(), { minLength: 4000, maxLength: 4000 })), {
  seed: SEED,
  numRuns: 1
});
const data = loadData(choices!);
const tapes = fc.noBias(fc.array(fc.nat(), { minLength: 120, maxLength: 120 }));

function answer(text: string, now: number): Cell[][] {
  const checked = checkQuery(parseSoql(text), text, data.store.schema);
  const rows = runPlan(data.store, planQuery(checked, data.store.schema, { binds: [], now, timeZone: LOS_ANGELES }));
  const width = Math.max(checked.columns.length, 1);
  return rows.map((row) => row.slice(0, width) as Cell[]);
}

function same(query: Query, actual: readonly Cell[][], expected: readonly Cell[][]): boolean {
  return (
    actual.length === expected.length &&
    actual.every((row, index) =>
      row.every((cell, column) => sameCell(cell, expected[index]![column]!, query.averages.has(column)))
    )
  );
}

/** Decimals may be written with more or fewer zeros; averages are floating numbers. */
function sameCell(actual: Cell, expected: Cell, isAverage: boolean): boolean {
  if (actual === expected) return true;
  if (actual === null || expected === null) return false;
  if (isAverage) return Math.abs(Number(actual) - Number(expected)) <= 1e-9 * Math.abs(Number(expected));
  const number = /^-?\d+(\.\d+)?$/;
  return (
    number.test(String(actual)) && number.test(String(expected)) && exact(String(actual)) === exact(String(expected))
  );
}

test(`${QUERIES} random queries give the rows that the model gives [SOQL guide]`, () => {
  for (const [index, numbers] of fc.sample(tapes, { seed: SEED, numRuns: QUERIES }).entries()) {
    const tape = new Tape(numbers);
    const now = tape.of(MOMENTS);
    const query = randomQuery({ tape, data, now });
    const where = `seed ${SEED}, query ${index}, at ${new Date(now).toISOString()}\n${query.text}`;
    let actual: Cell[][];
    try {
      actual = answer(query.text, now);
    } catch (error) {
      assert.fail(`${where}\n${String(error)}`);
    }
    const expected = query.rows();
    if (!same(query, actual, expected)) assert.deepEqual(actual, expected, where);
  }
});
