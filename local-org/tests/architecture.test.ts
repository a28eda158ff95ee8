import assert from 'node:assert/strict';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { formatFinding } from '../../scripts/check/gate.ts';
import { layeringGate } from '../../scripts/check/layering.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

// The gate of `npm run check`, here too because it is quick and needs no tools of its own.
it('arrows run one way and files stay short', async () => {
  const { findings } = await layeringGate.run(ROOT);
  assert.deepEqual(findings.map(formatFinding), []);
});
