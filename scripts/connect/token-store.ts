import { AsyncEntry } from '@napi-rs/keyring';
import { ConnectError } from './errors.ts';

const SERVICE = 'Elements Connect';

/**
 * Keeps a refresh token in the keychain of the operating system, under the identity it belongs to.
 * @throws ConnectError when there is no keychain, as on a server
 */
export async function storeToken(identity: string, token: string): Promise<void> {
  try {
    await new AsyncEntry(SERVICE, identity).setPassword(token);
  } catch (error) {
    throw new ConnectError(
      'keychain',
      `The keychain of this machine cannot be used: ${(error as Error).message}.`,
      'Start again with --print-token, and copy the token into the settings of the connector at once.'
    );
  }
}
