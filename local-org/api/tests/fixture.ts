/** An API server with orgs in a temporary folder, and requests to it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { HostedOrg } from '../orgs/hosted-org.ts';
import { OrgRegistry } from '../orgs/registry.ts';
import type { NewOrg } from '../orgs/registry.ts';
import { startApiServer } from '../server.ts';
import type { ApiServer } from '../server.ts';

export interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
  /** The body as JSON. @throws SyntaxError */
  json(): unknown;
}

export const DEV_HUB: NewOrg = {
  kind: 'devHub',
  projects: [],
  identity: {
    organizationName: 'Test Hub',
    organizationType: 'Developer Edition',
    instanceName: 'LOCAL',
    isSandbox: false,
    trialExpiration: null,
    namespacePrefix: null,
    username: 'hub@local-org.example'
  }
};

export class TestApi {
  readonly server: ApiServer;
  readonly folder: string;
  /** Failures of the server itself: a test that causes none looks at this. */
  readonly errors: unknown[];

  private constructor(server: ApiServer, folder: string, errors: unknown[]) {
    this.server = server;
    this.folder = folder;
    this.errors = errors;
  }

  /** @param hosts public host names of other servers -> local base URLs */
  static async start(hosts: Readonly<Record<string, string>> = {}): Promise<TestApi> {
    const folder = mkdtempSync(join(tmpdir(), 'local-org-api-'));
    const errors: unknown[] = [];
    const onError = (error: unknown): number => errors.push(error);
    const server = await startApiServer({
      port: 0,
      orgs: (url) =>
        new OrgRegistry({
          folder: join(folder, 'state'),
          hosts: { ...hosts, 'local-org.my.salesforce.com': url },
          onError
        }),
      onError
    });
    return new TestApi(server, folder, errors);
  }

  /** A Dev Hub with these sources: path below `force-app` -> text. */
  createOrg(sources: Readonly<Record<string, string>> = {}, facts: Partial<NewOrg> = {}): Promise<HostedOrg> {
    const project = join(this.folder, `project-${this.server.orgs.list().length}`);
    const files: Record<string, string> = {
      'sfdx-project.json': JSON.stringify({
        packageDirectories: [{ path: 'force-app', default: true }],
        namespace: '',
        sourceApiVersion: '65.0'
      })
    };
    mkdirSync(join(project, 'force-app'), { recursive: true });
    for (const [path, text] of Object.entries(sources)) files[join('force-app', path)] = text;
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(project, path)), { recursive: true });
      writeFileSync(join(project, path), text);
    }
    return this.server.orgs.create({ ...DEV_HUB, projects: [project], ...facts });
  }

  send(
    method: string,
    path: string,
    { headers = {}, body }: { headers?: Record<string, string>; body?: string | Buffer } = {}
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port: this.server.port, method, path, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            json: () => JSON.parse(text) as unknown
          });
        });
      });
      sent.on('error', reject).end(body);
    });
  }

  async close(): Promise<void> {
    await this.server.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Requests of one user of one org. */
export class TestClient {
  readonly #api: TestApi;
  readonly token: string;

  constructor(api: TestApi, org: HostedOrg, userId?: string) {
    this.#api = api;
    this.token = api.server.orgs.newSession(org.facts, userId);
  }

  get(path: string): Promise<Answer> {
    return this.#api.send('GET', path, { headers: { authorization: `Bearer ${this.token}` } });
  }

  /** A body as JSON. */
  send(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.#api.send(method, path, {
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    });
  }

  query(soql: string, address = 'query'): Promise<Answer> {
    return this.get(`/services/data/v65.0/${address}?q=${encodeURIComponent(soql)}`);
  }
}

export function classFile(name: string, body: string): Record<string, string> {
  return {
    [`classes/${name}.cls`]: body,
    [`classes/${name}.cls-meta.xml`]:
      '<?xml version="1.0" encoding="UTF-8"?><ApexClass xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>65.0</apiVersion><status>Active</status></ApexClass>'
  };
}
