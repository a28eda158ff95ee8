import { AsyncEntry } from '@napi-rs/keyring';
import { ConnectError } from './errors.ts';
import type { TokenStore } from './token-store.ts';

const SERVICE = 'Elements Connect';

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
