/** `npm run org -- app`: registers an external client app, so that an OAuth client can be tried by hand. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { AppStore } from '../api/oauth/apps.ts';
import { OrgRegistry } from '../api/orgs/registry.ts';
import { DEFAULT_STATE, runningServer } from './server-state.ts';
import { UserError } from './start-options.ts';
import type { Terminal } from './terminal.ts';

const LOOPBACK_CALLBACK = 'http://localhost:1718/oauth/callback';
const SUCCESS_PAGE = '/services/oauth2/success';
const SCOPES = ['api', 'refresh_token', 'offline_access'];

export const APP_USAGE = `Usage: npm run org -- app [options]

Registers an external client app in an org of the running local org, and prints its key and, once, its secret.

  --name NAME      how the page on which a user lets it in calls it (default Connector)
  --callback URL   a callback URL; can be given several times (default ${LOOPBACK_CALLBACK} and the success page)
  --compatible     the settings of the connector's own guide: full access, no PKCE
  --org NAME       the username or the id of an org (default: the first)
  --state DIR      where the orgs are (default local-org/.state)
  --json           one JSON object
  --help           this text`;

export interface AppOptions {
  readonly name: string;
  /** Empty: the usual ones. */
  readonly callbacks: readonly string[];
  readonly compatible: boolean;
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
export function readAppOptions(args: readonly string[], folder: string): AppOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        name: { type: 'string', default: 'Connector' },
        callback: { type: 'string', multiple: true, default: [] },
        compatible: { type: 'boolean', default: false },
        org: { type: 'string' },
        state: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false }
      }
    });
    const wrong = values.callback.find((callback) => !URL.canParse(callback));
    if (wrong !== undefined) throw new Error(`--callback takes an address, not "${wrong}"`);
    const { name, callback: callbacks, compatible, json, help } = values;
    const state = values.state === undefined ? DEFAULT_STATE : resolve(folder, values.state);
    return { name, callbacks, compatible, org: values.org ?? null, state, json, help };
  } catch (error) {
    throw new UserError(`${error instanceof Error ? error.message : String(error)}\nSee: npm run org -- app --help`);
  }
}

/** @throws UserError when the server does not run, or there is no such org */
export async function registerApp(terminal: Terminal, options: AppOptions): Promise<number> {
  const running = await runningServer(options.state);
  if (running === null) throw new UserError('the local org does not run; start it with npm run org -- start');
  const registry = new OrgRegistry({ folder: options.state, hosts: {}, onError: () => undefined });
  try {
    const { org } = options;
    const facts = org === null ? registry.list()[0] : (registry.findByUsername(org) ?? registry.find(org));
    if (facts === undefined || facts === null)
      throw new UserError(`there is no org ${org ?? ''}; npm run org -- status lists them`);
    const success = `${running.url}${SUCCESS_PAGE}`;
    const { consumerKey, consumerSecret } = new AppStore(registry.database).create({
      name: options.name,
      organizationId: facts.id,
      callbacks: options.callbacks.length > 0 ? options.callbacks : [LOOPBACK_CALLBACK, success],
      scopes: options.compatible ? [...SCOPES, 'full'] : SCOPES,
      isPkceRequired: !options.compatible,
      ipRelaxation: 'Bypass',
      trustedAddresses: []
    });
    if (options.json) {
      terminal.line(JSON.stringify({ consumerKey, consumerSecret, loginUrl: running.url }, null, 2));
      return 0;
    }
    terminal.line(`Consumer Key     ${consumerKey}`);
    terminal.line(`Consumer Secret  ${consumerSecret} (shown once)`);
    terminal.line('Fetch a refresh token:');
    terminal.line(
      `npm run connect -- --skip-guide --my-domain ${running.url}${options.compatible ? ' --compatible' : ''} --client-id ${consumerKey}`
    );
    return 0;
  } finally {
    await registry.close();
  }
}
