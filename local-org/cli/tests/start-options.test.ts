import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { readStartOptions, requireFreePort, requireWritable, UserError } from '../start-options.ts';

describe('options of npm start', () => {
  it('has defaults', () => {
    assert.deepEqual(readStartOptions([]), {
      once: false,
      report: null,
      rows: null,
      port: 4200,
      faults: null,
      help: false
    });
  });

  it('reads a fault plan, and says what is wrong with it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'plan-'));
    const file = join(folder, 'plan.json');
    try {
      writeFileSync(file, '{"faults":[{"kind":"drop"}]}');
      assert.deepEqual(readStartOptions(['--faults', file]).faults?.faults, [{ kind: 'drop' }]);
      writeFileSync(file, '{"faults":[{"kind":"bang"}]}');
      assert.throws(() => readStartOptions(['--faults', file]), UserError);
      assert.throws(() => readStartOptions(['--faults', join(folder, 'none.json')]), /none\.json/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('reads all of them', () => {
    const options = readStartOptions(['--once', '--report', '/tmp/r.json', '--rows', '10', '--port', '0']);
    assert.deepEqual(options, { once: true, report: '/tmp/r.json', rows: 10, port: 0, faults: null, help: false });
  });

  for (const args of [
    ['--rows', '0'],
    ['--rows', 'many'],
    ['--rows', '1e9'],
    ['--port', '65536'],
    ['--port', '-1'],
    ['--unknown'],
    ['positional']
  ]) {
    it(`refuses ${args.join(' ')}`, () => {
      assert.throws(() => readStartOptions(args), UserError);
    });
  }
});

describe('checks before the work', () => {
  const folder = mkdtempSync(join(tmpdir(), 'options-'));
  after(() => rmSync(folder, { recursive: true }));

  it('accepts a report file that can be made, and leaves nothing behind', () => {
    const file = join(folder, 'report.json');
    requireWritable(file);
    assert.equal(existsSync(file), false);
  });

  it('refuses a report file in a folder that does not exist', () => {
    assert.throws(() => requireWritable(join(folder, 'none', 'report.json')), /cannot be written/);
  });

  it('refuses a port that is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      await assert.rejects(requireFreePort(port), new RegExp(`port ${port} is in use`));
    } finally {
      server.close();
    }
  });
});
