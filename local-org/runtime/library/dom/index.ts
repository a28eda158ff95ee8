/** `Dom.Document`, `Dom.XmlNode` (Apex Reference Guide v65, "Dom Namespace"). */
import { libraryType } from '../../../apex/library.ts';
import type { LibraryType } from '../../../apex/library.ts';
import { apexException } from '../../machine/errors.ts';
import { runtimeType } from '../../machine/runtime-type.ts';
import { ApexList } from '../../values/collections.ts';
import { given } from '../members.ts';
import { XmlNodeValue, xmlText } from './node.ts';
import { parseXml } from './parse.ts';

/** `Dom.Document`. */
export class DocumentValue {
  root: XmlNodeValue | null = null;

  /** @throws System.XmlException when the text is not well-formed */
  load(xml: string): void {
    this.root = parseXml(xml);
  }
}

type Text = string | null;

function nodes(items: readonly XmlNodeValue[]): ApexList {
  return new ApexList(runtimeType('List<Dom.XmlNode>'), [...items]);
}

/** A new element whose prefix is declared on it unless it already means the namespace there. */
function newElement(parent: XmlNodeValue | null, name: Text, namespace: Text, prefix: Text): XmlNodeValue {
  const node = XmlNodeValue.element(given(name), namespace);
  node.parent = parent;
  if (node.namespace !== null && node.namespaceFor(prefix ?? '') !== node.namespace)
    node.declared.set(prefix ?? '', node.namespace);
  else if (node.namespace === null && node.namespaceFor('') !== null) node.declared.set('', '');
  return node;
}

function onlyElement(node: XmlNodeValue): XmlNodeValue {
  if (node.type !== 'ELEMENT') throw apexException('XmlException', 'The node is no element');
  return node;
}

function childIndex(node: XmlNodeValue, child: XmlNodeValue | null): number {
  const index = node.children.indexOf(given(child));
  if (index < 0) throw apexException('XmlException', 'The node is no child of this one');
  return index;
}

function setAttribute(self: XmlNodeValue, name: Text, value: Text, namespace: Text): void {
  const known = onlyElement(self).attribute(given(name), namespace);
  if (known !== null) known.value = given(value);
  else self.attributes.push({ name: given(name), namespace: namespace === '' ? null : namespace, value: given(value) });
}

function removeAttribute(self: XmlNodeValue, name: Text, namespace: Text): boolean {
  const index = self.attributes.findIndex((each) => each === self.attribute(given(name), namespace));
  if (index < 0) return false;
  self.attributes.splice(index, 1);
  return true;
}

function insertBefore(self: XmlNodeValue, added: XmlNodeValue | null, before: XmlNodeValue | null): XmlNodeValue {
  const node = given(added);
  const index = before === null ? self.children.length : childIndex(self, before);
  if (node.parent !== null) throw apexException('XmlException', 'The node has a parent already');
  node.parent = self;
  self.children.splice(index, 0, node);
  return node;
}

function attributeAt(self: XmlNodeValue, index: number | null): XmlNodeValue['attributes'][number] {
  return (
    self.attributes[given(index)] ??
    (() => {
      throw apexException('ListException', `List index out of bounds: ${String(index)}`);
    })()
  );
}

export const domTypes: LibraryType[] = [
  libraryType(
    'Dom.Document',
    { isInstance: (value) => value instanceof DocumentValue },
    {
      'new()': () => new DocumentValue(),
      'void load(String xml)': (self: DocumentValue, xml: Text) => self.load(given(xml)),
      'Dom.XmlNode getRootElement()': (self: DocumentValue) => self.root,
      'Dom.XmlNode createRootElement(String name, String namespace, String prefix)': (
        self: DocumentValue,
        name: Text,
        namespace: Text,
        prefix: Text
      ) => (self.root = newElement(null, name, namespace, prefix)),
      'String toXmlString()': (self: DocumentValue) =>
        `<?xml version="1.0" encoding="UTF-8"?>${self.root === null ? '' : xmlText(self.root)}`
    }
  ),
  libraryType('Dom.XmlNodeType', { kind: 'enum', enumValues: ['COMMENT', 'ELEMENT', 'TEXT'] }, {}),
  libraryType(
    'Dom.XmlNode',
    { isInstance: (value) => value instanceof XmlNodeValue },
    {
      'String getName()': (self: XmlNodeValue) => self.name,
      'String getNamespace()': (self: XmlNodeValue) => self.namespace,
      'String getNamespaceFor(String prefix)': (self: XmlNodeValue, prefix: Text) => self.namespaceFor(given(prefix)),
      'String getPrefixFor(String namespace)': (self: XmlNodeValue, namespace: Text) =>
        self.prefixFor(given(namespace)),
      'Dom.XmlNodeType getNodeType()': (self: XmlNodeValue) =>
        runtimeType('Dom.XmlNodeType').enumValues.find(({ name }) => name === self.type)!,
      'String getText()': (self: XmlNodeValue) => self.content,
      'Dom.XmlNode getParent()': (self: XmlNodeValue) => self.parent,
      'List<Dom.XmlNode> getChildren()': (self: XmlNodeValue) => nodes(self.children),
      'List<Dom.XmlNode> getChildElements()': (self: XmlNodeValue) =>
        nodes(self.children.filter(({ type }) => type === 'ELEMENT')),
      'Dom.XmlNode getChildElement(String name, String namespace)': (self: XmlNodeValue, name: Text, namespace: Text) =>
        self.children.find(
          (each) =>
            each.type === 'ELEMENT' && each.name === name && each.namespace === (namespace === '' ? null : namespace)
        ) ?? null,
      'Integer getAttributeCount()': (self: XmlNodeValue) => self.attributes.length,
      'String getAttributeKeyAt(Integer index)': (self: XmlNodeValue, index: number | null) =>
        attributeAt(self, index).name,
      'String getAttributeKeyNsAt(Integer index)': (self: XmlNodeValue, index: number | null) =>
        attributeAt(self, index).namespace,
      'String getAttribute(String key, String keyNamespace)': (self: XmlNodeValue, key: Text, namespace: Text) =>
        self.attribute(given(key), namespace)?.value ?? null,
      'String getAttributeValue(String key, String keyNamespace)': (self: XmlNodeValue, key: Text, namespace: Text) =>
        self.attribute(given(key), namespace)?.value ?? null,
      'void setAttribute(String key, String value)': (self: XmlNodeValue, key: Text, value: Text) =>
        setAttribute(self, key, value, null),
      'Boolean removeAttribute(String key, String keyNamespace)': removeAttribute,
      'void setNamespace(String prefix, String namespace)': (self: XmlNodeValue, prefix: Text, namespace: Text) => {
        onlyElement(self).declared.set(prefix ?? '', given(namespace));
      },
      'Dom.XmlNode addChildElement(String name, String namespace, String prefix)': (
        self: XmlNodeValue,
        name: Text,
        namespace: Text,
        prefix: Text
      ) => onlyElement(self).append(newElement(self, name, namespace, prefix)),
      'Dom.XmlNode addTextNode(String text)': (self: XmlNodeValue, text: Text) =>
        onlyElement(self).append(new XmlNodeValue('TEXT', '', null, given(text))),
      'Dom.XmlNode addCommentNode(String text)': (self: XmlNodeValue, text: Text) =>
        onlyElement(self).append(new XmlNodeValue('COMMENT', '', null, given(text))),
      'Dom.XmlNode insertBefore(Dom.XmlNode newChild, Dom.XmlNode refChild)': insertBefore,
      'Boolean removeChild(Dom.XmlNode child)': (self: XmlNodeValue, child: XmlNodeValue | null) => {
        const [removed] = self.children.splice(childIndex(self, child), 1);
        removed!.parent = null;
        return true;
      }
    }
  )
];
