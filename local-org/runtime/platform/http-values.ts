/** Requests and responses of callouts in memory. */
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
}

export class HttpResponseValue {
  readonly headers = new HeaderMap();
  statusCode = 0;
  status: string | null = null;
  body: Uint8Array = new Uint8Array();
}

/** The object that `new Http()` makes; it holds nothing. */
export class HttpValue {}
