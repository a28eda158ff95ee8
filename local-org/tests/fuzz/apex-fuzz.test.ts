/**
 * Random Apex against the model in `apex-model.ts`: every program is compiled by the compiler and run by the machine
 * from several starting values, and has to return the text, or end with the exception, that the model gives.
 *
 * `npm test` runs 10,000 programs; `FUZZ_PROGRAMS=100000 node --import tsx --test local-org/tests/fuzz/*.test.ts` runs
 * as many as are asked for. `FUZZ_SEED` repeats a run: a failure prints the seed and the smallest program found for it.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../runtime/tests/apex-program.ts';
import { failureOf } from '../../runtime/machine/failure.ts';
import { declarations, randomStart } from './apex-fields.ts';
import { Refused } from './apex-model.ts';
import { randomProgram } from './apex-statements.ts';
import { Tape } from './tape.ts';

const PROGRAMS = Number(process.env['FUZZ_PROGRAMS'] ?? 10_000);
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_260_115);
/** Methods per class; a class costs a little to set up, a large one memory. */
const BATCH = 250;
const TAPE_LENGTH = 160;

const tapes = fc.noBias(fc.array(fc.nat(), { minLength: TAPE_LENGTH, maxLength: TAPE_LENGTH }));
const [few, some, none] = fc.sample(tapes, { seed: SEED, numRuns: 3 }) as [number[], number[], number[]];
const STARTS = [randomStart(few, 8), randomStart(some, 3), randomStart(none, 1_000_003)];

interface Difference {
  readonly tape: readonly number[];
  readonly text: string;
  readonly start: string;
  readonly expected: string;
  readonly actual: string;
}

/** Compiles programs into one class, runs each from every start, and gives those that differ from the model. */
function differences(batch: readonly (readonly number[])[]): Difference[] {
  const programs = batch.map((numbers) => randomProgram(new Tape(numbers)));
  const methods = programs.map(({ text }, index) => `static String m${index}() { ${text} }`);
  const starts = STARTS.map(({ text }, index) => `static void start${index}() { ${text} }`);
  const program = runs({ Fuzz: `public class Fuzz { ${[declarations(), ...starts, ...methods].join('\n')} }` });
  return programs.flatMap((each, index) =>
    STARTS.flatMap((start, number) => {
      program.platform.newTransaction();
      program.call('Fuzz', `start${number}`);
      const actual = outcome(() => program.call('Fuzz', `m${index}`));
      const expected = outcome(() => each.run(new Map(start.values)));
      return actual === expected ? [] : [{ tape: batch[index]!, text: each.text, start: start.text, expected, actual }];
    })
  );
}

function outcome(run: () => unknown): string {
  try {
    return `'${String(run())}'`;
  } catch (error) {
    return error instanceof Refused ? error.message : failureOf(error).text;
  }
}

/** Cuts and zeroes the tape for as long as the program still differs. */
function smallest(found: Difference): Difference {
  let best = found;
  const consider = (tape: readonly number[]): boolean => {
    const [difference] = differences([tape]);
    if (difference === undefined) return false;
    best = difference;
    return true;
  };
  for (let length = 1; length < best.tape.length; length++) if (consider(best.tape.slice(0, length))) break;
  for (let at = 0; at < best.tape.length; at++) {
    if (best.tape[at] !== 0) consider(best.tape.with(at, 0));
  }
  return best;
}

test(`${PROGRAMS} random programs do what the model says [G3639, G1612, G2838; java.math.BigDecimal]`, () => {
  for (let done = 0; done < PROGRAMS; done += BATCH) {
    const seed = SEED + done;
    const [difference] = differences(fc.sample(tapes, { seed, numRuns: Math.min(BATCH, PROGRAMS - done) }));
    if (difference === undefined) continue;
    const { start, text, actual, expected } = smallest(difference);
    assert.fail(`seed ${seed}\n${start}\n${text}\nlocal org: ${actual}\nmodel:     ${expected}`);
  }
});
