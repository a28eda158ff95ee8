/** One org that the API answers for: its facts, its folder, and the local org that runs it. */
import { join } from 'node:path';
import type { CompiledOrg } from '../../jobs/compile-org.ts';
import { LocalOrg } from '../../jobs/local-org.ts';
import type { OrgIdentity } from '../../store/org-identity.ts';
import { hasUsedApiRequests } from '../../jobs/org-limits.ts';
import { ApiError } from '../http/errors.ts';
import { PlatformStore } from '../platform/platform-store.ts';

export interface OrgFacts {
  /** 18 characters. */
  readonly id: string;
  /** A Dev Hub has packages and scratch orgs; a scratch org tracks its source. */
  readonly kind: 'devHub' | 'scratch';
  readonly identity: OrgIdentity;
  /** Signs the org's session ids. */
  readonly sessionSecret: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Folders of the sfdx projects that are deployed in the org, absolute; later ones may build on earlier ones. */
  readonly projects: readonly string[];
}

export interface HostedOrgOptions {
  readonly facts: OrgFacts;
  /** The org's own folder. */
  readonly folder: string;
  /** Public host name -> local base URL. */
  readonly hosts: Readonly<Record<string, string>>;
  /** Told of what no request asked for: an engine that cannot go on. */
  readonly onError: (error: unknown) => void;
  /** Permission sets that the administrator gets, of an org that is new. */
  readonly assignPermissionSets?: readonly string[];
}

export class HostedOrg {
  readonly facts: OrgFacts;
  readonly folder: string;
  readonly local: LocalOrg;
  /** Rows of the platform's own objects that the org's data model has not: those of the Tooling API and of a Dev Hub. */
  readonly platform: PlatformStore;

  private constructor(facts: OrgFacts, folder: string, local: LocalOrg, platform: PlatformStore) {
    this.facts = facts;
    this.folder = folder;
    this.local = local;
    this.platform = platform;
  }

  /**
   * @param compiled the projects of `facts`, compiled already
   * @throws CompileError, MetadataError
   */
  static async open(
    { facts, folder, hosts, onError, assignPermissionSets = [] }: HostedOrgOptions,
    compiled?: CompiledOrg
  ): Promise<HostedOrg> {
    const local = await LocalOrg.open({
      projects: facts.projects,
      databaseFile: join(folder, 'org.db'),
      identity: facts.identity,
      sessionSecret: facts.sessionSecret,
      hosts,
      engineStopped: true,
      assignPermissionSets,
      ...(compiled === undefined ? {} : { compiled })
    });
    local.engine.on('error', onError);
    local.engine.start();
    const platform = PlatformStore.open(
      join(folder, 'platform.db'),
      facts,
      local,
      join(folder, '..', '..', 'packages.db')
    );
    for (const { hour, calls } of platform.apiRequests()) local.apiRequests.set(hour, calls);
    return new HostedOrg(facts, folder, local, platform);
  }

  /** Is there such a user, who may log in? */
  isActiveUser(userId: string): boolean {
    return this.local.store.all('SELECT IsActive FROM User WHERE Id = ?', userId)[0]?.[0] === 1;
  }

  /** The 18-character id of the active user of that name; null when there is none. */
  userIdOf(username: string): string | null {
    const found = this.local.store.all(
      'SELECT Id FROM User WHERE lower(Username) = lower(?) AND IsActive = 1',
      username
    )[0]?.[0];
    return typeof found === 'string' ? found : null;
  }

  /** Counts a call of an API client. @throws ApiError 403 when the org has none left for today */
  countApiRequest(): void {
    const { apiRequests, store } = this.local;
    if (hasUsedApiRequests(store, apiRequests))
      throw new ApiError(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
    const { hour, calls } = apiRequests.add(store.clock());
    this.platform.keepApiRequests(hour, calls);
  }

  async close(): Promise<void> {
    await this.local.close();
    this.platform.close();
  }
}
