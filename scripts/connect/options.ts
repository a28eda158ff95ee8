import { parseArgs } from 'node:util';
import { ConnectError } from './errors.ts';
import { PRODUCTION, SANDBOX, loginUrl } from './login-url.ts';

export interface ConnectOptions {
  readonly loginUrl: string;
  /** Null: asked for. */
  readonly clientId: string | null;
  /** From the environment; null: asked for. Never an argument, which other users of the machine could read. */
  readonly clientSecret: string | null;
  readonly callback: string;
  readonly pkce: boolean;
  readonly scopes: readonly string[];
  /** The admin pastes the address instead of being sent back to this machine. */
  readonly paste: boolean;
  readonly compatible: boolean;
  readonly open: boolean;
  readonly guide: boolean;
  readonly printToken: boolean;
  readonly json: boolean;
  readonly minutes: number;
}

const LOOPBACK_CALLBACK = 'http://localhost:1718/oauth/callback';
const SCOPES = ['api', 'refresh_token'];

export const USAGE = `Usage: npm run connect -- [options]

Walks through the external client app that a SaaS-management connector needs, and fetches its refresh token.

  --sandbox               log in at test.salesforce.com instead of login.salesforce.com
  --my-domain HOST        log in at the org's own address, like acme.my.salesforce.com
  --client-id KEY         Consumer Key of the app (else you are asked)
  --callback URL          callback URL registered with the app (default ${LOOPBACK_CALLBACK})
  --paste                 paste the address of the last page, where the browser cannot come back to this machine
  --compatible            the settings of the connector's own guide: Salesforce's success page as callback, no PKCE
  --no-pkce               without proof of possession, for an app that does not ask for it
  --skip-guide            do not show how to create the app
  --no-open               do not open the browser
  --print-token           print the token once instead of keeping it in the keychain
  --timeout MINUTES       how long to wait for the browser (default 10)
  --json                  one JSON object at the end, for programs
  --help                  this text

The Consumer Secret is asked for, or taken from ELEMENTS_CONNECT_CLIENT_SECRET; it is never an argument.

Examples
  npm run connect
  npm run connect -- --sandbox --client-id 3MVG9...
  npm run connect -- --my-domain acme.my.salesforce.com --compatible`;

/**
 * @returns null when help is asked for
 * @throws ConnectError for what cannot be
 */
export function parseOptions(args: readonly string[], env: NodeJS.ProcessEnv): ConnectOptions | null {
  const values = parsed(args);
  if (values.help) return null;
  if (values.sandbox && values['my-domain'] !== undefined) throw usage('Choose --sandbox or --my-domain, not both.');
  const base = loginUrl(values['my-domain'] ?? (values.sandbox ? SANDBOX : PRODUCTION));
  const compatible = values.compatible ?? false;
  const callback = callbackUrl(values.callback ?? (compatible ? `${base}/services/oauth2/success` : LOOPBACK_CALLBACK));
  const minutes = Number(values.timeout ?? '10');
  if (!(minutes > 0 && minutes <= 60)) throw usage('--timeout takes 1 to 60 minutes.');
  return {
    loginUrl: base,
    clientId: values['client-id']?.trim() ?? null,
    clientSecret: env['ELEMENTS_CONNECT_CLIENT_SECRET']?.trim() ?? null,
    callback,
    pkce: !(values['no-pkce'] ?? compatible),
    scopes: compatible ? [] : SCOPES,
    paste: values.paste ?? !isLoopback(callback),
    compatible,
    open: !(values['no-open'] ?? false),
    guide: !(values['skip-guide'] ?? false),
    printToken: values['print-token'] ?? false,
    json: values.json ?? false,
    minutes
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        sandbox: { type: 'boolean' },
        'my-domain': { type: 'string' },
        'client-id': { type: 'string' },
        callback: { type: 'string' },
        paste: { type: 'boolean' },
        compatible: { type: 'boolean' },
        'no-pkce': { type: 'boolean' },
        'skip-guide': { type: 'boolean' },
        'no-open': { type: 'boolean' },
        'print-token': { type: 'boolean' },
        timeout: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean' }
      }
    }).values;
  } catch (error) {
    throw usage((error as Error).message);
  }
}

function usage(message: string): ConnectError {
  return new ConnectError('usage', message, 'See npm run connect -- --help');
}

function callbackUrl(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !(url.protocol === 'https:' || isLoopback(address)))
    throw usage(`"${address}" cannot be a callback: it takes https, or http on localhost.`);
  return address;
}

function isLoopback(address: string): boolean {
  const { protocol, hostname, port } = new URL(address);
  return protocol === 'http:' && ['localhost', '127.0.0.1'].includes(hostname) && port !== '';
}
