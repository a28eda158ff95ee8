/** `npm run org -- app`: registers an external client app, so that an OAuth client can be tried by hand. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { AppStore } from '../api/oauth/apps.ts';
import { OrgRegistry } from '../api/orgs/registry.ts';
import { ADMIN_USER_ID } from '../store/index.ts';
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
  --certificate F  a PEM file with the X.509 certificate of a key: the app logs in with it as the org's administrator
                   (JWT bearer flow), as sf org login jwt does
  --org NAME       the username or the id of an org (default: the first)
  --state DIR      where the orgs are (default local-org/.state)
  --json           one JSON object
  --help           this text`;

export interface AppOptions {
  readonly name: string;
  /** Empty: the usual ones. */
  readonly callbacks: readonly string[];
  readonly compatible: boolean;
  /** PEM; null for an app that does not log in by itself. */
  readonly certificate: string | null;
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
        certificate: { type: 'string' },
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
    const certificate = values.certificate === undefined ? null : readCertificate(resolve(folder, values.certificate));
    return { name, callbacks, compatible, certificate, org: values.org ?? null, state, json, help };
  } catch (error) {
    throw new UserError(`${error instanceof Error ? error.message : String(error)}\nSee: npm run org -- app --help`);
  }
}

/** @throws Error for a file that holds no certificate of an RSA key, which alone signs assertions on the platform */
function readCertificate(file: string): string {
  const text = readFileSync(file, 'utf8');
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(text);
  } catch {
    throw new Error(`${file} is no X.509 certificate in PEM format`);
  }
  if (certificate.publicKey.asymmetricKeyType !== 'rsa')
    throw new Error(`${file} is not the certificate of an RSA key`);
  return text;
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
      trustedAddresses: [],
      ...(options.certificate === null ? {} : { certificate: options.certificate, preauthorizedUsers: [ADMIN_USER_ID] })
    });
    if (options.json) {
      terminal.line(JSON.stringify({ consumerKey, consumerSecret, loginUrl: running.url }, null, 2));
      return 0;
    }
    terminal.line(`Consumer Key     ${consumerKey}`);
    terminal.line(`Consumer Secret  ${consumerSecret} (shown once)`);
    if (options.certificate !== null) {
      const { username } = facts.identity;
      terminal.line('Log the sf CLI in with the key of the certificate:');
      terminal.line(
        `sf org login jwt --client-id ${consumerKey} --jwt-key-file KEY --username ${username} --instance-url ${running.url}`
      );
      return 0;
    }
    terminal.line('Fetch a refresh token:');
    terminal.line(
      `npm run connect -- --skip-guide --my-domain ${running.url}${options.compatible ? ' --compatible' : ''} --client-id ${consumerKey}`
    );
    return 0;
  } finally {
    await registry.close();
  }
}
