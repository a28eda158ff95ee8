import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, it } from 'node:test';
import { projectRoot } from '../bootstrap.mjs';
import { withoutTypes, withV8Coverage } from '../stages/coverage.ts';
import { runProcess } from '../stages/process.ts';

const folder = mkdtempSync(join(tmpdir(), 'coverage-'));
after(() => rmSync(folder, { recursive: true }));

it('counts no line of a file of types alone, and every line of one that could run', () => {
  const types = join(folder, 'types.ts');
  const code = join(folder, 'code.ts');
  writeFileSync(types, "import type { A } from './a.ts';\n/** B. */\nexport interface B {\n  readonly a: A;\n}\n");
  writeFileSync(code, "import type { A } from './a.ts';\nexport const b: A = 1;\n");
  const lines = { total: 10, covered: 0 };
  assert.deepEqual(
    withoutTypes({ total: { lines: { total: 20, covered: 0 } }, [types]: { lines }, [code]: { lines } }),
    {
      total: { lines },
      [types]: { lines: { total: 0, covered: 0 } },
      [code]: { lines }
    }
  );
});

it('counts what a thread runs from a bundle in the sources that it was made of', async () => {
  mkdirSync(join(projectRoot, '.cache'), { recursive: true });
  const sources = mkdtempSync(join(projectRoot, '.cache', 'covered-'));
  const kind = relative(projectRoot, sources);
  const bundles = join(projectRoot, '.cache', 'threads');
  const bundle = `${kind.replaceAll(/[\\/]/g, '-')}-entry.ts.mjs`;
  after(() => {
    for (const file of [sources, join(projectRoot, 'coverage', '.cache')]) rmSync(file, { recursive: true });
    for (const file of [bundle, `${bundle}.map`]) rmSync(join(bundles, file));
  });
  const put = (file: string, ...lines: string[]): void => writeFileSync(join(sources, file), `${lines.join('\n')}\n`);
  put('entry.ts', "import { used } from './part.ts';", 'used();');
  put(
    'part.ts',
    'export function used(): number {',
    '  return 1;',
    '}',
    'export function unused(): number {',
    '  return 2;',
    '}'
  );
  put(
    'main.mjs',
    "import { Worker } from 'node:worker_threads';",
    "new Worker(new URL('./boot.mjs', import.meta.url));"
  );
  put(
    'boot.mjs',
    "import { importBundled } from '../../local-org/runtime/platform/bundled-thread.mjs';",
    "await importBundled(new URL('./entry.ts', import.meta.url));"
  );
  const { code, output } = await withV8Coverage(kind, (env) =>
    runProcess(process.execPath, [join(sources, 'main.mjs')], { env })
  );
  assert.equal(code, 0, output);
  const summary = JSON.parse(
    readFileSync(join(projectRoot, 'coverage', kind, 'coverage-summary.json'), 'utf8')
  ) as Record<string, { lines: { total: number; covered: number } }>;
  const lines = (file: string): string => {
    const { covered, total } = summary[join(sources, file)]!.lines;
    return `${covered} of ${total}`;
  };
  // Where a function ends there is always a place of what follows it, too.
  assert.deepEqual([lines('entry.ts'), lines('part.ts')], ['2 of 2', '4 of 6']);
});
