/** A Dev Hub, a project that knows how to reach it over a network, and the CLI beside it. */
import { DEV_HUB, TestApi } from '../../../../local-org/api/tests/fixture.ts';
import type { HostedOrg } from '../../../../local-org/api/orgs/hosted-org.ts';
import { SfCli } from '../../../../local-org/tests/sf/sf-cli.ts';
import { HUB_ALIAS } from '../../commands/login.ts';
import { Network } from './network.ts';
import { Project } from './project.ts';

export class Setting {
  readonly api: TestApi;
  readonly hub: HostedOrg;
  readonly network: Network;
  readonly project: Project;
  readonly sf: SfCli;
  /** Session of the Dev Hub's user. */
  readonly token: string;

  private constructor(api: TestApi, hub: HostedOrg, network: Network) {
    this.api = api;
    this.hub = hub;
    this.network = network;
    this.project = new Project(api.folder);
    this.sf = new SfCli(api.folder, this.project.folder);
    this.token = api.server.orgs.newSession(hub.facts);
  }

  static async start(): Promise<Setting> {
    const api = await TestApi.start();
    return new Setting(api, await api.createOrg(), await Network.to(api.server.port));
  }

  /** Logs the project in to the Dev Hub. @returns what the command says */
  async logInToHub(): Promise<Record<string, unknown>> {
    const env = { ELEMENTS_CONNECT_DEV_HUB_URL: this.network.url, SF_ACCESS_TOKEN: this.token };
    const said = await this.project.done(['login'], env);
    // As a workflow may name it: every command asks the CLI for it otherwise.
    this.project.env = { SF_TARGET_DEV_HUB: HUB_ALIAS };
    return said;
  }

  /** Another org, which the CLI knows by the name before the at sign. */
  async otherOrg(alias: string, isSandbox = false, sessionOf?: (org: HostedOrg) => string): Promise<HostedOrg> {
    const identity = { ...DEV_HUB.identity, isSandbox, username: `${alias}@local-org.example` };
    const org = await this.api.createOrg({}, { identity });
    const { server } = this.api;
    await this.sf.result(
      ['org', 'login', 'access-token', '--no-prompt', '--alias', alias, '--instance-url', server.url],
      { SF_ACCESS_TOKEN: sessionOf?.(org) ?? server.orgs.newSession(org.facts) }
    );
    return org;
  }

  /** What no command may have shown: the key of the installation, sessions. */
  shown(...secrets: readonly string[]): string[] {
    const { printed } = this.project;
    return [
      ...[...secrets, this.token].filter((secret) => printed.includes(secret)),
      ...(printed.match(/00D[0-9A-Za-z]{12}![0-9A-Za-z.]+/g) ?? [])
    ];
  }

  async close(): Promise<void> {
    this.network.close();
    await this.api.close();
  }
}
