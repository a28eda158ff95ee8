/** A Dev Hub with a package, as the CLI uses it: versions, scratch orgs, installations, all over the API. */
import assert from 'node:assert/strict';
import { pack } from '../metadata/archive.ts';
import type { HostedOrg } from '../orgs/hosted-org.ts';
import { TestApi, TestClient } from './fixture.ts';

export const TOOLING = '/services/data/v65.0/tooling';

type Row = Readonly<Record<string, unknown>>;

export interface Version {
  readonly status: string;
  readonly errors: readonly string[];
  /** Package2Version, and what installs it. */
  readonly id: string;
  readonly subscriberId: string;
  readonly row: Row;
}

export async function rows(client: TestClient, soql: string): Promise<readonly Row[]> {
  const answer = await client.query(soql, 'tooling/query');
  assert.equal(answer.status, 200, answer.text);
  return (answer.json() as { records: readonly Row[] }).records;
}

export async function waitFor<T>(read: () => Promise<T | null>): Promise<T> {
  for (const end = Date.now() + 240_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 200))) {
    const value = await read();
    if (value !== null) return value;
  }
  throw new Error('it takes too long');
}

export class PackageHub {
  readonly api: TestApi;
  readonly hub: HostedOrg;
  readonly client: TestClient;
  readonly #packageId: string;

  private constructor(api: TestApi, hub: HostedOrg, client: TestClient, packageId: string) {
    this.api = api;
    this.hub = hub;
    this.client = client;
    this.#packageId = packageId;
  }

  /** A server, a Dev Hub and a managed package of that namespace. */
  static async start(
    name: string,
    namespace: string,
    hosts: Readonly<Record<string, string>> = {}
  ): Promise<PackageHub> {
    const api = await TestApi.start(hosts);
    const hub = await api.createOrg();
    const client = new TestClient(api, hub);
    const created = await client.send('POST', `${TOOLING}/sobjects/Package2`, {
      Name: name,
      NamespacePrefix: namespace,
      ContainerOptions: 'Managed'
    });
    assert.equal(created.status, 201, created.text);
    return new PackageHub(api, hub, client, (created.json() as { id: string }).id);
  }

  /** @param archive `package.zip` */
  async createVersion(archive: Uint8Array, descriptor: Row, request: Row = {}): Promise<Version> {
    const { api, client } = this;
    const info = pack([
      ['package.zip', archive],
      ['package2-descriptor.json', JSON.stringify({ versionName: 'ver', ...descriptor })]
    ]);
    const boundary = 'parts-of-a-version';
    const body = Buffer.concat([
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="VersionInfo"; filename="v.zip"\r\nContent-Type: application/zip\r\n\r\n`
      ),
      info,
      Buffer.from(
        `\r\n--${boundary}\r\nContent-Disposition: form-data; name="Package2VersionCreateRequest"\r\nContent-Type: application/json\r\n\r\n${JSON.stringify({ Package2Id: this.#packageId, CalculateCodeCoverage: true, ...request })}\r\n--${boundary}--\r\n`
      )
    ]);
    const answer = await api.send('POST', `${TOOLING}/sobjects/Package2VersionCreateRequest`, {
      headers: {
        authorization: `Bearer ${client.token}`,
        'content-type': `multipart/form-data; boundary=${boundary}`
      },
      body
    });
    assert.equal(answer.status, 201, answer.text);
    const { id } = answer.json() as { id: string };
    const [done] = await waitFor(async () => {
      const found = await rows(
        client,
        `SELECT Status, Package2VersionId, Package2Version.SubscriberPackageVersionId FROM Package2VersionCreateRequest WHERE Id = '${id}'`
      );
      return found[0]!['Status'] === 'Success' || found[0]!['Status'] === 'Error' ? found : null;
    });
    const errors = await rows(
      client,
      `SELECT Message FROM Package2VersionCreateRequestError WHERE ParentRequest.Id = '${id}'`
    );
    const versionId = done!['Package2VersionId'];
    const row =
      typeof versionId === 'string'
        ? (
            await rows(
              client,
              `SELECT Id, SubscriberPackageVersionId, MajorVersion, BuildNumber, CodeCoverage, HasPassedCodeCoverageCheck, HasMetadataRemoved, IsReleased, AncestorId FROM Package2Version WHERE Id = '${versionId}'`
            )
          )[0]!
        : {};
    return {
      status: String(done!['Status']),
      errors: errors.map(({ Message }) => String(Message)),
      id: String(versionId),
      subscriberId: String(row['SubscriberPackageVersionId']),
      row
    };
  }

  promote(id: string): ReturnType<TestClient['send']> {
    return this.client.send('PATCH', `${TOOLING}/sobjects/Package2Version/${id}`, { IsReleased: true });
  }

  /** Signs up a scratch org as the CLI does: request, code, session. */
  async scratchOrg(): Promise<TestClient> {
    const { api, client } = this;
    const created = await client.send('POST', '/services/data/v65.0/sobjects/ScratchOrgInfo', {
      OrgName: 'Test',
      Edition: 'Developer',
      DurationDays: 1,
      ConnectedAppConsumerKey: 'PlatformCLI',
      ConnectedAppCallbackUrl: 'http://localhost:1717/OauthRedirect'
    });
    assert.equal(created.status, 201, created.text);
    const { id } = created.json() as { id: string };
    const info = await waitFor(async () => {
      const row = (await client.get(`/services/data/v65.0/sobjects/ScratchOrgInfo/${id}`)).json() as Record<
        string,
        string
      >;
      return row['Status'] === 'Active' ? row : null;
    });
    const token = await api.send('POST', '/services/oauth2/token', {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: info['AuthCode']!,
        client_id: 'PlatformCLI',
        redirect_uri: 'http://localhost:1717/OauthRedirect'
      }).toString()
    });
    assert.equal(token.status, 200, token.text);
    const facts = api.server.orgs.find(info['ScratchOrg']!)!;
    return new TestClient(api, await api.server.orgs.open(facts.id));
  }
}

export async function install(
  client: TestClient,
  subscriberId: string,
  more: object = {}
): Promise<{ status: string; errors: string }> {
  const created = await client.send('POST', `${TOOLING}/sobjects/PackageInstallRequest`, {
    SubscriberPackageVersionKey: subscriberId,
    SecurityType: 'none',
    ...more
  });
  if (created.status !== 201) return { status: String(created.status), errors: created.text };
  const { id } = created.json() as { id: string };
  return waitFor(async () => {
    const answer = await client.get(`${TOOLING}/sobjects/PackageInstallRequest/${id}`);
    if (answer.status !== 200) return null;
    const row = answer.json() as Record<string, unknown>;
    return row['Status'] === 'IN_PROGRESS'
      ? null
      : { status: String(row['Status']), errors: JSON.stringify(row['Errors']) };
  });
}
