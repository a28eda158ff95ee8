/** `URL` (Apex Reference Guide v65, "URL Class"): parts of an address, and the org's own. */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { apexException } from '../machine/errors.ts';
import { currentTransaction } from './transaction.ts';

class UrlValue {
  readonly text: string;
  readonly url: URL;
  constructor(text: string | null) {
    if (text === null) throw apexException('NullPointerException', 'Argument cannot be null.');
    const protocol = /^\s*([a-z][a-z0-9+.-]*):/i.exec(text)?.[1];
    if (protocol === undefined) throw apexException('StringException', `no protocol: ${text}`);
    if (!['http', 'https', 'ftp'].includes(protocol.toLowerCase()) || !URL.canParse(text))
      throw apexException('StringException', `unknown protocol: ${protocol}`);
    this.text = text.trim();
    this.url = new URL(text);
  }

  /** As written: a default port is no port here, so it is looked for in the text. */
  get port(): number {
    const port = /^[a-z]+:\/\/[^/?#]*?:(\d+)(?:[/?#]|$)/i.exec(this.text)?.[1];
    return port === undefined ? -1 : Number(port);
  }

  get path(): string {
    return /^[a-z]+:\/\/[^/?#]*(?<path>[^?#]*)/i.exec(this.text)?.groups?.['path'] ?? '';
  }

  get query(): string | null {
    return /\?(?<query>[^#]*)/.exec(this.text)?.groups?.['query'] ?? null;
  }

  get ref(): string | null {
    return /#(?<ref>.*)$/.exec(this.text)?.groups?.['ref'] ?? null;
  }
}

export const urlTypes: LibraryType[] = [
  libraryType(
    'URL',
    { isInstance: (value) => value instanceof UrlValue },
    {
      'new(String spec)': (_type: unknown, text: string | null) => new UrlValue(text),
      'static URL getOrgDomainUrl()': () =>
        new UrlValue(`https://${currentTransaction().org.organization.myDomainHost}`),
      'String getHost()': (self: UrlValue) => self.url.hostname,
      'String getProtocol()': (self: UrlValue) => self.url.protocol.slice(0, -1),
      'Integer getPort()': (self: UrlValue) => self.port,
      'Integer getDefaultPort()': (self: UrlValue) => ({ 'http:': 80, 'https:': 443 })[self.url.protocol] ?? 21,
      'String getPath()': (self: UrlValue) => self.path,
      'String getQuery()': (self: UrlValue) => self.query,
      'String getRef()': (self: UrlValue) => self.ref,
      'String getFile()': (self: UrlValue) => (self.query === null ? self.path : `${self.path}?${self.query}`),
      'String toExternalForm()': (self: UrlValue) => self.text,
      'String toString()': (self: UrlValue) => self.text
    }
  )
];
