import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../bootstrap.mjs';

/** As many files share a process at most: what they leave behind in memory adds up. */
const MOST_FILES = 8;

/** A hook outside of every suite belongs to all tests of the process. */
const HOOK_OF_FILE = /^(?:before|after|beforeEach|afterEach)\(/m;

/**
 * Starting a process and loading the compiler takes longer than most tests: files of a folder share processes, unless
 * one sets something up for all its tests.
 * @param files relative to the project, as the folders are
 * @param into where the files go that load several; what it held is deleted
 * @returns what `node --test` is to run
 */
export function groupTestFiles(
  files: readonly string[],
  folders: readonly string[],
  into = join(projectRoot, '.cache', 'test-groups')
): string[] {
  rmSync(into, { recursive: true, force: true });
  mkdirSync(into, { recursive: true });
  const left = new Set(files);
  const groups = folders.flatMap((folder) => {
    const together = files.filter((file) => file.startsWith(join(folder, '/')) && !hasHook(file));
    for (const file of together) left.delete(file);
    const count = Math.ceil(together.length / MOST_FILES);
    // Across folders they would not load the same modules, and the compiler lists the library when it is first asked.
    return Array.from({ length: count }, (_, group) => {
      const path = join(into, `${folder.replaceAll(/[\\/]/g, '-')}-${group + 1}.test.mjs`);
      const members = together.filter((_file, index) => index % count === group);
      writeFileSync(path, members.map(importOf).join(''));
      return path;
    });
  });
  return [...left, ...groups];
}

function hasHook(file: string): boolean {
  return HOOK_OF_FILE.test(readFileSync(join(projectRoot, file), 'utf8'));
}

function importOf(file: string): string {
  return `await import('${pathToFileURL(join(projectRoot, file)).href}');\n`;
}
