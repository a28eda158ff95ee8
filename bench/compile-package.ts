/** Compiles the package as often as the argument says and prints how long each took; a process of its own. */
import { projectRoot } from '../local-org/cli/bootstrap.mjs';
import { compileOrg } from '../local-org/jobs/compile-org.ts';
import type { CompileTimes } from './parts/compile.ts';

const milliseconds: number[] = [];
const processor: number[] = [];
let classes = 0;
let lines = 0;
for (let left = Number(process.argv[2]); left > 0; left--) {
  const usedBefore = process.cpuUsage();
  const started = performance.now();
  const compiled = compileOrg([projectRoot], { cache: 'ignore' });
  milliseconds.push(performance.now() - started);
  const { user, system } = process.cpuUsage(usedBefore);
  processor.push((user + system) / 1000);
  const sources = compiled.projects.flatMap((project) => [...project.classes, ...project.triggers]);
  classes = sources.length;
  lines = sources.reduce((sum, { text }) => sum + text.split('\n').length, 0);
}
process.stdout.write(JSON.stringify({ milliseconds, processor, classes, lines } satisfies CompileTimes));
