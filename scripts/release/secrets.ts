/** Secrets come from the environment and are never shown: whatever is printed or written goes through here first. */

/** Variables whose values are secrets. */
const SECRET_VARIABLES = [
  'ELEMENTS_CONNECT_INSTALLATION_KEY',
  'ELEMENTS_CONNECT_DEV_HUB_AUTH_URL',
  'ELEMENTS_CONNECT_DEV_HUB_JWT_KEY',
  'SF_ACCESS_TOKEN'
] as const;

/** Session ids and the CLI's auth URLs, whoever they belong to. */
const PATTERNS = [/\b00D[0-9A-Za-z]{12,15}![0-9A-Za-z._]+/g, /\bforce:\/\/[^\s"']+/g];
const SHOWN = '***';

export class Secrets {
  readonly #values: readonly string[];

  constructor(env: Readonly<Record<string, string | undefined>>) {
    this.#values = SECRET_VARIABLES.map((name) => env[name] ?? '')
      .flatMap((value) => [value, JSON.stringify(value).slice(1, -1)])
      .filter((value) => value !== '')
      // The longest first: one secret may hold another.
      .sort((a, b) => b.length - a.length);
  }

  /** The text without any of them. */
  hide(text: string): string {
    let hidden = text;
    for (const value of this.#values) hidden = hidden.replaceAll(value, SHOWN);
    for (const pattern of PATTERNS) hidden = hidden.replace(pattern, SHOWN);
    return hidden;
  }
}
