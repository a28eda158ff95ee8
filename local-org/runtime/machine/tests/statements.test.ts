import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StatementMeter } from '../statements.ts';

function metered(callback: (executed: number, path: string, line: number) => void) {
  const meter = new StatementMeter(callback);
  return { meter, hook: meter.hooks('Foo.cls', [3, 5, 4]).statement };
}

describe('statement meter', () => {
  it('counts without calling back while the interval is 0', () => {
    const { meter, hook } = metered(() => assert.fail('no callback wanted'));
    for (let i = 0; i < 10; i++) hook(0);
    assert.equal(meter.executed, 10);
  });

  it('reports which lines could run and which did', () => {
    const { meter, hook } = metered(() => {});
    hook(1);
    assert.deepEqual(meter.coverage(), [{ path: 'Foo.cls', coverable: [3, 4, 5], covered: [5] }]);
    meter.resetCoverage();
    assert.deepEqual(meter.coverage()[0]!.covered, []);
  });

  it('calls back after every interval with the place', () => {
    const calls: unknown[] = [];
    const { meter, hook } = metered((...call) => calls.push(call));
    meter.interval = 3;
    for (let i = 0; i < 7; i++) hook(i % 3);
    assert.deepEqual(calls, [
      [3, 'Foo.cls', 4],
      [3, 'Foo.cls', 4]
    ]);
    assert.equal(meter.pending, 1);
    assert.equal(meter.executed, 7);
  });

  it('makes every statement a fault point at interval 1', () => {
    const lines: number[] = [];
    const { meter, hook } = metered((_executed, _path, line) => {
      lines.push(line);
      if (line === 4) throw new Error('stop here');
    });
    meter.interval = 1;
    hook(0);
    assert.throws(() => hook(2), /stop here/);
    assert.deepEqual(lines, [3, 4]);
    assert.equal(meter.executed, 2);
  });
});
