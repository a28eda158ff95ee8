// Starts a thread or a command from one JavaScript file that esbuild made of its TypeScript, kept in `.cache/threads`
// until a source changes. A thread has no TypeScript loader of its own (Node 20): loading one and some four hundred files
// with it takes about a second of computing in every thread, the bundle a fifth of that.
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = path.join(import.meta.dirname, '..', '..', '..');
const FOLDER = path.join(ROOT, '.cache', 'threads');
const PACKAGES = path.join(ROOT, '.cache', 'packages');

/**
 * Packages of many or long files, each made one short file without a source map: Node reads the map of every file that it
 * loads, and keeps it. Theirs took longer than their code.
 */
const PACKED = /^(?:@apexdevtools\/apex-parser|fast-xml-parser)$/;

/** Stands before the list of what a bundle was made of, in the bundle's last line. */
const INPUTS = '//inputs ';

/**
 * Imports a TypeScript file of the local org, with all that it imports.
 * @param {URL} entry
 * @returns what the file exports
 */
export async function importBundled(entry) {
  const file = fileURLToPath(entry);
  const bundle = path.join(FOLDER, `${path.relative(ROOT, file).replaceAll(path.sep, '-')}.mjs`);
  if (!isFresh(bundle)) await build(file, bundle);
  // What goes wrong inside the local org is shown with the lines of its sources.
  process.setSourceMapsEnabled(true);
  return import(pathToFileURL(bundle).href);
}

/** Whether every file that the bundle was made of is as it was then. */
function isFresh(bundle) {
  if (!existsSync(bundle)) return false;
  const text = readFileSync(bundle, 'utf8');
  const inputs = JSON.parse(text.slice(text.lastIndexOf(INPUTS) + INPUTS.length));
  return inputs.every(([file, state]) => stateOf(file) === state);
}

function stateOf(file) {
  const stat = statSync(path.join(ROOT, file), { throwIfNoEntry: false });
  return stat === undefined ? 'missing' : `${stat.mtimeMs} ${stat.size}`;
}

async function build(file, bundle) {
  const { build: bundleWith } = await import('esbuild');
  const packed = new Set();
  const { outputFiles, metafile } = await bundleWith({
    entryPoints: [file],
    outfile: bundle,
    absWorkingDir: ROOT,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: `node${process.versions.node}`,
    sourcemap: 'linked',
    sourcesContent: false,
    // Coverage counts what is not there as if it had run.
    treeShaking: false,
    metafile: true,
    write: false,
    logLevel: 'silent',
    plugins: [
      { name: 'packages', setup: (hooks) => leavePackagesOut(hooks, packed) },
      { name: 'places', setup: keepPlaces }
    ]
  });
  await Promise.all([...packed].map((name) => pack(name, bundleWith)));
  const inputs = [...Object.keys(metafile.inputs), ...[...packed].map(packedFile), 'package-lock.json'].map((input) => [
    input,
    stateOf(input)
  ]);
  mkdirSync(FOLDER, { recursive: true });
  const [map, code] = outputFiles.sort((a, b) => b.path.length - a.path.length).map(({ text }) => text);
  put(`${bundle}.map`, withWholePaths(map));
  put(bundle, `${code}${INPUTS}${JSON.stringify(inputs)}`);
}

/** Only the name of a package goes into the bundle, or where the file is that it was made; those are put into `packed`. */
function leavePackagesOut({ onResolve }, packed) {
  onResolve({ filter: /^[^./]/ }, ({ path: name, kind }) => {
    if (kind === 'entry-point') return undefined;
    if (!PACKED.test(name)) return { path: name, external: true };
    packed.add(name);
    return { path: pathToFileURL(path.join(ROOT, packedFile(name))).href, external: true };
  });
}

/** Relative to the project; another version is another file. */
function packedFile(name) {
  const { version } = JSON.parse(readFileSync(path.join(ROOT, 'node_modules', name, 'package.json'), 'utf8'));
  return path.relative(ROOT, path.join(PACKAGES, `${name.replaceAll('/', '-')}-${version}.mjs`));
}

async function pack(name, bundleWith) {
  const file = path.join(ROOT, packedFile(name));
  if (existsSync(file)) return;
  const { outputFiles } = await bundleWith({
    entryPoints: [name],
    absWorkingDir: ROOT,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: `node${process.versions.node}`,
    minifyWhitespace: true,
    write: false,
    logLevel: 'silent'
  });
  mkdirSync(PACKAGES, { recursive: true });
  put(file, outputFiles[0].text);
}

/** What sums up coverage knows a source of many only by its whole path. */
function withWholePaths(map) {
  const { sources, ...rest } = JSON.parse(map);
  return JSON.stringify({ ...rest, sources: sources.map((source) => path.resolve(FOLDER, source)) });
}

/** Whole or not at all, whoever reads meanwhile. */
function put(file, contents) {
  const unfinished = `${file}.${randomUUID()}`;
  writeFileSync(unfinished, contents);
  renameSync(unfinished, file);
}

/** Files still find what lies beside them in the source tree. */
function keepPlaces({ onLoad }) {
  onLoad({ filter: /\.(?:ts|mjs)$/ }, async (args) => ({
    loader: args.path.endsWith('.ts') ? 'ts' : 'js',
    contents: (await readFile(args.path, 'utf8'))
      .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(args.path).href))
      .replaceAll('import.meta.dirname', JSON.stringify(path.dirname(args.path)))
  }));
}
