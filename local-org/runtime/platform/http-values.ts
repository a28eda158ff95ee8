/**
 * Requests and responses of callouts in memory. Their texts are those of debug logs, `Status=null` included
 * (salesforce.stackexchange.com question 312303).
 */
import { notSupported } from '../machine/errors.ts';

const DEFAULT_TIMEOUT = 10_000;

/** Header names keep their first spelling and are found in any. */
export class HeaderMap {
  readonly #entries = new Map<string, { readonly name: string; value: string }>();

  set(name: string, value: string): void {
    const key = name.toLowerCase();
    const known = this.#entries.get(key);
    if (known) known.value = value;
    else this.#entries.set(key, { name, value });
  }

  get(name: string): string | null {
    return this.#entries.get(name.toLowerCase())?.value ?? null;
  }

  entries(): [string, string][] {
    return [...this.#entries.values()].map(({ name, value }) => [name, value]);
  }
}

export class HttpRequestValue {
  readonly headers = new HeaderMap();
  endpoint: string | null = null;
  method: string | null = null;
  body: Uint8Array | null = null;
  timeout = DEFAULT_TIMEOUT;
  compressed = false;

  toString(): string {
    if (this.endpoint === null || this.method === null)
      return notSupported('the text of a System.HttpRequest without endpoint or method');
    return `System.HttpRequest[Endpoint=${this.endpoint}, Method=${this.method}]`;
  }
}

export class HttpResponseValue {
  readonly headers = new HeaderMap();
  statusCode = 0;
  status: string | null = null;
  body: Uint8Array = new Uint8Array();

  toString(): string {
    return `System.HttpResponse[Status=${this.status}, StatusCode=${this.statusCode}]`;
  }
}

/** The object that `new Http()` makes; it holds nothing. */
export class HttpValue {}
