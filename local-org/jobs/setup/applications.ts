/** Connected apps, tokens and external client apps of the emulated Setup. */
import { insertRow } from '../../runtime/platform/system-rows.ts';
import { ADMIN_USER_ID, organizationId, readSetting, writeSetting } from '../../store/index.ts';
import type { Store } from '../../store/store.ts';
import { integrationUserId } from './integration-user.ts';
import { idOf, putRow, removeRows } from './rows.ts';
import { SCOPES } from './switches.ts';
import type { ExternalAppSwitch, SetupSwitches } from './switches.ts';

const APP = 'Elements.cloud';
const DAY = 86_400_000;
export const LOOPBACK_CREDENTIAL = 'Loopback';

export function switchConnectedApp(store: Store, state: SetupSwitches['connectedApp']): void {
  if (state === 'installed') putRow(store, 'ConnectedApplication', { Name: APP }, {});
  else removeRows(store, 'ConnectedApplication', { Name: APP });
}

/** Tokens belong to a user; without the integration user there is none. */
export function switchToken(store: Store, state: SetupSwitches['oauthToken']): void {
  const user = integrationUserId(store);
  if (user === null) return;
  removeRows(store, 'OauthToken', { AppName: APP, UserId: user });
  if (state === 'none') return;
  const lastUsed = { 'never used': null, 'used a month ago': store.clock() - 30 * DAY, 'used today': store.clock() };
  insertRow(store, 'OauthToken', {
    AppName: APP,
    UserId: user,
    LastUsedDate: lastUsed[state],
    UseCount: state === 'never used' ? 0 : 3
  });
}

/** The org's own external client apps are exactly these. */
export function switchExternalApps(store: Store, apps: readonly ExternalAppSwitch[]): void {
  for (const name of ['ExtlClntAppOauthSettings', 'ExtlClntAppOauthPlcyCnfg', 'ExternalClientApplication'])
    store.run(`DELETE FROM ${name}`);
  for (const { label, scopes, ipRelaxation } of apps) {
    const developerName = label.replace(/\W+/g, '_');
    const app = insertRow(store, 'ExternalClientApplication', {
      DeveloperName: developerName,
      MasterLabel: label,
      DistributionState: 'Local',
      Language: 'en_US',
      ContactEmail: 'admin@local-org.example'
    });
    insertRow(store, 'ExtlClntAppOauthPlcyCnfg', {
      DeveloperName: `${developerName}_oauth_defaultPolicy`,
      ExternalClientApplicationId: app,
      IpRelaxationPolicyType: ipRelaxation,
      PermittedUsersPolicyType: 'AllSelfAuthorized'
    });
    insertRow(store, 'ExtlClntAppOauthSettings', {
      DeveloperName: `${developerName}_oauth`,
      ExternalClientApplicationId: app,
      ...Object.fromEntries(SCOPES.map((scope) => [`OauthScopes${scope.toUpperCase()}`, scopes.includes(scope)]))
    });
  }
}

/** The principal is the administrator. */
export function switchCredential(store: Store, state: SetupSwitches['loopbackCredential'], host: string): void {
  const others = readSetting(store, 'namedCredentials').filter(({ name }) => name !== LOOPBACK_CREDENTIAL);
  const userId = state === 'authenticated' ? ADMIN_USER_ID : null;
  writeSetting(
    store,
    'namedCredentials',
    state === 'absent' ? others : [...others, { name: LOOPBACK_CREDENTIAL, url: `https://${host}`, userId }]
  );
}

/** Facts about the org itself. */
export function switchOrganization(
  store: Store,
  { edition, namespace, sandbox }: Pick<Partial<SetupSwitches>, 'edition' | 'namespace' | 'sandbox'>
): void {
  putRow(
    store,
    'Organization',
    { Id: idOf(store, 'Organization', { Id: organizationId(store) })! },
    {
      ...(edition === undefined ? {} : { OrganizationType: edition }),
      ...(namespace === undefined ? {} : { NamespacePrefix: namespace === '' ? null : namespace }),
      ...(sandbox === undefined ? {} : { IsSandbox: sandbox })
    }
  );
}
