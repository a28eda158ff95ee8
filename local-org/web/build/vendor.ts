import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { rollup } from 'rollup';
import type { Plugin } from 'rollup';
import { browserFolder, engineConstants, failOnWarning, lwcCompiler, npmPackages } from './rollup-plugins.ts';

export interface VendorBundle {
  /** Folder that holds one script per module. */
  readonly folder: string;
  /** Whether it had to be built (about half a minute). */
  readonly built: boolean;
}

/** Script of a vendor module, `lightning-button.js` for `lightning/button`. */
export const vendorFile = (id: string): string => `${id.replace('@', '').replaceAll('/', '-')}.js`;

/**
 * The LWC engine and the base components `ids`, built once for these modules in these versions and kept in `.cache/`.
 */
export async function ensureVendor(root: string, ids: readonly string[]): Promise<VendorBundle> {
  const folder = path.join(root, '.cache/lwc-vendor', vendorKey(root, ids));
  if (existsSync(path.join(folder, 'complete'))) return { folder, built: false };

  // Built aside and renamed, so that a build that was broken off or runs twice leaves no half-written folder.
  const building = `${folder}.${process.pid}`;
  rmSync(building, { recursive: true, force: true });
  mkdirSync(building, { recursive: true });
  const bundle = await rollup({
    input: Object.fromEntries(ids.map((id) => [vendorFile(id).slice(0, -'.js'.length), id])),
    preserveEntrySignatures: 'strict',
    plugins: [entriesAsImports(root), engineConstants(), lwcCompiler(root), npmPackages()],
    onwarn: failOnWarning
  });
  await bundle.write({ dir: building, format: 'esm', chunkFileNames: 'chunk-[hash].js' });
  await bundle.close();
  writeFileSync(path.join(building, 'complete'), '');
  rmSync(folder, { recursive: true, force: true });
  renameSync(building, folder);
  return { folder, built: true };
}

/** The LWC compiler resolves what is imported, never the entries: resolve entries as imports of main.ts. */
const entriesAsImports = (root: string): Plugin => ({
  name: 'entries-as-imports',
  resolveId(id, importer) {
    return importer ? null : this.resolve(id, path.join(browserFolder(root), 'main.ts'));
  }
});

function vendorKey(root: string, ids: readonly string[]): string {
  const versions = ['lwc', 'lightning-base-components', '@lwc/rollup-plugin', 'rollup'].map((name) => {
    const file = path.join(root, 'node_modules', name, 'package.json');
    return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
  });
  const options = readFileSync(new URL('./rollup-plugins.ts', import.meta.url), 'utf8');
  return createHash('sha256').update(JSON.stringify([[...ids].sort(), versions, options])).digest('hex').slice(0, 12);
}
