/** Refusals in Salesforce's own shape: a list of `{ errorCode, message, fields }` under an HTTP status. */

export interface ErrorEntry {
  readonly errorCode: string;
  readonly message: string;
  /** API names. */
  readonly fields?: readonly string[];
}

export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly entries: readonly ErrorEntry[];

  constructor(status: number, errorCode: string, message: string, fields?: readonly string[]);
  constructor(status: number, entries: readonly ErrorEntry[]);
  constructor(status: number, first: string | readonly ErrorEntry[], message = '', fields?: readonly string[]) {
    const entries =
      typeof first === 'string' ? [{ errorCode: first, message, ...(fields === undefined ? {} : { fields }) }] : first;
    super(entries.map((entry) => `${entry.errorCode}: ${entry.message}`).join('; '));
    this.status = status;
    this.entries = entries;
  }
}

export function notFound(message = 'The requested resource does not exist'): ApiError {
  return new ApiError(404, 'NOT_FOUND', message);
}

export function invalidSession(): ApiError {
  return new ApiError(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
}

/** What Salesforce has and the local org has not. Salesforce's own word for what an org cannot do. */
export function unsupportedHere(what: string): ApiError {
  return new ApiError(501, 'FUNCTIONALITY_NOT_ENABLED', `not supported by the local org: ${what}`);
}
