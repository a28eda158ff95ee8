/** The content of a static resource, for library code that names one. */
import { notSupported } from '../machine/errors.ts';
import { findRows } from './system-rows.ts';
import { currentTransaction } from './transaction.ts';

/**
 * @param what that asks, for the refusal
 * @throws NotSupportedError when there is none of that name: what the platform says then is not published
 */
export function staticResourceBody(name: string, what: string): Uint8Array {
  const [row] = findRows(currentTransaction().org.store, 'StaticResource', { Name: name });
  if (row === undefined) notSupported(`${what} with the static resource ${name}, which the project does not have`);
  return (row['Body'] as Uint8Array | null) ?? new Uint8Array();
}
