/** Every check whose sources Setup holds, with every status that it can have. */
import type { SetupSwitches } from '../jobs/setup/switches.ts';
import type { ExpectedFinding } from './readiness-org.ts';

/** On top of the preset `ready-org`. */
export type ReadinessCase = readonly [
  what: string,
  check: string,
  switches: Partial<SetupSwitches>,
  finding: ExpectedFinding
];

const NO_GRANTS = { profile: [], permissionSet: [], group: [], muted: [] } as const;
const FIELD_SERVICE = {
  name: 'FieldService',
  label: 'Field Service',
  total: 5,
  used: 2,
  assigned: false,
  allows: []
} as const;
const PROMPTS = {
  name: 'EinsteinGPTPromptTemplatesPsl',
  label: 'Prompt Templates',
  total: 3,
  used: 3,
  assigned: false,
  allows: []
};
const SETUP = /^\/lightning\/setup\//;
const USER = /ManageUsers/;
const SETS = /PermSets/;
const USAGE = /ConnectedAppsUsage/;

export const SETUP_CASES: readonly ReadinessCase[] = [
  ['Enterprise', 'edition', {}, { status: 'pass', seen: /Enterprise Edition/, link: /CompanyProfileInfo/ }],
  [
    'Group',
    'edition',
    { edition: 'Team Edition' },
    { status: 'fail', seen: /Group Edition is not supported/, solution: /Supported are Enterprise/, link: SETUP }
  ],
  [
    'Professional with the API',
    'edition',
    { edition: 'Professional Edition' },
    { status: 'pass', seen: /the API answers/, link: SETUP }
  ],
  [
    'Professional without the API',
    'edition',
    { edition: 'Professional Edition', ownApi: 'disabled' },
    { status: 'fail', seen: /without API access/, solution: /Purchase API access/, link: SETUP }
  ],
  [
    'Professional, and nobody can tell',
    'edition',
    { edition: 'Professional Edition', loopbackCredential: 'not authenticated' },
    { status: 'unknown', seen: /is not known/, solution: /Ask Salesforce/, link: SETUP }
  ],
  ['answers', 'api-access', {}, { status: 'pass', seen: /answers/, link: /NamedCredential/ }],
  [
    'disabled',
    'api-access',
    { ownApi: 'disabled' },
    { status: 'fail', seen: /API_DISABLED_FOR_ORG/, solution: /Enable the API/, link: /CompanyProfileInfo/ }
  ],
  [
    'sessions refused',
    'api-access',
    { ownApi: 'refuses sessions' },
    { status: 'unknown', seen: /INVALID_SESSION_ID/, solution: /Suspected: "Lock sessions/, link: SETUP }
  ],
  [
    'not set up',
    'api-access',
    { loopbackCredential: 'absent' },
    { status: 'unknown', seen: /could not be tried/, solution: /Named Credential/, link: SETUP }
  ],
  ['active', 'integration-user', {}, { status: 'pass', seen: /is active; licence Salesforce/, link: USER }],
  [
    'inactive',
    'integration-user',
    { integrationUser: 'inactive' },
    { status: 'fail', seen: /is inactive/, solution: /Activate/, link: USER }
  ],
  [
    'frozen',
    'integration-user',
    { integrationUser: 'frozen' },
    { status: 'fail', seen: /is frozen/, solution: /Unfreeze/, link: USER }
  ],
  [
    'API only',
    'integration-user',
    { integrationUser: 'API only' },
    { status: 'fail', seen: /may use the API only/, solution: /Minimum Access - Salesforce/, link: USER }
  ],
  [
    'API only by permission',
    'integration-user',
    { grants: { ...NO_GRANTS, permissionSet: ['ApiUserOnly'] } },
    { status: 'fail', seen: /may use the API only/, solution: /Create a user/, link: USER }
  ],
  ['all held', 'permissions', {}, { status: 'pass', seen: /has all 13 permissions/, link: SETS }],
  [
    'required ones missing',
    'permissions',
    { grants: NO_GRANTS },
    { status: 'fail', seen: /lacks API Enabled/, solution: /Create or repair the permission set/, link: SETS }
  ],
  [
    'a muted one missing',
    'permissions',
    { grants: { ...NO_GRANTS, group: ['ApiEnabled', 'ViewRoles'], muted: ['ApiEnabled'] } },
    { status: 'fail', seen: /lacks API Enabled/, solution: /Create or repair/, link: SETS }
  ],
  [
    'one that the describe lacks',
    'permissions',
    { connectedApp: 'absent', hiddenPermissions: ['CanApproveUninstalledApps'] },
    { status: 'unknown', seen: /does not list Approve Uninstalled/, solution: /Look for the permission/, link: SETS }
  ],
  [
    'no Agentforce',
    'prompt-templates',
    {},
    { status: 'not applicable', seen: /Agentforce is not present/, link: SETS }
  ],
  [
    'not assigned',
    'prompt-templates',
    { promptTemplates: 'present', licences: [PROMPTS] },
    { status: 'warning', seen: /does not hold.*3 of 3 licences are in use/, solution: /Assign/, link: USER }
  ],
  ['assigned', 'prompt-templates', { promptTemplates: 'assigned' }, { status: 'pass', seen: /holds/, link: SETS }],
  [
    'assigned by a group',
    'prompt-templates',
    { promptTemplates: 'assigned by a group' },
    { status: 'pass', seen: /holds/, link: SETS }
  ],
  ['no licences', 'psl-objects', {}, { status: 'not applicable', seen: /no permission set licences/, link: SETUP }],
  [
    'one not assigned',
    'psl-objects',
    { licences: [FIELD_SERVICE] },
    { status: 'warning', seen: /lacks Field Service/, solution: /outside the core CRM/, link: USER }
  ],
  [
    'all assigned',
    'psl-objects',
    { licences: [{ ...FIELD_SERVICE, assigned: true }] },
    { status: 'pass', seen: /holds all 1/, link: SETUP }
  ],
  ['installed', 'connected-app', {}, { status: 'pass', seen: /is installed/, link: USAGE }],
  [
    'in use, not installed',
    'connected-app',
    { connectedApp: 'absent' },
    { status: 'fail', seen: /September 2025/, solution: /click Install/, link: USAGE }
  ],
  [
    'absent',
    'connected-app',
    { connectedApp: 'absent', oauthToken: 'none' },
    { status: 'warning', seen: /neither installed nor in use/, solution: /Connect the org/, link: USAGE }
  ],
  [
    'unreadable',
    'connected-app',
    { hiddenObjects: ['ConnectedApplication'] },
    {
      status: 'unknown',
      seen: /sObject type 'ConnectedApplication' is not supported/,
      solution: /Remove the cause/,
      link: USAGE
    }
  ],
  ['not granted, installed', 'approve-uninstalled', {}, { status: 'pass', seen: /not granted any more/, link: SETS }],
  [
    'granted, installed',
    'approve-uninstalled',
    { grants: { ...NO_GRANTS, permissionSet: ['CanApproveUninstalledApps'] } },
    { status: 'warning', seen: /still there/, solution: /Remove/, link: SETS }
  ],
  [
    'not granted, not installed',
    'approve-uninstalled',
    { connectedApp: 'absent' },
    { status: 'fail', seen: /OAUTH_APPROVAL_ERROR_GENERIC/, solution: /Grant/, link: SETS }
  ],
  [
    'an administrator',
    'approve-uninstalled',
    { grants: { ...NO_GRANTS, profile: ['ModifyAllData', 'CanApproveUninstalledApps'] } },
    { status: 'not applicable', seen: /is an administrator/, link: SETS }
  ],
  [
    'not in the describe',
    'approve-uninstalled',
    { hiddenPermissions: ['CanApproveUninstalledApps'] },
    { status: 'unknown', seen: /does not list/, solution: /some orgs show it in Setup only/, link: SETS }
  ],
  ['used today', 'oauth-token', {}, { status: 'pass', seen: /was last used 20/, link: USAGE }],
  [
    'used a month ago',
    'oauth-token',
    { oauthToken: 'used a month ago' },
    { status: 'warning', seen: /may have expired/, solution: /Reconnect/, link: USAGE }
  ],
  [
    'never used',
    'oauth-token',
    { oauthToken: 'never used' },
    { status: 'warning', seen: /last used never/, solution: /Authenticate/, link: USAGE }
  ],
  [
    'none',
    'oauth-token',
    { oauthToken: 'none' },
    { status: 'fail', seen: /has no token/, solution: /log in as the integration user/, link: USAGE }
  ],
  [
    'unreadable',
    'oauth-token',
    { hiddenObjects: ['OauthToken'] },
    { status: 'unknown', seen: /OauthToken could not be read/, solution: /Remove the cause/, link: USAGE }
  ],
  ['reaches itself', 'my-domain', {}, { status: 'pass', seen: /reaches itself/, link: /SecurityRemoteProxy/ }],
  [
    'no remote site',
    'my-domain',
    { remoteSites: [] },
    {
      status: 'fail',
      seen: /does not let the org call/,
      solution: /Add a Remote Site Setting/,
      link: /SecurityRemoteProxy/
    }
  ],
  [
    'no answer',
    'my-domain',
    { ownApi: 'times out' },
    { status: 'unknown', seen: /Read timed out/, solution: /Check My Domain/, link: /OrgDomain/ }
  ],
  ['little used', 'budgets', {}, { status: 'pass', seen: /of 15000/, link: /SystemOverview/ }],
  [
    'over 70 %',
    'budgets',
    { limitsUsed: { DailyApiRequests: 10_501 } },
    { status: 'warning', seen: /105\d\d of 15000.*over 70 %/, solution: /another time/, link: /SystemOverview/ }
  ],
  [
    'over 90 %',
    'budgets',
    { limitsUsed: { DailyAsyncApexExecutions: 225_001 } },
    { status: 'fail', seen: /over 90 %/, solution: /another time/, link: /SystemOverview/ }
  ],
  [
    'none',
    'external-client-app',
    {},
    { status: 'not applicable', seen: /no external client app/, link: /ExternalClientApp/ }
  ],
  [
    'scopes missing',
    'external-client-app',
    { externalApps: [{ label: 'Snow', scopes: ['api'], ipRelaxation: 'Bypass' }] },
    { status: 'fail', seen: /none has the scopes/, solution: /refresh_token/, link: /ExternalClientApp/ }
  ],
  [
    'the scope full',
    'external-client-app',
    { externalApps: [{ label: 'Snow', scopes: ['api', 'refresh_token', 'full'], ipRelaxation: 'Bypass' }] },
    { status: 'warning', seen: /carry a risk/, solution: /remove the scope "full"/, link: /ExternalClientApp/ }
  ],
  [
    'all that can be read fits',
    'external-client-app',
    { externalApps: [{ label: 'Snow', scopes: ['api', 'refresh_token'], ipRelaxation: 'Bypass' }] },
    { status: 'unknown', seen: /PKCE/, solution: /ten minutes/, link: /ExternalClientApp/ }
  ],
  [
    'unreadable',
    'external-client-app',
    { hiddenObjects: ['ExtlClntAppOauthPlcyCnfg'] },
    { status: 'unknown', seen: /is not supported/, solution: /Remove the cause/, link: /ExternalClientApp/ }
  ]
];
