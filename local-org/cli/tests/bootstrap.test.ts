import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { compareVersions, needsInstall, projectRoot } from '../bootstrap.mjs';

const BOOTSTRAP = new URL('../bootstrap.mjs', import.meta.url).href;

describe('the Node version', () => {
  it('is compared number by number', () => {
    assert.ok(compareVersions('20.9.0', '20.19.0') < 0);
    assert.ok(compareVersions('22.0.0', '20.19.0') > 0);
    assert.equal(compareVersions('20.19.0', '20.19.0'), 0);
  });

  it('gives one clear message when it is too old', () => {
    const code = `import { requireNode } from '${BOOTSTRAP}'; requireNode('18.20.4'); console.log('went on');`;
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
      encoding: 'utf8'
    });
    assert.equal(status, 1);
    assert.equal(stdout, '');
    assert.match(stderr, /^Elements Connect needs Node 20\.19\.0 or newer; this is Node 18\.20\.4\.[^\n]*\n$/);
  });
});

describe('installing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bootstrap-'));
  after(() => rmSync(folder, { recursive: true }));

  it('is needed without packages, and when the lock file is newer than they are', () => {
    const lock = join(folder, 'package-lock.json');
    const installed = join(folder, 'node_modules', '.package-lock.json');
    writeFileSync(lock, '{}');
    assert.equal(needsInstall(folder), true);
    mkdirSync(join(folder, 'node_modules'));
    writeFileSync(installed, '{}');
    utimesSync(lock, 1000, 1000);
    utimesSync(installed, 2000, 2000);
    assert.equal(needsInstall(folder), false);
    utimesSync(lock, 3000, 3000);
    assert.equal(needsInstall(folder), true);
  });

  it('leaves the output to the command, whose JSON a program reads', () => {
    const fresh = join(folder, 'fresh');
    mkdirSync(fresh);
    writeFileSync(join(fresh, 'package-lock.json'), '{}');
    const npm = join(folder, 'npm-cli.js');
    writeFileSync(npm, "console.log('what npm says');");
    const code = `import { ensureInstalled } from '${BOOTSTRAP}'; await ensureInstalled(${JSON.stringify(fresh)}); console.log('{}');`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
      encoding: 'utf8',
      env: { ...process.env, npm_execpath: npm }
    });
    assert.equal(stdout, '{}\n');
    assert.match(stderr, /^Installing packages \(npm ci\)\nPackages installed in \d+ s\n$/);
  });
});

describe('a command', () => {
  it('ends in silence when nobody reads what it prints any more', async () => {
    const command = [join(projectRoot, 'local-org', 'cli', 'org.mjs'), 'supported'];
    const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] });
    const said: string[] = [];
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
    child.stdout.destroy();
    const [code] = (await once(child, 'close')) as [number | null];
    assert.deepEqual({ code, said: said.join('') }, { code: 141, said: '' });
  });
});
