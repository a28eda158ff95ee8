import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { compileCache } from '../compile-cache.ts';

describe('What compiling left behind, kept on disk', () => {
  let folder: string;
  let built: number;
  const value = { files: [{ path: 'A.cls', code: 'function' }], leftOut: new Map([['B.cls', ['why']]]) };
  const build = () => {
    built++;
    return value;
  };

  beforeEach(() => {
    folder = path.join(mkdtempSync(path.join(tmpdir(), 'compile-cache-')), 'apex');
    built = 0;
  });
  afterEach(() => rmSync(path.dirname(folder), { recursive: true }));

  it('is read again by another process for the same sources, and is equal', () => {
    compileCache(folder).get({ files: ['class A {}'] }, build);
    assert.deepEqual(compileCache(folder).get({ files: ['class A {}'] }, build), value);
    assert.equal(built, 1);
  });

  it('is made anew when a source, an option or the compiler differs', () => {
    compileCache(folder).get({ files: ['class A {}'] }, build);
    compileCache(folder).get({ files: ['class a {}'] }, build);
    compileCache(folder).get({ files: ['class A {}'], packages: 'shown' }, build);
    compileCache(folder, 12, () => 'another compiler').get({ files: ['class A {}'] }, build);
    assert.equal(built, 4);
  });

  it('is read again however the engine holds the numbers of the input', () => {
    const held = (first: number): { length: number } => {
      const field = { length: first };
      field.length = 80;
      return field;
    };
    // The engine keeps a field that once was a fraction as a floating-point number.
    for (const field of [held(80), held(0.5), held(1)]) {
      compileCache(folder).get({ schema: new Map([['account', field]]) }, build);
    }
    assert.equal(built, 1);
    for (const schema of [new Map([['account', held(1)]]), [['account', held(1)]], new Set(['account', held(1)])]) {
      compileCache(folder, 12, () => 'another compiler').get({ schema }, build);
    }
    assert.equal(built, 4, 'maps, lists and sets differ');
  });

  it('is made anew when its file is damaged or cut short', () => {
    for (const damage of [(all: Buffer) => all.fill(0, 40, 44), (all: Buffer) => all.subarray(0, 50), () => '']) {
      rmSync(folder, { recursive: true, force: true });
      built = 0;
      compileCache(folder).get('input', build);
      const file = path.join(folder, readdirSync(folder)[0]!);
      writeFileSync(file, damage(readFileSync(file)));
      assert.deepEqual(compileCache(folder).get('input', build), value);
      assert.equal(built, 2);
    }
  });

  it('keeps only what was used last', () => {
    const cache = compileCache(folder, 2);
    const hoursAgo = (name: string, hours: number) =>
      utimesSync(path.join(folder, name), new Date(), new Date(Date.now() - hours * 3_600_000));
    cache.get('first', build);
    const [first] = readdirSync(folder);
    cache.get('second', build);
    hoursAgo(
      readdirSync(folder).find((name) => name !== first)!,
      2
    );
    hoursAgo(first!, 3);
    cache.get('first', build);
    cache.get('third', build);
    assert.equal(readdirSync(folder).length, 2);
    assert.equal(built, 3);
    cache.get('first', build);
    assert.equal(built, 3);
    cache.get('second', build);
    assert.equal(built, 4);
  });

  it('does without the disk where it cannot write', () => {
    writeFileSync(folder, 'a file where the folder should be');
    assert.deepEqual(compileCache(folder).get('input', build), value);
    assert.deepEqual(compileCache(folder).get('input', build), value);
    assert.equal(built, 2);
  });
});
