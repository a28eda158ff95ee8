/** `Database.setSavepoint` and `rollback`: a DML statement each; statics and ids of records in memory stay as they are. */
import type { Savepoint } from '../../store/store.ts';
import { apexException } from '../machine/errors.ts';
import { currentTransaction } from './transaction.ts';

/** `System.Savepoint`. */
export class SavepointValue {
  readonly inner: Savepoint;
  /** `Transaction.changes` when it was set. */
  readonly changes: number;

  constructor(inner: Savepoint, changes: number) {
    this.inner = inner;
    this.changes = changes;
  }
}

export function setSavepoint(): SavepointValue {
  const transaction = currentTransaction();
  transaction.limits.count('dmlStatements');
  const savepoint = new SavepointValue(transaction.org.store.setSavepoint(), transaction.changes);
  transaction.savepoints.push(savepoint);
  return savepoint;
}

/** @throws System.TypeException for a savepoint that a rollback or startTest has made invalid */
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

function requireValid(savepoint: SavepointValue): number {
  const { savepoints } = currentTransaction();
  const index = savepoints.indexOf(savepoint);
  if (index < 0) throw apexException('TypeException', 'Savepoint invalid or already released');
  return index;
}
