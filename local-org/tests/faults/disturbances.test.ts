import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FieldSchema } from '../../metadata/schema.ts';
import { expectedCounts } from '../../samples/expected-counts.ts';
import { ADMIN_USER_ID, insertRows } from '../../store/index.ts';
import { assertSameCounts } from '../compare-counts.ts';
import { receivedObjects } from '../received-results.ts';
import type { ReceivedObject } from '../received-results.ts';
import { killAndCheck, runUndisturbed } from './kill-runs.ts';
import { LabOfTests } from './lab-of-tests.ts';

/** Deaths of the sample; kill-operations.faults.ts goes through all. */
const SAMPLE = 8;

/** What happens to an org while a run is in progress; each ends in a clear state. */
describe('a run that is disturbed', () => {
  const tests = new LabOfTests();

  /** Starts a run, and lets it find its objects. */
  function begin(): void {
    tests.org.start();
    tests.org.step();
  }

  function received(): ReadonlyMap<string, ReceivedObject> {
    return receivedObjects(tests.org.endpoint, tests.org.run()['runId'] as string);
  }

  function runs(): unknown {
    return tests.org.runtime.store.all('SELECT COUNT(*) FROM PopulationRun__c')[0]![0];
  }

  // The first test: the org would remember from another one that the query is a good one.
  it(
    'counts a field another way when the platform refuses what describe has promised',
    tests.within(() => {
      const fields = tests.org.runtime.context.schema.objects.get('parcel__c')!.fields as Map<string, FieldSchema>;
      const promised = [...fields.values()].find(
        (field) => field.custom && field.type === 'string' && !field.calculated
      )!;
      fields.set(promised.apiName.toLowerCase(), { ...promised, aggregatable: false });
      try {
        begin();
        tests.org.drain();
      } finally {
        fields.set(promised.apiName.toLowerCase(), promised);
      }
      assert.equal(tests.org.run()['status'], 'Completed');
      const refused = received().get('Parcel__c')!.fields.get(promised.apiName)!;
      assert.equal(refused.method, 'filter');
      assert.match(refused.reason ?? '', /does not support aggregate operator COUNT/);
      assertSameCounts(received().get('Parcel__c')!, expectedCounts(tests.org.runtime.store, 'Parcel__c'));
    })
  );

  it(
    'stays alone when a second admin starts one',
    tests.within(() => {
      tests.org.start();
      const name = String(tests.org.run()['name']);
      assert.throws(() => tests.org.call('PopulationConsole', 'startRun'), {
        message: `Run ${name} is still in progress. Wait until it has finished.`
      });
      assert.equal(tests.org.run()['status'], 'Queued', 'the first one is not touched');
      tests.org.drain();
      assert.equal(tests.org.run()['status'], 'Completed');
      assert.equal(tests.org.run()['error'] ?? null, null);
      assert.equal(runs(), 1);
    })
  );

  it(
    'goes on when the schedule fires, with one worker left',
    tests.within(() => {
      begin();
      tests.org.fireSchedule();
      assert.equal(tests.org.run()['status'], 'Running', 'what the admin sees while it goes on');
      tests.org.drain();
      assert.equal(tests.org.run()['status'], 'Completed');
      assert.equal(runs(), 1);
      assert.equal(new Set(tests.org.requests).size, tests.org.requests.length, 'nothing is sent twice');
    })
  );

  it(
    'finishes when its user loses the permission set half-way: it counts in system mode',
    tests.within(() => {
      begin();
      const { store } = tests.org.runtime;
      store.beginWrite();
      store.run('DELETE FROM PermissionSetAssignment WHERE AssigneeId = ?', ADMIN_USER_ID);
      store.commit();
      tests.org.drain();
      assert.throws(() => tests.org.run(), /View Elements Connect/);
      const [status, failed, error] = store.all(
        'SELECT Status__c, ObjectsFailed__c, Error__c FROM PopulationRun__c'
      )[0]!;
      assert.deepEqual([status, Number(failed), error], ['Completed', 0, null]);
    })
  );

  it(
    'reports an object as unknown when it is deleted half-way',
    tests.within(() => {
      begin();
      const objects = tests.org.runtime.context.schema.objects as Map<string, unknown>;
      const pallet = objects.get('pallet__c');
      objects.delete('pallet__c');
      try {
        tests.org.drain();
      } finally {
        objects.set('pallet__c', pallet);
      }
      assert.equal(tests.org.run()['status'], 'CompletedWithErrors');
      const views = tests.org.call('PopulationConsole', 'objects', { runId: tests.org.run()['runId'] });
      const view = (views as { objectName: string; status: string; reason?: string }[]).find(
        ({ objectName }) => objectName === 'Pallet__c'
      );
      assert.equal(view?.status, 'unknown');
      assert.match(view?.reason ?? '', /^The object cannot be described: /);
      assert.equal(tests.org.run()['objectsFailed'], 1);
      assert.equal(received().get('Pallet__c')?.records ?? null, null, 'unknown, never zero');
      assertSameCounts(received().get('Parcel__c')!, expectedCounts(tests.org.runtime.store, 'Parcel__c'));
    })
  );

  it(
    'counts records that are made half-way or not at all, object by object',
    tests.within(() => {
      const before = expectedCounts(tests.org.runtime.store, 'Parcel__c');
      begin();
      const { store } = tests.org.runtime;
      const results = insertRows(store, 'Parcel__c', [{ Name: 'late' }], { allOrNone: true, mode: 'system' });
      assert.deepEqual(
        results.flatMap(({ errors }) => errors),
        []
      );
      store.commit();
      tests.org.drain();
      insertRows(store, 'Parcel__c', [{ Name: 'too late' }], { allOrNone: true, mode: 'system' });
      store.commit();
      const parcel = received().get('Parcel__c')!;
      assert.equal(parcel.records, before.records + 1);
      for (const field of parcel.fields.values()) {
        if (field.status === 'measured') assert.ok(field.filled! <= field.total!, `${field.name} is over 100 %`);
      }
    })
  );

  it('recovers from deaths at a sample of its operations', (context) => {
    const undisturbed = runUndisturbed(tests.lab);
    const { operations, statements } = undisturbed.trace;
    const every = Math.ceil(operations.size / SAMPLE);
    const numbers = [...operations.keys()].filter((_, index) => index % every === 0);
    numbers.forEach((number, index) =>
      killAndCheck(tests.lab, undisturbed, statements[number]!, index % 2 === 0 ? 'aborted' : 'lost')
    );
    context.diagnostic(`${numbers.length} kill points of ${operations.size} operations`);
  });
});
