/** Projects with a namespace run without it (`org test`): what code spells out with its prefix is not found, which is said. */
import { notSupported } from '../machine/errors.ts';
import { currentTransaction } from './transaction.ts';

/** @throws NotSupportedError for the name of an object or field that begins with the namespace of the project */
export function refuseDroppedPrefix(name: unknown): void {
  const namespace = currentTransaction().org.droppedNamespace;
  if (namespace === null || typeof name !== 'string') return;
  if (name.toLowerCase().startsWith(`${namespace.toLowerCase()}__`))
    notSupported(`the name ${name}, because the project is tested without its namespace`);
}
