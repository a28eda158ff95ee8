/**
 * What values need to know of the running user and the clock: dates print and parse in the user's time zone. The
 * platform provides it per transaction; values and library cannot import the platform, which stands above them.
 */
export interface UserContext {
  /** IANA name: `Europe/London`. */
  readonly timeZone: string;
  /** As Salesforce writes it: `en_US`. */
  readonly locale: string;
  /** The current instant in milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

let provider: (() => UserContext) | null = null;

/** Called once by the platform when it is loaded (tests call it with a fixed context). */
export function provideUserContext(next: () => UserContext): void {
  provider = next;
}

/** @throws Error when nothing runs: there is no default user. */
export function userContext(): UserContext {
  if (provider === null) throw new Error('no user context: Apex values are used outside a transaction');
  return provider();
}
