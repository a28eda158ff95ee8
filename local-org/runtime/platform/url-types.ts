/** `URL` (Apex Reference Guide v65, "URL Class"): parts of an address, and the org's own. */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { apexException } from '../machine/errors.ts';
import { given } from '../library/members.ts';
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

  /** User, host and port as written. */
  get authority(): string {
    return /^[a-z]+:\/\/(?<authority>[^/?#]*)/i.exec(this.text)?.groups?.['authority'] ?? '';
  }

  get userInfo(): string | null {
    const { authority } = this;
    return authority.includes('@') ? authority.slice(0, authority.lastIndexOf('@')) : null;
  }

  /** As written; nothing after the path matters, nor whether a default port is named. */
  isSameFile(other: UrlValue): boolean {
    const parts = (value: UrlValue): string =>
      [value.url.protocol, value.url.host, value.path, value.query ?? ''].join(' ');
    return parts(this) === parts(other);
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
      'new(String protocol, String host, String file)': (
        _type: unknown,
        protocol: string | null,
        host: string | null,
        file: string | null
      ) => new UrlValue(`${given(protocol)}://${given(host)}${given(file)}`),
      'new(String protocol, String host, Integer port, String file)': (
        _type: unknown,
        protocol: string | null,
        host: string | null,
        port: number | null,
        file: string | null
      ) => new UrlValue(`${given(protocol)}://${given(host)}${given(port) < 0 ? '' : `:${port}`}${given(file)}`),
      // An address relative to another.
      'new(URL context, String spec)': (_type: unknown, context: UrlValue | null, spec: string | null) =>
        context === null ? new UrlValue(spec) : new UrlValue(new URL(given(spec), context.text).href),
      'static URL getOrgDomainUrl()': () =>
        new UrlValue(`https://${currentTransaction().org.organization.myDomainHost}`),
      'String getHost()': (self: UrlValue) => self.url.hostname,
      'String getProtocol()': (self: UrlValue) => self.url.protocol.slice(0, -1),
      'String getAuthority()': (self: UrlValue) => self.authority,
      'String getUserInfo()': (self: UrlValue) => self.userInfo,
      'Boolean sameFile(URL other)': (self: UrlValue, other: UrlValue | null) => self.isSameFile(given(other)),
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
