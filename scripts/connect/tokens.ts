import { ConnectError, oauthError } from './errors.ts';
import { reach } from './reach.ts';

export interface Tokens {
  readonly accessToken: string;
  readonly instanceUrl: string;
  readonly scopes: readonly string[];
  /** Null when Salesforce gave none. */
  readonly refreshToken: string | null;
  /** Address of the identity: `…/id/<org>/<user>`. */
  readonly identity: string;
}

export interface Client {
  readonly loginUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly callback: string;
}

/** @throws ConnectError with Salesforce's refusal, or when no refresh token comes with it */
export async function exchangeCode(
  client: Client,
  code: string,
  verifier: string | null
): Promise<Tokens & { readonly refreshToken: string }> {
  const tokens = await ask(client, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: client.callback,
    ...(verifier === null ? {} : { code_verifier: verifier })
  });
  if (tokens.refreshToken === null)
    throw new ConnectError(
      'no_refresh_token',
      'Salesforce gave no refresh token.',
      'Add the scope "Perform requests at any time (refresh_token, offline_access)" to the app, wait ten minutes, and start again.'
    );
  return { ...tokens, refreshToken: tokens.refreshToken };
}

/** @throws ConnectError with Salesforce's refusal */
export function refresh(client: Client, refreshToken: string): Promise<Tokens> {
  return ask(client, { grant_type: 'refresh_token', refresh_token: refreshToken });
}

/** The secret goes into the body, never into an address, where proxies and histories would keep it. */
async function ask(client: Client, grant: Readonly<Record<string, string>>): Promise<Tokens> {
  const body = new URLSearchParams({ ...grant, client_id: client.clientId, client_secret: client.clientSecret });
  const response = await reach(client.loginUrl, `${client.loginUrl}/services/oauth2/token`, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body,
    redirect: 'error'
  });
  const answer = await parsed(response);
  if (!response.ok)
    throw oauthError(
      text(answer, 'error') ?? `HTTP ${response.status}`,
      text(answer, 'error_description') ?? '',
      client.callback
    );
  const accessToken = text(answer, 'access_token');
  const instanceUrl = text(answer, 'instance_url');
  if (accessToken === null || instanceUrl === null)
    throw new ConnectError(
      'answer',
      'Salesforce answered without a token.',
      'Start again; if it happens again, see the login history.'
    );
  return {
    accessToken,
    instanceUrl,
    scopes: (text(answer, 'scope') ?? '').split(' ').filter((scope) => scope !== ''),
    refreshToken: text(answer, 'refresh_token'),
    identity: text(answer, 'id') ?? ''
  };
}

async function parsed(response: Response): Promise<Readonly<Record<string, unknown>>> {
  try {
    const value: unknown = await response.json();
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Reported below: a proxy or a login page has answered.
  }
  throw new ConnectError(
    'answer',
    `Something that is not Salesforce's API answered (HTTP ${response.status}).`,
    'Check the login URL, and whether a proxy stands between.'
  );
}

function text(answer: Readonly<Record<string, unknown>>, member: string): string | null {
  const value = answer[member];
  return typeof value === 'string' && value !== '' ? value : null;
}
