/** Where components sit in an org's own source, which is laid out as an sfdx project would be. */
import { METADATA_TYPES, OBJECT_CHILDREN, childTypeNamed, typeInDirectory, typeNamed } from './types.ts';

export interface ComponentName {
  readonly type: string;
  readonly fullName: string;
}

/** One text for a component, to keep it in maps. */
export function keyOf({ type, fullName }: ComponentName): string {
  return `${type}#${fullName}`;
}

/** `CustomField` of `Thing__c.Size__c`: the object's name and the field's own. */
export function splitChildName(fullName: string): { readonly object: string; readonly name: string } {
  const dot = fullName.indexOf('.');
  return { object: fullName.slice(0, dot), name: fullName.slice(dot + 1) };
}

/**
 * The file that holds the component (for bundles, their folder), below the source's main folder.
 * @throws Error for types that the local org does not know
 */
export function sourcePath({ type, fullName }: ComponentName): string {
  const child = childTypeNamed(type);
  if (child !== null) {
    const { object, name } = splitChildName(fullName);
    return `objects/${object}/${child.directory}/${name}.${child.suffix}-meta.xml`;
  }
  if (type === 'CustomLabel') return `labels/${fullName}.labels-meta.xml`;
  const known = typeNamed(type);
  if (known === null) throw new Error(`not supported by the local org: metadata type ${type}`);
  switch (known.layout) {
    case 'content':
      return `${known.directory}/${fullName}.${known.suffix!}`;
    case 'bundle':
      return `${known.directory}/${fullName}`;
    case 'object':
      return `objects/${fullName}/${fullName}.object-meta.xml`;
    case 'xml':
    case 'labels':
      return `${known.directory}/${fullName}.${known.suffix!}-meta.xml`;
  }
}

/** The reverse of `sourcePath`, for any file of a component; null for what is none. */
export function componentAt(path: string): ComponentName | null {
  const parts = path.split('/');
  const type = typeInDirectory(parts[0]!);
  if (type === null || parts.length < 2) return null;
  switch (type.layout) {
    case 'bundle':
      return parts.length < 3 ? null : { type: type.name, fullName: parts[1]! };
    case 'object':
      return objectComponentAt(parts);
    case 'labels':
      return { type: 'CustomLabel', fullName: parts[1]!.replace(/\.labels-meta\.xml$/, '') };
    case 'content':
    case 'xml': {
      const stem = parts
        .slice(1)
        .join('/')
        .replace(/-meta\.xml$/, '');
      return stem.endsWith(`.${type.suffix!}`)
        ? { type: type.name, fullName: stem.slice(0, -type.suffix!.length - 1) }
        : null;
    }
  }
}

function objectComponentAt(parts: readonly string[]): ComponentName | null {
  const [, object, folder, file] = parts as [string, string, string | undefined, string | undefined];
  if (folder === undefined) return null;
  if (file === undefined) return { type: 'CustomObject', fullName: object };
  const child = OBJECT_CHILDREN.find((each) => each.directory === folder);
  const suffix = child === undefined ? '' : `.${child.suffix}-meta.xml`;
  return child !== undefined && file.endsWith(suffix)
    ? { type: child.name, fullName: `${object}.${file.slice(0, -suffix.length)}` }
    : null;
}

/** Names of all types, those inside other files included. */
export const ALL_TYPE_NAMES: readonly string[] = [
  ...METADATA_TYPES.flatMap(({ name, children }) => [name, ...children])
];
