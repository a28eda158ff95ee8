/**
 * Settings of the org that no sObject holds (Setup's pages and metadata documents): one JSON document per key in a table
 * of their own. Every connection reads them afresh, so that what Setup changes counts at once.
 */
import type { Store } from './store.ts';

/** A range of addresses, inclusive at both ends, as an admin typed it; possibly malformed. */
export interface AddressRange {
  readonly start: string;
  readonly end: string;
  readonly description: string;
}

export interface RemoteSiteSetting {
  readonly name: string;
  readonly url: string;
  readonly active: boolean;
}

/** A Named Credential with one principal for the whole org. */
export interface NamedCredentialSetting {
  readonly name: string;
  readonly url: string;
  /** The principal, who has authenticated; null while nobody has. */
  readonly userId: string | null;
}

export interface SetupSettings {
  /** Metadata SecuritySettings.sessionSettings. */
  readonly sessionSettings: { readonly lockSessionsToIp: boolean; readonly enforceIpRangesEveryRequest: boolean };
  /** How the Health Check (Tooling SecurityHealthCheckRisks) tells the session settings. */
  readonly healthCheck: 'values' | 'rows missing' | 'labels missing';
  /** Metadata Profile.loginIpRanges by id of the profile. */
  readonly loginIpRanges: Readonly<Record<string, readonly AddressRange[]>>;
  /** Beside those of the projects. */
  readonly remoteSites: readonly RemoteSiteSetting[];
  readonly namedCredentials: readonly NamedCredentialSetting[];
  /** How the org answers calls to itself, whatever is asked. */
  readonly ownApi: 'answers' | 'disabled' | 'refuses sessions' | 'times out' | 'fails';
  /** Use in the last 24 hours by name of the limit (`OrgLimits`), beside what really ran here. */
  readonly limitsUsed: Readonly<Record<string, number>>;
  /** Fields of PermissionSet (`PermissionsX`) that this org's describe lacks. */
  readonly hiddenPermissions: readonly string[];
  /** What permissions need in this org beside the usual, without `Permissions`. */
  readonly extraDependencies: Readonly<Record<string, readonly string[]>>;
  /** Objects that this org lacks. */
  readonly hiddenObjects: readonly string[];
  /** What the emulated Setup was told last, for its own page. */
  readonly switches: Readonly<Record<string, unknown>>;
}

const OF_A_NEW_ORG: SetupSettings = {
  sessionSettings: { lockSessionsToIp: false, enforceIpRangesEveryRequest: false },
  healthCheck: 'values',
  loginIpRanges: {},
  remoteSites: [],
  namedCredentials: [],
  ownApi: 'answers',
  limitsUsed: {},
  hiddenPermissions: [],
  extraDependencies: {},
  hiddenObjects: [],
  switches: {}
};

/** The setting as it is now; what a new org has when nobody has changed it. */
export function readSetting<K extends keyof SetupSettings>(store: Store, key: K): SetupSettings[K] {
  const text = store.all('SELECT value FROM "_setup" WHERE name = ?', key)[0]?.[0];
  return typeof text === 'string' ? (JSON.parse(text) as SetupSettings[K]) : OF_A_NEW_ORG[key];
}

/** Begins the write transaction; the caller commits. */
export function writeSetting<K extends keyof SetupSettings>(store: Store, key: K, value: SetupSettings[K]): void {
  store.beginWrite();
  store.run(
    'INSERT INTO "_setup" (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    key,
    JSON.stringify(value)
  );
}
