/** `Database.setSavepoint` and `rollback`: a DML statement each; statics and ids of records in memory stay as they are. */
import type { Savepoint } from '../../store/store.ts';
import { apexException } from '../machine/errors.ts';
import { currentTransaction } from './transaction.ts';
import type { TriggerContext } from './trigger-context.ts';

/** `System.Savepoint`. */
export class SavepointValue {
  readonly inner: Savepoint;
  /** `Transaction.changes` when it was set. */
  readonly changes: number;
  /** Where it was set; null outside of triggers. */
  readonly trigger: TriggerContext | null;

  constructor(inner: Savepoint, changes: number, trigger: TriggerContext | null) {
    this.inner = inner;
    this.changes = changes;
    this.trigger = trigger;
  }
}

export function setSavepoint(): SavepointValue {
  const transaction = currentTransaction();
  transaction.limits.count('dmlStatements');
  const trigger = transaction.triggers.at(-1) ?? null;
  const savepoint = new SavepointValue(transaction.org.store.setSavepoint(), transaction.changes, trigger);
  transaction.savepoints.push(savepoint);
  return savepoint;
}

/** @throws System.TypeException for a savepoint that a rollback, a release or startTest has made invalid */
export function rollbackTo(savepoint: SavepointValue | null): void {
  const transaction = currentTransaction();
  if (savepoint === null) throw apexException('NullPointerException', 'Argument cannot be null.');
  transaction.limits.count('dmlStatements');
  const index = requireValid(savepoint);
  transaction.org.store.rollbackTo(savepoint.inner);
  transaction.savepoints.length = index + 1;
  transaction.changes = savepoint.changes;
}

/** Forgets the savepoint and later ones: with nothing changed, callouts are allowed again. */
export function releaseSavepoint(savepoint: SavepointValue | null): void {
  const transaction = currentTransaction();
  if (savepoint === null) throw apexException('NullPointerException', 'Argument cannot be null.');
  const index = requireValid(savepoint);
  transaction.org.store.release(savepoint.inner);
  transaction.savepoints.length = index;
}

/**
 * Words: octoberswimmer/aer (CHANGELOG, v1.2.13). "References to savepoints can't cross-trigger invocations because each
 * trigger invocation is a new trigger context" (Apex Developer Guide v65, Generating Savepoints): in the same words,
 * which speak of a context, though no source shows them for that.
 */
function requireValid(savepoint: SavepointValue): number {
  const { savepoints, triggers } = currentTransaction();
  const index = savepoints.indexOf(savepoint);
  if (index < 0 || savepoint.trigger !== (triggers.at(-1) ?? null))
    throw apexException('TypeException', 'Savepoint does not exist in this context');
  return index;
}
