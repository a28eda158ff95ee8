/**
 * The JWT bearer flow (RFC 7523): an app signs an assertion about a user with the key of its certificate, and gets a
 * session. Rules and refusals as in Salesforce Help, "OAuth 2.0 JWT Bearer Flow for Server-to-Server Integration".
 */
import { X509Certificate, verify } from 'node:crypto';
import { isObject } from '../http/request.ts';
import type { OrgRegistry } from '../orgs/registry.ts';
import type { App, AppStore } from './apps.ts';
import type { GrantStore } from './grants.ts';

export const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
/** The login hosts that an assertion may name, beside the org's own address. */
const AUDIENCES = ['https://login.salesforce.com', 'https://test.salesforce.com'];

export class AssertionRefused extends Error {
  override readonly name = 'AssertionRefused';
  /** OAuth's word: `invalid_grant`. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Whose session the assertion may have.
 * @param origin the org's own address, as the client has it
 * @throws AssertionRefused
 */
export async function checkAssertion(
  assertion: string,
  origin: string,
  { orgs, apps, grants }: { readonly orgs: OrgRegistry; readonly apps: AppStore; readonly grants: GrantStore }
): Promise<{ readonly app: App; readonly userId: string }> {
  const [head, body, signature, more] = assertion.split('.');
  const header = jsonPart(head);
  const claims = jsonPart(body);
  if (header?.['alg'] !== 'RS256' || claims === null || signature === undefined || more !== undefined)
    throw new AssertionRefused('invalid_grant', 'invalid assertion');
  const { iss, sub, aud, exp } = claims;
  const app = typeof iss === 'string' ? apps.find(iss) : null;
  if (app === null) throw new AssertionRefused('invalid_client_id', 'client identifier invalid');
  if (app.certificate === undefined || !isSigned(app.certificate, `${head}.${body}`, signature))
    throw new AssertionRefused('invalid_grant', 'invalid assertion');
  if (typeof aud !== 'string' || ![...AUDIENCES, origin].includes(aud.replace(/\/$/, '')))
    throw new AssertionRefused('invalid_grant', 'audience is invalid');
  if (!isAhead(exp)) throw new AssertionRefused('invalid_grant', 'expired authorization code');
  const facts = orgs.find(app.organizationId);
  const userId = facts === null || typeof sub !== 'string' ? null : (await orgs.open(facts.id)).userIdOf(sub);
  const isLetIn =
    userId !== null &&
    (app.preauthorizedUsers === undefined
      ? grants.hasApproved(app.consumerKey, userId)
      : app.preauthorizedUsers.includes(userId));
  // Salesforce does not say whether there is such a user.
  if (userId === null || !isLetIn) {
    if (userId !== null && app.preauthorizedUsers !== undefined)
      throw new AssertionRefused('invalid_app_access', 'user is not admin approved to access this app');
    throw new AssertionRefused('invalid_grant', "user hasn't approved this consumer");
  }
  return { app, userId };
}

/** Seconds since 1970; the sf CLI sends milliseconds, which Salesforce lets pass as a moment far ahead. */
function isAhead(exp: unknown): boolean {
  return typeof exp === 'number' && exp * 1000 > Date.now();
}

function isSigned(certificate: string, content: string, signature: string): boolean {
  const { publicKey } = new X509Certificate(certificate);
  return (
    publicKey.asymmetricKeyType === 'rsa' &&
    verify('RSA-SHA256', Buffer.from(content), publicKey, Buffer.from(signature, 'base64url'))
  );
}

function jsonPart(part: string | undefined): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
