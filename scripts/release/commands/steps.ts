import type { Context } from '../context.ts';
import type { ReleaseState, StepResult } from '../state.ts';

/** Runs a step unless an earlier run has done it. */
export async function runStep(
  { reporter }: Context,
  state: ReleaseState,
  name: string,
  work: () => Promise<StepResult>
): Promise<StepResult> {
  const before = state.get(name);
  if (before?.done === true) {
    reporter.kept(name, before.milliseconds);
    return before.result;
  }
  const started = performance.now();
  const result = await reporter.step(name, work);
  state.done(name, Math.round(performance.now() - started), result);
  return result;
}
