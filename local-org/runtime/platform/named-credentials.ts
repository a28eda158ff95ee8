/**
 * Callouts through a Named Credential: `callout:Name/path`. They need no remote site, and the platform adds what
 * authenticates them, so that no code sees it. Sources: Metadata API Developer Guide v65, "NamedCredential"; Apex
 * Developer Guide v65, "Named Credentials as Callout Endpoints". Words of the refusals as the platform has been seen to
 * use them.
 */
import { apexException, notSupported } from '../machine/errors.ts';
import type { HttpRequestValue } from './http-values.ts';
import type { NamedCredential } from './org-context.ts';
import type { Transaction } from './transaction.ts';

/** What leaves the org in place of the request that the code made. */
export interface AuthenticatedRequest {
  readonly url: URL;
  /** Headers that the code's own ones replace. */
  readonly added: Readonly<Record<string, string>>;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array | null;
}

const MERGE_FIELD = /\{!\$Credential\.(\w+)\}/g;

/** @throws System.CalloutException when the org has no such credential, or nobody has authenticated */
export function authenticate(transaction: Transaction, request: HttpRequestValue): AuthenticatedRequest {
  const [name, rest] = splitAt(request.endpoint!.trim().slice('callout:'.length), /[/?#]/);
  const credential = transaction.org.namedCredential(name);
  if (credential === null)
    throw apexException(
      'CalloutException',
      `The callout couldn't access the endpoint. You might not have the required permissions, or the named credential "${name}" might not exist.`
    );
  return {
    url: new URL(credential.url.replace(/\/$/, '') + rest),
    added: { ...credential.headers, ...authorization(transaction, credential) },
    headers: request.headers
      .entries()
      .map(([header, value]) => [header, merged(value, credential, credential.mergesHeaders)] as const),
    body: mergedBody(request.body, credential)
  };
}

function authorization(transaction: Transaction, { name, principal }: NamedCredential): Record<string, string> {
  switch (principal.kind) {
    case 'anonymous':
      return {};
    case 'password': {
      const pair = Buffer.from(`${principal.username}:${principal.password}`, 'utf8').toString('base64');
      return principal.sendsHeader ? { Authorization: `Basic ${pair}` } : {};
    }
    case 'own org':
      if (principal.userId === null)
        throw apexException(
          'CalloutException',
          `We couldn't access the credential(s). You might not have the required permissions, or the external credential "${name}" might not exist.`
        );
      return { Authorization: `Bearer ${transaction.org.sessionId(principal.userId, 'credential')}` };
    case 'unsupported':
      return notSupported(`${principal.what} (Named Credential ${name})`);
  }
}

function mergedBody(body: Uint8Array | null, credential: NamedCredential): Uint8Array | null {
  if (body === null) return null;
  const text = new TextDecoder().decode(body);
  const result = merged(text, credential, credential.mergesBody);
  return result === text ? body : new TextEncoder().encode(result);
}

function merged(text: string, { name, principal }: NamedCredential, allowed: boolean): string {
  if (!text.includes('{!$Credential')) return text;
  if (!allowed || principal.kind !== 'password')
    notSupported(`merge fields of a credential that does not offer them (Named Credential ${name})`);
  const values: Readonly<Record<string, string>> = {
    username: principal.username,
    password: principal.password
  };
  const result = text.replace(
    MERGE_FIELD,
    (field, member: string) => values[member.toLowerCase()] ?? notSupported(`the merge field ${field}`)
  );
  return result.includes('{!$Credential') ? notSupported('formulas with merge fields of a credential') : result;
}

function splitAt(text: string, separator: RegExp): readonly [string, string] {
  const at = text.search(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)];
}
