/** What kept a command from its end, and what to do about it. */
export class ReleaseError extends Error {
  override readonly name = 'ReleaseError';
  /** For programs: `no_dev_hub`, `low_coverage` … */
  readonly code: string;
  /** What to do next. */
  readonly fix: string;

  constructor(code: string, message: string, fix: string) {
    super(message);
    this.code = code;
    this.fix = fix;
  }
}

/** The words of a failed `sf` command. */
export interface SfFailure {
  /** `name` of its JSON; '' when it gave none. */
  readonly name: string;
  readonly message: string;
}

interface Remedy {
  readonly code: string;
  /** Names of the CLI's errors and of Salesforce's. */
  readonly names?: readonly string[];
  /** In the message. */
  readonly says?: RegExp;
  readonly fix: string;
}

/** The first that fits is taken: names and messages are those of the CLI's and Salesforce's own errors. */
const REMEDIES: readonly Remedy[] = [
  {
    code: 'no_dev_hub',
    names: ['NoDefaultDevHubError', 'NoDefaultDevHub'],
    says: /no default dev hub|target-dev-hub/i,
    fix: 'Name the Dev Hub with --target-dev-hub or SF_TARGET_DEV_HUB, or log in: npm run release -- login.'
  },
  {
    code: 'not_a_dev_hub',
    names: ['NotADevHubError'],
    says: /not a dev hub|'?(ScratchOrgInfo|Package2\w*|ActiveScratchOrg)'? is not supported/i,
    fix: 'Enable Dev Hub and "Unlocked Packages and Second-Generation Managed Packages" in Setup (Dev Hub) of that org, or name another with --target-dev-hub.'
  },
  {
    code: 'unknown_org',
    names: [
      'NamedOrgNotFoundError',
      'NamedOrgNotFound',
      'NoTargetOrgError',
      'AuthInfoNotFoundError',
      'NoAuthInfoFound'
    ],
    fix: 'The CLI knows no org of that name: sf org list shows those it knows; log in with npm run release -- login or sf org login web.'
  },
  {
    code: 'login_expired',
    names: [
      'INVALID_SESSION_ID',
      'RefreshTokenAuthError',
      'INVALID_LOGIN',
      'ExpiredAccessToken',
      'INVALID_AUTH_HEADER'
    ],
    says: /session (is )?expired|expired access\/refresh token|invalid_grant|bad_oauth_token/i,
    fix: 'The login has ended: log in again (npm run release -- login, or sf org login web --alias …), then run the same command again; what is done stays done.'
  },
  {
    code: 'not_supported_by_local_org',
    says: /not supported by the local org/i,
    fix: 'The local org does not emulate this; run it against a Dev Hub of Salesforce.'
  },
  {
    code: 'scratch_limit',
    names: ['LIMIT_EXCEEDED'],
    says: /active scratch org limit|daily scratch org signup limit/i,
    fix: 'Free one: npm run release -- scratch reap, or scratch delete. npm run release -- doctor shows what is left; the daily limit counts the last 24 hours.'
  },
  {
    code: 'version_released',
    says: /released package version with (the same )?version number .*already exists|previously released|already been promoted/i,
    fix: 'A released number is never used again: raise "version" in package.json, commit, and start again.'
  },
  {
    code: 'ancestor_missing',
    names: ['errorNoMatchingAncestorError', 'errorAncestorNotReleasedError', 'errorAncestorNoneNotAllowedError'],
    says: /ancestor/i,
    fix: 'The ancestor has to be a released version of this package: leave --ancestor out for the newest one, or see npm run release -- version --list.'
  },
  {
    code: 'low_coverage',
    says: /code coverage required to promote/i,
    fix: 'Write tests for the classes with the least coverage, commit, and create the version again.'
  },
  {
    code: 'wrong_installation_key',
    names: ['INSTALL_KEY_REQUIRED', 'INSTALL_KEY_INVALID'],
    says: /installation ?key/i,
    fix: 'Set ELEMENTS_CONNECT_INSTALLATION_KEY to the key that the version was created with.'
  },
  {
    code: 'network',
    names: ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'],
    says: /fetch failed|socket hang up|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|network|other side closed/i,
    fix: 'Salesforce could not be reached. Run the same command again once the network is back; it goes on where it stopped.'
  },
  {
    code: 'cli_broken',
    says: /undici|createZstdDecompress|Cannot find module/i,
    fix: 'The Salesforce CLI does not start with this Node: remove scripts/sf/node_modules and run the command again, which installs the tested version.'
  }
];

/** Words for a failed `sf` command: Salesforce's own, and what to do. */
export function sfError(command: string, failure: SfFailure): ReleaseError {
  const remedy = REMEDIES.find(
    ({ names, says }) => names?.includes(failure.name) === true || says?.test(failure.message) === true
  );
  const said = failure.name === '' ? failure.message : `${failure.message} (${failure.name})`;
  return new ReleaseError(
    remedy?.code ?? 'sf_failed',
    `${command}: ${said}`,
    remedy?.fix ?? 'See the message above; run the command again once that is mended, what is done stays done.'
  );
}

/** May the same command do better a little later, with nothing changed? */
export function isTransient(error: unknown): boolean {
  return error instanceof ReleaseError && error.code === 'network';
}
