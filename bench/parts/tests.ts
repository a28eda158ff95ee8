import { projectRoot } from '../../local-org/cli/bootstrap.mjs';
import { runApexTests } from '../../local-org/jobs/apex-tests.ts';
import { figure, repeat, timed } from '../part.ts';
import type { Part, PartOutcome } from '../part.ts';

/** The package's own Apex tests, compiling included, on as many threads as `npm test` uses. */
export const tests: Part = {
  name: 'tests',
  title: 'Run the package’s Apex tests',
  async run({ runs, onProgress, signal }): Promise<PartOutcome> {
    let methods = 0;
    const times = await repeat(runs, signal, async (run) => {
      const { milliseconds, processor, result } = await timed(() =>
        runApexTests({
          projects: [projectRoot],
          onResult: ({ className }) => onProgress(`run ${run + 1} of ${runs}: ${className}`)
        })
      );
      const failed = result.results.filter(({ outcome }) => outcome === 'Fail');
      if (failed.length > 0) throw new Error(`${failed.length} tests fail: run npm test first`);
      methods = result.results.length;
      return { milliseconds, processor };
    });
    return {
      sizes: { methods, runs },
      figures: [
        figure(
          'all tests',
          'ms',
          times.map(({ milliseconds }) => milliseconds)
        ),
        figure(
          'all tests, processor time',
          'ms',
          times.map(({ processor }) => processor)
        ),
        figure(
          'test methods',
          'per second',
          times.map(({ milliseconds }) => (methods * 1000) / milliseconds)
        )
      ],
      notes: []
    };
  }
};
