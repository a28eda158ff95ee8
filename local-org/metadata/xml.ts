/** Metadata XML as elements with text, children and the line they start on. */
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { MetadataError, UnsupportedMetadataError } from './errors.ts';

type Raw = string | { readonly [name: string]: Raw | readonly Raw[] };

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  processEntities: true
});

export class XmlElement {
  readonly path: string;
  readonly name: string;
  readonly #raw: Raw;
  readonly #source: string;

  constructor(path: string, name: string, raw: Raw, source: string) {
    this.path = path;
    this.name = name;
    this.#raw = raw;
    this.#source = source;
  }

  /** Text of a child; null when the child is missing or empty. */
  text(child: string): string | null {
    const value = this.list(child)[0]?.value ?? null;
    return value === '' ? null : value;
  }

  /** Text of a child that has to be there. */
  required(child: string): string {
    const value = this.text(child);
    if (value === null) throw this.error(`<${child}> is missing; add it to <${this.name}>`);
    return value;
  }

  flag(child: string): boolean {
    return this.text(child) === 'true';
  }

  /** A whole number; `fallback` when the child is missing. */
  integer(child: string, fallback = 0): number {
    const value = this.text(child);
    if (value === null) return fallback;
    if (!/^\d+$/.test(value)) throw this.error(`<${child}> is '${value}'; it has to be a whole number`, value);
    return Number(value);
  }

  child(name: string): XmlElement | null {
    return this.list(name)[0] ?? null;
  }

  list(name: string): XmlElement[] {
    if (typeof this.#raw === 'string') return [];
    const found = this.#raw[name];
    if (found === undefined) return [];
    const values = (Array.isArray(found) ? found : [found]) as readonly Raw[];
    return values.map((value) => new XmlElement(this.path, name, value, this.#source));
  }

  /** Names of the child elements, each once. */
  childNames(): string[] {
    if (typeof this.#raw === 'string') return [];
    return Object.keys(this.#raw).filter((name) => !name.startsWith('@') && name !== '#text');
  }

  /** The element's own text. */
  get value(): string {
    if (typeof this.#raw === 'string') return this.#raw;
    const text = this.#raw['#text'];
    return typeof text === 'string' ? text : '';
  }

  attribute(name: string): string | null {
    const value = typeof this.#raw === 'string' ? undefined : this.#raw[`@${name}`];
    return typeof value === 'string' ? value : null;
  }

  /** An error on the first line that holds `near`, or on the element's first occurrence. */
  error(message: string, near?: string): MetadataError {
    return new MetadataError(this.path, this.#lineOf(near), message);
  }

  /** Like `error`, for what Salesforce takes. */
  unsupported(what: string, near?: string): UnsupportedMetadataError {
    return new UnsupportedMetadataError(this.path, this.#lineOf(near), `not supported by the local org: ${what}`);
  }

  #lineOf(near: string | undefined): number {
    const at = this.#source.indexOf(near ?? `<${this.name}`);
    return at < 0 ? 1 : this.#source.slice(0, at).split('\n').length;
  }
}

/** Parses one metadata file whose root element must be `root`. */
export function parseMetadata(path: string, source: string, root: string): XmlElement {
  const valid = XMLValidator.validate(source);
  if (valid !== true)
    throw new MetadataError(path, valid.err.line, `the XML is malformed: ${valid.err.msg}; correct the file`);
  const parsed = parser.parse(source) as Record<string, Raw>;
  const raw = parsed[root];
  if (raw === undefined) {
    const found = Object.keys(parsed).find((name) => !name.startsWith('?')) ?? 'nothing';
    throw new MetadataError(path, 1, `the root element is <${found}>; expected <${root}>`);
  }
  return new XmlElement(path, root, raw, source);
}
