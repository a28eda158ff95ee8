import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { withLock } from '../lock.ts';
import { ReleaseState } from '../state.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'release-state-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const code = (expected: string) => (error: unknown) => (error as { code?: string }).code === expected;

describe('state of a release', () => {
  const file = path.join(folder, '1.0.0.json');
  const facts = { version: '1.0.0', commit: 'aaa' };

  it('is there for the next run, with what was noted before a step ended', () => {
    const first = ReleaseState.open(file, facts);
    first.done('Gates', 12, {});
    first.note('Create version', { requestId: '08c1' });
    const second = ReleaseState.open(file, facts);
    assert.deepEqual([second.isDone('Gates'), second.isDone('Create version')], [true, false]);
    assert.equal(second.get('Create version')?.result['requestId'], '08c1');
    second.done('Create version', 5, { versionId: '04t1' });
    assert.deepEqual(ReleaseState.open(file, facts).get('Create version')?.result, {
      requestId: '08c1',
      versionId: '04t1'
    });
    second.forget('Create version');
    assert.equal(ReleaseState.open(file, facts).get('Create version'), null);
  });

  it('of another commit is left behind', () => {
    const other = ReleaseState.open(file, { version: '1.0.0', commit: 'bbb' });
    assert.deepEqual([other.replaced, other.isDone('Gates')], ['aaa', false]);
  });

  it('is not written by a dry run', () => {
    const before = readFileSync(file, 'utf8');
    ReleaseState.open(file, facts, false).done('Promote', 1, {});
    assert.equal(readFileSync(file, 'utf8'), before);
  });

  it('says what to do when it cannot be read', () => {
    writeFileSync(file, '{ "version": ');
    assert.throws(() => ReleaseState.open(file, facts), code('bad_state'));
  });
});

describe('lock of a release', () => {
  const file = path.join(folder, 'deep', 'lock');
  const held = (): Promise<string> => withLock(file, 'release', () => Promise.resolve('done'));

  it('lets one in, and the next when it is over, however it ended', async () => {
    let end = (): void => undefined;
    const first = withLock(file, 'release', () => new Promise<void>((resolve) => (end = resolve)));
    await assert.rejects(held(), code('another_release'));
    end();
    await first;
    await assert.rejects(
      withLock(file, 'release', () => Promise.reject(new Error('on purpose'))),
      /on purpose/
    );
    assert.equal(await held(), 'done');
    assert.equal(existsSync(file), false);
  });

  it('is taken over from a process that has ended, not from another computer', async () => {
    // No process has this number: it is above what any system gives.
    const holder = { pid: 2 ** 30, host: os.hostname(), command: 'release', since: '' };
    writeFileSync(file, JSON.stringify(holder));
    assert.equal(await held(), 'done');
    writeFileSync(file, JSON.stringify({ ...holder, host: 'another' }));
    await assert.rejects(held(), code('another_release'));
    rmSync(file);
  });
});
