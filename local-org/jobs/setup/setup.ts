/** The emulated Setup: reads and changes its switches in the org's database; workers see the change at once. */
import { changeOrganizationId, organizationId, readSetting, writeSetting } from '../../store/index.ts';
import type { Store } from '../../store/store.ts';
import {
  switchConnectedApp,
  switchCredential,
  switchExternalApps,
  switchOrganization,
  switchToken
} from './applications.ts';
import {
  integrationProfileId,
  integrationUserId,
  switchGrants,
  switchLicences,
  switchLogins,
  switchPromptTemplates,
  switchUser
} from './integration-user.ts';
import { SwitchError, parseSwitches } from './parse-switches.ts';
import { NEW_ORG, presets } from './presets.ts';
import type { SetupSwitches } from './switches.ts';

/** What a page shows. */
export interface SetupState {
  readonly switches: SetupSwitches;
  readonly organizationId: string;
  readonly myDomainHost: string;
  /** Null while there is none. */
  readonly integrationUserId: string | null;
  readonly presets: ReadonlyArray<{ readonly name: string; readonly label: string }>;
}

export class Setup {
  readonly #store: Store;
  readonly #host: string;

  /** @param store a connection of the thread that calls; changes are committed on it */
  constructor(store: Store, myDomainHost: string) {
    this.#store = store;
    this.#host = myDomainHost;
  }

  state(): SetupState {
    return {
      switches: this.#switches(),
      organizationId: organizationId(this.#store),
      myDomainHost: this.#host,
      integrationUserId: integrationUserId(this.#store),
      presets: Object.entries(presets(this.#host)).map(([name, { label }]) => ({ name, label }))
    };
  }

  /**
   * Changes some switches, the others stay.
   * @param json `{ switch: value, … }` as in SetupSwitches, checked here
   * @throws SwitchError, with nothing changed
   */
  change(json: unknown): SetupState {
    const changes = parseSwitches(json);
    return this.#write(() => this.#apply({ ...this.#switches(), ...changes }, changes));
  }

  /** Brings the whole org into a named state. @throws SwitchError for names that do not exist */
  usePreset(name: string): SetupState {
    const preset = presets(this.#host)[name];
    if (preset === undefined)
      throw new SwitchError(`there is no preset ${name}; there are ${Object.keys(presets(this.#host)).join(', ')}`);
    const switches = { ...NEW_ORG, ...preset.switches };
    return this.#write(() => {
      this.#apply(switches, switches);
      if (preset.refreshesSandbox) this.#refresh();
    });
  }

  /** What refreshing a sandbox does to an org's identity: another id, so that no session id is valid any more. */
  refreshSandbox(): SetupState {
    return this.#write(() => this.#refresh());
  }

  #switches(): SetupSwitches {
    return { ...NEW_ORG, ...(readSetting(this.#store, 'switches') as Partial<SetupSwitches>) };
  }

  #write(work: () => void): SetupState {
    this.#store.beginWrite();
    try {
      work();
      this.#store.commit();
    } catch (error) {
      this.#store.rollback();
      throw error;
    }
    return this.state();
  }

  #refresh(): void {
    changeOrganizationId(this.#store);
    // Authentications were those of the other org.
    if (this.#switches().loopbackCredential === 'authenticated') this.#apply({ ...this.#switches(), ...GONE }, GONE);
  }

  #apply(all: SetupSwitches, changes: Partial<SetupSwitches>): void {
    const store = this.#store;
    switchOrganization(store, changes);
    this.#applySettings(all, changes);
    // What a user holds is written again whenever the user or one part of it changes: the parts refer to each other.
    if (USER_SWITCHES.some((name) => name in changes)) {
      switchUser(store, all.integrationUser);
      switchLicences(store, all.licences);
      switchGrants(store, all.grants);
      switchPromptTemplates(store, all.promptTemplates);
      switchToken(store, all.oauthToken);
      switchLogins(store, all.logins);
    }
    if (changes.connectedApp !== undefined) switchConnectedApp(store, changes.connectedApp);
    if (changes.externalApps !== undefined) switchExternalApps(store, changes.externalApps);
    if (changes.loopbackCredential !== undefined) switchCredential(store, changes.loopbackCredential, this.#host);
    writeSetting(store, 'switches', { ...all });
  }

  #applySettings(all: SetupSwitches, changes: Partial<SetupSwitches>): void {
    const store = this.#store;
    const { lockSessionsToIp, enforceIpRangesEveryRequest } = all;
    writeSetting(store, 'sessionSettings', { lockSessionsToIp, enforceIpRangesEveryRequest });
    if (changes.loginIpRanges !== undefined)
      writeSetting(store, 'loginIpRanges', {
        ...readSetting(store, 'loginIpRanges'),
        [integrationProfileId(store)]: changes.loginIpRanges
      });
    for (const key of [
      'healthCheck',
      'ownApi',
      'remoteSites',
      'limitsUsed',
      'extraDependencies',
      'hiddenObjects'
    ] as const)
      writeSetting(store, key, all[key]);
    writeSetting(
      store,
      'hiddenPermissions',
      all.hiddenPermissions.map((name) => `Permissions${name}`)
    );
  }
}

const GONE = { loopbackCredential: 'not authenticated' } as const;
const USER_SWITCHES = ['integrationUser', 'grants', 'promptTemplates', 'licences', 'oauthToken', 'logins'] as const;
