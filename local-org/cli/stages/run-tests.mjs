// Runs files of tests as `node --test` does, but in the order in which they are given, which the command line sorts away.
// Its only argument is a JSON object: the options of node:test's `run`, and the name of a reporter.
import { run } from 'node:test';
import { tap } from 'node:test/reporters';
import events from './test-events.mjs';

const { reporter, ...options } = JSON.parse(process.argv[2]);
run(options)
  .on('test:fail', () => (process.exitCode = 1))
  .compose({ events, tap }[reporter])
  .pipe(process.stdout);
