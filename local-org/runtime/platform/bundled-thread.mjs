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
  const { outputFiles, metafile } = await bundleWith({
    entryPoints: [file],
    outfile: bundle,
    absWorkingDir: ROOT,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: `node${process.versions.node}`,
    packages: 'external',
    sourcemap: 'linked',
    sourcesContent: false,
    // Coverage counts what is not there as if it had run.
    treeShaking: false,
    metafile: true,
    write: false,
    logLevel: 'silent',
    plugins: [{ name: 'places', setup: keepPlaces }]
  });
  const inputs = [...Object.keys(metafile.inputs), 'package-lock.json'].map((input) => [input, stateOf(input)]);
  mkdirSync(FOLDER, { recursive: true });
  const [map, code] = outputFiles.sort((a, b) => b.path.length - a.path.length).map(({ text }) => text);
  put(`${bundle}.map`, withWholePaths(map));
  put(bundle, `${code}${INPUTS}${JSON.stringify(inputs)}`);
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
