/** The background process of `npm run org -- start`. Its only argument is the options, as JSON. */
import { join } from 'node:path';
import { unsupportedHere } from '../api/http/errors.ts';
import { OrgRegistry } from '../api/orgs/registry.ts';
import { PortInUseError, startApiServer } from '../api/server.ts';
import type { ApiServer } from '../api/server.ts';
import { CompileError } from '../jobs/compile-org.ts';
import type { CompiledOrg } from '../jobs/compile-org.ts';
import { MetadataError } from '../metadata/errors.ts';
import { loadSamples } from '../samples/load-samples.ts';
import { MY_DOMAIN_HOST } from '../store/index.ts';
import { projectWithApplication } from '../web/build/application.ts';
import { buildConsole } from '../web/build/console.ts';
import { startWebServer } from '../web/server.ts';
import type { WebServer } from '../web/server.ts';
import { SAMPLE_ORG } from './package-org.ts';
import type { ServerOptions } from './server-options.ts';
import { forgetState, writeState } from './server-state.ts';

const options = JSON.parse(process.argv[2]!) as ServerOptions;
const consoles = new Map<string, { readonly compiled: CompiledOrg; readonly web: Promise<WebServer> }>();

function report(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}

/** The console of an org, served from its first use on, and anew after a deployment or an installation. */
async function consoleUrl(server: ApiServer, organizationId: string): Promise<string> {
  const { compiled } = (await server.orgs.open(organizationId)).local;
  const before = consoles.get(organizationId);
  if (before?.compiled === compiled) return (await before.web).url;
  const web = serveConsole(server, organizationId);
  consoles.set(organizationId, { compiled, web });
  web.catch(() => consoles.delete(organizationId));
  await (await before?.web.catch(() => null))?.close();
  return (await web).url;
}

async function serveConsole({ orgs }: ApiServer, id: string): Promise<WebServer> {
  // Deployments put another LocalOrg in the place of the one before.
  const local = async () => (await orgs.open(id)).local;
  const { facts, folder, local: opened } = await orgs.open(id);
  const root = projectWithApplication(facts.projects);
  if (root === null) throw unsupportedHere('opening an org that has no Lightning application');
  return startWebServer({
    port: 0,
    site: await buildConsole({ root, schema: opened.schema, output: join(folder, 'console') }),
    org: {
      invokeAura: async (className, method, params) => (await local()).invokeAura(className, method, params),
      browserUser: async () => (await local()).browserUser(),
      visualforce: async (name, viewState, action) => (await local()).visualforce(name, viewState, action)
    },
    onError: report
  });
}

async function start(): Promise<ApiServer> {
  const server: ApiServer = await startApiServer({
    port: options.port,
    orgs: (url) =>
      new OrgRegistry({
        folder: options.state,
        hosts: { [MY_DOMAIN_HOST]: url, ...options.hosts },
        onError: report
      }),
    consoleUrl: (id) => consoleUrl(server, id),
    onError: report
  });
  if (server.orgs.list().length === 0) {
    const { local } = await server.orgs.create({
      kind: 'devHub',
      projects: options.samples ? [...options.projects, SAMPLE_ORG] : options.projects,
      // The platform shows fields to those only whom somebody has granted them.
      assignPermissionSets: options.samples ? ['Sample_Data'] : [],
      identity: {
        organizationName: 'Local Org',
        organizationType: 'Developer Edition',
        instanceName: 'LOCAL',
        isSandbox: false,
        trialExpiration: null,
        namespacePrefix: null,
        username: 'admin@local-org.example'
      }
    });
    if (options.samples) await loadSamples(local.store, local.schema);
  }
  writeState(options.state, { pid: process.pid, url: server.url, startedAt: Date.now() });
  return server;
}

function explain(error: unknown): string {
  if (error instanceof PortInUseError) return error.message;
  if (error instanceof CompileError) return `The Apex does not compile:\n${error.message}`;
  if (error instanceof MetadataError) return `The project cannot be read:\n${error.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

try {
  const server = await start();
  const stop = async (): Promise<void> => {
    forgetState(options.state);
    for (const { web } of consoles.values()) await (await web.catch(() => null))?.close();
    await server.close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      void stop();
    });
  }
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}
