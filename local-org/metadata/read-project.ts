import path from 'node:path';
import { picklistValues } from './picklist-values.ts';
import type { ValueSets } from './custom-fields.ts';
import { decodedName } from './encoded-names.ts';
import { MetadataError, throwUnsupported } from './errors.ts';
import type { OnUnsupported } from './errors.ts';
import { COMPONENT_FILES, HARMLESS_FILES, IGNORED_FILES, UNSUPPORTED_FILES } from './file-kinds.ts';
import { orgSwitches } from './org-shape.ts';
import type { ApexSource, ComponentSource, ObjectSource, SfdxProject } from './project.ts';
import { cachePartition } from './read-cache-partitions.ts';
import { namedCredential } from './read-credentials.ts';
import { readObjects } from './read-objects.ts';
import { mergedProfiles, profile } from './read-profiles.ts';
import * as readers from './read-simple.ts';
import { resourcesWithoutContent } from './static-resources.ts';
import { apiVersion, sourceFiles } from './source-files.ts';
import { standardValueSet } from './standard-value-sets.ts';
import { parseMetadata } from './xml.ts';
import type { XmlElement } from './xml.ts';

/** A source file: `path` relative to the project root with forward slashes. */
export interface SourceEntry {
  readonly path: string;
  /** File name without the metadata suffix, percent-decoding done. */
  readonly stem: string;
}

/**
 * Reads an sfdx project: every package directory of its `sfdx-project.json`, or `directories` (relative to `root`)
 * when given, for a folder of metadata without a project file or for part of a project. A folder without a project file
 * that has a `package.xml`, or whose `src` has one, is read as a project in metadata format. What `.forceignore` names is
 * passed over.
 * @throws MetadataError for malformed XML and for references that lead nowhere; says what to do. Objects and fields that
 * the local org cannot represent go to `onUnsupported`, which throws unless told otherwise.
 */
export function readSfdxProject(
  root: string,
  directories?: readonly string[],
  onUnsupported: OnUnsupported = throwUnsupported
): SfdxProject {
  const absolute = path.resolve(root);
  const source = sourceFiles(absolute, directories);
  const { paths: files, read } = source;
  const entries = (suffix: string): SourceEntry[] => {
    const plain = suffix.replace('-meta.xml', '');
    return files
      .filter((file) => !isNotes(file) && !inBundle(file))
      .flatMap((file) => {
        const isPlain = file.endsWith(plain) && (source.isMetadataFormat || inFolderOf(plain, file));
        if (!isPlain && !file.endsWith(suffix)) return [];
        return [{ path: file, stem: decodedName(path.posix.basename(file, isPlain ? plain : suffix)) }];
      });
  };
  const parseAll = <T>(suffix: string, element: string, build: (xml: XmlElement, entry: SourceEntry) => T): T[] =>
    entries(suffix).map((entry) => build(parseMetadata(entry.path, read(entry.path), element), entry));

  const valueSets: ValueSets = new Map(
    parseAll(
      '.globalValueSet-meta.xml',
      'GlobalValueSet',
      (xml, entry) =>
        [entry.stem, { restricted: true, values: picklistValues(xml.list('customValue'), xml.flag('sorted')) }] as const
    )
  );
  const objects: ObjectSource[] = readObjects(files, read, valueSets, onUnsupported);
  return {
    root: absolute,
    namespace: source.namespace,
    sourceApiVersion: source.apiVersion,
    orgSwitches: orgSwitches(absolute, files, read),
    missingPackages: source.missingPackages,
    classes: apexSources(entries('.cls'), files, read, 'ApexClass'),
    triggers: apexSources(entries('.trigger'), files, read, 'ApexTrigger'),
    objects,
    customMetadata: parseAll('.md-meta.xml', 'CustomMetadata', readers.customMetadataRecord),
    standardValueSets: parseAll('.standardValueSet-meta.xml', 'StandardValueSet', standardValueSet),
    labels: parseAll('.labels-meta.xml', 'CustomLabels', readers.customLabels).flat(),
    permissionSets: parseAll('.permissionset-meta.xml', 'PermissionSet', readers.permissionSet),
    profiles: mergedProfiles(parseAll('.profile-meta.xml', 'Profile', profile)),
    remoteSites: parseAll('.remoteSite-meta.xml', 'RemoteSiteSetting', readers.remoteSite),
    namedCredentials: parseAll('.namedCredential-meta.xml', 'NamedCredential', namedCredential),
    cachePartitions: parseAll('.cachePartition-meta.xml', 'PlatformCachePartition', cachePartition),
    applications: parseAll('.app-meta.xml', 'CustomApplication', readers.application),
    tabs: parseAll('.tab-meta.xml', 'CustomTab', readers.tab),
    customPermissions: parseAll('.customPermission-meta.xml', 'CustomPermission', readers.customPermission),
    components: components(files),
    unsupported: [...unsupported(files), ...inlineProcesses(files, read)]
  };
}

/** Package directories may hold metadata format too: a file without `-meta.xml` in the folder of its type. */
function inFolderOf(suffix: string, file: string): boolean {
  const folder = METADATA_FOLDERS[suffix];
  return folder !== undefined && path.posix.basename(path.posix.dirname(file)) === folder;
}

const METADATA_FOLDERS: Readonly<Record<string, string>> = {
  '.labels': 'labels',
  '.md': 'customMetadata',
  '.permissionset': 'permissionsets',
  '.profile': 'profiles',
  '.remoteSite': 'remoteSiteSettings',
  '.namedCredential': 'namedCredentials',
  '.cachePartition': 'cachePartitions',
  '.app': 'applications',
  '.tab': 'tabs',
  '.customPermission': 'customPermissions',
  '.globalValueSet': 'globalValueSets',
  '.standardValueSet': 'standardValueSets'
};

/** Notes may end as records of custom metadata do in metadata format. */
function isNotes(file: string): boolean {
  return IGNORED_FILES.test(file);
}

/** Bundles of components have files with the suffixes of other types: an Aura application's `.app-meta.xml`. */
function inBundle(file: string): boolean {
  return /(?:^|\/)(?:aura|lwc)\/[^/]+\//.test(file);
}

function apexSources(
  entries: readonly SourceEntry[],
  files: readonly string[],
  read: (file: string) => string,
  element: 'ApexClass' | 'ApexTrigger'
): ApexSource[] {
  const known = new Set(files);
  const suffix = element === 'ApexClass' ? '.cls' : '.trigger';
  const alone = files.find(
    (file) => file.endsWith(`${suffix}-meta.xml`) && !known.has(file.replace(/-meta\.xml$/, ''))
  );
  if (alone !== undefined) throw new MetadataError(alone, 1, `the ${suffix} file beside it is missing; add it`);
  const sources = entries.map(({ path: file, stem }) => {
    const meta = `${file}-meta.xml`;
    if (!known.has(meta)) throw new MetadataError(file, 1, `${meta} is missing; add it with <apiVersion> and <status>`);
    const xml = parseMetadata(meta, read(meta), element);
    return {
      name: stem,
      path: file,
      text: read(file),
      apiVersion: apiVersion(xml.required('apiVersion'), meta),
      status: xml.text('status') ?? 'Active'
    };
  });
  // Several package directories may hold the same class; a status may take it out of the org.
  const seen = new Set<string>();
  return sources.filter(({ name, text, status }) => {
    const key = `${name.toLowerCase()}\n${text}`;
    if (status === 'Deleted' || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function components(files: readonly string[]): ComponentSource[] {
  return files.flatMap((file) => {
    const kind = COMPONENT_FILES.find(({ matches }) => matches.test(file));
    return kind ? [{ type: kind.type, path: file }] : [];
  });
}

/** Everything that no reader takes is reported: nothing a project holds is passed over in silence. */
function unsupported(files: readonly string[]): Array<SfdxProject['unsupported'][number]> {
  const emptyResources = new Set(
    resourcesWithoutContent(files.filter((file) => /(?:^|\/)staticresources\//.test(file)))
  );
  return files.flatMap((file) => {
    if (emptyResources.has(file))
      return [{ path: file, type: 'StaticResource', reason: 'its content is not in the project' }];
    const known = UNSUPPORTED_FILES.find(({ matches }) => matches.test(file));
    if (known) return [{ path: file, type: known.type, reason: known.reason }];
    if (
      READ_FILES.test(file) ||
      IGNORED_FILES.test(file) ||
      HARMLESS_FILES.test(file) ||
      COMPONENT_FILES.some(({ matches }) => matches.test(file))
    )
      return [];
    const type = /\.(?<type>[A-Za-z0-9]+)-meta\.xml$/.exec(file)?.groups?.['type'] ?? path.posix.extname(file).slice(1);
    return [{ path: file, type, reason: 'not known to the local org' }];
  });
}

/** Business processes that stand in their object's file, as those in files of their own. */
function inlineProcesses(
  files: readonly string[],
  read: (file: string) => string
): Array<SfdxProject['unsupported'][number]> {
  const { type, reason } = UNSUPPORTED_FILES.find(({ matches }) => matches.test('a.businessProcess'))!;
  return files
    .filter((file) => /\.object(?:-meta\.xml)?$/.test(file) && /<businessProcesses>\s*</.test(read(file)))
    .map((file) => ({ path: file, type, reason }));
}

/** Metadata that is read, by the suffix of its files. */
export const READ_SUFFIXES = [
  'object',
  'field',
  'recordType',
  'fieldSet',
  'sharingReason',
  'validationRule',
  'md',
  'labels',
  'permissionset',
  'profile',
  'remoteSite',
  'namedCredential',
  'cachePartition',
  'app',
  'tab',
  'customPermission',
  'globalValueSet',
  'standardValueSet'
] as const;
const READ_FILES = new RegExp(
  `\\.(?:cls|cls-meta\\.xml|trigger|trigger-meta\\.xml|(?:${READ_SUFFIXES.join('|')})(?:-meta\\.xml)?)$`
);
