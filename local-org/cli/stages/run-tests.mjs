// Runs files of tests as `node --test` does, but in the order in which they are given, which the command line sorts away.
// Its only argument is a JSON object: the options of node:test's `run`.
import { run } from 'node:test';
import report from './test-events.mjs';

run(JSON.parse(process.argv[2]))
  .on('test:fail', () => (process.exitCode = 1))
  .compose(report)
  .pipe(process.stdout);
