/** The gates that run the project's own formatter, linter and compiler, and the coverage gate, each on a seeded fault. */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { coverageGate } from '../coverage.ts';
import { openapiGate } from '../openapi.ts';
import { formatGate, lintGate, typesGate } from '../tools.ts';

const PROJECT = path.resolve(import.meta.dirname, '../../..');
const CONFIGURATION = [
  '.prettierrc',
  'eslint.config.js',
  'package.json',
  'tsconfig.json',
  'scripts/package.json',
  'scripts/tsconfig.json'
];

const made: string[] = [];
after(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A folder with the project's configuration and tools, and a few sources of its own. */
function folder(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(path.join(tmpdir(), 'tool-fault-'));
  made.push(root);
  mkdirSync(path.join(root, 'scripts'));
  mkdirSync(path.join(root, 'e2e'));
  for (const file of CONFIGURATION) cpSync(path.join(PROJECT, file), path.join(root, file));
  cpSync(path.join(PROJECT, 'e2e/tsconfig.json'), path.join(root, 'e2e/tsconfig.json'));
  symlinkSync(path.join(PROJECT, 'node_modules'), path.join(root, 'node_modules'));
  symlinkSync(path.join(PROJECT, 'scripts/node_modules'), path.join(root, 'scripts/node_modules'));
  for (const [file, text] of Object.entries(files)) write(root, file, text);
  return root;
}

function write(root: string, file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

const SOUND_CLASS = 'public class A {\n    public Integer one() {\n        return 1;\n    }\n}\n';

describe('format', () => {
  const cases: ReadonlyArray<readonly [string, string, string]> = [
    ['TypeScript', 'local-org/a.ts', 'export const a = {b:1}\n'],
    ['Apex', 'force-app/classes/A.cls', 'public class A { public Integer one() { return 1; } }\n'],
    ['XML', 'force-app/A.cls-meta.xml', '<a><b>1</b></a>\n'],
    ['an LWC template', 'force-app/lwc/a/a.html', '<template><p   title="x">a</p></template>\n'],
    ['Markdown', 'docs/a.md', '*  a\n'],
    [
      'a reserved word as a name, which only the real Apex parser refuses',
      'force-app/classes/A.cls',
      SOUND_CLASS.replace('one()', 'one(String by)')
    ]
  ];
  it('passes what is formatted', async () => {
    const { findings } = await formatGate.run(
      folder({ 'local-org/a.ts': "export const a = 'b';\n", 'force-app/classes/A.cls': SOUND_CLASS })
    );
    assert.deepEqual(
      findings.filter(({ file }) => file.startsWith('local-org') || file.startsWith('force-app')),
      []
    );
  });
  for (const [what, file, text] of cases) {
    it(`catches ${what}`, async () => {
      const { findings } = await formatGate.run(folder({ [file]: text }));
      assert.ok(
        findings.some((finding) => finding.file === file || finding.message.includes(file)),
        JSON.stringify(findings)
      );
    });
  }
});

describe('lint', () => {
  it('catches an unused variable and an unawaited promise', async () => {
    const { findings } = await lintGate.run(
      folder({ 'local-org/a.ts': 'const unused = 1;\nexport function f(): void {\n  Promise.resolve(1);\n}\n' })
    );
    const rules = findings.map(({ rule }) => rule);
    assert.ok(rules.includes('eslint:@typescript-eslint/no-unused-vars'), rules.join());
    assert.ok(rules.includes('eslint:@typescript-eslint/no-floating-promises'), rules.join());
  });
});

describe('types', () => {
  it('catches a wrong type in the tools', async () => {
    const { findings } = await typesGate.run(folder({ 'scripts/a.ts': "export const a: number = 'one';\n" }));
    assert.deepEqual(
      findings.map(({ file, rule }) => [file, rule]),
      [['scripts/a.ts', 'TS2322']]
    );
  });
});

describe('openapi', () => {
  const DOCUMENT = 'docs/callback-api.openapi.yaml';
  const TYPES = 'local-org/elements/callback-api.ts';
  const read = (file: string): string => readFileSync(path.join(PROJECT, file), 'utf8');

  async function rulesOf(from: string, to: string): Promise<readonly string[]> {
    const document = read(DOCUMENT);
    assert.ok(document.includes(from), `the document holds ${from}`);
    const changed = folder({ [DOCUMENT]: document.replace(from, to), [TYPES]: read(TYPES) });
    return (await openapiGate.run(changed)).findings.map(({ rule }) => rule);
  }

  it('passes the document and its types', async () => {
    assert.deepEqual(await rulesOf('openapi: 3.1.0', 'openapi: 3.1.0'), []);
  });
  it('catches a reference to nothing', async () => {
    assert.ok((await rulesOf("schemas/Ping'", "schemas/Pink'")).includes('openapi:no-unresolved-refs'));
  });
  it('catches a schema that nothing uses', async () => {
    const rules = await rulesOf('    Version:\n', '    Unused:\n      type: string\n\n    Version:\n');
    assert.deepEqual(rules, ['openapi:no-unused-components']);
  });
  it('catches types that were not generated again', async () => {
    assert.deepEqual(await rulesOf('enum: [measured, skipped, unknown]', 'enum: [measured, unknown]'), [
      'openapi:types'
    ]);
  });
});

describe('coverage', () => {
  const SOURCES = {
    apex: 'force-app/classes/A.cls',
    lwc: 'force-app/lwc/a/a.ts',
    'local-org': 'local-org/a.ts'
  } as const;
  type Kind = keyof typeof SOURCES;

  function measured(
    covered: Partial<Record<Kind, number>> = {},
    counted: readonly Kind[] = ['apex', 'lwc', 'local-org']
  ): string {
    const root = folder(Object.fromEntries(Object.values(SOURCES).map((file) => [file, '\n'])));
    for (const kind of Object.keys(SOURCES) as Kind[]) {
      const lines = { total: 100, covered: covered[kind] ?? 95 };
      write(
        root,
        `coverage/${kind}/coverage-summary.json`,
        JSON.stringify(counted.includes(kind) ? { [path.join(root, SOURCES[kind])]: { lines } } : {})
      );
    }
    return root;
  }

  it('passes 95 % of everything', async () => {
    assert.deepEqual((await coverageGate.run(measured())).findings, []);
  });
  for (const kind of Object.keys(SOURCES) as Kind[]) {
    it(`catches ${kind} below 90 %`, async () => {
      const { findings } = await coverageGate.run(measured({ [kind]: 89 }));
      assert.ok(findings.some(({ rule }) => rule === `coverage:${kind}`));
    });
    it(`catches ${kind} that no summary counts`, async () => {
      const { findings } = await coverageGate.run(
        measured(
          {},
          (Object.keys(SOURCES) as Kind[]).filter((other) => other !== kind)
        )
      );
      assert.ok(findings.some(({ file, message }) => file === SOURCES[kind] && message.includes('not in the summary')));
    });
  }
  it('catches a source that has changed since', async () => {
    const root = measured();
    const later = new Date(Date.now() + 60_000);
    utimesSync(path.join(root, SOURCES.apex), later, later);
    assert.match((await coverageGate.run(root)).findings[0]!.message, /changed since/);
  });
  it('does not run without a measurement', async () => {
    await assert.rejects(async () => coverageGate.run(folder({})), /run npm test first/);
  });
});
