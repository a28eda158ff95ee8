import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { withoutTypes } from '../stages/coverage.ts';

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
