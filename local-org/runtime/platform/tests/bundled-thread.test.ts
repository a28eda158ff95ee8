/** Threads run what the sources say now, wherever a source looks for its neighbours. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { after, it } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const HELPER = new URL('../bundled-thread.mjs', import.meta.url).href;

mkdirSync(join(ROOT, '.cache'), { recursive: true });
const folder = mkdtempSync(join(ROOT, '.cache', 'thread-'));
const bundles = join(ROOT, '.cache', 'threads');
after(() => {
  rmSync(folder, { recursive: true });
  for (const file of readdirSync(bundles)) if (file.includes(basename(folder))) rmSync(join(bundles, file));
});
const entry = pathToFileURL(join(folder, 'entry.ts')).href;

function put(file: string, text: string): void {
  writeFileSync(join(folder, file), text);
}

/** What the entry, run in a new thread, says. */
function run(): Promise<unknown> {
  const code = `import { importBundled } from ${JSON.stringify(HELPER)}; await importBundled(new URL(${JSON.stringify(entry)}));`;
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`));
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

put('part.ts', "export const word: string = 'one';");
put(
  'entry.ts',
  `import { parentPort } from 'node:worker_threads';
import { word } from './part.ts';
parentPort?.postMessage([word, import.meta.url, import.meta.dirname]);`
);

it('runs the sources as they are, also those that changed since', async () => {
  const place = [entry, fileURLToPath(new URL('.', entry)).replace(/[\\/]$/, '')];
  assert.deepEqual(await Promise.all([run(), run()]), [
    ['one', ...place],
    ['one', ...place]
  ]);
  put('part.ts', "export const word: string = 'another';");
  assert.deepEqual(await run(), ['another', ...place]);
});

it('names file and line of what is wrong', async () => {
  put('part.ts', "export const word = 'two';\nexport const = 3;");
  await assert.rejects(run(), /part\.ts:2:13: ERROR: Expected identifier but found "="/);
  put('part.ts', "export const word = 'two';\nthrow new Error('wrong');");
  await assert.rejects(run(), (error: Error) => {
    assert.match(error.stack ?? '', /part\.ts:2:7/);
    return true;
  });
});
