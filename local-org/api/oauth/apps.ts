/**
 * External client apps: who may ask for codes, and under which policies. Each belongs to one org (distribution state
 * Local) and works there only. Of the secret only a hash is kept.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Database } from '../../store/driver.ts';

/** Policies under the names of the metadata types ExtlClntAppOauthSettings and ExtlClntAppOauthConfigurablePolicies. */
export interface AppPolicies {
  readonly name: string;
  readonly organizationId: string;
  readonly callbacks: readonly string[];
  readonly scopes: readonly string[];
  readonly isPkceRequired: boolean;
  readonly ipRelaxation: 'Enforce' | 'Bypass';
  /** With `Enforce`: addresses from which codes may be exchanged; IPv4, exact. */
  readonly trustedAddresses: readonly string[];
  /** Signs the assertions of the JWT bearer flow: X.509, PEM. Left out: the app does not use that flow. */
  readonly certificate?: string;
  /** Users that an administrator has let in beforehand; ids of 18 characters. Left out: each user lets the app in. */
  readonly preauthorizedUsers?: readonly string[];
}

export interface App extends AppPolicies {
  readonly consumerKey: string;
}

export class AppStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
    database.exec(
      'CREATE TABLE IF NOT EXISTS oauth_app (key TEXT PRIMARY KEY, secret TEXT NOT NULL, policies TEXT NOT NULL) WITHOUT ROWID'
    );
  }

  /** The secret is shown here and never again, as in Setup. */
  create(policies: AppPolicies): { readonly consumerKey: string; readonly consumerSecret: string } {
    const consumerKey = `3MVG9${randomBytes(60).toString('base64url').replaceAll('-', '.')}`;
    const consumerSecret = randomBytes(32).toString('hex').toUpperCase();
    this.#database
      .prepare('INSERT INTO oauth_app (key, secret, policies) VALUES (?, ?, ?)')
      .run(consumerKey, digest(consumerSecret).toString('hex'), JSON.stringify(policies));
    return { consumerKey, consumerSecret };
  }

  find(consumerKey: string): App | null {
    const row = this.#database.prepare('SELECT policies FROM oauth_app WHERE key = ?').get(consumerKey);
    return row === undefined ? null : { ...(JSON.parse(String(row[0])) as AppPolicies), consumerKey };
  }

  hasSecret(consumerKey: string, secret: string): boolean {
    const row = this.#database.prepare('SELECT secret FROM oauth_app WHERE key = ?').get(consumerKey);
    return row !== undefined && timingSafeEqual(Buffer.from(String(row[0]), 'hex'), digest(secret));
  }
}

function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
