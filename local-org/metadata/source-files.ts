/** Which files a project consists of, in source format (`sfdx-project.json`) or metadata format (`package.xml`). */
import { existsSync, readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { MetadataError } from './errors.ts';
import { forceIgnore } from './force-ignore.ts';

export interface SourceFiles {
  /** '' when none. */
  readonly namespace: string;
  readonly apiVersion: number;
  /** Packages that the project's own depend on and that are none of them. */
  readonly missingPackages: readonly string[];
  /** Relative to the project root with forward slashes. */
  readonly paths: readonly string[];
  /** Metadata format: objects are one file each, and XML files do not end in `-meta.xml`. */
  readonly isMetadataFormat: boolean;
  /** @throws MetadataError for bytes that are no UTF-8 */
  readonly read: (file: string) => string;
}

interface ProjectFile {
  readonly packageDirectories?: unknown;
  readonly namespace?: unknown;
  readonly sourceApiVersion?: unknown;
}

const PROJECT_FILE = 'sfdx-project.json';

/** @param root absolute @param directories as for `readSfdxProject` */
export function sourceFiles(root: string, directories: readonly string[] | undefined): SourceFiles {
  const manifest = manifestOf(root);
  const isMetadataFormat = directories === undefined && !existsSync(path.join(root, PROJECT_FILE)) && manifest !== null;
  const settings = isMetadataFormat ? {} : readProjectFile(root, directories !== undefined);
  const folders = directories ?? (isMetadataFormat ? [path.dirname(manifest)] : packageDirectories(settings, root));
  const ignored = isIgnored(root);
  // One folder may be listed for several packages.
  const paths = [...new Set(folders.flatMap((folder) => listFiles(root, folder)))].filter((file) => !ignored(file));
  const version = isMetadataFormat
    ? /<version>\s*(?<version>[\d.]+)\s*<\/version>/.exec(readText(root, manifest))?.groups?.['version']
    : settings.sourceApiVersion;
  return {
    namespace: typeof settings.namespace === 'string' ? settings.namespace : '',
    apiVersion: apiVersion(version, isMetadataFormat ? manifest : PROJECT_FILE),
    missingPackages: missingPackages(settings),
    paths,
    isMetadataFormat,
    read: (file) => readText(root, file)
  };
}

/** @throws MetadataError for what is no version */
export function apiVersion(version: unknown, file: string): number {
  const text = typeof version === 'string' ? version : JSON.stringify(version ?? NEWEST);
  if (/^\d{1,3}(?:\.0)?$/.test(text)) return Number(text);
  throw new MetadataError(file, 1, `the API version is '${text}'; it has to be a version such as 65.0`);
}

const NEWEST = 65;

/** The manifest of a project in metadata format: beside the folders of the types, by custom in `src`. */
function manifestOf(root: string): string | null {
  return ['package.xml', 'src/package.xml'].find((file) => existsSync(path.join(root, file))) ?? null;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function readText(root: string, file: string): string {
  try {
    return utf8.decode(readFileSync(path.join(root, file)));
  } catch (error) {
    if (error instanceof TypeError) throw new MetadataError(file, 1, 'the file is not UTF-8; save it as UTF-8');
    throw error;
  }
}

function readProjectFile(root: string, optional: boolean): ProjectFile {
  const file = path.join(root, PROJECT_FILE);
  if (!existsSync(file)) {
    if (optional) return {};
    throw new MetadataError(
      PROJECT_FILE,
      1,
      `there is no ${PROJECT_FILE} in ${root}, nor a package.xml in it or in its folder src; run in a project's root or name its folders`
    );
  }
  const parsed = parseProjectFile(readText(root, PROJECT_FILE));
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new MetadataError(PROJECT_FILE, 1, 'the file has to hold one JSON object; correct it');
  return parsed;
}

function parseProjectFile(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new MetadataError(PROJECT_FILE, 1, `the file is not JSON: ${(error as Error).message}; correct it`);
  }
}

function packageDirectories({ packageDirectories: entries }: ProjectFile, root: string): string[] {
  const listed: unknown[] = Array.isArray(entries)
    ? entries.map((entry: { readonly path?: unknown } | null) => entry?.path)
    : [];
  if (listed.length === 0 || !listed.every((entry) => typeof entry === 'string')) {
    throw new MetadataError(
      PROJECT_FILE,
      1,
      `"packageDirectories" has to list folders with a "path"; add one (project: ${root})`
    );
  }
  return listed;
}

function missingPackages({ packageDirectories: entries }: ProjectFile): string[] {
  const listed = (Array.isArray(entries) ? entries : []) as ReadonlyArray<Readonly<Record<string, unknown>> | null>;
  const own = new Set(listed.map((entry) => entry?.['package']));
  const needed = listed
    .flatMap((entry) => (Array.isArray(entry?.['dependencies']) ? (entry['dependencies'] as readonly unknown[]) : []))
    .map((dependency) => (dependency as { readonly package?: unknown } | null)?.package)
    .filter((name) => typeof name === 'string');
  return [...new Set(needed)].filter((name) => !own.has(name.replace(/@.*/, '')) && !own.has(name));
}

function isIgnored(root: string): (file: string) => boolean {
  return existsSync(path.join(root, '.forceignore')) ? forceIgnore(readText(root, '.forceignore')) : () => false;
}

function listFiles(root: string, folder: string): string[] {
  // Projects written on Windows may separate folders with backslashes.
  const start = path.join(root, folder.replaceAll('\\', '/'));
  if (!existsSync(start))
    throw new MetadataError(
      PROJECT_FILE,
      1,
      `package directory ${folder} does not exist; create it or remove it from the list`
    );
  return filesBelow(start, [])
    .map((file) => path.relative(root, file).split(path.sep).join('/'))
    .sort();
}

/** Symbolic links are followed, unless they lead back. @param above real paths of the folders that it is in */
function filesBelow(folder: string, above: readonly string[]): string[] {
  const real = realpathSync(folder);
  if (above.includes(real)) return [];
  return readdirSync(folder).flatMap((name) => {
    if (NEVER_READ.test(name)) return [];
    const file = path.join(folder, name);
    const found = statSync(file, { throwIfNoEntry: false });
    if (found?.isDirectory() === true) return filesBelow(file, [...above, real]);
    return found?.isFile() === true ? [file] : [];
  });
}

/**
 * What the CLI ignores by itself (Salesforce DX Developer Guide, "How to Exclude Source When Syncing or Converting"), and
 * packages of npm, where the project's own folder is a package directory.
 */
const NEVER_READ = /^\.|\.dup$|^package2-(?:descriptor|manifest)\.json$|^node_modules$/;
