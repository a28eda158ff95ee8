/**
 * `PageReference` and `Cookie` (Apex Reference Guide v65, "PageReference Class", "Cookie Class"): addresses with
 * parameters. Which characters an address escapes, and how, is published only in part; addresses with others are refused.
 */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { apexException, notSupported } from '../machine/errors.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import type { RuntimeType } from '../machine/runtime-type.ts';
import { given } from '../library/members.ts';
import { ApexMap } from '../values/collections.ts';
import type { ApexList } from '../values/collections.ts';
import type { SObjectRecord } from '../values/sobject.ts';

/** "Parameter keys are case-insensitive" (PageReference.getParameters); addresses show them as they were written. */
class ParameterMap extends ApexMap {
  readonly #spelling = new Map<string, string>();

  #written(key: unknown): unknown {
    return typeof key === 'string' ? (this.#spelling.get(key.toLowerCase()) ?? key) : key;
  }

  override containsKey(key: unknown): boolean {
    return super.containsKey(this.#written(key));
  }

  override get(key: unknown): unknown {
    return super.get(this.#written(key));
  }

  override put(key: unknown, value: unknown): unknown {
    if (typeof key === 'string') {
      const before = this.#spelling.get(key.toLowerCase()) ?? key;
      if (before !== key && super.containsKey(before))
        notSupported(`the parameter ${key} of a page beside ${before}, which differs in case only`);
      this.#spelling.set(key.toLowerCase(), key);
    }
    return super.put(key, value);
  }

  override remove(key: unknown): unknown {
    return super.remove(this.#written(key));
  }
}

/** Characters whose escape sequence is not published (`+` or `%20`, for one). */
const OPEN = /[ *~!'()]/;

/** Where a page reference leads to; `reason` stands for an address that is not known here. */
export type PageAddress = { readonly path: string } | { readonly reason: string };

export class PageReferenceValue {
  readonly #address: PageAddress;
  readonly #written: string | null;
  #parameters: ParameterMap | null = null;
  #headers: ApexMap | null = null;
  readonly cookies = new Map<string, CookieValue>();
  anchor: string | null;
  redirect = false;
  redirectCode = 0;

  constructor(address: PageAddress) {
    const [, path = '', query = null, anchor = null] =
      'path' in address ? (/^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(address.path) ?? []) : [];
    this.#address = 'path' in address ? { path } : address;
    this.#written = query;
    this.anchor = anchor;
  }

  get parameters(): ParameterMap {
    if (this.#parameters !== null) return this.#parameters;
    const parameters = new ParameterMap(runtimeType('Map<String,String>'));
    for (const part of (this.#written ?? '').split('&').filter((each) => each !== '')) {
      const [name, value, more] = part.split('=').map(decoded);
      if (value === undefined || more !== undefined || parameters.containsKey(name))
        notSupported(`the parameters of a page's address that ends in ?${this.#written ?? ''}`);
      parameters.put(name, value);
    }
    this.#parameters = parameters;
    return parameters;
  }

  get headers(): ApexMap {
    this.#headers ??= new ApexMap(runtimeType('Map<String,String>'));
    return this.#headers;
  }

  /** With parameters and anchor. */
  get url(): string {
    if ('reason' in this.#address) return notSupported(this.#address.reason);
    const pairs = this.parameters.entries().map(([name, value]) => `${encoded(name)}=${encoded(value)}`);
    const query = pairs.join('&');
    const isAsWritten = this.parameters.size > 0 && this.#written !== null && this.#written.split('&').length === 1;
    if (isAsWritten && query !== this.#written && decoded(query) === decoded(this.#written))
      notSupported(`the address of a page with ?${this.#written}, which escapes characters in its own way`);
    const anchor = this.anchor === null ? '' : `#${this.anchor}`;
    return `${this.#address.path}${query === '' ? '' : `?${query}`}${anchor}`;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return notSupported(`the escape sequences in ${text}`);
  }
}

function encoded(text: unknown): string {
  if (typeof text !== 'string') return notSupported('the address of a page with a null parameter');
  if (OPEN.test(text)) notSupported(`the address of a page with the parameter text ${text}`);
  return encodeURIComponent(text);
}

/**
 * `Page.Foo`: its address is in lower case. Documented examples have names in lower case only; that others are folded is
 * known from addresses that browsers show after a redirect.
 */
export function pageNamed(name: string): PageReferenceValue {
  return new PageReferenceValue({ path: `/apex/${name.toLowerCase()}` });
}

/** The standard page of a record: 15 characters of its id (test RD_AddDonationsBTN_TEST of SalesforceFoundation/NPSP). */
export function recordPage(id: string): PageReferenceValue {
  return new PageReferenceValue({ path: `/${id.slice(0, 15)}` });
}

class CookieValue {
  readonly name: string;
  readonly value: string | null;
  readonly path: string | null;
  readonly maxAge: number;
  readonly isSecure: boolean;
  readonly sameSite: string | null;
  readonly isHttpOnly: boolean;

  constructor(parts: readonly unknown[]) {
    const [name, value, path, maxAge, isSecure, sameSite = null, isHttpOnly = false] = parts as [
      string | null,
      string | null,
      string | null,
      number | null,
      boolean | null,
      (string | null)?,
      (boolean | null)?
    ];
    this.name = given(name);
    this.value = value;
    this.path = path;
    this.maxAge = given(maxAge);
    this.isSecure = given(isSecure);
    this.sameSite = sameSite;
    this.isHttpOnly = given(isHttpOnly);
  }
}

function cookie(_type: RuntimeType, ...parts: readonly unknown[]): CookieValue {
  return new CookieValue(parts);
}

function cookieMap(self: PageReferenceValue): ApexMap {
  return new ApexMap(runtimeType('Map<String,Cookie>'), self.cookies);
}

function setCookies(self: PageReferenceValue, cookies: ApexList | null): void {
  for (const each of given(cookies).toArray() as CookieValue[]) self.cookies.set(each.name, each);
}

export const pageReferenceTypes: LibraryType[] = [
  libraryType(
    'PageReference',
    { isInstance: (value) => value instanceof PageReferenceValue },
    {
      'new(String partialURL)': (_type: unknown, text: string | null) => new PageReferenceValue({ path: given(text) }),
      'new(SObject record)': (_type: unknown, record: SObjectRecord | null) => {
        if (given(record).id === null) notSupported('a PageReference to a record without id');
        return new PageReferenceValue({ reason: 'the address of new PageReference(record)' });
      },
      'String getAnchor()': (self: PageReferenceValue) => self.anchor,
      'PageReference setAnchor(String anchor)': (self: PageReferenceValue, anchor: string | null) => {
        self.anchor = anchor;
        return self;
      },
      'Blob getContent()': () => notSupported('PageReference.getContent()'),
      'Blob getContentAsPDF()': () => notSupported('PageReference.getContentAsPDF()'),
      'Map<String, Cookie> getCookies()': cookieMap,
      'void setCookies(List<Cookie> cookies)': setCookies,
      'Map<String, String> getHeaders()': (self: PageReferenceValue) => self.headers,
      'Map<String, String> getParameters()': (self: PageReferenceValue) => self.parameters,
      'Boolean getRedirect()': (self: PageReferenceValue) => self.redirect,
      'PageReference setRedirect(Boolean redirect)': (self: PageReferenceValue, redirect: boolean | null) => {
        self.redirect = given(redirect);
        return self;
      },
      'Integer getRedirectCode()': (self: PageReferenceValue) => self.redirectCode,
      'PageReference setRedirectCode(Integer redirectCode)': (self: PageReferenceValue, code: number | null) => {
        if (![0, 301, 302, 303].includes(given(code)))
          throw apexException('VisualforceException', `Invalid redirect code: ${code}`);
        self.redirectCode = given(code);
        return self;
      },
      'String getUrl()': (self: PageReferenceValue) => self.url,
      'String toString()': () => notSupported('a PageReference as text')
    }
  ),
  libraryType(
    'Cookie',
    { isInstance: (value) => value instanceof CookieValue },
    {
      'new(String name, String value, String path, Integer maxAge, Boolean isSecure)': cookie,
      'new(String name, String value, String path, Integer maxAge, Boolean isSecure, String sameSite)': cookie,
      'new(String name, String value, String path, Integer maxAge, Boolean isSecure, String sameSite, Boolean isHttpOnly)':
        cookie,
      'String getDomain()': () => notSupported('Cookie.getDomain()'),
      'Integer getMaxAge()': (self: CookieValue) => self.maxAge,
      'String getName()': (self: CookieValue) => self.name,
      'String getPath()': (self: CookieValue) => self.path,
      'String getSameSite()': (self: CookieValue) => self.sameSite,
      'String getValue()': (self: CookieValue) => self.value,
      'Boolean isHttpOnly()': (self: CookieValue) => self.isHttpOnly,
      'Boolean isSecure()': (self: CookieValue) => self.isSecure
    }
  )
];
