/** Logging the CLI in from what the environment holds: for workflows, where nobody can open a browser. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Context, Outcome } from '../context.ts';
import { ReleaseError } from '../errors.ts';
import { entry, textIn } from '../sf.ts';

export const HUB_ALIAS = 'elements-connect-dev-hub';

/** @throws ReleaseError `no_login` when the environment holds nothing to log in with */
export async function login(context: Context): Promise<Outcome> {
  const username = await context.reporter.step('Log in to the Dev Hub', () => logIn(context));
  return {
    json: { alias: HUB_ALIAS, username },
    lines: [`${username} is the Dev Hub from now on (alias ${HUB_ALIAS}).`]
  };
}

function logIn({ sf, env }: Context): Promise<string> {
  const common = ['--alias', HUB_ALIAS, '--set-default-dev-hub'];
  const call = { planned: HUB_ALIAS, read: (result: unknown): string => textIn(entry(result), 'username') };
  const authUrl = env['ELEMENTS_CONNECT_DEV_HUB_AUTH_URL'] ?? '';
  if (authUrl !== '')
    return sf.run({ ...call, args: ['org', 'login', 'sfdx-url', '--sfdx-url-stdin', '-', ...common], input: authUrl });
  const instanceUrl = env['ELEMENTS_CONNECT_DEV_HUB_URL'] ?? 'https://login.salesforce.com';
  const key = env['ELEMENTS_CONNECT_DEV_HUB_JWT_KEY'] ?? '';
  if (key !== '') {
    const [username, clientId] = ['USERNAME', 'CLIENT_ID'].map((name) => {
      const value = env[`ELEMENTS_CONNECT_DEV_HUB_${name}`] ?? '';
      if (value !== '') return value;
      throw new ReleaseError(
        'no_login',
        `ELEMENTS_CONNECT_DEV_HUB_${name} is missing.`,
        'A login with a key needs key, client id and username.'
      );
    }) as [string, string];
    return withKeyFile(key, (file) =>
      sf.run({
        ...call,
        args: [
          ...['org', 'login', 'jwt', '--username', username, '--client-id', clientId, '--jwt-key-file', file],
          '--instance-url',
          instanceUrl,
          ...common
        ]
      })
    );
  }
  // The CLI itself takes the token from the environment.
  if ((env['SF_ACCESS_TOKEN'] ?? '') !== '')
    return sf.run({
      ...call,
      args: ['org', 'login', 'access-token', '--no-prompt', '--instance-url', instanceUrl, ...common]
    });
  throw new ReleaseError(
    'no_login',
    'The environment holds nothing to log in with.',
    'Set ELEMENTS_CONNECT_DEV_HUB_AUTH_URL (sf org display --verbose shows it as Sfdx Auth Url), or the key of a connected app (docs/releasing.md). At your own computer: sf org login web --set-default-dev-hub.'
  );
}

/** The CLI wants a file; it exists only while the command runs, for this user. */
async function withKeyFile<T>(key: string, work: (file: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'elements-connect-'));
  try {
    const file = path.join(folder, 'server.key');
    writeFileSync(file, key, { mode: 0o600 });
    return await work(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
