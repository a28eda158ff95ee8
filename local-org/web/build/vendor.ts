import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { rollup } from 'rollup';
import type { Plugin } from 'rollup';
import { BROWSER_FOLDER, PACKAGES_FOLDER, REPOSITORY } from './paths.ts';
import { engineConstants, failOnWarning, lwcCompiler, npmPackages } from './rollup-plugins.ts';

/** Script of a vendor module, `lightning-button.js` for `lightning/button`. */
export const vendorFile = (id: string): string => `${id.replace('@', '').replaceAll('/', '-')}.js`;

/**
 * The LWC engine and the base components `ids`, built once for these modules in these versions and kept in `.cache/`.
 * @param onBuild called before a build, which takes about half a minute
 * @returns the folder with one script per module
 */
export async function ensureVendor(ids: readonly string[], onBuild: () => void): Promise<string> {
  const folder = path.join(REPOSITORY, '.cache/lwc-vendor', vendorKey(ids));
  if (existsSync(path.join(folder, 'complete'))) return folder;

  onBuild();
  // Built aside and renamed, so that a build that was broken off or runs twice leaves no half-written folder.
  const building = `${folder}.${process.pid}`;
  rmSync(building, { recursive: true, force: true });
  mkdirSync(building, { recursive: true });
  const bundle = await rollup({
    input: Object.fromEntries(ids.map((id) => [vendorFile(id).slice(0, -'.js'.length), id])),
    preserveEntrySignatures: 'strict',
    plugins: [entriesAsImports(), engineConstants(), lwcCompiler(), npmPackages()],
    onwarn: failOnWarning
  });
  await bundle.write({ dir: building, format: 'esm', chunkFileNames: 'chunk-[hash].js' });
  await bundle.close();
  writeFileSync(path.join(building, 'complete'), '');
  rmSync(folder, { recursive: true, force: true });
  renameSync(building, folder);
  return folder;
}

/** The LWC compiler resolves what is imported, never the entries: resolve entries as imports of main.ts. */
const entriesAsImports = (): Plugin => ({
  name: 'entries-as-imports',
  resolveId(id, importer) {
    return importer ? null : this.resolve(id, path.join(BROWSER_FOLDER, 'main.ts'));
  }
});

function vendorKey(ids: readonly string[]): string {
  const versions = ['lwc', 'lightning-base-components', '@lwc/rollup-plugin', 'rollup'].map((name) => {
    const file = path.join(PACKAGES_FOLDER, name, 'package.json');
    return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
  });
  const options = readFileSync(new URL('./rollup-plugins.ts', import.meta.url), 'utf8');
  return createHash('sha256')
    .update(JSON.stringify([[...ids].sort(), versions, options]))
    .digest('hex')
    .slice(0, 12);
}
