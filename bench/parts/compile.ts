import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { figure, repeat, timed } from '../part.ts';
import type { Part, PartOutcome } from '../part.ts';

const SCRIPT = fileURLToPath(new URL('../compile-package.ts', import.meta.url));
/** In one process, after a first one that warms it up. */
const WARM_COMPILES = 4;

/** What a compiling process says. */
export interface CompileTimes {
  readonly milliseconds: readonly number[];
  /** Processor time of each, in milliseconds. */
  readonly processor: readonly number[];
  readonly classes: number;
  readonly lines: number;
}

/** Reading, checking and emitting the package: as a command does it, and as a server that already runs would. */
export const compile: Part = {
  name: 'compile',
  title: 'Compile the package',
  async run({ runs, onProgress, signal }): Promise<PartOutcome> {
    const cold = await repeat(runs, signal, (run) => {
      onProgress(`cold process ${run + 1} of ${runs}`);
      return timed(() => compileInProcess(1, signal));
    });
    onProgress('warm process');
    const warm = await compileInProcess(1 + WARM_COMPILES, signal);
    const { classes, lines } = warm;
    const warmTimes = warm.milliseconds.slice(1);
    return {
      sizes: { classes, lines, runs },
      figures: [
        figure(
          'new process, from start to end',
          'ms',
          cold.map(({ milliseconds }) => milliseconds)
        ),
        figure(
          'new process, compiling alone',
          'ms',
          cold.map(({ result }) => result.milliseconds[0]!)
        ),
        figure(
          'new process, compiling alone, processor time',
          'ms',
          cold.map(({ result }) => result.processor[0]!)
        ),
        figure('again in the same process', 'ms', warmTimes),
        figure('again, processor time', 'ms', warm.processor.slice(1)),
        figure(
          'lines compiled, same process',
          'per second',
          warmTimes.map((time) => (lines * 1000) / time)
        )
      ],
      notes: []
    };
  }
};

async function compileInProcess(times: number, signal: AbortSignal): Promise<CompileTimes> {
  const args = ['--import', import.meta.resolve('tsx'), SCRIPT, String(times)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { signal });
  return JSON.parse(stdout) as CompileTimes;
}
