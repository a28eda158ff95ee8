/** `npm run org -- start | stop | status | reset | login`: the background server, seen from a terminal. */
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { OrgRegistry } from '../api/orgs/registry.ts';
import type { OrgFacts } from '../api/orgs/hosted-org.ts';
import { projectRoot } from './bootstrap.mjs';
import type { ServerOptions } from './server-options.ts';
import { forgetState, holdsOrgs, isAlive, logFileIn, runningServer } from './server-state.ts';
import type { ServerState } from './server-state.ts';
import { UserError } from './start-options.ts';
import type { Terminal } from './terminal.ts';

/** Compiling a large project takes its time. */
const START_PATIENCE = 180_000;
const STOP_PATIENCE = 20_000;
const STEP = 100;
/** Lines of the log that are shown when the server does not start. */
const LOG_LINES = 20;

export async function startServer(terminal: Terminal, options: ServerOptions): Promise<number> {
  const running = await runningServer(options.state);
  if (running !== null) {
    terminal.line(`The local org runs already at ${running.url} (process ${running.pid}).`);
    return 0;
  }
  if ((options.projects.length > 0 || options.samples) && holdsOrgs(options.state))
    throw new UserError(
      'there is an org already, which keeps what is deployed in it; deploy with sf, or begin anew with npm run org -- reset'
    );
  mkdirSync(options.state, { recursive: true });
  forgetState(options.state);
  const log = openSync(logFileIn(options.state), 'w');
  const child = spawn(process.execPath, [join(projectRoot, 'local-org/cli/server.mjs'), JSON.stringify(options)], {
    cwd: projectRoot,
    detached: true,
    stdio: ['ignore', log, log]
  });
  closeSync(log);
  const state = await started(child.pid!, () => child.exitCode !== null, options.state);
  child.unref();
  terminal.line(`Local org  ${terminal.style('cyan', state.url)} (process ${state.pid})`);
  for (const facts of orgsIn(options.state)) terminal.line(`Org        ${described(facts)}`);
  terminal.line('Log in     npm run org -- login');
  return 0;
}

async function started(pid: number, hasEnded: () => boolean, folder: string): Promise<ServerState> {
  for (let waited = 0; waited < START_PATIENCE; waited += STEP) {
    if (hasEnded()) break;
    const state = await runningServer(folder);
    if (state !== null) return state;
    await wait(STEP);
  }
  if (isAlive(pid)) process.kill(pid);
  const said = readFileSync(logFileIn(folder), 'utf8').trim().split('\n').slice(-LOG_LINES).join('\n');
  throw new UserError(`the local org did not start:\n${said}`);
}

export async function stopServer(terminal: Terminal, { state: folder }: ServerOptions): Promise<number> {
  const running = await runningServer(folder);
  forgetState(folder);
  if (running === null) {
    terminal.line('The local org does not run.');
    return 0;
  }
  process.kill(running.pid, 'SIGTERM');
  for (let waited = 0; waited < STOP_PATIENCE && isAlive(running.pid); waited += STEP) await wait(STEP);
  if (isAlive(running.pid)) process.kill(running.pid, 'SIGKILL');
  terminal.line('The local org has stopped. What is in it stays.');
  return 0;
}

/** What a server keeps in its folder. */
const STATE_FILES = [
  ...['registry.db', 'packages.db'].flatMap((name) => [name, `${name}-wal`, `${name}-shm`]),
  'orgs',
  'packages',
  'server.log'
];

export async function resetServer(terminal: Terminal, options: ServerOptions): Promise<number> {
  // Nothing is removed but what a server has put there.
  if (!holdsOrgs(options.state)) {
    terminal.line('There is no org to remove.');
    return 0;
  }
  await stopServer(terminal, options);
  for (const name of STATE_FILES) rmSync(join(options.state, name), { recursive: true, force: true });
  terminal.line('All orgs are gone.');
  return 0;
}

export async function serverStatus(terminal: Terminal, options: ServerOptions): Promise<number> {
  const running = await runningServer(options.state);
  const orgs = orgsIn(options.state);
  if (options.json) {
    const shown = orgs.map(({ id, kind, identity, createdAt }) => ({
      id,
      kind,
      username: identity.username,
      createdAt: new Date(createdAt).toISOString()
    }));
    terminal.line(
      JSON.stringify(
        { running: running !== null, pid: running?.pid ?? null, url: running?.url ?? null, orgs: shown },
        null,
        2
      )
    );
  } else {
    terminal.line(
      running === null ? 'The local org does not run.' : `Local org  ${running.url} (process ${running.pid})`
    );
    for (const facts of orgs) terminal.line(`Org        ${described(facts)}`);
  }
  return running === null ? 1 : 0;
}

export async function logIn(terminal: Terminal, options: ServerOptions): Promise<number> {
  const running = await runningServer(options.state);
  if (running === null) throw new UserError('the local org does not run; start it with npm run org -- start');
  const registry = open(options.state);
  try {
    const facts =
      options.org === null ? registry.list()[0] : (registry.findByUsername(options.org) ?? registry.find(options.org));
    if (facts === undefined || facts === null)
      throw new UserError(`there is no org ${options.org ?? ''}; npm run org -- status lists them`);
    const accessToken = registry.newSession(facts);
    const { username } = facts.identity;
    if (options.json) {
      terminal.line(
        JSON.stringify({ username, organizationId: facts.id, instanceUrl: running.url, accessToken }, null, 2)
      );
      return 0;
    }
    terminal.line(`Org        ${described(facts)}`);
    terminal.line('Log the sf CLI in for a day:');
    terminal.line(
      `SF_ACCESS_TOKEN='${accessToken}' sf org login access-token --no-prompt --instance-url ${running.url}`
    );
    return 0;
  } finally {
    await registry.close();
  }
}

function described({ id, kind, identity }: OrgFacts): string {
  return `${identity.username} (${kind === 'devHub' ? 'Dev Hub' : 'scratch org'}, ${id})`;
}

/** To read and to sign; it opens no org. */
function open(folder: string): OrgRegistry {
  return new OrgRegistry({ folder, hosts: {}, onError: () => undefined });
}

function orgsIn(folder: string): OrgFacts[] {
  if (!holdsOrgs(folder)) return [];
  const registry = open(folder);
  const orgs = registry.list();
  void registry.close();
  return orgs;
}
