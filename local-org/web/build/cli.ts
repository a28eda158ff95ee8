/** `npm run build:lwc`: builds the console and says how long each step took. */
import { buildConsole } from './console.ts';
import { ConsoleBuildError } from './project.ts';

const begin = performance.now();
try {
  await buildConsole({ onProgress: ({ message }) => console.log(`${seconds()}  ${message}`) });
  console.log(`${seconds()}  Done`);
} catch (error) {
  console.error(error instanceof ConsoleBuildError ? error.message : error);
  process.exitCode = 1;
}

function seconds(): string {
  return `${((performance.now() - begin) / 1000).toFixed(1)} s`.padStart(7);
}
