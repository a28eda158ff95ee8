/** XML in and out of the SOAP APIs. */
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { XmlElement } from '../../metadata/xml.ts';
import { ApiError } from './errors.ts';

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  // Apex code and metadata arrive as text: every space counts.
  trimValues: false,
  processEntities: true,
  removeNSPrefix: true
});

/**
 * The root element, names without their prefixes.
 * @throws ApiError 400 for what is not XML; a document type, which could define entities, is refused as well
 */
export function parseXml(source: string): XmlElement {
  if (/<!DOCTYPE/i.test(source)) throw new ApiError(400, 'XML_PARSER_ERROR', 'Document types are not allowed');
  const valid = XMLValidator.validate(source);
  if (valid !== true) throw new ApiError(400, 'XML_PARSER_ERROR', `${valid.err.msg} (line ${valid.err.line})`);
  const parsed = parser.parse(source) as Record<string, ConstructorParameters<typeof XmlElement>[2]>;
  const name = Object.keys(parsed).find((each) => !each.startsWith('?') && each !== '#text');
  if (name === undefined) throw new ApiError(400, 'XML_PARSER_ERROR', 'There is no element');
  return new XmlElement('request', name, parsed[name]!, source);
}

/** Without the characters that XML does not allow at all. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}

export type XmlValue = string | number | boolean | null | readonly XmlValue[] | { readonly [name: string]: XmlValue };

/** An element: lists repeat it, null is `xsi:nil`, members of an object are its children. */
export function toXml(name: string, value: XmlValue): string {
  if (isList(value)) return value.map((item) => toXml(name, item)).join('');
  if (value === null) return `<${name} xsi:nil="true"/>`;
  if (typeof value === 'object') return `<${name}>${childrenXml(value)}</${name}>`;
  return `<${name}>${escapeXml(String(value))}</${name}>`;
}

export function childrenXml(members: { readonly [name: string]: XmlValue }): string {
  return Object.entries(members)
    .map(([name, value]) => toXml(name, value))
    .join('');
}

function isList(value: XmlValue): value is readonly XmlValue[] {
  return Array.isArray(value);
}
