import { ConnectError } from './errors.ts';
import { reach } from './reach.ts';
import type { Tokens } from './tokens.ts';

/** What the connector reads. */
const OBJECTS = ['UserLicense', 'PermissionSetLicense', 'PackageLicense', 'Profile', 'User'] as const;
const VERSION = 'v65.0';

export interface Access {
  readonly object: string;
  /** Rows that the user sees; null when it may not read them. */
  readonly rows: number | null;
  /** Salesforce's words; null when it may. */
  readonly refusal: string | null;
}

/**
 * Reads one count of each object, as the connector would.
 * @throws ConnectError when the session does not work at all
 */
export async function listAccess(tokens: Tokens): Promise<readonly Access[]> {
  const found: Access[] = [];
  for (const object of OBJECTS) found.push(await readable(tokens, object));
  return found;
}

async function readable(tokens: Tokens, object: string): Promise<Access> {
  const query = new URLSearchParams({ q: `SELECT COUNT() FROM ${object}` });
  const address = `${tokens.instanceUrl}/services/data/${VERSION}/query?${query.toString()}`;
  const response = await reach(tokens.instanceUrl, address, {
    headers: { authorization: `Bearer ${tokens.accessToken}`, accept: 'application/json' },
    redirect: 'error'
  });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) {
    const { totalSize } = answer as { totalSize?: unknown };
    return { object, rows: typeof totalSize === 'number' ? totalSize : null, refusal: null };
  }
  const [error] = Array.isArray(answer) ? (answer as { errorCode?: string; message?: string }[]) : [];
  const refusal = `${error?.errorCode ?? `HTTP ${response.status}`}: ${error?.message ?? 'no reason given'}`;
  if (response.status === 401)
    throw new ConnectError(
      'session',
      `The session is not accepted: ${refusal}`,
      'If "Lock sessions to the IP address from which they originated" is on, this machine changed its address; else start again.'
    );
  if (error?.errorCode === 'API_DISABLED_FOR_ORG' || error?.errorCode === 'API_CURRENTLY_DISABLED')
    throw new ConnectError(
      'api',
      `The API is switched off: ${refusal}`,
      'Give the user the permission "API Enabled", and see whether the edition has the API.'
    );
  return { object, rows: null, refusal };
}
