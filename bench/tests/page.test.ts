import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runCost, sharedOut } from '../model/cost-model.ts';
import { page } from '../page.ts';
import { figure } from '../part.ts';
import type { Chart } from '../part.ts';
import { draw } from '../pictures/draw.ts';

const CHART: Chart = {
  name: 'growth',
  title: 'Queries & rows',
  x: 'Records',
  y: 'Queries',
  lines: [
    {
      name: 'a < b',
      points: [
        [10_000, 12],
        [1_000_000, 12]
      ]
    },
    {
      name: 'c',
      points: [
        [10_000, 13],
        [1_000_000, 2_142]
      ]
    }
  ]
};

describe('the page of results', () => {
  const environment = {
    cores: 2,
    processor: 'X',
    memoryGigabytes: 8,
    system: 'linux',
    node: '20',
    sqlite: { engine: 's', version: '3' }
  };

  it('says what was promised and whether it was kept, and never hides what was missed', () => {
    const figures = [
      figure('kept', 'ratio', [1.1], { atMost: 1.5 }),
      figure('not kept', 'ratio', [3, 2], { atLeast: 50 })
    ];
    const tables = [
      {
        title: 'Side by side',
        columns: [
          { title: 'Way', unit: 'text' as const },
          { title: 'Calls', unit: 'count' as const }
        ],
        rows: [
          ['a|b', null],
          ['c', 1_000]
        ]
      }
    ];
    const part = {
      part: 'p',
      title: 'Part',
      startedAt: '2026-01-01T10:00:00Z',
      loadAverage: [1, 2] as const,
      sizes: { rows: 5 },
      figures,
      tables,
      charts: [CHART],
      notes: ['A note']
    };
    const text = page({ version: 2, environment, parts: [part] }, [
      { version: 2, environment, parts: [{ ...part, title: 'Tools' }] }
    ]);
    assert.match(text, /kept +\| 1\.10 x \| at most 1\.50 x +\| met +\|/);
    assert.match(text, /not kept \| 2\.50 x \| at least 50\.00 x \| \*\*missed\*\* \|/);
    assert.match(text, /\| a\\\|b \| +\|/, 'nothing where there is nothing to count');
    assert.match(text, /## Tools\n\n5 rows\. Measured once on 2 cores \(X\)/);
    assert.match(text, /images\/growth\.svg/);
  });
});

describe('a picture of growth', () => {
  it('names every line, says in words where it ends, and escapes', () => {
    const svg = draw(CHART);
    assert.match(svg, /a &lt; b: 12 at 10,000, 12 at 1,000,000\. c: 13 at 10,000, 2,140 at 1,000,000\./);
    assert.doesNotMatch(svg, /NaN|Infinity|a < b/);
  });

  it('refuses what has no logarithm', () => {
    assert.throws(() => draw({ ...CHART, lines: [{ name: 'zero', points: [[1, 0]] }] }), RangeError);
  });
});

describe('the model of a run', () => {
  const each = { fields: 50, recordTypes: 5 };

  it('takes no more queries for more rows until a query takes too long', () => {
    const cost = (rows: number) => runCost([{ ...each, rows }]);
    assert.equal(cost(1_000).queries, cost(1_000_000).queries);
    assert.equal(cost(1_000_000).cutShort, 0);
    assert.ok(cost(100_000_000).cutShort > 0);
    assert.ok(cost(100_000_000).queries > cost(1_000_000).queries);
  });

  it('shares out all rows', () => {
    const rows = sharedOut(2_000, 1_000_000_000, each).map((shape) => shape.rows);
    assert.ok(Math.abs(rows.reduce((sum, one) => sum + one, 0) - 1_000_000_000) <= 2_000);
    assert.ok(Math.max(...rows) > 100_000_000);
    assert.notDeepEqual(
      rows,
      rows.toSorted((one, other) => other - one),
      'names are in no order of size'
    );
  });

  it('does again what was cut short, carefully: first with fewer fields, then in ranges of ids', () => {
    const cut = (shape: { rows: number; fields: number }) => runCost([{ ...shape, recordTypes: 0 }]);
    const fewer = cut({ rows: 20_000_000, fields: 60 });
    // Once with others in the transaction, twice alone; each with the finalizer that gets the run going again.
    assert.equal(fewer.cutShort, 3);
    const ranges = cut({ rows: 150_000_000, fields: 1 });
    assert.ok(ranges.executions > 2 * ranges.cutShort);
    assert.ok(ranges.querySeconds > 120 * ranges.cutShort);
    assert.equal(ranges.beyond, 0);
    assert.equal(cut({ rows: 100_000_000_000, fields: 1 }).beyond, 1, 'more than 400 ranges');
  });
});
