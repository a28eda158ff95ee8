/** What a switch is called in Setup, and what it does to the org (`jobs/setup/switches.ts`). */
export interface SwitchWords {
  readonly label: string;
  readonly help: string;
}

const words = (label: string, help: string): SwitchWords => ({ label, help });

export const WORDS: Readonly<Record<string, SwitchWords>> = {
  edition: words('Edition', 'Company Information. Some editions have no API.'),
  namespace: words('Namespace of the org', 'Package Manager. Empty for none.'),
  sandbox: words('Is a sandbox', 'Company Information.'),
  lockSessionsToIp: words('Lock sessions to the IP address from which they originated', 'Session Settings.'),
  enforceIpRangesEveryRequest: words('Enforce login IP ranges on every request', 'Session Settings.'),
  healthCheck: words('Health Check', 'What the risks of the Health Check say about session settings.'),
  loginIpRanges: words('Login IP ranges', "Of the integration user's profile, as JSON; addresses may be malformed."),
  remoteSites: words('Remote site settings', 'As JSON, beside those of the projects.'),
  loopbackCredential: words('Named Credential "Loopback"', 'Leads back to this org, as the integration user.'),
  ownApi: words('API of the org', 'How it answers calls from the org itself.'),
  integrationUser: words('Integration user', 'The user "Integration User" of this org.'),
  grants: words('Permissions of the integration user', 'What grants them, as JSON: API names without "Permissions".'),
  promptTemplates: words('Prompt Template Manager', 'A permission set that comes with Agentforce.'),
  licences: words('Permission set licences', 'As JSON: seats, and whether the integration user has one.'),
  connectedApp: words('Connected app of Elements', 'Connected Apps OAuth Usage.'),
  oauthToken: words('OAuth token of the integration user', 'By its last use.'),
  logins: words('Login history of the integration user', 'As JSON.'),
  externalApps: words('External client apps', "The org's own, as JSON."),
  limitsUsed: words('Limits in use', 'In the last 24 hours, as JSON, beside what really ran.'),
  hiddenPermissions: words('Permissions that this org lacks', 'As JSON: API names without "Permissions".'),
  extraDependencies: words(
    'Dependencies of permissions',
    'Beside the usual, as JSON: saving a set without them is refused.'
  ),
  hiddenObjects: words('Objects that this org lacks', 'As JSON: queries on them are refused.')
};

/** A part of Setup. */
export interface SwitchGroup {
  readonly label: string;
  /** What addresses of Setup call the pages whose settings are here: `/lightning/setup/<page>/…`. */
  readonly pages: readonly string[];
  readonly switches: readonly string[];
}

/** The switches by what Setup keeps together; every switch is in one of the groups. */
export const GROUPS: readonly SwitchGroup[] = [
  {
    label: 'Session settings and network',
    pages: ['SecuritySession', 'SecurityRemoteProxy', 'EnhancedProfiles'],
    switches: ['lockSessionsToIp', 'enforceIpRangesEveryRequest', 'loginIpRanges', 'healthCheck', 'remoteSites']
  },
  {
    label: 'Integration user',
    pages: ['ManageUsers'],
    switches: ['integrationUser', 'logins', 'oauthToken']
  },
  {
    label: 'Permissions and licences',
    pages: ['PermSets'],
    switches: ['promptTemplates', 'grants', 'licences', 'hiddenPermissions', 'extraDependencies']
  },
  {
    label: 'Connected and external apps',
    pages: ['ConnectedAppsUsage', 'ManageExternalClientApplication'],
    switches: ['connectedApp', 'externalApps']
  },
  {
    label: 'Calls of the org to itself',
    pages: ['NamedCredential'],
    switches: ['loopbackCredential', 'ownApi']
  },
  {
    label: 'Company information and limits',
    pages: ['CompanyProfileInfo', 'OrgDomain', 'SystemOverview', 'ImportedPackage'],
    switches: ['edition', 'sandbox', 'namespace', 'limitsUsed', 'hiddenObjects']
  }
];
