import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { projectRoot } from '../cli/bootstrap.mjs';
import type { StartReport } from '../cli/report.ts';

const COMMAND = join(projectRoot, 'local-org', 'cli', 'start.mjs');

describe('npm start', () => {
  const folder = mkdtempSync(join(tmpdir(), 'start-'));
  /** What the command makes for itself goes here, so that leftovers are seen. */
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  after(() => rmSync(folder, { recursive: true }));

  function start(...args: readonly string[]): ChildProcess {
    const env = { ...process.env, TMPDIR: temporary, NODE_TEST_CONTEXT: undefined };
    return spawn(process.execPath, [COMMAND, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  /** Runs to the end; `onOutput` may act on what has been printed so far. */
  function ended(child: ChildProcess, onOutput: (output: string) => void = () => undefined) {
    const printed = { out: '', error: '' };
    child.stdout!.on('data', (chunk: Buffer) => onOutput((printed.out += chunk.toString())));
    child.stderr!.on('data', (chunk: Buffer) => (printed.error += chunk.toString()));
    return new Promise<{ code: number | null; out: string; error: string }>((resolve) => {
      child.once('close', (code) => resolve({ code, ...printed }));
    });
  }

  it('--once writes what the table shows as JSON, and leaves nothing behind', async () => {
    const file = join(folder, 'report.json');
    const { code, out, error } = await ended(start('--once', '--report', file));
    assert.deepEqual([code, error], [0, '']);
    const report = JSON.parse(readFileSync(file, 'utf8')) as StartReport;
    assert.equal(report.outcome.ok, true);
    assert.deepEqual(report.loaded, {
      Country__c: 250,
      Airport__c: 5210,
      Account: 463,
      Contact: 793,
      Sale__c: 9994,
      User: 120
    });
    assert.match(out, /^Airport__c +5,210 /m);
    assert.match(out, /messages delivered, \d+ verified by the endpoint, manifest complete$/m);
    assert.ok(!out.includes('\u001b'), 'plain text where the output is no terminal');
    assert.deepEqual(
      readdirSync(temporary).filter((name) => name.startsWith('elements-connect-')),
      []
    );
  });

  it('--rows N counts N generated airports', async () => {
    const file = join(folder, 'rows.json');
    const { code } = await ended(start('--once', '--rows', '6000', '--report', file));
    assert.equal(code, 0);
    const report = JSON.parse(readFileSync(file, 'utf8')) as StartReport;
    assert.equal(report.data, 'generated');
    assert.equal(report.outcome.objects.find(({ object }) => object === 'Airport__c')?.records, 6000);
  });

  it('serves the console until it is interrupted, then ends without a trace', async () => {
    const child = start('--port', '0');
    const pages: Promise<string>[] = [];
    const { code, out, error } = await ended(child, (output) => {
      const url = /^Console +(http:\S+)$/m.exec(output)?.[1];
      if (url === undefined || !output.includes('Ctrl-C stops.') || pages.length > 0) return;
      const page = fetch(url).then((response) => response.text());
      pages.push(page.finally(() => child.kill('SIGINT')));
    });
    assert.equal(pages.length, 1, out);
    assert.match((await pages[0])!, /<title>/);
    assert.deepEqual([code, error], [130, '']);
    assert.match(out, /\nStopped\.\n$/);
    assert.deepEqual(
      readdirSync(temporary).filter((name) => name.startsWith('elements-connect-')),
      []
    );
  });

  it('says in one line that its port is taken, before it does anything', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const { code, out, error } = await ended(start('--port', String(port)));
      assert.deepEqual([code, out, error], [1, '', `port ${port} is in use; choose another with --port\n`]);
    } finally {
      server.close();
    }
  });

  it('says in one line that it cannot write the report, before it does anything', async () => {
    const { code, out, error } = await ended(start('--once', '--report', join(folder, 'none', 'report.json')));
    assert.deepEqual([code, out], [1, '']);
    assert.match(error, /^the report cannot be written to [^\n]+\n$/);
  });
});
