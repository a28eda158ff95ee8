/** `XmlStreamReader` and `XmlStreamWriter`. Source: Apex Developer Guide v65, "XML Support", after whose example `writes` is made. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { openProgram } from './org-program.ts';

const Main = `@IsTest public class Main {
  static String events(XmlStreamReader r) {
    String all = r.getEventType().name();
    while (r.hasNext()) {
      Integer code = r.next();
      all += ' ' + code;
      if (r.isStartElement()) { all += '<' + r.getLocalName(); for (Integer i = 0; i < r.getAttributeCount(); i++) all += ' ' + r.getAttributeLocalName(i) + '=' + r.getAttributeValueAt(i); }
      else if (r.isEndElement()) all += '/' + r.getLocalName();
      else if (r.isCharacters()) all += r.isWhiteSpace() ? '_' : r.getText();
      else if (r.getEventType() == XmlTag.COMMENT) all += '!' + r.getText();
    }
    return all + ' ' + r.getEventType();
  }
  public static String reads() { return events(new XmlStreamReader('<?xml version="1.0"?><a x="1" y="&quot;"><b>Hi</b> <!--c--><d/></a>'.replace('&quot;', '2'))); }
  public static String coalesced() { XmlStreamReader r = new XmlStreamReader('<a>x &amp; <![CDATA[<y>]]></a>'); r.setCoalescing(true); return events(r); }
  public static String uncoalesced() { return events(new XmlStreamReader('<a>x &amp; y</a>')); }
  public static String attributes() { XmlStreamReader r = new XmlStreamReader('<a xmlns="urn:a" xmlns:p="urn:p" p:x="1" y="2"/>'); r.nextTag(); return r.getNamespace() + ' ' + r.getAttributeCount() + ' ' + r.getAttributeValue(null, 'x') + r.getAttributeValue('urn:p', 'x') + r.getAttributeValue('urn:q', 'x') + r.getAttributeValue(null, 'y') + ' ' + r.getAttributeNamespace(0) + ' ' + r.hasName() + r.hasText(); }
  public static String tags() { XmlStreamReader r = new XmlStreamReader('<a> <!--c--> <b/></a>'); r.nextTag(); r.nextTag(); return r.getLocalName() + r.nextTag(); }
  public static String malformed() { XmlStreamReader r = new XmlStreamReader('<a><b></a>'); try { r.next(); return 'read'; } catch (XmlException e) { return e.getTypeName(); } }
  public static String pastEnd() { XmlStreamReader r = new XmlStreamReader('<a/>'); while (r.hasNext()) r.next(); r.next(); return 'ok'; }
  public static String instruction() { XmlStreamReader r = new XmlStreamReader('<a><?b c?></a>'); r.next(); return 'ok'; }
  public static String wrongState() { return new XmlStreamReader('<a/>').getText(); }
  public static String response() { HttpResponse r = new HttpResponse(); r.setBody('<a><b>c</b></a>'); return r.getBodyDocument().getRootElement().getName() + ' ' + events(r.getXmlStreamReader()); }

  public static String writes() {
    XmlStreamWriter w = new XmlStreamWriter();
    w.writeStartDocument(null, '1.0'); w.writeProcessingInstruction('target', 'data');
    w.writeStartElement('m', 'Library', 'http://www.book.com'); w.writeNamespace('m', 'http://www.book.com');
    w.writeComment('Book starts here'); w.setDefaultNamespace('http://www.defns.com'); w.writeCData('<Cdata> I like CData </Cdata>');
    w.writeStartElement(null, 'book', null); w.writeDefaultNamespace('http://www.defns.com'); w.writeAttribute(null, null, 'author', 'Ma"noj & <co>'); w.writeCharacters('This is my <book>'); w.writeEndElement();
    w.writeEmptyElement(null, 'ISBN', null); w.writeEndElement(); w.writeEndDocument();
    String xml = w.getXmlString(); w.close(); return xml;
  }
  public static String encoded() { XmlStreamWriter w = new XmlStreamWriter(); w.writeStartDocument('UTF-8', '1.0'); w.writeStartElement(null, 'a', null); w.writeStartElement(null, 'b', null); w.writeEndDocument(); return w.getXmlString(); }
  static String refused(Boolean attribute) { XmlStreamWriter w = new XmlStreamWriter(); try { if (attribute) w.writeAttribute(null, null, 'a', 'b'); else w.writeEndElement(); } catch (XmlException e) { return e.getMessage(); } return 'none'; }
  public static String noElement() { return refused(false); }
  public static String noTag() { return refused(true); }
  public static String openTag() { XmlStreamWriter w = new XmlStreamWriter(); w.writeStartElement(null, 'a', null); return w.getXmlString(); }
}`;

const { run, runtime } = openProgram({ Main });
after(() => runtime.store.close());
const unsupported = (what: string): string => `not supported by the local org: ${what}`;

describe('XML streams', () => {
  for (const [method, expected] of [
    ['reads', 'START_DOCUMENT 1<a x=1 y=2 1<b 4Hi 2/b 4_ 5!c 1<d 2/d 2/a 8 END_DOCUMENT'],
    ['coalesced', 'START_DOCUMENT 1<a 4x & <y> 2/a 8 END_DOCUMENT'],
    ['uncoalesced', unsupported('XML with entities or CDATA in a reader that is not set to coalesce')],
    ['attributes', 'urn:a 2 11null2 urn:p truefalse'],
    ['tags', 'b2'],
    ['malformed', 'System.XmlException'],
    ['pastEnd', unsupported('reading XML past its end')],
    ['instruction', unsupported('processing instructions, and comments outside of the root element, in an XML reader')],
    ['response', 'a START_DOCUMENT 1<a 1<b 4c 2/b 2/a 8 END_DOCUMENT'],
    ['wrongState', unsupported('getText() at START_DOCUMENT')],
    [
      'writes',
      '<?xml version="1.0"?><?target data?><m:Library xmlns:m="http://www.book.com"><!--Book starts here--><![CDATA[<Cdata> I like CData </Cdata>]]><book xmlns="http://www.defns.com" author="Ma&quot;noj &amp; &lt;co&gt;">This is my &lt;book&gt;</book><ISBN/></m:Library>'
    ],
    ['encoded', '<?xml version="1.0" encoding="UTF-8"?><a><b></b></a>'],
    ['noElement', 'No element was found to write'],
    ['noTag', 'Attribute not associated with any element'],
    ['openTag', unsupported('the text of XML that ends in an open tag')]
  ] as const)
    it(`${method}: ${expected}`, () => assert.equal(run(method), expected));
});
