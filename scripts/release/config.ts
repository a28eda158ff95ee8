/** `config/release.json` and the version in package.json: all that is decided about a release outside the command line. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ReleaseError } from './errors.ts';
import { parseVersion } from './version-number.ts';
import type { VersionNumber } from './version-number.ts';

export interface ReleaseConfig {
  readonly packageName: string;
  readonly namespace: string;
  readonly apiVersion: string;
  /** Percent; Salesforce itself asks for 75. */
  readonly minimumCoveragePercent: number;
  /** Apex classes that run in the subscriber's org; null for none. */
  readonly postInstallScript: string | null;
  readonly uninstallScript: string | null;
  /** Assigned to the user of a scratch org. */
  readonly permissionSets: readonly string[];
  /** Folders of `unpackaged/` that are deployed beside the package wherever it goes. */
  readonly beside: readonly string[];
  /** A plan of `sf data import tree`, relative to the project; null for none. */
  readonly samplePlan: string | null;
  /** Commands that have to end well before a version is created. */
  readonly gates: readonly (readonly string[])[];
  /** Shapes that a release is tested in. */
  readonly releaseShapes: readonly string[];
  /** Days that a scratch org lives. */
  readonly scratchOrgDays: number;
}

const FILE = 'config/release.json';
/** What an admin deploys beside the package. */
export const BESIDE = 'unpackaged';
const NAMESPACE = /^[a-z](?!.*__)[a-z0-9_]{0,14}$/i;

/** @throws ReleaseError that names the file and the entry */
export function readConfig(root: string): ReleaseConfig {
  const values = readJson(path.join(root, FILE));
  const wrong = (name: string, what: string): ReleaseError =>
    new ReleaseError(
      'bad_config',
      `${FILE}: "${name}" ${what}.`,
      `Correct ${FILE}; docs/releasing.md explains every entry.`
    );
  const text = (name: string): string => {
    const value = values[name];
    if (typeof value !== 'string' || value === '') throw wrong(name, 'has to be a text');
    return value;
  };
  const optional = (name: string): string | null => (values[name] === undefined ? null : text(name));
  const count = (name: string, low: number, high: number): number => {
    const value = values[name];
    if (typeof value !== 'number' || !(value >= low && value <= high))
      throw wrong(name, `has to be a number from ${low} to ${high}`);
    return value;
  };
  const texts = (name: string, value: unknown): string[] => {
    if (!Array.isArray(value) || !value.every((each) => typeof each === 'string'))
      throw wrong(name, 'has to be a list of texts');
    return value;
  };
  const gates = values['gates'];
  if (!Array.isArray(gates) || gates.length === 0) throw wrong('gates', 'has to list at least one command');
  const namespace = text('namespace');
  if (!NAMESPACE.test(namespace)) throw wrong('namespace', 'is no namespace');
  const beside = texts('beside', values['beside']);
  const stray = beside.find((folder) => !isBelow(folder, BESIDE) || !existsSync(path.join(root, folder)));
  if (stray !== undefined) throw wrong('beside', `names "${stray}", which is no folder of ${BESIDE}/`);
  return {
    packageName: text('packageName'),
    namespace,
    apiVersion: text('apiVersion'),
    minimumCoveragePercent: count('minimumCoveragePercent', 75, 100),
    postInstallScript: optional('postInstallScript'),
    uninstallScript: optional('uninstallScript'),
    permissionSets: texts('permissionSets', values['permissionSets']),
    beside,
    samplePlan: optional('samplePlan'),
    gates: gates.map((gate) => texts('gates', gate)),
    releaseShapes: texts('releaseShapes', values['releaseShapes']),
    scratchOrgDays: count('scratchOrgDays', 1, 30)
  };
}

function isBelow(folder: string, parent: string): boolean {
  return path.posix.normalize(folder) === folder && (folder === parent || folder.startsWith(`${parent}/`));
}

/** The version that is released next. @throws ReleaseError */
export function projectVersion(root: string): VersionNumber {
  const { version } = readJson(path.join(root, 'package.json'));
  return parseVersion(typeof version === 'string' ? version : '');
}

const SHAPE_SUFFIX = '-scratch-def.json';

/** @throws ReleaseError for a shape that config/ does not define */
export function shapeFile(root: string, shape: string): string {
  const file = path.join('config', `${shape}${SHAPE_SUFFIX}`);
  if (!/^[a-z][a-z-]*$/.test(shape) || !existsSync(path.join(root, file)))
    throw new ReleaseError(
      'unknown_shape',
      `There is no scratch org shape "${shape}".`,
      `A shape is a file config/<shape>${SHAPE_SUFFIX}.`
    );
  return file;
}

/** All that config/ defines, sorted. */
export function shapes(root: string): string[] {
  return readdirSync(path.join(root, 'config'))
    .filter((file) => file.endsWith(SHAPE_SUFFIX))
    .map((file) => file.slice(0, -SHAPE_SUFFIX.length))
    .sort();
}

/** @throws ReleaseError for a file that is missing or no JSON object */
export function readJson(file: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('it is no JSON object');
    return value as Record<string, unknown>;
  } catch (error) {
    throw new ReleaseError(
      'bad_config',
      `${file}: ${error instanceof Error ? error.message : String(error)}`,
      'Run the command in the project, and correct the file.'
    );
  }
}
