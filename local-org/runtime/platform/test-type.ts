/** The `Test` class (Apex Reference Guide v65, "Test Class"). */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { STANDARD_PRICE_BOOK_ID } from '../../store/index.ts';
import { apexException, notSupported } from '../machine/errors.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import type { RuntimeType } from '../machine/runtime-type.ts';
import { ApexList } from '../values/collections.ts';
import type { ApexDatetime } from '../values/datetime.ts';
import type { SObjectTypeToken } from './describe.ts';
import { enqueuePlaceholders } from './batch-submission.ts';
import { deliverTestEvents, testBroker } from './event-types.ts';
import { testInstall, testUninstall } from './install-types.ts';
import { pageTestMembers } from './apex-pages.ts';
import { createStub } from './stub.ts';
import type { TestState } from './test-state.ts';
import { objectOfId } from './object-of-id.ts';
import { findRows, insertRow, updateRow } from './system-rows.ts';
import { loadData } from './load-data.ts';
import { runTestJobs } from './test-jobs.ts';
import { currentTransaction } from './transaction.ts';
import type { Transaction } from './transaction.ts';

/** Of the test, also in the asynchronous work that it runs. */
function testOf(transaction: Transaction): TestState {
  const { test } = transaction;
  if (test === null) throw apexException('TypeException', 'Test methods can only be called from a test');
  return test;
}

/** Of the test method itself. */
function testMethodOf(transaction: Transaction): TestState {
  if (transaction.kind !== 'test') notSupported('Test.startTest and Test.stopTest in asynchronous work');
  return testOf(transaction);
}

/** Triggers of change events are left out here, so that nothing hears the events; with such a trigger it is refused. */
function enableChangeDataCapture(): void {
  const { org } = currentTransaction();
  testOf(currentTransaction());
  const trigger = [...org.gaps.saves].find(([object]) => object.endsWith('changeevent'))?.[1][0];
  if (trigger !== undefined) notSupported(`Test.enableChangeDataCapture, because ${trigger.why}`);
}

/** Fresh limits from here; what was changed before no longer stands in the way of callouts and mixed DML. */
function startTest(): void {
  const transaction = currentTransaction();
  const test = testMethodOf(transaction);
  if (test.phase !== 'before') throw apexException('FinalException', 'Testing already started');
  test.phase = 'between';
  test.outerLimits = transaction.replaceLimits(transaction.freshLimits());
  transaction.changes = 0;
  transaction.dmlFamily = null;
  transaction.savepoints.length = 0;
}

/** Runs the asynchronous work of the test, then gives back the limits from before startTest. */
function stopTest(): void {
  const transaction = currentTransaction();
  const test = testMethodOf(transaction);
  // The words are those of public notes on the error; that a second stopTest gives the same is an assumption.
  if (test.phase !== 'between') throw apexException('FinalException', 'Testing has not started');
  test.phase = 'after';
  transaction.savepoints.length = 0;
  try {
    runTestJobs(transaction, test);
    deliverTestEvents();
  } finally {
    if (test.outerLimits !== null) transaction.replaceLimits(test.outerLimits);
    transaction.dmlFamily = null;
  }
}

function setMock(type: RuntimeType | null, instance: unknown): void {
  const test = testOf(currentTransaction());
  if (type === null || instance === null) throw apexException('NullPointerException', 'Argument cannot be null.');
  if (!type.isInstance(instance)) notSupported(`Test.setMock(${type.name}.class, …) with something else`);
  switch (type.name) {
    case 'HttpCalloutMock':
      test.calloutMock = instance;
      break;
    case 'WebServiceMock':
      test.webServiceMock = instance;
      break;
    default:
      notSupported(`Test.setMock(${type.name}.class, …)`);
  }
}

function setCreatedDate(id: string | null, created: ApexDatetime | null): void {
  const transaction = currentTransaction();
  testOf(transaction);
  if (id === null || created === null) throw apexException('NullPointerException', 'Argument cannot be null.');
  const object = objectOfId(transaction.org.schema, id);
  updateRow(transaction.org.store, object.apiName, id, { CreatedDate: created.milliseconds });
}

/** Tests see the standard price book once they have asked for it; that it is the standard one, once they have saved it. */
function standardPricebookId(): string {
  const transaction = currentTransaction();
  testOf(transaction);
  const { store } = transaction.org;
  if (findRows(store, 'Pricebook2', { Id: STANDARD_PRICE_BOOK_ID }).length === 0)
    insertRow(store, 'Pricebook2', { Id: STANDARD_PRICE_BOOK_ID, Name: 'Standard Price Book' });
  return STANDARD_PRICE_BOOK_ID;
}

export const testTypes: LibraryType[] = [
  libraryType(
    'Test',
    {},
    {
      'static Boolean isRunningTest()': () => currentTransaction().test !== null,
      'static Id getStandardPricebookId()': standardPricebookId,
      ...pageTestMembers,
      'static void startTest()': startTest,
      'static void stopTest()': stopTest,
      'static List<SObject> loadData(Schema.SObjectType sObjectToken, String resourceName)': (
        token: SObjectTypeToken | null,
        resource: string | null
      ) => loadData(testOf(currentTransaction()), token, resource),
      'static void setFixedSearchResults(List<Id> fixedSearchResults)': (ids: ApexList | null) => {
        if (ids === null) throw apexException('NullPointerException', 'Argument cannot be null.');
        testOf(currentTransaction()).fixedSearchResults = ids.toArray().filter((id) => id !== null) as string[];
      },
      'static void setMock(Type interfaceType, Object instance)': setMock,
      'static Object createStub(Type parentType, StubProvider stubProvider)': (
        type: RuntimeType | null,
        provider: unknown
      ) => {
        testOf(currentTransaction());
        return createStub(type, provider);
      },
      'static void testInstall(InstallHandler implementation, Version version)': (
        handler: unknown,
        version: Parameters<typeof testInstall>[1]
      ) => {
        testOf(currentTransaction());
        testInstall(handler, version, false);
      },
      'static void testInstall(InstallHandler implementation, Version version, Boolean isPush)': (
        handler: unknown,
        version: Parameters<typeof testInstall>[1],
        isPush: boolean | null
      ) => {
        testOf(currentTransaction());
        testInstall(handler, version, isPush);
      },
      'static void testUninstall(UninstallHandler implementation)': (handler: unknown) => {
        testOf(currentTransaction());
        testUninstall(handler);
      },
      'static EventBus.TestBroker getEventBus()': () => {
        testOf(currentTransaction());
        return testBroker();
      },
      'static List<Id> enqueueBatchJobs(Integer numberOfJobs)': (count: number | null) => {
        testOf(currentTransaction());
        return new ApexList(runtimeType('List<Id>'), enqueuePlaceholders(count));
      },
      'static List<Id> getFlexQueueOrder()': () => {
        const transaction = currentTransaction();
        testOf(transaction);
        return new ApexList(runtimeType('List<Id>'), transaction.org.jobs.flexQueue.order());
      },
      'static void enableChangeDataCapture()': enableChangeDataCapture,
      'static void setCreatedDate(Id recordId, Datetime createdDatetime)': setCreatedDate
    }
  )
];
