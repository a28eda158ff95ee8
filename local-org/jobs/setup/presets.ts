/** States of an org that are worth seeing: each is a whole state, not a change. */
import type { SetupSwitches } from './switches.ts';

export const NEW_ORG: SetupSwitches = {
  edition: 'Developer Edition',
  namespace: '',
  sandbox: false,
  lockSessionsToIp: false,
  enforceIpRangesEveryRequest: false,
  healthCheck: 'values',
  loginIpRanges: [],
  remoteSites: [],
  loopbackCredential: 'absent',
  ownApi: 'answers',
  integrationUser: 'absent',
  grants: { profile: [], permissionSet: [], group: [], muted: [] },
  promptTemplates: 'absent',
  licences: [],
  connectedApp: 'absent',
  oauthToken: 'none',
  logins: [],
  externalApps: [],
  limitsUsed: {},
  hiddenPermissions: [],
  extraDependencies: {},
  hiddenObjects: []
};

/** What Elements' guide asks an integration user to have, by API name. */
export const GUIDE_PERMISSIONS: readonly string[] = [
  'ApiEnabled',
  'AuthorApex',
  'ManageInteraction',
  'ModifyMetadata',
  'ManagePvtRptsAndDashbds',
  'ManageSharing',
  'RunReports',
  'ViewRoles',
  'ViewSetup',
  'ViewAllCustomSettings',
  'ViewAllUsers',
  'ViewPublicDashboards',
  'ViewPublicReports'
];

/** A range that holds nothing but one address. */
const only = (address: string): SetupSwitches['loginIpRanges'][number] => ({
  start: address,
  end: address,
  description: ''
});

/** Yesterday, through the app of Elements. */
const login = (status: string, sourceIp: string): SetupSwitches['logins'][number] => ({
  sourceIp,
  status,
  application: 'Elements.cloud',
  hoursAgo: 24
});

export interface Preset {
  readonly label: string;
  readonly switches: Partial<SetupSwitches>;
  /** The org gets another id, as a refreshed sandbox does. */
  readonly refreshesSandbox: boolean;
}

function preset(label: string, switches: Partial<SetupSwitches>, refreshesSandbox = false): Preset {
  return { label, switches, refreshesSandbox };
}

/** Names in URLs -> presets. */
export function presets(myDomainHost: string): Readonly<Record<string, Preset>> {
  const ready: Partial<SetupSwitches> = {
    edition: 'Enterprise Edition',
    integrationUser: 'active',
    grants: { ...NEW_ORG.grants, permissionSet: GUIDE_PERMISSIONS },
    remoteSites: [{ name: 'My_Domain', url: `https://${myDomainHost}`, active: true }],
    loopbackCredential: 'authenticated',
    connectedApp: 'installed',
    oauthToken: 'used today',
    logins: [login('Success', '54.74.113.50')]
  };
  return {
    'fresh-org': preset('Fresh org', {}),
    'ready-org': preset('Ready org', ready),
    'locked-session': preset('Sessions locked to their IP address', { ...ready, lockSessionsToIp: true }),
    'enforced-ranges': preset('IP ranges enforced on every request', {
      ...ready,
      enforceIpRangesEveryRequest: true,
      loginIpRanges: [only('54.74.113.50'), only('198.51.100.7')],
      logins: [login('Restricted IP', '34.225.54.128'), login('Success', '54.74.113.50')]
    }),
    'uninstalled-app': preset('App in use but not installed', {
      ...ready,
      connectedApp: 'absent',
      grants: { ...NEW_ORG.grants, permissionSet: [...GUIDE_PERMISSIONS, 'CanApproveUninstalledApps'] }
    }),
    'refreshed-sandbox': preset('Refreshed sandbox', { ...ready, sandbox: true, oauthToken: 'none' }, true),
    'no-api': preset('Professional Edition without the API', {
      ...ready,
      edition: 'Professional Edition',
      ownApi: 'disabled'
    }),
    'lying-sources': preset('Sources that lie or refuse', {
      ...ready,
      healthCheck: 'labels missing',
      loginIpRanges: [{ start: '300.1.1.1', end: '10.0.0.1', description: 'malformed' }, only('10.0.0.1')],
      hiddenPermissions: ['CanApproveUninstalledApps'],
      hiddenObjects: ['ConnectedApplication', 'ExtlClntAppOauthPlcyCnfg']
    })
  };
}
