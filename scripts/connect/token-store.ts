import { AsyncEntry } from '@napi-rs/keyring';
import { ConnectError } from './errors.ts';

const SERVICE = 'Elements Connect';

/** Where refresh tokens are kept. Both throw a ConnectError when there is no keychain, as on a server. */
export interface TokenStore {
  /** Before anybody logs in: a token that cannot be kept would go on living in Salesforce. */
  check(): Promise<void>;
  keep(identity: string, token: string): Promise<void>;
}

/** The keychain of the operating system; each token stands under the identity it belongs to. */
export const keychain: TokenStore = {
  async check() {
    // Reading alone proves nothing: where there is no keychain it says that nothing is kept.
    const probe = new AsyncEntry(SERVICE, 'check');
    await asked(probe.setPassword('check').then(() => probe.deletePassword()));
  },
  async keep(identity, token) {
    await asked(new AsyncEntry(SERVICE, identity).setPassword(token));
  }
};

async function asked(answer: Promise<unknown>): Promise<void> {
  try {
    await answer;
  } catch (error) {
    throw new ConnectError(
      'keychain',
      `The keychain of this machine cannot be used: ${(error as Error).message.replace(/\.$/, '')}.`,
      'Start again with --print-token, and copy the token into the settings of the connector at once.'
    );
  }
}
