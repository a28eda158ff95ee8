/** Runs a piece of Apex as a transaction: commits when it ends, rolls back when it throws. */
import { withFreshStack } from '../machine/call-state.ts';
import { endStackHere } from '../machine/stack.ts';
import { Transaction, withTransaction } from './transaction.ts';
import type { TransactionOptions } from './transaction.ts';

export type Outcome<T> =
  | { readonly ok: true; readonly value: T; readonly transaction: Transaction }
  | { readonly ok: false; readonly error: unknown; readonly transaction: Transaction };

/**
 * A transaction of its own. Inside a test everything belongs to the test's transaction, so a savepoint takes the place
 * of commit and rollback.
 */
export function execute<T>(options: TransactionOptions, body: (transaction: Transaction) => T): Outcome<T> {
  const { store } = options.org;
  const transaction = new Transaction(options);
  const nested = options.test !== undefined;
  const savepoint = nested ? store.setSavepoint() : null;
  const userBefore = store.userId;
  store.userId = options.user.id;
  options.org.forgetUsers();
  options.org.useProgram();
  try {
    const value = withTransaction(transaction, () => withFreshStack(() => body(transaction)));
    if (savepoint === null) store.commit();
    else if (store.isValid(savepoint)) store.release(savepoint);
    return { ok: true, value, transaction };
  } catch (error) {
    if (nested) endStackHere(error);
    if (savepoint === null) store.rollback();
    else {
      store.rollbackTo(savepoint);
      store.release(savepoint);
    }
    return { ok: false, error, transaction };
  } finally {
    store.userId = userBefore;
    options.org.forgetUsers();
    if (transaction.immediateEvents.length > 0)
      platformWrite(options, () => {
        for (const job of transaction.immediateEvents.splice(0)) options.org.jobs.insert(job);
      });
  }
}

/** A write of the platform itself: no Apex, no limits. */
export function platformWrite<T>(options: Pick<TransactionOptions, 'org' | 'test'>, body: () => T): T {
  const { store } = options.org;
  if (options.test !== undefined) return body();
  store.beginWrite();
  try {
    const value = body();
    store.commit();
    return value;
  } catch (error) {
    store.rollback();
    throw error;
  }
}
