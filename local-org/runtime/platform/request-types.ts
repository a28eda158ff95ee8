/** `Request` and `Quiddity`: what kind of execution this is (Apex Reference Guide v65, "Request Class"). */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { notSupported } from '../machine/errors.ts';
import { libraryEnumValue } from './describe.ts';
import { currentTransaction } from './transaction.ts';
import type { Transaction, TransactionKind } from './transaction.ts';

/** What that of a trigger of platform events is, is not documented. */
const QUIDDITY: Readonly<Record<Exclude<TransactionKind, 'event'>, string>> = {
  aura: 'AURA',
  visualforce: 'VF',
  api: 'SYNCHRONOUS',
  anonymous: 'ANONYMOUS',
  queueable: 'QUEUEABLE',
  finalizer: 'TRANSACTION_FINALIZER_QUEUEABLE',
  batchStart: 'BATCH_APEX',
  batchExecute: 'BATCH_APEX',
  batchFinish: 'BATCH_APEX',
  schedulable: 'SCHEDULED',
  future: 'FUTURE',
  test: 'RUNTEST_SYNC'
};

class RequestValue {
  readonly transaction: Transaction;
  constructor(transaction: Transaction) {
    this.transaction = transaction;
  }
}

export const requestTypes: LibraryType[] = [
  libraryType(
    'TriggerOperation',
    {
      kind: 'enum',
      enumValues: [
        'AFTER_DELETE',
        'AFTER_INSERT',
        'AFTER_UNDELETE',
        'AFTER_UPDATE',
        'BEFORE_DELETE',
        'BEFORE_INSERT',
        'BEFORE_UPDATE'
      ]
    },
    {}
  ),
  libraryType(
    'Quiddity',
    {
      kind: 'enum',
      enumValues: [
        'ANONYMOUS',
        'AURA',
        'BATCH_ACS',
        'BATCH_APEX',
        'BATCH_CHUNK_PARALLEL',
        'BATCH_CHUNK_SERIAL',
        'BULK_API',
        'COMMERCE_INTEGRATION',
        'DISCOVERABLE_LOGIN',
        'FUTURE',
        'INBOUND_EMAIL_SERVICE',
        'INVOCABLE_ACTION',
        'IOT',
        'PLATFORM_EVENT_PUBLISH_CALLBACK',
        'POST_INSTALL_SCRIPT',
        'QUEUEABLE',
        'QUICK_ACTION',
        'REMOTE_ACTION',
        'REST',
        'RUNTEST_ASYNC',
        'RUNTEST_DEPLOY',
        'RUNTEST_SYNC',
        'SCHEDULED',
        'SOAP',
        'SYNCHRONOUS',
        'TRANSACTION_FINALIZER_QUEUEABLE',
        'UNDEFINED',
        'VF'
      ]
    },
    {}
  ),
  libraryType(
    'Request',
    { isInstance: (value) => value instanceof RequestValue },
    {
      'static Request getCurrent()': () => new RequestValue(currentTransaction()),
      'String getRequestId()': (self: RequestValue) => self.transaction.requestId,
      'Quiddity getQuiddity()'({ transaction: { kind } }: RequestValue) {
        if (kind === 'event') return notSupported('getQuiddity() in a trigger of platform events');
        return libraryEnumValue('Quiddity', QUIDDITY[kind]);
      }
    }
  )
];
