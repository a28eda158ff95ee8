/**
 * What can be exchanged for a session: authorization codes (once), one-time passwords for the browser (once), refresh
 * tokens. Only hashes are kept.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Database } from '../../store/driver.ts';

export type GrantKind = 'code' | 'refresh' | 'frontdoor';

export interface Grant {
  readonly kind: GrantKind;
  readonly organizationId: string;
  readonly userId: string;
  readonly clientId: string;
  /** That of the authorization request, which the exchange has to repeat. */
  readonly redirectUri: string | null;
  /** PKCE: base64url of the SHA-256 of the verifier. */
  readonly codeChallenge: string | null;
  /** What was let in; left out for the CLI's own client, which gets all. */
  readonly scopes?: readonly string[];
}

/** Codes live 15 minutes, as on the platform; refresh tokens until the org ends. */
const MILLISECONDS: Readonly<Record<GrantKind, number>> = { code: 900_000, frontdoor: 60_000, refresh: Infinity };

export class GrantStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
    database.exec(
      'CREATE TABLE IF NOT EXISTS grant_ (hash TEXT PRIMARY KEY, facts TEXT NOT NULL, expires REAL NOT NULL) WITHOUT ROWID'
    );
  }

  issue(grant: Grant): string {
    const now = Date.now();
    this.#database.prepare('DELETE FROM grant_ WHERE expires <= ?').run(now);
    const token = `${grant.kind === 'refresh' ? '5Aep' : 'aPrx'}${randomBytes(40).toString('base64url').replaceAll('-', '.')}`;
    this.#database
      .prepare('INSERT INTO grant_ (hash, facts, expires) VALUES (?, ?, ?)')
      .run(hash(token), JSON.stringify(grant), now + Math.min(MILLISECONDS[grant.kind], Number.MAX_SAFE_INTEGER / 2));
    return token;
  }

  /** The grant of a token that has not ended; null for anything else. What may be used once is gone afterwards. */
  redeem(kind: GrantKind, token: string): Grant | null {
    const key = hash(token);
    const row = this.#database.prepare('SELECT facts, expires FROM grant_ WHERE hash = ?').get(key);
    if (row === undefined) return null;
    const grant = JSON.parse(String(row[0])) as Grant;
    if (grant.kind !== kind) return null;
    if (kind !== 'refresh') this.#database.prepare('DELETE FROM grant_ WHERE hash = ?').run(key);
    return Number(row[1]) > Date.now() ? grant : null;
  }

  /** Has the user let the app in for longer than one session? */
  hasApproved(clientId: string, userId: string): boolean {
    return this.#database
      .prepare('SELECT facts FROM grant_')
      .all()
      .map(([facts]) => JSON.parse(String(facts)) as Grant)
      .some((grant) => grant.kind === 'refresh' && grant.clientId === clientId && grant.userId === userId);
  }

  revoke(token: string): boolean {
    return this.#database.prepare('DELETE FROM grant_ WHERE hash = ?').run(hash(token)).changes > 0;
  }
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Does the verifier fit the challenge of the authorization request (RFC 7636, S256)? */
export function fitsChallenge(challenge: string | null, verifier: string | null): boolean {
  if (challenge === null) return verifier === null;
  return verifier !== null && createHash('sha256').update(verifier).digest('base64url') === challenge;
}
