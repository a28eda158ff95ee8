import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chooseAncestor, compareVersionNumbers, newest, parseVersion } from '../version-number.ts';
import type { HubVersion } from '../version-number.ts';

const version = (number: string, released: boolean, build = 1): HubVersion => ({
  id: `04t${number}-${build}`,
  number: parseVersion(number),
  build,
  released,
  tag: '',
  coverage: 90,
  passedCoverage: true
});
const code = (expected: string) => (error: unknown) => (error as { code?: string }).code === expected;

describe('version numbers', () => {
  it('are three numbers', () => {
    assert.deepEqual(parseVersion(' 1.20.3 '), { major: 1, minor: 20, patch: 3 });
    for (const text of ['', '1.2', '1.2.3.4', '01.2.3', '1.2.x', '-1.0.0'])
      assert.throws(() => parseVersion(text), code('bad_version'), text);
  });

  it('are compared as numbers, not as texts', () => {
    assert.ok(compareVersionNumbers(parseVersion('1.10.0'), parseVersion('1.9.9')) > 0);
    assert.equal(
      newest([version('1.2.0', false, 9), version('1.2.0', false, 10), version('1.1.0', true, 30)])?.build,
      10
    );
    assert.equal(newest([]), null);
  });

  const known = [version('1.0.0', true), version('1.1.0', true), version('1.1.1', true), version('1.2.0', false)];

  it('descend from the newest released version, never from a beta', () => {
    assert.equal(chooseAncestor(parseVersion('1.3.0'), known, 'HIGHEST')?.id, '04t1.1.0-1');
    assert.equal(chooseAncestor(parseVersion('1.0.0'), [], 'HIGHEST'), null);
    assert.equal(chooseAncestor(parseVersion('1.0.0'), [version('1.0.0', false)], 'HIGHEST'), null);
  });

  it('descend, as a patch, from their own line', () => {
    assert.equal(chooseAncestor(parseVersion('1.0.1'), known, 'HIGHEST')?.id, '04t1.0.0-1');
    assert.equal(chooseAncestor(parseVersion('1.1.2'), known, 'HIGHEST')?.id, '04t1.1.1-1');
    assert.throws(() => chooseAncestor(parseVersion('1.2.1'), known, 'HIGHEST'), code('ancestor_missing'));
  });

  it('refuse a named ancestor that is no released version, or not older', () => {
    assert.equal(chooseAncestor(parseVersion('2.0.0'), known, '1.0.0')?.id, '04t1.0.0-1');
    assert.throws(() => chooseAncestor(parseVersion('2.0.0'), known, '1.2.0'), code('ancestor_missing'));
    assert.throws(() => chooseAncestor(parseVersion('1.0.0'), known, '1.1.0'), code('ancestor_missing'));
  });

  it('do not go back', () =>
    assert.throws(() => chooseAncestor(parseVersion('0.9.0'), known, 'HIGHEST'), code('version_too_low')));
});
