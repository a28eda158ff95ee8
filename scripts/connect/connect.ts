import { listAccess } from './access.ts';
import type { Access } from './access.ts';
import { beginAttempt, codeOfPaste, requireAcceptable } from './authorisation.ts';
import type { Attempt } from './authorisation.ts';
import { receiveCode } from './callback-server.ts';
import { ConnectError } from './errors.ts';
import { appGuide, risks } from './guide.ts';
import type { ConnectOptions } from './options.ts';
import type { Dialogue } from './terminal.ts';
import type { TokenStore } from './token-store.ts';
import { exchangeCode, refresh } from './tokens.ts';
import type { Client } from './tokens.ts';

export interface ConnectResult {
  /** `https://…/id/<org>/<user>`: the name under which the keychain keeps the token. */
  readonly identity: string;
  readonly instanceUrl: string;
  readonly loginUrl: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly access: readonly Access[];
  readonly kept: 'keychain' | 'printed';
  /** Only when it is to be printed. */
  readonly refreshToken?: string;
}

export interface Surroundings {
  readonly dialogue: Dialogue;
  /** Shows a page in the browser. */
  readonly openPage: (url: string) => Promise<void>;
  readonly tokens: TokenStore;
  readonly signal: AbortSignal;
}

/**
 * The whole way: guide, authorisation, exchange, proof, keeping.
 * @throws ConnectError with what to do
 */
export async function connect(options: ConnectOptions, around: Surroundings): Promise<ConnectResult> {
  const { dialogue } = around;
  if (!options.printToken) await around.tokens.check();
  if (options.guide) await showGuide(options, dialogue);
  for (const risk of risks(options)) dialogue.say(`Mind: ${risk}`);
  const client: Client = {
    loginUrl: options.loginUrl,
    callback: options.callback,
    clientId: await given(options.clientId, 'Consumer Key:', (question) => dialogue.ask(question)),
    clientSecret: await given(options.clientSecret, 'Consumer Secret:', (question) => dialogue.askSecret(question))
  };
  const attempt = beginAttempt({ ...client, scopes: options.scopes, pkce: options.pkce });
  await requireAcceptable(attempt);
  const code = await codeFrom(attempt, options, around);
  dialogue.say('Exchanging the code for a token');
  const tokens = await exchangeCode(client, code, attempt.verifier);
  dialogue.say('Refreshing once, to prove that the token works');
  const renewed = await refresh(client, tokens.refreshToken);
  const access = await listAccess(renewed);
  for (const line of accessLines(access)) dialogue.say(line);
  const scopes = tokens.scopes.length > 0 ? tokens.scopes : renewed.scopes;
  if (scopes.includes('full') && !options.compatible)
    dialogue.say('Mind: the app gives the scope "full"; "api" and "refresh_token" are enough.');
  if (!options.printToken) {
    await around.tokens.keep(tokens.identity, tokens.refreshToken);
    dialogue.say(`The refresh token is in the keychain: service "Elements Connect", account ${tokens.identity}`);
  }
  dialogue.say('For the settings of the connector, beside the secret and the token:');
  dialogue.say(`  Client ID  ${client.clientId}`);
  dialogue.say(`  Login URL  ${client.loginUrl}`);
  return {
    identity: tokens.identity,
    instanceUrl: tokens.instanceUrl,
    loginUrl: client.loginUrl,
    clientId: client.clientId,
    scopes,
    access,
    kept: options.printToken ? 'printed' : 'keychain',
    ...(options.printToken ? { refreshToken: tokens.refreshToken } : {})
  };
}

async function showGuide(options: ConnectOptions, dialogue: Dialogue): Promise<void> {
  appGuide(options).forEach(({ title, lines }, index) => {
    dialogue.say(`\n${index + 1}. ${title}`);
    for (const line of lines) dialogue.say(`   ${line}`);
  });
  await dialogue.ask('\nPress Enter when you have the key and the secret.');
}

async function given(
  value: string | null,
  question: string,
  ask: (question: string) => Promise<string>
): Promise<string> {
  const answer = value ?? (await ask(question));
  if (answer !== '') return answer;
  throw new ConnectError(
    'missing',
    `${question.replace(':', '')} is missing.`,
    'Copy it from the page Consumer Key and Secret of the app.'
  );
}

async function codeFrom(attempt: Attempt, options: ConnectOptions, around: Surroundings): Promise<string> {
  const { dialogue } = around;
  const show = async (): Promise<void> => {
    dialogue.say(
      `\nLog in, with multi-factor authentication if you are asked for it, and choose Allow:\n${attempt.url}\n`
    );
    if (options.open)
      await around
        .openPage(attempt.url)
        .catch(() => dialogue.say('The browser could not be opened; open the address yourself.'));
  };
  if (options.paste) {
    await show();
    return codeOfPaste(
      await dialogue.ask('Paste the address of the page you are sent to, or the code in it:'),
      attempt
    );
  }
  dialogue.say(`Waiting on ${attempt.callback} for ${options.minutes} minutes at most`);
  return receiveCode(attempt, {
    milliseconds: options.minutes * 60_000,
    onListening: () => {
      void show();
    },
    signal: around.signal
  });
}

function accessLines(access: readonly Access[]): string[] {
  const width = Math.max(...access.map(({ object }) => object.length));
  return [
    'With this token the connector can read:',
    ...access.map(({ object, rows, refusal }) =>
      refusal === null ? `  ${object.padEnd(width)}  ${rows ?? '?'} rows` : `  ${object.padEnd(width)}  no: ${refusal}`
    )
  ];
}
