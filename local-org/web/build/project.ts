import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { XMLParser } from 'fast-xml-parser';

/** A build that cannot go on; the message names the file and what to change. */
export class ConsoleBuildError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ConsoleBuildError';
  }
}

export interface LwcBundle {
  /** Folder name, `fillBar`; the module is `c/fillBar`. */
  readonly name: string;
  readonly folder: string;
  readonly exposed: boolean;
  /** `lightning__AppPage` … */
  readonly targets: readonly string[];
}

/** The sfdx project whose console is built. */
export interface SfdxProject {
  readonly root: string;
  /** '' when none. In it, names of its own are written without it, and the platform adds it. */
  readonly namespace: string;
  /** Absolute paths of all files of the package directories, sorted. */
  readonly files: readonly string[];
}

export function readProject(root: string): SfdxProject {
  const configFile = path.join(root, 'sfdx-project.json');
  const config = JSON.parse(readFileSync(configFile, 'utf8')) as {
    packageDirectories?: readonly { path: string }[];
    namespace?: string;
  };
  const folders = config.packageDirectories?.map(({ path: folder }) => path.join(root, folder)) ?? [];
  if (folders.length === 0) throw new ConsoleBuildError(`${configFile} names no packageDirectories`);
  const files = folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name))
    );
  return { root, namespace: config.namespace ?? '', files: files.sort() };
}

/** The LWC bundles of the project, by name. Two bundles of one name cannot be deployed, so they are refused here. */
export function readBundles(project: SfdxProject): readonly LwcBundle[] {
  const bundles = new Map<string, LwcBundle>();
  for (const file of project.files) {
    const folder = path.dirname(file);
    const name = path.basename(folder);
    if (path.basename(path.dirname(folder)) !== 'lwc' || path.basename(file) !== `${name}.js-meta.xml`) continue;
    const earlier = bundles.get(name);
    if (earlier) throw new ConsoleBuildError(`Two LWC bundles are named ${name}: ${earlier.folder} and ${folder}`);
    const meta = readXml(file, 'LightningComponentBundle', ['LightningComponentBundle.targets.target']);
    bundles.set(name, {
      name,
      folder,
      exposed: text(meta['isExposed']) === 'true',
      targets: (child(meta['targets'])['target'] as readonly unknown[] | undefined)?.map(text) ?? []
    });
  }
  return [...bundles.values()];
}

export type XmlElement = Readonly<Record<string, unknown>>;

/**
 * The root element of a metadata file; every value is text. `lists` are element paths that are always arrays.
 * @throws ConsoleBuildError when the file's root is another element.
 */
export function readXml(file: string, rootName: string, lists: readonly string[]): XmlElement {
  const parser = new XMLParser({
    parseTagValue: false,
    ignoreAttributes: true,
    isArray: (_name, elementPath) => lists.includes(String(elementPath))
  });
  const root = (parser.parse(readFileSync(file, 'utf8'), true) as Record<string, unknown>)[rootName];
  if (root === undefined) throw new ConsoleBuildError(`${file}: the root element is not ${rootName}`);
  return child(root);
}

/** A nested element; an empty one where it is missing or has no children. */
export const child = (value: unknown): XmlElement =>
  typeof value === 'object' && value !== null ? (value as XmlElement) : {};
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
