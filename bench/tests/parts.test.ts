import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findChromium } from '../../e2e/chromium.ts';
import { PARTS } from '../parts/index.ts';

/** Figures that say whether something holds at any size, unlike times. */
const WITHOUT_TIME = new Set([
  'queries of the job for this object',
  'times fewer queries than one COUNT per field and record type',
  'more queries at all rows than at a hundredth'
]);

/** The code of another part with other sizes, and what needs programs that are not part of the project. */
const NOT_RUN = new Set(['scale', 'tools']);

describe('every part of the benchmarks', () => {
  for (const part of PARTS.filter(({ name }) => !NOT_RUN.has(name))) {
    const skip = part.name === 'console' && findChromium() === null ? 'no Chromium or Chrome found' : false;
    it(`${part.name} runs at a small size and reports its figures`, { timeout: 180_000, skip }, async () => {
      const progress: string[] = [];
      const { sizes, figures } = await part.run({
        rows: 200,
        fields: 30,
        recordTypes: 3,
        objects: 10,
        runs: 1,
        sf: null,
        onProgress: (text) => progress.push(text),
        signal: new AbortController().signal
      });
      assert.ok(progress.length > 0, 'says what it does');
      assert.ok(figures.length > 0, 'reports figures');
      assert.equal(sizes['runs'], 1);
      assert.equal(new Set(figures.map(({ name }) => name)).size, figures.length, 'each figure has a name of its own');
      for (const { name, value, samples, unit } of figures) {
        assert.ok(Number.isFinite(value) && value >= 0, `${name}: ${value}`);
        assert.ok(samples.length > 0, name);
        if (unit !== 'count') assert.ok(value > 0, `${name}: ${value}`);
      }
      const counts = new Map(
        figures.filter(({ name }) => WITHOUT_TIME.has(name)).map(({ name, value }) => [name, value])
      );
      if (part.name !== 'population') return;
      assert.equal(counts.get('more queries at all rows than at a hundredth'), 0);
      assert.ok(
        counts.get('times fewer queries than one COUNT per field and record type')! > 5,
        'three record types and thirty fields'
      );
    });
  }
});
