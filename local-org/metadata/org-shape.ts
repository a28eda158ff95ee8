/**
 * What a project switches on in its org: the features and settings of its scratch org definition (Salesforce DX Developer
 * Guide, "Scratch Org Definition Configuration Values") and its settings metadata (Metadata API, "Settings"). Both call a
 * setting by the same name, and both are read as texts: `currency.enablemulticurrency` -> `true`.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { MetadataError } from './errors.ts';
import { parseMetadata } from './xml.ts';
import type { XmlElement } from './xml.ts';

export interface OrgSwitch {
  /** Lower case: `feature.personaccounts`, `order.enablezeroquantity`. */
  readonly name: string;
  readonly value: string;
  /** The file that says it. */
  readonly path: string;
}

/** The definition that a project's orgs are made of: by the CLI's template, by CumulusCI's, or the only one there is. */
function definitionOf(root: string): string | null {
  const usual = ['config/project-scratch-def.json', 'orgs/dev.json'].find((file) => existsSync(path.join(root, file)));
  if (usual !== undefined) return usual;
  const folder = path.join(root, 'config');
  const found = existsSync(folder) ? readdirSync(folder).filter((file) => /scratch-def\.json$/.test(file)) : [];
  return found.length === 1 ? `config/${found[0]!}` : null;
}

/** @param root absolute @param files of the project @param read gives a file's text */
export function orgSwitches(root: string, files: readonly string[], read: (file: string) => string): OrgSwitch[] {
  const definition = definitionOf(root);
  return [
    ...(definition === null ? [] : ofDefinition(root, definition)),
    ...files.filter((file) => SETTINGS.test(file)).flatMap((file) => ofSettings(file, read(file)))
  ];
}

const SETTINGS = /(?:^|\/)(?<name>\w+)\.settings(?:-meta\.xml)?$/;

function ofSettings(file: string, text: string): OrgSwitch[] {
  const name = SETTINGS.exec(file)!.groups!['name']!;
  const root = /<(\w+Settings)\b/.exec(text)?.[1] ?? `${name}Settings`;
  return leaves(parseMetadata(file, text, root)).map(([key, value]) => ({
    name: `${name}.${key}`.toLowerCase(),
    value,
    path: file
  }));
}

function leaves(element: XmlElement): Array<readonly [name: string, value: string]> {
  return element.childNames().flatMap((name) =>
    element.list(name).flatMap((child): Array<readonly [string, string]> => {
      const inner = leaves(child);
      return inner.length === 0 ? [[name, child.value]] : inner.map(([key, value]) => [`${name}.${key}`, value]);
    })
  );
}

function ofDefinition(root: string, file: string): OrgSwitch[] {
  const definition = parsed(file, readFileSync(path.join(root, file), 'utf8'));
  const features = Array.isArray(definition['features']) ? (definition['features'] as readonly unknown[]) : [];
  const named = (name: string, value: unknown): OrgSwitch => ({
    name: name.toLowerCase(),
    value: String(value),
    path: file
  });
  return [
    // `AddCustomApps:30`.
    ...features.map((feature) => named(`feature.${String(feature).split(':')[0]!}`, true)),
    ...flat(definition['settings']).map(([key, value]) => named(key.replace(/^(\w+?)Settings\./, '$1.'), value)),
    ...flat(definition['objectSettings']).map(([key, value]) => named(`object.${key}`, value)),
    ...(typeof definition['language'] === 'string' ? [named('language', definition['language'])] : [])
  ];
}

function parsed(file: string, text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new MetadataError(file, 1, `the file is not JSON: ${(error as Error).message}; correct it`);
  }
  throw new MetadataError(file, 1, 'the file has to hold one JSON object; correct it');
}

function flat(value: unknown): Array<readonly [name: string, value: unknown]> {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]): Array<readonly [string, unknown]> =>
    typeof inner === 'object' && inner !== null
      ? flat(inner).map(([key, each]) => [`${name}.${key}`, each] as const)
      : [[name, inner]]
  );
}

/** Is the switch on in any of the files? Names in lower case. */
export function isOn(switches: readonly OrgSwitch[], ...names: readonly string[]): boolean {
  return switches.some(({ name, value }) => names.includes(name) && value === 'true');
}
