import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { runNodeTests } from '../stages/node-test-stage.ts';

describe('the node:test stage', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stages-'));
  after(() => rmSync(folder, { recursive: true }));

  async function run(source: string) {
    const file = join(folder, `case-${Math.random().toString(36).slice(2)}.test.ts`);
    writeFileSync(file, `import { describe, it } from 'node:test'; import assert from 'node:assert';\n${source}`);
    return runNodeTests([file], () => undefined);
  }

  it('counts tests, not suites, and keeps what a failure says', async () => {
    const result = await run(`
      describe('outer', () => {
        it('passes', () => undefined);
        it('fails', () => assert.equal(1, 2, 'one is not two'));
        it.skip('rests');
      });
      it('waits', { skip: 'no browser' }, () => undefined);
    `);
    assert.equal(result.passed, 1);
    assert.equal(result.failures.length, 1);
    assert.match(result.failures[0]?.name ?? '', /fails$/);
    assert.match(result.failures[0]?.output ?? '', /one is not two/);
    assert.deepEqual(
      result.skipped.map((skip) => skip.reason),
      ['no reason given', 'no browser']
    );
  });

  it('counts a skipped suite as one skipped test, with its reason', async () => {
    const result = await run(`describe('outer', { skip: 'no browser' }, () => { it('a', () => undefined); });`);
    assert.deepEqual(
      [result.passed, result.failures.length, result.skipped.map((skip) => skip.reason)],
      [0, 0, ['no browser']]
    );
  });

  it('fails when a file does not compile', async () => {
    const result = await run('it("never closed", () => {');
    assert.equal(result.failures.length, 1);
    assert.match(result.failures[0]?.output ?? '', /case-\w+\.test\.ts:\d+:\d+: ERROR/);
    assert.equal(result.passed, 0);
  });

  it('fails when a suite fails outside its tests', async () => {
    const result = await run(`describe('outer', () => { throw new Error('set-up broke'); });`);
    assert.match(result.failures.map((failure) => failure.output).join('\n'), /set-up broke/);
  });
});
