/** A deployment's archive read and checked as far as that needs nothing of the org but its list of components. */
import { textOf, unpack } from '../metadata/archive.ts';
import { componentsOf } from '../metadata/components.ts';
import type { Component, ComponentProblem } from '../metadata/components.ts';
import { keyOf } from '../metadata/layout.ts';
import type { ComponentName } from '../metadata/layout.ts';
import { readManifest } from '../metadata/manifest.ts';
import type { Manifest } from '../metadata/manifest.ts';
import type { SourceTree } from '../metadata/source-tree.ts';
import { XmlFormError } from '../metadata/xml-parts.ts';

export interface Removal extends ComponentName {
  /** The manifest that names it. */
  readonly fileName: string;
  readonly when: 'before' | 'after';
}

export interface DeployPlan {
  readonly components: readonly Component[];
  readonly removals: readonly Removal[];
  /** Removals of what there is not. */
  readonly missing: readonly Removal[];
  readonly problems: readonly ComponentProblem[];
}

const DESTRUCTIVE = /^destructiveChanges(?<when>Pre|Post)?\.xml$/;
/** Salesforce does not delete these through the API. */
const NOT_DELETABLE = new Set(['RecordType', 'Settings', 'CustomLabels']);

/** @throws ArchiveError */
export function planDeployment(archive: Uint8Array, tree: SourceTree): DeployPlan {
  const files = belowManifest(unpack(archive));
  const source = files.get('package.xml');
  if (source === undefined) return failedPlan('package.xml', 'No package.xml found', null);
  const content = new Map([...files].filter(([path]) => path !== 'package.xml' && !DESTRUCTIVE.test(path)));
  try {
    const manifest = readManifest(textOf(source));
    const { components, problems } = componentsOf(content);
    const removals = removalsIn(files);
    const known = new Set(tree.components().map(keyOf));
    const exists = (removal: Removal): boolean =>
      known.has(keyOf(removal)) || (removal.type === 'CustomObject' && hasParts(known, removal.fullName));
    return {
      components,
      removals: removals.filter(exists),
      missing: removals.filter((removal) => !exists(removal)),
      problems: [...problems, ...manifestProblems(manifest, components), ...undeletable(removals)]
    };
  } catch (error) {
    if (error instanceof XmlFormError) return failedPlan('package.xml', error.message, error.line);
    throw error;
  }
}

function hasParts(known: ReadonlySet<string>, objectName: string): boolean {
  return [...known].some((key) => key.includes(`#${objectName}.`));
}

function failedPlan(fileName: string, problem: string, line: number | null): DeployPlan {
  const failure = { type: '', fullName: fileName, fileName, problem, line, column: null };
  return { components: [], removals: [], missing: [], problems: [failure] };
}

/** The files relative to the folder that `package.xml` is in: clients may put all into a folder of the archive. */
function belowManifest(files: ReadonlyMap<string, Uint8Array>): Map<string, Uint8Array> {
  const manifest = [...files.keys()]
    .filter((path) => path === 'package.xml' || path.endsWith('/package.xml'))
    .sort((a, b) => a.length - b.length)[0];
  if (manifest === undefined) return new Map(files);
  const folder = manifest.slice(0, -'package.xml'.length);
  return new Map(
    [...files]
      .filter(([path]) => path.startsWith(folder))
      .map(([path, content]) => [path.slice(folder.length), content])
  );
}

function removalsIn(files: ReadonlyMap<string, Uint8Array>): Removal[] {
  return [...files].flatMap(([fileName, content]) => {
    const match = DESTRUCTIVE.exec(fileName);
    if (match === null) return [];
    const when = match.groups?.['when'] === 'Post' ? 'after' : 'before';
    return readManifest(textOf(content)).members.map((member) => ({ ...member, fileName, when }) as const);
  });
}

function undeletable(removals: readonly Removal[]): ComponentProblem[] {
  return removals
    .filter(({ type, fullName }) => NOT_DELETABLE.has(type) || fullName === '*')
    .map(({ type, fullName, fileName }) => ({
      type,
      fullName,
      fileName,
      problem:
        fullName === '*'
          ? 'Wildcards are not allowed in destructiveChanges.xml'
          : `not supported by the local org: deleting a ${type}`,
      line: null,
      column: null
    }));
}

/** The manifest and the files have to name the same components. */
function manifestProblems(manifest: Manifest, components: readonly Component[]): ComponentProblem[] {
  const named = new Set(manifest.members.map(keyOf));
  const all = new Set(manifest.members.filter(({ fullName }) => fullName === '*').map(({ type }) => type));
  const isNamed = ({ type, fullName }: ComponentName): boolean =>
    named.has(keyOf({ type, fullName })) ||
    all.has(type) ||
    parentsOf({ type, fullName }).some((parent) => named.has(keyOf(parent)) || all.has(parent.type));
  const present = new Set(components.flatMap((each) => [each, ...parentsOf(each)].map(keyOf)));
  return [
    ...components
      .filter((component) => !isNamed(component))
      .map(({ type, fullName, fileName }) => ({
        type,
        fullName,
        fileName,
        problem: 'Not in package.xml',
        line: null,
        column: null
      })),
    ...manifest.members
      .filter((member) => member.fullName !== '*' && !present.has(keyOf(member)))
      .map(({ type, fullName }) => ({
        type,
        fullName,
        fileName: 'package.xml',
        problem: `An object '${fullName}' of type ${type} was named in package.xml, but was not found in zipped directory`,
        line: null,
        column: null
      }))
  ];
}

/** What a manifest may name in place of the component. */
function parentsOf({ type, fullName }: ComponentName): ComponentName[] {
  if (type === 'CustomLabel') return [{ type: 'CustomLabels', fullName: 'CustomLabels' }];
  const dot = fullName.indexOf('.');
  return dot > 0 && type !== 'CustomMetadata' && type !== 'CustomObject'
    ? [{ type: 'CustomObject', fullName: fullName.slice(0, dot) }]
    : [];
}
