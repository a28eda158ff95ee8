import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { ConnectError, oauthError } from './errors.ts';
import { reach } from './reach.ts';

/** One attempt to get a code: what is asked for, and what the answer must prove. */
export interface Attempt {
  readonly url: string;
  readonly callback: string;
  readonly state: string;
  /** Null without PKCE. */
  readonly verifier: string | null;
}

export interface AuthorisationRequest {
  readonly loginUrl: string;
  readonly clientId: string;
  readonly callback: string;
  /** Empty: what the app is set up with. */
  readonly scopes: readonly string[];
  readonly pkce: boolean;
}

/** The page that the admin opens (OAuth 2.0 web server flow, RFC 6749; PKCE with S256, RFC 7636). */
export function beginAttempt(request: AuthorisationRequest): Attempt {
  const state = randomBytes(24).toString('base64url');
  const verifier = request.pkce ? randomBytes(48).toString('base64url') : null;
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: request.clientId,
    redirect_uri: request.callback,
    state
  });
  if (request.scopes.length > 0) query.set('scope', request.scopes.join(' '));
  if (verifier !== null) {
    query.set('code_challenge', createHash('sha256').update(verifier).digest('base64url'));
    query.set('code_challenge_method', 'S256');
  }
  return {
    url: `${request.loginUrl}/services/oauth2/authorize?${query.toString()}`,
    callback: request.callback,
    state,
    verifier
  };
}

/**
 * Asks for the page before anybody opens it: Salesforce shows on the page alone what is wrong with the key or the
 * callback, and this command would wait in vain. A page that asks for a login is as it should be.
 * @throws ConnectError for Salesforce's refusal, or a server that cannot be reached
 */
export async function requireAcceptable(attempt: Attempt): Promise<void> {
  const { origin } = new URL(attempt.url);
  const response = await reach(origin, attempt.url, { redirect: 'manual' });
  const target = response.headers.get('location');
  if (target?.startsWith(attempt.callback) === true) codeOfCallback(new URL(target).searchParams, attempt);
  if (response.status < 400) return;
  const shown = /\berror=(\w+)&(?:amp;)?error_description=([^<"]*)/.exec(await response.text());
  if (shown !== null) throw oauthError(shown[1]!, decoded(shown[2]!.replaceAll('+', ' ')).trim(), attempt.callback);
}

/**
 * The code of the address that the browser was sent to.
 * @throws ConnectError for Salesforce's refusal, or an answer to another request
 */
export function codeOfCallback(query: URLSearchParams, attempt: Attempt): string {
  const error = query.get('error');
  if (error !== null) throw oauthError(error, query.get('error_description') ?? '', attempt.callback);
  if (!isSame(query.get('state'), attempt.state))
    throw new ConnectError(
      'state',
      'The answer does not belong to this request.',
      'Start again, and open only the page that this command names.'
    );
  return required(query.get('code'));
}

/**
 * The code out of what an admin pastes: the whole address, what stands after `code=`, or the code itself; encoded
 * (`%3D`) or not. Only a whole address carries the state, so only there it is checked.
 * @throws ConnectError when there is no code in it
 */
export function codeOfPaste(pasted: string, attempt: Attempt): string {
  const text = pasted.trim().replace(/^["'<]+|["'>]+$/g, '');
  if (/^https?:\/\//i.test(text)) {
    let address: URL;
    try {
      address = new URL(text);
    } catch {
      return required(null);
    }
    return codeOfCallback(address.searchParams, attempt);
  }
  const code = text.replace(/^.*?\bcode=/, '').replace(/[&\s].*$/, '');
  return required(decoded(code));
}

/** A code is decoded once; one that holds no percent sign is taken as it is. */
function decoded(code: string): string {
  try {
    return decodeURIComponent(code);
  } catch {
    return code;
  }
}

function required(code: string | null): string {
  if (code !== null && code !== '') return code;
  throw new ConnectError(
    'no_code',
    'There is no code in that.',
    'Copy the whole address of the page that the browser shows after Allow; it contains "code=".'
  );
}

function isSame(given: string | null, wanted: string): boolean {
  if (given === null) return false;
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
