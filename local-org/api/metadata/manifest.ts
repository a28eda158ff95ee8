/** `package.xml` and `destructiveChanges*.xml`. */
import { decodeXml, encodeXml, textIn, xmlParts } from './xml-parts.ts';

export interface ManifestMember {
  readonly type: string;
  /** `*` for all. */
  readonly fullName: string;
}

export interface Manifest {
  readonly members: readonly ManifestMember[];
  /** '' when the file has none. */
  readonly version: string;
}

/** @throws XmlFormError */
export function readManifest(source: string): Manifest {
  const members: ManifestMember[] = [];
  let version = '';
  for (const part of xmlParts(source, 'Package')) {
    if (part.name === 'version') version = /<version>\s*(?<text>[^<]*?)\s*</.exec(part.text)?.groups?.['text'] ?? '';
    if (part.name === 'types') members.push(...membersOf(part.text));
  }
  return { members, version };
}

/** The members of one `<types>` element, as in a manifest or in a retrieve request. */
export function membersOf(types: string): ManifestMember[] {
  const type = textIn(types, 'name') ?? '';
  return [...types.matchAll(/<members>(?<name>[^<]*)<\/members>/g)].map((match) => ({
    type,
    fullName: decodeXml(match.groups!['name']!.trim())
  }));
}

export function writeManifest(members: readonly ManifestMember[], version: string): string {
  const types = new Map<string, string[]>();
  for (const { type, fullName } of members) types.set(type, [...(types.get(type) ?? []), fullName]);
  const body = [...types]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([type, names]) =>
        `    <types>\n${[...names]
          .sort()
          .map((name) => `        <members>${encodeXml(name)}</members>\n`)
          .join('')}        <name>${type}</name>\n    </types>\n`
    )
    .join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Package xmlns="http://soap.sforce.com/2006/04/metadata">\n${body}    <version>${version}</version>\n</Package>\n`;
}
