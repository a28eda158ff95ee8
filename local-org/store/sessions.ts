/** Sessions: who is behind a session id. Ids are random and mean nothing outside this org's own database. */
import { randomBytes } from 'node:crypto';
import { organizationId } from './organization.ts';
import type { Store } from './store.ts';

/** Milliseconds after which a session ends: two hours, the platform's default. */
const LIFETIME = 7_200_000;
/** The addresses that the org's own servers call from. Any would do; these are reserved for documentation (RFC 5737). */
export const PLATFORM_ADDRESS = '192.0.2.10';

export interface Session {
  readonly userId: string;
  /** Sessions of Lightning pages may not call the API, those of Visualforce and OAuth may. */
  readonly apiEnabled: boolean;
  /** The address that it was opened from, which "Lock sessions to the IP address" compares. */
  readonly address: string;
}

/** Opens a session. The caller commits; until then no other connection knows it. */
export function openSession(store: Store, session: Session): string {
  const id = `${organizationId(store).slice(0, 15)}!AQ${randomBytes(48).toString('base64url')}`;
  store.beginWrite();
  store.run(
    'INSERT INTO "_session" (id, user_id, api_enabled, address, ends) VALUES (?, ?, ?, ?, ?)',
    id,
    session.userId,
    session.apiEnabled ? 1 : 0,
    session.address,
    store.clock() + LIFETIME
  );
  return id;
}

/** The session, or null for ids that are unknown or have ended. */
export function findSession(store: Store, id: string): Session | null {
  const [row] = store.all(
    'SELECT user_id, api_enabled, address FROM "_session" WHERE id = ? AND ends > ?',
    id,
    store.clock()
  );
  if (row === undefined) return null;
  return { userId: String(row[0]), apiEnabled: row[1] === 1, address: String(row[2]) };
}

/** Ends every session of the org, as a refreshed sandbox does. The caller commits. */
export function endSessions(store: Store): void {
  store.beginWrite();
  store.run('DELETE FROM "_session"');
}
