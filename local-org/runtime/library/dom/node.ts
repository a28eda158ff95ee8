/** XML documents in memory: what `Dom.Document` and `Dom.XmlNode` stand for. */
import { apexException } from '../../machine/errors.ts';

export type NodeType = 'ELEMENT' | 'TEXT' | 'COMMENT';

export interface Attribute {
  readonly name: string;
  /** Null: none. */
  readonly namespace: string | null;
  value: string;
}

const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';

export class XmlNodeValue {
  readonly type: NodeType;
  /** Local name of an element; '' for the others. */
  readonly name: string;
  /** Null: none. */
  readonly namespace: string | null;
  /** Of a text or comment. */
  readonly text: string;
  parent: XmlNodeValue | null = null;
  readonly children: XmlNodeValue[] = [];
  readonly attributes: Attribute[] = [];
  /** Declared here: prefix ('' for the default) -> namespace ('' takes the default away). */
  readonly declared = new Map<string, string>();

  constructor(type: NodeType, name: string, namespace: string | null, text: string) {
    this.type = type;
    this.name = name;
    this.namespace = namespace;
    this.text = text;
  }

  static element(name: string, namespace: string | null): XmlNodeValue {
    return new XmlNodeValue('ELEMENT', name, namespace === '' ? null : namespace, '');
  }

  append(child: XmlNodeValue): XmlNodeValue {
    child.parent = this;
    this.children.push(child);
    return child;
  }

  private *selfAndAncestors(): Generator<XmlNodeValue> {
    yield this;
    if (this.parent !== null) yield* this.parent.selfAndAncestors();
  }

  namespaceFor(prefix: string): string | null {
    if (prefix === 'xml') return XML_NAMESPACE;
    for (const node of this.selfAndAncestors()) {
      const found = node.declared.get(prefix);
      if (found !== undefined) return found === '' ? null : found;
    }
    return null;
  }

  /** The nearest prefix that means the namespace here; null: none does. */
  prefixFor(namespace: string): string | null {
    if (namespace === XML_NAMESPACE) return 'xml';
    for (const node of this.selfAndAncestors()) {
      for (const [prefix, declared] of node.declared)
        if (declared === namespace && this.namespaceFor(prefix) === namespace) return prefix;
    }
    return null;
  }

  attribute(name: string, namespace: string | null): Attribute | null {
    const wanted = namespace === '' ? null : namespace;
    return this.attributes.find((each) => each.name === name && each.namespace === wanted) ?? null;
  }

  /** Direct text of an element. */
  get content(): string {
    return this.type === 'ELEMENT'
      ? this.children
          .filter((child) => child.type === 'TEXT')
          .map((child) => child.text)
          .join('')
      : this.text;
  }
}

/** What stands between tags. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** What stands between the double quotes of an attribute. */
export function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;');
}

function qualified(node: XmlNodeValue, name: string, namespace: string | null): string {
  if (namespace === null) return name;
  const prefix = node.prefixFor(namespace);
  if (prefix === null) throw apexException('XmlException', `No prefix is declared for namespace ${namespace}`);
  return prefix === '' ? name : `${prefix}:${name}`;
}

/** A node as text. @throws System.XmlException for a namespace without a prefix in scope */
export function xmlText(node: XmlNodeValue): string {
  if (node.type === 'TEXT') return escapeText(node.text);
  if (node.type === 'COMMENT') return `<!--${node.text}-->`;
  const name = qualified(node, node.name, node.namespace);
  const declarations = [...node.declared].map(
    ([prefix, namespace]) => ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeAttribute(namespace)}"`
  );
  const attributes = node.attributes.map(
    (each) => ` ${qualified(node, each.name, each.namespace)}="${escapeAttribute(each.value)}"`
  );
  const start = `<${name}${declarations.join('')}${attributes.join('')}`;
  return node.children.length === 0 ? `${start} />` : `${start}>${node.children.map(xmlText).join('')}</${name}>`;
}
