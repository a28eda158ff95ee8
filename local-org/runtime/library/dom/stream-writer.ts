/** `XmlStreamWriter` (Apex Reference Guide v65): XML written piece by piece; names and order are the caller's business. */
import { libraryType } from '../../../apex/library.ts';
import type { LibraryType } from '../../../apex/library.ts';
import { apexException, notSupported } from '../../machine/errors.ts';
import { given } from '../members.ts';
import { escapeAttribute, escapeText } from './node.ts';

type Text = string | null;

class StreamWriter {
  #written = '';
  /** A start tag that may still get attributes. */
  #openTag: 'none' | 'element' | 'empty' = 'none';
  readonly #elements: string[] = [];

  start(prefix: Text, localName: Text, kind: 'element' | 'empty'): void {
    const name = qualified(prefix, localName);
    this.write(`<${name}`);
    this.#openTag = kind;
    if (kind === 'element') this.#elements.push(name);
  }

  /** @throws System.XmlException when no element is open */
  end(): void {
    const name = this.#elements.pop();
    if (name === undefined) throw apexException('XmlException', 'No element was found to write');
    this.write(`</${name}>`);
  }

  endAll(): void {
    while (this.#elements.length > 0) this.end();
  }

  /** @throws System.XmlException behind a tag that is closed */
  attribute(name: string, value: string): void {
    if (this.#openTag === 'none') throw apexException('XmlException', 'Attribute not associated with any element');
    this.#written += ` ${name}="${escapeAttribute(value)}"`;
  }

  write(text: string): void {
    if (this.#openTag !== 'none') this.#written += this.#openTag === 'empty' ? '/>' : '>';
    this.#openTag = 'none';
    this.#written += text;
  }

  get text(): string {
    return this.#openTag === 'none' ? this.#written : notSupported('the text of XML that ends in an open tag');
  }
}

function qualified(prefix: Text, localName: Text): string {
  return prefix === null || prefix === '' ? given(localName) : `${prefix}:${given(localName)}`;
}

export const streamWriterTypes: LibraryType[] = [
  libraryType(
    'XmlStreamWriter',
    { isInstance: (value) => value instanceof StreamWriter },
    {
      'new()': () => new StreamWriter(),
      // Memory is all that a writer holds.
      'void close()': () => undefined,
      'String getXmlString()': (self: StreamWriter) => self.text,
      // Binds the address for elements that the writer would prefix by itself, which it never does: nothing is written.
      'void setDefaultNamespace(String uri)': () => undefined,
      'void writeAttribute(String prefix, String namespaceUri, String localName, String value)': (
        self: StreamWriter,
        prefix: Text,
        _namespace: Text,
        localName: Text,
        value: Text
      ) => self.attribute(qualified(prefix, localName), given(value)),
      'void writeCData(String data)': (self: StreamWriter, data: Text) => self.write(`<![CDATA[${given(data)}]]>`),
      'void writeCharacters(String text)': (self: StreamWriter, text: Text) => self.write(escapeText(given(text))),
      'void writeComment(String comment)': (self: StreamWriter, comment: Text) =>
        self.write(`<!--${given(comment)}-->`),
      'void writeDefaultNamespace(String namespaceUri)': (self: StreamWriter, namespace: Text) =>
        self.attribute('xmlns', given(namespace)),
      'void writeEmptyElement(String prefix, String localName, String namespaceUri)': (
        self: StreamWriter,
        prefix: Text,
        localName: Text
      ) => self.start(prefix, localName, 'empty'),
      'void writeEndDocument()': (self: StreamWriter) => self.endAll(),
      'void writeEndElement()': (self: StreamWriter) => self.end(),
      'void writeNamespace(String prefix, String namespaceUri)': (self: StreamWriter, prefix: Text, namespace: Text) =>
        self.attribute(prefix === null || prefix === '' ? 'xmlns' : `xmlns:${prefix}`, given(namespace)),
      'void writeProcessingInstruction(String target, String data)': (self: StreamWriter, target: Text, data: Text) =>
        self.write(data === null ? `<?${given(target)}?>` : `<?${given(target)} ${data}?>`),
      'void writeStartDocument(String encoding, String version)': (self: StreamWriter, encoding: Text, version: Text) =>
        self.write(`<?xml version="${given(version)}"${encoding === null ? '' : ` encoding="${encoding}"`}?>`),
      'void writeStartElement(String prefix, String localName, String namespaceUri)': (
        self: StreamWriter,
        prefix: Text,
        localName: Text
      ) => self.start(prefix, localName, 'element')
    }
  )
];
