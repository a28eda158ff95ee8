import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, describe, it } from 'node:test';
import { runNodeTests } from '../stages/node-test-stage.ts';
import { projectRoot } from '../bootstrap.mjs';
import { groupTestFiles } from '../stages/test-groups.ts';

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

  it('says what went wrong after the test that began it had ended', async () => {
    const result = await run(`
      it('starts what fails later', () => void setTimeout(() => Promise.reject(new Error('too late')), 20));
      it('waits for it', () => new Promise((done) => setTimeout(done, 200)));
    `);
    assert.ok(result.failures.length > 0);
    assert.match(result.failures.map(({ output }) => output).join(), /too late/);
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

  it('starts files in the order that they are given in', async () => {
    const files = ['z', 'a', 'm'].map((name) => join(folder, `${name}-order.test.ts`));
    for (const file of files) writeFileSync(file, "import { it } from 'node:test';\nit('passes', () => undefined);");
    const ended: string[] = [];
    const result = await runNodeTests(
      files,
      (text) => ended.push(/(?<name>\w)-order/.exec(text)?.groups?.['name'] ?? text),
      {
        lanes: 1
      }
    );
    assert.deepEqual([result.passed, ended], [3, ['z', 'a', 'm']]);
  });

  it('lets files of a folder share a process, and tells their tests apart by file', async () => {
    const project = mkdtempSync(join(folder, 'shared-'));
    const write = (name: string, source: string): string => {
      const file = join(project, name);
      mkdirSync(join(file, '..'), { recursive: true });
      writeFileSync(file, `import { before, it } from 'node:test';\n${source}`);
      return relative(projectRoot, file);
    };
    const files = [
      ...Array.from({ length: 9 }, (_, index) => write(`a/${index}.test.ts`, `it('counts', () => undefined);`)),
      write('a/bad.test.ts', `it('breaks', () => { throw new Error('broken'); });`),
      write('a/hook.test.ts', `before(() => { globalThis.hooked = true; });\nit('is alone', () => undefined);`),
      write('b/own.test.ts', `it('has not seen the hook', () => { if (globalThis.hooked) throw new Error('seen'); });`)
    ];
    const grouped = groupTestFiles(files, [relative(projectRoot, join(project, 'a'))], join(project, 'groups'));
    assert.equal(grouped.length, 4, 'two groups of a, the file with a hook, and b');
    const result = await runNodeTests(grouped, () => undefined);
    assert.equal(result.passed, 11);
    assert.deepEqual(
      result.failures.map(({ name }) => name),
      [`${files[9]}: breaks`]
    );
  });
});
