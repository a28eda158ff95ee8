/** A deployment's archive as components, each with the files that it has in an org's own source. */
import { UNSUPPORTED_FILES } from '../../metadata/file-kinds.ts';
import { textOf } from './archive.ts';
import type { Files } from './archive.ts';
import { sourcePath } from './layout.ts';
import type { ComponentName } from './layout.ts';
import { OBJECT_CHILDREN, typeInDirectory } from './types.ts';
import type { MetadataType } from './types.ts';
import { XmlFormError, partAsFile, textIn, xmlFile, xmlParts } from './xml-parts.ts';

export interface Component extends ComponentName {
  /** As deployment messages name it. */
  readonly fileName: string;
  /** Path below the source's main folder -> content. */
  readonly files: Files;
  /** Add to a line of the component's own file to get the archive's; null when the two do not run side by side. */
  readonly lineOffset: number | null;
}

/** What is wrong with a file before anything is compiled. */
export interface ComponentProblem {
  readonly type: string;
  readonly fullName: string;
  readonly fileName: string;
  readonly problem: string;
  readonly line: number | null;
  readonly column: number | null;
}

export interface ArchiveComponents {
  readonly components: readonly Component[];
  readonly problems: readonly ComponentProblem[];
}

/** @param files relative to the folder of `package.xml`, manifests left out */
export function componentsOf(files: Files): ArchiveComponents {
  const components: Component[] = [];
  const problems: ComponentProblem[] = [];
  const bundles = new Map<string, Component & { readonly files: Map<string, Uint8Array> }>();
  for (const [path, content] of files) {
    const type = typeInDirectory(path.split('/')[0]!);
    if (type === null) {
      if (!path.endsWith('-meta.xml')) problems.push(unknownFile(path));
      continue;
    }
    try {
      if (type.layout === 'bundle') addToBundle(bundles, type, path, content);
      else if (!isMetaFile(type, path)) components.push(...componentsIn(type, path, content, files));
    } catch (error) {
      problems.push({ ...nameOf(type, path), fileName: path, ...placeOf(error), column: null });
    }
  }
  return refuseUnsupported({ components: [...components, ...bundles.values()], problems });
}

function placeOf(error: unknown): { readonly problem: string; readonly line: number | null } {
  if (error instanceof XmlFormError) return { problem: error.message, line: error.line };
  throw error;
}

function unknownFile(path: string): ComponentProblem {
  return {
    type: '',
    fullName: path,
    fileName: path,
    problem: `not supported by the local org: metadata in the folder ${path.split('/')[0]!}`,
    line: null,
    column: null
  };
}

function isMetaFile(type: MetadataType, path: string): boolean {
  return type.layout === 'content' && path.endsWith('-meta.xml');
}

function nameOf(type: MetadataType, path: string): ComponentName {
  const stem = path.slice(type.directory.length + 1);
  const suffix = `.${type.suffix ?? ''}`;
  return {
    type: type.name,
    fullName: decodeURIComponent(stem.endsWith(suffix) ? stem.slice(0, -suffix.length) : stem)
  };
}

function addToBundle(
  bundles: Map<string, Component & { readonly files: Map<string, Uint8Array> }>,
  type: MetadataType,
  path: string,
  content: Uint8Array
): void {
  const [directory, fullName] = path.split('/') as [string, string];
  const fileName = `${directory}/${fullName}`;
  let bundle = bundles.get(fileName);
  if (bundle === undefined)
    bundles.set(fileName, (bundle = { type: type.name, fullName, fileName, files: new Map(), lineOffset: 0 }));
  bundle.files.set(path, content);
}

function componentsIn(type: MetadataType, path: string, content: Uint8Array, files: Files): Component[] {
  const name = nameOf(type, path);
  const own = sourcePath(name);
  switch (type.layout) {
    case 'object':
      return objectComponents(name, path, textOf(content));
    case 'labels':
      return labelComponents(path, textOf(content));
    case 'content': {
      const meta = files.get(`${path}-meta.xml`);
      const both = new Map([[own, content], ...(meta === undefined ? [] : [[`${own}-meta.xml`, meta] as const])]);
      return [{ ...name, fileName: path, files: both, lineOffset: 0 }];
    }
    default:
      return [{ ...name, fileName: path, files: new Map([[own, content]]), lineOffset: 0 }];
  }
}

const encoder = new TextEncoder();

function objectComponents(name: ComponentName, fileName: string, source: string): Component[] {
  const own: string[] = [];
  const components: Component[] = [];
  for (const part of xmlParts(source, 'CustomObject')) {
    const child = OBJECT_CHILDREN.find(({ element }) => element === part.name);
    if (child === undefined) {
      own.push(part.text);
      continue;
    }
    const simple = textIn(part.text, 'fullName');
    if (simple === null) throw new XmlFormError(`Required field is missing: fullName`, part.line);
    const component = { type: child.name, fullName: `${name.fullName}.${simple}` };
    components.push({
      ...component,
      fileName,
      files: new Map([[sourcePath(component), encoder.encode(partAsFile(part.text, child.name))]]),
      // The declaration and the root element, which is where the part begins.
      lineOffset: part.line - 2
    });
  }
  if (own.length > 0) {
    const file = encoder.encode(xmlFile('CustomObject', own));
    components.unshift({ ...name, fileName, files: new Map([[sourcePath(name), file]]), lineOffset: null });
  }
  return components;
}

function labelComponents(fileName: string, source: string): Component[] {
  return xmlParts(source, 'CustomLabels')
    .filter(({ name }) => name === 'labels')
    .map(({ text, line }) => {
      const fullName = textIn(text, 'fullName');
      if (fullName === null) throw new XmlFormError('Required field is missing: fullName', line);
      const component = { type: 'CustomLabel', fullName };
      return {
        ...component,
        fileName,
        files: new Map([[sourcePath(component), encoder.encode(xmlFile('CustomLabels', [text]))]]),
        lineOffset: line - 3
      };
    });
}

/** What would change the org's behaviour and does not here is refused, not kept without effect. */
function refuseUnsupported({ components, problems }: ArchiveComponents): ArchiveComponents {
  const refused = new Map<Component, string>();
  for (const component of components) {
    const reason = unsupportedReason(component);
    if (reason !== null) refused.set(component, reason);
  }
  return {
    components: components.filter((component) => !refused.has(component)),
    problems: [
      ...problems,
      ...[...refused].map(([{ type, fullName, fileName }, reason]) => ({
        type,
        fullName,
        fileName,
        problem: `not supported by the local org: ${type} ${fullName}, because ${reason}`,
        line: null,
        column: null
      }))
    ]
  };
}

/** Org settings that decide how Setup and the user interface look, of which the local org has neither. */
const SETTINGS_WITHOUT_EFFECT = new Set(['LightningExperience', 'Mobile', 'Security']);
const REFUSED_CHILDREN = new Set(['Index']);

function unsupportedReason({ type, fullName, files }: Component): string | null {
  if (type === 'Settings') return SETTINGS_WITHOUT_EFFECT.has(fullName) ? null : 'these settings have no effect here';
  if (REFUSED_CHILDREN.has(type)) return 'nothing reads it';
  for (const path of files.keys()) {
    const kind = UNSUPPORTED_FILES.find(({ matches }) => matches.test(path));
    if (kind !== undefined) return kind.reason;
  }
  return null;
}
