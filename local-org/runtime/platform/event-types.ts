/** `EventBus`, and the bus of a test (Apex Reference Guide v65, "EventBus Class", "TestBroker Class"). */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { NotSupportedError, apexException } from '../machine/errors.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import { ApexList } from '../values/collections.ts';
import { DmlResultValue } from './database-dml-types.ts';
import { recordsOf } from './dml.ts';
import { ENQUEUED, deliver, publish } from './platform-events.ts';
import { currentTransaction } from './transaction.ts';

class TestBroker {}

/** Delivers what has been published so far; what its triggers publish waits for the next time. */
export function deliverTestEvents(): void {
  const transaction = currentTransaction();
  const { org, test } = transaction;
  if (test === null) throw apexException('TypeException', 'Test methods can only be called from a test');
  for (const job of transaction.immediateEvents.splice(0)) org.jobs.insert(job);
  for (const job of org.jobs.waitingEvents()) {
    org.jobs.remove(job.id);
    // What a subscriber throws does not reach the publisher.
    const failure = deliver(job, org, test);
    if (failure instanceof NotSupportedError) throw failure;
  }
}

export const eventTypes: LibraryType[] = [
  libraryType(
    'EventBus',
    {},
    {
      'static Database.SaveResult publish(SObject event)': (event: unknown) =>
        new DmlResultValue('insert', publish(recordsOf(event))[0]!),
      'static List<Database.SaveResult> publish(List<SObject> events)': (events: unknown) =>
        new ApexList(
          runtimeType('List<Database.SaveResult>'),
          publish(recordsOf(events)).map((row) => new DmlResultValue('insert', row))
        ),
      'static String getOperationId(Database.SaveResult result)': (result: DmlResultValue | null) => {
        if (result === null) throw apexException('NullPointerException', 'Argument cannot be null.');
        return result.row.errors.find(({ statusCode }) => statusCode === ENQUEUED)?.message ?? null;
      }
    }
  ),
  libraryType(
    'EventBus.TestBroker',
    { isInstance: (value) => value instanceof TestBroker },
    { 'void deliver()': () => deliverTestEvents() }
  )
];

export function testBroker(): TestBroker {
  return new TestBroker();
}
