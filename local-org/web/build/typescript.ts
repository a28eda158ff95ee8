import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import ts from 'typescript';
import { PACKAGES_FOLDER } from './paths.ts';
import { ConsoleBuildError } from './project.ts';
import type { LwcBundle } from './project.ts';

/**
 * Emits the `.js` of every LWC beside its `.ts` (type errors fail) when anything it depends on has changed. A project
 * without `tsconfig.lwc.json` has its components in JavaScript already.
 * @returns whether the compiler ran.
 */
export async function compileLwcTypeScript(root: string, bundles: readonly LwcBundle[]): Promise<boolean> {
  if (!existsSync(path.join(root, 'tsconfig.lwc.json'))) return false;
  writePathMap(root, bundles);
  const sources = bundles.flatMap(({ folder }) => scripts(folder, '.ts'));
  const outputs = sources.map((file) => file.replace(/\.ts$/, '.js'));
  for (const emitted of bundles.flatMap(({ folder }) => scripts(folder, '.js'))) {
    if (!outputs.includes(emitted)) throw new ConsoleBuildError(`${emitted} has no .ts source: delete it`);
  }
  const stampFile = path.join(root, '.cache/lwc-typescript.stamp');
  const stamp = hashOf(root, sources);
  const complete = outputs.every((file) => existsSync(file));
  if (complete && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return false;

  // tsc trusts its record of what it emitted: without the record it emits what was deleted.
  if (!complete) rmSync(path.join(root, '.cache/lwc.tsbuildinfo'), { force: true });
  const compiler = path.join(PACKAGES_FOLDER, 'typescript/bin/tsc');
  try {
    await promisify(execFile)(process.execPath, [compiler, '-p', path.join(root, 'tsconfig.lwc.json')], { cwd: root });
  } catch (error) {
    throw new ConsoleBuildError(`The LWC do not compile:\n${(error as { stdout?: string }).stdout ?? String(error)}`);
  }
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
  return true;
}

const scripts = (folder: string, extension: string): readonly string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(extension) && !file.endsWith('.d.ts'))
    .map((file) => path.join(folder, file));

/** `c/fillBar` is `fillBar/fillBar.ts`: the name comes twice, which no wildcard of TypeScript's `paths` can say. */
function writePathMap(root: string, bundles: readonly LwcBundle[]): void {
  const paths = bundles.map(({ name, folder }) => {
    const source = path.relative(root, path.join(folder, `${name}.ts`)).replaceAll('\\', '/');
    return `      "c/${name}": ["./${source}"]`;
  });
  const file = path.join(root, 'tsconfig.lwc.paths.json');
  // As Prettier would write it.
  const content = `{\n  "compilerOptions": {\n    "paths": {\n${paths.join(',\n')}\n    }\n  }\n}\n`;
  if (!existsSync(file) || readFileSync(file, 'utf8') !== content) writeFileSync(file, content);
}

function hashOf(root: string, sources: readonly string[]): string {
  const types = readdirSync(path.join(root, 'types')).map((file) => path.join(root, 'types', file));
  const configs = ['tsconfig.lwc.json', 'tsconfig.lwc.paths.json'].map((file) => path.join(root, file));
  const hash = createHash('sha256').update(ts.version);
  for (const file of [...sources, ...types, ...configs]) hash.update(`${file}\0`).update(readFileSync(file));
  return hash.digest('hex');
}
