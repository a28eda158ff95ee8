// A reporter for node:test: one line of JSON for each event that counts, so that the caller can count and show them.
import { relative, resolve } from 'node:path';
import { inspect } from 'node:util';

export default async function* report(source) {
  for await (const { type, data } of source) {
    if (type === 'test:pass' || type === 'test:fail') {
      // A suite passes or fails with its tests, which are reported themselves; unless it failed or was skipped by itself.
      const failedByItself = type === 'test:fail' && data.details.error?.failureType !== 'subtestsFailed';
      if (data.details.type === 'suite' && !failedByItself && data.skip === undefined) continue;
      yield line({
        event: type === 'test:pass' ? 'pass' : 'fail',
        name: data.name,
        file: pathOf(data.file),
        // A file that could not even be loaded fails as a test that has its name.
        isFile: data.file !== undefined && resolve(data.name) === data.file,
        skip: data.skip ?? data.todo ?? null,
        error: data.details.error === undefined ? '' : errorText(data.details.error)
      });
    } else if (type === 'test:stdout' || type === 'test:stderr') {
      yield line({ event: 'output', file: pathOf(data.file), text: data.message });
    } else if (type === 'test:diagnostic' && data.message.startsWith('Error: ')) {
      // What failed after its test had ended is told only here, for all files together; its file then fails without a word.
      yield line({ event: 'output', file: pathOf(data.file), text: `${data.message}\n` });
    }
  }
}

function pathOf(file) {
  return file === undefined ? '' : relative(process.cwd(), file);
}

function errorText(error) {
  const cause = error.cause ?? error;
  return cause instanceof Error ? (cause.stack ?? cause.message) : typeof cause === 'string' ? cause : inspect(cause);
}

function line(value) {
  return `${JSON.stringify(value)}\n`;
}
