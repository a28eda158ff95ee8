import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What each layer of the local org may import, beside itself; docs/local-org.md draws it. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  metadata: [],
  store: ['metadata'],
  soql: ['store', 'metadata'],
  apex: ['soql', 'metadata'],
  runtime: ['apex', 'soql', 'store', 'metadata'],
  jobs: ['runtime', 'apex', 'soql', 'store', 'metadata'],
  web: ['jobs', 'metadata'],
  api: ['jobs', 'runtime', 'soql', 'store', 'metadata'],
  elements: [],
  samples: ['store', 'metadata'],
  cli: ['web', 'api', 'jobs', 'runtime', 'apex', 'soql', 'store', 'metadata', 'elements', 'samples'],
  tests: ['cli', 'web', 'api', 'jobs', 'runtime', 'apex', 'soql', 'store', 'metadata', 'elements', 'samples']
};

/** What the classes of each capability may name, beside their own; the architecture's arrows run one way. */
const CAPABILITIES: Readonly<Record<string, readonly string[]>> = {
  foundation: [],
  connection: ['foundation'],
  delivery: ['connection', 'foundation'],
  inventory: ['delivery', 'connection', 'foundation'],
  readiness: ['population', 'delivery', 'connection', 'foundation'],
  population: ['delivery', 'connection', 'foundation'],
  console: ['readiness', 'population', 'delivery', 'inventory', 'connection', 'foundation']
};

const MAX_LINES = 400;
/** A table of cases has one idea however many there are. */
const MAX_TEST_LINES = 600;
const WANTED_LINES = 300;

function filesUnder(folder: string, pattern: RegExp): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file))
    .filter(
      (file) => pattern.test(file) && !file.includes(`node_modules${sep}`) && !file.includes(`web${sep}dist${sep}`)
    );
}

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

describe('layers of the local org', () => {
  const files = filesUnder('local-org', /\.(ts|mts|mjs)$/);
  const layerOf = (file: string) => relative('local-org', file).split(sep)[0]!;

  it('are all known', () => {
    const unknown = new Set(files.map(layerOf).filter((layer) => !(layer in LAYERS)));
    assert.deepEqual([...unknown], []);
  });

  it('import only downwards', () => {
    const upwards: string[] = [];
    let imports = 0;
    for (const file of files) {
      const layer = layerOf(file);
      for (const { fileName } of ts.preProcessFile(read(file)).importedFiles) {
        if (!fileName.startsWith('.')) continue;
        const target = join(dirname(file), fileName);
        if (!target.startsWith(`local-org${sep}`)) continue;
        const imported = layerOf(target);
        imports++;
        if (imported !== layer && !LAYERS[layer]!.includes(imported)) upwards.push(`${file} imports ${target}`);
      }
    }
    assert.ok(imports > files.length, 'imports were found');
    assert.deepEqual(upwards, []);
  });
});

describe('capabilities of the package', () => {
  const classes = filesUnder('force-app', /\.(cls|trigger)$/);
  const capabilityOf = (file: string) => file.split(sep)[2]!;
  const nameOf = (file: string) => file.slice(file.lastIndexOf(sep) + 1).replace(/\.\w+$/, '');

  it('are all known', () => {
    const unknown = new Set(classes.map(capabilityOf).filter((capability) => !(capability in CAPABILITIES)));
    assert.deepEqual([...unknown], []);
  });

  it('name only classes of capabilities below them', () => {
    const homes = new Map(classes.map((file) => [nameOf(file).toLowerCase(), capabilityOf(file)]));
    const upwards: string[] = [];
    for (const file of classes) {
      // A test may use what is above its class, to see an effect from outside.
      if (file.includes(`${sep}tests${sep}`)) continue;
      const capability = capabilityOf(file);
      const allowed = CAPABILITIES[capability]!;
      for (const word of wordsOfApex(read(file))) {
        const home = homes.get(word);
        if (home !== undefined && home !== capability && !allowed.includes(home))
          upwards.push(`${file} names ${word} of ${home}`);
      }
    }
    assert.deepEqual(upwards, []);
  });

  it('know nothing of the local org', () => {
    const knowing = filesUnder('force-app', /\.(cls|trigger|xml|ts|html|css)$/).filter((file) =>
      /local[- ]?org\b/i.test(read(file))
    );
    assert.deepEqual(knowing, []);
  });
});

describe('files', () => {
  it(`stay under ${MAX_LINES} lines, and most under ${WANTED_LINES}`, (context) => {
    const folders = ['local-org', 'force-app', 'scripts', 'e2e', 'bench'];
    const sizes = folders
      .flatMap((folder) => filesUnder(folder, /\.(ts|mts|mjs|cls|html|css)$/))
      .map((file) => ({ file, lines: read(file).split('\n').length - 1 }))
      .sort((a, b) => b.lines - a.lines);
    for (const { file, lines } of sizes.filter((size) => size.lines > WANTED_LINES)) {
      context.diagnostic(`${lines} lines: ${file}`);
    }
    assert.deepEqual(
      sizes.filter(({ file, lines }) => lines > (file.endsWith('.test.ts') ? MAX_TEST_LINES : MAX_LINES)),
      []
    );
  });
});

/** Every identifier in lower case, without those in comments and text literals. */
function wordsOfApex(source: string): Set<string> {
  const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'/g, ' ');
  return new Set(code.match(/[A-Za-z_]\w*/g)?.map((word) => word.toLowerCase()) ?? []);
}
