/** Something went wrong that the admin can mend: what happened, in Salesforce's words where there are some, and the fix. */
export class ConnectError extends Error {
  override readonly name = 'ConnectError';
  /** For programs: `invalid_client_id`, `no_refresh_token` … */
  readonly code: string;
  /** What to do next. */
  readonly fix: string;

  constructor(code: string, message: string, fix: string) {
    super(message);
    this.code = code;
    this.fix = fix;
  }
}

interface Remedy {
  readonly error: string;
  /** Narrows the error by what Salesforce says about it; lower case. */
  readonly says?: string;
  readonly message: string;
  readonly fix: string;
}

/** Salesforce's OAuth errors as the OAuth 2.0 error pages of its help name them; the first that fits is taken. */
const REMEDIES: readonly Remedy[] = [
  {
    error: 'invalid_client_id',
    message: 'Salesforce does not know this consumer key.',
    fix: 'Copy the Consumer Key again (Setup, External Client App Manager, your app, Settings, OAuth Settings, Consumer Key and Secret). A new app needs up to ten minutes until it works. For a sandbox use --sandbox; for an app that exists in one org only use --my-domain.'
  },
  {
    error: 'invalid_client',
    says: 'secret',
    message: 'The consumer secret is wrong.',
    fix: 'Copy the Consumer Secret again; it changes when somebody rotates it. Set it as ELEMENTS_CONNECT_CLIENT_SECRET or enter it when asked.'
  },
  {
    error: 'invalid_client',
    message: 'Salesforce does not accept the consumer key or the consumer secret.',
    fix: 'Copy both again from the page Consumer Key and Secret of the app.'
  },
  {
    error: 'redirect_uri_mismatch',
    message: 'The callback URL is not registered with the app.',
    fix: 'Add exactly this callback URL to the app (Edit Settings, OAuth Settings, Callback URL), one per line: {callback}'
  },
  {
    error: 'invalid_grant',
    says: 'ip restricted',
    message: 'The login was refused because of the address it came from.',
    fix: 'Add the addresses of the connector to the app (Trusted IP Ranges for OAuth Web Server Flow), add this machine to the login IP ranges of the profile, or choose "Relax IP restrictions" in the OAuth policies.'
  },
  {
    error: 'invalid_grant',
    says: 'code verifier',
    message: 'The proof of possession (PKCE) does not fit.',
    fix: 'Start again, and let one command do both steps. If the code was made by hand, add --no-pkce.'
  },
  {
    error: 'invalid_grant',
    says: 'code',
    message: 'The authorisation code has expired or was used before.',
    fix: 'Start again: a code can be used once, within ten to fifteen minutes.'
  },
  {
    error: 'invalid_grant',
    says: 'inactive',
    message: 'The user is not active or is frozen.',
    fix: 'Activate or unfreeze the user, or log in as another one.'
  },
  {
    error: 'invalid_grant',
    says: 'refresh token',
    message: 'Salesforce does not accept the refresh token any more.',
    fix: 'See the refresh token policy of the app (Edit Policies, OAuth Policies): "valid until revoked". Then start again.'
  },
  {
    error: 'invalid_request',
    says: 'code challenge',
    message: 'The app asks for proof of possession (PKCE).',
    fix: 'Leave out --no-pkce and --compatible, or untick "Require Proof Key for Code Exchange" in the app.'
  },
  {
    error: 'invalid_scope',
    message: 'The app does not offer a scope that is asked for.',
    fix: 'Add these scopes to the app (Edit Settings, OAuth Settings): Perform requests at any time (refresh_token, offline_access), and Manage user data via APIs (api).'
  },
  {
    error: 'access_denied',
    message: 'The access was denied on the page of Salesforce.',
    fix: 'Start again and choose Allow, as a user who may use the app.'
  },
  {
    error: 'oauth_approval_error_generic',
    message: 'Salesforce could not record the approval.',
    fix: 'The app needs a moment after it was created, ten minutes at most. Then see whether the user may use it (Edit Policies, Permitted Users) and whether it is blocked (Setup, Connected Apps OAuth Usage).'
  },
  {
    error: 'oauth_ec_app_not_found',
    message: 'The app does not exist in the org you logged in to.',
    fix: 'A local external client app works in its own org only: use --my-domain with the address of that org.'
  },
  {
    error: 'insufficient_scope',
    message: 'The session may not use the API.',
    fix: 'Add the scope "Manage user data via APIs (api)" to the app and start again.'
  },
  {
    error: 'inactive_user',
    message: 'The user is not active or is frozen.',
    fix: 'Activate or unfreeze the user, or log in as another one.'
  }
];

/**
 * Words for an OAuth error.
 * @param error `error` of the answer
 * @param description `error_description`, Salesforce's own words
 */
export function oauthError(error: string, description: string, callback: string): ConnectError {
  const said = description.toLowerCase();
  const remedy = REMEDIES.find(
    (each) => each.error === error.toLowerCase() && (each.says === undefined || said.includes(each.says))
  );
  const own = description === '' ? error : `${error}: ${description}`;
  if (remedy === undefined)
    return new ConnectError(
      error,
      `Salesforce refused: ${own}`,
      'See the login history of the user (Setup, Login History) for the reason, then start again.'
    );
  return new ConnectError(error, `${remedy.message} (${own})`, remedy.fix.replace('{callback}', callback));
}
