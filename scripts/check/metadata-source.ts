import { readFileSync } from 'node:fs';
import path from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Finding } from './gate.ts';
import { filesBelow } from './files.ts';

export type Xml = { readonly [element: string]: XmlValue };
export type XmlValue = string | Xml | ReadonlyArray<string | Xml>;

/** One `-meta.xml` of the package. */
export interface MetadataFile {
  readonly file: string;
  /** `object`, `field`, `permissionset`, `md`, `cls`, … : the part before `-meta.xml`. */
  readonly suffix: string;
  /** File name without its suffix: `Region__mdt`, `Admin`, `Clock`. */
  readonly name: string;
  /** Root element, `CustomObject`. */
  readonly type: string;
  readonly body: Xml;
}

const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, ignoreDeclaration: true });

/** Reads every `-meta.xml` below a folder; what is not well-formed becomes a finding. */
export function readMetadata(root: string, folder = 'force-app'): { files: MetadataFile[]; findings: Finding[] } {
  const findings: Finding[] = [];
  const files = filesBelow(path.join(root, folder), (file) => file.endsWith('-meta.xml')).flatMap((absolute) => {
    const file = path.relative(root, absolute);
    const text = readFileSync(absolute, 'utf8');
    const valid = XMLValidator.validate(text);
    if (valid !== true) {
      findings.push({ file, line: valid.err.line, rule: 'metadata:xml', message: valid.err.msg });
      return [];
    }
    const document = parser.parse(text) as Xml;
    const [type] = Object.keys(document);
    const body = type === undefined ? undefined : document[type];
    const base = path.basename(file, '-meta.xml');
    const dot = base.lastIndexOf('.');
    if (type === undefined) {
      findings.push({ file, line: 1, rule: 'metadata:xml', message: 'no root element' });
      return [];
    }
    return [
      {
        file,
        suffix: base.slice(dot + 1),
        name: base.slice(0, dot),
        type,
        body: typeof body === 'object' && !Array.isArray(body) ? (body as Xml) : {}
      }
    ];
  });
  return { files, findings };
}

/** Child elements of a name as a list, whether the file has none, one or many. */
export function children(body: Xml, name: string): Xml[] {
  const value = body[name];
  const list = value === undefined ? [] : Array.isArray(value) ? value : [value];
  return list.filter((item): item is Xml => typeof item === 'object');
}

/** Text of the child elements of a name. */
export function texts(body: Xml, name: string): string[] {
  const value = body[name];
  const list = value === undefined ? [] : Array.isArray(value) ? value : [value];
  return list.filter((item): item is string => typeof item === 'string');
}

export const text = (body: Xml, name: string): string => texts(body, name)[0] ?? '';
