/** The layering gate passes a sound little house and catches each way of breaking it. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import type { Finding } from '../gate.ts';
import { layeringGate } from '../layering.ts';

type Files = Readonly<Record<string, string>>;

const SOUND: Files = {
  'local-org/store/a.ts': "import { b } from '../metadata/b.ts';\nexport const a = b;\n",
  'local-org/metadata/b.ts': 'export const b = 1;\n',
  'force-app/main/foundation/classes/Low.cls': 'public class Low {}\n',
  'force-app/main/population/classes/High.cls':
    "public class High { // not Console\n  Low low; String text = 'Console'; }\n",
  'bench/generated.ts': `/** Generated from a document. */${'\n'.repeat(401)}`,
  'force-app/main/console/classes/Console.cls': 'public class Console { High high; }\n'
};

const made: string[] = [];
after(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

async function judged(changed: Files): Promise<readonly Finding[]> {
  const root = mkdtempSync(path.join(tmpdir(), 'layering-fault-'));
  made.push(root);
  for (const [file, text] of Object.entries({ ...SOUND, ...changed })) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
  return (await layeringGate.run(root)).findings;
}

const places = (findings: readonly Finding[]): string[] =>
  findings.map(({ file, line, rule }) => `${file}:${line} ${rule}`);

describe('layering', () => {
  it('passes arrows that run one way, whatever comments and texts say', async () => {
    assert.deepEqual(await judged({}), []);
  });
  const faults: ReadonlyArray<readonly [string, Files, string]> = [
    [
      'an import upwards',
      { 'local-org/metadata/b.ts': "export const b = 1;\nexport { a } from '../store/a.ts';\n" },
      'local-org/metadata/b.ts:2 layering:layer'
    ],
    [
      'a layer that nobody knows',
      { 'local-org/cellar/c.ts': 'export const c = 1;\n' },
      'local-org/cellar/c.ts:0 layering:layer'
    ],
    [
      'a class that names one above it, in any case',
      { 'force-app/main/foundation/classes/Low.cls': 'public class Low {\n  HIGH high;\n}\n' },
      'force-app/main/foundation/classes/Low.cls:2 layering:capability'
    ],
    [
      'a capability that nobody knows',
      { 'force-app/main/attic/classes/Old.cls': 'public class Old {}\n' },
      'force-app/main/attic/classes/Old.cls:0 layering:capability'
    ],
    [
      'a package that knows the local org',
      { 'force-app/main/console/lwc/a/a.ts': '\n// shown by the local org\n' },
      'force-app/main/console/lwc/a/a.ts:2 layering:local-org'
    ],
    ['a file of 401 lines', { 'bench/long.ts': '\n'.repeat(401) }, 'bench/long.ts:0 layering:length']
  ];
  for (const [what, files, place] of faults) {
    it(`catches ${what}`, async () => {
      assert.deepEqual(places(await judged(files)), [place]);
    });
  }
  it('does not judge nothing', async () => {
    const root = mkdtempSync(path.join(tmpdir(), 'layering-fault-'));
    made.push(root);
    await assert.rejects(async () => layeringGate.run(root), /no source below local-org/);
  });
});
