/** Escaping and unescaping members of String: Apache Commons Lang's StringEscapeUtils. */
import { HTML_ENTITIES, HTML_ENTITY_CODES, LATIN_ENTITIES } from './html-entities.ts';
import type { Members } from './members.ts';
import { given } from './members.ts';

const BASIC: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const CONTROLS: Readonly<Record<string, string>> = { '\b': '\\b', '\n': '\\n', '\t': '\\t', '\f': '\\f', '\r': '\\r' };
const FROM_CONTROLS: Readonly<Record<string, string>> = { b: '\b', n: '\n', t: '\t', f: '\f', r: '\r' };

export const stringEscapeMembers: Members = {
  'static String escapeSingleQuotes(String text)': (text: string | null) => given(text).replace(/(['\\])/g, '\\$1'),
  'String escapeCsv()': (self: string) => (/[",\r\n]/.test(self) ? `"${self.replace(/"/g, '""')}"` : self),
  'String unescapeCsv()': (self: string) => unescapeCsv(self),
  'String escapeXml()': (self: string) => self.replace(/[&<>"']/g, (char) => (char === "'" ? '&apos;' : BASIC[char]!)),
  'String unescapeXml()': (self: string) =>
    unescapeEntities(self, (name) => ({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" })[name]),
  'String escapeHtml3()': (self: string) => escapeHtml(self, LATIN_ENTITIES),
  'String escapeHtml4()': (self: string) => escapeHtml(self, HTML_ENTITIES),
  'String unescapeHtml3()': (self: string) => unescapeEntities(self, htmlEntity),
  'String unescapeHtml4()': (self: string) => unescapeEntities(self, htmlEntity),
  'String escapeJava()': (self: string) => escapeJava(self, /["\\]/g),
  'String unescapeJava()': (self: string) => unescapeJava(self),
  'String escapeEcmaScript()': (self: string) => escapeJava(self, /["'\\/]/g),
  'String unescapeEcmaScript()': (self: string) => unescapeJava(self),
  'String escapeUnicode()': (self: string) => self.replace(/[^\x20-\x7f]/g, unicodeEscape),
  'String unescapeUnicode()': (self: string) =>
    self.replace(/\\u+([0-9a-fA-F]{4})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)))
};

function unicodeEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function escapeJava(text: string, special: RegExp): string {
  return text.replace(special, '\\$&').replace(/[^\x20-\x7f]/g, (unit) => CONTROLS[unit] ?? unicodeEscape(unit));
}

function unescapeJava(text: string): string {
  return text.replace(
    /\\(?:u+([0-9a-fA-F]{4})|([0-3]?[0-7]{1,2})|([\s\S]))/g,
    (_, unicode?: string, octal?: string, char?: string) => {
      if (unicode !== undefined) return String.fromCharCode(parseInt(unicode, 16));
      if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8));
      return FROM_CONTROLS[char!] ?? char!;
    }
  );
}

function unescapeCsv(text: string): string {
  if (!/^".*"$/s.test(text) || text.length < 2) return text;
  const inner = text.slice(1, -1);
  return /[",\r\n]/.test(inner) ? inner.replace(/""/g, '"') : text;
}

function escapeHtml(text: string, entities: ReadonlyMap<string, string>): string {
  return text.replace(/[&<>"\u00a0-\uffff]/g, (char) => {
    const name = entities.get(char);
    return BASIC[char] ?? (name === undefined ? char : `&${name};`);
  });
}

function htmlEntity(name: string): string | undefined {
  return { amp: '&', lt: '<', gt: '>', quot: '"' }[name] ?? HTML_ENTITY_CODES.get(name);
}

/** Unknown entities stay as they are. */
function unescapeEntities(text: string, named: (name: string) => string | undefined): string {
  return text.replace(
    /&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|(\w+));/g,
    (whole, decimal?: string, hexadecimal?: string, name?: string) => {
      if (name !== undefined) return named(name) ?? whole;
      const code = decimal === undefined ? parseInt(hexadecimal!, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    }
  );
}
