/** Blob and EncodingUtil. */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { apexException, notSupported } from '../machine/errors.ts';
import { ApexBlob } from '../values/blob.ts';
import { hashCode, keyEquals } from '../values/keys.ts';
import { given, stringException, typeException } from './members.ts';

/** Largest text that base64 functions take on the platform is bound by heap only; nothing is bounded here. */
const buffer = (blob: ApexBlob | null): Buffer => Buffer.from(given(blob).bytes);

function text(self: ApexBlob): string {
  const decoded = self.toText();
  if (decoded === null) throw stringException('BLOB is not a valid UTF-8 string');
  return decoded;
}

function fromHex(hex: string): ApexBlob {
  if (!/^([0-9a-fA-F]{2})*$/.test(hex)) throw typeException('Invalid hex string');
  return new ApexBlob(Buffer.from(hex, 'hex'));
}

function fromBase64(encoded: string): ApexBlob {
  const compact = encoded.replace(/\s/g, '');
  // An org's tests decode such a text (trailheadapps/purealoe-lwc); to what, they do not show.
  if (/^[A-Za-z0-9+/=]*$/.test(compact) && /=[^=]/.test(compact)) notSupported('base64 text with padding inside');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(compact)) throw stringException('Unrecognized base64 character');
  return new ApexBlob(Buffer.from(compact, 'base64'));
}

/** Charsets of Java by Node's names. */
const ENCODINGS: Readonly<Record<string, BufferEncoding>> = {
  'UTF-8': 'utf8',
  UTF8: 'utf8',
  'ISO-8859-1': 'latin1',
  LATIN1: 'latin1',
  'US-ASCII': 'ascii',
  ASCII: 'ascii'
};

function encoding(charset: string): BufferEncoding {
  return ENCODINGS[charset.toUpperCase()] ?? notSupported(`character set ${charset}`);
}

/** What a charset lacks becomes `?`, as java.lang.String.getBytes does. */
function bytesOf(value: string, charset: string): Buffer {
  const to = encoding(charset);
  const last = to === 'ascii' ? 0x7f : to === 'latin1' ? 0xff : Infinity;
  return Buffer.from([...value].map((char) => (char.codePointAt(0)! > last ? '?' : char)).join(''), to);
}

/** java.net.URLEncoder: letters, digits and `.-*_` stay, a space becomes `+`. */
function urlEncode(value: string, charset: string): string {
  return [...bytesOf(value, charset)]
    .map((byte) => {
      const char = String.fromCharCode(byte);
      if (/[A-Za-z0-9.\-*_]/.test(char)) return char;
      return char === ' ' ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

function urlDecode(value: string, charset: string): string {
  if (/%(?![0-9a-fA-F]{2})/.test(value))
    throw apexException('IllegalArgumentException', 'URLDecoder: Illegal hex characters in escape (%) pattern');
  return value
    .replace(/\+/g, ' ')
    .replace(/(?:%[0-9a-fA-F]{2})+/g, (bytes) =>
      Buffer.from(bytes.replace(/%/g, ''), 'hex').toString(encoding(charset))
    );
}

export const blobTypes: LibraryType[] = [
  libraryType(
    'Blob',
    { isInstance: (value) => value instanceof ApexBlob },
    {
      'Boolean equals(Object other)': keyEquals,
      'Integer hashCode()': hashCode,
      'Integer size()': (self: ApexBlob) => self.bytes.length,
      'String toString()': text,
      'static Blob valueOf(String text)': (value: string | null) => ApexBlob.fromText(given(value))
    }
  ),
  libraryType(
    'EncodingUtil',
    {},
    {
      'static Blob base64Decode(String text)': (value: string | null) => fromBase64(given(value)),
      'static String base64Encode(Blob value)': (value: ApexBlob | null) => buffer(value).toString('base64'),
      'static Blob convertFromHex(String text)': (value: string | null) => fromHex(given(value)),
      'static String convertToHex(Blob value)': (value: ApexBlob | null) => buffer(value).toString('hex'),
      'static String urlDecode(String text, String charset)': (value: string | null, charset: string | null) =>
        urlDecode(given(value), given(charset)),
      'static String urlEncode(String text, String charset)': (value: string | null, charset: string | null) =>
        urlEncode(given(value), given(charset))
    }
  )
];
