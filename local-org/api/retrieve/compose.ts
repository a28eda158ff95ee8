/** An org's own source as the Metadata API gives it: decomposed objects and labels become one file each again. */
import { textOf } from '../metadata/archive.ts';
import { keyOf, splitChildName } from '../metadata/layout.ts';
import type { ComponentName } from '../metadata/layout.ts';
import type { SourceTree } from '../metadata/source-tree.ts';
import { OBJECT_CHILDREN, childTypeNamed, typeNamed } from '../metadata/types.ts';
import { fileAsPart, xmlFile, xmlParts } from '../metadata/xml-parts.ts';

/** Where a component stands in an archive. */
export function archivePath({ type, fullName }: ComponentName): string {
  if (childTypeNamed(type) !== null) return `objects/${splitChildName(fullName).object}.object`;
  if (type === 'CustomLabel' || type === 'CustomLabels') return 'labels/CustomLabels.labels';
  const known = typeNamed(type)!;
  return known.suffix === null ? `${known.directory}/${fullName}` : `${known.directory}/${fullName}.${known.suffix}`;
}

/** @returns path in the archive -> content */
export function composed(tree: SourceTree, components: readonly ComponentName[]): Map<string, Uint8Array | string> {
  const files = new Map<string, Uint8Array | string>();
  const objects = new Map<string, ComponentName[]>();
  const labels: string[] = [];
  for (const component of components) {
    if (component.type === 'CustomObject' || childTypeNamed(component.type) !== null) {
      const object = component.type === 'CustomObject' ? component.fullName : splitChildName(component.fullName).object;
      objects.set(object, [...(objects.get(object) ?? []), component]);
    } else if (component.type === 'CustomLabel') {
      for (const content of tree.files(component).values())
        labels.push(...xmlParts(textOf(content), 'CustomLabels').map(({ text }) => text));
    } else {
      for (const [path, content] of tree.files(component)) files.set(inArchive(component, path), content);
    }
  }
  for (const [object, parts] of objects) files.set(`objects/${object}.object`, objectFile(tree, parts));
  if (labels.length > 0) files.set('labels/CustomLabels.labels', xmlFile('CustomLabels', labels));
  return files;
}

function inArchive({ type }: ComponentName, path: string): string {
  return typeNamed(type)!.layout === 'xml' ? path.replace(/-meta\.xml$/, '') : path;
}

function objectFile(tree: SourceTree, components: readonly ComponentName[]): string {
  const parts: string[] = [];
  for (const component of components) {
    const content = [...tree.files(component).values()][0];
    if (content === undefined) continue;
    const child = childTypeNamed(component.type);
    if (child === null) parts.push(...xmlParts(textOf(content), 'CustomObject').map(({ text }) => text));
    else parts.push(fileAsPart(textOf(content), child.name, child.element));
  }
  return xmlFile('CustomObject', parts);
}

/** What a manifest asks for, of what there is; an object comes with all that belongs to it. */
export function selected(
  all: readonly ComponentName[],
  asked: readonly ComponentName[]
): { readonly components: ComponentName[]; readonly missing: ComponentName[] } {
  const found = new Map<string, ComponentName>();
  const missing: ComponentName[] = [];
  for (const wanted of asked) {
    const matches = all.filter((each) => matchesWanted(each, wanted));
    if (matches.length === 0 && wanted.fullName !== '*') missing.push(wanted);
    for (const match of matches) found.set(keyOf(match), match);
  }
  return { components: [...found.values()], missing };
}

const CHILD_TYPES = new Set(OBJECT_CHILDREN.map(({ name }) => name));

function matchesWanted(component: ComponentName, wanted: ComponentName): boolean {
  if (component.type === wanted.type) return wanted.fullName === '*' || component.fullName === wanted.fullName;
  if (wanted.type === 'CustomLabels') return component.type === 'CustomLabel';
  if (wanted.type !== 'CustomObject' || !CHILD_TYPES.has(component.type)) return false;
  const { object } = splitChildName(component.fullName);
  // A wildcard means custom objects; standard ones are named.
  return wanted.fullName === '*'
    ? object.endsWith('__c') || object.endsWith('__mdt') || object.endsWith('__e')
    : object === wanted.fullName;
}
