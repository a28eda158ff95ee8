import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DEFAULT_STATE } from './server-state.ts';
import { UserError } from './start-options.ts';

export const DEFAULT_API_PORT = 8585;

export const SERVER_USAGE = `Usage: npm run org -- start | stop | status | reset | login [options]

A local org in the background that answers Salesforce's APIs on 127.0.0.1: for the sf CLI, scripts and API clients.
What is in it stays on disk until it is reset.

  start    starts the server; the first start makes a Dev Hub
  stop     stops it
  status   whether it runs, and which orgs there are
  reset    stops it and removes all orgs
  login    a session id for the org, and the command that logs the sf CLI in

  --port N         start: the port (default ${DEFAULT_API_PORT}; 0 takes any free one)
  --project DIR    start: an sfdx project that the new org has deployed; can be given several times
  --samples        start: the new org has the sample objects and their records (local-org/samples)
  --host NAME=URL  start: a public host name that callouts find at a local address; can be given several times
  --org NAME       login: the username or the id of an org (default: the first)
  --state DIR      where the orgs are (default local-org/.state)
  --json           status and login: one JSON object
  --help           this text`;

export interface ServerOptions {
  readonly port: number;
  /** Absolute. */
  readonly projects: readonly string[];
  readonly hosts: Readonly<Record<string, string>>;
  /** A new org gets the sample objects and their records. */
  readonly samples: boolean;
  readonly org: string | null;
  /** Absolute. */
  readonly state: string;
  readonly json: boolean;
  readonly help: boolean;
}

/**
 * @param folder what relative folders start from
 * @throws UserError for options that do not exist or make no sense
 */
export function readServerOptions(args: readonly string[], folder: string): ServerOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: String(DEFAULT_API_PORT) },
        project: { type: 'string', multiple: true, default: [] },
        host: { type: 'string', multiple: true, default: [] },
        samples: { type: 'boolean', default: false },
        org: { type: 'string' },
        state: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false }
      }
    });
    const projects = values.project.map((project) => resolve(folder, project));
    const missing = projects.find((project) => !existsSync(join(project, 'sfdx-project.json')));
    if (missing !== undefined) throw new Error(`${missing} holds no sfdx-project.json`);
    return {
      port: portNumber(values.port),
      projects,
      hosts: Object.fromEntries(values.host.map(hostEntry)),
      samples: values.samples,
      org: values.org ?? null,
      state: values.state === undefined ? DEFAULT_STATE : resolve(folder, values.state),
      json: values.json,
      help: values.help
    };
  } catch (error) {
    throw new UserError(`${error instanceof Error ? error.message : String(error)}\nSee: npm run org -- start --help`);
  }
}

function portNumber(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (!(port <= 65_535)) throw new Error(`--port takes a whole number from 0 to 65535, not "${text}"`);
  return port;
}

function hostEntry(text: string): [name: string, url: string] {
  const [, name, url] = /^([^=]+)=(https?:\/\/\S+)$/.exec(text) ?? [];
  if (name === undefined || url === undefined) throw new Error(`--host takes NAME=URL, not "${text}"`);
  return [name, url];
}
