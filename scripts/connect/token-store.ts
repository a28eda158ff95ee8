/** Where refresh tokens are kept. Both throw a ConnectError when there is no keychain, as on a server. */
export interface TokenStore {
  /** Before anybody logs in: a token that cannot be kept would go on living in Salesforce. */
  check(): Promise<void>;
  keep(identity: string, token: string): Promise<void>;
}
