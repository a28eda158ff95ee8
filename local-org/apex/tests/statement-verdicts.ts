import assert from 'node:assert/strict';
import { problemsOf } from './fixture.ts';

/** A statement and, when it is refused, `column message`. */
export type Verdict = readonly [code: string, refusal?: string];

/** Puts each statement alone into a method of a class `T` with `members`, and compares what the compiler says of it. */
export function assertStatementVerdicts(verdicts: readonly Verdict[], members: string): void {
  const line = members.split('\n').length + 2;
  const found = verdicts.map(([code]): Verdict => {
    const problems = problemsOf({ T: `public class T { ${members}\nvoid run() {\n${code}\n}\n}` });
    const [first, ...more] = problems.filter((problem) => problem.line === line);
    assert.deepEqual([...problems.filter((problem) => problem.line !== line), ...more], [], code);
    return first ? [code, `${first.column} ${first.message}`] : [code];
  });
  assert.deepEqual(found, verdicts);
}
