/** What a route answers. */

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

export function json(value: unknown, status = 200): ApiAnswer {
  return { status, headers: { 'content-type': 'application/json;charset=UTF-8' }, body: JSON.stringify(value) };
}

export function empty(status = 204): ApiAnswer {
  return { status, headers: {}, body: '' };
}

export function text(contentType: string, body: string, headers: Readonly<Record<string, string>> = {}): ApiAnswer {
  return { status: 200, headers: { 'content-type': contentType, ...headers }, body };
}

/** @param location absolute, or a path of this server */
export function redirect(location: string): ApiAnswer {
  return { status: 302, headers: { location }, body: '' };
}
