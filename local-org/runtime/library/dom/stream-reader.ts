/**
 * `XmlStreamReader` and `XmlTag` (Apex Reference Guide v65): the events of a document, one after the other. Left out, and
 * refused, are prefixes, processing instructions, positions and namespaces by index, which the nodes do not keep.
 */
import { libraryType } from '../../../apex/library.ts';
import type { LibraryType } from '../../../apex/library.ts';
import { notSupported } from '../../machine/errors.ts';
import { runtimeType } from '../../machine/runtime-type.ts';
import { given } from '../members.ts';
import type { Attribute, XmlNodeValue } from './node.ts';
import { parseXml } from './parse.ts';

type Text = string | null;

/** Numbers of the events as `next()` gives them: those of javax.xml.stream, which Apex follows. */
const NUMBERS = {
  START_ELEMENT: 1,
  END_ELEMENT: 2,
  CHARACTERS: 4,
  COMMENT: 5,
  START_DOCUMENT: 7,
  END_DOCUMENT: 8
} as const;

interface XmlEvent {
  readonly type: keyof typeof NUMBERS;
  readonly node: XmlNodeValue | null;
  readonly text: string;
}

const MOST_LEVELS = 50;
const START: XmlEvent = { type: 'START_DOCUMENT', node: null, text: '' };

/** `XmlStreamReader`. */
export class StreamReader {
  readonly #source: string;
  #events: readonly XmlEvent[] | null = null;
  #at = 0;
  coalesces = false;

  constructor(source: string) {
    this.#source = source;
  }

  get current(): XmlEvent {
    return this.#events?.[this.#at] ?? START;
  }

  get hasNext(): boolean {
    return this.current.type !== 'END_DOCUMENT';
  }

  /** @throws System.XmlException from the first call on when the text is not well-formed */
  next(): number {
    if (!this.hasNext) notSupported('reading XML past its end');
    this.#events ??= [START, ...documentEvents(this.#source, this.coalesces)];
    this.#at++;
    return NUMBERS[this.current.type];
  }

  nextTag(): number {
    let found = this.next();
    while (this.isWhiteSpace || this.current.type === 'COMMENT') found = this.next();
    if (found !== NUMBERS.START_ELEMENT && found !== NUMBERS.END_ELEMENT)
      notSupported(`nextTag() where ${this.current.type} follows`);
    return found;
  }

  get isWhiteSpace(): boolean {
    return this.current.type === 'CHARACTERS' && /^[ \t\r\n]*$/.test(this.current.text);
  }

  get hasName(): boolean {
    return this.current.type === 'START_ELEMENT' || this.current.type === 'END_ELEMENT';
  }

  get hasText(): boolean {
    return this.current.type === 'CHARACTERS' || this.current.type === 'COMMENT';
  }

  element(member: string): XmlNodeValue {
    return this.hasName ? this.current.node! : notSupported(`${member} at ${this.current.type}`);
  }

  attributes(member: string): readonly Attribute[] {
    return this.current.type === 'START_ELEMENT'
      ? this.current.node!.attributes
      : notSupported(`${member} at ${this.current.type}`);
  }

  attributeAt(member: string, index: number | null): Attribute {
    return this.attributes(member)[given(index)] ?? notSupported(`${member} of an attribute that is not there`);
  }

  text(): string {
    return this.hasText ? this.current.text : notSupported(`getText() at ${this.current.type}`);
  }
}

/** Where the platform's reader cuts text into several events is not documented: such text is refused. */
function documentEvents(source: string, coalesces: boolean): XmlEvent[] {
  const root = parseXml(source);
  if (!coalesces && /&|<!\[CDATA\[/.test(source))
    notSupported('XML with entities or CDATA in a reader that is not set to coalesce');
  const body = source.replace(/^\s*<\?xml\s[^>]*\?>/, '').trim();
  if (/<\?/.test(body) || /^<!--|-->$/.test(body))
    notSupported('processing instructions, and comments outside of the root element, in an XML reader');
  return [...elementEvents(root, 1), { type: 'END_DOCUMENT', node: null, text: '' }];
}

function* elementEvents(node: XmlNodeValue, level: number): Generator<XmlEvent> {
  if (level > MOST_LEVELS) notSupported(`XML of more than ${MOST_LEVELS} levels in a reader`);
  yield { type: 'START_ELEMENT', node, text: '' };
  let text = '';
  for (const child of node.children) {
    if (child.type === 'TEXT') {
      text += child.text;
      continue;
    }
    if (text !== '') yield { type: 'CHARACTERS', node: null, text };
    text = '';
    if (child.type === 'COMMENT') yield { type: 'COMMENT', node: null, text: child.text };
    else yield* elementEvents(child, level + 1);
  }
  if (text !== '') yield { type: 'CHARACTERS', node: null, text };
  yield { type: 'END_ELEMENT', node, text: '' };
}

export const streamReaderTypes: LibraryType[] = [
  libraryType(
    'XmlTag',
    {
      kind: 'enum',
      enumValues: [
        'ATTRIBUTE',
        'CDATA',
        'CHARACTERS',
        'COMMENT',
        'DTD',
        'END_DOCUMENT',
        'END_ELEMENT',
        'ENTITY_DECLARATION',
        'ENTITY_REFERENCE',
        'NAMESPACE',
        'NOTATION_DECLARATION',
        'PROCESSING_INSTRUCTION',
        'SPACE',
        'START_DOCUMENT',
        'START_ELEMENT'
      ]
    },
    {}
  ),
  libraryType(
    'XmlStreamReader',
    { isInstance: (value) => value instanceof StreamReader },
    {
      'new(String xmlInput)': (_type: unknown, xml: Text) => new StreamReader(given(xml)),
      'Integer getAttributeCount()': (self: StreamReader) => self.attributes('getAttributeCount()').length,
      'String getAttributeLocalName(Integer index)': (self: StreamReader, index: number | null) =>
        self.attributeAt('getAttributeLocalName()', index).name,
      'String getAttributeNamespace(Integer index)': (self: StreamReader, index: number | null) =>
        self.attributeAt('getAttributeNamespace()', index).namespace,
      'String getAttributeValue(String namespaceUri, String localName)': (
        self: StreamReader,
        namespace: Text,
        name: Text
      ) =>
        self
          .attributes('getAttributeValue()')
          .find((each) => each.name === given(name) && (namespace === null || each.namespace === namespace))?.value ??
        null,
      'String getAttributeValueAt(Integer index)': (self: StreamReader, index: number | null) =>
        self.attributeAt('getAttributeValueAt()', index).value,
      'XmlTag getEventType()': (self: StreamReader) =>
        runtimeType('XmlTag').enumValues.find(({ name }) => name === self.current.type)!,
      'String getLocalName()': (self: StreamReader) => self.element('getLocalName()').name,
      'String getNamespace()': (self: StreamReader) => self.element('getNamespace()').namespace,
      'String getText()': (self: StreamReader) => self.text(),
      'Boolean hasName()': (self: StreamReader) => self.hasName,
      'Boolean hasNext()': (self: StreamReader) => self.hasNext,
      'Boolean hasText()': (self: StreamReader) => self.hasText,
      'Boolean isCharacters()': (self: StreamReader) => self.current.type === 'CHARACTERS',
      'Boolean isEndElement()': (self: StreamReader) => self.current.type === 'END_ELEMENT',
      'Boolean isStartElement()': (self: StreamReader) => self.current.type === 'START_ELEMENT',
      'Boolean isWhiteSpace()': (self: StreamReader) => self.isWhiteSpace,
      'Integer next()': (self: StreamReader) => self.next(),
      'Integer nextTag()': (self: StreamReader) => self.nextTag(),
      'void setCoalescing(Boolean returnAsSingleBlock)': (self: StreamReader, coalesces: boolean | null) => {
        self.coalesces = given(coalesces);
      }
    }
  )
];
