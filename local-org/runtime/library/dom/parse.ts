/** XML text to nodes, strictly: well-formed, namespaces declared, the five entities of XML only. */
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { apexException, notSupported } from '../../machine/errors.ts';
import { XmlNodeValue } from './node.ts';

const TEXT = '#text';
const CDATA = '#cdata';
const COMMENT = '#comment';
const ATTRIBUTES = ':@';

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  htmlEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  cdataPropName: CDATA,
  commentPropName: COMMENT,
  textNodeName: TEXT,
  allowBooleanAttributes: false
});

type Item = Readonly<Record<string, unknown>>;

function refused(why: string): never {
  throw apexException('XmlException', `Failed to parse XML due to: ${why}`);
}

/** The root element. @throws System.XmlException when the text is not well-formed */
export function parseXml(text: string): XmlNodeValue {
  if (/<!DOCTYPE/i.test(text)) notSupported('XML with a document type');
  const source = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  if (source.trim() === '') refused('no more data available - expected the opening tag');
  const valid = XMLValidator.validate(source);
  if (valid !== true) refused(`${valid.err.msg} (position: ${valid.err.line}:${valid.err.col})`);
  const items = parser.parse(source) as readonly Item[];
  const roots = items.filter((item) => tagOf(item) !== null);
  const outside = items.some((item) => CDATA in item || (TEXT in item && String(item[TEXT]).trim() !== ''));
  // The parser passes over text at the very end.
  const trailing = !/>$/.test(source.replace(/(?:\s|<!--(?:(?!-->)[^])*-->|<\?(?:(?!\?>)[^])*\?>)*$/, ''));
  if (roots.length !== 1 || outside || trailing) refused('a document has one root element and no text outside of it');
  return element(roots[0]!, null);
}

function tagOf(item: Item): string | null {
  return (
    Object.keys(item).find((key) => key !== ATTRIBUTES && key !== TEXT && key !== CDATA && key !== COMMENT) ?? null
  );
}

function element(item: Item, parent: XmlNodeValue | null): XmlNodeValue {
  const tag = tagOf(item)!;
  const attributes = Object.entries((item[ATTRIBUTES] ?? {}) as Readonly<Record<string, string>>).map(
    ([name, value]) => [name, decoded(String(value))] as const
  );
  // Its own declarations already hold for the element's name.
  const scope = XmlNodeValue.element('', null);
  scope.parent = parent;
  for (const [name, value] of attributes)
    if (name === 'xmlns' || name.startsWith('xmlns:')) declare(scope, name, value);
  const [prefix, local] = split(tag);
  const node = XmlNodeValue.element(local, prefix === '' ? scope.namespaceFor('') : bound(scope, prefix));
  node.parent = parent;
  for (const [declaredPrefix, namespace] of scope.declared) node.declared.set(declaredPrefix, namespace);
  for (const [name, value] of attributes)
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) addAttribute(node, name, value);
  addChildren(node, item[tag] as readonly Item[]);
  return node;
}

function declare(scope: XmlNodeValue, name: string, namespace: string): void {
  const prefix = name === 'xmlns' ? '' : name.slice('xmlns:'.length);
  if (prefix !== '' && namespace === '') refused(`prefix ${prefix} has no namespace`);
  scope.declared.set(prefix, namespace);
}

function addAttribute(node: XmlNodeValue, name: string, value: string): void {
  const [prefix, local] = split(name);
  const namespace = prefix === '' ? null : bound(node, prefix);
  if (node.attribute(local, namespace) !== null) refused(`duplicated attribute ${local}`);
  node.attributes.push({ name: local, namespace, value });
}

function addChildren(node: XmlNodeValue, items: readonly Item[]): void {
  for (const item of items) {
    if (TEXT in item) addText(node, decoded(String(item[TEXT])));
    else if (CDATA in item) addText(node, (item[CDATA] as readonly Item[]).map((part) => String(part[TEXT])).join(''));
    else if (COMMENT in item)
      node.append(
        new XmlNodeValue(
          'COMMENT',
          '',
          null,
          (item[COMMENT] as readonly Item[]).map((part) => String(part[TEXT])).join('')
        )
      );
    else node.append(element(item, node));
  }
}

/** Neighbouring text, written as such or as CDATA, is one node. */
function addText(node: XmlNodeValue, text: string): void {
  const last = node.children.at(-1);
  if (last?.type === 'TEXT') node.children.pop();
  node.append(new XmlNodeValue('TEXT', '', null, (last?.type === 'TEXT' ? last.text : '') + text));
}

function split(name: string): [prefix: string, local: string] {
  const parts = name.split(':');
  if (parts.length > 2 || parts.includes('')) refused(`bad name ${name}`);
  return parts.length === 2 ? [parts[0]!, parts[1]!] : ['', name];
}

function bound(node: XmlNodeValue, prefix: string): string {
  return node.namespaceFor(prefix) ?? refused(`could not determine namespace bound to prefix ${prefix}`);
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decoded(text: string): string {
  return text.replace(/&([^;&\s]*);?/g, (whole, name: string) => {
    if (!whole.endsWith(';')) return refused(`an entity without its end: ${whole}`);
    const digits = /^#(?:x(?<hex>[0-9a-fA-F]+)|(?<decimal>\d+))$/.exec(name)?.groups;
    if (digits) {
      const code = digits['hex'] === undefined ? Number(digits['decimal']) : Number.parseInt(digits['hex'], 16);
      return isCharacter(code) ? String.fromCodePoint(code) : refused(`character reference ${whole} is no character`);
    }
    return ENTITIES[name] ?? refused(`could not resolve entity named ${name}`);
  });
}

/** Char of XML 1.0. */
function isCharacter(code: number): boolean {
  return (
    code === 9 ||
    code === 10 ||
    code === 13 ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff)
  );
}
