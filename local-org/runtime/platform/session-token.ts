/**
 * Session ids: `<15-character org id>!<15-character user id>.<kind><issued>.<signature>`. An org knows its own by the
 * signature, so that a worker thread can make one (`UserInfo.getSessionId`) that the API accepts, without a table of
 * sessions between them. Letters, digits and full stops only, as clients check for.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { readId } from '../../store/ids.ts';

/**
 * What opened the session. One of Lightning's may not be used with the API, as on the platform; one of a Visualforce page
 * may, and so may that of a Named Credential's principal.
 */
export type SessionKind = 'api' | 'lightning' | 'visualforce' | 'credential';

export interface SessionFacts {
  /** 18 characters. */
  readonly organizationId: string;
  readonly userId: string;
  readonly kind: SessionKind;
  /** Milliseconds since 1970. */
  readonly issuedAt: number;
}

/** The longest that an admin can let a session live. */
export const SESSION_MILLISECONDS = 86_400_000;

const LETTERS: Readonly<Record<SessionKind, string>> = {
  api: 'A',
  lightning: 'L',
  visualforce: 'V',
  credential: 'C'
};
const TOKEN = /^(00D[0-9A-Za-z]{12})!(005[0-9A-Za-z]{12})\.([ALVC])([0-9a-z]{1,11})\.([0-9a-f]{64})$/;

export function mintSession(facts: SessionFacts, secret: string): string {
  const organization = facts.organizationId.slice(0, 15);
  const signed = `${facts.userId.slice(0, 15)}.${LETTERS[facts.kind]}${facts.issuedAt.toString(36)}`;
  return `${organization}!${signed}.${signature(organization, signed, secret)}`;
}

/** The org that a token says it belongs to, before anything about it is known to be true; null when it is no token. */
export function organizationOf(token: string): string | null {
  const [, organization] = TOKEN.exec(token) ?? [];
  return organization === undefined ? null : readId(organization);
}

/** The session of a token; null when it was not made with this secret or has ended. */
export function readSession(token: string, secret: string, now: number): SessionFacts | null {
  const match = TOKEN.exec(token);
  if (match === null) return null;
  const [, organization, user, letter, issued, given] = match as unknown as [
    string,
    string,
    string,
    string,
    string,
    string
  ];
  const expected = signature(organization, `${user}.${letter}${issued}`, secret);
  if (!timingSafeEqual(Buffer.from(given, 'hex'), Buffer.from(expected, 'hex'))) return null;
  const issuedAt = parseInt(issued, 36);
  if (now >= issuedAt + SESSION_MILLISECONDS) return null;
  const organizationId = readId(organization);
  const userId = readId(user);
  if (organizationId === null || userId === null) return null;
  return { organizationId, userId, kind: kindOf(letter), issuedAt };
}

function kindOf(letter: string): SessionKind {
  return (Object.keys(LETTERS) as SessionKind[]).find((kind) => LETTERS[kind] === letter)!;
}

function signature(organization: string, signed: string, secret: string): string {
  return createHmac('sha256', secret).update(`${organization}!${signed}`).digest('hex');
}
